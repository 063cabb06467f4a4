"""The office's page of tablets, and the tester's own: codes, revoking, and settling what went missing."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.clock import utcnow
from mystery.services import draft_holders, visit_notes
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, AuditEntry, Device, Enrolment, Holding, UserScope
from tests import build
from tests.browsing import Browser
from tests.cast import someone
from tests.tablet import Tablet
from tests.web.field_world import a_visit, an_interview, fresh
from tests.web.tablets import API

Browse = Callable[[str], Browser]


@pytest.fixture
def device(app: Flask) -> Device:
    with transaction():
        return build.device(someone("Tara"), expires_at=utcnow().replace(year=2100), skew_ms=185_000)


def page_of(name: str) -> str:
    """The address of a tester's tablets."""
    profile = someone(name).tester_profile
    assert profile is not None
    return f"/desk/tablets/testers/{profile.public_id}"


def holding(device: Device, **columns: object) -> Holding:
    with transaction():
        return build.holding(device, **columns)


def test_the_list_tells_how_each_tablet_is(browse: Browse, device: Device) -> None:
    holding(device, gone_at=None)
    text = browse("Stefan").get("/desk/tablets").get_data(as_text=True)
    for words in ("Tablet 7", "Tara", "T-101", "In use", "3 min slow", "1 interview"):
        assert words in text


def test_the_list_is_searched_by_tester_and_tablet(browse: Browse, device: Device) -> None:
    browser = browse("Rita")
    assert "1 tablet" in browser.get("/desk/tablets?q=t-101").get_data(as_text=True)
    assert "No tablet is set up" in browser.get("/desk/tablets?q=nobody").get_data(as_text=True)


def test_a_code_is_drawn_and_said_once_and_enrols_a_tablet(browse: Browse, app: Flask) -> None:
    browser, page = browse("Stefan"), page_of("Tara")
    chosen = browser.post("/desk/tablets/testers", {"tester": page.rpartition("/")[2]})
    assert chosen.location == page
    browser.get(chosen.location)
    text = browser.post(f"{chosen.location}/code").get_data(as_text=True)
    assert "data:image/svg+xml" in text
    found = re.search(r"http://localhost:8000/tablet/enrol#([\w-]+)", unescape(text))
    assert found
    assert reading().scalars(select(Enrolment.code_sha256)).one() not in text
    reply = app.test_client().post(f"{API}/enrolments", json=Tablet().enrolment(found[1]))
    assert reply.status_code == 201


def test_without_a_tester_there_is_no_code(browse: Browse) -> None:
    reply = browse("Stefan").post("/desk/tablets/testers", {"tester": ""})
    assert reply.location == "/desk/tablets"


def test_a_tablet_is_revoked_by_its_name(browse: Browse, device: Device) -> None:
    browser, page = browse("Stefan"), page_of("Tara")
    browser.get(page)
    for typed, is_revoked in (("Tablet 8", False), ("Tablet 7", True)):
        browser.post(f"/desk/tablets/{device.public_id}/revoke", {"confirm_name": typed})
        assert (fresh(device).revoked_at is not None) is is_revoked
    assert "Revoked" in browser.get(page).get_data(as_text=True)


def test_the_office_tells_a_tester_something_until_it_takes_it_back(browse: Browse, device: Device) -> None:
    browser, page = browse("Stefan"), page_of("Tara")
    for said in ("Please call  the office.", ""):
        browser.get(page)
        browser.post(f"{page}/message", {"message": said})
        assert fresh(device).message == " ".join(said.split())
    browser.get(page)
    refused = browser.post(f"{page}/message", {"message": "x" * 301}, follow_redirects=True)
    assert "longer than 300 characters" in refused.get_data(as_text=True)
    assert browse("Rita").post(f"{page}/message", {"message": "x"}).status_code == 403


def test_a_tablet_whose_browser_promises_nothing_is_accepted_knowingly(
    browse: Browse, device: Device
) -> None:
    browser, page = browse("Stefan"), page_of("Tara")
    accept = f"/desk/tablets/{device.public_id}/accept"
    with transaction():
        device.persisted = False
    assert "Decide on it" in browser.get("/desk/tablets").text
    assert "has not promised to keep its storage" in browser.get(page).text
    browser.post(accept, {"reason": "  "})
    assert fresh(device).storage_accepted_at is None
    browser.post(accept, {"reason": "Spare tablet,  sent from every evening"})
    text = browser.get(page).text
    assert "has not promised to keep its storage" not in text
    assert "accepted by Stefan" in text
    assert "Spare tablet, sent from every evening" in text
    assert "Decide on it" not in browser.get("/desk/tablets").text
    entry = reading().scalars(select(AuditEntry).where(AuditEntry.action == "device.accept")).one()
    assert entry.details["reason"] == "Spare tablet, sent from every evening"
    rita = browse("Rita")
    rita.get("/desk/tablets")
    assert rita.post(accept, {"reason": "x"}).status_code == 403


def test_who_plans_without_scheduling_looks_but_does_not_act(browse: Browse, device: Device) -> None:
    lost = holding(device)
    browser = browse("Rita")
    text = browser.get("/desk/tablets").get_data(as_text=True)
    assert "Missing" in text
    assert "What did you find?" not in text
    assert "Make a code" not in browser.get(page_of("Tara")).text
    assert browser.post(f"/desk/tablets/losses/{lost.public_id}/settle", {"reason": "x"}).status_code == 403


def test_a_loss_stands_on_the_page_until_somebody_says_what_they_found(
    browse: Browse, device: Device
) -> None:
    visit = a_visit(state=AssignmentState.IN_FIELD)
    lost = holding(device, assignment=visit.public_id)
    browser = browse("Stefan")
    text = browser.get("/desk/tablets").get_data(as_text=True)
    assert "a draft with 3 entries" in text
    assert "Bremen" in text
    browser.post(f"/desk/tablets/losses/{lost.public_id}/settle", {"reason": "  "})
    assert fresh(lost).settled_at is None
    browser.post(f"/desk/tablets/losses/{lost.public_id}/settle", {"reason": "A practice run."})
    assert fresh(lost).settled_reason == "A practice run."
    assert "a draft with 3 entries" not in browser.get("/desk/tablets").get_data(as_text=True)


def test_a_loss_is_known_to_those_only_who_may_know_the_visit(browse: Browse, device: Device) -> None:
    theirs = holding(device, assignment=a_visit(state=AssignmentState.IN_FIELD).public_id)
    nobodys = holding(device, assignment=uuid4())
    silent = {"gone_at": None, "reported_at": build.MOMENT.replace(year=2025)}
    holding(device, assignment=theirs.assignment, **silent)
    with transaction() as session:
        session.add(UserScope(user_id=someone("Stefan").id, client_id=build.client("fremd").id))
    browser = browse("Stefan")
    text = browser.get("/desk/tablets").get_data(as_text=True)
    assert "a draft with 3 entries" not in text
    assert "Unsent work waits" not in text
    for each in (theirs, nobodys):
        reply = browser.post(f"/desk/tablets/losses/{each.public_id}/settle", {"reason": "x"})
        assert (reply.status_code, fresh(each).settled_at) == (404, None)
    assert browse("Anna").get("/desk/tablets").get_data(as_text=True).count("a draft with 3 entries") == 2


def test_a_silent_tablet_with_unsent_work_stands_on_the_page(browse: Browse, device: Device) -> None:
    long_ago = build.MOMENT.replace(year=2025)
    with transaction():
        device.seen_at = long_ago
        build.holding(device, gone_at=None, reported_at=long_ago)
    text = browse("Stefan").get("/desk/tablets").get_data(as_text=True)
    assert "Unsent work waits on Tablet 7" in text


def test_a_tablet_that_speaks_without_getting_its_work_through_is_told_apart(
    browse: Browse, device: Device
) -> None:
    long_ago = build.MOMENT.replace(year=2025)
    with transaction():
        device.seen_at = utcnow()
        build.holding(
            device, kind="record", sha256="a" * 64, gone_at=None, reported_at=utcnow(), created_at=long_ago
        )
    text = browse("Stefan").get("/desk/tablets").get_data(as_text=True)
    assert "Finished work does not get through from Tablet 7" in text


def test_testers_set_up_the_tablet_in_their_hand(browse: Browse) -> None:
    browser = browse("Tara")
    assert "No tablet yet" in browser.get("/capi/tablet").get_data(as_text=True)
    browser.post("/capi/tablet/code")
    assert any(link.startswith("/tablet/enrol#") for link in browser.page.links)


def test_testers_revoke_their_own_tablets_and_nobody_elses(browse: Browse, device: Device) -> None:
    address = f"/capi/tablet/{device.public_id}/revoke"
    assert browse("Toni").post(address, {"confirm_name": "Tablet 7"}).status_code == 404
    browser = browse("Tara")
    browser.get("/capi/tablet")
    browser.post(address, {"confirm_name": "Tablet 7"})
    assert fresh(device).revoked_at is not None


def test_a_visit_on_a_tablet_is_taken_over_into_the_browser(browse: Browse, device: Device) -> None:
    row = an_interview()
    tara = actor_for(someone("Tara"))
    draft_holders.take_over(row, tara, device)
    browser, visit = browse("Tara"), f"/capi/visits/{row.assignment.public_id}"
    assert "You work on this visit on a tablet" in browser.get(visit).get_data(as_text=True)
    assert browser.post(f"{visit}/start").status_code == 409
    assert browser.get(f"/capi/interviews/{row.public_id}").status_code == 409
    browser.get(visit)
    reply = browser.post(f"/capi/interviews/{row.public_id}/take")
    assert reply.location == f"/capi/interviews/{row.public_id}"
    assert browser.get(reply.location).status_code == 200


def test_the_first_page_says_what_is_missing_to_those_who_can_look_into_it(
    browse: Browse, device: Device
) -> None:
    holding(device)
    assert "1 interview was reported and never arrived" in browse("Stefan").get("/desk/").text
    assert "never arrived" not in browse("Rolf").get("/desk/").text


def test_the_office_reads_what_a_tester_said_of_a_visit(browse: Browse) -> None:
    visit, tara = a_visit(), actor_for(someone("Tara"))
    place = {"latitude": 53.0792961, "longitude": 8.8016936, "accuracy_m": 12.6}
    visit_notes.take_note(visit, tara, uuid4(), "checkin", place)
    visit_notes.take_note(visit, tara, uuid4(), "untested", {"reason": "closed", "note": "Shutter down"})
    visit_notes.take_note(visit, tara, uuid4(), "briefed", {})
    text = browse("Stefan").get(f"/desk/assignments/{visit.public_id}").text
    for words in ("Near 53.079, 8.802 (± 13 m)", "Shutter down", "Kept only"):
        assert words in text
