"""Writes the sheets of a definition as a workbook or as Markdown tables."""

from __future__ import annotations

import io

import xlsxwriter

from mystery.questionnaire.model import Definition
from mystery.questionnaire.xlsform.rows import Table, tables_of

_WIDTHS = {"type": 26, "name": 24, "list_name": 18}
_TEXT_WIDTH = 40
_NARROW = 14
_CELL_LIMIT = 32_767


def write_workbook(definition: Definition) -> bytes:
    """An .xlsx file that any XLSForm tool reads; every cell is text, so no code turns into a number."""
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": definition.name})
        bold = book.add_format({"bold": True, "bg_color": "#E8EDF2", "border": 1, "border_color": "#C4CDD6"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for table in tables_of(definition):
            sheet = book.add_worksheet(table.name)
            sheet.freeze_panes(1, 0)
            for number, line in enumerate(table.lines()):
                for index, text in enumerate(line):
                    if text:
                        sheet.write_string(number, index, text[:_CELL_LIMIT], wrapped if number else bold)
            for index, heading in enumerate(table.headings):
                sheet.set_column(index, index, _width(heading))
    return stream.getvalue()


def _width(heading: str) -> int:
    column = heading.partition("::")[0]
    if column in _WIDTHS:
        return _WIDTHS[column]
    return _TEXT_WIDTH if column in ("label", "hint", "relevant", "constraint", "calculation") else _NARROW


def write_markdown(definition: Definition) -> str:
    """The same sheets as Markdown tables, for mail, chat and version control."""
    return "\n".join(_markdown(table) for table in tables_of(definition))


def _markdown(table: Table) -> str:
    lines = [[_markdown_cell(text) for text in line] for line in table.lines()]
    widths = [max(len(line[index]) for line in lines) for index in range(len(table.headings))]
    rows = [
        "|  | " + " | ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)) + " |"
        for line in lines
    ]
    return "\n".join([f"| {table.name} |", *rows, ""])


def _markdown_cell(text: str) -> str:
    return text.replace("|", r"\|").replace("\n", "&#10;")
