"""Whose turn it is: one transaction finds the case, says why, and gives the caller a lease on it.

Staffing. A test call is for whoever has its assignment, and where the plan pools them an assignment that
nobody has is for every caller of the pool. A survey is for every caller whose account is not kept to other
clients. Nobody sees more cases than those they hold and those that are theirs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.calling import Choice, Reason
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit, call_choice, call_leases, call_plans, call_stops, cases
from mystery.services.transaction import reading, transaction
from mystery.store.models import CallAttempt, CallCase, CaseState
from mystery.store.queries import turns as queries


@dataclass(frozen=True, slots=True)
class Turn:
    """A case whose lease the caller has, and why it is this one."""

    case: CallCase
    reasons: tuple[Reason, ...]


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


def decide(actor: Actor, now: datetime, passed_over: Collection[int] = ()) -> Choice | None:
    """The choice alone: nothing is taken. The same rows at the same moment give the same choice."""
    return call_choice.decide(actor, now, passed_over)


def why(case: CallCase, now: datetime | None = None, caller: int | None = None) -> tuple[Reason, ...]:
    """What keeps a case from being called now; empty where nothing does."""
    return why_each([case], now, caller)[case.id]


def why_each(
    rows: Sequence[CallCase], now: datetime | None = None, caller: int | None = None
) -> dict[int, tuple[Reason, ...]]:
    """The same for many cases of one wave, in as many questions as for one."""
    if not rows:
        return {}
    moment, plan = now or utcnow(), cases.plan_of(rows[0])
    is_stopped = plan.stopped_at is not None or call_stops.current() is not None
    found = {each.id: _state_of(each, is_stopped, moment, caller) for each in rows}
    free = [each for each in rows if not found[each.id]]
    return found | call_choice.against_each(free, plan, moment, caller)


def _state_of(
    case: CallCase, is_stopped: bool, now: datetime, caller: int | None
) -> tuple[Reason, ...]:  # fmt: skip
    """What needs no rule: closed, paused, stopped, or in somebody's hands."""
    if case.state is not CaseState.OPEN:
        is_done = case.state is CaseState.DONE
        return (Reason("closed" if is_done else f"paused_{case.paused_for or 'person'}"),)
    if is_stopped:
        return (Reason("stopped"),)
    if case.holder_id not in (None, caller) and case.held_until_at and case.held_until_at > now:
        return (Reason("held"),)
    return ()


def find_new_tests(actor: Actor, now: datetime) -> None:
    """Gives each call assignment of this person its case, where a planner has added one since."""
    for wave in queries.waves_with_new_tests(reading(), actor.user_id):
        with transaction():  # cases without a plan would be nobody's to find again
            if cases.open_tests(wave, now=now):
                call_plans.usual_plan(wave)
