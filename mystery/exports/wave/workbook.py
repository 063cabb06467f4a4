"""A workbook: records, repeats with the key of their record, codebook, and what the data is about."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import partial
from typing import Any, BinaryIO

from mystery.exports.wave import codebook
from mystery.exports.wave.model import (
    RECORDS,
    Cell,
    Dataset,
    File,
    Kind,
    Table,
    Variable,
    Wanted,
)
from mystery.exports.wave.rendering import code_texts, joined, missing_cell
from mystery.exports.wave.words import ABOUT, CODEBOOK
from mystery.interview import Missing
from mystery.problems import Problem, Rejected
from mystery.questionnaire import in_language

MOST_COLUMNS, MOST_ROWS, LONGEST = 16_384, 1_048_576, 32_767
"""What a sheet can hold."""
_FIRST_YEAR = 1900
_SHEET_NAME = 28


def workbook_files(dataset: Dataset, wanted: Wanted) -> list[File]:
    """One workbook. Raises `Rejected` where a table is larger than a sheet."""
    for table in dataset.tables:
        if len(table.variables) > MOST_COLUMNS or table.count >= MOST_ROWS:
            raise Rejected([Problem("EXPORT_TOO_LARGE", params={"table": table.name})])
    return [File("", "xlsx", partial(_write, dataset, wanted))]


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Any
    date: Any
    time: Any
    moment: Any


def _write(dataset: Dataset, wanted: Wanted, out: BinaryIO) -> None:
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"created": dataset.about.made_at.replace(tzinfo=None), "title": dataset.stem})
    formats = _Formats(
        head=book.add_format({"bold": True, "bottom": 1}),
        date=book.add_format({"num_format": "yyyy-mm-dd"}),
        time=book.add_format({"num_format": "hh:mm:ss"}),
        moment=book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
    )
    titles = {CODEBOOK[wanted.language].lower(), ABOUT[wanted.language].lower()}
    for table in dataset.tables:
        title = in_language(table.label, wanted.language) if table.name == RECORDS else table.name
        _table(book.add_worksheet(_title(title, titles)), table, wanted, formats)
    sheet = book.add_worksheet(CODEBOOK[wanted.language])
    _head(sheet, codebook.headings(wanted.language), formats)
    for number, row in enumerate(codebook.rows(dataset, wanted.language), start=1):
        _strings(sheet, number, row)
    sheet = book.add_worksheet(ABOUT[wanted.language])
    for number, pair in enumerate(codebook.about(dataset, wanted.language)):
        _strings(sheet, number, pair)
    book.close()


def _title(wanted: str, taken: set[str]) -> str:
    """The name of a sheet: at most 31 signs, each once."""
    title, number = wanted[:_SHEET_NAME], 1
    while title.lower() in taken:
        number += 1
        title = f"{wanted[:_SHEET_NAME]}_{number}"
    taken.add(title.lower())
    return title


def _head(sheet: Any, headings: Any, formats: _Formats) -> None:
    sheet.freeze_panes(1, 1)
    for column, heading in enumerate(headings):
        sheet.write_string(0, column, heading, formats.head)
    sheet.autofilter(0, 0, 0, max(0, len(headings) - 1))


def _strings(sheet: Any, row: int, cells: Any) -> None:
    for column, cell in enumerate(cells):
        if cell:
            sheet.write_string(row, column, cell[:LONGEST])


def _table(sheet: Any, table: Table, wanted: Wanted, formats: _Formats) -> None:
    _head(sheet, [variable.name for variable in table.variables], formats)
    writes = [_writer(sheet, variable, wanted, formats) for variable in table.variables]
    for row, cells in enumerate(table.rows(), start=1):
        for column, (write, cell) in enumerate(zip(writes, cells, strict=True)):
            if cell is not None:
                write(row, column, cell)


def _writer(
    sheet: Any, variable: Variable, wanted: Wanted, formats: _Formats
) -> Callable[[int, int, Cell], None]:
    """How the cells of one column are put into the sheet; a text is a text, whatever it begins with."""
    known = code_texts(variable, wanted)
    put: Callable[[int, int, Any], object] = _PUTS[variable.kind](sheet, known, wanted, formats)

    def write(row: int, column: int, cell: Cell) -> None:
        if isinstance(cell, Missing):
            sheet.write_string(row, column, missing_cell(cell, wanted))
        else:
            put(row, column, cell)

    return write


_Put = Callable[[int, int, Any], object]


def _text(sheet: Any, known: Mapping[str, str], wanted: Wanted, formats: _Formats) -> _Put:
    return lambda row, column, cell: sheet.write_string(row, column, str(cell)[:LONGEST])


def _number(sheet: Any, known: Mapping[str, str], wanted: Wanted, formats: _Formats) -> _Put:
    put: _Put = sheet.write_number
    return put


def _code(sheet: Any, known: Mapping[str, str], wanted: Wanted, formats: _Formats) -> _Put:
    return lambda row, column, cell: sheet.write_string(row, column, known.get(cell, cell))


def _codes(sheet: Any, known: Mapping[str, str], wanted: Wanted, formats: _Formats) -> _Put:
    return lambda row, column, cell: sheet.write_string(row, column, joined(cell, known, wanted)[:LONGEST])


def _clock(name: str) -> Callable[..., _Put]:
    """Excel knows no zones: a moment stands there as the clock of the place showed it."""

    def made(sheet: Any, known: Mapping[str, str], wanted: Wanted, formats: _Formats) -> _Put:
        style = getattr(formats, name)

        def put(row: int, column: int, cell: Any) -> None:
            if isinstance(cell, datetime | time):
                cell = cell.replace(tzinfo=None, microsecond=0)
            if isinstance(cell, str) or (isinstance(cell, date) and cell.year < _FIRST_YEAR):
                sheet.write_string(row, column, str(cell))
            else:
                sheet.write_datetime(row, column, cell, style)

        return put

    return made


_PUTS: Mapping[Kind, Callable[[Any, Mapping[str, str], Wanted, _Formats], _Put]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _number,
    Kind.FLAG: _number,
    Kind.CODE: _code,
    Kind.CODES: _codes,
    Kind.DATE: _clock("date"),
    Kind.TIME: _clock("time"),
    Kind.MOMENT: _clock("moment"),
}
