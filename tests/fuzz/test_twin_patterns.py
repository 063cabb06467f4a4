"""Both engines match the same texts with any pattern that is let through."""

from __future__ import annotations

import random
from collections.abc import Iterator

from mystery.questionnaire.expression.regex import danger_in
from tests.conformance.test_expressions import outcome
from tests.conformance.test_javascript import agree, request_of
from tests.fuzz.drawing import cases
from tests.js import ask

TEXTS = 6
"""How many are tried with each pattern."""
ATOMS = (
    "a", "b", "B", "ä", "ß", "é", "€", "😀", "1", "٣", "-", "_", " ", "/", "]", "}", "#", "&", "~", ",",
    "=", ".", "^", "$", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\p{L}", r"\P{L}", r"\p{Lu}",
    r"\p{Nd}", r"\.", r"\-", r"\/", r"\]", r"\[", r"\\", r"\^", r"\$", r"\n", r"\t", r"\x41", r"\u00e4",
    r"\@", r"\#", r"\&", r"\ ", r"\{", r"\}", r"\(", r"\|", r"\_", r"\=", r"\<", r"\e", r"\a", r"\cA",
    r"\h", "\n", "\t", "\u2028", "\u0085", "\xa0", "(?=a)", "(?!b)",
)  # fmt: skip
MEMBERS = (
    "a", "b", "a-c", "A-Z", "0-9", "ä-ü", "-", "--", "^", "]", ".", "$", "|", "&", "~", " ", "#", "é",
    "😀", "(", ")", "*", "{", "}", "/", "_", "+-/", " -~", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S",
    r"\p{L}", r"\P{Lu}", r"\-", r"\]", r"\[", r"\\", r"\^", r"\.", r"\n", r"\x41-\x43", r"\u00e4", r"\/",
    r"\d-", r"a-\d", r"\b", r"\&", r"\~",
)  # fmt: skip
COUNTS = (
    "", "", "", "*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "??", "{,2}", "{0}", "{2,1}", "{", "{a}",
)  # fmt: skip
SIGNS = (
    "a", "b", "c", "A", "B", "Z", "ä", "ö", "ü", "ß", "é", "€", "😀", "0", "1", "9", "٣", "-", "_", " ",
    "\xa0", "/", ".", "]", "[", "^", "$", "\\", "&", "~", "|", "#", "(", ")", "*", "+", "{", "}", "'",
    ",", "=", "!", "@", "<", "\n", "\r", "\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2003", "\ufeff",
    "ſ", "\u0301",
)  # fmt: skip


def test_both_engines_match_the_same_texts_with_any_allowed_pattern() -> None:
    compared = 0
    for case, _, _ in matched(1_500):
        reply = ask(request_of(case))
        assert agree(case, reply), (case, reply)
        compared += 1
    assert compared > 2_000


def matched(count: int) -> Iterator[tuple[dict[str, object], str, str]]:
    """Random texts with random patterns, each as a case with what Python says."""
    for draw in cases(count):
        pattern = _pattern(draw)
        if danger_in(pattern):
            continue
        for _ in range(TEXTS):
            text = "".join(draw.choice(SIGNS) for _ in range(draw.randrange(5)))
            case: dict[str, object] = {"expr": "regex(${t}, ${p})", "answers": {"t": text, "p": pattern}}
            yield case | outcome(case), text, pattern


def _pattern(draw: random.Random, depth: int = 0) -> str:
    pieces = "".join(_piece(draw, depth) + draw.choice(COUNTS) for _ in range(draw.randrange(1, 4)))
    return f"{pieces}|{_pattern(draw, depth + 1)}" if depth < 2 and draw.random() < 0.1 else pieces


def _piece(draw: random.Random, depth: int) -> str:
    kind = draw.random()
    if kind < 0.35:
        return draw.choice(ATOMS)
    if kind < 0.8:
        members = "".join(draw.choice(MEMBERS) for _ in range(draw.randrange(1, 4)))
        return f"[{draw.choice(('', '', '^'))}{members}]"
    if depth > 1:
        return "."
    return f"({draw.choice(('', '', '?:', '?=', '?!'))}{_pattern(draw, depth + 1)})"
