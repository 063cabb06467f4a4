"""Whatever is typed as an expression gives a value or a problem, within the allowed steps."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from pathlib import Path

from mystery.problems import Problem, Rejected, describe
from mystery.questionnaire.expression import Environment, evaluate_text, parse
from mystery.questionnaire.expression.signatures import SIGNATURES
from tests.fuzz.drawing import cases, mutated

TABLE = json.loads(
    (Path(__file__).parents[1] / "conformance" / "expressions.json").read_text(encoding="utf-8")
)
SEEDS = tuple(str(case["expr"]) for case in TABLE)
WORDS = (
    *(f"{name}(" for name in SIGNATURES), "${a}", "${r}", "1", "'x'", "today()", ", ", ")", " and ", " or ",
    " = ", " mod ", "[1]", "/b", "instance('t')/root/item[", "current()/../", "position(..)", ". ",
    "99999999",
)  # fmt: skip
ANSWERS = {
    "a": "x y",
    "b": 3,
    "r": [{"c": 1}, {"c": "2", "s": [{"d": 4}]}],
    ".": "own",
    "m": {"missing": "refused"},
}
TABLES = {"t": [{"name": "n", "label": "L"}]}


def soup(draw: random.Random) -> str:
    return "".join(draw.choice(WORDS) for _ in range(draw.randrange(1, 14)))


def _refusal(text: str) -> Sequence[Problem]:
    try:
        parse(text)
    except Rejected as rejected:
        return rejected.problems
    return ()


def test_any_text_parses_or_is_refused_with_its_character() -> None:
    for draw in cases(4000):
        text = mutated(draw.choice(SEEDS), draw, WORDS) if draw.random() < 0.7 else soup(draw)
        assert all(describe(problem) for problem in _refusal(text))


def test_any_text_evaluates_or_is_told() -> None:
    for draw in cases(4000):
        text = mutated(draw.choice(SEEDS), draw, WORDS) if draw.random() < 0.7 else soup(draw)
        found = evaluate_text(text, ANSWERS, Environment(seed=7), TABLES)
        if isinstance(found, Problem):
            assert describe(found)


def test_deep_and_long_expressions_are_answered_or_refused() -> None:
    for opened in (
        "1+",
        "1 or ",
        "1|",
        "2 = ",
        "(",
        "-",
        "not(",
        "1+(",
        "if(1,",
        "${r}[",
        "instance('t')/root/item[",
        "../",
        "concat(",
    ):
        for count in (90, 120, 1_000, 3_000, 50_000):
            found = evaluate_text(opened * count + "1", ANSWERS, Environment(), TABLES)
            assert not isinstance(found, Problem) or describe(found)
