"""Appointments: agreed in the local time of the called party, kept, missed or cancelled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mystery.access import Actor, Role, require
from mystery.calling import Hours, is_permitted, next_permitted
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit, call_plans, cases
from mystery.services.transaction import reading, transaction
from mystery.store.models import Appointment, AppointmentState, CallCase, CaseState, User

HARD_MINUTES = 60
"""So long after its time a hard appointment still comes first, for anyone once the grace is over."""
EARLY_MINUTES = 5
"""A call begun this much before its time keeps the appointment."""
_LONGEST_AHEAD = timedelta(days=90)


def make(
    case: CallCase,
    actor: Actor,
    begins: datetime,
    ends: datetime | None = None,
    *,
    hard: bool,
    note: str = "",
    caller: User | None = None,
    now: datetime | None = None,
) -> Appointment:
    """Agrees on a call. `begins` and `ends` are what the clocks of the called party show (no zone).

    Hard: at `begins`, by `caller` (by default whoever makes it) until the grace is over. Soft: from `begins`
    to `ends`, by anyone. The case's former appointment gives way. Raises `Rejected` APPOINTMENT_PAST,
    APPOINTMENT_UNREADABLE, or APPOINTMENT_HOURS with the next permitted moment.
    """
    require(actor, "case.work")
    moment = now or utcnow()
    zone = ZoneInfo(case.time_zone)
    starts = begins.replace(tzinfo=zone).astimezone(UTC)
    until = starts + timedelta(minutes=HARD_MINUTES) if hard else _local(ends, zone)
    if case.state is not CaseState.OPEN:
        raise Rejected([Problem("CASE_CLOSED")])
    _check(case, starts, until, moment)
    with transaction() as session:
        cases.call_off(case, actor)
        row = Appointment(
            case_id=case.id,
            made_by_id=actor.user_id,
            caller_id=(caller.id if caller else actor.user_id) if hard else None,
            is_hard=hard,
            from_at=starts,
            until_at=until,
            note=note.strip()[:2000],
        )
        session.add(row)
        case.next_at, case.wanted_part = starts, ""
        audit.append("appointment.make", row, actor, {"case": case.public_id, "hard": hard, "at": starts})
        return row


def caller_or_rejected(public_id: UUID | None) -> User | None:
    """The caller that an appointment is to be with; None where nobody is named."""
    if public_id is None:
        return None
    found = reading().scalar(select(User).where(User.public_id == public_id, User.role == Role.CALLER))
    if found is None or not found.is_active:
        raise Rejected([Problem("CALLER_UNKNOWN")])
    return found


def due(now: datetime) -> Sequence[Appointment]:
    """What should be called by now, the longest overdue first."""
    query = select(Appointment).where(Appointment.state == AppointmentState.OPEN, Appointment.from_at <= now)
    return reading().scalars(query.order_by(Appointment.from_at, Appointment.id)).all()


def keep(case: CallCase, actor: Actor, now: datetime) -> None:
    """A call has begun: the appointment that is due by now is kept, and how late is in the log."""
    row = cases.open_appointment(case)
    if row is None or row.from_at > now + timedelta(minutes=EARLY_MINUTES):
        return
    with transaction():
        row.state = AppointmentState.KEPT
        late = max(0, round((now - row.from_at).total_seconds()))
        audit.append("appointment.kept", row, actor, {"late_seconds": late})


def miss_overdue(now: datetime | None = None) -> int:
    """Marks what nobody called in time: the case is called as soon as possible. Returns how many."""
    moment = now or utcnow()
    query = select(Appointment).where(Appointment.state == AppointmentState.OPEN)
    query = query.where(Appointment.until_at < moment).order_by(Appointment.id)
    found = reading().scalars(query).all()
    if not found:
        return 0
    with transaction():
        for row in found:
            row.state = AppointmentState.MISSED
            row.case.next_at = moment
            audit.append("appointment.missed", row, None, {"case": row.case.public_id})
    return len(found)


def _local(moment: datetime | None, zone: ZoneInfo) -> datetime:
    if moment is None:
        raise Rejected([Problem("APPOINTMENT_UNREADABLE")])
    return moment.replace(tzinfo=zone).astimezone(UTC)


def _check(case: CallCase, starts: datetime, until: datetime, now: datetime) -> None:
    if until <= starts or starts > now + _LONGEST_AHEAD:
        raise Rejected([Problem("APPOINTMENT_UNREADABLE")])
    if starts < now - timedelta(minutes=1):
        raise Rejected([Problem("APPOINTMENT_PAST")])
    plan = cases.plan_of(case)
    hours, closed = call_plans.terms(plan).hours, call_plans.closed_days(plan, case, starts)
    if not is_permitted(starts, case.time_zone, hours, closed):
        raise Rejected([Problem("APPOINTMENT_HOURS", params={"next": _next(case, starts, hours, closed)})])


def _next(case: CallCase, after: datetime, hours: Hours, closed: Collection[date]) -> str:
    found = next_permitted(after, case.time_zone, hours, closed)
    return f"{found.astimezone(ZoneInfo(case.time_zone)):%Y-%m-%d %H:%M}" if found else "–"
