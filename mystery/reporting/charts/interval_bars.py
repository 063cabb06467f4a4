"""Scorecard bars and the one big gauge: value, interval, target, wave before."""

from __future__ import annotations

from collections.abc import Iterable

from mystery.reporting import metrics
from mystery.reporting.charts import marks
from mystery.reporting.charts.marks import BODY, SMALL, Scale
from mystery.reporting.charts.model import Bar, Gauge, IntervalBars
from mystery.reporting.charts.scene import Line, Primitive, Rect, Scene, Text
from mystery.reporting.wording import Wording

_HEAD = 16
_ROW = 26
_COLUMNS = 176
"""Room for value, interval, n and change at the right."""


def draw_bars(chart: IntervalBars, width: float) -> Scene:
    words = chart.words
    scale = Scale(width * 0.29, width - _COLUMNS - 14)
    bottom = _HEAD + _ROW * len(chart.bars)
    items: list[Primitive] = [*_column_heads(width, words), *marks.grid(scale, _HEAD, bottom, words)]
    for number, bar in enumerate(chart.bars):
        items += _row(bar, _HEAD + _ROW * number, scale, width, words)
    key, high = marks.legend(_legend(chart.bars), 0, bottom + 26, width, words)
    return Scene(width, bottom + 20 + high, (*items, *key), chart.title, chart.description)


def _legend(bars: Iterable[Bar]) -> list[marks.Key]:
    bars = list(bars)
    keys = [("fine", "chart.key.fine")]
    if any(marks.surely_below(bar.figure, bar.target) for bar in bars):
        keys.append(("below", "chart.key.below"))
    if any(bar.figure.low is not None for bar in bars):
        keys.append(("interval", "chart.key.interval"))
    if any(bar.target is not None for bar in bars):
        keys.append(("target", "chart.key.target"))
    if any(bar.previous and marks.is_shown(bar.previous) for bar in bars):
        keys.append(("previous", "chart.key.previous"))
    if any(not marks.is_shown(bar.figure) for bar in bars):
        keys.append(("too-few", "chart.key.too_few"))
    return keys


def _edges(width: float) -> tuple[float, float, float, float]:
    """Right edges of the columns value, interval, n, change."""
    return width - 138, width - 88, width - 50, width


def _column_heads(width: float, words: Wording) -> Iterable[Primitive]:
    value, span, n, change = _edges(width)
    for x, key in ((value, "value"), (span, "interval"), (n, "n"), (change, "change")):
        yield Text(x, 8, words.say(f"chart.head.{key}"), SMALL, "muted", "end")


def _row(bar: Bar, top: float, scale: Scale, width: float, words: Wording) -> Iterable[Primitive]:
    middle = top + _ROW / 2
    yield Line(0, top, width, top, "grid", 0.5)
    lines = metrics.wrap(bar.label, scale.left - 12, BODY, lines=2)
    first = middle + 3 - 5.2 * (len(lines) - 1)
    for number, line in enumerate(lines):
        yield Text(0, first + 10.4 * number, line, BODY)
    yield from _bar(bar, middle, scale, words)
    yield from _figures(bar, middle + 3, width, words)


def _bar(bar: Bar, middle: float, scale: Scale, words: Wording, half: float = 5.5) -> Iterable[Primitive]:
    figure = bar.figure
    if figure.value is None or not marks.is_shown(figure):
        wide = scale.right - scale.left
        yield from marks.too_few_box(
            scale.left, middle - half, wide, 2 * half, marks.why_absent(figure, words)
        )
        return
    tone = "warm" if marks.surely_below(figure, bar.target) else "accent-mid"
    yield Rect(scale.left, middle - half, scale.at(figure.value) - scale.left, 2 * half, tone)
    if bar.target is not None:
        yield from marks.target_tick(scale.at(bar.target), middle - half - 3, middle + half + 3)
    yield from marks.whisker(scale, middle, figure)
    if bar.previous and bar.previous.value is not None and marks.is_shown(bar.previous):
        yield marks.diamond(scale.at(bar.previous.value), middle + half + 1)


def _figures(bar: Bar, base: float, width: float, words: Wording) -> Iterable[Primitive]:
    value, span, n, change = _edges(width)
    figure, numerals = bar.figure, words.numerals
    yield Text(n, base, numerals.number(figure.n), BODY, "muted", "end")
    if figure.value is None or not marks.is_shown(figure):
        yield Text(value, base, "–", BODY, "muted", "end")
        return
    yield Text(value, base, numerals.percent(figure.value), BODY + 0.5, "ink", "end", "bold")
    if figure.low is not None and figure.high is not None:
        yield Text(span, base, numerals.span(figure.low, figure.high), BODY, "muted", "end")
    yield Text(change, base, bar.change, BODY, "ink" if bar.trend in {"better", "worse"} else "muted", "end")
    wide = metrics.width(bar.change, BODY)
    yield from marks.direction(change - wide - 7, base - 0.2, bar.trend)


def draw_gauge(chart: Gauge, width: float) -> Scene:
    words, bar = chart.words, chart.bar
    scale = Scale(8, width - 14)
    items: list[Primitive] = [*marks.grid(scale, 4, 36, words), *_bar(bar, 20, scale, words, half=8)]
    key, high = marks.legend(_legend([bar])[1:], 8, 62, width, words)
    return Scene(width, 56 + high, (*items, *key), chart.title, chart.description)
