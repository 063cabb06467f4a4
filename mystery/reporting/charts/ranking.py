"""Places in order: a dot with its interval, and the ranks that the place may hold."""

from __future__ import annotations

from collections.abc import Iterable

from mystery.reporting import metrics
from mystery.reporting.charts import marks
from mystery.reporting.charts.marks import BODY, SMALL, Scale
from mystery.reporting.charts.model import RankedBar, Ranking
from mystery.reporting.charts.scene import Circle, Line, Primitive, Rect, Scene, Text
from mystery.reporting.wording import Wording

_HEAD = 16
_ROW = 13.2


def draw_ranking(chart: Ranking, width: float) -> Scene:
    words = chart.words
    scale = Scale(width * 0.47, width - 112, *_bounds(chart))
    bottom = _HEAD + _ROW * len(chart.entries)
    items: list[Primitive] = list(_heads(width, words))
    items += _stripes(len(chart.entries), width)
    items += marks.grid(scale, _HEAD, bottom, words)
    if chart.target is not None:
        x = scale.at(chart.target)
        items.append(Line(x, _HEAD - 3, x, bottom, "ink", 1.2, dashed=True))
    for number, entry in enumerate(chart.entries):
        items += _row(entry, _HEAD + _ROW * (number + 0.5), scale, width, chart)
    key, high = marks.legend(_legend(chart), 0, bottom + 24, width, words)
    return Scene(width, bottom + 18 + high, (*items, *key), chart.title, chart.description)


def _bounds(chart: Ranking) -> tuple[float, float]:
    """From the quarter under the lowest interval, so that intervals can be told apart."""
    lows = [entry.figure.low for entry in chart.entries if entry.figure.low is not None]
    lowest = min(lows, default=0)
    return max(step for step in marks.STEPS[:-1] if step <= max(lowest, 0)), 100


def _legend(chart: Ranking) -> list[marks.Key]:
    keys = [("dot", "chart.key.fine")]
    if any(marks.surely_below(entry.figure, chart.target) for entry in chart.entries):
        keys.append(("dot-below", "chart.key.below"))
    keys.append(("interval", "chart.key.interval"))
    if chart.target is not None:
        keys.append(("target-line", "chart.key.target"))
    if any(not marks.is_shown(entry.figure) for entry in chart.entries):
        keys.append(("too-few", "chart.key.too_few"))
    return keys


def _heads(width: float, words: Wording) -> Iterable[Primitive]:
    yield Text(38, 8, words.say("chart.head.rank"), SMALL, "muted", "end")
    yield Text(48, 8, words.say("chart.head.place"), SMALL, "muted")
    for x, key in ((width - 74, "value"), (width - 30, "interval"), (width, "n")):
        yield Text(x, 8, words.say(f"chart.head.{key}"), SMALL, "muted", "end")


def _stripes(rows: int, width: float) -> Iterable[Primitive]:
    for number in range(0, rows, 2):
        yield Rect(0, _HEAD + _ROW * number, width, _ROW, "wash")


def _band(entry: RankedBar, words: Wording) -> str:
    low, high = entry.rank_low, entry.rank_high
    if low is None or high is None:
        return "–" if entry.rank is None else words.numerals.number(entry.rank)
    return words.numerals.number(low) if low == high else words.numerals.span(low, high)


def _row(entry: RankedBar, middle: float, scale: Scale, width: float, chart: Ranking) -> Iterable[Primitive]:
    words, figure, base = chart.words, entry.figure, middle + 2.8
    yield Text(38, base, _band(entry, words), BODY, "ink", "end", "semibold")
    room = scale.left - 48 - 12
    yield Text(48, base, metrics.shorten(entry.label, room, BODY), BODY)
    yield Text(width, base, words.numerals.number(figure.n), BODY, "muted", "end")
    if figure.value is None or not marks.is_shown(figure):
        reason = marks.why_absent(figure, words)
        yield from marks.too_few_box(scale.left, middle - 5, scale.right - scale.left, 10, reason)
        return
    yield from marks.whisker(scale, middle, figure, cap=2.4)
    tone = "warm" if marks.surely_below(figure, chart.target) else "accent-mid"
    yield Circle(scale.at(figure.value), middle, 3.2, tone, "ink", 0.6)
    yield Text(width - 74, base, words.numerals.percent(figure.value), BODY, "ink", "end", "semibold")
    if figure.low is not None and figure.high is not None:
        yield Text(width - 30, base, words.numerals.span(figure.low, figure.high), BODY, "muted", "end")
