"""A caller's day: calls made, what they came to, how long they were, and what is agreed for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.calling import OUTCOMES
from mystery.services.transaction import reading
from mystery.store.models import Appointment, AppointmentState, CallAttempt, CallCase, CallOutcome

COMPLETE = (CallOutcome.REACHED, CallOutcome.COMPLETE)
_MOST_APPOINTMENTS = 50


@dataclass(frozen=True, slots=True)
class Made:
    """One attempt that is over, and whom it was to reach."""

    attempt: CallAttempt
    case: CallCase


@dataclass(frozen=True, slots=True)
class CallerDay:
    """`calls` are the attempts that are over, the latest first; `average_seconds` is of complete ones."""

    calls: tuple[Made, ...]
    contacts: int
    completes: int
    average_seconds: float | None
    appointments: tuple[Appointment, ...]


def day_of(actor: Actor, zone: str, now: datetime) -> CallerDay:
    """What this person has done since midnight by the clocks of `zone`, and the calls they have promised."""
    require(actor, "case.work")
    calls = _calls(actor, *_day(zone, now))
    made = [each.attempt for each in calls]
    complete = [each for each in made if each.outcome in COMPLETE]
    seconds = [_seconds(each) for each in complete if each.started_at and each.ended_at]
    return CallerDay(
        calls=tuple(calls),
        contacts=sum(OUTCOMES[str(each.outcome)].contacted for each in made),
        completes=len(complete),
        average_seconds=sum(seconds) / len(seconds) if seconds else None,
        appointments=tuple(_appointments(actor)),
    )


def _day(zone: str, now: datetime) -> tuple[datetime, datetime]:
    today = now.astimezone(ZoneInfo(zone)).date()
    begins, ends = (
        datetime.combine(day, time(), ZoneInfo(zone)).astimezone(now.tzinfo)
        for day in (today, today + timedelta(days=1))
    )
    return begins, ends


def _calls(actor: Actor, begins: datetime, ends: datetime) -> list[Made]:
    query = (
        select(CallAttempt, CallCase)
        .join(CallCase, CallCase.id == CallAttempt.case_id)
        .options(joinedload(CallCase.assignment), joinedload(CallCase.contact))
        .where(
            CallAttempt.caller_id == actor.user_id,
            CallAttempt.outcome.is_not(None),
            CallAttempt.created_at >= begins,
            CallAttempt.created_at < ends,
        )
        .order_by(CallAttempt.created_at.desc(), CallAttempt.id.desc())
    )
    return [Made(attempt, case) for attempt, case in reading().execute(query)]


def _seconds(attempt: CallAttempt) -> float:
    """As the telephone or the stopwatch has it; else from dialling until the outcome was said."""
    total = attempt.timings.get("total")
    if isinstance(total, int | float):
        return float(total)
    assert attempt.started_at is not None
    assert attempt.ended_at is not None
    return (attempt.ended_at - attempt.started_at).total_seconds()


def _appointments(actor: Actor) -> Sequence[Appointment]:
    query = (
        select(Appointment)
        .where(Appointment.caller_id == actor.user_id, Appointment.state == AppointmentState.OPEN)
        .options(joinedload(Appointment.case).joinedload(CallCase.assignment))
        .order_by(Appointment.from_at, Appointment.id)
        .limit(_MOST_APPOINTMENTS)
    )
    return reading().scalars(query).all()
