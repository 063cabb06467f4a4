"""Tables row by row: heads repeat, figures stand right, a row is never cut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mystery.reporting import metrics
from mystery.reporting.document import Cell, Column, Table
from mystery.reporting.pdf.layout import LEFT, RIGHT, WIDTH, Draw, Piece
from mystery.reporting.pdf.pen import Pen, printable
from mystery.reporting.pdf.structure import Element
from mystery.reporting.pdf.text import PARAGRAPHS, Flow, lines_of

SIZE, LEADING, HEAD_SIZE = 8.8, 11.4, 7.8
_PAD, _GAP = 4.5, 9.0


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a column stands."""

    left: float
    right: float
    align: str
    cut: bool = False

    @property
    def room(self) -> float:
        return self.right - self.left

    @property
    def x(self) -> float:
        return {"start": self.left, "end": self.right}.get(self.align, (self.left + self.right) / 2)


def table_pieces(block: Table, flow: Flow) -> Iterator[Piece]:
    slots = _slots(block)
    element = flow.root.child("Table")
    if block.caption:
        yield from lines_of(
            element.child("Caption"), PARAGRAPHS["label"], LEFT, WIDTH, block.caption, keep_last=True
        )
    head = _head(block.columns, slots, element.child("THead").child("TR"))
    repeat = _head(block.columns, slots, None)
    yield head
    body = element.child("TBody")
    for number, row in enumerate(block.rows):
        # The last two rows stay together, and a sub-heading stays with what it heads.
        keep = number == len(block.rows) - 2 or len(row) == 1
        yield _row(row, slots, body.child("TR"), repeat, keep=keep)


def _slots(block: Table) -> list[Slot]:
    slots, left = [], LEFT
    for column, wide in zip(block.columns, _widths(block), strict=True):
        slots.append(Slot(left, left + wide, column.align, column.cut))
        left += wide + _GAP
    return slots


def _widths(block: Table) -> list[float]:
    """Widths by weight; a column whose longest word does not fit takes room from those that have some."""
    total = sum(column.weight for column in block.columns)
    room = WIDTH - _GAP * (len(block.columns) - 1)
    wide = [room * column.weight / total for column in block.columns]
    least = [min(_longest_word(block, number) + 0.5, room / 2) for number in range(len(wide))]
    missing = sum(max(0.0, need - has) for need, has in zip(least, wide, strict=True))
    spare = sum(max(0.0, has - need) for need, has in zip(least, wide, strict=True))
    if not missing or spare < missing:
        return wide
    kept = 1 - missing / spare
    return [
        need if has <= need else need + (has - need) * kept for need, has in zip(least, wide, strict=True)
    ]


def _longest_word(block: Table, number: int) -> float:
    """The widest unbreakable text of a column; nothing for a column that is cut."""
    column = block.columns[number]
    head = max(metrics.width(word, HEAD_SIZE, "semibold") for word in column.title.split(" "))
    if column.cut:
        return head
    cells = (row[number] for row in block.rows if len(row) > 1)
    words = ((word, _weight(cell)) for cell in cells for word in cell.text.replace("\n", " ").split(" "))
    return max([head, *(metrics.width(word, SIZE, weight) for word, weight in words)])


def _head(columns: tuple[Column, ...], slots: list[Slot], row: Element | None) -> Piece:
    """The heads; without an element they are the repeated ones of a later page, which are decoration."""
    cells = [
        metrics.wrap(printable(column.title), slot.room, HEAD_SIZE, "semibold")
        for column, slot in zip(columns, slots, strict=True)
    ]
    elements = [row.child("TH", scope="Column") for _ in cells] if row else []
    high = max(len(lines) for lines in cells) * 9.6 + 9

    def texts(pen: Pen, top: float, lines: list[str], slot: Slot) -> None:
        first = top + high - 5 - 9.6 * (len(lines) - 1)
        for number, line in enumerate(lines):
            pen.text(
                slot.x,
                first + 9.6 * number,
                line,
                HEAD_SIZE,
                tone="muted",
                weight="semibold",
                anchor=slot.align,
            )

    def paint(pen: Pen, top: float) -> None:
        for number, (lines, slot) in enumerate(zip(cells, slots, strict=True)):
            with pen.marked(elements[number]) if elements else pen.artifact():
                texts(pen, top, lines, slot)
        with pen.artifact():
            pen.line(LEFT, top + high, RIGHT, top + high, tone="ink", width=0.9)

    return Piece(high, paint, before=8, keep=True)


def _row(row: tuple[Cell, ...], slots: list[Slot], element: Element, head: Piece, *, keep: bool) -> Piece:
    columns = len(slots)
    if len(row) == 1:
        slots = [Slot(LEFT, RIGHT, "start")]
    cells = [_lines(cell, slot) for cell, slot in zip(row, slots, strict=True)]
    # The first cell names its row; a sub-heading is one heading across the whole table.
    first = element.child("TH", scope="Row", span=columns if len(row) == 1 else 1)
    elements = [first, *(element.child("TD") for _ in cells[1:])]
    lines = max(len(cell) for cell in cells)
    above = 9.0 if len(row) == 1 else 0.0
    high = above + lines * LEADING + 2 * _PAD - 1
    return Piece(high, _row_painter(row, cells, slots, elements, high, above), head=head, keep=keep)


def _lines(cell: Cell, slot: Slot) -> list[str]:
    weight = _weight(cell)
    parts = [printable(part) for part in cell.text.split("\n")]
    if slot.cut:
        return [metrics.shorten(part, slot.room, SIZE, weight) for part in parts]
    return [line for part in parts for line in metrics.wrap(part, slot.room, SIZE, weight)]


def _weight(cell: Cell) -> str:
    return "semibold" if cell.bold else "regular"


def _row_painter(
    row: tuple[Cell, ...],
    cells: list[list[str]],
    slots: list[Slot],
    elements: list[Element],
    high: float,
    above: float,
) -> Draw:
    def paint(pen: Pen, top: float) -> None:
        base = top + above + _PAD + SIZE - 1
        for cell, lines, slot, element in zip(row, cells, slots, elements, strict=True):
            with pen.marked(element):
                for number, line in enumerate(lines):
                    pen.text(
                        slot.x,
                        base + number * LEADING,
                        line,
                        SIZE,
                        tone=cell.tone,
                        weight=_weight(cell),
                        anchor=slot.align,
                    )
        with pen.artifact():
            pen.line(LEFT, top + high, RIGHT, top + high, tone="grid", width=0.5)

    return paint
