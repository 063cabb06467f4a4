"""Drafts on tablets: opened under the tablet's own name, sent bit by bit, taken over by an act of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.services import interviews
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Interview, JournalConflict
from tests import build
from tests.browsing import Browser
from tests.cast import someone
from tests.web.field_world import a_visit, an_interview, events_for, fresh
from tests.web.tablets import API, Speaking, code_of

Browse = Callable[[str], Browser]


@pytest.fixture
def visit(app: Flask) -> Assignment:
    return a_visit(state=AssignmentState.BRIEFED)


@pytest.fixture
def tara(app: Flask) -> Speaking:
    return Speaking.of(app, "Tara")


def form_of(visit: Assignment) -> str:
    return visit.scenario.questionnaire_version.fingerprint


def opened(tablet: Speaking, visit: Assignment, name: UUID | None = None) -> UUID:
    name = name or uuid4()
    reply = tablet.send("PUT", f"{API}/interviews/{name}", {"assignment": str(visit.public_id)})
    assert reply.status_code == 200, reply.json
    return name


def sent(tablet: Speaking, name: UUID, events: list[dict[str, Any]]) -> Any:
    return tablet.send("POST", f"{API}/interviews/{name}/events", {"events": events})


def interview(name: UUID) -> Interview:
    return reading().scalars(select(Interview).where(Interview.public_id == name)).one()


def conflicts() -> list[tuple[int, str]]:
    return [(row.seq, row.reason) for row in reading().scalars(select(JournalConflict)).all()]


def test_a_draft_begins_with_the_tablets_own_first_event(tara: Speaking, visit: Assignment) -> None:
    name = uuid4()
    reply = tara.send("PUT", f"{API}/interviews/{name}", {"assignment": str(visit.public_id)})
    assert reply.json == {"acknowledged": 0, "held_by": tara.tablet.id}
    events = tara.tablet.visit(
        form_of(visit), {"greeted": "yes"}, seed=99, zone="Europe/Vienna", finish=False
    )
    assert sent(tara, name, events).json["acknowledged"] == 2
    row = interview(name)
    assert (row.seed, row.zone, row.language) == (99, "Europe/Vienna", "en")
    assert [each.kind for each in interviews.journal(row)] == ["open", "answer"]
    assert fresh(visit).state is AssignmentState.IN_FIELD


def test_opening_twice_is_opening_once(tara: Speaking, visit: Assignment) -> None:
    name = opened(tara, visit)
    sent(tara, name, tara.tablet.visit(form_of(visit), {}, finish=False))
    reply = tara.send("PUT", f"{API}/interviews/{name}", {"assignment": str(visit.public_id)})
    assert reply.json == {"acknowledged": 1, "held_by": tara.tablet.id}


def test_a_draft_begun_under_an_earlier_version_keeps_its_form(tara: Speaking, visit: Assignment) -> None:
    with transaction():
        earlier = build.questionnaire(build.QUESTIONNAIRE.replace('version: "1"', 'version: "0"'))
    name = opened(tara, visit)
    assert sent(tara, name, tara.tablet.visit(earlier.fingerprint, {}, finish=False)).status_code == 200
    assert interview(name).form_fingerprint == earlier.fingerprint


@pytest.mark.parametrize(
    "value",
    [
        "text",
        {},
        {"form": "0" * 64},
        {"seed": -1},
        {"seed": 1.5},
        {"zone": "Europe/Nowhere"},
        {"zone": "Europe"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"language": "english"},
        {"mode": "dream"},
    ],
)
def test_a_first_event_that_opens_nothing_is_refused(tara: Speaking, visit: Assignment, value: Any) -> None:
    name = opened(tara, visit)
    first = tara.tablet.visit(form_of(visit), {}, finish=False)[0]
    first["value"] = {**first["value"], **value} if value and isinstance(value, dict) else value
    reply = sent(tara, name, [first])
    assert (reply.status_code, code_of(reply)) == (422, "EVENT_REFUSED")
    assert interviews.journal(interview(name)) == []


def test_a_form_of_another_questionnaire_is_not_the_visits(tara: Speaking, visit: Assignment) -> None:
    with transaction():
        other = build.questionnaire(build.QUESTIONNAIRE.replace("store-visit", "other-visit"))
    name = opened(tara, visit)
    reply = sent(tara, name, tara.tablet.visit(other.fingerprint, {}, finish=False))
    assert code_of(reply) == "EVENT_REFUSED"


def test_without_a_briefing_nothing_is_opened(tara: Speaking) -> None:
    visit = a_visit()
    reply = tara.send("PUT", f"{API}/interviews/{uuid4()}", {"assignment": str(visit.public_id)})
    assert (reply.status_code, code_of(reply)) == (422, "BRIEFING_NEEDED")


@pytest.mark.parametrize("body", [{}, {"assignment": 7}, {"assignment": "x"}, {"assignment": str(uuid4())}])
def test_a_visit_nobody_knows_is_not_found(tara: Speaking, body: object) -> None:
    assert tara.send("PUT", f"{API}/interviews/{uuid4()}", body).status_code == 404


def test_somebody_elses_visit_or_interview_is_not_found(
    app: Flask, tara: Speaking, visit: Assignment
) -> None:
    name, toni = opened(tara, visit), Speaking.of(app, "Toni")
    for method, path, body in (
        ("PUT", f"/interviews/{uuid4()}", {"assignment": str(visit.public_id)}),
        ("POST", f"/interviews/{name}/take", {}),
        ("POST", f"/interviews/{name}/events", {"events": []}),
    ):
        assert toni.send(method, API + path, body).status_code == 404
    theirs = a_visit(tester="Toni", state=AssignmentState.BRIEFED, code="other")
    assert (
        toni.send("PUT", f"{API}/interviews/{name}", {"assignment": str(theirs.public_id)}).status_code == 404
    )


def test_a_draft_that_the_office_has_set_aside_is_told_so(tara: Speaking, visit: Assignment) -> None:
    name = opened(tara, visit)
    with transaction():
        interview(name).set_aside_at = build.MOMENT
    reply = tara.send("PUT", f"{API}/interviews/{name}", {"assignment": str(visit.public_id)})
    assert (reply.status_code, code_of(reply)) == (409, "INTERVIEW_SET_ASIDE")


def test_a_second_tablet_is_told_where_the_interview_is(
    app: Flask, tara: Speaking, visit: Assignment
) -> None:
    name, second = opened(tara, visit), Speaking.of(app, "Tara")
    for wanted in (name, uuid4()):
        reply = second.send("PUT", f"{API}/interviews/{wanted}", {"assignment": str(visit.public_id)})
        assert (reply.status_code, code_of(reply)) == (409, "INTERVIEW_ELSEWHERE")
        details = (reply.json or {})["problems"][0]["details"]
        assert details["interview"] == str(name)
        assert details["device"] == tara.tablet.id
        assert details["name"] == "Tablet 7"


def test_taking_over_is_explicit_and_the_first_tablets_answers_are_kept_aside(
    app: Flask, tara: Speaking, visit: Assignment
) -> None:
    name, second = opened(tara, visit), Speaking.of(app, "Tara")
    events = tara.tablet.visit(form_of(visit), {"greeted": "yes", "queue_minutes": 4}, finish=False)
    sent(tara, name, events[:2])
    reply = sent(second, name, events[2:])
    assert (reply.status_code, code_of(reply)) == (409, "INTERVIEW_HELD_ELSEWHERE")
    taken = second.send("POST", f"{API}/interviews/{name}/take", {}).json or {}
    assert (taken["acknowledged"], taken["held_by"]) == (2, second.tablet.id)
    assert [each["seq"] for each in taken["events"]] == [1, 2]
    assert code_of(sent(tara, name, events[2:])) == "INTERVIEW_HELD_ELSEWHERE"
    assert conflicts() == [(3, "elsewhere")]
    assert sent(tara, name, events[:2]).json["acknowledged"] == 2
    assert sent(second, name, events[2:]).json["acknowledged"] == 3


def test_a_session_and_a_tablet_do_not_write_at_the_same_time(
    app: Flask, browse: Browse, tara: Speaking
) -> None:
    row = an_interview()
    events = events_for(row, {"greeted": "yes"}, finish=False)
    assert code_of(sent(tara, row.public_id, events)) == "INTERVIEW_HELD_ELSEWHERE"
    assert tara.send("POST", f"{API}/interviews/{row.public_id}/take", {}).status_code == 200
    assert sent(tara, row.public_id, events).status_code == 200
    browser = browse("Tara")
    path = f"{API}/interviews/{row.public_id}"
    late = [{"seq": 20, "kind": "page", "path": "welcome"}]
    assert code_of(browser.send("POST", f"{path}/events", {"events": late})) == "INTERVIEW_HELD_ELSEWHERE"
    assert code_of(browser.send("POST", f"{path}/finish", {"last_seq": 1})) == "INTERVIEW_HELD_ELSEWHERE"
    assert browser.send("POST", f"{path}/take", {}).json["held_by"] == ""
    assert browser.send("POST", f"{path}/events", {"events": late}).status_code == 200


def test_what_was_handed_in_cannot_be_taken_over(app: Flask, tara: Speaking, visit: Assignment) -> None:
    name = opened(tara, visit)
    with transaction():
        visit.state = AssignmentState.IN_REVIEW
    reply = Speaking.of(app, "Tara").send("POST", f"{API}/interviews/{name}/take", {})
    assert (reply.status_code, code_of(reply)) == (409, "INTERVIEW_CLOSED")


def test_a_draft_on_a_tablet_can_be_finished_there(tara: Speaking, visit: Assignment) -> None:
    name = opened(tara, visit)
    events = tara.tablet.visit(form_of(visit), {"greeted": "yes", "queue_minutes": 4})
    assert sent(tara, name, events).status_code == 200
    reply = tara.send("POST", f"{API}/interviews/{name}/finish", {"last_seq": events[-1]["seq"], "media": []})
    assert reply.status_code == 200
    assert interview(name).user_id == someone("Tara").id
