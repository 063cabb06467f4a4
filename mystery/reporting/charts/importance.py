"""Importance against performance: numbered points, the names in a list beside the map."""

from __future__ import annotations

from collections.abc import Iterable

from mystery.reporting import metrics
from mystery.reporting.charts.marks import BODY, SMALL, Scale
from mystery.reporting.charts.model import Driver, ImportancePerformance
from mystery.reporting.charts.scene import Circle, Line, Primitive, Rect, Scene, Text
from mystery.reporting.wording import Wording

_HIGH = 232
_TOP = 16


def draw_importance(chart: ImportancePerformance, width: float) -> Scene:
    words, side = chart.words, width * 0.54
    across = Scale(
        36, side - 10, *_bounds([point.performance.value or 0 for point in chart.points], chart.target)
    )
    most = max((point.importance for point in chart.points), default=1.0) * 1.15
    most = most if most > 0 else 1.0
    # Whatever works against the outcome lies on the ground line; its number stands in the list.
    middle = sum(max(0.0, point.importance) for point in chart.points) / max(len(chart.points), 1)
    items: list[Primitive] = list(_frame(chart, across, middle / most))
    for number, point in enumerate(chart.points, 1):
        items += _point(number, point, across, most)
    listed, bottom = _names(chart, side + 12, width, words)
    height = max(_TOP + _HIGH + 34, bottom)
    return Scene(width, height, (*items, *listed), chart.title, chart.description)


def _bounds(values: list[float], target: float) -> tuple[float, float]:
    """A window of tens around all points and the target, with air on both sides."""
    low = min([*values, target])
    high = max([*values, target])
    return max(0, (low - 8) // 10 * 10), min(100, -(-(high + 8) // 10) * 10)


def _y(share: float) -> float:
    return _TOP + _HIGH * (1 - share)


def _frame(chart: ImportancePerformance, across: Scale, middle: float) -> Iterable[Primitive]:
    words, left, right = chart.words, across.left, across.right
    split, level = across.at(chart.target), _y(middle)
    yield Rect(left, _TOP, split - left, level - _TOP, "warm-soft")
    yield Rect(left, _TOP, right - left, _HIGH, "", "faint")
    yield Line(split, _TOP, split, _TOP + _HIGH, "ink", 1.1, dashed=True)
    yield Line(left, level, right, level, "ink", 1.1, dashed=True)
    corners = (
        (left + 6, _TOP + 12, "start", "act"),
        (right - 6, _TOP + 12, "end", "keep"),
        (left + 6, _TOP + _HIGH - 6, "start", "watch"),
        (right - 6, _TOP + _HIGH - 6, "end", "enough"),
    )
    for x, y, anchor, key in corners:
        tone = "warm" if key == "act" else "muted"
        yield Text(x, y, words.say(f"chart.quadrant.{key}"), SMALL, tone, anchor, "semibold")
    for value in (across.low, chart.target, across.high):
        text = words.numerals.percent(value)
        yield Text(across.at(value), _TOP + _HIGH + 11, text, SMALL, "muted", "middle")
    yield Text(
        (left + right) / 2, _TOP + _HIGH + 24, words.say("chart.axis.performance"), SMALL, "muted", "middle"
    )
    yield Text(left, 8, words.say("chart.axis.importance"), SMALL, "muted")


def _point(number: int, point: Driver, across: Scale, most: float) -> Iterable[Primitive]:
    figure, y = point.performance, _y(max(0.0, point.importance) / most)
    if figure.value is None:
        return
    if figure.low is not None and figure.high is not None:
        yield Line(across.at(figure.low), y, across.at(figure.high), y, "muted", 0.9)
    x = across.at(figure.value)
    tone = "warm" if figure.value < point.target else "accent"
    yield Circle(x, y, 7, tone, "paper", 1)
    yield Text(x, y + 2.8, str(number), SMALL, "on-accent", "middle", "bold")


def _names(
    chart: ImportancePerformance, left: float, width: float, words: Wording
) -> tuple[list[Primitive], float]:
    items: list[Primitive] = []
    y = _TOP + 8.0
    for number, point in enumerate(chart.points, 1):
        items.append(Text(left + 11, y, str(number), BODY, "ink", "end", "bold"))
        for line in metrics.wrap(point.label, width - left - 18, BODY, lines=2):
            items.append(Text(left + 18, y, line, BODY))
            y += 10.5
        items.append(Text(left + 18, y, _detail(point, words), SMALL, "muted"))
        y += 15
    return items, y


def _detail(point: Driver, words: Wording) -> str:
    numerals, figure = words.numerals, point.performance
    if figure.value is None:
        return words.say("chart.too_few", n=figure.n)
    span = "" if figure.low is None or figure.high is None else numerals.span(figure.low, figure.high)
    return words.say(
        "chart.driver",
        value=numerals.percent(figure.value),
        interval=span,
        n=numerals.number(figure.n),
        importance=numerals.number(point.importance, 2),
    )
