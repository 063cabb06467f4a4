"""Everything as one JSON document; docs/exports.schema.json describes it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import Any, BinaryIO

from mystery.exports.wave.model import Cell, Dataset, File, Option, Table, Variable, Wanted, Wording, names
from mystery.exports.wave.words import MISSING_WORDS
from mystery.interview import Missing

FORMAT, VERSION = "mystery-records", 1


def json_files(dataset: Dataset, wanted: Wanted) -> list[File]:
    """One document in all languages, codes as they are; it is written row by row."""
    return [File("", "json", partial(_write, dataset))]


def _write(dataset: Dataset, out: BinaryIO) -> None:
    text = io.TextIOWrapper(out, encoding="utf-8", newline="\n")
    text.writelines(_pieces(dataset))
    text.detach()


def _pieces(dataset: Dataset) -> Iterator[str]:
    yield _json(head(dataset))[:-1]
    yield ',"tables":['
    for number, table in enumerate(dataset.tables):
        yield "," if number else ""
        yield _json(table_head(table))[:-1]
        yield ',"rows":[\n'
        columns = names(table.variables)
        for position, cells in enumerate(table.rows()):
            yield ",\n" if position else ""
            yield _json(
                {name: _cell(cell) for name, cell in zip(columns, cells, strict=True) if cell is not None}
            )
        yield "]}"
    yield "]}\n"


def head(dataset: Dataset) -> dict[str, Any]:
    """What is said about the data as a whole."""
    about = dataset.about
    return {
        "format": FORMAT,
        "version": VERSION,
        "client": about.client,
        "study": {"code": about.study, "title": about.study_title},
        "wave": {
            "code": about.wave,
            "label": about.wave_label,
            "starts_on": about.starts_on.isoformat(),
            "ends_on": about.ends_on.isoformat(),
        },
        "agency": about.agency,
        "made_at": about.made_at.isoformat(timespec="seconds"),
        "questionnaire": {"name": dataset.questionnaire, "title": dataset.title},
        "versions": [
            {"version": each.version, "fingerprint": each.form.fingerprint, "records": each.records}
            for each in dataset.versions
        ],
        "languages": dataset.languages,
        "missing": MISSING_WORDS,
        "left_out": dataset.left_out,
    }


def table_head(table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "label": table.label,
        "parent": table.parent,
        "variables": [_variable(each) for each in table.variables],
        "sets": [
            {"name": each.name, "label": each.label, "variables": each.variables} for each in table.sets
        ],
    }


def _variable(variable: Variable) -> dict[str, Any]:
    found = {
        "name": variable.name,
        "kind": variable.kind,
        "label": variable.label,
        "item": variable.item,
        "part": variable.part,
        "type": variable.type,
        "section": variable.section,
        "unit": variable.unit,
        "options": [_option(each) for each in variable.options],
        "missing": variable.missing,
        "versions": variable.versions,
        "earlier": _wordings(variable.earlier),
    }
    return {name: value for name, value in found.items() if value}


def _option(option: Option) -> dict[str, Any]:
    found = {"code": option.code, "number": option.number, "label": option.label}
    if option.versions:
        found["versions"] = option.versions
    if option.earlier:
        found["earlier"] = _wordings(option.earlier)
    return found


def _wordings(found: tuple[Wording, ...]) -> list[dict[str, Any]]:
    return [{"version": each.version, "label": each.text} for each in found]


def _cell(cell: Cell) -> Any:
    if isinstance(cell, Missing):
        return {"missing": cell.code}
    if isinstance(cell, datetime | time):
        return cell.isoformat(timespec="seconds")
    if isinstance(cell, date):
        return cell.isoformat()
    return cell


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
