"""Whose turn it is: one transaction finds the case, says why, and gives the caller a lease on it.

Staffing. A test call is for whoever has its assignment, and where the plan pools them an assignment that
nobody has is for every caller of the pool. A survey is for every caller whose account is not kept to other
clients. Nobody sees more cases than those they hold and those that are theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.calling import Agreed, Candidate, Choice, Reason, against, choose
from mystery.clock import utcnow
from mystery.fieldwork import OPEN_STATES
from mystery.problems import Problem, Rejected
from mystery.services import audit, call_guards, call_leases, call_plans, call_stops, cases
from mystery.services.call_plans import Terms
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    AppointmentState,
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    CallPlan,
    CaseState,
    Study,
    Wave,
    WaveState,
)
from mystery.store.queries import turns as queries

_MOST_DUE = 100
"""So many due appointments are weighed against each other; the longest overdue are among them."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A case whose lease the caller has, and why it is this one."""

    case: CallCase
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """A wave that is called now, with what holds there."""

    plan: CallPlan
    terms: Terms


def next_case(actor: Actor, now: datetime | None = None) -> Turn | None:
    """The case whose turn it is for this caller, or the one that they hold. None: none is due."""
    require(actor, "case.work")
    moment = now or utcnow()
    find_new_tests(actor, moment)
    with transaction():
        call_leases.release_expired(moment)
        held = held_case(actor, moment)
        if held is not None and call_leases.take(held.id, actor, moment) is not None:
            return Turn(held, ())
        passed_over: set[int] = set()
        while choice := decide(actor, moment, passed_over):
            case = call_leases.take(choice.case, actor, moment)
            if case is not None:
                codes = [each.code for each in choice.reasons]
                audit.append("case.take", case, actor, {"reasons": codes})
                return Turn(case, choice.reasons)
            passed_over.add(choice.case)
        return None


def decide(actor: Actor, now: datetime, passed_over: Collection[int] = ()) -> Choice | None:
    """The choice alone: nothing is taken. The same rows at the same moment give the same choice."""
    called = {} if call_stops.current() else called_waves(actor)
    found: dict[int, Candidate] = {}
    open_places = _OpenPlaces(now)
    for case, agreed in _candidates(actor, called, now):
        wave = called.get(case.wave_id)
        if wave is None or case.id in passed_over:
            continue
        if agreed is not None or open_places.has(wave.plan, case):
            found[case.id] = _candidate(case, agreed)
    rules = next((wave.terms for wave in called.values()), None)
    if rules is None:
        return None
    grace = rules.rules.grace_minutes
    return choose(found.values(), now, actor.user_id, parts=rules.parts, grace_minutes=grace)


def called_waves(actor: Actor) -> dict[int, Called]:
    """The waves that this caller may be given cases of: they have a plan, and nobody has stopped it."""
    query = (
        select(CallPlan)
        .join(Wave, Wave.id == CallPlan.wave_id)
        .join(Study, Study.id == Wave.study_id)
        .where(CallPlan.stopped_at.is_(None))
        .options(joinedload(CallPlan.wave))
        .order_by(CallPlan.wave_id)
    )
    if actor.client_ids is not None:
        query = query.where(Study.client_id.in_(actor.client_ids))
    return {plan.wave_id: Called(plan, call_plans.terms(plan)) for plan in reading().scalars(query)}


def held_case(actor: Actor, now: datetime) -> CallCase | None:
    """The case of the caller's open attempt, or else the one that they have a lease on."""
    attempt = reading().scalar(
        select(CallAttempt).where(CallAttempt.caller_id == actor.user_id, CallAttempt.outcome.is_(None))
    )
    if attempt is not None and attempt.case_id is not None:
        return reading().get(CallCase, attempt.case_id)
    query = select(CallCase).where(CallCase.holder_id == actor.user_id, CallCase.held_until_at > now)
    return reading().scalar(query.order_by(CallCase.id).limit(1))


def hold(case: CallCase, actor: Actor, now: datetime | None = None) -> datetime:
    """The caller still works on the case: their lease goes on. Returns until when it now lasts."""
    require(actor, "case.work")
    moment = now or utcnow()
    with transaction():
        taken = call_leases.take(case.id, actor, moment)
        if taken is None or taken.held_until_at is None:
            raise Rejected([Problem("CASE_HELD")])
        return taken.held_until_at


def give_back(case: CallCase, actor: Actor, now: datetime | None = None) -> None:
    """The caller does not take the case after all: after a short pause it is whoever's turn comes.

    An open attempt has to end first.
    """
    require(actor, "case.work")
    moment = now or utcnow()
    with transaction():
        if case.holder_id != actor.user_id:
            raise Rejected([Problem("CASE_HELD")])
        if cases.open_attempt(case) is not None:
            raise Rejected([Problem("ATTEMPT_OPEN")])
        pause = call_plans.terms(cases.plan_of(case)).rules.pause_minutes
        case.next_at = max(case.next_at, moment + timedelta(minutes=pause))
        call_leases.let_go(case, actor)
        audit.append("case.give_back", case, actor)


def why(case: CallCase, now: datetime | None = None, caller: int | None = None) -> tuple[Reason, ...]:
    """What keeps a case from being called now; empty where nothing does."""
    moment = now or utcnow()
    plan = cases.plan_of(case)
    terms = call_plans.terms(plan)
    if case.state is not CaseState.OPEN:
        return (
            Reason("closed" if case.state is CaseState.DONE else f"paused_{case.paused_for or 'person'}"),
        )
    if plan.stopped_at is not None:
        return (Reason("stopped"),)
    if case.holder_id not in (None, caller) and case.held_until_at and case.held_until_at > moment:
        return (Reason("held"),)
    candidate = _candidate(case, cases.open_appointment(case))
    found = against(candidate, moment, caller, grace_minutes=terms.rules.grace_minutes)
    return found or (() if _OpenPlaces(moment).has(plan, case) else (Reason("outside_hours"),))


def find_new_tests(actor: Actor, now: datetime) -> None:
    """Gives each call assignment of this person its case, where a planner has added one since."""
    for wave in queries.waves_with_new_tests(reading(), actor.user_id):
        if cases.open_tests(wave, now=now):
            call_plans.usual_plan(wave)


def _candidates(
    actor: Actor, called: dict[int, Called], now: datetime
) -> Iterable[tuple[CallCase, Appointment | None]]:
    """What could be chosen: due appointments, the person's own tests, and the first of each group."""
    due = list(_due_appointments(actor, called, now))
    yield from due
    agreed = {case.id for case, _ in due}
    yield from ((case, cases.open_appointment(case)) for case in _own_tests(actor, now))
    shared = [wave for wave in called.values() if _is_shared(wave.plan)]
    ids = [
        key for wave in shared for key in queries.first_of_groups(reading(), wave.plan, actor.user_id, now)
    ]
    for case in cases.by_ids(ids):
        if case.id not in agreed:
            yield case, cases.open_appointment(case)


def _is_shared(plan: CallPlan) -> bool:
    is_open_to_all = plan.kind == "survey" or plan.is_pooled
    return is_open_to_all and plan.wave.state is WaveState.FIELD


def _due_appointments(
    actor: Actor, called: dict[int, Called], now: datetime
) -> Iterable[tuple[CallCase, Appointment]]:
    shared = [key for key, wave in called.items() if _is_shared(wave.plan)]
    mine = Assignment.tester_id == actor.user_id
    query = (
        select(CallCase, Appointment)
        .join(CallCase, CallCase.id == Appointment.case_id)
        .outerjoin(Assignment, Assignment.id == CallCase.assignment_id)
        .where(
            Appointment.state == AppointmentState.OPEN,
            Appointment.from_at <= now,
            CallCase.state == CaseState.OPEN,
            queries.is_free(actor.user_id, now),
            or_(CallCase.wave_id.in_(shared), mine),
        )
        .order_by(Appointment.from_at, Appointment.id)
        .limit(_MOST_DUE)
    )
    return ((case, agreed) for case, agreed in reading().execute(query))


def _own_tests(actor: Actor, now: datetime) -> Sequence[CallCase]:
    states = [AssignmentState(each) for each in OPEN_STATES if each != AssignmentState.QUERIED]
    query = (
        select(CallCase)
        .join(Assignment, Assignment.id == CallCase.assignment_id)
        .where(
            Assignment.tester_id == actor.user_id,
            Assignment.state.in_(states),
            CallCase.kind == "test",
            CallCase.state == CaseState.OPEN,
            CallCase.next_at <= now,
            queries.is_free(actor.user_id, now),
        )
        .order_by(CallCase.next_at, CallCase.id)
    )
    return reading().scalars(query).all()


class _OpenPlaces:
    """Where somebody may be called at one moment, found out once for each country, zone and part."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[tuple[int, str, str, str], bool] = {}

    def has(self, plan: CallPlan, case: CallCase) -> bool:
        key = (plan.id, case.country, case.time_zone, cases.part_of(case))
        if key not in self._known:
            self._known[key] = call_guards.is_open(plan, *key[1:], self._now)
        return self._known[key]


def _candidate(case: CallCase, agreed: Appointment | None) -> Candidate:
    return Candidate(
        case.id,
        case.time_zone,
        case.priority,
        case.next_at,
        case.last_attempt_at,
        case.part_tries,
        Agreed(agreed.is_hard, agreed.from_at, agreed.until_at, agreed.caller_id) if agreed else None,
        case.refused_to_id,
    )
