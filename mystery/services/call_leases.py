"""Leases on cases: who works on one has it to themselves, until they end or their browser falls silent."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

from sqlalchemy import CursorResult, or_, select, update

from mystery.access import Actor
from mystery.services import assignments, audit, briefing, call_guards, call_plans, cases, quotas
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    CallOutcome,
    CaseState,
    User,
)
from mystery.store.queries import turns as queries

_UNTOUCHED = (AssignmentState.ASSIGNED, AssignmentState.BRIEFED)
_MOST_RELEASED = 20


def take(case_id: int, actor: Actor, now: datetime) -> CallCase | None:
    """Gives the caller the case, or more time with it. Compare and set: who comes second gets None.

    A case that was paused or closed under somebody on the line is theirs until the call has its outcome.
    """
    with transaction() as session:
        case = session.get_one(CallCase, case_id)
        minutes = call_plans.terms(cases.plan_of(case)).rules.lease_minutes
        taken = cast(
            CursorResult[Any],
            session.execute(
                update(CallCase)
                .where(
                    CallCase.id == case_id,
                    or_(CallCase.state == CaseState.OPEN, CallCase.holder_id == actor.user_id),
                    queries.is_free(actor.user_id, now),
                )
                .values(holder_id=actor.user_id, held_until_at=now + timedelta(minutes=minutes))
                .execution_options(synchronize_session=False)
            ),
        )
        if taken.rowcount != 1:
            return None
        session.refresh(case)
        _claim(case, actor)
        return case


def let_go(case: CallCase, actor: Actor | None) -> None:
    """The case is nobody's; a pooled test that was not begun goes back into the pool."""
    with transaction():
        case.holder_id = case.held_until_at = None
        quotas.wait_if_full(case)
        assignment = case.assignment
        if assignment is None or case.state is not CaseState.OPEN or not cases.plan_of(case).is_pooled:
            return
        if assignment.state in _UNTOUCHED:
            assignments.move(assignment, AssignmentState.DRAFT, by=actor)
            assignment.tester = None


def release_expired(now: datetime) -> int:
    """Lets go of what nobody has given a sign of life for; an open attempt ends as a technical problem."""
    query = (
        select(CallCase)
        .where(CallCase.holder_id.is_not(None), CallCase.held_until_at <= now)
        .order_by(CallCase.held_until_at, CallCase.id)
        .limit(_MOST_RELEASED)
    )
    if reading().scalar(query) is None:
        return 0
    with transaction() as session:
        # whoever gives a sign of life at this moment has the row, and keeps the case
        found = session.scalars(query.with_for_update(skip_locked=True)).all()
        for case in found:
            attempt = cases.open_attempt(case)
            if attempt is not None:
                _abandon(attempt, case, now)
            let_go(case, None)
            audit.append("case.release", case, None, {"attempt": attempt is not None})
    return len(found)


def _abandon(attempt: CallAttempt, case: CallCase, now: datetime) -> None:
    attempt.outcome, attempt.ended_at = CallOutcome.TECHNICAL, now
    case.attempts += 1
    case.last_attempt_at, case.last_outcome = now, CallOutcome.TECHNICAL.value
    call_guards.close(attempt)


def _claim(case: CallCase, actor: Actor) -> None:
    """A pooled test becomes the assignment of whoever takes it."""
    assignment = case.assignment
    if assignment is None or assignment.tester_id is not None:
        return
    person = reading().get_one(User, actor.user_id)
    window = (assignment.window_from, assignment.window_to)
    assignments.assign(assignment, person, window)
    _confirm_if_known(assignment, actor)


def _confirm_if_known(assignment: Assignment, actor: Actor) -> None:
    """Who has passed this scenario's quiz is briefed for each further call of it."""
    if assignment.state is AssignmentState.ASSIGNED and briefing.has_passed(assignment):
        briefing.confirm(assignment, actor)
