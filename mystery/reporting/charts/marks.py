"""The marks that all charts share, so that an interval or a target looks the same everywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from mystery.reporting import metrics
from mystery.reporting.charts.scene import Circle, Hatch, Line, Polyline, Primitive, Rect, Text
from mystery.reporting.wording import Wording
from mystery.weakspots import Figure

SMALL = 7.5
BODY = 8.5
STEPS = (0, 25, 50, 75, 100)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps percent to a horizontal position."""

    left: float
    right: float
    low: float = 0
    high: float = 100

    def at(self, value: float) -> float:
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.left + share * (self.right - self.left)


def is_shown(figure: Figure) -> bool:
    return figure.state == "ok" and figure.value is not None


def surely_below(figure: Figure, target: float | None) -> bool:
    """The whole interval lies under the target: not bad luck."""
    return target is not None and figure.high is not None and is_shown(figure) and figure.high < target


def why_absent(figure: Figure, words: Wording) -> str:
    return words.say("chart.suppressed" if figure.state == "suppressed" else "chart.too_few", n=figure.n)


def grid(scale: Scale, top: float, bottom: float, words: Wording) -> Iterable[Primitive]:
    """Vertical lines at the quarters with their percent underneath."""
    crowded = scale.right - scale.left < 120
    for step in STEPS:
        if scale.low <= step <= scale.high:
            x = scale.at(step)
            yield Line(x, top, x, bottom, "grid", 0.6)
            if crowded and step in {25, 75}:
                continue
            yield Text(x, bottom + 10, words.numerals.percent(step), SMALL, "muted", "middle")


def whisker(scale: Scale, y: float, figure: Figure, cap: float = 3) -> Iterable[Primitive]:
    """The 95 % interval: a line with end caps, on a light edge so that it shows on a dark bar."""
    if figure.low is None or figure.high is None:
        return
    left, right = scale.at(figure.low), scale.at(figure.high)
    yield Line(left, y, right, y, "paper", 3)
    yield Line(left, y, right, y, "ink", 1.1)
    yield Line(left, y - cap, left, y + cap, "ink", 1.1)
    yield Line(right, y - cap, right, y + cap, "ink", 1.1)


def target_tick(x: float, top: float, bottom: float) -> Iterable[Primitive]:
    """A light edge keeps the target visible on a dark bar."""
    yield Line(x, top, x, bottom, "paper", 3.4)
    yield Line(x, top, x, bottom, "ink", 1.8)


def diamond(x: float, y: float, size: float = 3.2) -> Polyline:
    """The wave before."""
    points = ((x, y - size), (x + size, y), (x, y + size), (x - size, y))
    return Polyline(points, "ink", "paper", 1)


def direction(x: float, y: float, trend: str) -> Iterable[Primitive]:
    """Up or down beside a change that is real; a dash where it is not known."""
    if trend == "better":
        yield Polyline(((x, y - 6), (x + 3.5, y), (x - 3.5, y)), "", "accent")
    elif trend == "worse":
        yield Polyline(((x, y), (x + 3.5, y - 6), (x - 3.5, y - 6)), "", "warm")


def too_few_box(x: float, y: float, width: float, height: float, words: str) -> Iterable[Primitive]:
    """Hatched, with the reason on a clear ground."""
    yield Hatch(x, y, width, height)
    text = metrics.shorten(words, width - 8, SMALL, "italic")
    wide = metrics.width(text, SMALL, "italic")
    middle = y + height / 2
    yield Rect(x + 4, middle - 5.5, wide + 6, 11, "paper")
    yield Text(x + 7, middle + 2.6, text, SMALL, "muted", "start", "italic")


Key = tuple[str, str]
"""A legend entry: the kind of mark and the key of its words."""


def legend(
    keys: Iterable[Key], left: float, y: float, right: float, words: Wording
) -> tuple[list[Primitive], float]:
    """Marks with their meaning in a row that breaks; returns them and the height they took."""
    items: list[Primitive] = []
    x, line = left, y
    for kind, key in keys:
        text = words.say(key)
        wide = 20 + metrics.width(text, SMALL) + 14
        if x > left and x + wide - 14 > right:
            x, line = left, line + 13
        items += _MARKS[kind](x, line)
        items.append(Text(x + 20, line + 2.6, text, SMALL, "muted"))
        x += wide
    return items, line - y + 13


def _interval_key(x: float, y: float) -> list[Primitive]:
    return list(whisker(Scale(x, x + 15, 0, 1), y, Figure(0, 0.5, 0, 1)))


def _box(tone: str) -> Callable[[float, float], list[Primitive]]:
    return lambda x, y: [Rect(x + 2, y - 4, 12, 8, tone, "grid")]


_MARKS: dict[str, Callable[[float, float], list[Primitive]]] = {
    "interval": _interval_key,
    "target": lambda x, y: list(target_tick(x + 8, y - 5, y + 5)),
    "target-line": lambda x, y: [Line(x + 1, y, x + 15, y, "ink", 1.4, dashed=True)],
    "previous": lambda x, y: [diamond(x + 8, y)],
    "too-few": lambda x, y: [Hatch(x + 2, y - 4, 12, 8)],
    "below": _box("warm"),
    "fine": _box("accent-mid"),
    "dot": lambda x, y: [Circle(x + 8, y, 3.4, "accent-mid", "ink", 0.6)],
    "dot-below": lambda x, y: [Circle(x + 8, y, 3.4, "warm", "ink", 0.6)],
    "heat-0": _box("heat-0"),
    "heat-1": _box("heat-1"),
    "heat-2": _box("heat-2"),
    "heat-3": _box("heat-3"),
    "heat-4": _box("heat-4"),
}
