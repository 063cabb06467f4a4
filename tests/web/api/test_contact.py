"""Contact: the server knows what tablets hold, and says so when something that was held never arrives."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from flask import Flask
from sqlalchemy import event, select

from mystery import jobs
from mystery.access import Actor
from mystery.clock import utcnow
from mystery.problems import Forbidden, Rejected
from mystery.services import accounts, devices, holdings, submissions, tablets
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import Assignment, AssignmentState, AuditEntry, Device, Holding
from tests.cast import someone
from tests.web.field_world import a_visit
from tests.web.tablets import API, Speaking, code_of


@pytest.fixture
def visit(app: Flask) -> Assignment:
    return a_visit(state=AssignmentState.BRIEFED)


@pytest.fixture
def tara(app: Flask) -> Speaking:
    return Speaking.of(app, "Tara")


@pytest.fixture
def stefan(app: Flask) -> Actor:
    return accounts.actor_for(someone("Stefan"))


def says(tablet: Speaking, *holds: dict[str, Any], **more: object) -> dict[str, Any]:
    body = {
        "build": "b-1",
        "device_now": utcnow().isoformat(),
        "ms": 1,
        "persisted": True,
        "usage": 1000,
        "quota": 10**9,
        "holds": list(holds),
    }
    reply = tablet.send("POST", f"{API}/contact", {**body, **more})
    assert reply.status_code == 200, reply.json
    return dict(reply.json or {})


def draft(name: UUID, visit: Assignment, seq: int = 3) -> dict[str, Any]:
    return {
        "interview": str(name),
        "assignment": str(visit.public_id),
        "kind": "draft",
        "seq": seq,
        "sha256": "",
    }


def record(name: UUID, visit: Assignment, sha256: str) -> dict[str, Any]:
    return {**draft(name, visit), "kind": "record", "sha256": sha256}


def row_of(tablet: Speaking) -> Device:
    found = devices.find(UUID(tablet.tablet.id))
    assert found is not None
    return found


def actions(name: str) -> list[AuditEntry]:
    return list(reading().scalars(select(AuditEntry).where(AuditEntry.action == name)))


def test_a_contact_tells_the_time_and_leaves_the_tablets_state(tara: Speaking) -> None:
    behind = (utcnow() - timedelta(hours=2)).isoformat()
    told = says(tara, device_now=behind)
    assert datetime.fromisoformat(told["server_now"]).tzinfo is not None
    assert told["holds"] == []
    assert told["message"] is None
    assert len(told["update"]) == 16
    row = row_of(tara)
    assert row.skew_ms is not None
    assert abs(row.skew_ms - 7_200_000) < 60_000
    assert (row.build, row.persisted) == ("b-1", True)
    assert (row.used_bytes, row.room_bytes) == (1000, 10**9)
    assert row.seen_at is not None


def test_a_contact_brings_what_the_office_has_to_say(tara: Speaking, stefan: Actor) -> None:
    assert tablets.say(someone("Tara"), "Please call the office.", stefan) == 1
    assert says(tara, usage=-1, quota=10**12)["message"] == dict.fromkeys(
        ("de", "en"), "Please call the office."
    )
    assert (row_of(tara).used_bytes, row_of(tara).room_bytes) == (None, 10**12)


def test_a_tablet_hears_that_it_is_accepted_without_a_promise_of_storage(
    tara: Speaking, stefan: Actor
) -> None:
    assert says(tara, persisted=False)["storage_accepted"] is False
    tablets.accept_storage(row_of(tara), stefan, "The only one we have")
    assert says(tara, persisted=False)["storage_accepted"] is True


def test_a_clock_in_another_century_changes_nothing(tara: Speaking) -> None:
    says(tara, device_now="1970-01-01T00:00:00Z")
    says(tara, device_now="9999-12-31T23:59:59")
    assert says(tara, device_now="2026-11-24T09:00:00+14:00")["holds"] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"device_now": "yesterday"},
        {"device_now": None},
        {"build": "a\x00b"},
        {"build": "\ud800"},
        {"holds": None},
        {"holds": ["x"]},
        {"holds": [{"kind": "draft", "interview": "x"}]},
        {"holds": [{"kind": "song", "interview": str(uuid4())}]},
        {"holds": [{"kind": "draft", "interview": str(uuid4()), "seq": -1}]},
        {"holds": [{"kind": "record", "interview": str(uuid4()), "sha256": "x"}]},
    ],
)
def test_what_is_no_sign_of_life_is_refused(tara: Speaking, wrong: dict[str, object]) -> None:
    body = {"device_now": utcnow().isoformat(), "holds": [], **wrong}
    reply = tara.send("POST", f"{API}/contact", body)
    assert (reply.status_code, code_of(reply)) == (422, "CONTACT_UNREADABLE")


def test_a_tablet_that_names_interviews_without_end_is_told_the_limit(
    tara: Speaking, visit: Assignment
) -> None:
    holds = [draft(uuid4(), visit)] * (holdings.MOST_HOLDINGS + 1)
    body = {"device_now": utcnow().isoformat(), "holds": holds}
    reply = tara.send("POST", f"{API}/contact", body)
    assert (reply.status_code, code_of(reply)) == (422, "TOO_MANY_HOLDINGS")


def test_hundreds_of_holdings_are_told_of_outside_the_write_lock_and_in_few_questions(
    tara: Speaking, visit: Assignment
) -> None:
    held = [draft(uuid4(), visit) for _ in range(20)] + [record(uuid4(), visit, "a" * 64) for _ in range(20)]
    with time_machine.travel(utcnow().replace(minute=1) + timedelta(hours=1), tick=False):
        says(tara, *held)
        told, asked = _questions(lambda: says(tara, *held)["holds"])
    assert [each["interview"] for each in told] == [each["interview"] for each in held]
    assert 4 < len([each for _, each in asked if each.startswith("SELECT")]) < 20
    assert [is_writing for is_writing, each in asked if "FROM intake" in each] == [False]


def _questions(act: Callable[[], Any]) -> tuple[Any, list[tuple[bool, str]]]:
    """What an act gives, and all it asked the database, each with whether it held the write lock then."""
    asked: list[tuple[bool, str]] = []

    def note(_one: object, _two: object, statement: str, *_more: object) -> None:
        asked.append((bool(reading().info.get("writing")), statement))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        return act(), asked
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def test_a_tablet_hears_how_far_its_draft_has_come_and_when_it_was_taken_over(
    app: Flask, tara: Speaking, visit: Assignment
) -> None:
    name = uuid4()
    assert says(tara, draft(name, visit))["holds"][0]["state"] == "unknown"
    tara.send("PUT", f"{API}/interviews/{name}", {"assignment": str(visit.public_id)})
    form = visit.scenario.questionnaire_version.fingerprint
    events = tara.tablet.visit(form, {"greeted": "yes"}, finish=False)
    tara.send("POST", f"{API}/interviews/{name}/events", {"events": events})
    (held,) = says(tara, draft(name, visit))["holds"]
    assert (held["state"], held["acknowledged"]) == ("draft", 2)
    Speaking.of(app, "Tara").send("POST", f"{API}/interviews/{name}/take", {})
    assert says(tara, draft(name, visit))["holds"][0]["state"] == "taken"


def test_a_draft_that_vanishes_unsent_raises_an_alarm_once(
    tara: Speaking, visit: Assignment, stefan: Actor
) -> None:
    name = uuid4()
    says(tara, draft(name, visit))
    says(tara)
    says(tara)
    (loss,) = holdings.alarms(stefan, utcnow()).losses
    assert loss.holding.interview == name
    assert loss.device.public_id == UUID(tara.tablet.id)
    assert loss.tester.name == "Tara"
    assert loss.visit is not None
    assert loss.visit.public_id == visit.public_id
    (entry,) = actions("loss.detected")
    assert entry.details["device"] == tara.tablet.id
    assert entry.details["assignment"] == str(visit.public_id)


def test_a_draft_that_vanishes_after_all_of_it_arrived_is_no_loss(
    tara: Speaking, visit: Assignment, stefan: Actor
) -> None:
    name = uuid4()
    tara.send("PUT", f"{API}/interviews/{name}", {"assignment": str(visit.public_id)})
    events = tara.tablet.visit(visit.scenario.questionnaire_version.fingerprint, {}, finish=False)
    tara.send("POST", f"{API}/interviews/{name}/events", {"events": events})
    says(tara, draft(name, visit, seq=1))
    says(tara)
    assert holdings.alarms(stefan, utcnow()).losses == []
    assert actions("loss.detected") == []


def test_a_record_is_complete_once_its_bytes_are_here_and_its_receipt_is_told_again(
    tara: Speaking, visit: Assignment, stefan: Actor
) -> None:
    name, form = uuid4(), visit.scenario.questionnaire_version.fingerprint
    events = tara.tablet.visit(form, {"greeted": "yes", "queue_minutes": 4})
    body = tara.tablet.seal(tara.tablet.record(name, visit.public_id, form, events))
    held = record(name, visit, holdings_sha(body))
    assert says(tara, held)["holds"][0]["state"] == "unknown"
    accepted = submissions.accept("envelope", name, body)
    (told,) = says(tara, held)["holds"]
    assert told["state"] == "complete"
    assert told["receipt"]["sha256"] == accepted.intake.sha256
    says(tara)
    assert holdings.alarms(stefan, utcnow()).losses == []


def holdings_sha(body: bytes) -> str:
    from mystery.services import seals

    return seals.read_envelope(body).sha256


def test_an_alarm_is_over_when_the_bytes_come_after_all(
    tara: Speaking, visit: Assignment, stefan: Actor
) -> None:
    name = uuid4()
    says(tara, draft(name, visit))
    says(tara)
    assert len(holdings.alarms(stefan, utcnow()).losses) == 1
    says(tara, draft(name, visit))
    assert holdings.alarms(stefan, utcnow()).losses == []


def test_a_person_settles_a_loss_with_a_reason(tara: Speaking, visit: Assignment, stefan: Actor) -> None:
    says(tara, draft(uuid4(), visit))
    says(tara)
    (loss,) = holdings.alarms(stefan, utcnow()).losses
    with pytest.raises(Rejected) as refusal:
        holdings.settle(loss.holding, stefan, " ")
    assert [each.code for each in refusal.value.problems] == ["REASON_MISSING"]
    with pytest.raises(Forbidden):
        holdings.settle(loss.holding, accounts.actor_for(someone("Rita")), "Seen")
    holdings.settle(loss.holding, stefan, "Called Tara: a practice run.")
    assert holdings.alarms(stefan, utcnow()).losses == []
    row = reading().scalars(select(Holding)).one()
    assert (row.settled_reason, row.settled_by_id) == ("Called Tara: a practice run.", stefan.user_id)
    assert len(actions("loss.settled")) == 1


def test_unsent_work_that_waits_four_days_raises_an_alarm_once(
    app: Flask, tara: Speaking, visit: Assignment, stefan: Actor
) -> None:
    says(tara, draft(uuid4(), visit))
    toni = Speaking.of(app, "Toni")
    says(toni)
    assert holdings.alarms(stefan, utcnow()).silent == []
    with time_machine.travel(utcnow() + timedelta(days=4, minutes=1)):
        assert [holdings.raise_silent(utcnow()) for _ in range(2)] == [{"raised": 1}, {}]
        assert [each.public_id for each in holdings.alarms(stefan, utcnow()).silent] == [UUID(tara.tablet.id)]
        assert [each.subject_id for each in actions("device.silent")] == [tara.tablet.id]
        says(tara, draft(uuid4(), visit))
        assert holdings.alarms(stefan, utcnow()).silent == []
        holdings.raise_silent(utcnow())
        assert row_of(tara).silent_at is None


def test_a_record_that_does_not_get_through_is_noticed_though_its_tablet_speaks(
    tara: Speaking, visit: Assignment, stefan: Actor
) -> None:
    held = record(uuid4(), visit, "a" * 64)
    says(tara, held)
    with time_machine.travel(utcnow() + timedelta(days=4, minutes=1)):
        says(tara, held)
        assert len(holdings.alarms(stefan, utcnow()).silent) == 1
        for _ in range(2):
            jobs.run_due()
            says(tara, held)
        holdings.raise_silent(utcnow())
        assert len(actions("device.silent")) == 1, "it speaks, and is no more to be told"
