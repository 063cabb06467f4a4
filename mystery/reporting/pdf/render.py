"""A document as PDF bytes: blocks to pieces, pieces to pages, pages to the canvas, then the finishing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from mystery.manners import give_way
from mystery.reporting import metrics
from mystery.reporting.document import (
    Block,
    Bullets,
    Callout,
    Cards,
    ChartBlock,
    Cover,
    Document,
    Facts,
    Heading,
    KeyFigure,
    PageBreak,
    Paragraph,
    Table,
    TableOfContents,
)
from mystery.reporting.pdf import panels, tables, text
from mystery.reporting.pdf.finish import finish
from mystery.reporting.pdf.layout import BOTTOM, FRAME, LEFT, RIGHT, WIDTH, Piece, Placed, paginate
from mystery.reporting.pdf.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen, printable
from mystery.reporting.pdf.structure import Element
from mystery.reporting.pdf.text import Flow

# Any: each function takes its own block; the key beside it is the proof.
_MAKERS: dict[type, Callable[[Any, Flow], Iterator[Piece]]] = {
    Heading: text.heading_pieces,
    Paragraph: text.paragraph_pieces,
    Bullets: text.bullet_pieces,
    Facts: text.facts_pieces,
    Table: tables.table_pieces,
    Cover: panels.cover_pieces,
    KeyFigure: panels.key_figure_pieces,
    Cards: panels.cards_pieces,
    Callout: panels.callout_pieces,
    ChartBlock: panels.chart_pieces,
}

_ONE_AT_A_TIME = Lock()
"""ReportLab reads a font at one place for all reports, so two that embed it at once would mislead each other;
and two at once take as long as one after the other, and let everybody else on the server wait for longer.
"""


def render(document: Document, *, tagged: bool = True) -> bytes:
    """The PDF of a document. The same document gives the same bytes.

    `tagged=False` leaves out structure and archive marks: only for measuring what drawing costs.
    """
    with _ONE_AT_A_TIME:
        return _rendered(document, tagged=tagged)


def _rendered(document: Document, *, tagged: bool) -> bytes:
    root = Element("Document")
    flow = Flow(root)
    pages = paginate(_pieces(document, flow))
    _note_pages(pages, flow)
    raw = _draw(document, pages, flow)
    return finish(raw, document, root) if tagged else raw


def _pieces(document: Document, flow: Flow) -> list[Piece]:
    """All pieces in order. A page break marks the piece behind it."""
    chapters = _chapters(document)
    pieces: list[Piece] = []
    fresh = 0.0
    for block in document.blocks:
        give_way()
        if isinstance(block, PageBreak):
            fresh = block.room * FRAME
            continue
        made = list(_made(block, flow, chapters))
        if fresh and made:
            made[0] = replace(made[0], fresh=fresh)
            fresh = 0.0
        pieces += made
    return pieces


def _made(block: Block, flow: Flow, chapters: list[Heading]) -> Iterator[Piece]:
    if isinstance(block, TableOfContents):
        return text.contents_pieces(block, flow, chapters)
    return _MAKERS[type(block)](block, flow)


def _chapters(document: Document) -> list[Heading]:
    return [block for block in document.blocks if isinstance(block, Heading) and block.level == 1]


def _note_pages(pages: list[list[Placed]], flow: Flow) -> None:
    for number, page in enumerate(pages):
        for placed in page:
            if placed.piece.anchor:
                flow.pages[placed.piece.anchor] = (number, placed.top)


def _draw(document: Document, pages: list[list[Placed]], flow: Flow) -> bytes:
    out = BytesIO()
    canvas = Canvas(
        out,
        pagesize=(PAGE_WIDTH, PAGE_HEIGHT),
        pageCompression=0,  # the finishing compresses once
        invariant=1,
        lang=document.language,
        pdfVersion=(1, 7),
        initialFontName=_register_fonts(),
    )
    canvas.setTitle(printable(document.title))
    canvas.setAuthor(printable(document.author))
    pen = Pen(canvas, document.accent)
    titles = {anchor: number for anchor, (number, _) in flow.pages.items()}
    for number, page in enumerate(pages):
        _bookmarks(canvas, flow, number, titles)
        if not any(placed.piece.fills_page for placed in page):
            _furniture(pen, document, number + 1, len(pages))
        for placed in page:
            give_way()
            placed.piece.draw(pen, placed.top)
        pen.next_page()
    canvas.save()
    return out.getvalue()


def _bookmarks(canvas: Canvas, flow: Flow, number: int, pages: dict[str, int]) -> None:
    for chapter in flow.chapters:
        if pages[chapter.anchor] == number:
            canvas.bookmarkPage(chapter.anchor)
            canvas.addOutlineEntry(printable(chapter.text), chapter.anchor, 0)


def _furniture(pen: Pen, document: Document, page: int, pages: int) -> None:
    """Running header and footer; decoration for a screen reader."""
    with pen.artifact():
        left = metrics.shorten(document.header_left, WIDTH * 0.62, 8, "semibold")
        pen.text(LEFT, 44, left, 8, tone="muted", weight="semibold")
        right = metrics.shorten(document.header_right, WIDTH * 0.34, 8)
        pen.text(RIGHT, 44, right, 8, tone="muted", anchor="end")
        pen.line(LEFT, 52, RIGHT, 52, tone="grid", width=0.7)
        base = BOTTOM + 34
        pen.text(LEFT, base, metrics.shorten(document.footer, WIDTH * 0.75, 7.5), 7.5, tone="muted")
        label = document.page_label.format(page=page, pages=pages)
        pen.text(RIGHT, base, label, 8, tone="muted", anchor="end")


def _register_fonts() -> str:
    """Makes the fonts known to ReportLab and returns the one that a page starts with."""
    for weight in metrics.WEIGHTS:
        pdfmetrics.registerFont(metrics.face(weight))
    return str(metrics.face("regular").fontName)
