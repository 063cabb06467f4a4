"""The table of expressions in JavaRosa itself: what it answers we answer, but for a list with reasons."""

from __future__ import annotations

import json
import math
from datetime import datetime
from pathlib import Path

import pytest

from tests.conformance.javarosa import ask, needs_java
from tests.conformance.javarosa.questions import is_askable, tasks_of
from tests.conformance.test_expressions import CASES, NOW, ZONE

DIFFERENCES = json.loads((Path(__file__).parent / "differences.json").read_text(encoding="utf-8"))
REASONS = {expression: one["because"] for one in DIFFERENCES for expression in one["expressions"]}
ASKABLE = [case for case in CASES if is_askable(case)]
Reply = dict[str, object]
pytestmark = needs_java


@pytest.fixture(scope="module")
def replies() -> list[Reply]:
    tasks, groups = tasks_of(ASKABLE)
    found: list[Reply] = [{} for _ in ASKABLE]
    for reply, places in zip(ask(tasks, NOW, ZONE.key), groups, strict=True):
        for number, place in enumerate(places):
            found[place] = reply[number] if isinstance(reply, list) else reply
    return found


def test_javarosa_answers_as_the_table_says_but_for_the_listed_differences(replies: list[Reply]) -> None:
    found = [
        f"{case['expr']!r}: table {_told(case)}, JavaRosa {reply}"
        for case, reply in zip(ASKABLE, replies, strict=True)
        if not agree(case, reply) and case["expr"] not in REASONS
    ]
    assert not found, "\n".join(found)
    assert len(ASKABLE) > 2000


def test_a_listed_difference_that_no_longer_differs_is_taken_off_the_list(replies: list[Reply]) -> None:
    differ = {case["expr"] for case, reply in zip(ASKABLE, replies, strict=True) if not agree(case, reply)}
    assert sorted(REASONS.keys() - differ) == []


def test_every_difference_has_a_reason_in_one_sentence() -> None:
    for one in DIFFERENCES:
        assert one["because"].endswith(".")
        assert one["because"].count(". ") == 0
        assert one["expressions"]


def _told(case: Reply) -> Reply:
    return {name: case[name] for name in ("type", "value", "error") if name in case}


def agree(case: Reply, reply: Reply) -> bool:
    """JavaRosa has no codes of errors, no times, and one kind of date; a multiple choice is a text to it."""
    if "error" in case or "error" in reply:
        return "error" in case and "error" in reply
    ours, theirs = case["value"], reply["value"]
    if case["type"] in ("date", "datetime"):
        return reply["type"] == "date" and _milliseconds(str(ours)) == theirs
    if case["type"] == "list" and reply["type"] == "string":
        return " ".join(map(str, ours)) == theirs
    return case["type"] == reply["type"] and _same(ours, theirs, str(case["expr"]))


def _milliseconds(text: str) -> int:
    moment = datetime.fromisoformat(text)
    return round((moment if moment.tzinfo else moment.replace(tzinfo=ZONE)).timestamp() * 1000)


def _same(ours: object, theirs: object, expression: str) -> bool:
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(
            _same(one, other, expression) for one, other in zip(ours, theirs, strict=True)
        )
    if isinstance(ours, bool | str) or isinstance(theirs, bool | str):
        return ours == theirs
    assert isinstance(ours, int | float)
    assert isinstance(theirs, int | float)
    # JavaRosa takes the fraction of a day from a large number and keeps fewer digits of it
    least = 1e-11 if "decimal-time" in expression else 1e-15
    return math.isclose(ours, theirs, rel_tol=1e-12, abs_tol=least)
