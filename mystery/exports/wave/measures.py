"""What formats must know of a column before they write its first cell: how long, how large, how exact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import count

from mystery.exports.wave.model import Cell, Kind, Table
from mystery.exports.wave.union import MISSING

_TEXTS = frozenset({Kind.TEXT, Kind.CODES})
_MOST_DECIMALS = 6
_CODES_BELOW = -90
"""Numbers that could be taken for a missing code."""


@dataclass(slots=True)
class Extent:
    """The longest text in bytes of UTF-8; the smallest and largest number, and digits behind the point."""

    bytes: int = 1
    smallest: float = 0
    largest: float = 0
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Measures:
    """The extent of each column by its name, and the number of each missing code: one that no answer has."""

    extents: Mapping[str, Extent]
    missing: Mapping[str, int] = field(default_factory=dict)


def measures_of(table: Table) -> Measures:
    """Looks through the texts and numbers of a table once."""
    measured = [each for each in table.variables if each.kind in _TEXTS or each.kind is Kind.NUMBER]
    extents = [Extent() for _ in measured]
    taken = {option.number for variable in table.variables for option in variable.options}
    for cells in table.rows(measured):
        for extent, cell in zip(extents, cells, strict=True):
            if isinstance(cell, str | tuple):
                extent.bytes = max(extent.bytes, len(text_of(cell).encode()))
            elif isinstance(cell, int | float):
                _widen(extent, cell)
                if cell < _CODES_BELOW:
                    taken.add(int(cell))
    named = {variable.name: extent for variable, extent in zip(measured, extents, strict=True)}
    return Measures(named, _free_numbers(table, taken))


def text_of(cell: Cell) -> str:
    """Several codes stand in one text, parted by blanks."""
    return " ".join(cell) if isinstance(cell, tuple) else str(cell)


def _widen(extent: Extent, number: float) -> None:
    extent.smallest, extent.largest = min(extent.smallest, number), max(extent.largest, number)
    if isinstance(number, float):
        behind = len(repr(number).partition(".")[2])
        extent.decimals = max(extent.decimals, min(_MOST_DECIMALS, behind))


def _free_numbers(table: Table, taken: set[int]) -> dict[str, int]:
    """-97 don't know, -98 refused, -99 not applicable; with more digits where answers have such values."""
    known = {code for each in table.variables for code in each.missing}
    codes = [*MISSING, *sorted(known - {*MISSING})]
    tries = ({code: -(10**digits - 3 + place) for place, code in enumerate(codes)} for digits in count(2))
    return next(found for found in tries if not taken & {*found.values()})
