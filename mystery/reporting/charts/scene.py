"""What every chart becomes: a flat list of primitives that SVG and PDF draw alike.

Coordinates are points from the top left. Colours are tones (names), so that a brand or a theme decides
their values; see `TONES`.
"""

from __future__ import annotations

from dataclasses import dataclass

TONES = {
    "ink": "#1b272c",
    "muted": "#55646a",
    "faint": "#87949a",
    "grid": "#dbe2e4",
    "wash": "#f3f6f7",
    "paper": "#ffffff",
    "accent": "#0b5c6b",
    "accent-mid": "#7db2ba",
    "accent-soft": "#d9e9ec",
    "warm": "#b4490f",
    "warm-soft": "#f9e7db",
    # Heat runs from dark (far below target) to pale, so that it also reads in grey.
    "heat-0": "#8a3208",
    "heat-1": "#b95c22",
    "heat-2": "#efb98f",
    "heat-3": "#cfe4e7",
    "heat-4": "#eef6f7",
    "on-accent": "#ffffff",
    "on-dark": "#ffffff",
    "on-light": "#1b272c",
}


@dataclass(frozen=True, slots=True)
class Rect:
    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Hatch:
    """A hatched box: here is no figure, and that is meant."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Line:
    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str = "ink"
    width: float = 1
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Polyline:
    """Points joined by lines; with `fill` it is closed."""

    points: tuple[tuple[float, float], ...]
    stroke: str = ""
    fill: str = ""
    width: float = 1


@dataclass(frozen=True, slots=True)
class Circle:
    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    width: float = 1


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; `y` is its baseline, `anchor` is start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 8.5
    tone: str = "ink"
    anchor: str = "start"
    weight: str = "regular"


Primitive = Rect | Hatch | Line | Polyline | Circle | Text


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawn chart with the words a screen reader says instead of it."""

    width: float
    height: float
    items: tuple[Primitive, ...]
    title: str
    description: str


def hatch_lines(box: Hatch, step: float = 5) -> list[tuple[float, float, float, float]]:
    """The rising diagonals of a hatched box, cut at its edges."""
    lines = []
    offset = step
    while offset < box.width + box.height:
        x1 = box.x + max(0.0, offset - box.height)
        y1 = box.y + min(offset, box.height)
        x2 = box.x + min(offset, box.width)
        y2 = box.y + max(0.0, offset - box.width)
        lines.append((x1, y1, x2, y2))
        offset += step
    return lines
