"""Pieces and pages: what stays together, where a page ends, what repeats on the next one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from mystery.reporting.pdf.pen import PAGE_HEIGHT, PAGE_WIDTH, Pen

LEFT = 62.0
RIGHT = PAGE_WIDTH - 62.0
WIDTH = RIGHT - LEFT
TOP = 76.0
BOTTOM = PAGE_HEIGHT - 66.0
FRAME = BOTTOM - TOP

Draw = Callable[[Pen, float], None]
"""Draws a piece whose top is at the given distance from the top of the page."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip of a page that is never cut.

    `before` is white space above, dropped at the top of a page; `keep` ties it to the next piece;
    `head` is drawn above it when it starts a page (a table's heads); `fresh` starts a new page
    where fewer points than that are left; `fills_page` takes a page alone.
    """

    height: float
    draw: Draw
    before: float = 0
    keep: bool = False
    head: Piece | None = None
    anchor: str = ""
    fresh: float = 0
    fills_page: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    piece: Piece
    top: float


def paginate(pieces: Iterable[Piece]) -> list[list[Placed]]:
    """Pages of placed pieces. Greedy: a run that is tied together moves to the next page as a whole."""
    pages: list[list[Placed]] = [[]]
    y = TOP
    for run in _runs(pieces):
        if pages[-1] and y + max(run[0].fresh, _height(run)) > BOTTOM + 0.01:
            pages.append([])
            y = TOP
        for piece in run:
            y = _place(piece, pages, y)
        if run[-1].fills_page:
            y = BOTTOM + 1
    return pages


def _runs(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    run: list[Piece] = []
    for piece in pieces:
        if run and piece.fresh:
            yield run
            run = []
        run.append(piece)
        if not piece.keep:
            yield run
            run = []
    if run:
        yield run


def _height(run: list[Piece]) -> float:
    return sum(piece.before + piece.height for piece in run)


def _place(piece: Piece, pages: list[list[Placed]], y: float) -> float:
    """Places one piece and returns where the next may start; a run longer than a page is cut here."""
    if piece.fills_page:
        pages[-1].append(Placed(piece, 0))
        return y
    if pages[-1] and y + piece.before + piece.height > BOTTOM + 0.01:
        pages.append([])
        y = TOP
    if pages[-1]:
        y += piece.before
    elif piece.head:
        pages[-1].append(Placed(piece.head, y))
        y += piece.head.height
    pages[-1].append(Placed(piece, y))
    return y + piece.height
