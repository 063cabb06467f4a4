"""The state of an interview; tests/conformance holds what each feature of the language does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.interview import Event, can_finish, choice_label, events_from_answers, label, state, submission
from mystery.interview.state import replay, snapshot
from tests.conformance.cases import Case, cases
from tests.unit.interview.forms import form


def after(**answers: object) -> list[Event]:
    return events_from_answers(form(), answers)


def test_an_interview_may_be_handed_in_when_nothing_blocks() -> None:
    assert [problem.path for problem in can_finish(state(form(), after()))] == ["greeted"]
    assert can_finish(state(form(), after(greeted="no"))) == []


def test_a_label_is_told_in_the_language_and_with_the_answers_of_the_moment() -> None:
    found = state(form(), after(greeted="yes"))
    assert label(form(), found, "seconds") == "Seconds, greeted yes"
    assert label(form(), found, "seconds", "de") == "Sekunden"
    assert label(form(), found, "seconds", "fr") == "Seconds, greeted yes"
    assert label(form(), found, "welcome", "de") == "Begrüßung"
    assert label(form(), found, "greeted", text="hint") == ""
    assert label(form(), found, "nobody") == ""


def test_a_choice_is_called_what_its_list_says() -> None:
    found = state(form(), after())
    assert choice_label(form(), found, "greeted", "no", "de") == "Nein"
    assert choice_label(form(), found, "greeted", "perhaps") == "perhaps"
    assert choice_label(form(), found, "nobody", "no") == "no"


def test_an_empty_journal_is_an_interview_that_has_not_begun() -> None:
    found = state(form(), [])
    assert found.answers == {}
    assert not found.finished


def test_a_typing_error_in_a_count_does_not_freeze_a_tablet() -> None:
    found = state(form(), after(helpers=10**9))
    assert len(found.answers["helper"]) == 1000


FEATURES_WITHOUT_MEMORY = [
    case for case in cases() if case.feature not in ("default", "trigger", "clock", "random")
]


@settings(max_examples=60, deadline=None)
@given(case=st.sampled_from(FEATURES_WITHOUT_MEMORY), cut=st.integers(1, 12))
def test_after_any_event_nothing_is_left_to_compute(case: Case, cut: int) -> None:
    """What is evaluated for each event alone gives what a full evaluation gives."""
    run = replay(case.form, case.events[:cut])
    before = snapshot(run)
    run.evaluate_everything()
    assert snapshot(run) == before


def test_a_journal_with_a_broken_clock_and_an_unknown_zone_is_read_all_the_same() -> None:
    journal = [
        Event(1, "open", value={"zone": "Mars/Olympus", "seed": "x"}, at="yesterday"),
        Event(2, "answer", "greeted", "no", at="0001-01-01T00:00:00Z"),
    ]
    assert state(form(), journal).answers == {"greeted": "no"}
    assert submission(form(), journal, "").started_at is None
