"""Calls to make: whose turn it is, and every attempt with how it ended."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import own_work
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, CallAttempt, CallOutcome

WAIT_MINUTES: dict[CallOutcome | None, int] = {
    CallOutcome.BUSY: 15,
    CallOutcome.NO_ANSWER: 180,
    CallOutcome.VOICEMAIL: 180,
}
"""How long to wait after an attempt before the next one; other outcomes need no waiting."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call to make, with its attempts from the first to the last. `not_before` None: at any time."""

    assignment: Assignment
    attempts: tuple[CallAttempt, ...]
    not_before: datetime | None = None


def queue(actor: Actor, now: datetime | None = None) -> list[Call]:
    """The person's calls in their order: under way, then those whose time has come, then those that wait."""
    moment = now or utcnow()
    open_calls = own_work.to_do(actor)
    attempts = _attempts([each.id for each in open_calls])
    calls = [_call(each, attempts[each.id], moment) for each in open_calls]
    return sorted(calls, key=lambda call: _turn(call, moment))


def call_of(assignment: Assignment, now: datetime | None = None) -> Call:
    return _call(assignment, _attempts([assignment.id])[assignment.id], now or utcnow())


def note_attempt(assignment: Assignment, actor: Actor, outcome: str, note: str = "") -> CallAttempt:
    """Keeps how an attempt ended. Raises `Rejected` before the briefing, or for an outcome nobody knows."""
    require(actor, "assignment.work")
    if assignment.tester_id != actor.user_id:
        raise Forbidden("assignment.work")
    if outcome not in set(CallOutcome):
        raise Rejected([Problem("OUTCOME_UNKNOWN", params={"outcome": outcome[:40]})])
    if assignment.state not in (AssignmentState.BRIEFED, AssignmentState.IN_FIELD):
        raise Rejected([Problem("BRIEFING_NEEDED")])
    with transaction() as session:
        row = CallAttempt(
            assignment=assignment, caller_id=actor.user_id, outcome=CallOutcome(outcome), note=note.strip()
        )
        session.add(row)
        session.flush()
        return row


def _attempts(assignment_ids: Sequence[int]) -> dict[int, list[CallAttempt]]:
    query = select(CallAttempt).where(CallAttempt.assignment_id.in_(assignment_ids))
    found: dict[int, list[CallAttempt]] = defaultdict(list)
    for each in reading().scalars(query.order_by(CallAttempt.created_at, CallAttempt.id)):
        if each.assignment_id is not None and each.outcome is not None:
            found[each.assignment_id].append(each)
    return found


def _call(assignment: Assignment, attempts: Sequence[CallAttempt], now: datetime) -> Call:
    minutes = WAIT_MINUTES.get(attempts[-1].outcome) if attempts else None
    until = attempts[-1].created_at + timedelta(minutes=minutes) if minutes else None
    return Call(assignment, tuple(attempts), until if until and until > now else None)


def _turn(call: Call, now: datetime) -> tuple[bool, datetime, datetime]:
    is_under_way = call.assignment.state is AssignmentState.IN_FIELD
    return not is_under_way, call.not_before or now, call.assignment.window_to
