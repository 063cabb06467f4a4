"""Opens .xlsx, .xls and .ods files: headings and rows of the sheets that make a questionnaire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from mystery.problems import Place, Problem
from mystery.questionnaire.xlsform.guard import guard, mislabelled
from mystery.questionnaire.xlsform.sheets import SHEETS, Row, Sheet, Workbook, selected
from mystery.spreadsheets import NumberedRow, UnreadableSpreadsheet, first_filled, sheets_named

ROWS_LIMIT = 100_000
COLUMNS_LIMIT = 500
_BLANK_COLUMNS_END = 20  # a longer gap ends the headings, as in pyxform: what is behind is scribbling
_BLANK_ROWS_END = 60


def open_workbook(data: bytes, name: str) -> Workbook:
    """The sheets of a spreadsheet file. Unusable files give a workbook without sheets and problems."""
    workbook = Workbook(name, problems=guard(data, name))
    if workbook.problems:
        return workbook
    workbook.problems += mislabelled(data, name)
    try:
        cells = sheets_named(data, SHEETS, ROWS_LIMIT + 2)
    except UnreadableSpreadsheet as why:
        workbook.problems.append(_unreadable(name, why))
        return workbook
    workbook.names = cells.names
    for canonical, title in selected(cells.names).items():
        workbook.sheets[canonical] = _sheet(title, workbook, cells.rows[title])
    return workbook


def first_sheet(data: bytes, name: str, limit: int) -> tuple[Sequence[NumberedRow], list[Problem]]:
    """The filled rows of the first filled sheet, with their numbers; at most `limit` + 1."""
    problems = guard(data, name)
    if problems:
        return [], problems
    try:
        return first_filled(data, limit + 1), []
    except UnreadableSpreadsheet as why:
        return [], [_unreadable(name, why)]


def _unreadable(name: str, why: UnreadableSpreadsheet) -> Problem:
    return Problem("WORKBOOK_UNREADABLE", Place(name), {"why": str(why)})


def _sheet(name: str, workbook: Workbook, rows: Sequence[NumberedRow]) -> Sheet:
    has_headings = bool(rows) and rows[0][0] == 1
    headings = _headings(rows[0][1]) if has_headings else {}
    if len(headings) > COLUMNS_LIMIT:
        params = {"count": len(headings), "limit": COLUMNS_LIMIT}
        workbook.problems.append(
            Problem("WORKBOOK_TOO_MANY_COLUMNS", Place(workbook.file, sheet=name), params)
        )
        headings = dict(islice(headings.items(), COLUMNS_LIMIT))
    return Sheet(name, workbook.file, headings, tuple(_rows(name, workbook, headings, rows[has_headings:])))


def _headings(cells: Iterable[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    gap = 0
    for index, cell in enumerate(cells):
        heading = " ".join(cell.split())
        gap = 0 if heading else gap + 1
        if gap > _BLANK_COLUMNS_END:
            break
        if heading:
            found[index] = heading
    return found


def _rows(
    name: str, workbook: Workbook, headings: dict[int, str], rows: Iterable[NumberedRow]
) -> Iterator[Row]:
    """Filled rows. A long gap ends the sheet; filled rows behind it are reported, not dropped in silence."""
    width = max(headings, default=-1) + 1
    before = 1
    kept = 0
    for number, texts in rows:
        cells = (*texts[:width], *("",) * (width - len(texts)))
        if not any(cells):
            continue
        gap = number - before - 1
        if gap > _BLANK_ROWS_END:
            place = Place(workbook.file, sheet=name, row=number)
            workbook.problems.append(Problem("ROWS_BEHIND_GAP", place, {"gap": gap}))
            return
        before = number
        kept += 1
        if kept > ROWS_LIMIT:
            place = Place(workbook.file, sheet=name, row=number)
            workbook.problems.append(Problem("WORKBOOK_TOO_MANY_ROWS", place, {"limit": ROWS_LIMIT}))
            return
        yield Row(number, cells)
