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
from mystery.exports.wave.measures import Measures, measures_of, text_of
from mystery.exports.wave.model import Cell, Dataset, File, Kind, Table, Variable, Wanted
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
from mystery.questionnaire import in_language

_FIRST_DAY = date(1582, 10, 14).toordinal()
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
    measures = measures_of(table)
    columns = [_column(variable, wanted, measures) for variable in table.variables]
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
            notes=_notes(dataset, wanted, measures),
            made_at=dataset.about.made_at,
        )
    )
    cases = CaseWriter(columns, out)
    values = [_value(variable, measures) for variable in table.variables]
    for cells in table.rows():
        cases.write([value(cell) for value, cell in zip(values, cells, strict=True)])
    cases.close()


def _column(variable: Variable, wanted: Wanted, measures: Measures) -> Column:
    label = in_language(variable.label, wanted.language, variable.name)
    missing = [measures.missing[code] for code in variable.missing]
    if variable.kind in _TEXTS:
        texts = [str(number) for number in missing]
        width = max([measures.extents[variable.name].bytes, *map(len, texts)])
        return Column(variable.name, label, min(width, LONGEST_STRING), measure=1, missing=texts)
    values = [*_labels(variable, wanted), *_missing_labels(variable, wanted, measures)]
    measure = 1 if variable.kind in (Kind.CODE, Kind.FLAG) else 3
    return Column(variable.name, label, 0, _form(variable, measures), measure, values, missing)


def _form(variable: Variable, measures: Measures) -> tuple[int, int, int]:
    """How SPSS shows the numbers of a column."""
    if variable.kind is not Kind.NUMBER:
        return _FORMS.get(variable.kind, (F, 8, 0))
    decimals = measures.extents[variable.name].decimals
    return (F, 10 + decimals, decimals) if decimals else (F, 8, 0)


def _labels(variable: Variable, wanted: Wanted) -> list[tuple[float, str]]:
    if variable.kind is Kind.FLAG:
        return [(number, in_language(words, wanted.language)) for number, words in CHOSEN.items()]
    return [(option.number, _named(option.code, option.label, wanted)) for option in variable.options]


def _named(code: str, label: Mapping[str, str], wanted: Wanted) -> str:
    return in_language(label, wanted.language, code) if wanted.labels else code


def _missing_labels(variable: Variable, wanted: Wanted, measures: Measures) -> list[tuple[float, str]]:
    return [
        (measures.missing[code], missing_text(code, wanted.language) if wanted.labels else code)
        for code in variable.missing
    ]


def _value(variable: Variable, measures: Measures) -> Callable[[Cell], float | bytes]:
    """How a cell is written: a number of SPSS, or the bytes of a text."""
    if variable.kind in _TEXTS:
        return partial(_text_value, measures)
    known = {option.code: float(option.number) for option in variable.options}

    def value(cell: Cell) -> float:
        if cell is None:
            return SYSMIS
        if isinstance(cell, Missing):
            return float(measures.missing[cell.code])
        return _number(cell, known)

    return value


def _text_value(measures: Measures, cell: Cell) -> bytes:
    if cell is None:
        return b""
    return str(measures.missing[cell.code]).encode() if isinstance(cell, Missing) else _bytes(cell)


def _bytes(cell: Cell) -> bytes:
    return fitted(text_of(cell), LONGEST_STRING)


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


def _notes(dataset: Dataset, wanted: Wanted, measures: Measures) -> Sequence[str]:
    said = [f"{name}: {value}" if name else value for name, value in codebook.about(dataset, wanted.language)]
    return [
        *said,
        *(f"{number}: {missing_text(code, wanted.language)}" for code, number in measures.missing.items()),
    ]
