"""Charts: honest, safe on any page, and the same for screen and paper."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from mystery.reporting import chart_table, findings_charts
from mystery.reporting.charts import HeatMap, IntervalBars, Scene, draw, to_svg
from mystery.reporting.charts.heat_map import shade
from mystery.reporting.charts.scene import TONES, Hatch, Line, Text
from mystery.reporting.metrics import balance, width, wrap
from mystery.reporting.numerals import Numerals
from mystery.weakspots import Figure
from tests.unit.reporting.findings import HOSTILE, findings

NAMES = (
    "total", "sections", "touchpoints", "regions", "processes", "phases", "methods", "heat_map", "ranking",
    "trend", "importance",
)  # fmt: skip


def _scene(name: str, language: str = "de") -> Scene:
    return draw(findings_charts(findings(), language)[name], 640)


def _texts(scene: Scene) -> list[str]:
    return [item.text for item in scene.items if isinstance(item, Text)]


def test_a_wave_has_all_charts() -> None:
    assert tuple(findings_charts(findings(), "de")) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_one_svg_that_loads_nothing_and_has_no_inline_style(name: str) -> None:
    svg = to_svg(_scene(name), f"chart-{name}")
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert len(root.get("aria-labelledby", "").split()) == 2
    assert not re.search(r"\sstyle=|href|url\(|<script|<image", svg)
    addresses = set(re.findall(r"https?://[^\"]+", svg))
    assert addresses == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_writes_n_and_has_a_table_behind_it(name: str) -> None:
    chart = findings_charts(findings(), "de")[name]
    table = chart_table(chart)
    assert table.rows
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert any(column.title == "n" for column in table.columns)


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"total", "importance"}])
def test_a_chart_draws_as_many_intervals_as_it_shows_values(name: str) -> None:
    scene = _scene(name)
    if name == "heat_map":
        spans = [text for text in _texts(scene) if "n = " in text]
        assert len(spans) == 38
        return
    strokes = [item for item in scene.items if isinstance(item, Line) and item.width == 1.1]
    assert len(strokes) >= 3


@pytest.mark.parametrize("wide", [360, 471, 640])
@pytest.mark.parametrize("name", NAMES)
def test_nothing_of_a_chart_lies_outside_its_frame(name: str, wide: float) -> None:
    scene = draw(findings_charts(findings(), "de")[name], wide)
    for item in scene.items:
        if isinstance(item, Text):
            wide = width(item.text, item.size, item.weight)
            left = item.x - {"start": 0, "middle": wide / 2, "end": wide}[item.anchor]
            assert left >= -0.5, item
            assert left + wide <= scene.width + 0.5, item
            assert 0 < item.y <= scene.height + 0.5, item


def test_markup_in_a_name_stays_text_in_the_svg() -> None:
    svg = to_svg(_scene("ranking"), "ranking")
    assert "<b>" not in svg
    assert HOSTILE in [element.text for element in ElementTree.fromstring(svg).iter()]


def test_a_cell_without_a_figure_is_hatched_and_says_why() -> None:
    scene = _scene("heat_map")
    assert len([item for item in scene.items if isinstance(item, Hatch)]) == 3  # two cells and the legend
    assert {"zu wenige", "geschützt"} <= set(_texts(scene))


def test_a_line_without_a_figure_shows_no_percent() -> None:
    chart = findings_charts(findings(), "de")["phases"]
    assert isinstance(chart, IntervalBars)
    row = chart_table(chart).rows[-1]
    assert [cell.text for cell in row][:4] == ["Rückgewinnung", "zu wenige Daten (n = 4)", "–", "4"]


def test_heat_gets_darker_the_further_below_the_target() -> None:
    shades = [shade(Figure(50, value), 80) for value in (55, 65, 75, 80, 90)]
    assert shades == [f"heat-{step}" for step in range(5)]
    light = [_lightness(TONES[tone]) for tone in shades]
    assert light == sorted(light)
    assert all(after - before > 0.04 for before, after in pairwise(light))


def test_a_cell_that_says_80_meets_a_target_of_80() -> None:
    assert shade(Figure(50, 79.6), 80) == "heat-3"


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.2126 * red**2.2 + 0.7152 * green**2.2 + 0.0722 * blue**2.2


def test_the_two_bar_colours_differ_in_grey() -> None:
    assert _lightness(TONES["accent-mid"]) - _lightness(TONES["warm"]) > 0.2


def test_screen_and_paper_get_equal_figures() -> None:
    chart = findings_charts(findings(), "en")["heat_map"]
    assert isinstance(chart, HeatMap)
    for cell in findings().heat_map:
        row = findings().design.touchpoint_labels[cell.row]["en"]
        assert chart.cells[row, cell.column] == cell.figure


def test_lines_are_never_wider_than_the_room() -> None:
    text = "Vertriebs- und Servicegesellschaftsgeschäftsführungssitzungsprotokoll in Garmisch-Partenkirchen"
    for lines in (wrap(text, 90, 9), balance(text, 90, 9)):
        assert "".join("".join(lines).split()) == "".join(text.split())
        assert all(width(line, 9) <= 90 for line in lines)


def test_numbers_are_written_as_the_language_does() -> None:
    german, english = Numerals("de"), Numerals("en")
    assert german.number(1234.5, 1) == "1.234,5"
    assert english.percent(78.4, 1) == "78.4%"
    assert german.signed(-0.2) == "±0"
    assert german.signed(3.2, 1) == "+3,2"
    assert german.number(-0.04, 1) == "0,0"
    assert german.number(-3) == "−3"
