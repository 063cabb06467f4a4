"""What the columns of a sample are, and what each of its rows becomes: a case, or a reason why not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from mystery.problems import Place, Problem, Rejected
from mystery.services import phone_numbers
from mystery.services.sample_files import Line, Sheet

MEANINGS = (
    "number",
    "reference",
    "name",
    "note",
    "country",
    "zone",
    "language",
    "priority",
    "attribute",
    "ignore",
)
"""What a column may hold. Numbers and attributes may come from several columns."""
_MANY = ("number", "attribute", "ignore")
_LONGEST = 200
_GERMAN = {ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"}
_LANGUAGE = re.compile(r"[a-z]{2}")
_PRIORITY = re.compile(r"-?[0-9]{1,3}")
_MOST_PRIORITY = 100
_WORDS: Mapping[str, Collection[str]] = {
    "number": ("number", "phone", "telefon", "tel", "rufnummer", "mobil", "mobile", "handy", "festnetz"),
    "reference": (
        "reference",
        "referenz",
        "ref",
        "id",
        "kundennr",
        "fallnummer",
        "kennzeichen",
        "kundennummer",
        "kdnr",
        "case",
        "fall",
    ),
    "name": ("name", "ansprechpartner", "kontakt", "contact", "person", "vorname", "nachname"),
    "note": ("note", "hinweis", "bemerkung", "notiz", "comment", "kommentar"),
    "country": ("country", "land", "staat"),
    "zone": ("zone", "zeitzone", "timezone", "tz"),
    "language": ("language", "sprache", "lang"),
    "priority": ("priority", "prio", "vorrang", "prioritaet"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, in their order, and what holds for rows that do not say it themselves."""

    meanings: tuple[str, ...]
    country: str = "DE"
    zone: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    e164: str
    label: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A row that becomes a case."""

    row: int
    reference: str
    numbers: tuple[Number, ...]
    zone: str
    country: str
    name: str = ""
    note: str = ""
    language: str = ""
    priority: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that stays out, with every reason."""

    line: Line
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """What is there before the file comes: numbers and references of the wave, numbers nobody calls."""

    numbers: Collection[str] = frozenset()
    references: Collection[str] = frozenset()
    blocked: Callable[[Collection[str]], Collection[str]] = lambda numbers: frozenset()


def guess(sheet: Sheet) -> tuple[str, ...]:
    """What the columns seem to hold, by their headings, else by what stands below them."""
    found: list[str] = []
    for index, heading in enumerate(sheet.headings):
        meaning = _by_heading(heading) or ("number" if _looks_dialled(sheet, index) else "attribute")
        found.append("attribute" if meaning not in _MANY and meaning in found else meaning)
    return tuple(found)


def _by_heading(heading: str) -> str:
    plain = slug(heading)
    words = plain.split("_")
    for meaning, known in _WORDS.items():
        if plain in known or any(word in known for word in words):
            return meaning
    return "number" if any(plain.startswith(word) for word in ("telefon", "phone", "mobil", "tel_")) else ""


def _looks_dialled(sheet: Sheet, index: int) -> bool:
    """Most of the first cells are numbers with + or 00 in front: a number by any heading."""
    cells = [line.cells[index] for line in sheet.lines[:50] if line.cells[index]]
    dialled = sum(cell.startswith(("+", "00")) and len(re.sub(r"\D", "", cell)) > 7 for cell in cells)
    return bool(cells) and dialled > len(cells) / 2


def slug(heading: str) -> str:
    """A heading as the name of an attribute: “Größe (Filiale)” is groesse_filiale."""
    german = heading.lower().translate(_GERMAN)
    plain = unicodedata.normalize("NFKD", german).encode("ascii", "ignore").decode()
    latin = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return (latin or re.sub(r"\W+", "_", heading.lower()).strip("_") or "attribute")[:60]


def check_columns(sheet: Sheet, columns: Columns) -> None:
    """Raises `Rejected` unless there is a number and nothing comes from two columns that may only once."""
    problems, seen = [], set()
    for heading, meaning in zip(sheet.headings, columns.meanings, strict=True):
        key = f"={slug(heading)}" if meaning == "attribute" else meaning
        if key in seen and (meaning not in _MANY or meaning == "attribute"):
            code = "SAMPLE_ATTRIBUTE_TWICE" if meaning == "attribute" else "SAMPLE_COLUMN_TWICE"
            what = slug(heading) if meaning == "attribute" else meaning
            problems.append(Problem(code, Place(sheet.name), {"what": what}))
        seen.add(key)
    if "number" not in columns.meanings:
        problems.append(Problem("SAMPLE_NO_NUMBER_COLUMN", Place(sheet.name)))
    if problems:
        raise Rejected(problems)


def check_rows(sheet: Sheet, columns: Columns, present: Present, now: datetime) -> list[Taken | Refused]:
    """Each row as a case or with its reasons, in the order of the file."""
    read = [_Row(sheet, line, columns, now) for line in sheet.lines]
    dialled = {number.e164 for row in read for number in row.numbers}
    blocked = present.blocked(dialled)
    numbers: dict[str, int] = {}
    references: dict[str, int] = {}
    results: list[Taken | Refused] = []
    for row in read:
        problems = [*row.problems, *_known(row, numbers, references, present, blocked)]
        if problems:
            results.append(Refused(row.line, tuple(problems)))
            continue
        numbers.update(dict.fromkeys((number.e164 for number in row.numbers), row.line.number))
        taken = row.taken()
        references[taken.reference] = row.line.number
        results.append(taken)
    return results


def _known(
    row: _Row,
    numbers: Mapping[str, int],
    references: Mapping[str, int],
    present: Present,
    blocked: Collection[str],
) -> Iterator[Problem]:
    """Why a row that is sound is left out all the same: somebody has it already, or wants no calls."""
    dialled = [number.e164 for number in row.numbers]
    if any(number in blocked for number in dialled):
        yield row.problem("NUMBER_NOT_TO_BE_CALLED")
    if any(number in present.numbers for number in dialled):
        yield row.problem("NUMBER_IN_WAVE")
    elif first := next((numbers[number] for number in dialled if number in numbers), 0):
        yield row.problem("NUMBER_TWICE", first=first)
    if row.reference and row.reference in present.references:
        yield row.problem("REFERENCE_IN_WAVE")
    elif row.reference and row.reference in references:
        yield row.problem("REFERENCE_TWICE", first=references[row.reference])


class _Row:
    """One row being read; `problems` forbid it, `notes` do not."""

    def __init__(self, sheet: Sheet, line: Line, columns: Columns, now: datetime) -> None:
        self.sheet, self.line, self.columns = sheet, line, columns
        self.problems: list[Problem] = []
        self.notes: list[Problem] = []
        if any(len(cell) > _LONGEST for cell in line.cells):
            self.problems.append(self.problem("CELL_TOO_LONG", limit=_LONGEST))
        self.reference = self.cell("reference")
        self.country = self._country()
        self.numbers: tuple[Number, ...] = ()
        self.zone = ""
        self._read_numbers(now)
        self.language = self._language()
        self.priority = self._priority()

    def cell(self, meaning: str) -> str:
        where = self.columns.meanings.index(meaning) if meaning in self.columns.meanings else -1
        return self.line.cells[where] if where >= 0 else ""

    def problem(self, code: str, column: str = "", **params: object) -> Problem:
        place = Place(self.sheet.name, row=self.line.number, column_name=column)
        return Problem(code, place, params)

    def taken(self) -> Taken:
        return Taken(
            row=self.line.number,
            reference=self.reference,
            numbers=self.numbers,
            zone=self.zone,
            country=self.country,
            name=self.cell("name"),
            note=self.cell("note"),
            language=self.language,
            priority=self.priority,
            attributes=self._attributes(),
            notes=tuple(self.notes),
        )

    def _country(self) -> str:
        given = self.cell("country").upper() or self.columns.country
        if given not in phone_numbers.COUNTRIES:
            self.problems.append(self.problem("COUNTRY_UNKNOWN", value=given[:40]))
            return self.columns.country
        return given

    def _read_numbers(self, now: datetime) -> None:
        """The good ones in their order. A bad one beside a good one is left out with a note."""
        found: dict[str, Number] = {}
        faults: list[Problem] = []
        zones: list[str] = []
        for heading, meaning, cell in zip(
            self.sheet.headings, self.columns.meanings, self.line.cells, strict=True
        ):
            if meaning != "number" or not cell:
                continue
            number = phone_numbers.read(cell, self.country)
            if number.fault:
                faults.append(self.problem(number.fault, heading, value=cell[:40]))
                continue
            found.setdefault(number.e164, Number(number.e164, heading[:_LONGEST]))
            zones.append(phone_numbers.zone_of(number, self.columns.zone, now))
        self.numbers = tuple(found.values())
        if found:
            self.notes += faults
            self.zone = self._zone(next(filter(None, zones), ""))
        else:
            self.problems += faults or [self.problem("ROW_WITHOUT_NUMBER")]

    def _zone(self, by_number: str) -> str:
        given = self.cell("zone")
        if given and not phone_numbers.is_zone(given):
            self.problems.append(self.problem("ZONE_UNKNOWN", value=given[:40]))
        elif not given and not by_number:
            self.problems.append(self.problem("ZONE_OPEN"))
        return given or by_number

    def _language(self) -> str:
        given = self.cell("language").lower()
        if given and not _LANGUAGE.fullmatch(given):
            self.problems.append(self.problem("LANGUAGE_WRONG", value=given[:40]))
        return given

    def _priority(self) -> int:
        given = self.cell("priority")
        if not given:
            return 0
        if not _PRIORITY.fullmatch(given) or abs(int(given)) > _MOST_PRIORITY:
            self.problems.append(self.problem("PRIORITY_WRONG", value=given[:40], most=_MOST_PRIORITY))
            return 0
        return int(given)

    def _attributes(self) -> dict[str, str]:
        named = zip(self.sheet.headings, self.columns.meanings, self.line.cells, strict=True)
        return {slug(heading): cell for heading, meaning, cell in named if meaning == "attribute" and cell}
