"""Whatever a spreadsheet file is made of, at most the process that reads it comes to its end."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from mystery import spreadsheets
from mystery.spreadsheets import UnreadableSpreadsheet, child, first_filled, sheets_named


def _workbook(cells: dict[tuple[int, int], object], name: str = "survey") -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet(name)
        for (row, column), value in cells.items():
            sheet.write(row, column, value)
    return stream.getvalue()


def _with(data: bytes, old: bytes, new: bytes) -> bytes:
    """The same workbook with something replaced in its sheet."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for member in before.namelist():
            text = before.read(member)
            after.writestr(member, text.replace(old, new) if "worksheets/" in member else text)
    return stream.getvalue()


@pytest.mark.parametrize("far", [b'r="XFD1048576"', b'r="xfd1048576"', b'r="A1048576000"', b'r="A0"'])
def test_a_cell_that_wants_all_memory_ends_no_more_than_the_parser(far: bytes) -> None:
    with pytest.raises(UnreadableSpreadsheet):
        first_filled(_with(_workbook({(0, 0): "type", (1, 1): "x"}), b'r="B2"', far), 10)


def test_a_parser_that_does_not_come_to_an_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "_PATIENCE_SECONDS", 0.001)
    with pytest.raises(UnreadableSpreadsheet, match="time"):
        first_filled(_workbook({(0, 0): "type"}), 10)


def test_more_cells_than_anybody_can_use_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child, "MOST_CELLS", 3)
    data = _workbook({(row, 0): "x" for row in range(4)})
    with pytest.raises(ValueError, match="more than 3 cells"):
        child.cells_of(data, None, 10)
    assert len(child.cells_of(data, None, 3)["sheets"]["survey"]) == 3


def test_rows_and_columns_keep_the_places_that_the_author_sees() -> None:
    data = _workbook({(3, 2): "a", (5, 4): 1.5})
    assert first_filled(data, 10) == ((4, ("", "", "a")), (6, ("", "", "", "", "1.5")))


def test_only_the_sheets_that_are_asked_for_are_read() -> None:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for name in ("Notes", " Survey", "choices"):
            book.add_worksheet(name).write(0, 0, name)
    cells = sheets_named(stream.getvalue(), ("survey", "choices"), 10)
    assert cells.names == ("Notes", " Survey", "choices")
    assert set(cells.rows) == {" Survey", "choices"}
    assert sheets_named(_workbook({(0, 0): "x"}, "Sheet1"), ("survey",), 10).rows == {
        "Sheet1": ((1, ("x",)),)
    }
