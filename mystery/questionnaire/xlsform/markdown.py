"""Reads a workbook written as Markdown tables: `| survey |`, then rows that begin with an empty cell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mystery.problems import Place, Problem
from mystery.questionnaire.xlsform.guard import BYTES_LIMIT
from mystery.questionnaire.xlsform.sheets import Row, Sheet, Workbook, selected

_ROW = re.compile(r"^\s*\|(.*)\|\s*$")
_COMMENT = re.compile(r"^\s*#")
_COMMENT_BEHIND = re.compile(r"^(.*\|)\s*#[^|]*$")
_RULER = re.compile(r"^[\s|:-]*-[\s|:-]*$")
_BAR = re.compile(r"(?<!\\)\|")


@dataclass(slots=True)
class _Table:
    name: str
    line: int
    rows: list[Row] = field(default_factory=list)


def open_markdown(data: bytes, name: str) -> Workbook:
    """The sheets of a Markdown file. A text without a table gives a problem."""
    workbook = Workbook(name)
    if len(data) > BYTES_LIMIT:
        params = {"size": len(data), "limit": BYTES_LIMIT}
        workbook.problems.append(Problem("WORKBOOK_TOO_LARGE", Place(name), params))
        return workbook
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        place = Place(name, line=data[: broken.start].count(b"\n") + 1)
        workbook.problems.append(Problem("TEXT_NOT_UTF8", place))
        return workbook
    tables = _tables(text)
    if not tables:
        workbook.problems.append(Problem("MARKDOWN_WITHOUT_TABLE", Place(name, line=1)))
    workbook.names = tuple(table.name for table in tables)
    by_name = {table.name: table for table in tables}
    for canonical, table_name in selected(by_name).items():
        workbook.sheets[canonical] = _sheet(by_name[table_name], name)
    return workbook


def _tables(text: str) -> list[_Table]:
    tables: list[_Table] = []
    for number, line in enumerate(text.split("\n"), 1):
        if _COMMENT.match(line):
            continue
        behind = _COMMENT_BEHIND.match(line)
        match = _ROW.match(behind.group(1) if behind else line)
        if not match or _RULER.match(match.group(1)):
            continue
        first, *cells = (_cell(cell) for cell in _BAR.split(match.group(1)))
        if first:
            tables.append(_Table(first, number))
        if tables and any(cells):
            rows = tables[-1].rows
            rows.append(Row(len(rows) + 1, tuple(cells), number))
    return tables


def _cell(text: str) -> str:
    return text.strip().replace(r"\|", "|").replace("&#10;", "\n")


def _sheet(table: _Table, file: str) -> Sheet:
    if not table.rows:
        return Sheet(table.name, file, line=table.line)
    top, *rows = table.rows
    headings = {index: " ".join(cell.split()) for index, cell in enumerate(top.cells) if cell}
    return Sheet(table.name, file, headings, tuple(rows), top.line)
