"""Headings, paragraphs, lists and the table of contents as pieces of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from mystery.reporting import metrics
from mystery.reporting.document import Bullets, Facts, Heading, Paragraph, TableOfContents
from mystery.reporting.pdf.layout import LEFT, RIGHT, WIDTH, Draw, Piece
from mystery.reporting.pdf.pen import PAGE_HEIGHT, Pen, printable
from mystery.reporting.pdf.structure import Element, Link

Run = tuple[float, str, str]
"""A stretch of a line in one weight: offset, text, weight."""


@dataclass(slots=True)
class Flow:
    """What pieces need to know while they are made: the structure tree, the chapters and their pages.

    `pages` (anchor -> page index and top) is empty until the pieces have been placed.
    """

    root: Element
    chapters: list[Heading] = field(default_factory=list)
    pages: dict[str, tuple[int, float]] = field(default_factory=dict)
    anchors: int = 0

    def new_anchor(self) -> str:
        self.anchors += 1
        return f"part-{self.anchors}"


@dataclass(frozen=True, slots=True)
class Style:
    size: float
    leading: float
    before: float
    tone: str = "ink"
    weight: str = "regular"
    balanced: bool = False


HEADINGS = {
    1: Style(24, 29, 38, "accent", "bold"),
    2: Style(14, 18, 24, "ink", "semibold"),
    3: Style(11, 14, 14, "ink", "semibold"),
}
PARAGRAPHS = {
    "lead": Style(13, 18.5, 10, balanced=True),
    "body": Style(10, 14.5, 7),
    "small": Style(8.5, 12, 5, "muted"),
    "label": Style(8.5, 12, 10, "muted", "semibold"),
}


def heading_pieces(block: Heading, flow: Flow) -> Iterator[Piece]:
    style = HEADINGS[block.level]
    element = flow.root.child(f"H{block.level}")
    anchor = block.anchor or flow.new_anchor()
    if block.level == 1:
        flow.chapters.append(Heading(block.text, 1, anchor))
    lines = metrics.balance(printable(block.text), WIDTH, style.size, style.weight)
    for number, line in enumerate(lines):

        def paint(pen: Pen, top: float, line: str = line) -> None:
            with pen.marked(element):
                pen.text(LEFT, top + style.size, line, style.size, tone=style.tone, weight=style.weight)

        last = number == len(lines) - 1
        rest = (6.0 if block.level == 1 else 3.0) if last else 0.0
        yield Piece(
            style.leading + rest,
            paint,
            before=0 if number else style.before,
            keep=True,
            anchor="" if number else anchor,
        )


def paragraph_pieces(block: Paragraph, flow: Flow) -> Iterator[Piece]:
    style = PARAGRAPHS[block.role]
    element = flow.root.child("P")
    yield from lines_of(
        element, style, LEFT, WIDTH, block.text, block.lead, keep_last=block.role in {"label", "lead"}
    )


def bullet_pieces(block: Bullets, flow: Flow) -> Iterator[Piece]:
    style = PARAGRAPHS["body"]
    listing = flow.root.child("L")
    for lead, text in block.entries:
        entry = listing.child("LI")
        label, body = entry.child("Lbl"), entry.child("LBody")
        for number, piece in enumerate(lines_of(body, style, LEFT + 14, WIDTH - 14, text, lead)):
            yield piece if number else _with_dot(piece, label, style)


def _with_dot(piece: Piece, label: Element, style: Style) -> Piece:
    def paint(pen: Pen, top: float) -> None:
        with pen.marked(label):
            pen.text(LEFT + 2, top + style.size, "•", style.size, tone="accent", weight="bold")
        piece.draw(pen, top)

    return Piece(piece.height, paint, before=4, keep=piece.keep)


def facts_pieces(block: Facts, flow: Flow) -> Iterator[Piece]:
    """Terms left, values right. Each term is a list entry, so that a screen reader pairs them."""
    style, left = PARAGRAPHS["body"], 150.0
    listing = flow.root.child("L")
    for number, (term, value) in enumerate(block.rows):
        entry = listing.child("LI")
        label, body = entry.child("Lbl"), entry.child("LBody")
        names = metrics.wrap(printable(term), left - 12, style.size, "semibold")
        values = metrics.wrap(printable(value), WIDTH - left, style.size)

        def paint(
            pen: Pen,
            top: float,
            names: list[str] = names,
            values: list[str] = values,
            label: Element = label,
            body: Element = body,
        ) -> None:
            with pen.artifact():
                pen.line(LEFT, top, RIGHT, top, tone="grid", width=0.5)
            write(pen, label, names, LEFT, top + 2.5, style, weight="semibold")
            write(pen, body, values, LEFT + left, top + 2.5, style)

        yield Piece(max(len(names), len(values)) * style.leading + 6, paint, before=0 if number else 10)


def write(
    pen: Pen,
    element: Element,
    lines: list[str],
    x: float,
    top: float,
    style: Style,
    *,
    weight: str = "",
    tone: str = "",
) -> None:
    """Lines of one element, one below the other."""
    with pen.marked(element):
        for number, line in enumerate(lines):
            base = top + style.size + number * style.leading
            pen.text(x, base, line, style.size, tone=tone or style.tone, weight=weight or style.weight)


def contents_pieces(block: TableOfContents, flow: Flow, chapters: list[Heading]) -> Iterator[Piece]:
    """One line a chapter with its page, known once all pieces are placed; the line is a link."""
    yield from heading_pieces(Heading(block.title, 1, "contents"), flow)
    contents = flow.root.child("TOC")
    for chapter in chapters:
        link = contents.child("TOCI").child("Reference").child("Link")
        yield Piece(21, _contents_line(chapter, link, flow))


def _contents_line(chapter: Heading, element: Element, flow: Flow) -> Draw:
    def paint(pen: Pen, top: float) -> None:
        page, chapter_top = flow.pages[chapter.anchor]
        base = top + 14
        with pen.artifact():
            pen.line(LEFT, top + 20.5, RIGHT, top + 20.5, tone="grid", width=0.5)
        with pen.marked(element):
            pen.text(LEFT, base, metrics.shorten(chapter.text, WIDTH - 40, 10.5), 10.5)
            pen.text(RIGHT, base, str(page + 1), 10.5, tone="muted", anchor="end")
        box = (LEFT, PAGE_HEIGHT - top - 20, RIGHT, PAGE_HEIGHT - top)
        element.link = Link(pen.page, box, page, PAGE_HEIGHT - chapter_top + 12, chapter.text)

    return paint


def lines_of(
    element: Element,
    style: Style,
    x: float,
    room: float,
    text: str,
    lead: str = "",
    *,
    keep_last: bool = False,
) -> Iterator[Piece]:
    """A paragraph line by line; its first two and its last two lines stay together."""
    lines = set_lines(printable(text), printable(lead), room, style)
    for number, line in enumerate(lines):

        def paint(pen: Pen, top: float, line: list[Run] = line) -> None:
            with pen.marked(element):
                for offset, words, weight in line:
                    pen.text(x + offset, top + style.size, words, style.size, tone=style.tone, weight=weight)

        keep = number in {0, len(lines) - 2} and number < len(lines) - 1
        last = number == len(lines) - 1
        yield Piece(
            style.leading, paint, before=0 if number else style.before, keep=keep or (last and keep_last)
        )


def set_lines(text: str, lead: str, room: float, style: Style) -> list[list[Run]]:
    """Lines of runs: a bold lead that flows into the text."""
    if not lead:
        broken = metrics.balance if style.balanced else metrics.wrap
        return [[(0.0, line, style.weight)] for line in broken(text, room, style.size, style.weight)]
    bold = metrics.wrap(lead, room, style.size, "semibold")
    lines: list[list[Run]] = [[(0.0, line, "semibold")] for line in bold]
    used = metrics.width(bold[-1] + " ", style.size, "semibold")
    first, rest = _first_fit(text, room - used, style)
    if first:
        lines[-1].append((used, first, style.weight))
    if rest:
        lines += [[(0.0, line, style.weight)] for line in metrics.wrap(rest, room, style.size, style.weight)]
    return lines


def _first_fit(text: str, room: float, style: Style) -> tuple[str, str]:
    """As many words as fit into what the lead left of its line, and the rest."""
    words = text.split(" ")
    taken = 0
    while (
        taken < len(words) and metrics.width(" ".join(words[: taken + 1]), style.size, style.weight) <= room
    ):
        taken += 1
    return " ".join(words[:taken]), " ".join(words[taken:])
