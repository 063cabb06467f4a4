"""Opens .xlsx, .xls and .ods files: cells become the text that an author sees."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

from python_calamine import CalamineWorkbook

from mystery.problems import Place, Problem
from mystery.questionnaire.xlsform.guard import guard, mislabelled
from mystery.questionnaire.xlsform.sheets import Row, Sheet, Workbook, selected

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
        _read_sheets(data, workbook)
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as broken:  # a panic of the Rust parser is no Exception, and must not end the server
        workbook.sheets.clear()
        workbook.problems.append(Problem("WORKBOOK_UNREADABLE", Place(name), {"why": _first_line(broken)}))
    return workbook


NumberedRow = tuple[int, tuple[str, ...]]


def first_sheet(data: bytes, name: str, limit: int) -> tuple[list[NumberedRow], list[Problem]]:
    """The filled rows of the first filled sheet, with their numbers; at most `limit` + 1."""
    problems = guard(data, name)
    if problems:
        return [], problems
    try:
        source = CalamineWorkbook.from_object(io.BytesIO(data))
        for title in source.sheet_names:
            sheet = source.get_sheet_by_name(title)
            if sheet.total_width or sheet.total_height:
                return list(islice(_filled(sheet), limit + 1)), []
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as broken:  # as above
        return [], [Problem("WORKBOOK_UNREADABLE", Place(name), {"why": _first_line(broken)})]
    return [], []


def _filled(sheet: Any) -> Iterator[NumberedRow]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = _texts_of(cells)
        if any(texts):
            yield number, texts


def _first_line(broken: BaseException) -> str:
    return (str(broken).splitlines() or [type(broken).__name__])[0][:200]


def _read_sheets(data: bytes, workbook: Workbook) -> None:
    source = CalamineWorkbook.from_object(io.BytesIO(data))
    workbook.names = tuple(source.sheet_names)
    for canonical, name in selected(source.sheet_names).items():
        sheet = source.get_sheet_by_name(name)
        rows = sheet.iter_rows() if sheet.total_width or sheet.total_height else iter(())
        first = sheet.start[0] if sheet.start else 0
        workbook.sheets[canonical] = _sheet(name, workbook, rows, first)


def _sheet(name: str, workbook: Workbook, rows: Iterator[Sequence[Any]], first: int) -> Sheet:
    top = next(rows, ())
    headings = _headings(top) if first == 0 else {}
    if len(headings) > COLUMNS_LIMIT:
        params = {"count": len(headings), "limit": COLUMNS_LIMIT}
        workbook.problems.append(
            Problem("WORKBOOK_TOO_MANY_COLUMNS", Place(workbook.file, sheet=name), params)
        )
        headings = dict(islice(headings.items(), COLUMNS_LIMIT))
    return Sheet(name, workbook.file, headings, tuple(_rows(name, workbook, headings, rows)))


def _headings(cells: Iterable[Any]) -> dict[int, str]:
    found: dict[int, str] = {}
    gap = 0
    for index, cell in enumerate(cells):
        heading = " ".join(text_of(cell).split())
        gap = 0 if heading else gap + 1
        if gap > _BLANK_COLUMNS_END:
            break
        if heading:
            found[index] = heading
    return found


def _rows(
    name: str, workbook: Workbook, headings: dict[int, str], rows: Iterator[Sequence[Any]]
) -> Iterator[Row]:
    """Filled rows. A long gap ends the sheet; filled rows behind it are reported, not dropped in silence."""
    width = max(headings, default=-1) + 1
    gap = 0
    kept = 0
    for number, cells in enumerate(rows, 2):
        texts = _texts_of(cells[:width])
        if not any(texts):
            gap += 1
            continue
        if gap > _BLANK_ROWS_END:
            place = Place(workbook.file, sheet=name, row=number)
            workbook.problems.append(Problem("ROWS_BEHIND_GAP", place, {"gap": gap}))
            return
        gap = 0
        kept += 1
        if kept > ROWS_LIMIT:
            place = Place(workbook.file, sheet=name, row=number)
            workbook.problems.append(Problem("WORKBOOK_TOO_MANY_ROWS", place, {"limit": ROWS_LIMIT}))
            return
        yield Row(number, texts)


def _texts_of(cells: Sequence[Any]) -> tuple[str, ...]:
    """Most rows hold nothing but plain text, and then one look at all of them is enough."""
    try:
        texts = tuple(map(str.strip, cells))
    except TypeError:  # a number, a date, a truth value
        return tuple(map(text_of, cells))
    return tuple(map(text_of, cells)) if "\u00a0" in "".join(texts) else texts


def text_of(cell: object) -> str:
    """A cell as text: 1.0 is “1”, true is “TRUE”, a date is ISO; odd spaces become plain ones."""
    if cell == "":
        return ""
    if isinstance(cell, str):
        return cell.replace("\u00a0", " ").strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _number_text(cell)
    return _moment_text(cell)


def _number_text(number: float) -> str:
    if number.is_integer():
        return str(int(number))
    text = repr(number)
    return format(Decimal(text), "f") if "e" in text else text


def _moment_text(cell: object) -> str:
    if isinstance(cell, datetime):
        # A file holds a fraction of a day, so a whole second may come as its last thousandths.
        whole = (cell + timedelta(milliseconds=500)).replace(microsecond=0) if cell.year < 9999 else cell
        return whole.date().isoformat() if whole.time() == time() else whole.isoformat(timespec="seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        seconds = int(cell.total_seconds())
        return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    return str(cell)
