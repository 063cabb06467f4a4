"""A tester's work on the tablet: everything for the day, and what is said of a visit."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from mystery.services import accounts, briefing, media
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, QuizAttempt, VisitNote
from tests.cast import someone
from tests.web.field_world import PLAY, a_visit, an_interview, fresh
from tests.web.tablets import API, Speaking, code_of


@pytest.fixture
def visit(app: Flask) -> Assignment:
    return a_visit()


@pytest.fixture
def tara(app: Flask) -> Speaking:
    return Speaking.of(app, "Tara")


def only(reply: Any) -> dict[str, Any]:
    assert reply.status_code == 200, reply.json
    (found,) = reply.json["assignments"]
    return dict(found)


def test_the_work_holds_all_that_a_visit_needs(tara: Speaking, visit: Assignment) -> None:
    found = only(tara.get(f"{API}/work"))
    assert found["id"] == str(visit.public_id)
    assert found["state"] == "assigned"
    assert found["needs_briefing"] is True
    assert found["window"] == {
        "from": "2026-11-23T10:00:00Z",
        "to": "2026-11-30T10:00:00Z",
        "zone": "Europe/Berlin",
    }
    assert found["lease_until"] == found["window"]["to"]
    assert found["location"]["name"] == "Bremen"
    assert found["title"] == {"de": "Beratung im Markt", "en": "Advice in the shop"}
    assert found["role"] == PLAY["role"]
    assert found["minutes"] == {"low": 15, "high": 60}
    assert found["fee"] == {"cents": 2500, "currency": "EUR"}
    assert found["form"] == visit.scenario.questionnaire_version.fingerprint
    assert [each["right"] for each in found["scenario"]["quiz"]] == [0, 1, 0, 1, 0]
    assert found["interview"] is None
    assert found["documents"] == []


def test_the_work_names_an_interview_that_was_begun_and_who_holds_it(tara: Speaking) -> None:
    row = an_interview()
    told = {"id": str(row.public_id), "acknowledged": 1, "held_by": "", "state": "open"}
    assert only(tara.get(f"{API}/work"))["interview"] == told
    tara.send("POST", f"{API}/interviews/{row.public_id}/take", {})
    assert only(tara.get(f"{API}/work"))["interview"] == {**told, "held_by": tara.tablet.id}
    with transaction():
        row.assignment.state = AssignmentState.QUERIED
    assert only(tara.get(f"{API}/work"))["interview"]["state"] == "asked_back"


def test_unchanged_work_is_not_sent_again(tara: Speaking, visit: Assignment) -> None:
    first = tara.get(f"{API}/work")
    same = {"If-None-Match": first.headers["ETag"]}
    assert tara.get(f"{API}/work", headers=same).status_code == 304
    with transaction():
        visit.fee_cents = 3000
    assert tara.get(f"{API}/work", headers=same).status_code == 200


def test_nobody_sees_somebody_elses_work(app: Flask, visit: Assignment) -> None:
    assert (Speaking.of(app, "Toni").get(f"{API}/work").json or {})["assignments"] == []


def test_a_form_comes_in_the_very_bytes_its_fingerprint_names(
    app: Flask, tara: Speaking, visit: Assignment
) -> None:
    form = visit.scenario.questionnaire_version.fingerprint
    reply = tara.get(f"{API}/forms/{form}")
    assert hashlib.sha256(reply.data).hexdigest() == form
    assert "immutable" in reply.headers["Cache-Control"]
    assert Speaking.of(app, "Toni").get(f"{API}/forms/{form}").status_code == 404
    assert tara.get(f"{API}/forms/{form}/files/{'0' * 64}").status_code == 404


def test_a_document_of_the_play_comes_with_the_hash_of_what_is_sent(
    app: Flask, tara: Speaking, visit: Assignment
) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "teal").save(picture, "PNG")
    picture.seek(0)
    kept = media.keep(picture)
    entry = {"name": "letter.png", "sha256": kept.sha256, "type": kept.type, "size": kept.size}
    with transaction():
        visit.scenario.content = {**PLAY, "documents": [entry]}
    assert only(tara.get(f"{API}/work"))["documents"] == [entry]
    reply = tara.get(f"{API}/documents/{kept.sha256}")
    digest = b64encode(hashlib.sha256(reply.data).digest()).decode()
    assert reply.headers["Repr-Digest"] == f"sha-256=:{digest}:"
    assert Speaking.of(app, "Toni").get(f"{API}/documents/{kept.sha256}").status_code == 404
    assert tara.get(f"{API}/documents/{'0' * 64}").status_code == 404


# notes


def put(tablet: Speaking, visit: Assignment, kind: str, value: object, name: object = None) -> Any:
    path = f"{API}/assignments/{visit.public_id}/notes/{name or uuid4()}"
    body = {"kind": kind, "value": value, "at": "2026-11-24T09:00:00.000Z", "ms": 5}
    return tablet.send("PUT", path, body)


def notes() -> list[VisitNote]:
    return list(reading().scalars(select(VisitNote).order_by(VisitNote.id)))


def test_a_quiz_passed_without_a_network_briefs_the_tester(tara: Speaking, visit: Assignment) -> None:
    wrong = put(tara, visit, "quiz", {"answers": [1, 1, 0, None, 0]}).json
    assert wrong == {"state": "assigned", "taken": True, "reason": "", "problems": []}
    right = put(tara, visit, "quiz", {"answers": [0, 1, 0, 1, 0]}).json
    assert right == {"state": "briefed", "taken": True, "reason": "", "problems": []}
    assert [row.passed for row in reading().scalars(select(QuizAttempt))] == [False, True]


def test_the_same_note_twice_is_one(tara: Speaking, visit: Assignment) -> None:
    name = uuid4()
    replies = [put(tara, visit, "quiz", {"answers": [0, 1, 0, 1, 0]}, name).json for _ in range(3)]
    assert {(each["state"], each["taken"]) for each in replies} == {("briefed", True)}
    assert len(notes()) == len(reading().scalars(select(QuizAttempt)).all()) == 1


def test_the_briefing_is_confirmed_by_a_note_once_the_quiz_is_passed(
    tara: Speaking, visit: Assignment
) -> None:
    assert put(tara, visit, "briefed", {}).json["taken"] is False
    again = a_visit(code="again", place="kiel")
    put(tara, visit, "quiz", {"answers": [0, 1, 0, 1, 0]})
    with transaction():
        again.scenario_id = visit.scenario_id
    assert briefing.has_passed(fresh(again))
    assert put(tara, again, "briefed", {}).json == {
        "state": "briefed",
        "taken": True,
        "reason": "",
        "problems": [],
    }


def test_a_place_is_kept_coarse_and_may_be_declined(tara: Speaking, visit: Assignment) -> None:
    place = {"latitude": 53.0792961, "longitude": 8.8016936, "accuracy_m": 12.6}
    assert put(tara, visit, "checkin", place).json["taken"] is True
    assert put(tara, visit, "checkin", {"declined": True}).json["taken"] is True
    first, second = notes()
    assert first.value == {"latitude": 53.079, "longitude": 8.802, "accuracy_m": 13}
    assert second.value == {"declined": True}
    assert first.device_id is not None


def test_a_visit_that_could_not_be_done_says_why(tara: Speaking, visit: Assignment) -> None:
    value = {"reason": "closed", "note": "Shutter down", "media": ["a" * 64]}
    assert put(tara, visit, "untested", value).json == {
        "state": "could_not_test",
        "taken": True,
        "reason": "",
        "problems": [],
    }
    assert notes()[0].value == value


def test_a_note_the_state_no_longer_admits_is_kept_with_the_reason(tara: Speaking, visit: Assignment) -> None:
    with transaction():
        visit.state = AssignmentState.CANCELLED
    reply = put(tara, visit, "untested", {"reason": "closed", "note": "", "media": []}).json
    assert (reply["state"], reply["taken"]) == ("cancelled", False)
    assert (notes()[0].taken, notes()[0].reason) == (False, "STEP_NOT_POSSIBLE")


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("song", {}),
        (7, {}),
        ("briefed", []),
        ("quiz", {}),
        ("quiz", {"answers": [True]}),
        ("quiz", {"answers": "01010"}),
        ("checkin", {"latitude": 91, "longitude": 0}),
        ("checkin", {"latitude": "north", "longitude": 0}),
        ("untested", {"reason": 7}),
        ("untested", {"reason": "closed", "media": ["x"]}),
    ],
)
def test_what_is_no_note_is_refused(tara: Speaking, visit: Assignment, kind: Any, value: object) -> None:
    reply = put(tara, visit, kind, value)
    assert (reply.status_code, code_of(reply)) == (422, "NOTE_UNREADABLE")
    assert notes() == []


def test_a_note_of_somebody_elses_visit_is_not_found(app: Flask, tara: Speaking, visit: Assignment) -> None:
    toni = Speaking.of(app, "Toni")
    assert put(toni, visit, "checkin", {"declined": True}).status_code == 404
    name = uuid4()
    put(tara, visit, "checkin", {"declined": True}, name)
    theirs = a_visit(tester="Toni", code="theirs")
    assert put(toni, theirs, "checkin", {"declined": True}, name).status_code == 404
    assert accounts.actor_for(someone("Toni")).user_id != notes()[0].user_id
