"""The cells of .xlsx, .xls and .ods files as text, read by a process of their own.

Such files come from everywhere, and one can be made that wants more memory than there is in more ways than a
look at its bytes finds. A parser that is refused memory ends its process at once, so it has one to itself,
with limits: all that a broken or hostile file comes to is to be refused.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mystery.spreadsheets.child import SECONDS

_CHILD = Path(__file__).with_name("child.py")
_PATIENCE_SECONDS = SECONDS + 10

NumberedRow = tuple[int, tuple[str, ...]]
"""The row's number as a spreadsheet shows it, from 1, and its cells as text from the first column on."""


class UnreadableSpreadsheet(Exception):
    """The file cannot be read; the text says why, in the parser's words."""


@dataclass(frozen=True, slots=True)
class Cells:
    """The names of all sheets in their order, and the filled rows of those that were asked for."""

    names: tuple[str, ...] = ()
    rows: Mapping[str, tuple[NumberedRow, ...]] = field(default_factory=dict)


def sheets_named(data: bytes, wanted: Collection[str], most_rows: int) -> Cells:
    """The sheets with one of these names, whatever their case; a sheet that is alone always.

    Of each at most `most_rows` filled rows. Raises `UnreadableSpreadsheet`.
    """
    return _read(data, {"wanted": sorted(wanted), "rows": most_rows})


def first_filled(data: bytes, most_rows: int) -> tuple[NumberedRow, ...]:
    """The filled rows of the first sheet that has any, at most `most_rows`; raises the same."""
    found = _read(data, {"wanted": None, "rows": most_rows})
    return next(iter(found.rows.values()), ())


def _read(data: bytes, order: Mapping[str, object]) -> Cells:
    command = [sys.executable, "-P", str(_CHILD), json.dumps(order)]
    try:
        done = subprocess.run(  # noqa: S603 - our own script, and the file is its input
            command, input=data, capture_output=True, timeout=_PATIENCE_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreadableSpreadsheet("it wants more memory or time than a file may have") from None
    if done.returncode:
        raise UnreadableSpreadsheet("it wants more memory or time than a file may have")
    told: dict[str, Any] = json.loads(done.stdout)
    if "error" in told:
        raise UnreadableSpreadsheet(told["error"])
    rows = {
        name: tuple((number, tuple(cells)) for number, cells in listed)
        for name, listed in told["sheets"].items()
    }
    return Cells(tuple(told["names"]), rows)
