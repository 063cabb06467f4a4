"""Promises on the tablet: taken along with the work, closed by a note that comes once or ten times."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.services import promise_ends, reviews
from mystery.services.transaction import reading, transaction
from mystery.store.models import AuditEntry, Promise, PromiseState, Submission, VisitNote
from tests.browsing import Browser
from tests.promise_world import FRIDAY, actor, called, the_promise
from tests.web.field_world import fresh
from tests.web.tablets import API, Speaking, code_of

Browse = Callable[[str], Browser]
MONDAY = FRIDAY.replace(month=11, day=30, hour=9)


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> None:
    """Monday, 10:00 in Bremen: the promise of Friday afternoon has just run out."""
    for module in ("promise_ends", "promises"):
        monkeypatch.setattr(f"mystery.services.{module}.utcnow", lambda: MONDAY.replace(hour=10))


@pytest.fixture
def tara(app: Flask, now: None) -> Speaking:
    called(who="Tara")
    return Speaking.of(app, "Tara")


def close(
    tablet: Speaking, promise: Promise, kept_at: object, note: UUID | None = None, other: UUID | None = None
) -> Any:
    path = f"{API}/assignments/{promise.interview.assignment.public_id}/notes/{note or uuid4()}"
    named = str(other or promise.public_id)
    value = {"promise": named, "kept_at": kept_at, "note": "The manager called."}
    return tablet.send(
        "PUT", path, {"kind": "promise", "value": value, "at": "2026-11-30T09:00:00Z", "ms": 5}
    )


def test_the_work_takes_the_running_promises_along(tara: Speaking) -> None:
    (told,) = (tara.get(f"{API}/work").json or {})["promises"]
    promise = the_promise()
    assert told == {
        "id": str(promise.public_id),
        "assignment": str(promise.interview.assignment.public_id),
        "place": "Bremen",
        "zone": "Europe/Berlin",
        "title": {"de": "Beratung im Markt", "en": "Advice in the shop"},
        "kind": "callback",
        "what": "A call",
        "opened_at": "2026-11-27T14:03:00Z",
        "due_at": "2026-11-30T09:03:00Z",
        "waits_for_report": False,
    }


def test_a_promise_is_closed_once_however_often_the_note_comes(tara: Speaking) -> None:
    promise, note = the_promise(), uuid4()
    for _ in range(2):
        told = close(tara, promise, "2026-11-30T09:30", note).json
        assert told["taken"] is True
        assert told["promise"]["state"] == "kept"
        assert told["promise"]["kept_at"] == "2026-11-30T08:30:00Z"
    assert (fresh(promise).state, promise.note) == (PromiseState.KEPT, "The manager called.")
    assert (tara.get(f"{API}/work").json or {})["promises"] == []
    closed = select(AuditEntry.actor).where(AuditEntry.action == "promise.close")
    assert reading().scalars(closed).all() == [actor("Tara").public_id]


def test_what_the_desk_has_closed_meanwhile_is_told_and_the_testers_word_is_kept(
    tara: Speaking, browse: Browse
) -> None:
    promise = the_promise()
    with transaction():
        promise_ends.close(promise, actor("Rolf"), now=MONDAY.replace(hour=10))
    for kept_at in ("2026-11-30T09:30", None):
        told = close(tara, promise, kept_at).json
        assert (told["taken"], told["reason"]) == (False, "PROMISE_CLOSED")
        assert told["promise"]["state"] == "broken"
    assert fresh(promise).state is PromiseState.BROKEN
    kept = reading().scalars(select(VisitNote).order_by(VisitNote.id)).all()
    assert [each.value["kept_at"] for each in kept] == ["2026-11-30T09:30", None]
    page = browse("Rolf").get(f"/desk/promises/{promise.public_id}").text
    assert page.count("Said on the tablet, and not taken") == 2
    assert "It came: Mon, Nov 30, 09:30 (CET). The manager called." in page
    visit = browse("Stefan").get(f"/desk/assignments/{promise.interview.assignment.public_id}").text
    assert "Nothing came. The manager called. Kept only" in " ".join(visit.split())


def test_a_note_that_cannot_be_true_closes_nothing_and_says_why(app: Flask, tara: Speaking) -> None:
    promise = the_promise()
    refused = [close(tara, promise, at).json["reason"] for at in ("2026-11-30T23:00", "2026-11-27T10:00")]
    assert refused == ["PROMISE_KEPT_IN_FUTURE", "PROMISE_KEPT_BEFORE"]
    assert close(tara, promise, None, other=uuid4()).json["reason"] == "PROMISE_UNKNOWN"
    with transaction():
        reviews.ask_back(reading().scalars(select(Submission)).one(), actor("Rolf"), {"greeted": "Sure?"})
    assert (tara.get(f"{API}/work").json or {})["promises"][0]["waits_for_report"] is True
    assert close(tara, promise, "2026-11-30T09:30").json["reason"] == "PROMISE_REPORT_OPEN"
    assert fresh(promise).state is PromiseState.OPEN
    for wrong in ("2026-11-30T09:30Z", "0001-01-01T00:00", "yesterday", 5):
        assert code_of(close(tara, promise, wrong)) == "NOTE_UNREADABLE"
    assert close(Speaking.of(app, "Toni"), promise, "2026-11-30T09:30").status_code == 404
