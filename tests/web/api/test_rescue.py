"""POST rescue: a tablet's unsent work, brought by hand, goes the same ways as over the network."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from werkzeug.test import TestResponse

from mystery.services import devices, draft_holders, interviews, rescue, visit_notes
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import Interview
from tests.browsing import Browser
from tests.cast import someone
from tests.intake_world import IntakeWorld, counted, intakes, photo_answer, photo_form, world
from tests.rescue_file import rescue_file

Browse = Callable[[str], Browser]


@pytest.fixture
def w(app: Flask) -> IntakeWorld:
    with transaction():
        version = photo_form()
    return world(questionnaire_version=version)


def bring(browser: Browser, data: bytes) -> TestResponse:
    headers = {"X-CSRFToken": browser._any_token(), "Accept": "application/json"}
    return browser._request(
        "POST", "/api/v1/rescue", data=data, content_type="application/x-ndjson", headers=headers
    )


def everything(w: IntakeWorld) -> bytes:
    """A finished visit with its picture, and another that is under way."""
    out = BytesIO()
    Image.effect_noise((900, 900), 90).convert("RGB").save(out, "PNG")
    file = w.tablet.seal_file(out.getvalue(), "image/png")
    body = w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file])
    other = w.again()
    draft = {"interview": str(uuid4()), "assignment": str(other.public_id), "form": w.form, "seq": 2}
    events = w.tablet.visit(w.form, {"greeted": "no"}, finish=False)
    notes = [w.tablet.note("checkin", {"declined": True})]
    content: dict[str, Any] = {"events": events, "notes": notes}
    return rescue_file(w.tablet, envelopes=[body], files=[file], drafts=[(draft, content)])


def test_the_office_brings_what_a_tablet_could_not_send(browse: Browse, w: IntakeWorld) -> None:
    reply = bring(browse("Stefan"), everything(w))
    assert reply.status_code == 200
    assert (reply.json["files"], reply.json["drafts"], reply.json["problems"]) == (1, 1, [])
    assert [each["state"] for each in reply.json["records"]] == ["complete"]
    assert len(counted(w.assignment)) == 1
    draft = reading().scalars(select(Interview).where(Interview.assignment_id != w.assignment.id)).one()
    assert [each.kind for each in interviews.journal(draft)] == ["open", "answer"]


def test_brought_twice_it_is_there_once(browse: Browse, w: IntakeWorld) -> None:
    data, browser = everything(w), browse("Anna")
    bring(browser, data)
    again = bring(browser, data)
    assert [each["state"] for each in again.json["records"]] == ["complete"]
    assert again.json["problems"] == []
    assert (len(intakes()), len(counted(w.assignment))) == (1, 1)
    assert len(reading().scalars(select(Interview)).all()) == 2


def test_notes_of_a_draft_that_had_arrived_in_part_come_too(browse: Browse, w: IntakeWorld) -> None:
    device, uuid = devices.find(UUID(w.tablet.id)), uuid4()
    draft_holders.open_draft(w.assignment, actor_for(someone("Tara")), uuid, device)
    note = w.tablet.note("untested", {"reason": "closed", "note": "A sign at the door"})
    draft = {"interview": str(uuid), "assignment": str(w.assignment.public_id), "form": w.form, "seq": 2}
    events = w.tablet.visit(w.form, {"greeted": "no"}, finish=False)
    content = {"events": events, "notes": [{"id": "none"}, note]}
    data = rescue_file(w.tablet, drafts=[(draft, content)])
    for _ in range(2):
        reply = bring(browse("Anna"), data)
        assert (reply.json["drafts"], reply.json["problems"]) == (1, [])
    (kept,) = visit_notes.notes_of(w.assignment)
    assert (kept.public_id, kept.value["note"]) == (UUID(note["id"]), "A sign at the door")


def test_a_changed_line_is_refused_the_rest_taken_and_the_file_kept(browse: Browse, w: IntakeWorld) -> None:
    good, other = w.envelope({"greeted": "yes"}), uuid4()
    bad = w.envelope({"greeted": "no"}, submission=other, visit=w.again().public_id)
    data = rescue_file(w.tablet, envelopes=[good, bad])
    spoilt = data.replace(bad, bad.replace(b'"iv":"', b'"iv":"AA'))
    reply = bring(browse("Anna"), spoilt)
    assert [each["code"] for each in reply.json["problems"]] == ["RESCUE_ALTERED", "RESCUE_LINE"]
    assert [each["submission"] for each in reply.json["records"]] == [str(w.submission)]
    kept = rescue.folder() / reply.json["sha256"][:2] / reply.json["sha256"]
    assert kept.read_bytes() == spoilt


def test_a_file_that_breaks_off_is_taken_as_far_as_it_goes(browse: Browse, w: IntakeWorld) -> None:
    data = rescue_file(w.tablet, envelopes=[w.envelope({"greeted": "yes"})])
    reply = bring(browse("Anna"), data[: data.rindex(b'{"end"')])
    assert [each["code"] for each in reply.json["problems"]] == ["RESCUE_ALTERED"]
    assert len(reply.json["records"]) == 1


@pytest.mark.parametrize("data", [b"x", b"{}", b"[1]\n", b'{"rescue":1,"device":"no"}\n', b"\xff\xfe"])
def test_what_is_no_rescue_file_is_refused_and_kept(browse: Browse, w: IntakeWorld, data: bytes) -> None:
    reply = bring(browse("Anna"), data)
    assert (reply.status_code, reply.json["code"]) == (422, "RESCUE_UNREADABLE")
    assert [path.read_bytes() for path in rescue.folder().glob("??/*")] == [data]


@pytest.mark.parametrize("name", ["Tara", "Heidi", "Axel"])
def test_only_the_office_brings_rescue_files(browse: Browse, w: IntakeWorld, name: str) -> None:
    reply = bring(browse(name), rescue_file(w.tablet, envelopes=[w.envelope({"greeted": "yes"})]))
    assert reply.status_code in (403, 404)
    assert intakes() == []


def test_a_draft_of_a_visit_that_moved_on_is_reported(browse: Browse, w: IntakeWorld) -> None:
    w.send(w.envelope({"greeted": "yes"}))
    draft = {"interview": str(uuid4()), "assignment": str(w.assignment.public_id), "form": w.form}
    content = {"events": w.tablet.visit(w.form, {"greeted": "no"}, finish=False)}
    reply = bring(browse("Anna"), rescue_file(w.tablet, drafts=[(draft, content)]))
    assert [each["details"]["reason"] for each in reply.json["problems"]] == ["INTAKE_ELSEWHERE"]
