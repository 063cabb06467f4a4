"""PUT submissions: whoever carries a sealed record, its signature speaks for it, and nothing else does."""

from __future__ import annotations

import json
from contextvars import Context
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from mystery.services import devices, receipts
from mystery.services.accounts import actor_for
from mystery.services.curves import canonical
from mystery.store.database import db
from mystery.web.api.submissions import LIVING, SILENCED
from mystery.web.shared.limits import limiter
from tests.cast import someone
from tests.intake_world import IntakeWorld, counted, intakes, world
from tests.tablet import Tablet

SEALED = "application/vnd.mystery.sealed+json"


@pytest.fixture
def w(app: Flask) -> IntakeWorld:
    return world()


def put(app: Flask, submission: UUID, body: bytes, **more: Any) -> TestResponse:
    """From a client that has nothing: no cookie, no token, no signature."""
    reply = Context().run(
        app.test_client().open,
        f"/api/v1/submissions/{submission}",
        method="PUT",
        data=body,
        content_type=SEALED,
        buffered=True,
        **more,
    )
    db.session.rollback()
    return reply


def test_anybody_may_carry_a_record(app, w):
    body = w.envelope()
    first, second = put(app, w.submission, body), put(app, w.submission, body)
    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json == second.json
    assert (first.json["state"], first.json["waiting_for"]) == ("complete", [])
    assert receipts.verify(first.json["receipt"], body) == []


def test_other_bytes_are_kept_and_answered_with_their_own_receipt(app, w):
    put(app, w.submission, w.envelope())
    other = w.envelope({"greeted": "no"})
    reply = put(app, w.submission, other)
    assert (reply.status_code, reply.json["state"]) == (409, "inbox")
    assert reply.json["reason"] == "INTAKE_CONFLICT"
    assert receipts.verify(reply.json["receipt"], other) == []


def test_a_revoked_tablet_s_record_is_taken_from_whoever_brings_it(app, w):
    body = w.envelope()
    device = devices.find(UUID(w.tablet.id))
    devices.revoke(device, actor_for(someone("Anna")))
    reply = put(app, w.submission, body)
    assert (reply.status_code, reply.json["reason"]) == (202, "DEVICE_REVOKED")


@pytest.mark.parametrize(
    "member", ["submission", "revision", "device", "key", "ephemeral", "iv", "ciphertext"]
)
def test_a_changed_member_is_nobody_s(app, w, member):
    envelope = json.loads(w.envelope())
    envelope[member] = 2 if member == "revision" else str(uuid4()) if "-" in envelope[member] else "AAAA"
    reply = put(app, w.submission, canonical(envelope))
    assert reply.status_code == 422
    assert reply.json["code"] in ("ENVELOPE_SIGNATURE", "ENVELOPE_UNREADABLE")
    assert intakes() == []


def test_another_tester_s_tablet_does_not_speak_for_tara(app, w):
    toni = Tablet.enrolled("Toni")
    toni.tester = w.tablet.tester
    body = toni.seal(w.record())
    reply = put(app, w.submission, body)
    assert (reply.status_code, reply.json["reason"]) == (202, "RECORD_UNREADABLE")
    assert counted(w.assignment) == []


def test_a_record_is_not_somebody_else_s_visit(app, w):
    toni = Tablet.enrolled("Toni")
    record = toni.record(w.submission, w.assignment.public_id, w.form, toni.visit(w.form, {"greeted": "no"}))
    reply = put(app, w.submission, toni.seal(record))
    assert (reply.status_code, reply.json["reason"]) == (202, "INTAKE_REASSIGNED")


def test_the_name_in_the_address_is_the_one_that_was_signed(app, w):
    assert put(app, uuid4(), w.envelope()).status_code == 422
    assert put(app, w.submission, w.envelope()).status_code == 201


def test_a_replay_in_other_clothes_is_refused(app, w):
    body = w.envelope()
    assert put(app, w.submission, body).status_code == 201
    loose = json.dumps(json.loads(body), indent=1).encode()
    assert put(app, w.submission, loose).status_code == 422
    assert put(app, w.submission, body + b" ").status_code == 422
    assert len(intakes()) == 1


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 100_000, b'{"format":1}'])
def test_what_is_no_envelope_is_refused(app, w, body):
    reply = put(app, w.submission, body)
    assert (reply.status_code, reply.json["code"]) == (422, "ENVELOPE_UNREADABLE")


def test_more_than_eight_megabytes_are_refused_before_they_are_read(app, w):
    reply = put(app, w.submission, b"x" * (8 * 1_048_576 + 1))
    assert reply.status_code == 413
    assert put(app, w.submission, b"x" * (3 * 1_048_576)).status_code == 422


def test_a_session_is_neither_needed_nor_believed(app, w, browse):
    browser = browse("Toni")
    body = w.envelope()
    reply = browser._request("PUT", f"/api/v1/submissions/{w.submission}", data=body, content_type=SEALED)
    assert reply.status_code == 201
    assert counted(w.assignment)[0].interview.user_id == someone("Tara").id


def test_guessing_is_slowed_down_and_delivering_is_not(app, w):
    body = w.envelope()
    assert {put(app, w.submission, b"{}").status_code for _ in range(70)} == {422, 429}
    assert put(app, w.submission, body).status_code == 429


def test_a_busy_office_is_not_slowed_down(app, w):
    body = w.envelope()
    assert {put(app, w.submission, body).status_code for _ in range(70)} == {200, 201}


def test_one_tablet_does_not_send_new_records_without_end(app, w):
    body = w.envelope()
    assert put(app, w.submission, body).status_code == 201
    limiter.limiter.hit(LIVING, "submit", w.tablet.id, cost=LIVING.amount - 1)
    reply = put(app, w.submission, w.envelope())
    assert (reply.status_code, len(intakes())) == (429, 1)
    assert 0 < int(reply.headers["Retry-After"]) <= 3600
    assert put(app, w.submission, body).status_code == 200
    assert put(app, w.submission, Tablet.enrolled("Toni").seal(w.record())).status_code != 429


def test_a_revoked_tablet_brings_what_it_sealed_and_not_much_more(app, w):
    devices.revoke(devices.find(UUID(w.tablet.id)), actor_for(someone("Anna")))
    limiter.limiter.hit(SILENCED, "submit", w.tablet.id, cost=SILENCED.amount - 1)
    body = w.envelope()
    assert [put(app, w.submission, each).status_code for each in (body, w.envelope(), body)] == [
        202,
        429,
        202,
    ]
    assert len(intakes()) == 1


def test_half_a_character_in_a_record_is_refused_and_counted(app, w):
    body = json.dumps({**json.loads(w.envelope()), "key": "\ud800"}).encode()
    replies = [put(app, w.submission, body) for _ in range(61)]
    assert replies[0].json["code"] == "ENVELOPE_UNREADABLE"
    assert [each.status_code for each in replies] == [422] * 60 + [429]
