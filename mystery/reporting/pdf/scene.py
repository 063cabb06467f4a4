"""A chart's scene drawn as vectors on the page."""

from __future__ import annotations

from functools import singledispatch

from mystery.reporting.charts.scene import (
    Circle,
    Hatch,
    Line,
    Polyline,
    Primitive,
    Rect,
    Scene,
    Text,
    hatch_lines,
)
from mystery.reporting.pdf.pen import Pen


def draw_scene(pen: Pen, scene: Scene, x: float, y: float) -> None:
    """The scene with its top left corner at (x, y)."""
    for item in scene.items:
        _draw(item, pen, x, y)


@singledispatch
def _draw(item: Primitive, pen: Pen, x: float, y: float) -> None:
    raise TypeError(f"no drawing for {type(item).__name__}")


@_draw.register
def _(item: Rect, pen: Pen, x: float, y: float) -> None:
    pen.rect(x + item.x, y + item.y, item.width, item.height, fill=item.fill, stroke=item.stroke)


@_draw.register
def _(item: Hatch, pen: Pen, x: float, y: float) -> None:
    box = Hatch(x + item.x, y + item.y, item.width, item.height)
    pen.rect(box.x, box.y, box.width, box.height, fill="wash", stroke="faint")
    pen.lines(hatch_lines(box), tone="faint", width=0.5)


@_draw.register
def _(item: Line, pen: Pen, x: float, y: float) -> None:
    pen.line(
        x + item.x1,
        y + item.y1,
        x + item.x2,
        y + item.y2,
        tone=item.stroke,
        width=item.width,
        dashed=item.dashed,
    )


@_draw.register
def _(item: Polyline, pen: Pen, x: float, y: float) -> None:
    points = [(x + px, y + py) for px, py in item.points]
    pen.polygon(points, fill=item.fill, stroke=item.stroke, width=item.width)


@_draw.register
def _(item: Circle, pen: Pen, x: float, y: float) -> None:
    pen.circle(x + item.x, y + item.y, item.radius, fill=item.fill, stroke=item.stroke, width=item.width)


@_draw.register
def _(item: Text, pen: Pen, x: float, y: float) -> None:
    pen.text(
        x + item.x,
        y + item.y,
        item.text,
        item.size,
        tone=item.tone,
        weight=item.weight,
        anchor=item.anchor,
    )
