"""Assignments: planned from a wave's targets, given to testers, moved from state to state."""

from __future__ import annotations

from datetime import datetime

from mystery.access import FIELD_ROLES, Actor, require
from mystery.clock import utcnow
from mystery.fieldwork import may_become
from mystery.problems import Problem, Rejected
from mystery.services import audit
from mystery.services.transaction import transaction
from mystery.store.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    OrgUnit,
    Scenario,
    User,
    Wave,
    WaveLocation,
)


def set_target(wave: Wave, location: OrgUnit, scenario: Scenario, count: int) -> WaveLocation:
    """How many tests of a scenario a location gets in a wave; part of planning, committed with it."""
    with transaction() as session:
        if location.client_id != wave.study.client_id:
            raise Rejected([Problem("FOREIGN_LOCATION", params={"name": location.name})])
        row = WaveLocation(wave=wave, location=location, scenario=scenario, target_count=count)
        session.add(row)
        return row


def create(
    wave: Wave,
    location: OrgUnit,
    scenario: Scenario,
    window: tuple[datetime, datetime],
    *,
    tester: User | None = None,
    fee_cents: int = 0,
    actor: Actor | None = None,
) -> Assignment:
    """A new assignment: a draft, or assigned at once where the tester is known. The window is aware."""
    if actor:
        require(actor, "assignment.edit")
    with transaction() as session:
        problems = _window_problems(window) + _tester_problems(tester)
        if location.client_id != wave.study.client_id:
            problems.append(Problem("FOREIGN_LOCATION", params={"name": location.name}))
        if problems:
            raise Rejected(problems)
        assignment = Assignment(
            wave=wave,
            location=location,
            scenario=scenario,
            tester=tester,
            window_from=window[0],
            window_to=window[1],
            fee_cents=fee_cents,
            state=AssignmentState.ASSIGNED if tester else AssignmentState.DRAFT,
            state_at=utcnow(),
        )
        session.add(assignment)
        audit.append("assignment.create", assignment, actor)
        return assignment


def assign(
    assignment: Assignment, tester: User, window: tuple[datetime, datetime], *, actor: Actor | None = None
) -> None:
    """Gives an assignment to a tester with a due window."""
    if actor:
        require(actor, "assignment.edit")
    with transaction():
        problems = _window_problems(window) + _tester_problems(tester)
        if problems:
            raise Rejected(problems)
        assignment.tester = tester
        assignment.window_from, assignment.window_to = window
        move(assignment, AssignmentState.ASSIGNED, by=actor)


def move(
    assignment: Assignment,
    after: AssignmentState,
    *,
    by: Actor | None = None,
    reason: str = "",
    now: datetime | None = None,
) -> None:
    """The next state, with its line in the history. Raises `Rejected` where the step is not legal."""
    with transaction() as session:
        before = assignment.state
        if not may_become(before.value, after.value):
            details = {"before": before.value, "after": after.value}
            raise Rejected([Problem("STEP_NOT_POSSIBLE", params=details)])
        moment = now or utcnow()
        assignment.state, assignment.state_at = after, moment
        session.add(
            AssignmentEvent(
                assignment_id=assignment.id,
                at=moment,
                by_user_id=by.user_id if by else None,
                before=before,
                after=after,
                reason=reason,
            )
        )
        details = {"before": before.value, "after": after.value}
        audit.append("assignment.state", assignment, by, details)


def _window_problems(window: tuple[datetime, datetime]) -> list[Problem]:
    return [Problem("WINDOW_REVERSED")] if window[1] <= window[0] else []


def _tester_problems(tester: User | None) -> list[Problem]:
    if tester is None or tester.role in FIELD_ROLES:
        return []
    return [Problem("NOT_A_TESTER", params={"name": tester.name})]
