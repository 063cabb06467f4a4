"""The call page's JSON: a case is taken, called, agreed upon, and leads into its interview."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from mystery.services import turns
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading
from mystery.store.models import (
    AssignmentState,
    AuditEntry,
    CallAttempt,
    CallCase,
    CaseState,
    Interview,
    NumberState,
)
from tests.browsing import Browser
from tests.call_world import TUESDAY, a_caller, a_hotline, a_respondent, a_wave
from tests.web.field_world import fresh

Browse = Callable[[str], Browser]


@pytest.fixture(autouse=True)
def clock() -> Iterator[Any]:
    with time_machine.travel(TUESDAY, tick=False) as traveller:
        yield traveller


def post(browser: Browser, address: str, sent: dict[str, Any] | None = None) -> Any:
    return browser.send("POST", address, sent or {})


def taken(browser: Browser) -> dict[str, Any]:
    found = post(browser, "/cati/api/next").json["case"]
    assert found is not None
    return dict(found)


def code_of(reply: Any) -> str:
    assert reply.content_type == "application/problem+json"
    return str(reply.json["code"])


def test_a_test_call_is_taken_dialled_and_reached(browse: Browse) -> None:
    visit = a_hotline(a_wave())
    browser = browse("Carl")
    case = taken(browser)
    assert (case["title"], case["number"], case["dial"]) == ("Bremen", "+49421555010", "tel:+49421555010")
    assert case["local_time"].startswith("10:00")
    begun = post(browser, case["urls"]["attempts"])
    assert begun.status_code == 201
    assert begun.json["state"] == "dialled"
    ended = post(browser, begun.json["urls"]["end"], {"outcome": "reached", "timings": {"ring": 7.26}})
    assert ended.json["state"] == "done"
    interview = reading().scalars(select(Interview)).one()
    assert ended.json["interview"] == f"/cati/interviews/{interview.public_id}"
    answers = {each["path"]: each["value"] for each in ended.json["answers"]}
    assert answers == {"attempts": 1, "reached": "human", "ring_time": {"seconds": 7.3, "measured": False}}
    assert fresh(visit).state is AssignmentState.IN_FIELD
    assert browser.get(ended.json["interview"]).location == f"/cati/cases/{case['id']}"


def test_no_case_is_an_answer_too(browse: Browse) -> None:
    assert post(browse("Carl"), "/cati/api/next").json == {"case": None}


def test_the_history_and_the_reasons_come_in_the_callers_language(browse: Browse, clock: Any) -> None:
    wave = a_wave("survey")
    first = a_respondent(wave, priority=3)
    a_respondent(wave, "R-2", priority=2, next_at=TUESDAY + timedelta(minutes=1))
    browser = browse("Carl")
    case = taken(browser)
    begun = post(browser, case["urls"]["attempts"])
    post(browser, begun.json["urls"]["end"], {"outcome": "busy", "note": "engaged"})
    clock.move_to(fresh(first).next_at)
    case = taken(browser)
    assert case["reasons"] == ["Priority 3"]
    told = case["history"][0]
    assert (told["outcome"], told["note"], told["by"]) == ("Busy", "engaged", "Carl")


def test_a_refused_number_is_told_and_another_cases_number_is_none(browse: Browse) -> None:
    wave = a_wave("survey")
    a_respondent(wave, "R-1")
    other = a_respondent(wave, "R-2").numbers[0]
    browser = browse("Carl")
    case = taken(browser)
    reply = post(browser, case["urls"]["attempts"], {"number": str(other.public_id)})
    assert (reply.status_code, code_of(reply)) == (422, "NUMBER_UNUSABLE")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"outcome": "reached"}, "OUTCOME_UNKNOWN"),
        ({"outcome": "refusal_soft"}, "NOTE_NEEDED"),
        ({"outcome": "appointment_hard"}, "APPOINTMENT_FIRST"),
        ({"outcome": "busy", "timings": {"ring": -1}}, "TIMINGS_UNREADABLE"),
        ({"outcome": 7}, "EVENTS_UNREADABLE"),
    ],
)
def test_an_outcome_that_does_not_fit_is_refused(browse: Browse, sent: dict[str, Any], code: str) -> None:
    a_respondent(a_wave("survey"))
    browser = browse("Carl")
    begun = post(browser, taken(browser)["urls"]["attempts"])
    assert code_of(post(browser, begun.json["urls"]["end"], sent)) == code


def test_an_appointment_is_local_to_the_called_party_and_at_permitted_hours(browse: Browse) -> None:
    case = a_respondent(a_wave("survey"), time_zone="Europe/Lisbon")
    browser = browse("Carl")
    address = taken(browser)["urls"]["appointments"]
    late = post(browser, address, {"from": "2026-11-24T23:30", "hard": True, "note": ""})
    assert code_of(late) == "APPOINTMENT_HOURS"
    assert late.json["problems"][0]["details"] == {"next": "2026-11-25 09:00"}
    assert code_of(post(browser, address, {"from": "2026-11-24T09:00Z", "hard": True})) == (
        "APPOINTMENT_UNREADABLE"
    )
    made = post(browser, address, {"from": "2026-11-25T18:00", "hard": True, "note": "after work"})
    assert made.status_code == 201
    assert fresh(case).next_at.isoformat() == "2026-11-25T18:00:00+00:00"


def test_a_case_is_held_and_given_back(browse: Browse, clock: Any) -> None:
    case = a_respondent(a_wave("survey"))
    browser = browse("Carl")
    urls = taken(browser)["urls"]
    clock.move_to(TUESDAY + timedelta(minutes=4))
    assert post(browser, urls["hold"]).json == {"held_until": "2026-11-24T09:09:00+00:00"}
    assert post(browser, urls["give_back"]).status_code == 204
    assert fresh(case).holder_id is None
    assert post(browser, urls["hold"]).status_code == 404


def test_somebody_elses_case_and_attempt_do_not_exist(browse: Browse) -> None:
    case = a_respondent(a_wave("survey"))
    cora = actor_for(a_caller())
    assert turns.next_case(cora, TUESDAY) is not None
    browser = browse("Carl")
    for what in ("", "/hold", "/give-back", "/attempts", "/appointments", "/interview"):
        send = browser.get if what == "" else lambda address: post(browser, address)
        assert send(f"/cati/api/cases/{case.public_id}{what}").status_code == 404


def test_the_page_must_prove_that_it_is_ours(app: Flask, browse: Browse) -> None:
    browser = browse("Carl")
    reply = browser.client.post("/cati/api/next", json={})
    assert (reply.status_code, code_of(reply)) == (400, "CSRF_FAILED")


def test_a_body_that_is_too_large_is_not_read(browse: Browse) -> None:
    a_respondent(a_wave("survey"))
    browser = browse("Carl")
    address = taken(browser)["urls"]["attempts"]
    assert post(browser, address, {"number": "x" * 20_000}).status_code == 413


def test_a_wrong_number_is_not_dialled_again_and_the_case_waits_for_another(browse: Browse) -> None:
    a_hotline(a_wave())
    browser = browse("Carl")
    begun = post(browser, taken(browser)["urls"]["attempts"])
    ended = post(browser, begun.json["urls"]["end"], {"outcome": "wrong_number"})
    case = reading().scalars(select(CallCase)).one()
    assert (ended.json["state"], case.paused_for) == ("paused", "numbers")
    assert case.numbers[0].state is NumberState.BAD
    assert case.state is CaseState.PAUSED


def test_every_act_is_in_the_log(browse: Browse) -> None:
    a_respondent(a_wave("survey"))
    browser = browse("Carl")
    case = taken(browser)
    begun = post(browser, case["urls"]["attempts"])
    post(browser, case["urls"]["interview"])
    post(browser, case["urls"]["appointments"], {"from": "2026-11-25T18:00", "hard": True})
    post(browser, begun.json["urls"]["end"], {"outcome": "appointment_hard"})
    acts = reading().scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    wanted = {"case.take", "attempt.begin", "appointment.make", "attempt.end", "assignment.create"}
    assert wanted <= set(acts)
    assert reading().scalars(select(CallAttempt)).one().outcome == "appointment_hard"
