"""A chart as a web page takes it: the SVG, and the columns and rows of the table behind it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mystery.reporting.chart_table import chart_table
from mystery.reporting.charts import Chart, draw, to_svg
from mystery.reporting.charts.svg import Svg


@dataclass(frozen=True, slots=True)
class ScreenChart:
    """What `templates/components/chart.html` prints; columns and rows suit the table component."""

    title: str
    svg: Svg
    columns: tuple[Mapping[str, object], ...]
    rows: tuple[Mapping[str, str], ...]


def on_screen(chart: Chart, ident: str, width: float = 640) -> ScreenChart:
    """The chart for a page. `ident` must be unique on it; a page narrower than `width` scrolls the chart."""
    table = chart_table(chart)
    columns = tuple(
        {"key": f"c{number}", "label": column.title, "numeric": column.align == "end"}
        for number, column in enumerate(table.columns)
    )
    rows = tuple({f"c{number}": cell.text for number, cell in enumerate(row)} for row in table.rows)
    return ScreenChart(table.caption, to_svg(draw(chart, width), ident), columns, rows)
