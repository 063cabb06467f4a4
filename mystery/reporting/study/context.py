"""What every page of the study report gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import ceil

from mystery.reporting.charts import Chart, HeatMap, IntervalBars
from mystery.reporting.document import Block, Cell, ChartBlock, ReportMeta
from mystery.reporting.figures import interval
from mystery.reporting.wording import Wording
from mystery.weakspots import Change, Figure, Findings, Row


@dataclass(frozen=True, slots=True)
class Context:
    """The findings, the words for them, and the charts drawn from them."""

    findings: Findings
    meta: ReportMeta
    words: Wording
    charts: Mapping[str, Chart]
    settings: Mapping[str, object]

    def limit(self, name: str) -> int:
        """A number of report.toml."""
        return int(str(self.settings[name]))


def value_cell(figure: Figure, words: Wording, *, bold: bool = True) -> Cell:
    """The value, or in words why there is none."""
    if figure.value is None:
        key = "items.suppressed" if figure.state == "suppressed" else "items.too_few"
        return Cell(words.say(key), "muted")
    return Cell(words.numerals.percent(figure.value), bold=bold)


def interval_cell(figure: Figure, words: Wording) -> Cell:
    return Cell("–" if figure.value is None else interval(figure, words), "muted")


def change_cell(change: Change | None, words: Wording) -> Cell:
    """Only a real change is set in colour, and it also carries its word elsewhere."""
    if change is None or change.difference is None:
        return Cell("–", "muted")
    tone = {"better": "accent", "worse": "warm"}.get(change.verdict, "muted")
    return Cell(words.numerals.signed(change.difference), tone, bold=tone != "muted")


def surely_missed(row: Row) -> bool:
    return row.target is not None and row.figure.high is not None and row.figure.high < row.target


def met(row: Row) -> bool:
    return row.target is not None and row.figure.value is not None and row.figure.value >= row.target


BARS, HEAT_ROWS, HEAT_COLUMNS = 20, 14, 8
"""What a page can hold of a chart that grows with the study."""


def chart_blocks(chart: Chart, caption: str = "") -> Iterator[Block]:
    """The chart, in parts of nearly equal size where one page cannot hold it."""
    if isinstance(chart, IntervalBars):
        for lines in parts(len(chart.bars), BARS):
            yield ChartBlock(chart.part(lines.start, lines.stop), caption)
    elif isinstance(chart, HeatMap):
        for columns in parts(len(chart.columns), HEAT_COLUMNS):
            for rows in parts(len(chart.rows), HEAT_ROWS):
                yield ChartBlock(chart.part(rows, columns), caption)
    else:
        yield ChartBlock(chart, caption)


def parts(number: int, most: int) -> Iterator[slice]:
    """As few slices as possible of at most `most`, nearly equal in size."""
    pages = max(1, ceil(number / most))
    size = max(1, ceil(number / pages))
    for start in range(0, max(number, 1), size):
        yield slice(start, min(start + size, number))
