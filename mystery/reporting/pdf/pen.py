"""A pen over the ReportLab canvas: coordinates from the top left, tones, and marked content."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from reportlab.lib.colors import Color, HexColor
from reportlab.pdfgen.canvas import Canvas

from mystery.reporting import metrics
from mystery.reporting.charts.scene import TONES
from mystery.reporting.pdf.structure import Element

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89


@lru_cache(maxsize=4_000)
def printable(text: str) -> str:
    """Composed letters, and no control characters, which no font can draw."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) not in {"Cc", "Cf", "Cs"})


def palette(accent: str) -> Mapping[str, str]:
    """The tones as PDF colour operands, in the brand colour; its lighter steps are mixed with white."""
    colours = {tone: HexColor(value) for tone, value in TONES.items()}
    if accent.lower() != TONES["accent"]:
        brand = HexColor(accent)
        colours |= {"accent": brand, "accent-mid": _mixed(brand, 0.5), "accent-soft": _mixed(brand, 0.15)}
    return {tone: f"{one.red:.4g} {one.green:.4g} {one.blue:.4g}" for tone, one in colours.items()}


def _mixed(colour: Color, share: float) -> Color:
    red, green, blue = (1 - share * (1 - part) for part in (colour.red, colour.green, colour.blue))
    return Color(red, green, blue)


class Pen:
    """Draws on the current page. Everything drawn is inside `marked` (content) or `artifact` (decoration).

    It writes PDF operators itself: ReportLab's drawing calls format each number in Python, which took most
    of the time of a report. Fonts, pages and the file around them stay ReportLab's.
    """

    def __init__(self, canvas: Canvas, accent: str) -> None:
        self.canvas = canvas
        self.page = 0
        self._colours = palette(accent)
        self._next_content = 0
        self._glyphs: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._reset()

    def _reset(self) -> None:
        """A page starts with an empty list of operators and a graphics state of its own."""
        self._put = self.canvas._code.append
        self._fill = self._stroke = ""
        self._width = 0.0

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._next_content = 0
        self._reset()

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to `element` of the structure tree."""
        content = self._next_content
        self._next_content += 1
        element.kids.append((self.page, content))
        self._put(f"/{element.tag} <</MCID {content}>> BDC")
        yield
        self._put("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is decoration that a screen reader skips."""
        self._put("/Artifact BMC")
        yield
        self._put("EMC")

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        tone: str = "ink",
        weight: str = "regular",
        anchor: str = "start",
    ) -> None:
        """One line; `y` is the baseline from the top of the page."""
        text = printable(text)
        if not text:
            return
        if anchor != "start":
            wide = metrics.width(text, size, weight)
            x -= wide if anchor == "end" else wide / 2
        self._use(fill=tone)
        self._put(f"BT {x:.2f} {PAGE_HEIGHT - y:.2f} Td")
        for font, glyphs in self._glyphs_of(text, weight):
            self._put(f"{font} {size:g} Tf <{glyphs}> Tj")
        self._put("ET")

    def _glyphs_of(self, text: str, weight: str) -> list[tuple[str, str]]:
        """The text as (font resource, hexadecimal codes); ReportLab decides which subset holds a letter."""
        known = self._glyphs.get((text, weight))
        if known is None:
            font, document = metrics.face(weight), self.canvas._doc
            known = [
                (font.getSubsetInternalName(subset, document), codes.hex())
                for subset, codes in font.splitString(text, document)
            ]
            self._glyphs[text, weight] = known
        return known

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", stroke: str = ""
    ) -> None:
        self._use(fill, stroke, 0.6)
        box = f"{x:.2f} {PAGE_HEIGHT - y - height:.2f} {max(width, 0):.2f} {height:.2f} re"
        self._put(f"{box} {_paint(fill, stroke)}")

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, tone: str, width: float, dashed: bool = False
    ) -> None:
        if dashed:
            self._put("[3 2.5] 0 d")
        self.lines([(x1, y1, x2, y2)], tone=tone, width=width)
        if dashed:
            self._put("[] 0 d")

    def lines(self, lines: list[tuple[float, float, float, float]], *, tone: str, width: float) -> None:
        """Many lines as one path, which is smaller and faster."""
        self._use("", tone, width)
        path = (
            f"{x1:.2f} {PAGE_HEIGHT - y1:.2f} m {x2:.2f} {PAGE_HEIGHT - y2:.2f} l" for x1, y1, x2, y2 in lines
        )
        self._put(" ".join(path) + " S")

    def polygon(
        self, points: list[tuple[float, float]], *, fill: str = "", stroke: str = "", width: float = 1
    ) -> None:
        """Points joined by lines, and closed where there is a fill."""
        self._use(fill, stroke, width)
        first, *rest = (f"{x:.2f} {PAGE_HEIGHT - y:.2f}" for x, y in points)
        path = f"{first} m " + " ".join(f"{point} l" for point in rest)
        self._put(f"{path}{' h' if fill else ''} {_paint(fill, stroke)}")

    def circle(
        self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", width: float = 1
    ) -> None:
        self._use(fill, stroke, width)
        y = PAGE_HEIGHT - y
        out, bend = radius, radius * _BEND
        path = [f"{x + out:.2f} {y:.2f} m"]
        # A quarter at a time: out along one axis, in along the other.
        for ax, ay, bx, by in ((1, 0, 0, 1), (0, 1, -1, 0), (-1, 0, 0, -1), (0, -1, 1, 0)):
            path.append(
                f"{x + ax * out + bx * bend:.2f} {y + ay * out + by * bend:.2f} "
                f"{x + bx * out + ax * bend:.2f} {y + by * out + ay * bend:.2f} "
                f"{x + bx * out:.2f} {y + by * out:.2f} c"
            )
        self._put(" ".join(path) + f" h {_paint(fill, stroke)}")

    def _use(self, fill: str = "", stroke: str = "", width: float = 1) -> None:
        """Sets what differs from what is set."""
        if fill and fill != self._fill:
            self._fill = fill
            self._put(f"{self._colours[fill]} rg")
        if stroke and stroke != self._stroke:
            self._stroke = stroke
            self._put(f"{self._colours[stroke]} RG")
        if stroke and width != self._width:
            self._width = width
            self._put(f"{width:g} w")


_BEND = 0.5523
"""How far the control points of a quarter circle lie along the tangent, as a share of the radius."""


def _paint(fill: str, stroke: str) -> str:
    """The operator that fills, strokes or does both."""
    return "B" if fill and stroke else "f" if fill else "S"
