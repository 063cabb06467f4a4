"""Which case it would be: the few that come into question, weighed by the one order of the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor
from mystery.calling import SURVEY, Agreed, Candidate, Choice, Reason, against, choose
from mystery.services import call_guards, call_plans, call_stops, cases
from mystery.services.call_plans import Terms
from mystery.services.transaction import reading
from mystery.store.models import (
    Appointment,
    AppointmentState,
    CallCase,
    CallPlan,
    CaseState,
    Study,
    Wave,
    WaveState,
)
from mystery.store.queries import turns as queries
from mystery.store.queries.turns import Waiting

_MOST_DUE = 100
"""So many due appointments are weighed against each other; the longest overdue are among them."""


@dataclass(frozen=True, slots=True)
class Called:
    """A wave that is called now, with what holds there."""

    plan: CallPlan
    terms: Terms

    @property
    def is_shared(self) -> bool:
        """Whether its cases are for whoever comes, and not for those they were given to."""
        return (self.plan.kind == SURVEY or self.plan.is_pooled) and self.plan.wave.state is WaveState.FIELD


def decide(actor: Actor, now: datetime, passed_over: Collection[int] = ()) -> Choice | None:
    """The case whose turn it is for this caller. The same rows at the same moment give the same choice.

    Weighed are due appointments, the caller's own tests, and of each wave that is shared the first case of
    every group with the highest priority that has any.
    """
    called = {} if call_stops.current() else _called_waves(actor)
    if not called:
        return None
    weighing = _Weighing(actor, called, now, frozenset(passed_over))
    shared = [key for key, wave in called.items() if wave.is_shared]
    session = reading()
    due = queries.with_due_appointments(session, shared, actor.user_id, now, _MOST_DUE)
    found = weighing.possible([*due, *queries.own_tests(session, actor.user_id, now)])
    for key in shared:
        found += weighing.first_of(called[key].plan)
    unique = {each.key: each for each in found}
    return choose(
        unique.values(),
        now,
        actor.user_id,
        parts=next(iter(called.values())).terms.parts,
        grace_minutes=0,  # each has been weighed by the grace of its own wave
        only_own=_is_awaited(actor, now, called),
    )


def _is_awaited(actor: Actor, now: datetime, called: Mapping[int, Called]) -> bool:
    """Whether a hard appointment of this caller is so near that a long talk now would miss it."""
    free = {key: timedelta(minutes=each.terms.rules.keep_free_minutes) for key, each in called.items()}
    query = (
        select(Appointment.from_at, CallCase.wave_id)
        .join(CallCase, CallCase.id == Appointment.case_id)
        .where(
            Appointment.state == AppointmentState.OPEN,
            Appointment.is_hard.is_(True),
            Appointment.caller_id == actor.user_id,
            Appointment.from_at.between(now, now + max(free.values())),
            CallCase.state == CaseState.OPEN,
            CallCase.wave_id.in_(called),
        )
    )
    return any(at <= now + free[wave_id] for at, wave_id in reading().execute(query))


def against_each(
    rows: Sequence[CallCase], plan: CallPlan, now: datetime, caller: int | None
) -> dict[int, tuple[Reason, ...]]:
    """What the rules have against calling each of these open cases of a plan at this moment."""
    agreed = queries.open_appointments(reading(), [each.id for each in rows])
    grace, places = call_plans.terms(plan).rules.grace_minutes, _OpenPlaces(now)
    told: dict[int, tuple[Reason, ...]] = {}
    for case in rows:
        row, appointment = _waiting(case), agreed.get(case.id)
        found = against(_candidate(row, appointment), now, caller, grace_minutes=grace)
        is_free = bool(found) or appointment is not None or places.has(plan, row)
        told[case.id] = found if is_free else (Reason("outside_hours"),)
    return told


def _waiting(case: CallCase) -> Waiting:
    return Waiting(
        case.id,
        case.wave_id,
        case.country,
        case.time_zone,
        cases.part_of(case),
        case.priority,
        case.next_at,
        case.last_attempt_at,
        case.part_tries,
        case.refused_to_id,
    )


def _called_waves(actor: Actor) -> dict[int, Called]:
    """The waves that this caller may be given cases of: they have a plan, and nobody has stopped it."""
    query = _plans_in_force()
    if actor.client_ids is not None:
        query = query.where(Study.client_id.in_(actor.client_ids))
    return {plan.wave_id: Called(plan, call_plans.terms(plan)) for plan in reading().scalars(query)}


@cache
def _plans_in_force() -> Select[Any]:
    return (
        select(CallPlan)
        .join(Wave, Wave.id == CallPlan.wave_id)
        .join(Study, Study.id == Wave.study_id)
        .where(CallPlan.stopped_at.is_(None), Wave.state != WaveState.RELEASED)
        .options(joinedload(CallPlan.wave))
        .order_by(CallPlan.wave_id)
    )


class _Weighing:
    """What comes into question for one caller at one moment."""

    def __init__(
        self, actor: Actor, called: dict[int, Called], now: datetime, passed_over: frozenset[int]
    ) -> None:
        self._actor, self._called, self._now = actor, called, now
        self._passed_over = passed_over
        self._places = _OpenPlaces(now)

    def possible(self, rows: Sequence[Waiting]) -> list[Candidate]:
        """The candidates among these rows that nothing speaks against."""
        agreed = queries.open_appointments(reading(), [row.id for row in rows])
        return list(self._possible(rows, agreed))

    def first_of(self, plan: CallPlan) -> list[Candidate]:
        """The firsts of the groups with the highest priority that has any for this caller.

        One more stands for all cases of a lower priority, so that the order can say what put these ahead.
        """
        lower = queries.priorities(reading(), plan)
        for priority in lower:
            rows = queries.first_of_groups(reading(), plan, priority, self._actor.user_id, self._now)
            found = self.possible(rows)
            if found:
                return found + [replace(found[0], key=-1, priority=each) for each in islice(lower, 1)]
        return []

    def _possible(self, rows: Iterable[Waiting], agreed: dict[int, Appointment]) -> Iterable[Candidate]:
        for row in rows:
            wave = self._called.get(row.wave_id)
            if wave is None or row.id in self._passed_over:
                continue
            candidate = _candidate(row, agreed.get(row.id))
            if candidate.agreed is None and not self._places.has(wave.plan, row):
                continue
            grace = wave.terms.rules.grace_minutes
            if not against(candidate, self._now, self._actor.user_id, grace_minutes=grace):
                yield candidate


class _OpenPlaces:
    """Where somebody may be called at one moment, found out once for each country, zone and part."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[tuple[int, str, str, str], bool] = {}

    def has(self, plan: CallPlan, row: Waiting) -> bool:
        key = (plan.id, row.country, row.time_zone, row.subdivision or "")
        if key not in self._known:
            self._known[key] = call_guards.is_open(plan, *key[1:], self._now)
        return self._known[key]


def _candidate(row: Waiting, agreed: Appointment | None) -> Candidate:
    return Candidate(
        row.id,
        row.time_zone,
        row.priority,
        row.next_at,
        row.last_attempt_at,
        row.part_tries,
        Agreed(agreed.is_hard, agreed.from_at, agreed.until_at, agreed.caller_id) if agreed else None,
        row.refused_to_id,
        row.window_ends_at,
    )
