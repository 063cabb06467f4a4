"""Regular expressions written for Java, made ready for Python; functions-text.js does it for JavaScript."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

_PIECE = re.compile(
    r"\\[pP]\{(?P<kind>[A-Z][a-z]?)\}|\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.|\(\?[:=!]|\{\d+(?:,\d*)?\}|\[\^?|.",
    re.DOTALL,
)
_NO_LINE_END = r"[^\n\r\x85\u2028\u2029]"
_END = r"(?=(?:\r\n?|[\n\x85\u2028\u2029])?\Z)"
_FOREIGN = re.compile(r"\(\?P|&&")
_CLASS = re.compile(r"\\[dDwWsSpP]")
_PORTABLE_ESCAPE = re.compile(  # \v, \a, \cA, \h and others are known to one engine only, or mean two things
    r"\\(?:[dDwWsStnrf]|x..|u(?![dD][89a-fA-F])....|[pP]\{.+|[^a-zA-Z0-9])", re.DOTALL
)
_SURROGATES = range(0xD800, 0xE000)


class NotPortable(re.error):
    """A construct that other engines do not know, or read differently."""


class _Piece(NamedTuple):
    """An escape, the beginning of a group or set, a count, or a character."""

    text: str
    in_set: bool = False
    kind: str = ""

    @property
    def repeats(self) -> bool:
        is_count = self.text.startswith("{") and self.text != "{"
        return not self.in_set and (is_count or self.text in ("*", "+", "?"))

    @property
    def is_class(self) -> bool:
        return _CLASS.match(self.text) is not None


def _pieces(pattern: str) -> Iterator[_Piece]:
    """A `]` that stands first in a set is one of its characters.

    Raises `NotPortable` for a set within a set.
    """
    in_set = is_first = False
    for found in _PIECE.finditer(pattern):
        text = found.group()
        if in_set and text[0] == "[":
            raise NotPortable("a set within a set", pattern)
        opens, closes = text[0] == "[", text == "]" and not is_first
        in_set = in_set and not closes
        yield _Piece(text, in_set, found["kind"] or "")
        in_set, is_first = in_set or opens, opens


def translated(pattern: str) -> str:
    """`.` stops at line ends and `\\p{L}` is any letter, as in Java; `$` stands before a last line end, too.

    Raises `NotPortable`, or `re.error` for what Java refuses and Python would take.
    """
    if _FOREIGN.search(pattern):
        raise NotPortable("read differently by other engines", pattern)
    pieces: list[str] = []
    for piece in _pieces(pattern):
        if piece.text == "-" and piece.in_set and pieces[-1] == "-":
            raise NotPortable("perhaps one set without another", pattern)
        if piece.text == "{" and not piece.in_set:
            raise re.error("neither a count nor escaped", pattern)
        pieces.append(_member(piece) if piece.in_set else _outside(piece))
    return "".join(pieces)


def _member(piece: _Piece) -> str:
    if piece.kind:
        return characters(piece.kind, piece.text[1] == "P")
    return f"\\{piece.text}" if piece.text in ("]", "&", "~", "|") else piece.text


def _outside(piece: _Piece) -> str:
    if piece.kind:
        return f"[{characters(piece.kind, piece.text[1] == 'P')}]"
    return {".": _NO_LINE_END, "$": _END}.get(piece.text, piece.text)


def is_portable(pattern: str) -> bool:
    """Do Java, Python and JavaScript read a pattern that `translated` takes in the same way?"""
    groups: list[str] = []
    before = _Piece("")
    all_pieces = [*_pieces(pattern), before]
    for piece, after in pairwise(all_pieces):
        if piece.text[0] == "\\" and not _PORTABLE_ESCAPE.fullmatch(piece.text):
            return False
        if (_member_is_odd if piece.in_set else _is_odd)(before, piece, after):
            return False
        if not piece.in_set and piece.text[0] == "(":
            groups.append(piece.text)
        if piece == (")", False, "") and groups.pop() in ("(?=", "(?!") and after.repeats:
            return False
        before = piece
    return True


def _is_odd(before: _Piece, piece: _Piece, after: _Piece) -> bool:
    """Other groups than three kinds, counts that keep what they have, and what has no length, repeated."""
    if piece.text == "?" and before == ("(", False, ""):
        return True
    return (piece.text == "+" and before.repeats) or (piece.text in ("^", "$") and after.repeats)


def _member_is_odd(before: _Piece, piece: _Piece, after: _Piece) -> bool:
    """An unescaped bracket, and a class at the end of a range."""
    if piece.text == "]":
        return True
    inner = before.in_set and after.in_set
    return piece.text == "-" and inner and (before.is_class or after.is_class)


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
