"""The office decides in the inbox, on pages that say what waits, why, and what differs."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from uuid import uuid4

import pytest
from flask import Flask

from mystery.services import assignments, interviews
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.models import Intake
from tests.browsing import Browser
from tests.cast import someone
from tests.intake_world import IntakeWorld, counted, intakes, world
from tests.rescue_file import rescue_file

Browse = Callable[[str], Browser]


@pytest.fixture
def w(app: Flask) -> IntakeWorld:
    return world()


def conflict(w: IntakeWorld) -> Intake:
    w.send(w.envelope())
    return w.send(w.envelope({"greeted": "no", "queue_minutes": 4})).intake


def decide(browser: Browser, row: Intake, decision: str, reason: str = "The first was a slip"):
    return browser.post(f"/desk/inbox/{row.public_id}/decide", {"decision": decision, "reason": reason})


def test_an_empty_inbox_says_so(browse: Browse) -> None:
    assert b"Nothing waits for you" in browse("Rolf").get("/desk/inbox/").data


def test_the_list_says_what_waits_and_why(browse: Browse, w: IntakeWorld) -> None:
    row = conflict(w)
    text = browse("Stefan").get("/desk/inbox/").text
    assert "Bremen" in text
    assert "The same visit has arrived before, with other content." in text
    assert f"/desk/inbox/{row.public_id}" in text
    assert "Tara" not in text


def test_the_first_page_of_the_desk_leads_to_what_waits(browse: Browse, w: IntakeWorld) -> None:
    assert "Waits in the inbox" not in browse("Stefan").get("/desk/").text
    conflict(w)
    assert "1 report waits for a decision" in browse("Stefan").get("/desk/").text
    assert "Waits in the inbox" not in browse("Axel").get("/desk/").text


def test_both_versions_stand_side_by_side(browse: Browse, w: IntakeWorld) -> None:
    text = browse("Rolf").get(f"/desk/inbox/{conflict(w).public_id}").text
    assert "1 answer differs" in text
    assert text.index("Greeted?") < text.index("Queue in minutes")
    assert "Take A, what arrived" in text


def test_a_planner_sees_that_it_waits_and_no_answers(browse: Browse, w: IntakeWorld) -> None:
    browser = browse("Stefan")
    row = conflict(w)
    text = browser.get(f"/desk/inbox/{row.public_id}").text
    assert "Greeted?" not in text
    assert "Answers are for reviewers" in text
    assert decide(browser, row, "take").status_code == 403


def test_a_reviewer_takes_what_arrived(browse: Browse, w: IntakeWorld) -> None:
    row, browser = conflict(w), browse("Rolf")
    browser.get(f"/desk/inbox/{row.public_id}")
    assert decide(browser, row, "take").status_code == 302
    assert [each.answers["greeted"] for each in counted(w.assignment)] == ["no"]
    text = browser.get("/desk/inbox/?stage=decided").text
    assert "This version was taken" in text
    assert "The first was a slip" in text
    assert "This version was taken" in browser.get(f"/desk/inbox/{row.public_id}").text


def test_a_decision_without_a_reason_is_not_taken(browse: Browse, w: IntakeWorld) -> None:
    row, browser = conflict(w), browse("Rolf")
    assert decide(browser, row, "take", "").status_code == 422
    assert decide(browser, row, "burn").status_code == 422
    assert [each.state.value for each in intakes()] == ["complete", "inbox"]


def test_a_late_report_of_a_visit_that_moved_on_can_be_kept_out(browse: Browse, w: IntakeWorld) -> None:
    body, anna = w.envelope(), actor_for(someone("Anna"))
    with transaction():
        assignments.take_back(w.assignment, actor=anna)
        window = (w.assignment.window_from, w.assignment.window_to)
        assignments.assign(w.assignment, someone("Toni"), window, actor=anna)
    row, browser = w.send(body).intake, browse("Rita")
    text = browser.get(f"/desk/inbox/{row.public_id}").text
    assert "given to somebody else" in text
    assert "Set it aside" in text
    assert decide(browser, row, "keep").status_code == 302
    assert counted(w.assignment) == []


def test_what_cannot_be_opened_is_shown_as_that(browse: Browse, w: IntakeWorld) -> None:
    w.tablet.seal_key = {"id": w.tablet.seal_key["id"], "jwk": w.tablet.enrolment("x")["public_key"]}
    row, browser = w.send(w.envelope()).intake, browse("Anna")
    assert "Unknown visit" in browser.get("/desk/inbox/").text
    assert "Its answers cannot be shown" in browser.get(f"/desk/inbox/{row.public_id}").text
    assert decide(browser, row, "take").status_code == 422


def test_answers_beside_an_interview_are_looked_at(browse: Browse, w: IntakeWorld) -> None:
    tara = actor_for(someone("Tara"))
    with transaction():
        interview = interviews.open_interview(
            w.assignment, tara, mode="capi", language="en", public_id=uuid4()
        )
    interviews.append(interview, [interviews.Event(2, "answer", "queue_minutes", 4)])
    with pytest.raises(Exception, match="JOURNAL_CONFLICT"):
        interviews.append(interview, [interviews.Event(2, "answer", "queue_minutes", 40)])
    browser = browse("Rolf")
    assert "Answers beside an interview" in browser.get("/desk/inbox/").text
    text = browser.get(f"/desk/inbox/answers/{interview.public_id}").text
    assert "Queue in minutes" in text
    assert "Another answer stands in its place" in text
    path = f"/desk/inbox/answers/{interview.public_id}/settle"
    assert browser.post(path, {"reason": ""}).status_code == 422
    assert browser.post(path, {"reason": "Two windows"}).status_code == 302
    assert "Nothing waits for you" in browser.get("/desk/inbox/").text


def test_the_office_takes_a_rescue_file_in(browse: Browse, w: IntakeWorld) -> None:
    data, browser = rescue_file(w.tablet, envelopes=[w.envelope()]), browse("Stefan")
    browser.get("/desk/inbox/")
    reply = browser.post(
        "/desk/inbox/rescue",
        {"file": (BytesIO(data), "tablet-7.jsonl")},
        content_type="multipart/form-data",
        follow_redirects=True,
    )
    assert "1 visit of the file is here." in reply.text
    assert len(counted(w.assignment)) == 1


def test_a_file_that_is_none_is_said_to_be_none(browse: Browse, w: IntakeWorld) -> None:
    browser = browse("Stefan")
    browser.get("/desk/inbox/")
    reply = browser.post(
        "/desk/inbox/rescue", {"file": (BytesIO(b"x"), "x.txt")}, content_type="multipart/form-data"
    )
    assert reply.status_code == 422
    assert "This is no rescue file" in reply.text
    assert browser.post("/desk/inbox/rescue", {}).status_code == 302


def test_another_client_s_reports_are_not_there(browse: Browse, w: IntakeWorld) -> None:
    row = conflict(w)
    for name in ("Heidi", "Tara", "Axel"):
        assert browse(name).get(f"/desk/inbox/{row.public_id}").status_code in (403, 404)
