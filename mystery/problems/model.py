"""What a problem is: a code, a place, and named details."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


class Place(NamedTuple):
    """Where a problem is: a line of a text file, a cell of a workbook, or a path inside data.

    `line`, `row` and `column` count from 1; 0 means unknown. `column_name` is a workbook's heading.
    """

    file: str = ""
    line: int = 0
    column: int = 0
    sheet: str = ""
    row: int = 0
    column_name: str = ""
    path: str = ""

    def __str__(self) -> str:
        if self.line:
            return f"{self.line}:{self.column}" if self.column else f"{self.line}"
        if self.sheet:
            cell = f"{self.row}" if self.row else ""
            return ":".join(part for part in (self.sheet, cell, self.column_name) if part)
        return self.path or "-"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. `params` fill the sentence of the catalogue's entry for `code`."""

    code: str
    place: Place = field(default_factory=Place)
    params: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        from mystery.problems.catalogue import CATALOGUE

        return CATALOGUE[self.code].severity


@dataclass(frozen=True, slots=True)
class Entry:
    """A catalogue entry: the sentence and the remedy in both languages, as `str.format` patterns."""

    en: str
    de: str
    remedy_en: str = ""
    remedy_de: str = ""
    severity: Severity = Severity.ERROR


class Rejected(Exception):
    """A use case refused its input. Carries every problem found, never only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(", ".join(f"{problem.place} {problem.code}" for problem in self.problems))


class NotFound(Exception):
    """The thing does not exist, or this person may not know that it does."""


class Forbidden(Exception):
    """The person is known, the thing too, but the act is not theirs."""


def errors_of(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Only the problems that stop the work; warnings do not."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
