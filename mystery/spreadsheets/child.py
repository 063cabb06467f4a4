"""Reads one spreadsheet from standard input and writes its cells as JSON; run by the package as a script.

It imports nothing of ours, so that it starts in a fortieth of a second.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any

SECONDS = 60
BYTES = 3 << 30
"""More than the largest workbook wants that is opened at all: 8 million cells, read and written out."""

MOST_CELLS = 3_000_000
"""Of one sheet; whoever asked must hold them, too."""

_Row = tuple[int, Sequence[str]]


def limit() -> None:
    """Takes memory and time from this process, where the system can do so."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def cells_of(data: bytes, wanted: Sequence[str] | None, most_rows: int) -> dict[str, Any]:
    """`names` of all sheets, and `sheets` by name: number and cells of each filled row."""
    from python_calamine import CalamineWorkbook

    source = CalamineWorkbook.from_object(io.BytesIO(data))
    names = source.sheet_names
    sheets: dict[str, list[_Row]] = {}
    for name in names:
        if wanted is not None and len(names) > 1 and name.strip().lower() not in wanted:
            continue
        sheets[name] = list(islice(_filled(source.get_sheet_by_name(name)), most_rows))
        if wanted is None and sheets[name]:
            return {"names": names, "sheets": {name: sheets[name]}}
    return {"names": names, "sheets": sheets}


def _filled(sheet: Any) -> Iterator[_Row]:
    if sheet.start is None:
        return
    margin = [""] * sheet.start[1]  # rows come from the first one on, columns from the first filled one
    room = MOST_CELLS
    for number, cells in enumerate(sheet.iter_rows(), 1):
        texts = _texts_of(cells)
        while texts and not texts[-1]:
            texts.pop()
        if not texts:
            continue
        room -= len(texts)
        if room < 0:
            raise ValueError(f"more than {MOST_CELLS} cells")
        yield number, margin + texts


def _texts_of(cells: Sequence[Any]) -> list[str]:
    """Most rows hold nothing but plain text, and then one look at all of them is enough."""
    try:
        texts = list(map(str.strip, cells))
    except TypeError:  # a number, a date, a truth value
        return list(map(text_of, cells))
    return list(map(text_of, cells)) if "\u00a0" in "".join(texts) else texts


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


def main() -> None:
    limit()
    order = json.loads(sys.argv[1])
    try:
        told = cells_of(sys.stdin.buffer.read(), order["wanted"], order["rows"])
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as broken:  # a panic of the Rust parser is no Exception
        told = {"error": (str(broken).splitlines() or [type(broken).__name__])[0][:200]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
