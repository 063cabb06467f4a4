"""Patterns: known runaways are refused, and those that are allowed take few steps, which are counted."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator
from typing import Any

import pytest

from mystery.questionnaire.expression.regex import danger_in
from tests.fuzz.drawing import cases

parser: Any = re._parser  # type: ignore[attr-defined]  # the tree that Python itself compiles

RUNAWAYS = (
    r"(a+)+$", r"([a-zA-Z]+)*$", r"(a|aa)+$", r"(a|a?)+$", r"^(([a-z])+.)+[A-Z]([a-z])+$", r"(\s*\w+\s*)+$",
    r"^(\d+)*$", r"(x+x+)+y", r"((ab)*)+c", r"([^'\"]+)*x", r"^(?:(?:a|b)+)+c", r"(\w+\s?)*$",
    r"(?:\d+|\w+)*!",
    r"^(a*)*b", r"(a*a*)*b", r"([a-z]*\d*)*x", r"^([\w.]+|\w+)+@", r"((a+)?)+b", r"((a|b)*|c)*d", r"(.|\s)*x",
    r"(.+)+x", r"(?:.|a)*x", r"^(?:[a-z]+[a-z]*)+\d", r"(\d?\d?)+x", r"(?:(?:\w)*_)*$(?:)",
    r"((((a*)*)*)*)*b",
    r"([a-c]|[b-d])+x", r"(\d{1,2})+x", r"(?:a{0,5}){0,50}b", r"(?:\w{2,4}){3,}x", r"(a{1,9}){9,}",
    r"(.*a){12}", r"^(a?){30}a{30}$", r"([a-z]+ ?){1,9}x", r"(?:a|(?:a))*x",
    r"(((a|a){3}){3}){3}b", "(a|.)" * 20 + "b", "a?" * 20 + "a" * 20, r".*.*.*b",
)  # fmt: skip
ALLOWED = (
    r"[0-9]{5}", r"^(\+49|0)[1-9][0-9 \-]*$", r"([\w-]+\.)+[a-z]{2,}",
    r"[A-Z]{2}\d{2}( ?\d{4}){4}\d{0,2}", r".*",
    r"(\d{1,3}\.){3}\d{1,3}", r"[^@]+@[^@]+\.[a-z]+", r"^[A-Z][a-z]+$", r"(ä|ö|ü)+", r"(yes|no|maybe)",
    r"\d+(,\d+)?",
    r"^\s*\S+\s*$", r"([A-Z]{3}-)*\d+", r"(?:Mr|Mrs)\.? [A-Za-z]+", r"[01]\d:[0-5]\d", r"^.{3,20}$",
    r"(a|b|c)*d", r".*\d.*", r"(.*),(.*)", r"\w+ [\w ]+ [\w ]+ \w+", r"\s*[^\s]+\s*", r"[^a]*[ab]*",
    r"(\w+\s){0,9}\w+", r"(\d{2}-){2}\d{4}", r"\+?\d{0,3} ?\d{6,12}",
)  # fmt: skip
LIMIT = 100_000
_CLASSES = {
    "CATEGORY_DIGIT": string.digits,
    "CATEGORY_SPACE": string.whitespace,
    "CATEGORY_WORD": f"{string.ascii_letters}{string.digits}_",
}
"""They know ASCII only, as in every engine."""


class _TooMany(Exception):
    """The counter has passed its limit."""


class _Counter:
    """Matches as a backtracking engine does, and counts how often it looks at a sign."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.steps = 0

    def ends(self, tree: Any, index: int, at: int) -> Iterator[int]:
        """Every place where the pieces from `index` on can end, in the engine's order."""
        if index == len(tree):
            yield at
            return
        operation, given = tree[index]
        for middle in self._one(str(operation), given, at):
            yield from self.ends(tree, index + 1, middle)

    def _one(self, operation: str, given: Any, at: int) -> Iterator[int]:
        self.steps += 1
        if self.steps > LIMIT:
            raise _TooMany
        if operation in ("MAX_REPEAT", "MIN_REPEAT"):
            yield from self._repeat(*given, at, greedy=operation == "MAX_REPEAT")
        elif operation == "SUBPATTERN":
            yield from self.ends(given[3], 0, at)
        elif operation == "BRANCH":
            for branch in given[1]:
                yield from self.ends(branch, 0, at)
        elif operation == "AT":
            begins = "BEGINNING" in str(given)
            if at == (0 if begins else len(self.text)):
                yield at
        elif at < len(self.text) and _accepts(operation, given, self.text[at]):
            yield at + 1

    def _repeat(self, least: int, most: int, tree: Any, at: int, *, greedy: bool) -> Iterator[int]:
        if least == 0 and not greedy:
            yield at
        if most > 0:
            for middle in self.ends(tree, 0, at):
                if middle > at:
                    yield from self._repeat(max(least - 1, 0), most - 1, tree, middle, greedy=greedy)
                elif least > 0:
                    yield from self._repeat(least - 1, most - 1, tree, middle, greedy=greedy)
        if least == 0 and greedy:
            yield at


def _accepts(operation: str, given: Any, sign: str) -> bool:
    if operation == "LITERAL":
        return ord(sign) == given
    if operation == "NOT_LITERAL":
        return ord(sign) != given
    if operation == "ANY":
        return sign != "\n"
    assert operation == "IN", operation
    negated = bool(given) and str(given[0][0]) == "NEGATE"
    return any(_in(str(kind), value, sign) for kind, value in given[negated:]) != negated


def _in(kind: str, value: Any, sign: str) -> bool:
    if kind == "LITERAL":
        return ord(sign) == value
    if kind == "RANGE":
        return bool(value[0] <= ord(sign) <= value[1])
    return (sign in _CLASSES[str(value).replace("_NOT", "")]) != ("_NOT" in str(value))


def _steps(pattern: str, text: str) -> int:
    counter = _Counter(text)
    tree = list(parser.parse(pattern))
    try:
        any(end == len(text) for end in counter.ends(tree, 0, 0))
    except (_TooMany, RecursionError):
        return LIMIT
    return counter.steps


def _nasty(pattern: str) -> list[str]:
    """Texts that nearly match: long runs of what stands in the pattern, and a sign that spoils it."""
    signs = dict.fromkeys(re.sub(r"\\[a-zA-Z]|[^\w .@-]", "", pattern)[:6] + "a1 ")
    return [run * 40 + "!" for run in (*signs, "a1", "a.", "ab", "1-")]


@pytest.mark.parametrize("pattern", RUNAWAYS)
def test_a_known_runaway_is_refused(pattern: str) -> None:
    assert danger_in(pattern) == "REGEX_DANGEROUS"


@pytest.mark.parametrize("pattern", ALLOWED)
def test_an_allowed_pattern_takes_few_steps(pattern: str) -> None:
    assert danger_in(pattern) == ""
    for text in _nasty(pattern):
        assert _steps(pattern, text) < LIMIT, text


def test_the_counter_sees_a_runaway() -> None:
    """Otherwise few steps would prove nothing."""
    assert _steps(r"(a+)+$", "a" * 40 + "!") == LIMIT
    assert _steps(r"(a|aa)+$", "a" * 40 + "!") == LIMIT


def _drawn(draw: random.Random, depth: int = 0) -> str:
    if depth > 3 or draw.random() < 0.4:
        return draw.choice(("a", "b", "1", r"\d", r"\w", "[ab]", "[^b]", ".", r"\s", "-"))
    parts = "".join(_drawn(draw, depth + 1) for _ in range(draw.randrange(1, 4)))
    kind = draw.randrange(4)
    if kind == 0:
        return f"({parts}|{_drawn(draw, depth + 1)})"
    if kind == 1:
        return f"({parts}){draw.choice(('*', '+', '?', '{2}', '{1,3}', '{2,}'))}"
    return parts


def test_whatever_the_guard_allows_takes_few_steps() -> None:
    """Random patterns: one that is let through must not run away on any text made against it."""
    allowed = 0
    for draw in cases(300):
        pattern = _drawn(draw)
        if danger_in(pattern) == "":
            allowed += 1
            for run in ("a", "b", "1", "ab", "a1", "aab", "- "):
                assert _steps(pattern, run * 24 + "!") < LIMIT, (pattern, run)
    assert allowed > 100
