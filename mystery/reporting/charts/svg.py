"""A scene as SVG for the web: themed by classes, no inline style, nothing from other hosts."""

from __future__ import annotations

from functools import singledispatch
from xml.sax.saxutils import escape, quoteattr

from mystery.reporting import metrics
from mystery.reporting.charts.scene import (
    TONES,
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


class Svg(str):
    """Markup that we made and escaped ourselves; a template prints it as it is."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def to_svg(scene: Scene, ident: str) -> Svg:
    """The scene as one `<svg>` element. `ident` makes the ids unique on the page.

    Fill and stroke are presentation attributes, so the picture is right without a style sheet; the
    classes let `charts.css` replace them by the theme's tokens.
    """
    title, description = f"{ident}-title", f"{ident}-desc"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" '
        f'viewBox="0 0 {_n(scene.width)} {_n(scene.height)}" '
        f"aria-labelledby={quoteattr(title + ' ' + description)}>"
        f"<title id={quoteattr(title)}>{escape(scene.title)}</title>"
        f"<desc id={quoteattr(description)}>{escape(scene.description)}</desc>"
    )
    return Svg(head + "".join(_svg(item) for item in scene.items) + "</svg>")


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _paint(fill: str, stroke: str, width: float = 1) -> str:
    classes = []
    if fill:
        classes.append(f"fill-{fill}")
    if stroke:
        classes.append(f"stroke-{stroke}")
    parts = [f'class="{" ".join(classes)}"' if classes else "", f'fill="{TONES[fill] if fill else "none"}"']
    if stroke:
        parts.append(f'stroke="{TONES[stroke]}" stroke-width="{_n(width)}"')
    return " ".join(part for part in parts if part)


@singledispatch
def _svg(item: Primitive) -> str:
    raise TypeError(f"no SVG for {type(item).__name__}")


@_svg.register
def _(item: Rect) -> str:
    corner = f' rx="{_n(item.radius)}"' if item.radius else ""
    return (
        f'<rect x="{_n(item.x)}" y="{_n(item.y)}" width="{_n(max(item.width, 0))}" '
        f'height="{_n(item.height)}"{corner} {_paint(item.fill, item.stroke, 0.6)}/>'
    )


@_svg.register
def _(item: Hatch) -> str:
    box = Rect(item.x, item.y, item.width, item.height, "wash", "faint")
    path = "".join(f"M{_n(x1)} {_n(y1)}L{_n(x2)} {_n(y2)}" for x1, y1, x2, y2 in hatch_lines(item))
    return f'{_svg(box)}<path d="{path}" {_paint("", "faint", 0.6)}/>'


@_svg.register
def _(item: Line) -> str:
    dash = ' stroke-dasharray="3 2.5"' if item.dashed else ""
    return (
        f'<line x1="{_n(item.x1)}" y1="{_n(item.y1)}" x2="{_n(item.x2)}" y2="{_n(item.y2)}"{dash} '
        f"{_paint('', item.stroke, item.width)}/>"
    )


@_svg.register
def _(item: Polyline) -> str:
    points = " ".join(f"{_n(x)},{_n(y)}" for x, y in item.points)
    tag = "polygon" if item.fill else "polyline"
    return f'<{tag} points="{points}" {_paint(item.fill, item.stroke, item.width)}/>'


@_svg.register
def _(item: Circle) -> str:
    paint = _paint(item.fill, item.stroke, item.width)
    return f'<circle cx="{_n(item.x)}" cy="{_n(item.y)}" r="{_n(item.radius)}" {paint}/>'


_WEIGHT: dict[str, str] = {
    "regular": "",
    "semibold": ' font-weight="600"',
    "bold": ' font-weight="700"',
    "italic": ' font-style="italic"',
}


@_svg.register
def _(item: Text) -> str:
    """With its measured length, so that nothing overlaps while the web font is not there yet."""
    anchor = "" if item.anchor == "start" else f' text-anchor="{item.anchor}"'
    long = metrics.width(item.text, item.size, item.weight)
    length = f' textLength="{_n(long)}" lengthAdjust="spacingAndGlyphs"' if long > item.size else ""
    return (
        f'<text x="{_n(item.x)}" y="{_n(item.y)}" font-size="{_n(item.size)}"{anchor}{length}'
        f"{_WEIGHT[item.weight]} {_paint(item.tone, '')}>{escape(item.text)}</text>"
    )
