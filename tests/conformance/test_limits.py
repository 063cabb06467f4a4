"""A mistyped number freezes nothing: both interpreters stop at the same place and say so."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from mystery.interview import Opening, event_json, events_from_answers, state
from mystery.questionnaire import compile_form, read
from tests.conformance.cases import plain
from tests.js import run

FORM = """
questionnaire: rounds
version: 1
languages: [en]
title: {en: Rounds}
sections:
  - section: all
    label: {en: All}
    items:
      - {item: number, type: integer, label: {en: How many?}}
      - repeat: outer
        label: {en: Outer}
        repeat_count: ${number}
        items:
          - {item: own, type: calculate, calculation: position(..)}
          - repeat: inner
            label: {en: Inner}
            repeat_count: ${number}
            items: [{item: more, type: acknowledge, label: {en: More}}]
"""


@pytest.mark.parametrize(
    ("number", "outer", "rounds"),
    [(3, 3, 12), (150, 150, 10_000), (5000, 1000, 10_000)],
    ids=["as asked", "multiplied", "mistyped"],
)
def test_counts_inside_counts_stop_at_the_limit_and_say_so(number: int, outer: int, rounds: int) -> None:
    definition, problems = read(FORM)
    assert not problems
    form = compile_form(definition)
    opening = Opening(at=datetime(2026, 11, 23, 9, tzinfo=UTC))
    events = events_from_answers(form, {"number": number}, opening, finish=False)
    found = plain(state(form, events))
    [seen] = run(
        [{"action": "state", "form": form.package, "events": [dict(event_json(each)) for each in events]}]
    )
    assert isinstance(seen, dict)
    assert isinstance(found, dict)
    assert seen["problems"] == found["problems"]
    codes = [problem["code"] for problem in found["problems"]]
    assert codes == [] if number == 3 else set(codes) == {"EVALUATION_ROUNDS"}
    paths = [path for path in found["items"] if path.endswith(("/own", "/more"))]
    assert len(paths) == len([path for path in seen["items"] if path.endswith(("/own", "/more"))]) == rounds
    assert sum(path.endswith("/own") for path in paths) == outer
