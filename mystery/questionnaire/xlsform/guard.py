"""Looks at the bytes of a workbook before a parser does: what is it, and how large would it become?

A spreadsheet file is a zip of XML, so a small upload can unfold to gigabytes, and one cell far
down and far right makes a parser allocate everything between. Both show without parsing;
what does not show ends the parser at most, which has a process of its own.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from mystery.problems import Place, Problem

BYTES_LIMIT = 20_000_000
MEMBERS_LIMIT = 2_000
UNFOLDED_LIMIT = 150_000_000
RATIO_LIMIT = 200
RATIO_MATTERS_FROM = 5_000_000
CELLS_LIMIT = 8_000_000

_CHUNK = 1 << 20
_MAGIC = {b"PK\x03\x04": "zip", b"\xd0\xcf\x11\xe0": "xls"}
_XLSX_CELL = re.compile(rb"""r\s*=\s*["']([A-Za-z]{1,12}\d{1,12})["']""")
_XLSX_FAR = re.compile(rb"""r\s*=\s*["'](?:[A-Za-z]{2,12}\d|[A-Za-z]\d{6})""")
"""Without such a cell a sheet has at most 26 columns and 99,999 rows: no need to look at all of them."""
_LETTERS, _DIGITS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", b"0123456789"
_ODS_TAG = re.compile(rb"<table:(table|table-row|(?:covered-)?table-cell)(?=[\s/>])([^>]*)>")
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d{1,9})["']""")


@dataclass(frozen=True, slots=True)
class _Unfolding(Exception):
    """A member of the archive is larger than it may be."""

    detail: str


def guard(data: bytes, name: str) -> list[Problem]:
    """Problems that forbid opening the file; empty if a parser may have it."""
    place = Place(name)
    if not data:
        return [Problem("WORKBOOK_EMPTY", place)]
    if len(data) > BYTES_LIMIT:
        return [Problem("WORKBOOK_TOO_LARGE", place, {"size": len(data), "limit": BYTES_LIMIT})]
    kind = _MAGIC.get(data[:4])
    if kind is None:
        return [Problem("WORKBOOK_UNREADABLE", place, {"why": "it is no .xlsx, .xls or .ods file inside"})]
    return _guard_archive(data, place) if kind == "zip" else []


def mislabelled(data: bytes, name: str) -> list[Problem]:
    """A warning if the ending of the name and the content disagree."""
    inside = "xls" if _MAGIC.get(data[:4]) == "xls" else "ods" if _is_ods(data) else "xlsx"
    ending = name.rpartition(".")[2].lower().replace("xlsm", "xlsx")
    if ending == inside:
        return []
    return [Problem("WORKBOOK_OTHER_TYPE", Place(name), {"ending": ending, "inside": inside})]


def _is_ods(data: bytes) -> bool:
    return b"opendocument.spreadsheet" in data[:200]


def _guard_archive(data: bytes, place: Place) -> list[Problem]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            bomb = _directory_bomb(archive.infolist())
            if bomb:
                return [Problem("WORKBOOK_BOMB", place, {"why": bomb})]
            for member in archive.infolist():
                _guard_member(archive, member)
    except _Unfolding as unfolding:
        return [Problem("WORKBOOK_BOMB", place, {"why": unfolding.detail})]
    except (zipfile.BadZipFile, EOFError, RuntimeError, ValueError, OSError) as broken:
        return [Problem("WORKBOOK_UNREADABLE", place, {"why": str(broken) or type(broken).__name__})]
    except Exception as broken:  # zlib, lzma and bz2 raise errors of their own; none may reach the user
        return [Problem("WORKBOOK_UNREADABLE", place, {"why": type(broken).__name__})]
    return []


def _directory_bomb(members: list[zipfile.ZipInfo]) -> str:
    """Why the zip directory alone forbids unpacking; '' if it does not."""
    if len(members) > MEMBERS_LIMIT:
        return f"{len(members)} files inside, {MEMBERS_LIMIT} are allowed"
    total = sum(member.file_size for member in members)
    if total > UNFOLDED_LIMIT:
        return f"{total} bytes unpacked, {UNFOLDED_LIMIT} are allowed"
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > RATIO_MATTERS_FROM and member.file_size / packed > RATIO_LIMIT:
            return f"“{member.filename}” is packed 1:{member.file_size // packed}"
    return ""


def _guard_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack one member in pieces: proves that its directory entry told the truth, and finds far cells."""
    extent = _Extent()
    is_sheet = member.filename.startswith("xl/worksheets/")
    far = [piece for piece in _pieces(archive, member) if is_sheet and _XLSX_FAR.search(piece)]
    if far or member.filename == "content.xml":
        for piece in _pieces(archive, member):
            (extent.read_xlsx if is_sheet else extent.read_ods)(piece)
    if extent.cells > CELLS_LIMIT:
        raise _Unfolding(f"“{member.filename}” spans {extent.cells} cells, {CELLS_LIMIT} are allowed")


def _pieces(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """A member unpacked, never cut in the middle of a tag."""
    rest = b""
    with archive.open(member) as stream:
        while chunk := stream.read(_CHUNK):
            piece, cut, rest = (rest + chunk).rpartition(b"<")
            rest = cut + rest
            yield piece


@dataclass(slots=True)
class _Extent:
    """The rectangle that a parser would allocate for the filled cells seen so far."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    _row: int = 0
    _column: int = 0

    def read_xlsx(self, piece: bytes) -> None:
        found = _XLSX_CELL.findall(piece)
        if found:
            cells = b" ".join(found).upper()
            columns, rows = (set(cells.translate(None, part).split()) for part in (_DIGITS, _LETTERS))
            self._fill(max(map(int, rows)), max(map(_column_number, columns)))

    def read_ods(self, piece: bytes) -> None:
        for tag, attributes in _ODS_TAG.findall(piece):
            repeated = _REPEATED.search(attributes)
            count = int(repeated.group(1)) if repeated else 1
            if tag == b"table":
                self.rows = self.columns = self._row = self._column = 0
            elif tag == b"table-row":
                self._row, self._column = self._row + count, 0
            else:
                self._column += count
                if not attributes.endswith(b"/") or b"value" in attributes:
                    self._fill(self._row, self._column)

    def _fill(self, row: int, column: int) -> None:
        self.rows = max(self.rows, row)
        self.columns = max(self.columns, column)
        self.cells = max(self.cells, self.rows * self.columns)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
