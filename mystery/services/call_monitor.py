"""What goes on at the call desk this very moment: for supervisors, without listening to anybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, allowed, require
from mystery.clock import utcnow
from mystery.services import call_guards, call_stops, inbox, promises
from mystery.services.context import settings
from mystery.services.transaction import reading
from mystery.store.models import (
    Appointment,
    AppointmentState,
    CallAttempt,
    CallCase,
    CallPlan,
    CaseState,
    Promise,
    QuotaCell,
    Study,
    User,
    Wave,
    WaveState,
)
from mystery.store.queries.scope import visible

SOON = timedelta(minutes=30)
"""Appointments this near are shown before they are due."""
_PROMISES_AHEAD = timedelta(hours=24)
_MOST = 30
"""Lines of one list; what is beyond is counted."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A caller with an open attempt, a case, or a call today; `since` is when that began, if known."""

    name: str
    doing: str
    since: datetime | None
    case: CallCase | None
    calls: int
    completes: int
    state: str = ""


@dataclass(frozen=True, slots=True)
class Queue:
    """Open cases of one wave by what may happen to them now."""

    wave: Wave
    is_stopped: bool
    ready: int
    later: int
    outside_hours: int
    held: int
    paused: int
    done: int


@dataclass(frozen=True, slots=True)
class Agreed:
    """An open appointment with its caller's name; empty: anybody."""

    appointment: Appointment
    caller: str
    is_overdue: bool


@dataclass(frozen=True, slots=True)
class Board:
    """All that the live page shows. `conflicts` wait in the inbox; `stopped_at`: nobody dials anything."""

    stopped_at: datetime | None
    callers: tuple[Caller, ...]
    queues: tuple[Queue, ...]
    agreed: tuple[Agreed, ...]
    cells: tuple[QuotaCell, ...]
    promises: tuple[Promise, ...]
    conflicts: int


def now_at(actor: Actor, wave: Wave | None = None, now: datetime | None = None) -> Board:
    """The call desk as it is now, over all waves in the field that the person may see, or one of them."""
    require(actor, "call.monitor")
    moment = now or utcnow()
    plans = _plans(actor, wave)
    ids = [plan.wave_id for plan in plans]
    stop = call_stops.current()
    return Board(
        stopped_at=stop.created_at if stop else None,
        callers=tuple(_callers(ids, moment)),
        queues=tuple(_queue(plan, moment) for plan in plans),
        agreed=tuple(_agreed(ids, moment)),
        cells=tuple(_cells(ids)),
        promises=tuple(_promises(actor, wave, moment)),
        conflicts=inbox.count(actor) if allowed(actor, "intake.view") else 0,
    )


def waves(actor: Actor) -> list[Wave]:
    """The waves in the field that are called."""
    return [plan.wave for plan in _plans(actor, None)]


def _plans(actor: Actor, wave: Wave | None) -> Sequence[CallPlan]:
    query = (
        select(CallPlan)
        .join(Wave, CallPlan.wave_id == Wave.id)
        .where(Wave.state == WaveState.FIELD, visible(actor, Wave))
        .options(joinedload(CallPlan.wave).joinedload(Wave.study).joinedload(Study.client))
        .order_by(Wave.id)
    )
    if wave is not None:
        query = query.where(CallPlan.wave_id == wave.id)
    return reading().scalars(query).all()


def _callers(wave_ids: Sequence[int], now: datetime) -> list[Caller]:
    """Who is on the line first, the longest call on top; then who has a case, then who was here today."""
    today = {row.caller_id: row for row in reading().execute(_of_today(wave_ids, now))}
    busy = _on_the_line(wave_ids)
    holding = _with_a_case(wave_ids, now)
    names = _names({*today, *busy, *holding})
    found = []
    for key, name in names.items():
        row = today.get(key)
        calls, completes = (row.calls, row.completes) if row else (0, 0)
        if key in busy:
            attempt, case = busy[key]
            since = attempt.started_at or attempt.created_at
            found.append(Caller(name, "calls", since, case, calls, completes, attempt.provider_state))
        elif key in holding:
            case = holding[key]
            found.append(Caller(name, "reads", None, case, calls, completes))
        elif row:
            found.append(Caller(name, "waits", row.last, None, calls, completes))
    order = ("calls", "reads", "waits")
    return sorted(found, key=lambda each: (order.index(each.doing), each.since or now, each.name))


def _of_today(wave_ids: Sequence[int], now: datetime) -> Any:
    """Ended attempts of this day by caller; a day of the installation's zone."""
    zone = ZoneInfo(settings().default_time_zone)
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    completes = func.count().filter(CallAttempt.outcome.in_(("complete", "reached")))
    return (
        select(
            CallAttempt.caller_id,
            func.count().label("calls"),
            completes.label("completes"),
            func.max(CallAttempt.ended_at).label("last"),
        )
        .where(CallAttempt.ended_at >= midnight, _in_waves(wave_ids))
        .group_by(CallAttempt.caller_id)
    )


def _in_waves(wave_ids: Sequence[int]) -> ColumnElement[bool]:
    return CallAttempt.case_id.in_(select(CallCase.id).where(CallCase.wave_id.in_(wave_ids)))


def _on_the_line(wave_ids: Sequence[int]) -> dict[int, tuple[CallAttempt, CallCase]]:
    query = (
        select(CallAttempt, CallCase)
        .join(CallCase, CallAttempt.case_id == CallCase.id)
        .where(CallAttempt.outcome.is_(None), CallCase.wave_id.in_(wave_ids))
    )
    return {attempt.caller_id: (attempt, case) for attempt, case in reading().execute(query)}


def _with_a_case(wave_ids: Sequence[int], now: datetime) -> dict[int, CallCase]:
    query = select(CallCase).where(CallCase.wave_id.in_(wave_ids), CallCase.held_until_at > now)
    return {case.holder_id: case for case in reading().scalars(query) if case.holder_id}


def _names(ids: set[int]) -> dict[int, str]:
    query = select(User.id, User.name).where(User.id.in_(ids))
    return {row.id: row.name for row in reading().execute(query)} if ids else {}


def _queue(plan: CallPlan, now: datetime) -> Queue:
    """Counted by zone and country, for they decide whether somebody may be called now."""
    held = CallCase.held_until_at > now
    query = (
        select(
            CallCase.state,
            CallCase.time_zone,
            CallCase.country,
            func.count().label("cases"),
            func.count().filter(held).label("held"),
            func.count().filter(~held | held.is_(None), CallCase.next_at <= now).label("due"),
        )
        .where(CallCase.wave_id == plan.wave_id)
        .group_by(CallCase.state, CallCase.time_zone, CallCase.country)
    )
    sums = dict.fromkeys(("ready", "later", "outside_hours", "held", "paused", "done"), 0)
    for row in reading().execute(query):
        if row.state is not CaseState.OPEN:
            sums[row.state.value] += row.cases
            continue
        may = call_guards.is_open(plan, row.country, row.time_zone, "", now)
        sums["ready" if may else "outside_hours"] += row.due
        sums["held"] += row.held
        sums["later"] += row.cases - row.held - row.due
    return Queue(plan.wave, plan.stopped_at is not None, **sums)


def _agreed(wave_ids: Sequence[int], now: datetime) -> list[Agreed]:
    """Due and overdue appointments and those that come soon, the longest overdue first."""
    query = (
        select(Appointment, User.name)
        .join(CallCase, Appointment.case_id == CallCase.id)
        .outerjoin(User, Appointment.caller_id == User.id)
        .where(
            Appointment.state == AppointmentState.OPEN,
            Appointment.from_at <= now + SOON,
            CallCase.state == CaseState.OPEN,
            CallCase.wave_id.in_(wave_ids),
        )
        .options(joinedload(Appointment.case))
        .order_by(Appointment.from_at, Appointment.id)
        .limit(_MOST)
    )
    return [
        Agreed(row, name or "", (row.from_at if row.is_hard else row.until_at) < now)
        for row, name in reading().execute(query)
    ]


def _cells(wave_ids: Sequence[int]) -> Sequence[QuotaCell]:
    query = select(QuotaCell).where(QuotaCell.wave_id.in_(wave_ids))
    return reading().scalars(query.order_by(QuotaCell.wave_id, QuotaCell.id).limit(200)).all()


def _promises(actor: Actor, wave: Wave | None, now: datetime) -> Sequence[Promise]:
    if not allowed(actor, "promise.view"):
        return ()
    until = now + _PROMISES_AHEAD
    return [each for each in promises.open_of(actor, wave) if each.due_at <= until][:_MOST]


def case_name(case: CallCase) -> str:
    """What a case is called where everybody may read along: a place, or a reference, never a person."""
    return case.assignment.location.name if case.assignment else case.reference
