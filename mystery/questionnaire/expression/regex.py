"""Refuses regular expressions that could run away, before they reach a device.

A backtracking engine needs exponential time only when one text can be matched in several ways inside
a loop. So every loop is walked as an automaton of positions (Glushkov, 1961): if two different
positions that may follow the same one accept a common character, or a loop re-enters where an inner
loop already does, the pattern is refused. Common patterns such as `([\\w-]+\\.)+` stay allowed.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from mystery.questionnaire.expression.ambiguity import MOST_WORK, Automaton
from mystery.questionnaire.expression.patterns import NotPortable, is_portable, translated

MAX_PATTERN = 500
MAX_POSITIONS = 400
_FEW = 3
_OTHER = 0x180  # stands for every character behind Latin Extended-A
_BEHIND = frozenset({_OTHER})
_ALL = frozenset(range(_OTHER)) | _BEHIND
_DIGIT = frozenset(range(48, 58))
_WORD = frozenset(c for c in range(128) if chr(c).isalnum() or c == 95)
_SPACE = frozenset(map(ord, " \t\n\r\f\v"))
_CLASSES = {
    "d": _DIGIT, "D": _ALL - _DIGIT, "w": _WORD, "W": _ALL - _WORD,
    "s": _SPACE, "S": _ALL - _SPACE,
}  # fmt: skip
_ESCAPES = {"t": 9, "n": 10, "r": 13, "f": 12}
_COUNT = re.compile(r"\{(\d+)(,(\d*))?\}")


@lru_cache(maxsize=1000)
def danger_in(pattern: str) -> str:
    """The code of what is wrong with a pattern, or ''."""
    if len(pattern) > MAX_PATTERN:
        return "REGEX_DANGEROUS"
    try:
        re.compile(translated(pattern))
    except NotPortable:
        return "REGEX_NOT_PORTABLE"
    except (re.error, OverflowError, RecursionError):
        return "REGEX_INVALID"
    if not is_portable(pattern):
        return "REGEX_NOT_PORTABLE"
    walker = _Walker(pattern)
    try:
        first = walker.whole().first
    except _RunsAway:
        return "REGEX_DANGEROUS"
    automaton = Automaton(first, walker.follow, walker.accepts)
    return "REGEX_DANGEROUS" if automaton.work() > MOST_WORK else ""


class _RunsAway(Exception):
    """Two ways to match the same text inside a loop."""


@dataclass(slots=True)
class _Part:
    """A piece of a pattern: may it be empty, where it begins and ends, what it contains, does it loop."""

    empty: bool = True
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()
    inside: frozenset[int] = frozenset()
    loops: bool = False


@dataclass(slots=True)
class _Walker:
    pattern: str
    at: int = 0
    accepts: list[frozenset[int]] = field(default_factory=list)
    follow: list[set[int]] = field(default_factory=list)

    def whole(self) -> _Part:
        return self.alternatives()

    def peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def alternatives(self) -> _Part:
        part = self.sequence()
        while self.peek() == "|":
            self.at += 1
            other = self.sequence()
            part = _Part(
                part.empty or other.empty,
                part.first | other.first,
                part.last | other.last,
                part.inside | other.inside,
                part.loops or other.loops,
            )
        return part

    def sequence(self) -> _Part:
        whole = _Part()
        while self.peek() not in ("", "|", ")"):
            whole = self.joined(whole, self.quantified())
        return whole

    def joined(self, left: _Part, right: _Part) -> _Part:
        for position in left.last:
            self.follow[position] |= right.first
        return _Part(
            left.empty and right.empty,
            left.first | right.first if left.empty else left.first,
            left.last | right.last if right.empty else right.last,
            left.inside | right.inside,
            left.loops or right.loops,
        )

    def quantified(self) -> _Part:
        start = self.at
        part = self.atom()
        end = self.at
        least, most = self.quantifier()
        if (least, most) == (1, 1):
            return part
        if most is None or most > 1:
            return self.repeated(part, start, end, least, most)
        return _Part(least == 0 or part.empty, part.first, part.last, part.inside, part.loops)

    def repeated(self, part: _Part, start: int, end: int, least: int, most: int | None) -> _Part:
        """`a{2,4}` is written out as copies, `aa(a(a)?)?`; what has no upper limit loops."""
        whole = part
        copies = most if most is not None else max(least, 1)
        after = self.at
        if most is not None and (most > _FEW or part.loops):
            self.tried_as_loop(start)
        if most is None and copies == 1:
            whole = self.loop(part)
        before = whole.last  # where the copy that comes next goes on from
        for copy in range(1, copies):
            self.at = start
            piece = self.atom()
            assert self.at == end
            if most is None and copy == copies - 1:
                piece = self.loop(piece)
            whole, before = self.after(whole, before, piece, is_needed=copy < least)
        self.at = after
        whole.empty = whole.empty or least == 0
        return whole

    def after(
        self, whole: _Part, before: frozenset[int], copy: _Part, *, is_needed: bool
    ) -> tuple[_Part, frozenset[int]]:
        """One more copy, which only the copy before it leads to; and where the next one goes on from."""
        for position in before:
            self.follow[position] |= copy.first
        goes_on = copy.last | before if copy.empty else copy.last
        joined = _Part(
            whole.empty and (copy.empty or not is_needed),
            whole.first | copy.first if whole.empty else whole.first,
            goes_on if is_needed else whole.last | copy.last,
            whole.inside | copy.inside,
            whole.loops or copy.loops,
        )
        return joined, goes_on

    def tried_as_loop(self, start: int) -> None:
        """Many times is as bad as without end: `(a{0,5}){0,50}` and `(.*a){12}` run away too.

        So is a few times around what loops itself: `(a{2,}){1,3}` tries every way to share a text out.
        """
        walker = _Walker(self.pattern, start)
        if walker.loop(walker.atom()).empty:  # which of the many took nothing?
            raise _RunsAway

    def loop(self, part: _Part) -> _Part:
        for position in part.last:
            if self.follow[position] & part.first:
                raise _RunsAway
            self.follow[position] |= part.first
        for position in part.inside:
            self.distinct(self.follow[position] & part.inside)
        part.loops = True
        return part

    def distinct(self, positions: set[int]) -> None:
        seen: set[int] = set()
        for position in positions:
            if seen & self.accepts[position]:
                raise _RunsAway
            seen |= self.accepts[position]

    def quantifier(self) -> tuple[int, int | None]:
        sign = self.peek()
        bounds: tuple[int, int | None] = {"*": (0, None), "+": (1, None), "?": (0, 1)}.get(sign, (1, 1))
        if bounds != (1, 1):
            self.at += 1
        elif (count := _COUNT.match(self.pattern, self.at)) is not None:
            self.at = count.end()
            least = int(count[1])
            bounds = (least, least if count[2] is None else int(count[3]) if count[3] else None)
        else:
            return bounds
        if self.peek() == "?":
            self.at += 1
        return bounds

    def atom(self) -> _Part:
        sign = self.peek()
        self.at += 1
        if sign == "(":
            return self.group()
        if sign in "^$":
            return _Part()
        if sign == "[":
            return self.position(self.set())
        if sign == ".":
            return self.position(_ALL - {10})
        if sign == "\\":
            return self.position(self.escape())
        return self.position(frozenset({_bucket(sign)}))

    def group(self) -> _Part:
        ahead = self.pattern[self.at : self.at + 2]
        if ahead in ("?:", "?=", "?!"):
            self.at += 2
        inner = self.alternatives()
        self.at += 1
        return _Part() if ahead in ("?=", "?!") else inner

    def position(self, accepts: frozenset[int]) -> _Part:
        if len(self.accepts) >= MAX_POSITIONS:
            raise _RunsAway
        self.accepts.append(accepts)
        self.follow.append(set())
        only = frozenset({len(self.accepts) - 1})
        return _Part(False, only, only, only)

    def escape(self) -> frozenset[int]:
        sign = self.peek()
        self.at += 1
        if sign in _CLASSES:
            return _CLASSES[sign]
        if sign in "pP":
            kind = self.pattern[self.at + 1 : self.pattern.index("}", self.at)]
            self.at += len(kind) + 2
            return _category(kind, negated=sign == "P")
        if sign in "xu":
            digits = self.pattern[self.at : self.at + (2 if sign == "x" else 4)]
            self.at += len(digits)
            return frozenset({_bucket(chr(int(digits, 16)))})
        return frozenset({_ESCAPES.get(sign, _bucket(sign))})

    def set(self) -> frozenset[int]:
        """`[a-z_-]`, `[^0-9]`: the characters between the brackets."""
        negated = self.peek() == "^"
        self.at += negated
        found: frozenset[int] = frozenset()
        whole: frozenset[int] = frozenset()  # what stands for many characters, and here for all of them
        begin = self.at
        while self.peek() != "]" or self.at == begin:
            piece = self.range()
            found |= piece
            whole |= piece if piece in _CLASSES.values() else frozenset()
        self.at += 1
        return found if not negated else _ALL - (found - (_BEHIND - whole))

    def range(self) -> frozenset[int]:
        low = self.member()
        if self.peek() != "-" or self.pattern[self.at + 1 : self.at + 2] == "]" or len(low) > 1:
            return low
        self.at += 1
        high = max(self.member())
        return frozenset(range(min(low), high + 1)) | (_BEHIND if high >= _OTHER else frozenset())

    def member(self) -> frozenset[int]:
        sign = self.peek()
        self.at += 1
        return self.escape() if sign == "\\" else frozenset({_bucket(sign)})


def _category(kind: str, *, negated: bool) -> frozenset[int]:
    """The characters of `\\p{kind}`; which of those behind Latin Extended-A, nobody asks."""
    found = {c for c in range(_OTHER) if unicodedata.category(chr(c)).startswith(kind) is not negated}
    return frozenset({*found, *_BEHIND})


def _bucket(sign: str) -> int:
    """A character, or what stands for it."""
    return min(ord(sign), _OTHER)
