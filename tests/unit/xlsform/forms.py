"""Small workbooks for the tests: Markdown tables, and the same rows as real spreadsheet files."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

import xlsxwriter

from mystery.problems import Problem, Severity
from mystery.questionnaire import Definition
from mystery.questionnaire.xlsform import read_workbook

Rows = Sequence[Sequence[object]]


def md(text: str, **attachments: bytes) -> tuple[Definition, list[Problem]]:
    """Read a Markdown form; attachments are named by keyword, `shops=b"…"` is shops.csv."""
    files = {f"{name}.csv": data for name, data in attachments.items()}
    return read_workbook(text.encode(), "form.md", files)


def xlsx(sheets: Mapping[str, Rows]) -> bytes:
    """A workbook with typed cells, as a spreadsheet program writes it."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return stream.getvalue()


def codes(problems: Sequence[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def errors(problems: Sequence[Problem]) -> set[str]:
    return {problem.code for problem in problems if problem.severity is Severity.ERROR}


def placeless(value: Any) -> Any:
    """The same value without the places it was read from."""
    if isinstance(value, tuple):
        return tuple(placeless(member) for member in value)
    if isinstance(value, Mapping):
        return {key: placeless(member) for key, member in value.items()}
    if not is_dataclass(value):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        if field.name in ("place", "places"):
            changes[field.name] = type(getattr(value, field.name))()
        else:
            changes[field.name] = placeless(getattr(value, field.name))
    return replace(value, **changes)  # type: ignore[type-var]
