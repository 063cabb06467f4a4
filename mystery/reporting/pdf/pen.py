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


def palette(accent: str) -> Mapping[str, Color]:
    """The tones in the client's brand colour; its lighter steps are mixed with white."""
    colours = {tone: HexColor(value) for tone, value in TONES.items()}
    if accent.lower() == TONES["accent"]:
        return colours
    brand = HexColor(accent)
    colours |= {"accent": brand, "accent-mid": _mixed(brand, 0.5), "accent-soft": _mixed(brand, 0.15)}
    return colours


def _mixed(colour: Color, share: float) -> Color:
    red, green, blue = (1 - share * (1 - part) for part in (colour.red, colour.green, colour.blue))
    return Color(red, green, blue)


class Pen:
    """Draws on the current page. Everything drawn is inside `marked` (content) or `artifact` (decoration)."""

    def __init__(self, canvas: Canvas, accent: str) -> None:
        self.canvas = canvas
        self.colours = palette(accent)
        self.page = 0
        self._next_content = 0

    def next_page(self) -> None:
        self.canvas.showPage()
        self.page += 1
        self._next_content = 0

    @contextmanager
    def marked(self, element: Element) -> Iterator[None]:
        """What is drawn inside belongs to `element` of the structure tree."""
        content = self._next_content
        self._next_content += 1
        element.kids.append((self.page, content))
        self.canvas._code.append(f"/{element.tag} <</MCID {content}>> BDC")
        yield
        self.canvas._code.append("EMC")

    @contextmanager
    def artifact(self) -> Iterator[None]:
        """What is drawn inside is decoration that a screen reader skips."""
        self.canvas._code.append("/Artifact BMC")
        yield
        self.canvas._code.append("EMC")

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
        if anchor != "start":
            wide = metrics.width(text, size, weight)
            x -= wide if anchor == "end" else wide / 2
        self.canvas.setFillColor(self.colours[tone])
        self.canvas.setFont(metrics.face(weight).fontName, size)
        self.canvas.drawString(x, PAGE_HEIGHT - y, text)

    def rect(
        self, x: float, y: float, width: float, height: float, *, fill: str = "", stroke: str = ""
    ) -> None:
        self._paint(fill, stroke, 0.6)
        self.canvas.rect(
            x, PAGE_HEIGHT - y - height, max(width, 0), height, stroke=bool(stroke), fill=bool(fill)
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, *, tone: str, width: float, dashed: bool = False
    ) -> None:
        self._paint("", tone, width)
        if dashed:
            self.canvas.setDash(3, 2.5)
        self.canvas.line(x1, PAGE_HEIGHT - y1, x2, PAGE_HEIGHT - y2)
        if dashed:
            self.canvas.setDash()

    def lines(self, lines: list[tuple[float, float, float, float]], *, tone: str, width: float) -> None:
        """Many lines as one path, which is smaller and faster."""
        self._paint("", tone, width)
        self.canvas.lines([(x1, PAGE_HEIGHT - y1, x2, PAGE_HEIGHT - y2) for x1, y1, x2, y2 in lines])

    def polygon(
        self, points: list[tuple[float, float]], *, fill: str = "", stroke: str = "", width: float = 1
    ) -> None:
        self._paint(fill, stroke, width)
        path = self.canvas.beginPath()
        path.moveTo(points[0][0], PAGE_HEIGHT - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, PAGE_HEIGHT - y)
        if fill:
            path.close()
        self.canvas.drawPath(path, stroke=bool(stroke), fill=bool(fill))

    def circle(
        self, x: float, y: float, radius: float, *, fill: str = "", stroke: str = "", width: float = 1
    ) -> None:
        self._paint(fill, stroke, width)
        self.canvas.circle(x, PAGE_HEIGHT - y, radius, stroke=bool(stroke), fill=bool(fill))

    def _paint(self, fill: str, stroke: str, width: float) -> None:
        if fill:
            self.canvas.setFillColor(self.colours[fill])
        if stroke:
            self.canvas.setStrokeColor(self.colours[stroke])
            self.canvas.setLineWidth(width)
