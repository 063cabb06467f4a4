"""Finished interviews that arrive whole: kept first, answered with a receipt, then made to submissions.

Bytes that can be read are never refused. What cannot become a submission by itself waits in the inbox.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Text, cast, func, or_, select, text
from sqlalchemy.exc import DataError, SQLAlchemyError

from mystery.clock import utcnow
from mystery.problems import Rejected
from mystery.services import arrivals, audit, receipts, taking
from mystery.services.accounts import actor_for
from mystery.services.records import Record
from mystery.services.sources import Named, source
from mystery.services.transaction import reading, transaction
from mystery.store.intake_journal import Frame
from mystery.store.models import Assignment, Intake, IntakeState

log = logging.getLogger("mystery.intake")

_LINE = 7_236_002
"""Number of the advisory lock that lines up arrivals on PostgreSQL; SQLite's write lock does so anyway."""
_KNOWN_REASONS = frozenset({"ENVELOPE_SEALED", "RECORD_UNREADABLE"})
_OPEN = (IntakeState.WAITING, IntakeState.INBOX)
"""States in which the files of a record are still wanted."""
CONFLICT = "INTAKE_CONFLICT"


@dataclass(frozen=True, slots=True)
class Accepted:
    """Something that is on the disk, and the status that says what became of it."""

    intake: Intake
    status: int


def accept(
    kind: str, submission: UUID, body: bytes, carrier: str = "", *, now: datetime | None = None
) -> Accepted:
    """Takes a finished interview. When this returns, its bytes are in the journal and in the database.

    The same bytes are one intake, however often and by whomever they are brought. Raises `Rejected` only
    for bytes that are nobody's (`source(kind).named`).
    """
    named = source(kind).named(submission, body)
    digest, moment = hashlib.sha256(body).hexdigest(), now or utcnow()
    with transaction():
        line_up()
        known = find(digest)
        if known is not None:
            _go_on(known, moment)
            return Accepted(known, _status(known, is_new=False))
        device = named.device.public_id if named.device else None
        highest = reading().scalar(select(func.max(Intake.sequence))) or 0
        frame = arrivals.journal(kind, body, submission, device=device, now=moment, after=highest)
        row = enter(frame, named, carrier)
        return Accepted(row, _status(row, is_new=True))


def _go_on(row: Intake, now: datetime) -> None:
    """A file may have come another way than the one that was waited for: with the draft, in the clear."""
    if row.state is IntakeState.WAITING:
        record, _ = record_of(row)
        if record is not None and not taking.missing(record):
            advance(row, now)


def enter(frame: Frame, named: Named, carrier: str = "", *, again: bool = False) -> Intake:
    """A row for a frame of the journal, advanced as far as it goes. Part of a transaction that lined up.

    `again` is for a journal that is played anew: what the server itself wrote between is believed.
    """
    with transaction() as session:
        row = Intake(
            sequence=frame.seq,
            kind=frame.kind,
            submission=named.submission,
            revision=named.revision,
            sha256=frame.sha256,
            size=len(frame.body),
            received_at=frame.at,
            device=named.device,
            user_id=named.tester.id,
            carrier=carrier[:200],
            state=IntakeState.WAITING,
            body=frame.body,
        )
        session.add(row)
        session.flush()
        details = {"sha256": row.sha256, "revision": row.revision, "kind": row.kind}
        audit.append("intake.receive", row, actor_for(named.tester), details)
        advance(row, frame.at, again=again)
        return row


def line_up() -> None:
    """One arrival after the other, so that one of two equal ones finds the other."""
    session = reading()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LINE})


def find(sha256: str) -> Intake | None:
    return reading().scalar(select(Intake).where(Intake.sha256 == sha256))


def reply(row: Intake) -> dict[str, Any]:
    """What the sender is told: the same receipt for ever, and how far it is."""
    return {
        "receipt": receipts.receipt_for(row),
        "state": state_told(row),
        "waiting_for": list(row.waiting_for) if row.state in _OPEN else [],
        "reason": row.reason if row.state is IntakeState.INBOX else "",
    }


def state_told(row: Intake) -> str:
    """`complete`, `waiting` or `inbox`; what was replaced or decided needs no more of its sender."""
    return row.state.value if row.state in _OPEN else "complete"


def _status(row: Intake, *, is_new: bool) -> int:
    if row.state is IntakeState.INBOX:
        return 409 if row.reason == CONFLICT else 202
    return 201 if is_new else 200


def advance_waiting(hashes: Collection[str], now: datetime | None = None, *, refused: bool = False) -> None:
    """Goes on with every intake that waited for one of these files; part of the transaction that took it.

    One that waits for more is opened again only with its last file, or when this file was `refused`.
    """
    with transaction() as session:
        line_up()
        waiting = select(Intake).where(Intake.state.in_(_OPEN), _waits_for(hashes)).order_by(Intake.sequence)
        for row in session.scalars(waiting).all():
            missing = [each for each in row.waiting_for if each not in hashes]
            if row.state is IntakeState.WAITING and (refused or not missing):
                advance(row, now or utcnow())
            else:
                row.waiting_for = missing


def is_awaited(sha256: str) -> bool:
    """Whether a record that is here names a file that is sent under this hash and has not arrived."""
    query = select(Intake.id).where(Intake.state.in_(_OPEN), _waits_for({sha256}))
    return reading().scalar(query.limit(1)) is not None


def _waits_for(hashes: Collection[str]) -> ColumnElement[bool]:
    """Looked for in the database: on the evening of a field day hundreds of intakes wait at once."""
    told = cast(Intake.waiting_for, Text)
    return or_(*(told.contains(f'"{each}"', autoescape=True) for each in sorted(hashes)))


def advance(row: Intake, now: datetime, *, again: bool = False) -> None:
    """As far as an intake goes by itself: to its submission, to files it waits for, or into the inbox."""
    record, sealed = record_of(row)
    assignment = taking.assignment_of(record) if record else None
    row.assignment_id = assignment.id if assignment else None
    row.waiting_for = list(taking.missing(record)) if record else []
    if record is not None and not sealed and _is_replaced(row):
        row.state = IntakeState.SUPERSEDED
        return
    reason = "" if row.decision else _why_not(row)
    reason = reason or sealed or _obstacle(row, record, assignment)
    if not reason and record is not None and assignment is not None:
        reason = attempt(row, record, assignment, now, again=again)
    if reason:
        _to_inbox(row, reason)


def record_of(row: Intake) -> tuple[Record | None, str]:
    """What is inside, or why it cannot be seen."""
    try:
        return source(row.kind).record(row.body), ""
    except Rejected as error:
        code = error.problems[0].code
        return None, code if code in _KNOWN_REASONS else "RECORD_UNREADABLE"
    except (SQLAlchemyError, OSError):
        raise  # the machine failed, not the record
    except Exception:  # a bug of ours must not cost anybody a visit
        log.exception("intake %s could not be read", row.public_id)
        return None, "RECORD_UNREADABLE"


def _obstacle(row: Intake, record: Record | None, assignment: Assignment | None) -> str:
    if record is None:
        return "RECORD_UNREADABLE"
    if row.decision:  # a person has taken it, and it only waited for its files
        return ""
    if not _continues(row, record):
        return CONFLICT
    return taking.obstacle(record, assignment, row.user_id)


def attempt(
    row: Intake, record: Record, assignment: Assignment, now: datetime, *, again: bool = False
) -> str:
    """Takes the record, all of it or nothing; returns why that did not work, or ""."""
    try:
        with reading().begin_nested():
            taken = taking.take(
                record,
                assignment,
                actor_for(row.user),
                device=row.device,
                public_id=name_of(row),
                now=now,
                again=again,
            )
            settle(row, taken)
    except Rejected as error:
        log.info("intake %s was not taken: %s", row.public_id, [each.code for each in error.problems])
        return reason_for(error)
    except DataError:  # the database does not take what it says, however often it is sent
        log.exception("intake %s could not be stored", row.public_id)
        return "INTAKE_FAILED"
    except (SQLAlchemyError, OSError):
        raise  # the machine failed, not the record: whoever sent it tries again
    except Exception:  # a bug of ours must not cost anybody a visit
        log.exception("intake %s could not be taken", row.public_id)
        return "INTAKE_FAILED"
    return ""


def name_of(row: Intake) -> UUID:
    """The interview's id: the record's own, or the one it was given where that was taken."""
    interview = row.interview
    return interview.public_id if interview else row.submission


def reason_for(error: Rejected) -> str:
    """The inbox's word for what taking a record was refused for."""
    codes = {each.code for each in error.problems}
    if codes & {"STEP_NOT_POSSIBLE", "INTERVIEW_CLOSED"}:
        return "INTAKE_VISIT_CLOSED"
    if "JOURNAL_CONFLICT" in codes:
        return "INTAKE_JOURNAL_DIFFERS"
    return (
        "RECORD_UNREADABLE" if codes & {"RECORD_UNREADABLE", "EVENT_REFUSED"} else "INTAKE_ANSWERS_IMPOSSIBLE"
    )


def _why_not(row: Intake) -> str:
    """What is known without looking inside."""
    if _rival(row) is not None:
        return CONFLICT
    if row.device is not None and row.device.revoked_at is not None:
        return "DEVICE_REVOKED"
    return source(row.kind).obstacle(row.body) if row.user.is_active else "ACCOUNT_DISABLED"


def _rival(row: Intake) -> Intake | None:
    """What came before under the same name and revision, with other bytes."""
    query = select(Intake).where(
        Intake.submission == row.submission, Intake.revision == row.revision, Intake.sequence < row.sequence
    )
    return reading().scalar(query.order_by(Intake.sequence).limit(1))


def settle(row: Intake, taken: taking.Taken) -> None:
    """Writes down what taking a record has led to."""
    row.interview_id = taken.interview.id
    row.waiting_for = list(taken.missing)
    row.state = IntakeState.COMPLETE if taken.submission else IntakeState.WAITING
    if taken.submission is None:
        return
    reading().flush()
    row.submission_id = taken.submission.id
    for earlier in _earlier(row):
        earlier.state = IntakeState.SUPERSEDED


def _earlier(row: Intake) -> list[Intake]:
    query = select(Intake).where(
        Intake.submission == row.submission,
        Intake.revision < row.revision,
        Intake.state.in_((IntakeState.WAITING, IntakeState.COMPLETE)),
    )
    return list(reading().scalars(query))


def _is_replaced(row: Intake) -> bool:
    """Whether a later revision of the interview is here already, with all that this one says."""
    query = select(Intake.id).where(
        Intake.submission == row.submission,
        Intake.revision > row.revision,
        Intake.state == IntakeState.COMPLETE,
    )
    return reading().scalar(query.limit(1)) is not None


def _continues(row: Intake, record: Record) -> bool:
    """Whether it replaces what was taken before, and not something that lies in the inbox."""
    query = select(Intake.sha256).where(
        Intake.submission == row.submission,
        Intake.revision == row.revision - 1,
        Intake.state.in_((IntakeState.WAITING, IntakeState.COMPLETE)),
    )
    taken = reading().scalar(query)
    return taken is None or taken == record.supersedes


def _to_inbox(row: Intake, reason: str) -> None:
    row.state, row.reason = IntakeState.INBOX, reason
    audit.append("intake.inbox", row, None, {"reason": reason})
