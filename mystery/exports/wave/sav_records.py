"""The bytes of an SPSS system file: dictionary records, and cases with SPSS's own compression.

After the description of the format that the PSPP project publishes; tests read the files with ReadStat.
"""

from __future__ import annotations

import struct
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO

SYSMIS = -sys.float_info.max
_LOWEST = -1.7976931348623155e308
_BIAS = 100
_SKIPPED, _LITERAL, _BLANKS, _SYSTEM_MISSING = 0, 253, 254, 255
_CHUNK, _EFFECTIVE = 255, 252
"""A very long string is kept in segments of 255 bytes, and needs one for every 252 of its width."""
LONGEST_LABEL, LONGEST_VALUE_LABEL, LONGEST_STRING = 255, 120, 32_767
F, A, DATE, TIME, DATETIME = 5, 1, 20, 21, 22


@dataclass(frozen=True, slots=True)
class Column:
    """A variable of the file. `width` 0 is a number; `form` is (type, width, decimals) of its print format.

    `measure` is 1 nominal, 2 ordinal, 3 scale. `missing` are user-missing values: numbers, or short texts.
    """

    name: str
    label: str
    width: int = 0
    form: tuple[int, int, int] = (F, 8, 0)
    measure: int = 3
    values: Sequence[tuple[float, str]] = ()
    missing: Sequence[float | str] = ()

    @property
    def segments(self) -> list[int]:
        """The widths that the column is kept with."""
        if self.width <= _CHUNK:
            return [self.width]
        count = -(-self.width // _EFFECTIVE)
        return [_CHUNK] * (count - 1) + [self.width - (count - 1) * _EFFECTIVE]

    @property
    def elements(self) -> int:
        """How many places of eight bytes a case has for it."""
        return sum(max(1, -(-width // 8)) for width in self.segments)


@dataclass(frozen=True, slots=True)
class MultipleSet:
    name: str
    label: str
    columns: Sequence[str]


def fitted(text: str, most: int) -> bytes:
    """UTF-8 of at most so many bytes, never cut within a letter."""
    raw = text.encode()
    return raw if len(raw) <= most else raw[:most].decode(errors="ignore").encode()


def dictionary(
    columns: Sequence[Column],
    sets: Sequence[MultipleSet],
    *,
    cases: int,
    title: str,
    notes: Sequence[str],
    made_at: datetime,
) -> bytes:
    """Everything before the cases."""
    short = _short_names(columns)
    parts = [_header(columns, cases, title, made_at)]
    parts += [_variable(column, short[index]) for index, column in enumerate(columns)]
    parts += _value_labels(columns)
    parts.append(_document(notes))
    parts += _extensions(columns, sets, short, cases)
    parts.append(struct.pack("<ii", 999, 0))
    return b"".join(parts)


def _header(columns: Sequence[Column], cases: int, title: str, made_at: datetime) -> bytes:
    return struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        b"@(#) SPSS DATA FILE Mystery".ljust(60),
        2,
        sum(column.elements for column in columns),
        1,
        0,
        cases,
        float(_BIAS),
        made_at.strftime("%d ").encode() + _MONTHS[made_at.month - 1] + made_at.strftime(" %y").encode(),
        made_at.strftime("%H:%M:%S").encode(),
        fitted(title, 64).ljust(64),
    )


_MONTHS = (b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec")


def _short_names(columns: Sequence[Column]) -> list[list[bytes]]:
    """Names of eight letters for every segment; people only see the long ones."""
    found, number = [], 0
    for column in columns:
        names = []
        for _ in column.segments:
            number += 1
            names.append(f"V{number:05d}".encode())
        found.append(names)
    return found


def _variable(column: Column, names: Sequence[bytes]) -> bytes:
    parts = []
    for position, (width, name) in enumerate(zip(column.segments, names, strict=True)):
        first = position == 0
        form = _form((A, width, 0) if column.width else column.form)
        label = fitted(column.label, LONGEST_LABEL) if first else b""
        missing = column.missing if first and column.width <= 8 else ()
        parts.append(struct.pack("<iiiiii8s", 2, width, bool(label), len(missing), form, form, name.ljust(8)))
        if label:
            parts.append(struct.pack("<i", len(label)) + label.ljust(-(-len(label) // 4) * 4, b"\0"))
        for value in missing:
            parts.append(_padded(value) if isinstance(value, str) else struct.pack("<d", value))
        blank = struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8)
        parts.append(blank * (max(1, -(-width // 8)) - 1))
    return b"".join(parts)


def _padded(value: str) -> bytes:
    return fitted(value, 8).ljust(8)


def _form(form: tuple[int, int, int]) -> int:
    kind, width, decimals = form
    return kind << 16 | width << 8 | decimals


def _value_labels(columns: Sequence[Column]) -> list[bytes]:
    parts, index = [], 1
    for column in columns:
        if column.values:
            parts.append(struct.pack("<ii", 3, len(column.values)))
            for value, text in column.values:
                label = fitted(text, LONGEST_VALUE_LABEL)
                room = -(-(len(label) + 1) // 8) * 8 - 1
                parts.append(struct.pack("<dB", value, len(label)) + label.ljust(room))
            parts.append(struct.pack("<iii", 4, 1, index))
        index += column.elements
    return parts


def _document(notes: Sequence[str]) -> bytes:
    """Notes of 80 bytes a line."""
    lines = [fitted(line, 80).ljust(80) for line in notes]
    return struct.pack("<ii", 6, len(lines)) + b"".join(lines) if lines else b""


def _extension(subtype: int, size: int, data: bytes) -> bytes:
    return struct.pack("<iiii", 7, subtype, size, len(data) // size) + data


def _extensions(
    columns: Sequence[Column], sets: Sequence[MultipleSet], short: Sequence[Sequence[bytes]], cases: int
) -> list[bytes]:
    pairs = list(zip(columns, short, strict=True))
    by_name = {column.name: names[0] for column, names in pairs}
    long_names = b"\t".join(names[0] + b"=" + column.name.encode() for column, names in pairs)
    very_long = b"".join(
        names[0] + f"={column.width:05d}".encode() + b"\0\t"
        for column, names in pairs
        if column.width > _CHUNK
    )
    display = b"".join(_display(column) for column in columns)
    missing = b"".join(_long_missing(column) for column in columns if column.width > 8 and column.missing)
    found = [
        _extension(3, 4, struct.pack("<8i", 26, 0, 0, -1, 1, 1, 2, 65001)),
        _extension(4, 8, struct.pack("<3d", SYSMIS, sys.float_info.max, _LOWEST)),
    ]
    if sets:
        found.append(_extension(7, 1, b"".join(_set(each, by_name) for each in sets)))
    found += [_extension(11, 4, display), _extension(13, 1, long_names)]
    if very_long:
        found.append(_extension(14, 1, very_long))
    found += [_extension(16, 8, struct.pack("<qq", 1, cases)), _extension(20, 1, b"UTF-8")]
    if missing:
        found.append(_extension(22, 1, missing))
    return found


def _display(column: Column) -> bytes:
    """Measure, width and alignment of every segment."""
    shown = struct.pack(
        "<iii", column.measure, min(column.width or column.form[1], 40), int(not column.width)
    )
    return shown * len(column.segments)


def _set(each: MultipleSet, by_name: dict[str, bytes]) -> bytes:
    """A set of columns that count their 1."""
    label = fitted(each.label, LONGEST_LABEL)
    members = b" ".join(by_name[name].lower() for name in each.columns)
    return f"${each.name}=D1 1 {len(label)} ".encode() + label + b" " + members + b"\n"


def _long_missing(column: Column) -> bytes:
    name = column.name.encode()
    values = b"".join(_padded(str(value)) for value in column.missing)
    return struct.pack("<i", len(name)) + name + struct.pack("<bi", len(column.missing), 8) + values


@lru_cache(maxsize=4096)
def _packed(value: float) -> tuple[int, bytes]:
    """The command for a number, and its eight bytes where the command does not say it all."""
    if value == SYSMIS:
        return _SYSTEM_MISSING, b""
    if value == int(value) and 1 - _BIAS <= value <= 251 - _BIAS:
        return int(value) + _BIAS, b""
    return _LITERAL, struct.pack("<d", value)


class CaseWriter:
    """Cases, compressed: small whole numbers, blanks and missing values take one byte."""

    def __init__(self, columns: Sequence[Column], out: BinaryIO) -> None:
        self._segments = [column.segments for column in columns]
        self._out = out
        self._commands = bytearray()
        self._literals: list[bytes] = []

    def write(self, cells: Iterable[float | bytes]) -> None:
        """One case: a number or the UTF-8 of a text for each column."""
        for cell, segments in zip(cells, self._segments, strict=True):
            if isinstance(cell, bytes):
                self._string(cell, segments)
            else:
                self._put(*_packed(cell))

    def close(self) -> None:
        if self._commands:
            self._commands.extend([_SKIPPED] * (8 - len(self._commands)))
            self._flush()

    def _string(self, raw: bytes, segments: Sequence[int]) -> None:
        """Each segment takes its 255 bytes; what is only blank is told in one byte for eight."""
        start = 0
        for width in segments:
            piece = raw[start : start + min(width, _CHUNK)]
            start += _CHUNK
            places = -(-width // 8)
            filled = -(-len(piece) // 8)
            for place in range(filled):
                self._put(_LITERAL, piece[place * 8 : place * 8 + 8].ljust(8))
            self._blanks(places - filled)

    def _blanks(self, count: int) -> None:
        while count and self._commands:
            self._put(_BLANKS)
            count -= 1
        if count >= 8:
            self._out.write(bytes([_BLANKS]) * (count // 8 * 8))
        for _ in range(count % 8):
            self._put(_BLANKS)

    def _put(self, command: int, literal: bytes = b"") -> None:
        self._commands.append(command)
        if literal:
            self._literals.append(literal)
        if len(self._commands) == 8:
            self._flush()

    def _flush(self) -> None:
        self._out.write(bytes(self._commands))
        self._out.write(b"".join(self._literals))
        self._commands.clear()
        self._literals.clear()
