"""Regular expressions written for Java, made ready for Python; functions-text.js does it for JavaScript."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_PIECE = re.compile(r"\\(?P<sign>[pP])\{(?P<kind>[A-Z][a-z]?)\}|\\.|.", re.DOTALL)
_NO_LINE_END = r"[^\n\r\x85\u2028\u2029]"
_FOREIGN = re.compile(r"\(\?P|&&")
_SURROGATES = range(0xD800, 0xE000)


class NotPortable(re.error):
    """A construct that other engines do not know, or read differently."""


def translated(pattern: str) -> str:
    """`.` stops at line ends and `\\p{L}` is any letter, as in Java. Raises `NotPortable`."""
    if _FOREIGN.search(pattern):
        raise NotPortable("read differently by other engines", pattern)
    pieces: list[str] = []
    in_set = False
    for found in _PIECE.finditer(pattern):
        piece = found.group()
        if found["kind"]:
            piece = _kind(found["kind"], found["sign"] == "P", in_set)
        elif piece == "." and not in_set:
            piece = _NO_LINE_END
        elif piece == "[" and in_set:
            raise NotPortable("a set within a set", pattern)
        elif in_set and piece == "-" and pieces[-1] == "-":
            raise NotPortable("perhaps one set without another", pattern)
        elif in_set and piece == "]" and (pieces[-1] == "[" or pieces[-2:] == ["[", "^"]):
            piece = "\\]"  # the first of a set is one of its characters
        elif in_set and piece in "&~|":
            piece = f"\\{piece}"
        elif piece in "[]":
            in_set = piece == "["
        pieces.append(piece)
    return "".join(pieces)


def _kind(kind: str, negated: bool, in_set: bool) -> str:
    members = characters(kind, negated)
    return members if in_set else f"[{members}]"


@lru_cache(maxsize=64)
def characters(kind: str, negated: bool) -> str:
    """The ranges of a set: all characters of a Unicode category such as `L`, `Lu` or `Nd`."""
    ranges: list[str] = []
    start = -1
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and code not in _SURROGATES
        inside = inside and unicodedata.category(chr(code)).startswith(kind) is not negated
        if inside and start < 0:
            start = code
        elif not inside and start >= 0:
            ranges.append(f"\\U{start:08x}-\\U{code - 1:08x}")
            start = -1
    if not ranges:
        raise re.error(f"no category {kind}")
    return "".join(ranges)
