"""What a film or sound of the MP4 family says beside pictures and tones: where, with which device, by whom.

Such files are boxes within boxes (ISO/IEC 14496-12: size, type, content), and other boxes point into them by
their place. So what is said is blanked where it stands: the box becomes one of the type `free`, of zeros.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

TYPES = frozenset({"video/mp4", "audio/mp4"})
_SAYING = frozenset({b"udta", b"meta", b"uuid"})
"""User data (`©xyz`, `loci`), Apple's keys, and what makers and XMP put into boxes of their own."""
_HOLDING = frozenset({b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"mvex", b"moof", b"traf"})
_PLAYERS_OWN = frozenset({b"moof", b"traf"})
"""Within these a `uuid` belongs to how the film is played."""
_MOST_BOXES = 200_000
_HEADER = 8
_LONG_HEADER = 16


@dataclass(frozen=True, slots=True)
class Span:
    """A box to be blanked: where it begins, where its content begins, and where it ends."""

    start: int
    content: int
    end: int


def saying(file: IO[bytes], size: int) -> tuple[Span, ...]:
    """The boxes that say something of the maker, in their order; none in a file that is not made of boxes."""
    walk = _Walk(file)
    return tuple(sorted(walk.boxes(0, size, b""), key=lambda each: each.start))


class _Walk:
    """Goes through the boxes, through no more than a film of hours has."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.seen = 0

    def boxes(self, start: int, end: int, holder: bytes) -> Iterator[Span]:
        while start + _HEADER <= end and self.seen < _MOST_BOXES:
            self.seen += 1
            kind, content, after = self._header(start, end)
            if not content <= after <= end:
                return  # cut off, or no boxes at all
            if kind in _SAYING and not (kind == b"uuid" and holder in _PLAYERS_OWN):
                yield Span(start, content, after)
            elif kind in _HOLDING:
                yield from self.boxes(content, after, kind)
            start = after

    def _header(self, start: int, end: int) -> tuple[bytes, int, int]:
        """The type, where the content begins and where the box ends. Size 0 is: to the end."""
        self.file.seek(start)
        head = self.file.read(_LONG_HEADER)
        size, kind = int.from_bytes(head[:4], "big"), head[4:8]
        if size == 0:
            return kind, start + _HEADER, end
        if size == 1:
            return kind, start + _LONG_HEADER, start + int.from_bytes(head[8:], "big")
        return kind, start + _HEADER, start + size


class Blanked:
    """A file read as if these boxes said nothing: as long as it is, every other byte where it was."""

    def __init__(self, file: IO[bytes], spans: tuple[Span, ...]) -> None:
        self.file = file
        self.spans = spans
        self.file.seek(0)

    def read(self, count: int = -1) -> bytes:
        begin = self.file.tell()
        part = bytearray(self.file.read(count))
        for span in self.spans:
            _lay(part, begin, span.start + 4, b"free")
            _blank(part, begin, span.content, span.end)
        return bytes(part)


def _lay(part: bytearray, begin: int, place: int, content: bytes) -> None:
    """These bytes at their place, as far as the part has it."""
    for number, byte in enumerate(content, start=place - begin):
        if 0 <= number < len(part):
            part[number] = byte


def _blank(part: bytearray, begin: int, start: int, end: int) -> None:
    first, last = max(0, start - begin), min(len(part), end - begin)
    if first < last:
        part[first:last] = bytes(last - first)
