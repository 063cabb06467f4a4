"""Whole interviews in JavaRosa: it reads our XForm, is given the same answers, and sees what we see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from mystery.interview import state
from mystery.problems import Rejected
from tests.conformance.cases import OPENED_AT, Case, cases, definition_of_feature
from tests.conformance.javarosa import ask, needs_java
from tests.conformance.javarosa.interviews import (
    METADATA,
    differences,
    flat,
    same_answer,
    submitted,
    task_of,
)

pytestmark = needs_java
NOT_COMPARED = json.loads((Path(__file__).parent / "not_compared.json").read_text(encoding="utf-8"))
"""`feature` or `feature: case` -> why JavaRosa sees it otherwise, or cannot be asked."""


def _reason(case: Case) -> str:
    return str(NOT_COMPARED.get(case.feature) or NOT_COMPARED.get(_name(case)) or "")


def _name(case: Case) -> str:
    return f"{case.feature}: {case.name}"


@pytest.fixture(scope="module")
def found() -> dict[str, list[str]]:
    """Every case by name, with what JavaRosa sees otherwise; one Java process for all."""
    asked, tasks = [], []
    for case in cases():
        try:
            tasks.append(task_of(definition_of_feature(case.feature), case.form, case.events))
            asked.append(case)
        except (Rejected, KeyError):  # an XForm cannot say it, or a step goes to where nothing is
            assert _reason(case), _name(case)
    replies = ask(tasks, OPENED_AT, "UTC")
    return {_name(case): list(_differences(case, reply)) for case, reply in zip(asked, replies, strict=True)}


def test_javarosa_sees_every_interview_as_we_do_after_every_event(found: dict[str, list[str]]) -> None:
    compared = [_name(case) for case in cases() if not _reason(case)]
    wrong = [f"{name}: {difference}" for name in compared for difference in found[name]]
    assert not wrong, "\n".join(wrong)
    assert len(compared) > 200


@pytest.mark.parametrize("listed", NOT_COMPARED)
def test_what_is_listed_as_different_still_is(listed: str, found: dict[str, list[str]]) -> None:
    named = [case for case in cases() if listed in (case.feature, _name(case))]
    assert named
    assert any(found.get(_name(case), ["cannot be asked"]) for case in named)
    assert NOT_COMPARED[listed].endswith(".")


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
    filled = {item.name for item in case.form.items.values() if item.type in METADATA}
    for path in sorted((ours.keys() | theirs.keys()) - filled):
        if not same_answer(ours.get(path), theirs.get(path)):
            yield f"submission {path}: here {ours.get(path)!r}, JavaRosa {theirs.get(path)!r}"
