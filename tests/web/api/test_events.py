"""Events from tablets: appended once, never overwritten, acknowledged when they are on the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from mystery.services import interviews
from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, Interview, JournalConflict
from tests.browsing import Browser
from tests.cast import someone
from tests.web.field_world import address, an_interview, events_for, fresh, send

Browse = Callable[[str], Browser]
ANSWERS = {"greeted": "yes", "queue_minutes": 4}


@pytest.fixture
def opened(app: object) -> Interview:
    return an_interview()


def codes(reply: Any) -> list[str]:
    return [each["code"] for each in reply.json["problems"]]


def test_a_tablet_sends_answers_and_hears_how_far_they_have_arrived(
    browse: Browse, opened: Interview
) -> None:
    events = events_for(opened, ANSWERS)
    reply = send(browse("Tara"), opened, events)
    assert reply.status_code == 200
    assert reply.json == {"acknowledged": events[-1]["seq"], "problems": []}
    assert [each.kind for each in interviews.journal(opened)] == ["open", *(each["kind"] for each in events)]


def test_what_is_sent_twice_is_there_once(browse: Browse, opened: Interview) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS)
    send(browser, opened, events[:2])
    assert send(browser, opened, events).json["acknowledged"] == events[-1]["seq"]
    assert len(interviews.journal(opened)) == len(events) + 1


def test_a_gap_is_not_acknowledged_until_it_is_filled(browse: Browse, opened: Interview) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS)
    assert send(browser, opened, events[1:]).json["acknowledged"] == 1
    assert send(browser, opened, events[:1]).json["acknowledged"] == events[-1]["seq"]


def test_another_event_under_the_same_number_is_kept_beside_the_journal(
    browse: Browse, opened: Interview
) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS, finish=False)
    send(browser, opened, events)
    other = {**events[1], "value": "no"}
    later = {**events[1], "seq": 99}
    for _ in range(2):
        reply = send(browser, opened, [other, later])
        assert reply.status_code == 409
        assert codes(reply) == ["JOURNAL_CONFLICT"]
        details = reply.json["problems"][0]["details"]
        assert (details["kept"]["value"], details["sent"]["value"]) == ("yes", "no")
    kept = reading().scalars(select(JournalConflict)).all()
    assert [(row.seq, row.reason) for row in kept] == [(other["seq"], "taken"), (99, "taken")]
    assert [each.value for each in interviews.journal(opened) if each.path == "greeted"] == ["yes"]


def test_one_and_true_are_not_the_same_answer(browse: Browse, opened: Interview) -> None:
    browser = browse("Tara")
    event = {"seq": 2, "kind": "answer", "path": "queue_minutes", "value": 1}
    assert send(browser, opened, [event]).status_code == 200
    assert send(browser, opened, [{**event, "value": True}]).status_code == 409


def test_answers_after_the_interview_was_handed_in_are_kept_but_not_counted(
    browse: Browse, opened: Interview
) -> None:
    with transaction():
        opened.assignment.state = AssignmentState.IN_REVIEW
    reply = send(browse("Tara"), opened, events_for(opened, ANSWERS))
    assert reply.status_code == 409
    assert codes(reply) == ["INTERVIEW_CLOSED"]
    assert len(interviews.journal(opened)) == 1
    assert {row.reason for row in reading().scalars(select(JournalConflict))} == {"closed"}


def test_a_visit_that_was_given_to_somebody_else_meanwhile_loses_nothing(
    browse: Browse, opened: Interview
) -> None:
    with transaction():
        opened.assignment.tester = someone("Toni")
    assert send(browse("Tara"), opened, [{"seq": 2, "kind": "page", "path": "welcome"}]).status_code == 409
    assert len(reading().scalars(select(JournalConflict)).all()) == 1


@pytest.mark.parametrize("name", ["Toni", "Carl", "Heidi"])
def test_nobody_else_knows_of_the_interview(name: str, browse: Browse, opened: Interview) -> None:
    assert send(browse(name), opened, []).status_code == 404


def test_a_reviewer_may_read_but_not_answer(browse: Browse, opened: Interview) -> None:
    assert send(browse("Rolf"), opened, []).status_code == 403


def test_a_lost_session_is_told_in_json(browse: Browse, opened: Interview) -> None:
    reply = browse("").client.post(address(opened, "events"), json={"events": []})
    assert reply.status_code == 401
    assert reply.content_type == "application/problem+json"
    assert reply.json is not None
    assert reply.json["code"] == "LOGIN_NEEDED"


def test_a_request_without_the_token_is_refused(browse: Browse, opened: Interview) -> None:
    reply = browse("Tara").client.post(address(opened, "events"), json={"events": []})
    assert reply.status_code == 400


WRONG_EVENTS: list[object] = [
    "text",
    None,
    [],
    {},
    {"seq": 0, "kind": "answer"},
    {"seq": 1.5, "kind": "answer"},
    {"seq": True, "kind": "answer"},
    {"seq": 10**9, "kind": "answer"},
    {"seq": 2, "kind": "asked", "path": "greeted", "value": {"question": "?"}},
    {"seq": 2, "kind": "frozen", "value": {"now": "never"}},
    {"seq": 2, "kind": "open", "value": {"zone": "Europe/Nowhere"}},
    {"seq": 2, "kind": ["answer"]},
    {"seq": 2, "kind": "answer", "path": "x" * 201},
    {"seq": 2, "kind": "answer", "path": "a\x00b"},
    {"seq": 2, "kind": "answer", "path": 7},
    {"seq": 2, "kind": "answer", "path": "greeted", "value": "x" * 20_001},
    {"seq": 2, "kind": "answer", "path": "greeted", "value": [[[[[[[1]]]]]]]},
    {"seq": 2, "kind": "answer", "path": "greeted", "at": "yesterday"},
    {"seq": 2, "kind": "answer", "path": "greeted", "ms": -1},
    {"seq": 2, "kind": "answer", "path": "greeted", "by": "00000000-0000-4000-8000-000000000000"},
    {"seq": 2, "kind": "answer", "path": "greeted", "admin": True},
]


@pytest.mark.parametrize("event", WRONG_EVENTS, ids=str)
def test_an_event_of_another_shape_is_refused(event: Any, browse: Browse, opened: Interview) -> None:
    reply = send(browse("Tara"), opened, [event])
    assert reply.status_code == 422
    assert codes(reply) == ["EVENT_REFUSED"]
    assert len(interviews.journal(opened)) == 1


WRONG_BODIES = [
    b'{"events": [{"seq": 2, "kind": "ans',
    b"[]",
    b"\xff\xfe",
    b'{"events": {}}',
    b"[" * 100_000,
    b'{"events": [{"seq": 2, "kind": "answer", "path": "greeted", "value": NaN}]}',
    b'{"events": [{"seq": 2, "kind": "answer", "path": "greeted", "value": 1e999}]}',
]


@pytest.mark.parametrize("body", WRONG_BODIES, ids=lambda body: body[:40].decode("latin-1"))
def test_a_body_that_is_no_list_of_events_is_refused(body: bytes, browse: Browse, opened: Interview) -> None:
    browser = browse("Tara")
    browser.get("/account/")
    headers = {"X-CSRFToken": browser.page.csrf_token, "Content-Type": "application/json"}
    reply = browser.client.post(address(opened, "events"), data=body, headers=headers)
    assert reply.status_code == 422
    assert codes(reply) == ["EVENTS_UNREADABLE"]


def test_half_a_character_is_refused(browse: Browse, opened: Interview) -> None:
    event = {"seq": 2, "kind": "answer", "path": "greeted", "value": "\ud800"}
    assert send(browse("Tara"), opened, [event]).status_code == 422


def test_too_many_events_at_once_are_refused(browse: Browse, opened: Interview) -> None:
    events = [{"seq": seq, "kind": "page", "path": "welcome"} for seq in range(2, 203)]
    assert codes(send(browse("Tara"), opened, events)) == ["TOO_MANY_EVENTS"]


def test_a_body_without_end_is_refused(browse: Browse, opened: Interview) -> None:
    event = {"seq": 2, "kind": "answer", "path": "greeted", "value": "x" * 1_100_000}
    assert send(browse("Tara"), opened, [event]).status_code == 413


def test_markup_in_an_answer_stays_text(browse: Browse, opened: Interview) -> None:
    text = "</script><img src=x onerror=alert(1)>"
    event = {"seq": 2, "kind": "comment", "path": "greeted", "value": text}
    assert send(browse("Tara"), opened, [event]).status_code == 200
    page = browse("Tara").get(f"/capi/interviews/{fresh(opened).public_id}")
    assert page.status_code == 200
    assert "onerror=alert(1)>" not in page.get_data(as_text=True)
