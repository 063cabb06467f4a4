"""Quotas: which cells somebody counts for, which are full, and what that means for the next call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from mystery.calling.aapor import Label

STOP, FINISH, COUNT = "stop", "finish", "count"

ACTIONS: Mapping[str, Label] = MappingProxyType(
    {
        STOP: Label("Neither call nor go on", "Weder anrufen noch weiterfragen"),
        FINISH: Label("Call nobody else; who is on the line may finish",
                      "Niemanden mehr anrufen; wer dran ist, darf zu Ende führen"),
        COUNT: Label("Only count", "Nur zählen"),
    }
)  # fmt: skip
"""What happens once a cell is full."""


@dataclass(frozen=True, slots=True)
class Cell:
    """How many completes of one kind are wanted. `where` is {attribute or item: value}, all of them true.

    A value may be a list: any of these. Cells nest by naming several attributes.
    """

    key: int
    where: Mapping[str, Any]
    target: int
    reached: int = 0
    action: str = FINISH

    @property
    def is_full(self) -> bool:
        return self.reached >= self.target


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the quotas say about somebody.

    `action` is the strictest of the full cells, empty where none is full; `full` are these cells.
    """

    action: str = ""
    full: tuple[Cell, ...] = ()

    @property
    def may_call(self) -> bool:
        return self.action not in (STOP, FINISH)

    @property
    def may_go_on(self) -> bool:
        return self.action != STOP


@dataclass(frozen=True, slots=True)
class Counted:
    """A cell after one more complete. `what` is counted, closed (just reached its target) or over."""

    cell: Cell
    what: str


def cells_of(
    attributes: Mapping[str, Any], answers: Mapping[str, Any], cells: Iterable[Cell]
) -> tuple[Cell, ...]:
    """The cells somebody counts for; an answer tells more than the sample's attribute of the same name."""
    known = _known(attributes, answers)
    return tuple(cell for cell in cells if _holds(cell, known))


def verdict(attributes: Mapping[str, Any], answers: Mapping[str, Any], cells: Sequence[Cell]) -> Verdict:
    """Whether somebody may still be called or asked on.

    Where it is not known yet which cell of a family (cells over the same attributes) somebody belongs to,
    the family speaks against them only once all its cells that are still possible are full.
    """
    known = _known(attributes, answers)
    full: list[Cell] = []
    for family in _families(cells):
        possible = [cell for cell in family if _is_possible(cell, known)]
        if possible and all(cell.is_full and cell.action != COUNT for cell in possible):
            full += possible
    full += [cell for cell in cells if cell.action == COUNT and cell.is_full and _holds(cell, known)]
    action = min((cell.action for cell in full), key=(STOP, FINISH, COUNT).index, default="")
    return Verdict(action, tuple(full))


def count(matching: Iterable[Cell]) -> tuple[Counted, ...]:
    """The cells after one more complete that falls into all of them."""
    return tuple(_counted(replace(cell, reached=cell.reached + 1)) for cell in matching)


def _counted(cell: Cell) -> Counted:
    if cell.reached == cell.target:
        return Counted(cell, "closed")
    return Counted(cell, "over" if cell.reached > cell.target else "counted")


def _known(attributes: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    given = {name: value for name, value in answers.items() if value not in (None, "", [])}
    return {**attributes, **given}


def _families(cells: Iterable[Cell]) -> list[list[Cell]]:
    families: dict[frozenset[str], list[Cell]] = {}
    for cell in cells:
        families.setdefault(frozenset(cell.where), []).append(cell)
    return list(families.values())


def _holds(cell: Cell, known: Mapping[str, Any]) -> bool:
    return all(name in known and _same(known[name], wanted) for name, wanted in cell.where.items())


def _is_possible(cell: Cell, known: Mapping[str, Any]) -> bool:
    return all(name not in known or _same(known[name], wanted) for name, wanted in cell.where.items())


def _same(value: Any, wanted: Any) -> bool:
    """Lists on either side mean any of them; numbers and their texts are the same."""
    return bool(_texts(value) & _texts(wanted))


def _texts(value: Any) -> set[str]:
    return {str(each) for each in (value if isinstance(value, list | tuple) else [value])}
