"""Numbers for what is no number: why there is no answer, told by values that no answer has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from mystery.exports.wave.model import Kind, Table
from mystery.exports.wave.union import MISSING


@dataclass(frozen=True, slots=True)
class Numbers:
    """The value of each missing code in one table."""

    missing: Mapping[str, int]


def numbers_of(table: Table) -> Numbers:
    """-97 don't know, -98 refused, -99 not applicable; with more digits where answers have such values."""
    places = [place for place, each in enumerate(table.variables) if each.kind is Kind.NUMBER]
    taken = {
        cell
        for cells in table.rows()
        for place in places
        if isinstance(cell := cells[place], int | float) and cell <= -90
    }
    taken |= {option.number for variable in table.variables for option in variable.options}
    codes = [*MISSING, *sorted({code for each in table.variables for code in each.missing} - {*MISSING})]
    tries = ({code: -(10**digits - 3 + place) for place, code in enumerate(codes)} for digits in count(2))
    return Numbers(next(found for found in tries if not taken & {*found.values()}))
