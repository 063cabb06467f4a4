"""What tablets say they hold, against what has arrived: nothing goes missing without somebody knowing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit, installation_keys, interviews, own_work, submissions
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, Device, Holding, Intake, Interview, User
from mystery.store.queries.scope import visible

SILENT_AFTER = timedelta(days=4)
MOST_HOLDINGS = 500
"""A tablet names what it has confirmed for 30 days more; nobody makes as many visits."""
KINDS = ("draft", "record")
_EXACT = 2**53
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Held:
    """One interview that a tablet says it holds."""

    interview: UUID
    assignment: UUID | None
    kind: str
    seq: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A sign of life: how the tablet is, and what it holds."""

    build: str
    device_now: datetime
    persisted: bool
    holds: tuple[Held, ...]
    used_bytes: int | None = None
    room_bytes: int | None = None


def read_contact(sent: Mapping[str, Any]) -> Contact:
    """Raises `Rejected` CONTACT_UNREADABLE, naming the member that is wrong, or TOO_MANY_HOLDINGS."""
    holds = sent.get("holds")
    if not isinstance(holds, list):
        raise _unreadable("holds")
    if len(holds) > MOST_HOLDINGS:
        raise Rejected([Problem("TOO_MANY_HOLDINGS", params={"count": len(holds), "limit": MOST_HOLDINGS})])
    found = {each.interview: each for each in map(_held, holds)}
    build = str(sent.get("build", ""))
    if not build.isprintable():  # no database takes NUL or half a surrogate pair
        raise _unreadable("build")
    return Contact(
        build[:80],
        _moment(sent.get("device_now")),
        sent.get("persisted") is True,
        tuple(found.values()),
        _size(sent.get("usage")),
        _size(sent.get("quota")),
    )


def _size(sent: object) -> int | None:
    """Bytes, where a browser tells them: some name none, some more than a disk has."""
    return min(sent, _EXACT) if type(sent) is int and sent > 0 else None


def _held(sent: object) -> Held:
    if not isinstance(sent, Mapping) or sent.get("kind") not in KINDS:
        raise _unreadable("holds.kind")
    seq, sha256 = sent.get("seq", 0), sent.get("sha256", "")
    if type(seq) is not int or not 0 <= seq < 2**31:
        raise _unreadable("holds.seq")
    if not isinstance(sha256, str) or not (sha256 == "" or _SHA256.fullmatch(sha256)):
        raise _unreadable("holds.sha256")
    try:
        interview = UUID(str(sent.get("interview")))
        assignment = UUID(str(sent["assignment"])) if sent.get("assignment") else None
    except ValueError as error:
        raise _unreadable("holds.interview") from error
    return Held(interview, assignment, str(sent["kind"]), seq, sha256)


def _moment(text: object) -> datetime:
    try:
        found = datetime.fromisoformat(str(text))
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise _unreadable("device_now") from error


def _unreadable(field: str) -> Rejected:
    return Rejected([Problem("CONTACT_UNREADABLE", params={"field": field})])


def contact(device: Device, said: Contact, now: datetime | None = None) -> dict[str, Any]:
    """Takes a sign of life in, and tells the tablet what became of what it holds.

    What is told is looked up and signed after the commit: others write meanwhile.
    """
    moment = now or utcnow()
    with transaction():
        error = round((moment - said.device_now) / timedelta(milliseconds=1))
        device.skew_ms = max(-_EXACT, min(_EXACT, error))
        device.seen_at, device.build, device.persisted = moment, said.build, said.persisted
        device.used_bytes, device.room_bytes = said.used_bytes, said.room_bytes
        _compare(device, said.holds, moment)
    told = _told(device, said.holds)
    keys = [each.public for each in installation_keys.receipt_keys()]
    return {
        "server_now": moment.isoformat(timespec="milliseconds"),
        "holds": told,
        "message": dict.fromkeys(("de", "en"), device.message) if device.message else None,
        "finished": own_work.count_finished(device.user_id),
        "storage_accepted": device.storage_accepted_at is not None,
        "receipt_keys": keys,
    }


def _compare(device: Device, holds: Sequence[Held], now: datetime) -> None:
    """Writes down what is held, and raises an alarm for what is held no more and never came."""
    session = reading()
    query = select(Holding).where(Holding.device_id == device.id)
    before = {row.interview: row for row in session.scalars(query)}
    for each in holds:
        row = before.pop(each.interview, None)
        if row is None:
            row = Holding(device_id=device.id, interview=each.interview)
            session.add(row)
        row.assignment, row.kind, row.seq, row.sha256 = each.assignment, each.kind, each.seq, each.sha256
        row.reported_at, row.gone_at, row.settled_at, row.settled_by_id = now, None, None, None
    gone = [row for row in before.values() if row.gone_at is None]
    here = arrived(gone)
    for row in gone:
        row.gone_at = now
        if row.interview in here:
            row.settled_at = now
        else:
            _alarm(device, row)


def _alarm(device: Device, row: Holding) -> None:
    details = {
        "device": device.public_id,
        "user": device.user.public_id,
        "interview": row.interview,
        "assignment": row.assignment,
        "kind": row.kind,
        "seq": row.seq,
        "sha256": row.sha256,
    }
    audit.append("loss.detected", row, actor_for(device.user), details)


def arrived(rows: Sequence[Holding]) -> set[UUID]:
    """Which of these the server has all of: the envelope's very bytes, or the draft's last event.

    As many questions for a thousand as for one. Named by the interview, which a tablet holds once.
    """
    if not rows:
        return set()
    names = {row.interview for row in rows}
    session = reading()
    came = session.execute(select(Intake.submission, Intake.sha256).where(Intake.submission.in_(names))).all()
    known = select(Interview.id, Interview.public_id).where(Interview.public_id.in_(names))
    keys = {name: key for key, name in session.execute(known)}
    reached = interviews.reached(list(keys.values())) if keys else {}
    handed_in, bytes_here = {name for name, _ in came}, {sha256 for _, sha256 in came}
    return {
        row.interview
        for row in rows
        if (row.sha256 in bytes_here if row.kind == "record" else row.interview in handed_in)
        or (row.kind == "draft" and row.interview in keys and reached.get(keys[row.interview], 0) >= row.seq)
    }


def _told(device: Device, holds: Sequence[Held]) -> list[dict[str, Any]]:
    """What became of each thing a tablet holds, in as many questions for hundreds as for one."""
    records = _records_told([each for each in holds if each.kind == "record"])
    drafts = _drafts_told(device, [each for each in holds if each.kind == "draft"])
    unknown = {"state": "unknown", "acknowledged": 0, "waiting_for": [], "receipt": None}
    told = {**records, **drafts}
    return [{"interview": str(each.interview), **told.get(each.interview, unknown)} for each in holds]


def _records_told(held: Sequence[Held]) -> dict[UUID, dict[str, Any]]:
    """Of the records that are here, by their interviews."""
    query = select(Intake).where(Intake.sha256.in_({each.sha256 for each in held}))
    rows = {row.sha256: row for row in reading().scalars(query)} if held else {}
    return {
        each.interview: {"acknowledged": each.seq, **submissions.reply(rows[each.sha256])}
        for each in held
        if each.sha256 in rows and rows[each.sha256].submission == each.interview
    }


def _drafts_told(device: Device, held: Sequence[Held]) -> dict[UUID, dict[str, Any]]:
    """Of the tester's interviews that are here, by their names."""
    mine = Interview.user_id == device.user_id
    query = select(Interview).where(Interview.public_id.in_({each.interview for each in held}), mine)
    rows = reading().scalars(query).all() if held else []
    reached = interviews.reached([row.id for row in rows]) if rows else {}
    return {
        row.public_id: {
            "state": "draft" if row.device_id == device.id else "taken",
            "acknowledged": reached.get(row.id, 0),
            "waiting_for": [],
            "receipt": None,
        }
        for row in rows
    }


def raise_silent(now: datetime) -> dict[str, object]:
    """A job: raises an alarm, once, for each tablet whose unsent work waits too long."""
    with transaction() as session:
        rows = session.scalars(_open_alarms(_waits_too_long(now))).all()
        waiting = _devices_of(rows, arrived(rows))
        for device in session.scalars(select(Device).where(Device.silent_at.is_not(None))):
            device.silent_at = device.silent_at if device in waiting else None
        raised = [device for device in waiting if device.silent_at is None]
        for device in raised:
            device.silent_at = now
            audit.append("device.silent", device, None, {"user": device.user.public_id})
    return {"raised": len(raised)} if raised else {}


def _waits_too_long(now: datetime) -> ColumnElement[bool]:
    """Still held, and not heard of again, or not arrived, for four days; by a tablet that may speak."""
    since = now - SILENT_AFTER
    finished = (Holding.kind == "record") & (Holding.created_at < since)
    late = or_(Holding.reported_at < since, finished)
    confirmed = exists().where(Intake.sha256 == Holding.sha256)  # and named for 30 days more
    return and_(Holding.gone_at.is_(None), late, Device.revoked_at.is_(None), ~confirmed)


def _open_alarms(condition: ColumnElement[bool]) -> Select[Holding]:
    """Holdings with their tablets and testers, the latest reported first."""
    return (
        select(Holding)
        .join(Holding.device)
        .where(condition)
        .options(contains_eager(Holding.device).joinedload(Device.user).joinedload(User.tester_profile))
        .order_by(Holding.reported_at.desc(), Holding.id.desc())
    )


def _devices_of(rows: Sequence[Holding], here: Collection[UUID]) -> list[Device]:
    """The tablets of those that have not arrived, each once."""
    return list(dict.fromkeys(row.device for row in rows if row.interview not in here))


def unsent_of(devices: Sequence[Device]) -> dict[int, int]:
    """How many interviews each tablet still holds that have not arrived, by the tablet's key."""
    keys = [each.id for each in devices]
    rows = (
        reading().scalars(select(Holding).where(Holding.device_id.in_(keys), Holding.gone_at.is_(None))).all()
    )
    here = arrived(rows)
    return Counter(row.device_id for row in rows if row.interview not in here)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something that a tablet held, holds no more, and that never arrived. `visit` where it is known."""

    holding: Holding
    device: Device
    tester: User
    visit: Assignment | None


@dataclass(frozen=True, slots=True)
class Alarms:
    """What went missing, the latest first, and the tablets whose unsent work has waited for four days."""

    losses: Sequence[Loss]
    silent: Sequence[Device]


NO_ALARMS = Alarms((), ())


def alarms(actor: Actor, now: datetime) -> Alarms:
    """The alarms nobody has settled, of visits this person may know. What arrived meanwhile is none."""
    require(actor, "device.view")
    unsettled = Holding.gone_at.is_not(None) & Holding.settled_at.is_(None)
    known = and_(visible(actor, Holding), or_(unsettled, _waits_too_long(now)))
    rows = reading().scalars(_open_alarms(known)).all()
    here = arrived(rows)
    gone = [row for row in rows if row.gone_at is not None and row.interview not in here]
    visits = _visits(actor, [row.assignment for row in gone if row.assignment])
    lost = [Loss(row, row.device, row.device.user, visits.get(row.assignment)) for row in gone]
    return Alarms(lost, _devices_of([row for row in rows if row.gone_at is None], here))


def losses(actor: Actor, now: datetime | None = None) -> Sequence[Loss]:
    """What went missing, and nobody has settled."""
    return alarms(actor, now or utcnow()).losses


def _visits(actor: Actor, public_ids: Sequence[UUID]) -> dict[UUID | None, Assignment]:
    if not public_ids:
        return {}
    query = select(Assignment).where(Assignment.public_id.in_(public_ids), visible(actor, Assignment))
    query = query.options(joinedload(Assignment.location), joinedload(Assignment.scenario))
    return {row.public_id: row for row in reading().scalars(query)}


def settle(holding: Holding, actor: Actor, reason: str, now: datetime | None = None) -> None:
    """A person has looked into a loss; the reason stays. Raises `Rejected` REASON_MISSING without one."""
    require(actor, "device.edit")
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    with transaction():
        if holding.gone_at is None or holding.settled_at is not None:
            return
        holding.settled_at, holding.settled_by_id = now or utcnow(), actor.user_id
        holding.settled_reason = reason.strip()[:2000]
        audit.append("loss.settled", holding, actor, {"interview": holding.interview})
