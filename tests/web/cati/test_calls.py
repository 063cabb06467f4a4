"""A caller's day: the next call, attempts that are results too, the interview at the desk."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from mystery.services import calls
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, CallAttempt, Interview
from mystery.telephony import dial_link
from tests import build
from tests.browsing import Browser
from tests.cast import someone
from tests.web.field_world import RIGHT, a_visit, fresh

Browse = Callable[[str], Browser]


@pytest.fixture
def case(app: object) -> Assignment:
    assignment = a_visit(tester="Carl", state=AssignmentState.BRIEFED)
    with transaction():
        assignment.location.phone = "+49 421 555-010"
    return assignment


def path(case: Assignment, what: str = "") -> str:
    return f"/cati/calls/{case.public_id}{what}"


def test_the_next_call_shows_the_time_there_and_a_number_to_press(browse: Browse, case: Assignment) -> None:
    browser = browse("Carl")
    assert "there now" in browser.get("/cati/").get_data(as_text=True)
    assert 'href="tel:+49421555010"' in browser.get(path(case)).get_data(as_text=True)


def test_who_is_not_briefed_sees_the_quiz_and_no_number(browse: Browse) -> None:
    case = a_visit(tester="Carl")
    browser = browse("Carl")
    page = browser.get(path(case)).get_data(as_text=True)
    assert "tel:" not in page
    assert "Question 1?" in page
    assert "Because of 0." in browser.post(path(case, "/quiz"), {}).get_data(as_text=True)
    assert browser.post(path(case, "/quiz"), RIGHT).status_code == 302
    assert fresh(case).state is AssignmentState.BRIEFED


@pytest.mark.parametrize("outcome", ["busy", "no_answer", "voicemail", "ivr_dead_end", "wrong_number"])
def test_an_attempt_that_reached_nobody_is_kept_and_the_next_call_follows(
    outcome: str, browse: Browse, case: Assignment
) -> None:
    browser = browse("Carl")
    reply = browser.post(path(case, "/attempts"), {"outcome": outcome, "note": "<i>rang ten times</i>"})
    assert reply.location == "/cati/"
    assert reading().scalars(select(CallAttempt)).one().outcome.value == outcome
    assert "&lt;i&gt;rang ten times" in browser.get(path(case)).get_data(as_text=True)


def test_who_was_busy_waits_behind_the_others(case: Assignment) -> None:
    with transaction():
        other = build.assignment(case.wave, build.place("kiel"), case.scenario, case.tester)
    carl = actor_for(someone("Carl"))
    calls.note_attempt(case, carl, "busy")
    assert [each.assignment.id for each in calls.queue(carl)] == [other.id, case.id]


def test_reaching_somebody_opens_the_interview_at_the_desk(browse: Browse, case: Assignment) -> None:
    browser = browse("Carl")
    reply = browser.post(path(case, "/attempts"), {"outcome": "reached"})
    interview = reading().scalars(select(Interview)).one()
    assert interview.mode == "cati"
    page = browser.get(reply.location).get_data(as_text=True)
    assert '"layout": "call"' in page
    assert "What do you recommend?" in page


def test_an_unknown_outcome_is_refused(browse: Browse, case: Assignment) -> None:
    browse("Carl").post(path(case, "/attempts"), {"outcome": "sold"})
    assert reading().scalar(select(CallAttempt)) is None


def test_a_field_tester_has_no_business_at_the_call_desk(browse: Browse, case: Assignment) -> None:
    assert browse("Tara").get("/cati/").status_code == 403
    assert browse("Tara").get(path(case)).status_code == 403


@pytest.mark.parametrize(
    ("number", "link"),
    [
        ("+49 (0)421 / 555-010", "tel:+49421555010"),
        ("0421 555010", "tel:0421555010"),
        ("", ""),
        ("call me", ""),
    ],
)
def test_only_numbers_can_be_dialled(number: str, link: str) -> None:
    assert dial_link(number) == link
