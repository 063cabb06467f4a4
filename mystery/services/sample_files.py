"""Files of samples: opened with suspicion, read as rows of text, kept for a day until somebody takes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

from mystery.clock import utcnow
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.questionnaire.xlsform import first_sheet
from mystery.services.bursts import allocating
from mystery.services.context import settings

UPLOAD_BYTES = 20_000_000
ROWS_LIMIT = 100_000
COLUMNS_LIMIT = 100
_A_DAY = timedelta(days=1)
_WORKBOOKS = ("xlsx", "xlsm", "xls", "ods")
_TEXTS = ("csv", "txt", "tsv")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the file as text; `number` is the one that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Headings and filled rows; every row is as wide as the headings."""

    name: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


def read(data: bytes, name: str) -> Sheet:
    """The first filled sheet. Raises `Rejected` for what is no table, too large or empty."""
    ending = name.rpartition(".")[2].lower()
    if not data:
        raise Rejected([Problem("SAMPLE_NO_FILE", Place(name))])
    if len(data) > UPLOAD_BYTES:
        params = {"file": name, "megabytes": UPLOAD_BYTES // 1_000_000}
        raise Rejected([Problem("UPLOAD_TOO_LARGE", Place(name), params)])
    with allocating():
        if ending in _WORKBOOKS:
            rows, problems = first_sheet(data, name, ROWS_LIMIT + 1)
            if problems:
                raise Rejected(problems)
        elif ending in _TEXTS:
            rows = _text_rows(data, name)
        else:
            raise _unreadable(name, f".{ending}")
        return _sheet(name, rows)


def _unreadable(name: str, why: str) -> Rejected:
    return Rejected([Problem("SAMPLE_UNREADABLE", Place(name), {"why": why[:200]})])


def _text_rows(data: bytes, name: str) -> list[tuple[int, tuple[str, ...]]]:
    text = _decoded(data, name)
    first = text.lstrip("\r\n").partition("\n")[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(";,\t", key=first.count))
    rows, start = [], 1
    try:
        for cells in reader:
            if any(cells):
                rows.append((start, tuple(cell.strip() for cell in cells)))
            start = reader.line_num + 1
            if len(rows) > ROWS_LIMIT + 1:
                break
    except csv.Error as broken:
        raise _unreadable(name, str(broken)) from broken
    return rows


def _decoded(data: bytes, name: str) -> str:
    """UTF-8, or what spreadsheets of western Windows write without asking."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: Sequence[str] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise _unreadable(name, "encoding")


def _sheet(name: str, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Sheet:
    if len(rows) < 2:
        raise Rejected([Problem("SAMPLE_EMPTY", Place(name))])
    if len(rows) - 1 > ROWS_LIMIT:
        raise Rejected([Problem("SAMPLE_TOO_LONG", Place(name), {"limit": ROWS_LIMIT})])
    top = rows[0][1][:COLUMNS_LIMIT]
    width = max((index for index, cell in enumerate(top, 1) if cell), default=0)
    headings = tuple(cell or f"#{index}" for index, cell in enumerate(top[:width], 1))
    lines = tuple(Line(number, _wide(cells, width)) for number, cells in rows[1:])
    filled = tuple(line for line in lines if any(line.cells))
    if not filled:
        raise Rejected([Problem("SAMPLE_EMPTY", Place(name))])
    return Sheet(name, headings, filled)


def _wide(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (*cells[:width], *("",) * (width - len(cells)))


def put_aside(wave: UUID, data: bytes, name: str, now: datetime | None = None) -> UUID:
    """Keeps a readable file until it is taken or thrown away, a day at most; its address for the preview."""
    read(data, name)
    sweep(now)
    folder, key = _folder(wave), uuid4()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{key}{Path(name).suffix.lower()}"
    path.touch(mode=0o600)
    path.write_bytes(data)
    (folder / f"{key}.name").write_text(name[:200], encoding="utf-8")
    return key


def put_aside_of(wave: UUID, key: UUID) -> tuple[bytes, str]:
    """The bytes of a file that waits, and its name. Raises `NotFound`."""
    files = [each for each in _folder(wave).glob(f"{key}.*") if each.suffix != ".name"]
    if not files:
        raise NotFound("sample")
    return files[0].read_bytes(), (_folder(wave) / f"{key}.name").read_text(encoding="utf-8")


def throw_away(wave: UUID, key: UUID) -> None:
    _remove(_folder(wave).glob(f"{key}.*"))


def throw_all_away(wave: UUID) -> None:
    _remove(_folder(wave).glob("*"))


def sweep(now: datetime | None = None) -> None:
    """Removes what has waited for more than a day, in all waves."""
    oldest = ((now or utcnow()) - _A_DAY).timestamp()
    _remove(each for each in _root().glob("*/*") if each.stat().st_mtime < oldest)


def _remove(files: Iterable[Path]) -> None:
    for each in list(files):
        each.unlink(missing_ok=True)


def _root() -> Path:
    return settings().instance_folder.resolve() / "samples"


def _folder(wave: UUID) -> Path:
    return _root() / str(wave)
