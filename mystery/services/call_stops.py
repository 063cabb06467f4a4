"""The kill switch of the whole agency: one stop, and nobody dials anything until it is taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallStop


def current() -> CallStop | None:
    """The stop that is in force."""
    return reading().scalar(select(CallStop).where(CallStop.ended_at.is_(None)).limit(1))


def stop_all(actor: Actor, reason: str = "") -> CallStop:
    """Stops every call of every wave at once; twice is once."""
    require(actor, "call.stop")
    with transaction() as session:
        row = current()
        if row is None:
            row = CallStop(stopped_by_id=actor.user_id, reason=reason.strip()[:500])
            session.add(row)
            audit.append("call.stop_all", row, actor)
        return row


def resume_all(actor: Actor, now: datetime | None = None) -> None:
    """Takes the stop back. Waves that were stopped by themselves stay stopped."""
    require(actor, "call.stop")
    with transaction():
        row = current()
        if row is not None:
            row.ended_at, row.ended_by_id = now or utcnow(), actor.user_id
            audit.append("call.resume_all", row, actor)
