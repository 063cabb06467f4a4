"""A sheet as rows of text, whatever file it came from, and the place of each of its cells."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from mystery.problems import Place, Problem

SHEETS = ("survey", "choices", "settings", "external_choices", "rules", "entities", "osm")


class Row(NamedTuple):
    """One row below the headings; `number` counts as a spreadsheet does, `line` as an editor does."""

    number: int
    cells: tuple[str, ...]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its first row as headings (index -> text), the rest as rows without blank ones."""

    name: str
    file: str
    headings: Mapping[int, str] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()
    line: int = 0

    def place(self, row: Row | None = None, index: int = -1) -> Place:
        """The place of a cell, of a row, of a heading (no row), or of the sheet."""
        column = index + 1 if index >= 0 else 0
        heading = self.headings.get(index, "")
        if self.line:  # a Markdown table: an editor shows lines, not sheets
            line = row.line if row else self.line
            return Place(self.file, line, 0, self.name, 0, heading)
        number = row.number if row else (1 if column else 0)
        return Place(self.file, 0, column, self.name, number, heading)

    def places(self, index: int) -> Callable[[Row], Place]:
        """The place of a row's cell in this column, for whoever asks row by row."""
        file, sheet, heading = self.file, self.name, self.headings.get(index, "")
        if self.line:  # a Markdown table: an editor shows lines, not sheets
            return lambda row: Place(file, row.line, 0, sheet, 0, heading)
        return lambda row: Place(file, 0, index + 1, sheet, row.number, heading)


@dataclass(slots=True)
class Workbook:
    """The sheets that a questionnaire can use, by canonical name, and the names of all of them."""

    file: str
    sheets: dict[str, Sheet] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)

    def sheet(self, name: str) -> Sheet | None:
        return self.sheets.get(name)


def canonical_name(name: str, alone: bool) -> str:
    """Which sheet this is; '' if none of ours. The only sheet of a workbook is its survey."""
    folded = name.strip().lower()
    if folded in SHEETS:
        return folded
    return "survey" if alone else ""


def selected(names: Iterable[str]) -> dict[str, str]:
    """Canonical name -> name in the file, the first of each."""
    listed = list(names)
    found: dict[str, str] = {}
    for name in listed:
        canonical = canonical_name(name, len(listed) == 1)
        if canonical:
            found.setdefault(canonical, name)
    return found
