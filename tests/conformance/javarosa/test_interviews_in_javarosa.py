"""Whole interviews in JavaRosa: it reads our XForm, is given the same answers, and sees what we see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mystery.interview import state
from tests.conformance.cases import OPENED_AT, Case, cases, definition_of_feature
from tests.conformance.javarosa import ask, needs_java
from tests.conformance.javarosa.interviews import differences, flat, same_answer, submitted, task_of

pytestmark = needs_java
NOT_COMPARED = json.loads((Path(__file__).parent / "not_compared.json").read_text(encoding="utf-8"))
"""`feature` or `feature: case` -> why JavaRosa sees it otherwise, or cannot be asked."""


def _reason(case: Case) -> str:
    return str(NOT_COMPARED.get(case.feature) or NOT_COMPARED.get(_name(case)) or "")


def _name(case: Case) -> str:
    return f"{case.feature}: {case.name}"


def test_javarosa_sees_every_interview_as_we_do_after_every_event() -> None:
    compared = [case for case in cases() if not _reason(case)]
    tasks = [task_of(definition_of_feature(case.feature), case.form, case.events) for case in compared]
    wrong = [
        f"{_name(case)}: {difference}"
        for case, reply in zip(compared, ask(tasks, OPENED_AT, "UTC"), strict=True)
        for difference in _differences(case, reply)
    ]
    assert not wrong, "\n".join(wrong)
    assert len(compared) > 40


def _differences(case: Case, reply: dict[str, object]) -> Iterator[str]:
    if "error" in reply:
        yield f"{reply['error']} {reply['message']}"
        return
    seen = reply["seen"]
    assert isinstance(seen, list)
    for number, (event, now) in enumerate(zip(case.events, seen, strict=True), 1):
        found = state(case.form, case.events[:number])
        yield from (f"{event.kind} {event.path}: {one}" for one in differences(case.form, found, now))
    ours, theirs = dict(flat(found.answers)), submitted(case.form, str(reply["submission"]))
    for path in sorted(ours.keys() | theirs.keys()):
        if not same_answer(ours.get(path), theirs.get(path)):
            yield f"submission {path}: here {ours.get(path)!r}, JavaRosa {theirs.get(path)!r}"


@pytest.mark.parametrize("name", NOT_COMPARED)
def test_what_is_not_compared_exists_and_has_a_reason(name: str) -> None:
    assert any(name in (case.feature, _name(case)) for case in cases())
    assert NOT_COMPARED[name].endswith(".")
