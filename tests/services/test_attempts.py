"""Attempts: begun once, measured by whatever timed them, ended with what the rules make of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.problems import Forbidden, Rejected
from mystery.services import attempts, call_interviews, cases, do_not_call, intake, interviews, turns
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    AssignmentState,
    CallAttempt,
    CallCase,
    CaseState,
    DoNotCall,
    Flag,
    NumberState,
)
from tests.call_world import TEST_CALL, TUESDAY, a_caller, a_hotline, a_respondent, a_wave, answered, carl
from tests.cast import someone
from tests.web.field_world import fresh


def ended(case: CallCase, outcome: str, note: str = "", **more: object) -> CallAttempt:
    at = max(TUESDAY, case.next_at)
    attempt = attempts.begin(case, carl(), now=at)
    return attempts.end(attempt, carl(), outcome, note, now=at + timedelta(minutes=1), **more)  # type: ignore[arg-type]


def test_nobody_has_two_calls_at_once_and_no_case_two_attempts(app: Flask) -> None:
    wave = a_wave("survey")
    one, other = a_respondent(wave, "R-1"), a_respondent(wave, "R-2")
    attempts.begin(one, carl(), now=TUESDAY)
    cora = actor_for(a_caller())
    for case, actor, code in (
        (one, carl(), "ATTEMPT_OPEN"),
        (other, carl(), "ATTEMPT_OPEN"),
        (one, cora, "CASE_HELD"),
    ):
        with pytest.raises(Rejected) as refused:
            attempts.begin(case, actor, now=TUESDAY)
        assert code in {each.code for each in refused.value.problems}


def test_who_is_not_briefed_dials_nothing(app: Flask) -> None:
    visit = a_hotline(a_wave(), state=AssignmentState.ASSIGNED)
    case = cases.open_test(visit, TUESDAY)
    with pytest.raises(Rejected) as refused:
        attempts.begin(case, carl(), now=TUESDAY)
    assert "BRIEFING_NEEDED" in {each.code for each in refused.value.problems}


def test_a_busy_hotline_waits_and_one_that_never_answers_is_a_result(app: Flask) -> None:
    visit = a_hotline(a_wave())
    case = cases.open_test(visit, TUESDAY)
    first = ended(case, "busy")
    assert fresh(case).next_at == TUESDAY + timedelta(minutes=16)
    assert (first.day_part, case.part_tries) == ("morning", {"morning": 1})
    for _ in range(4):
        last = ended(case, "no_answer")
    assert (fresh(case).state, case.final_code, case.attempts) == (CaseState.DONE, "not_reached", 5)
    found = call_interviews.unfinished(case, carl())
    assert found is not None
    answers = {each.path: each.value for each in interviews.journal(found) if each.kind == "answer"}
    assert answers == {"attempts": 5, "reached": "no_answer"}
    assert last.outcome == "no_answer"
    assert fresh(visit).state is AssignmentState.IN_FIELD


def test_a_case_closed_during_its_call_comes_to_what_the_call_came_to(app: Flask) -> None:
    case = a_respondent(a_wave("survey"), number="+49301234567")
    ended(case, "no_answer")
    at = fresh(case).next_at
    attempt = attempts.begin(case, carl(), now=at)
    do_not_call.add(["+49301234567"], None, "asked us", actor_for(someone("Anna")), now=at)
    assert (fresh(case).state, case.final_code) == (CaseState.DONE, "3.13")
    attempts.end(attempt, carl(), "refusal_soft", "not today", now=at + timedelta(minutes=1))
    assert fresh(case).final_code == "2.11"


def test_a_hotline_is_tried_again_only_while_it_is_open(app: Flask) -> None:
    visit = a_hotline(a_wave())
    with transaction():
        visit.location.hours = {"tue": [["09:00", "12:00"]], "thu": [["14:00", "16:00"]]}
    case = cases.open_test(visit, TUESDAY)
    ended(case, "no_answer")
    thursday = TUESDAY + timedelta(days=2, hours=4)
    assert fresh(case).next_at == thursday, "not this afternoon, when nobody can answer"


def test_a_dropped_call_is_dialled_again_at_once_into_the_same_interview(app: Flask) -> None:
    visit = a_hotline(a_wave())
    case = cases.open_test(visit, TUESDAY)
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    found = call_interviews.open_for(case, carl(), now=TUESDAY)
    attempts.end(attempt, carl(), "dropped", now=TUESDAY + timedelta(minutes=1))
    again = attempts.begin(case, carl(), now=TUESDAY + timedelta(minutes=2))
    assert call_interviews.open_for(case, carl(), now=TUESDAY + timedelta(minutes=2)).id == found.id
    attempts.end(again, carl(), "reached", now=TUESDAY + timedelta(minutes=9))
    assert fresh(case).state is CaseState.DONE


def test_what_the_telephone_measured_counts_more_than_a_thumb(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    attempts.measured(attempt, {"ring": 11.52})
    attempts.end(attempt, carl(), "no_answer", timings={"ring": 20, "queue": 3}, now=TUESDAY)
    assert fresh(attempt).timings == {"ring": 11.5, "queue": 3.0}
    assert attempt.measured == ["ring"]


def test_who_never_wants_to_be_called_again_is_not(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    ended(case, "refusal_hard")
    assert (fresh(case).state, case.final_code) == (CaseState.DONE, "2.11")
    assert fresh(case.numbers[0]).state is NumberState.BLOCKED
    assert reading().scalars(select(DoNotCall)).one().e164 == case.numbers[0].e164


def test_a_soft_refusal_is_asked_again_once_by_somebody_else(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    ended(case, "refusal_soft", "no time")
    assert fresh(case).refused_to_id == someone("Carl").id
    assert case.next_at >= TUESDAY + timedelta(days=7)
    cora = actor_for(a_caller())
    attempt = attempts.begin(case, cora, now=case.next_at)
    attempts.end(attempt, cora, "refusal_soft", "still no time", now=case.next_at)
    assert fresh(case).state is CaseState.DONE


def test_nobody_ends_somebody_elses_attempt(app: Flask) -> None:
    attempt = attempts.begin(a_respondent(a_wave("survey")), carl(), now=TUESDAY)
    with pytest.raises(Forbidden):
        attempts.end(attempt, actor_for(a_caller()), "busy", now=TUESDAY)
    with pytest.raises(Forbidden):
        attempts.end(attempt, actor_for(someone("Stefan")), "busy", now=TUESDAY)


def test_nothing_is_complete_before_its_questions_are_handed_in(app: Flask) -> None:
    with pytest.raises(Rejected) as refused:
        ended(a_respondent(a_wave("survey")), "complete")
    assert refused.value.problems[0].code == "INTERVIEW_UNFINISHED"


def test_an_outcome_is_entered_once(app: Flask) -> None:
    attempt = ended(a_respondent(a_wave("survey")), "busy")
    with pytest.raises(Rejected) as refused:
        attempts.end(attempt, carl(), "no_answer", now=TUESDAY)
    assert refused.value.problems[0].code == "ATTEMPT_OVER"


def test_a_bad_number_gives_way_to_the_next_one(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    second = cases.add_number(case, "+493023125777", actor_for(someone("Stefan")))
    ended(case, "disconnected")
    assert fresh(case).state is CaseState.OPEN
    assert cases.best_number(case) == second
    turn = turns.next_case(carl(), case.next_at)
    assert turn is not None


@pytest.mark.parametrize("decided", ["pause", "skip", "do_not_call"])
def test_what_is_decided_about_a_case_during_its_call_outlives_the_call(app: Flask, decided: str) -> None:
    stefan = actor_for(someone("Stefan"))
    case = a_respondent(a_wave("survey"))
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    if decided == "do_not_call":
        do_not_call.add([case.numbers[0].e164], case.wave.study.client, "letter", stefan, now=TUESDAY)
    else:
        getattr(cases, decided)(case, stefan)
    state = fresh(case).state
    assert state is not CaseState.OPEN
    turn = turns.next_case(carl(), TUESDAY + timedelta(minutes=1))
    assert turn is not None
    assert turn.case.id == case.id, "who is on the line keeps the case until the call has its outcome"
    turns.hold(case, carl(), TUESDAY + timedelta(minutes=4))
    attempts.end(attempt, carl(), "no_answer", now=TUESDAY + timedelta(minutes=8))
    assert (fresh(case).state, case.holder_id, case.attempts) == (state, None, 1)
    assert turns.next_case(carl(), TUESDAY + timedelta(days=1)) is None


def test_a_closed_hotline_s_last_call_opens_no_questions(app: Flask) -> None:
    wave = a_wave()
    assignment = a_hotline(wave)
    cases.open_tests(wave, now=TUESDAY)
    case = cases.of_assignment(assignment)
    assert case is not None
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    cases.skip(case, actor_for(someone("Stefan")))
    attempts.end(attempt, carl(), "busy", now=TUESDAY)
    assert fresh(case).state is CaseState.DONE
    assert call_interviews.interview_of(case) is None


@pytest.mark.parametrize("kind", ["test", "survey"])
@pytest.mark.parametrize(
    ("seconds", "by_name", "doubted"),
    [(7.3, "first", False), (2.0, "first", True), (7.3, "second", True), (7.3, "none", True)],
)
def test_a_time_marked_as_measured_is_compared_with_what_the_telephone_has_of_that_attempt(
    app: Flask, kind: str, seconds: float, by_name: str, doubted: bool
) -> None:
    case = a_case(kind)
    call_interviews.open_for(case, carl(), "de", now=TUESDAY)
    first = attempts.begin(case, carl(), now=TUESDAY)
    attempts.measured(first, {"ring": 7.3})
    attempts.end(first, carl(), "dropped", now=TUESDAY)
    second = attempts.begin(case, carl(), now=TUESDAY)
    named = {"first": first.public_id, "second": second.public_id}.get(by_name, "nobody's")
    told = {"seconds": seconds, "measured": True, "attempt": str(named)}
    questions = answered(case, TUESDAY, attempts=1, ring_time=told, reached="human")
    submission = intake.finish(questions, carl(), now=TUESDAY)
    codes = reading().scalars(select(Flag.code).where(Flag.submission_id == submission.id)).all()
    assert ("not_measured" in codes) is doubted


def a_case(kind: str) -> CallCase:
    """A hotline's or a respondent's, with a question for the ringing."""
    wave = a_wave(kind, TEST_CALL)
    return a_respondent(wave) if kind == "survey" else cases.open_test(a_hotline(wave), TUESDAY)
