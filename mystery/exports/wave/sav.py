"""Tables as SPSS files: value labels, user-missing values, multiple-response sets, dates as dates.

Our own writer: pyreadstat cannot write multiple-response sets and needs a frame library of 100 MB and more.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from typing import Any, BinaryIO

from mystery.exports.wave import codebook
from mystery.exports.wave.csv_files import suffix_of
from mystery.exports.wave.model import Cell, Dataset, File, Kind, Table, Variable, Wanted, in_language
from mystery.exports.wave.numbers import Numbers, numbers_of
from mystery.exports.wave.sav_records import (
    DATE,
    DATETIME,
    LONGEST_STRING,
    SYSMIS,
    TIME,
    CaseWriter,
    Column,
    F,
    MultipleSet,
    dictionary,
    fitted,
)
from mystery.exports.wave.words import CHOSEN, missing_text
from mystery.interview import Missing

_FIRST_DAY = date(1582, 10, 14).toordinal()
_MOST_DECIMALS = 6
_TEXTS = frozenset({Kind.TEXT, Kind.CODES})
_FORMS: Mapping[Kind, tuple[int, int, int]] = {
    Kind.DATE: (DATE, 11, 0),
    Kind.TIME: (TIME, 8, 0),
    Kind.MOMENT: (DATETIME, 20, 0),
}


def sav_files(dataset: Dataset, wanted: Wanted) -> list[File]:
    """A file for the records and one for each repeat, joined by `meta_parent_key`."""
    return [
        File(suffix_of(table), "sav", partial(_write, dataset, table, wanted)) for table in dataset.tables
    ]


def _write(dataset: Dataset, table: Table, wanted: Wanted, out: BinaryIO) -> None:
    numbers = numbers_of(table)
    widths, decimals = _measured(table)
    columns = [
        _column(variable, wanted, numbers, widths.get(variable.name, 1), decimals.get(variable.name, 0))
        for variable in table.variables
    ]
    sets = [
        MultipleSet(each.name, in_language(each.label, wanted.language), each.variables)
        for each in table.sets
    ]
    out.write(
        dictionary(
            columns,
            sets,
            cases=table.count,
            title=dataset.stem,
            notes=_notes(dataset, wanted, numbers),
            made_at=dataset.about.made_at,
        )
    )
    cases = CaseWriter(columns, out)
    values = [_value(variable, numbers) for variable in table.variables]
    for cells in table.rows():
        cases.write([value(cell) for value, cell in zip(values, cells, strict=True)])
    cases.close()


def _measured(table: Table) -> tuple[dict[str, int], dict[str, int]]:
    """How many bytes the longest text of each column has, and how many decimals its numbers."""
    texts = [(place, each.name) for place, each in enumerate(table.variables) if each.kind in _TEXTS]
    counted = [(place, each.name) for place, each in enumerate(table.variables) if each.kind is Kind.NUMBER]
    widths: dict[str, int] = {}
    decimals: dict[str, int] = {}
    for cells in table.rows():
        for place, name in texts:
            cell = cells[place]
            if cell is not None:
                widths[name] = max(widths.get(name, 1), len(_bytes(cell)), 3 * isinstance(cell, Missing))
        for place, name in counted:
            cell = cells[place]
            if isinstance(cell, float):
                behind = len(repr(cell).partition(".")[2])
                decimals[name] = min(_MOST_DECIMALS, max(decimals.get(name, 0), behind))
    return widths, decimals


def _column(variable: Variable, wanted: Wanted, numbers: Numbers, width: int, decimals: int) -> Column:
    label = in_language(variable.label, wanted.language, variable.name)
    missing = [numbers.missing[code] for code in variable.missing]
    if variable.kind in _TEXTS:
        texts = [str(number) for number in missing]
        needed = max([width, *(len(text) for text in texts)])
        return Column(variable.name, label, min(needed, LONGEST_STRING), measure=1, missing=texts)
    form = _FORMS.get(variable.kind, (F, 8 if not decimals else 10 + decimals, decimals))
    values = [*_labels(variable, wanted), *_missing_labels(variable, wanted, numbers)]
    measure = 1 if variable.kind in (Kind.CODE, Kind.FLAG) else 3
    return Column(variable.name, label, 0, form, measure, values, missing)


def _labels(variable: Variable, wanted: Wanted) -> list[tuple[float, str]]:
    if variable.kind is Kind.FLAG:
        return [(number, in_language(words, wanted.language)) for number, words in CHOSEN.items()]
    return [(option.number, _named(option.code, option.label, wanted)) for option in variable.options]


def _named(code: str, label: Mapping[str, str], wanted: Wanted) -> str:
    return in_language(label, wanted.language, code) if wanted.labels else code


def _missing_labels(variable: Variable, wanted: Wanted, numbers: Numbers) -> list[tuple[float, str]]:
    return [
        (numbers.missing[code], missing_text(code, wanted.language) if wanted.labels else code)
        for code in variable.missing
    ]


def _value(variable: Variable, numbers: Numbers) -> Callable[[Cell], float | bytes]:
    """How a cell is written: a number of SPSS, or the bytes of a text."""
    if variable.kind in _TEXTS:
        return partial(_text_value, numbers)
    known = {option.code: float(option.number) for option in variable.options}

    def value(cell: Cell) -> float:
        if cell is None:
            return SYSMIS
        if isinstance(cell, Missing):
            return float(numbers.missing[cell.code])
        return _number(cell, known)

    return value


def _text_value(numbers: Numbers, cell: Cell) -> bytes:
    if cell is None:
        return b""
    return str(numbers.missing[cell.code]).encode() if isinstance(cell, Missing) else _bytes(cell)


def _bytes(cell: Cell) -> bytes:
    return fitted(" ".join(cell) if isinstance(cell, tuple) else str(cell), LONGEST_STRING)


def _number(cell: Any, known: Mapping[str, float]) -> float:
    """Moments and days are seconds since the first day of the calendar, by the clock of the place."""
    if isinstance(cell, datetime):
        return _days(cell) + _seconds(cell.time())
    if isinstance(cell, date):
        return _days(cell)
    if isinstance(cell, time):
        return _seconds(cell)
    if isinstance(cell, str):
        return known.get(cell, SYSMIS)
    return float(cell)


def _days(day: date) -> float:
    return (day.toordinal() - _FIRST_DAY) * 86_400.0


def _seconds(clock: time) -> float:
    return clock.hour * 3600.0 + clock.minute * 60 + clock.second


def _notes(dataset: Dataset, wanted: Wanted, numbers: Numbers) -> Sequence[str]:
    said = [f"{name}: {value}" if name else value for name, value in codebook.about(dataset, wanted.language)]
    return [
        *said,
        *(f"{number}: {missing_text(code, wanted.language)}" for code, number in numbers.missing.items()),
    ]
