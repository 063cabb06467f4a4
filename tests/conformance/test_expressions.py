"""The table of expressions: what JavaRosa answers, we answer. The JavaScript twin runs the same table."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mystery.cli.evaluate import typed
from mystery.problems import Problem, describe
from mystery.questionnaire.expression import Environment, evaluate_text

CASES = json.loads((Path(__file__).parent / "expressions.json").read_text(encoding="utf-8"))
NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")
ZONE = ZoneInfo("Europe/Berlin")


def outcome(case: dict[str, object]) -> dict[str, object]:
    value = evaluate_text(case["expr"], case.get("answers"), Environment(NOW, ZONE), case.get("tables"))
    return {"error": value.code} if isinstance(value, Problem) else typed(value)


def same(left: object, right: object) -> bool:
    """Functions of the last digit (sin, exp) may differ between languages by one unit in the last place."""
    numbers = (int, float)
    if isinstance(left, numbers) and isinstance(right, numbers) and not isinstance(left, bool):
        return math.isclose(left, right, rel_tol=1e-12, abs_tol=1e-15)
    return left == right


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["expr"][:60])
def test_an_expression_gives_what_the_table_says(case: dict[str, object]) -> None:
    found = outcome(case)
    assert found.get("error") == case.get("error")
    assert found.get("type") == case.get("type")
    assert same(found.get("value"), case.get("value"))


def test_the_table_is_long_and_says_nothing_twice() -> None:
    lines = [json.dumps(case, sort_keys=True) for case in CASES]
    assert len(lines) >= 2000
    assert len(lines) == len(set(lines))


def test_every_runtime_error_has_a_sentence_in_both_languages() -> None:
    for case in CASES:
        if "error" in case:
            problem = evaluate_text(
                case["expr"], case.get("answers"), Environment(NOW, ZONE), case.get("tables")
            )
            assert isinstance(problem, Problem)
            assert describe(problem, "en")
            assert describe(problem, "de")
