"""The table behind each chart: the same figures in words, for the web's details and for copying."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from mystery.reporting.charts import (
    Bar,
    Chart,
    Gauge,
    HeatMap,
    ImportancePerformance,
    IntervalBars,
    Ranking,
    Trend,
)
from mystery.reporting.charts.marks import why_absent
from mystery.reporting.document import Cell, Column, Table
from mystery.reporting.figures import interval
from mystery.reporting.wording import Wording
from mystery.weakspots import Figure

_FIGURE = ("chart.head.value", "chart.head.interval", "chart.head.n")
Rows = Iterable[tuple[Cell, ...]]


def chart_table(chart: Chart) -> Table:
    """Every figure of the chart with interval and n; what is not shown says why."""
    heads, rows = _TABLES[type(chart)](chart)
    columns = tuple(Column(chart.words.say(key), align="start" if key in _NAMES else "end") for key in heads)
    return Table(columns, tuple(rows), chart.title)


_NAMES = frozenset(
    ("chart.head.label", "chart.head.place", "chart.head.wave", "chart.row", "chart.column", "chart.region")
)


def _figure(figure: Figure, words: Wording) -> tuple[Cell, ...]:
    n = Cell(words.numerals.number(figure.n))
    if figure.value is None:
        return Cell(why_absent(figure, words), "muted"), Cell("–"), n
    return Cell(words.numerals.percent(figure.value, 1)), Cell(interval(figure, words, 1)), n


def _target(target: float | None, words: Wording) -> Cell:
    return Cell("–" if target is None else words.numerals.percent(target))


def _bars(chart: IntervalBars | Gauge) -> tuple[tuple[str, ...], Rows]:
    bars = chart.bars if isinstance(chart, IntervalBars) else (chart.bar,)
    heads = ("chart.head.label", *_FIGURE, "chart.head.target", "chart.head.change")
    return heads, (_bar(bar, chart.words) for bar in bars)


def _bar(bar: Bar, words: Wording) -> tuple[Cell, ...]:
    change = Cell(bar.change or "–")
    return Cell(bar.label), *_figure(bar.figure, words), _target(bar.target, words), change


def _heat_map(chart: HeatMap) -> tuple[tuple[str, ...], Rows]:
    rows = (
        (
            Cell(row),
            Cell(column),
            *_figure(chart.cells[row, column], chart.words),
            _target(chart.targets.get((row, column)), chart.words),
        )
        for row in chart.rows
        for column in chart.columns
        if (row, column) in chart.cells
    )
    return ("chart.row", "chart.column", *_FIGURE, "chart.head.target"), rows


def _ranking(chart: Ranking) -> tuple[tuple[str, ...], Rows]:
    rows = (
        (
            Cell(_band(entry.rank_low, entry.rank_high, chart.words)),
            Cell(entry.label),
            Cell(entry.detail),
            *_figure(entry.figure, chart.words),
        )
        for entry in chart.entries
    )
    return ("chart.head.rank", "chart.head.place", "chart.region", *_FIGURE), rows


def _band(low: int | None, high: int | None, words: Wording) -> str:
    return "–" if low is None or high is None else words.numerals.span(low, high)


def _trend(chart: Trend) -> tuple[tuple[str, ...], Rows]:
    rows = ((Cell(point.label), *_figure(point.figure, chart.words)) for point in chart.points)
    return ("chart.head.wave", *_FIGURE), rows


def _importance(chart: ImportancePerformance) -> tuple[tuple[str, ...], Rows]:
    rows = (
        (
            Cell(point.label),
            *_figure(point.performance, chart.words),
            Cell(chart.words.numerals.number(point.importance, 2)),
        )
        for point in chart.points
    )
    return ("chart.head.label", *_FIGURE, "chart.importance"), rows


# Any: each function takes its own chart; the key beside it is the proof.
_TABLES: dict[type, Callable[[Any], tuple[tuple[str, ...], Rows]]] = {
    IntervalBars: _bars,
    Gauge: _bars,
    HeatMap: _heat_map,
    Ranking: _ranking,
    Trend: _trend,
    ImportancePerformance: _importance,
}
