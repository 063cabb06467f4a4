"""Tables as CSV text that a spreadsheet shows and never runs."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NEGATIVE = re.compile(r"-[0-9]+(?:[.,][0-9]+)?")
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it a spreadsheet takes UTF-8 for something else and spoils every umlaut."""


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """The lines of a file, the header first; every cell is text."""
    yield _BYTE_ORDER_MARK + _line(header)
    for row in rows:
        yield _line(row)


def plain(cell: str) -> str:
    """The cell with an apostrophe before it where a spreadsheet would take it for a formula and no number."""
    is_harmless = cell[:1].isalnum() or _NEGATIVE.fullmatch(cell)
    return cell if is_harmless or not cell.lstrip(" ").startswith(_FORMULA) else f"'{cell}"


def _line(cells: Sequence[str]) -> str:
    buffer = StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([plain(cell) for cell in cells])
    return buffer.getvalue()
