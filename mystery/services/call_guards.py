"""What stands between a caller and a telephone: numbers, hours, stops, and money set aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, or_, select

from mystery import compliance
from mystery.access import Actor, require
from mystery.calling import SURVEY, hours_of_week, is_permitted
from mystery.problems import Problem, Rejected, errors_of
from mystery.services import call_stops, cases, holidays
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    AppointmentState,
    CallAttempt,
    CallCase,
    CallNumber,
    CallPlan,
    CallReservation,
    DoNotCall,
    NumberState,
    OrgUnit,
    ReservationState,
)

_NOT_DIALLED = ("", "unavailable")
FREE = frozenset({"none", "simulator"})
"""Telephones whose calls cost nothing through us."""


@dataclass(frozen=True, slots=True)
class Target:
    """Who is to be called: a number, and the place whose clocks and laws count."""

    e164: str
    country: str
    time_zone: str
    part: str = ""
    is_agreed: bool = False


def may_dial(plan: CallPlan, number: CallNumber | None, caller: Actor, now: datetime) -> list[Problem]:
    """What speaks against this call; errors forbid it, warnings are told to the caller.

    Raises `Forbidden` for a role that calls nobody; a client's never does.
    """
    require(caller, "case.work")
    if number is None or number.case.wave_id != plan.wave_id:
        return [Problem("NUMBER_NOT_LISTED")]
    if number.state is not NumberState.GOOD:
        return [Problem("NUMBER_BLOCKED" if number.state is NumberState.BLOCKED else "NUMBER_NOT_LISTED")]
    return against(plan, target_of(number, now), now)


def against(plan: CallPlan, target: Target, now: datetime) -> list[Problem]:
    """The same for any target of a plan, a voice menu for one."""
    return [*_stops(plan), *_number(plan, target), *_hours(plan, target, now)]


def target_of(number: CallNumber, now: datetime) -> Target:
    """The number of a case with the clocks and laws of its place."""
    case = number.case
    return Target(number.e164, case.country, case.time_zone, cases.part_of(case), _is_agreed(case, now))


def is_open(plan: CallPlan, country: str, time_zone: str, part: str, now: datetime) -> bool:
    """Whether a place may be called now without an appointment, by the plan's hours and by custom."""
    return not any(_hours(plan, Target("", country, time_zone, part), now))


def target_at(location: OrgUnit, e164: str) -> Target:
    """A number of a location that is called without a case."""
    return Target(e164, location.country, location.time_zone, location.subdivision)


def reserve(
    plan: CallPlan, caller_id: int | None, now: datetime, attempt: CallAttempt | None = None
) -> CallReservation | None:
    """Sets aside what one call may cost, before it is dialled. None where calls of this plan are free.

    All budgets are looked at under the lock of the plan, so that parallel starts cannot share the last
    cent. Raises `Rejected` with the first budget that does not reach.
    """
    with transaction() as session:
        locked = session.get_one(CallPlan, plan.id, with_for_update=True, populate_existing=True)
        if not locked.call_budget_cents:
            if locked.telephony in FREE:
                return None
            raise Rejected([Problem("BUDGET_NO_PRICE")])
        today = now.astimezone(ZoneInfo(settings().default_time_zone)).date()
        problem = next(_budgets(locked, caller_id, today), None)
        if problem is not None:
            raise Rejected([problem])
        row = CallReservation(
            plan_id=locked.id,
            attempt_id=attempt.id if attempt else None,
            caller_id=caller_id,
            day_on=today,
            cents=locked.call_budget_cents,
        )
        session.add(row)
        session.flush()
        return row


def settle(attempt: CallAttempt, cents: int | None) -> None:
    """What the call came to. None: nobody knows, so all that was set aside counts as spent."""
    row = _held(attempt)
    if row is None:
        return
    with transaction():
        row.state = ReservationState.SETTLED
        row.settled_cents = row.cents if cents is None else max(cents, 0)


def free(attempt: CallAttempt) -> None:
    """Gives back what was set aside: nothing was dialled."""
    row = _held(attempt)
    if row is None:
        return
    with transaction():
        row.state, row.settled_cents = ReservationState.FREED, 0


def close(attempt: CallAttempt) -> None:
    """An attempt is over. What was never dialled costs nothing; what has an id will be asked for its price.

    A call that was ordered and whose order nobody answered may have rung: it counts in full.
    """
    if attempt.provider_id:
        return
    if attempt.provider_state in _NOT_DIALLED:
        free(attempt)
    else:
        settle(attempt, None)


def spent(plan: CallPlan) -> int:
    """Cents of the plan that are spent or set aside."""
    return _sum(CallReservation.plan_id == plan.id)


def check(plan: CallPlan, number: CallNumber | None, caller: Actor, now: datetime) -> None:
    """Raises `Rejected` with every error of `may_dial`."""
    problems = errors_of(may_dial(plan, number, caller, now))
    if problems:
        raise Rejected(problems)


def _stops(plan: CallPlan) -> Iterator[Problem]:
    if call_stops.current() is not None:
        yield Problem("CALLS_STOPPED")
    if plan.stopped_at is not None:
        yield Problem("PLAN_STOPPED")


def _number(plan: CallPlan, target: Target) -> Iterator[Problem]:
    try:
        yield from compliance.against_number(target.e164, target.country, compliance.guards(plan.guards))
    except Rejected as refusal:
        yield from refusal.problems
    mine = or_(DoNotCall.client_id.is_(None), DoNotCall.client_id == plan.wave.study.client_id)
    query = select(DoNotCall.id).where(DoNotCall.e164 == target.e164, mine).limit(1)
    if reading().scalar(query) is not None:
        yield Problem("NUMBER_BLOCKED")


def _hours(plan: CallPlan, target: Target, now: datetime) -> Iterator[Problem]:
    """By the plan's hours, and for respondents by the custom of their country too."""
    local = now.astimezone(ZoneInfo(target.time_zone))
    closed = holidays.around(target.country, target.part, now)
    try:
        counted = () if _calls_on_holidays(plan) else closed
        if target.is_agreed:
            return
        if not is_permitted(now, target.time_zone, hours_of_week(plan.hours, plan.kind), counted):
            yield Problem("CALL_OUTSIDE_HOURS", params={"time": f"{local:%H:%M}"})
    except Rejected as refusal:
        yield from refusal.problems
    if plan.kind == SURVEY:
        yield from compliance.against_moment(target.country, local, closed)


def _calls_on_holidays(plan: CallPlan) -> bool:
    """Only tests: a hotline may be tested on a holiday, respondents are left in peace."""
    return plan.kind != SURVEY and compliance.guards(plan.guards).on_holidays


def _is_agreed(case: CallCase, now: datetime) -> bool:
    """Whether the called party has agreed to this very time."""
    query = select(Appointment.id).where(
        Appointment.case_id == case.id,
        Appointment.state == AppointmentState.OPEN,
        Appointment.from_at <= now,
        Appointment.until_at > now,
    )
    return reading().scalar(query.limit(1)) is not None


def _budgets(plan: CallPlan, caller_id: int | None, today: date) -> Iterator[Problem]:
    mine = CallReservation.plan_id == plan.id
    needed = plan.call_budget_cents
    whose = CallReservation.caller_id == caller_id
    limits = [
        ("BUDGET_USED_UP", plan.budget_cents, mine),
        ("BUDGET_OF_THE_DAY_USED_UP", plan.day_budget_cents, mine & (CallReservation.day_on == today)),
    ]
    if caller_id is not None:  # a job dials too, and has no budget of its own
        limits.append(("BUDGET_OF_THE_CALLER_USED_UP", plan.caller_budget_cents, mine & whose))
    for code, limit, which in limits:
        left = limit - _sum(which)
        if left < needed:
            yield Problem(code, params={"left": max(left, 0), "needed": needed})


def _sum(which: ColumnElement[bool]) -> int:
    counted = func.coalesce(CallReservation.settled_cents, CallReservation.cents)
    return int(reading().scalar(select(func.sum(counted)).where(which)) or 0)


def _held(attempt: CallAttempt) -> CallReservation | None:
    query = select(CallReservation).where(
        CallReservation.attempt_id == attempt.id, CallReservation.state == ReservationState.HELD
    )
    return reading().scalar(query)
