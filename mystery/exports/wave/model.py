"""What every format is written from: variables with their words, and tables of cells."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any, BinaryIO, NamedTuple

from mystery.interview import Missing
from mystery.questionnaire import Form, Texts

Cell = None | str | int | float | date | time | datetime | tuple[str, ...] | Missing
"""What stands in one place of a table. None: not asked, or not answered."""

RECORDS = "records"


class Kind(StrEnum):
    """What the cells of a variable are, apart from None and `Missing`."""

    TEXT = "text"
    NUMBER = "number"
    CODE = "code"  # of one of the options
    CODES = "codes"  # a tuple of them
    FLAG = "flag"  # 1 chosen, 0 not chosen
    DATE = "date"
    TIME = "time"
    MOMENT = "moment"  # aware, or the clock of the place where a device told no zone


@dataclass(frozen=True, slots=True)
class Wording:
    """Other words that a question or an option had in an older version."""

    version: str
    text: Texts


@dataclass(frozen=True, slots=True)
class Option:
    """One of the answers to choose from. `number` is its code where a format knows only numbers.

    `versions` offered it; without any it was answered although no list has it. `label` is the newest wording.
    """

    code: str
    number: int
    label: Texts
    versions: tuple[str, ...] = ()
    earlier: tuple[Wording, ...] = ()


class Line(NamedTuple):
    """Where the cells of one row come from: what is known about the interview, and what was answered."""

    facts: Mapping[str, Any]
    answers: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Variable:
    """A column. `item` is the key in the questionnaire ('' for what we know ourselves), `part` a part of it.

    `name` is good for every format: a letter, then letters, digits and _, at most 64 in all.
    """

    name: str
    kind: Kind
    label: Texts
    read: Callable[[Line], Cell] = field(compare=False, repr=False)
    item: str = ""
    part: str = ""
    type: str = ""
    section: Texts = field(default_factory=dict)
    options: tuple[Option, ...] = ()
    missing: tuple[str, ...] = ()
    versions: tuple[str, ...] = ()
    earlier: tuple[Wording, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class ResponseSet:
    """The 0/1 columns of one question with several answers; all count their 1."""

    name: str
    label: Texts
    variables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind: the records, or the rounds of a repeat with the key of the row they belong to."""

    name: str
    label: Texts
    parent: str
    variables: tuple[Variable, ...]
    sets: tuple[ResponseSet, ...]
    lines: Callable[[], Iterator[Line]] = field(compare=False, repr=False)
    count: int = 0

    def rows(self, variables: Iterable[Variable] | None = None) -> Iterator[list[Cell]]:
        """The cells of all variables or of some, in their order; can be asked for again."""
        reads = [variable.read for variable in (self.variables if variables is None else variables)]
        for line in self.lines():
            yield [read(line) for read in reads]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of the questionnaire that records were made with, and how many."""

    version: str
    form: Form
    records: int


@dataclass(frozen=True, slots=True)
class About:
    """What the data is about: said in every file, so that a file that travels alone explains itself."""

    client: str
    study: str
    study_title: str
    wave: str
    wave_label: Texts
    agency: str
    starts_on: date
    ends_on: date
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Dataset:
    """The records of one wave and one questionnaire, all versions together.

    `stem` begins the names of its files. `left_out` are items that would name a person or a device.
    """

    stem: str
    about: About
    questionnaire: str
    title: Texts
    versions: tuple[Version, ...]
    languages: tuple[str, ...]
    tables: tuple[Table, ...]
    left_out: tuple[str, ...] = ()

    @property
    def records(self) -> Table:
        return self.tables[0]


@dataclass(frozen=True, slots=True)
class Record:
    """An interview that was handed in. `packed` is the submission, compressed until it is read.

    So ten thousand records need some megabytes, and each format unpacks one after the other.
    """

    form: str
    facts: Mapping[str, Any]
    packed: bytes

    def document(self) -> Mapping[str, Any]:
        """The submission (docs/form-package.md)."""
        found: Mapping[str, Any] = json.loads(zlib.decompress(self.packed))
        return found


def pack(canonical: bytes) -> bytes:
    """The bytes of a submission as a record keeps them."""
    return zlib.compress(canonical, 1)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants an export. `language` is of labels; `labels` says words, else codes stand in cells.

    `missing_codes`: why there is no answer stands in the cell, else the cell is empty. A text file for a
    German spreadsheet has `semicolons` and decimal commas. `marked` writes the mark for UTF-8 that
    spreadsheets need.
    """

    language: str = "de"
    labels: bool = True
    missing_codes: bool = True
    marked: bool = True
    semicolons: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A file of an export; `suffix` and `ending` make its name behind a stem of the caller's."""

    suffix: str
    ending: str
    write: Callable[[BinaryIO], None] = field(compare=False, repr=False)

    def name(self, stem: str) -> str:
        return f"{stem}{'-' if self.suffix else ''}{self.suffix}.{self.ending}"


def names(variables: Iterable[Variable]) -> Sequence[str]:
    return [variable.name for variable in variables]
