"""Every case of every feature, and random interviews: both interpreters see the same after every event.

`MYSTERY_RANDOM_FORMS=10000` plays that many random interviews, for the night; the seeds are always the same.
Hypothesis draws them and shows the smallest one it finds that is seen in two ways.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from random import Random

import pytest
from hypothesis import HealthCheck, given, note, seed, settings
from hypothesis import strategies as st

from mystery.interview import event_json, state
from mystery.questionnaire.yaml_write import write_yaml
from tests.conformance.cases import Case, cases, plain
from tests.conformance.random_forms import Played, played
from tests.js import SPARSE, ask, run

FORMS = int(os.environ.get("MYSTERY_RANDOM_FORMS", "300"))
AT_ONCE = 100
"""Interviews under one seed: with more, Hypothesis remembers more than a machine likes."""
DRAWN = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def test_every_case_goes_in_javascript_as_it_says_and_as_in_python() -> None:
    all_cases = cases()
    requests = [case.request for case in all_cases]
    states = run([{"action": "state", **request} for request in requests])
    stepwise = run([{"action": "incremental", **request} for request in requests])
    labels = run([{"action": "labels", "wanted": _labels(case), **case.request} for case in all_cases])
    for case, seen, same_in_steps, texts in zip(all_cases, states, stepwise, labels, strict=True):
        assert isinstance(seen, dict)
        wrong = [*differences(seen, plain(state(case.form, case.events))), *_broken(case, seen)]
        assert (case.feature, case.name, wrong) == (case.feature, case.name, [])
        assert texts == _labels(case)
        assert same_in_steps is True


def test_every_case_goes_the_same_with_only_what_its_form_fetches() -> None:
    for case in cases():
        wrong = list(differences(ask(case.request, SPARSE), plain(state(case.form, case.events))))
        assert (case.feature, case.name, wrong) == (case.feature, case.name, [])


def _labels(case: Case) -> object:
    return case.expect.get("labels", {})


def _broken(case: Case, seen: dict[str, object]) -> Iterator[str]:
    for name in ("path", "hidden", "answers", "problems", "finished"):
        if name in case.expect:
            yield from differences(seen[name], case.expect[name], name)


@pytest.mark.timeout(900)  # a part takes seconds; to make one that differs smaller may take five minutes
@pytest.mark.parametrize("part", range(0, FORMS, AT_ONCE))
def test_both_interpreters_see_the_same_random_interview_after_every_event(part: int) -> None:
    """State, path, validity, labels, choices and answers; a replay from the start gives the same."""

    @seed(part)
    @settings(DRAWN, max_examples=min(AT_ONCE, FORMS - part))
    @given(st.randoms(use_true_random=False))
    def compare(draw: Random) -> None:
        one = played(draw)
        request = {"form": one.form.package, "events": [event_json(event) for event in one.events]}
        note(write_yaml(one.definition))
        note(json.dumps(request["events"], indent=1))
        assert list(_unlike(one, ask({"action": "stepwise", **request}))) == []

    compare()


def _unlike(one: Played, seen: object) -> Iterator[str]:
    assert isinstance(seen, list)
    for number, (there, here) in enumerate(zip(seen, one.seen, strict=True)):
        yield from differences(there, here, str(number))
    last = {name: value for name, value in one.seen[-1].items() if name != "labels"}
    yield from differences(plain(state(one.form, one.events)), last, "replayed")


def differences(there: object, here: object, path: str = "") -> Iterator[str]:
    """Where two JSON values differ, each with its path: a state is too long to read whole."""
    if isinstance(there, dict) and isinstance(here, dict):
        for name in there.keys() | here.keys():
            yield from differences(there.get(name), here.get(name), f"{path}/{name}")
    elif isinstance(there, list) and isinstance(here, list) and len(there) == len(here):
        for number, (one, other) in enumerate(zip(there, here, strict=True)):
            yield from differences(one, other, f"{path}/{number}")
    elif there != here and not _same_number(there, here):
        yield f"{path}: JavaScript {there!r}, Python {here!r}"


def _same_number(there: object, here: object) -> bool:
    """JavaScript writes 92233720368547760000 where Python writes 9.223372036854776e+19."""
    if isinstance(there, bool) or isinstance(here, bool):
        return False
    return isinstance(there, int | float) and isinstance(here, int | float) and float(there) == float(here)
