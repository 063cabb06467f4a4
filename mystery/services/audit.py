"""The audit log: an entry is written in the transaction of the act, and seals the entry before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from mystery.access import Actor
from mystery.clock import utcnow
from mystery.services.transaction import reading, transaction
from mystery.store.models import AuditEntry, Row

GENESIS = "0" * 64
_TABLE = cast(sa.Table, AuditEntry.__table__)
_CHAIN_LOCK = 7_236_001
"""Number of the advisory lock that lines up writers on PostgreSQL; SQLite's write lock does so anyway."""


@dataclass(frozen=True, slots=True)
class BrokenEntry:
    """Where the chain breaks: `what` is `missing`, `altered` or `unlinked`."""

    entry: int
    what: str


def append(
    action: str, subject: Row | str, actor: Actor | None = None, details: Mapping[str, object] | None = None
) -> None:
    """Adds an entry; must be called inside a transaction, normally that of the act itself.

    `subject` is the row that was acted upon, or `kind:id` where there is no row. `details` holds plain
    JSON without names of people: erasing a person must never need a change in the log.
    """
    with transaction() as session:
        session.flush()
        kind, _, name = _subject(subject).partition(":")
        last_id, last_hash = _last(session)
        entry = AuditEntry(
            id=last_id + 1,
            at=utcnow(),
            actor=actor.public_id if actor else None,
            action=action,
            subject_kind=kind,
            subject_id=name,
            details=json.loads(_canonical(dict(details or {}))),
            previous_hash=last_hash,
            hash="",
        )
        entry.hash = entry_hash(entry)
        session.execute(_TABLE.insert(), {each.name: getattr(entry, each.name) for each in _TABLE.columns})


def verify() -> BrokenEntry | None:
    """The first entry that is missing, altered or unlinked; None when the whole chain holds."""
    expected_id, previous = 1, GENESIS
    # as columns: a row for every entry of the log, not an object
    query = select(*AuditEntry.__table__.columns).order_by(AuditEntry.id).execution_options(yield_per=1000)
    with closing(reading().execute(query)) as entries:  # a server's cursor must not outlive an early return
        for entry in entries:
            if entry.id != expected_id:
                return BrokenEntry(expected_id, "missing")
            if entry.previous_hash != previous:
                return BrokenEntry(entry.id, "unlinked")
            if entry.hash != entry_hash(entry):
                return BrokenEntry(entry.id, "altered")
            expected_id, previous = entry.id + 1, entry.hash
    return None


def entry_hash(entry: AuditEntry | sa.Row[Any]) -> str:
    """SHA-256 over the hash of the entry before and the canonical JSON of this one."""
    content = [
        entry.id,
        _moment(entry.at),
        str(entry.actor) if entry.actor else None,
        entry.action,
        entry.subject_kind,
        entry.subject_id,
        entry.details,
    ]
    return hashlib.sha256(f"{entry.previous_hash}\n{_canonical(content)}".encode()).hexdigest()


def count() -> int:
    return reading().scalar(select(func.count()).select_from(AuditEntry)) or 0


def head() -> str:
    """The hash of the last entry; whoever kept it elsewhere can prove later that nothing was cut off."""
    return reading().scalar(select(AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)) or GENESIS


def newest(limit: int) -> Sequence[AuditEntry]:
    """The latest entries, the newest first."""
    return reading().scalars(select(AuditEntry).order_by(AuditEntry.id.desc()).limit(limit)).all()


def line_up() -> None:
    """Waits until nobody else writes to the log, and keeps others waiting until the commit.

    Who locks rows as well does this first, so that no two acts wait for each other.
    """
    session = reading()
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHAIN_LOCK})


def _last(session: Session) -> tuple[int, str]:
    """Number and hash of the last entry. As columns: an object would be read whole, with its details."""
    line_up()
    query = select(AuditEntry.id, AuditEntry.hash).order_by(AuditEntry.id.desc()).limit(1)
    last = session.execute(query).first()
    return (last.id, last.hash) if last else (0, GENESIS)


def _subject(subject: Row | str) -> str:
    return subject if isinstance(subject, str) else f"{subject.__tablename__}:{subject.public_id}"


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return _moment(value)
    raise TypeError(f"{type(value).__name__} does not belong into the audit log")


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
