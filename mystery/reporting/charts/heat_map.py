"""Touchpoints by regions: the shade says how far from the target, the cell says value and n."""

from __future__ import annotations

from collections.abc import Iterable

from mystery.reporting import metrics
from mystery.reporting.charts import marks
from mystery.reporting.charts.marks import BODY, SMALL
from mystery.reporting.charts.model import HeatMap
from mystery.reporting.charts.scene import Hatch, Primitive, Rect, Scene, Text
from mystery.reporting.wording import Wording
from mystery.weakspots import Figure

_CELL = 38
_GAP = 2
_LIMITS = (-20.0, -10.0, 0.0, 5.0)
"""Distance to the target in points at which the shade gets paler."""


def shade(figure: Figure, target: float | None) -> str:
    """heat-0 (20 points and more below target) to heat-4 (5 and more above); no target reads as met."""
    if figure.value is None or target is None:
        return "heat-3"
    # As the reader sees it: a cell that says 80 % meets a target of 80 %.
    gap = round(figure.value) - target
    return f"heat-{sum(gap >= limit for limit in _LIMITS)}"


def draw_heat_map(chart: HeatMap, width: float) -> Scene:
    labels = width * 0.24
    wide = (width - labels) / max(len(chart.columns), 1)
    head = _head_height(chart, wide)
    items: list[Primitive] = list(_heads(chart, labels, wide, head))
    for number, row in enumerate(chart.rows):
        top = head + number * (_CELL + _GAP)
        items += _label(row, top, labels)
        for column, name in enumerate(chart.columns):
            figure = chart.cells.get((row, name), Figure(0, None, state="too_few"))
            left = labels + column * wide
            items += _cell(
                figure, chart.targets.get((row, name)), (left, top, wide - _GAP, _CELL), chart.words
            )
    bottom = head + len(chart.rows) * (_CELL + _GAP)
    keys = [(f"heat-{step}", f"chart.key.heat_{step}") for step in range(5)]
    key, high = marks.legend([*keys, ("too-few", "chart.key.too_few")], 0, bottom + 12, width, chart.words)
    return Scene(width, bottom + 6 + high, (*items, *key), chart.title, chart.description)


def _head_height(chart: HeatMap, wide: float) -> float:
    most = max((len(metrics.wrap(name, wide - 6, SMALL, "semibold", 3)) for name in chart.columns), default=1)
    return 9.5 * most + 6


def _heads(chart: HeatMap, labels: float, wide: float, head: float) -> Iterable[Primitive]:
    for number, name in enumerate(chart.columns):
        lines = metrics.wrap(name, wide - 6, SMALL, "semibold", 3)
        x = labels + number * wide + (wide - _GAP) / 2
        for line, text in enumerate(reversed(lines)):
            yield Text(x, head - 6 - 9.5 * line, text, SMALL, "muted", "middle", "semibold")


def _label(row: str, top: float, room: float) -> Iterable[Primitive]:
    lines = metrics.wrap(row, room - 10, BODY, lines=2)
    first = top + _CELL / 2 + 3 - 5.2 * (len(lines) - 1)
    for number, line in enumerate(lines):
        yield Text(0, first + 10.4 * number, line, BODY)


def _cell(
    figure: Figure, target: float | None, box: tuple[float, float, float, float], words: Wording
) -> Iterable[Primitive]:
    x, y, wide, high = box
    middle = x + wide / 2
    if figure.value is None or not marks.is_shown(figure):
        yield Hatch(x, y, wide, high)
        text = words.say("chart.cell.suppressed" if figure.state == "suppressed" else "chart.cell.too_few")
        text = metrics.shorten(text, wide - 6, SMALL, "italic")
        room = metrics.width(text, SMALL, "italic") + 5
        yield Rect(middle - room / 2, y + high / 2 - 5.5, room, 11, "paper")
        yield Text(middle, y + high / 2 + 2.6, text, SMALL, "muted", "middle", "italic")
        return
    tone = shade(figure, target)
    ink = "on-dark" if tone in {"heat-0", "heat-1"} else "on-light"
    yield Rect(x, y, wide, high, tone)
    value = words.numerals.percent(figure.value)
    yield Text(middle, y + high / 2 + 0.5, value, BODY + 1, ink, "middle", "semibold")
    yield Text(middle, y + high / 2 + 11, _span(figure, words), SMALL - 0.3, ink, "middle")


def _span(figure: Figure, words: Wording) -> str:
    n = words.say("chart.n", n=words.numerals.number(figure.n))
    if figure.low is None or figure.high is None:
        return n
    return f"{words.numerals.span(figure.low, figure.high)} · {n}"
