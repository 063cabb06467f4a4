"""Triple-S XML 2.0: a file that describes (.sss) and a csv file, a pair for each table.

2.0 is what survey programs read; of later versions no public description was found to check against.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache, partial
from typing import Any, BinaryIO
from xml.etree import ElementTree as ET

from mystery.exports.wave.csv_files import suffix_of
from mystery.exports.wave.measures import Extent, measures_of
from mystery.exports.wave.model import (
    Cell,
    Dataset,
    File,
    Kind,
    Table,
    Variable,
    Wanted,
    names,
)
from mystery.exports.wave.words import CHOSEN, missing_text
from mystery.exports.wave.xml_text import child, write_xml
from mystery.interview import Missing
from mystery.questionnaire import in_language

_MOMENT_BYTES = 25
"""2026-11-23T10:15:00+01:00"""
_TYPES: Mapping[Kind, str] = {
    Kind.TEXT: "character",
    Kind.NUMBER: "quantity",
    Kind.CODE: "single",
    Kind.CODES: "multiple",
    Kind.FLAG: "single",
    Kind.DATE: "date",
    Kind.TIME: "time",
    Kind.MOMENT: "character",
}


def triples_files(dataset: Dataset, wanted: Wanted) -> list[File]:
    """For each table its description and its data; rounds of repeats are joined by `meta_parent_key`."""
    found = []
    for table in dataset.tables:
        suffix = suffix_of(table)
        fields = cache(partial(_fields, table))
        data = File(f"{suffix}-data" if suffix else "data", "csv", partial(_write_data, table, fields))
        name = data.name(dataset.stem)
        found += [File(suffix, "sss", partial(_describe, dataset, table, wanted, fields, name)), data]
    return found


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of the data. `codes` are the numbers of its answers, `reasons` those of missing codes."""

    variable: Variable
    codes: Mapping[str, int]
    reasons: Mapping[str, int]
    extent: Extent


Fields = Callable[[], list[_Field]]
"""Both files of a table need them, and finding out takes a look through the table."""


def _fields(table: Table) -> list[_Field]:
    """A question with several answers is one field; its 0/1 columns would say the same again."""
    several = {name for each in table.sets for name in each.variables}
    measures = measures_of(table)
    found = []
    for variable in table.variables:
        if variable.name in several:
            continue
        codes = _codes(variable)
        reasons = {code: measures.missing[code] for code in variable.missing}
        if variable.kind in (Kind.CODE, Kind.CODES, Kind.FLAG):
            first = max(codes.values(), default=0) + 1
            reasons = {code: first + offset for offset, code in enumerate(variable.missing)}
        extent = measures.extents.get(variable.name) or Extent(_MOMENT_BYTES)
        found.append(_Field(variable, codes, reasons, extent))
    return found


def _codes(variable: Variable) -> dict[str, int]:
    """Several answers are a row of bits, so their numbers count from 1; others keep their numbers."""
    if variable.kind is Kind.CODES:
        return {option.code: number for number, option in enumerate(variable.options, start=1)}
    if variable.kind is Kind.FLAG:
        return {str(number): number for number in CHOSEN}
    return {option.code: option.number for option in variable.options}


def _describe(
    dataset: Dataset, table: Table, wanted: Wanted, fields: Fields, data: str, out: BinaryIO
) -> None:
    made = dataset.about.made_at
    root = ET.Element("sss", {"version": "2.0"})
    child(root, "date", made.strftime("%Y%m%d"))
    child(root, "time", made.strftime("%H%M%S"))
    child(root, "origin", "Mystery")
    child(root, "user", dataset.about.agency)
    survey = child(root, "survey")
    child(survey, "name", dataset.stem)
    label = in_language(table.label, wanted.language, table.name)
    child(survey, "title", f"{in_language(dataset.title, wanted.language)}: {label}")
    record = child(survey, "record", ident="A", href=data, format="csv", skip="1")
    for number, field in enumerate(fields(), start=1):
        _variable(record, number, field, wanted)
    write_xml(root, out)


def _variable(record: ET.Element, number: int, field: _Field, wanted: Wanted) -> None:
    variable = field.variable
    element = child(record, "variable", ident=str(number), type=_TYPES[variable.kind])
    if number == 1:  # the first column is the key of the row
        element.set("use", "serial")
    child(element, "name", variable.name)
    child(element, "label", in_language(variable.label, wanted.language, variable.name))
    child(element, "position", start=str(number))
    if _TYPES[variable.kind] == "character":
        child(element, "size", str(field.extent.bytes))
        return
    if _TYPES[variable.kind] in ("date", "time"):
        return
    values = child(element, "values")
    if variable.kind is Kind.NUMBER:
        child(values, "range", **{"from": _plain(field.extent.smallest), "to": _plain(field.extent.largest)})
    else:
        words = _words(variable, wanted)
        for code, value in field.codes.items():
            child(values, "value", words.get(code, code), code=str(value))
    for code, value in field.reasons.items():
        child(values, "value", missing_text(code, wanted.language), code=str(value))


def _words(variable: Variable, wanted: Wanted) -> Mapping[str, str]:
    if variable.kind is Kind.FLAG:
        return {str(number): in_language(words, wanted.language) for number, words in CHOSEN.items()}
    return {each.code: in_language(each.label, wanted.language, each.code) for each in variable.options}


def _write_data(table: Table, fields: Fields, out: BinaryIO) -> None:
    variables = [field.variable for field in fields()]
    writes = [_writer(field) for field in fields()]
    text = io.TextIOWrapper(out, encoding="utf-8", newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(names(variables))
    for cells in table.rows(variables):
        writer.writerow([write(cell) for write, cell in zip(writes, cells, strict=True)])
    text.detach()


def _writer(field: _Field) -> Callable[[Cell], str]:
    write = _WRITES[field.variable.kind]

    def written(cell: Cell) -> str:
        if cell is None:
            return ""
        return write(field, cell)

    return written


def _single(field: _Field, cell: Any) -> str:
    if isinstance(cell, Missing):
        return str(field.reasons[cell.code])
    return str(field.codes.get(str(cell), ""))


def _multiple(field: _Field, cell: Any) -> str:
    """A bit for each answer, reasons for no answer behind them."""
    chosen = {field.reasons[cell.code]} if isinstance(cell, Missing) else {field.codes[code] for code in cell}
    length = len(field.codes) + len(field.reasons)
    return "".join("1" if number in chosen else "0" for number in range(1, length + 1))


def _quantity(field: _Field, cell: Any) -> str:
    return str(field.reasons[cell.code]) if isinstance(cell, Missing) else _plain(cell)


def _plain(number: float) -> str:
    """A number without an exponent."""
    return str(int(number)) if number == int(number) else f"{number:.10f}".rstrip("0")


def _text(field: _Field, cell: Any) -> str:
    return "" if isinstance(cell, Missing) else _character(cell)


def _character(cell: str | datetime) -> str:
    return (
        cell.isoformat(timespec="seconds")
        if isinstance(cell, datetime)
        else cell.replace("\r", " ").replace("\n", " ")
    )


def _day(field: _Field, cell: Any) -> str:
    return cell.strftime("%Y%m%d") if isinstance(cell, date) else ""


def _clock(field: _Field, cell: Any) -> str:
    return cell.strftime("%H%M%S") if isinstance(cell, time) else ""


_WRITES: Mapping[Kind, Callable[[_Field, Any], str]] = {
    Kind.TEXT: _text,
    Kind.NUMBER: _quantity,
    Kind.CODE: _single,
    Kind.CODES: _multiple,
    Kind.FLAG: _single,
    Kind.DATE: _day,
    Kind.TIME: _clock,
    Kind.MOMENT: _text,
}
