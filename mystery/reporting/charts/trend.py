"""A figure over waves, each with its interval; a line joins only waves that may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from mystery.reporting import metrics
from mystery.reporting.charts import marks
from mystery.reporting.charts.marks import BODY, SMALL
from mystery.reporting.charts.model import Moment, Trend
from mystery.reporting.charts.scene import Circle, Hatch, Line, Polyline, Primitive, Rect, Scene, Text
from mystery.reporting.wording import Wording

_HIGH = 150
_TOP = 14


def draw_trend(chart: Trend, width: float) -> Scene:
    words = chart.words
    low = _lowest(chart)
    items: list[Primitive] = list(_grid(low, width, words))
    xs = _positions(len(chart.points), width)
    if chart.target is not None:
        y = _y(chart.target, low)
        items.append(Line(36, y, width - 8, y, "ink", 1.2, dashed=True))
    items += _joins(chart.points, xs, low)
    for x, point in zip(xs, chart.points, strict=True):
        items += _point(x, point, low, words)
    keys = [("dot", "chart.key.value"), ("interval", "chart.key.interval")]
    if chart.target is not None:
        keys.append(("target-line", "chart.key.target"))
    key, high = marks.legend(keys, 36, _TOP + _HIGH + 44, width, words)
    return Scene(width, _TOP + _HIGH + 38 + high, (*items, *key), chart.title, chart.description)


def _lowest(chart: Trend) -> float:
    lows = [point.figure.low for point in chart.points if point.figure.low is not None]
    if chart.target is not None:
        lows.append(chart.target)
    lowest = min(lows, default=0)
    return float(max(step for step in marks.STEPS[:-1] if step <= max(lowest, 0)))


def _y(value: float, low: float) -> float:
    return _TOP + _HIGH * (1 - (max(value, low) - low) / (100 - low))


def _positions(count: int, width: float) -> list[float]:
    step = (width - 44) / max(count, 1)
    return [36 + step * (number + 0.5) for number in range(count)]


def _grid(low: float, width: float, words: Wording) -> Iterable[Primitive]:
    for step in marks.STEPS:
        if step >= low:
            y = _y(step, low)
            yield Line(36, y, width - 8, y, "grid", 0.6)
            yield Text(30, y + 2.6, words.numerals.percent(step), SMALL, "muted", "end")


def _joins(points: tuple[Moment, ...], xs: list[float], low: float) -> Iterator[Primitive]:
    pairs = list(zip(xs, points, strict=True))
    for (x1, before), (x2, after) in pairwise(pairs):
        if before.figure.value is not None and after.figure.value is not None:
            ends = ((x1, _y(before.figure.value, low)), (x2, _y(after.figure.value, low)))
            yield Polyline(ends, "accent", "", 1.6)


def _point(x: float, point: Moment, low: float, words: Wording) -> Iterable[Primitive]:
    figure, base = point.figure, _TOP + _HIGH
    yield Text(x, base + 15, point.label, BODY, "ink", "middle", "semibold")
    yield Text(
        x, base + 26, words.say("chart.n", n=words.numerals.number(figure.n)), SMALL, "muted", "middle"
    )
    if figure.value is None or not marks.is_shown(figure):
        yield Hatch(x - 14, _TOP, 28, _HIGH)
        return
    y = _y(figure.value, low)
    above = y - 8
    if figure.low is not None and figure.high is not None:
        top, bottom = _y(figure.high, low), _y(figure.low, low)
        above = top - 6
        yield Line(x, top, x, bottom, "ink", 1.1)
        yield Line(x - 3.5, top, x + 3.5, top, "ink", 1.1)
        yield Line(x - 3.5, bottom, x + 3.5, bottom, "ink", 1.1)
    yield Circle(x, y, 4, "accent-mid", "ink", 0.7)
    text = words.numerals.percent(figure.value, 1)
    wide = metrics.width(text, BODY + 1, "bold") + 6
    # A clear ground, because the target line may run behind the figure.
    yield Rect(x - wide / 2, above - 9, wide, 12, "paper")
    yield Text(x, above, text, BODY + 1, "ink", "middle", "bold")
