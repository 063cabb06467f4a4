"""Assignments: planned from a wave's targets, given to testers, moved from state to state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from mystery.access import FIELD_ROLES, Actor, require
from mystery.clock import utcnow
from mystery.fieldwork import may_become
from mystery.problems import Problem, Rejected
from mystery.services import audit, quotas
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    OrgUnit,
    Scenario,
    Study,
    User,
    Wave,
    WaveLocation,
)
from mystery.store.queries.fieldwork import is_late, waiting_first
from mystery.store.queries.scope import visible


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
    public_id: UUID | None = None,
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
            public_id=public_id or uuid4(),
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
        audit.line_up()
        session.flush()
        session.refresh(assignment, ["state"], with_for_update=True)  # no other act decides on it meanwhile
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


def take_back(assignment: Assignment, *, actor: Actor) -> None:
    """Nobody has the assignment any more; it can be given to somebody else."""
    require(actor, "assignment.edit")
    with transaction():
        move(assignment, AssignmentState.DRAFT, by=actor)
        assignment.tester = None


def cancel(assignment: Assignment, reason: str, *, actor: Actor) -> None:
    """The test will not be done. The reason stays in its history."""
    require(actor, "assignment.edit")
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    with transaction():
        move(assignment, AssignmentState.CANCELLED, by=actor, reason=reason.strip())
        quotas.free(assignment)


def cancel_many(chosen: Sequence[Assignment], reason: str, *, actor: Actor) -> None:
    """Cancels all of them or, where one cannot be cancelled, none."""
    with transaction():
        for assignment in chosen:
            cancel(assignment, reason, actor=actor)


def change(
    assignment: Assignment, window: tuple[datetime, datetime], fee_cents: int, *, actor: Actor
) -> None:
    """A new due window and fee, whoever has the assignment."""
    require(actor, "assignment.edit")
    problems = _window_problems(window)
    if problems:
        raise Rejected(problems)
    with transaction():
        assignment.window_from, assignment.window_to = window
        assignment.fee_cents = fee_cents
        audit.append("assignment.change", assignment, actor, {"fee_cents": fee_cents})


def wave_of(assignment: Assignment) -> Wave:
    """The assignment's wave with its study and client: one question instead of three."""
    query = select(Wave).where(Wave.id == assignment.wave_id)
    return reading().scalars(query.options(joinedload(Wave.study).joinedload(Study.client))).one()


def history_of(assignment: Assignment) -> Sequence[AssignmentEvent]:
    """What has happened to an assignment, the latest first."""
    query = (
        select(AssignmentEvent)
        .where(AssignmentEvent.assignment_id == assignment.id)
        .order_by(AssignmentEvent.at.desc(), AssignmentEvent.id.desc())
    )
    return reading().scalars(query).all()


@dataclass(frozen=True, slots=True)
class AssignmentFilter:
    """What a list of assignments is narrowed to; empty parts narrow nothing."""

    text: str = ""
    wave: UUID | None = None
    tester: UUID | None = None
    method: str = ""
    state: AssignmentState | None = None
    late_at: datetime | None = None


SORTS: dict[str, Any] = {
    "place": OrgUnit.name,
    "until": Assignment.window_to,
    "state": Assignment.state,
    "fee": Assignment.fee_cents,
}


def find_assignments(
    actor: Actor, wanted: AssignmentFilter, *, sort: str = "", page: int = 1, size: int = 50
) -> tuple[Sequence[Assignment], int]:
    """A page of the assignments the person may see, and how many fit.

    `sort` is a key of SORTS or -key; else what somebody still has to do comes first.
    """
    conditions = [visible(actor, Assignment), *_narrowed(wanted)]
    joined = select(Assignment).join(Assignment.location).join(Assignment.scenario).join(Assignment.wave)
    count = select(func.count(Assignment.id)).join(Assignment.location).join(Assignment.scenario)
    total = reading().scalar(count.join(Assignment.wave).where(*conditions)) or 0
    query = (
        joined.where(*conditions)
        .options(
            contains_eager(Assignment.location),
            contains_eager(Assignment.scenario),
            contains_eager(Assignment.wave).joinedload(Wave.study),
            joinedload(Assignment.tester).joinedload(User.tester_profile),
        )
        .order_by(*_ordered(sort), Assignment.id)
    )
    return reading().scalars(query.limit(size).offset((page - 1) * size)).all(), total


def _ordered(sort: str) -> tuple[Any, ...]:
    column = SORTS.get(sort.removeprefix("-"))
    if column is None:
        return waiting_first()
    return (column.desc() if sort.startswith("-") else column,)


def _narrowed(wanted: AssignmentFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.text:
        columns = (OrgUnit.name, OrgUnit.code, OrgUnit.city)
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))
    if wanted.wave:
        yield Wave.public_id == wanted.wave
    if wanted.tester:
        yield Assignment.tester_id.in_(select(User.id).where(User.public_id == wanted.tester))
    if wanted.method:
        yield Scenario.method == wanted.method
    if wanted.state:
        yield Assignment.state == wanted.state
    if wanted.late_at:
        yield is_late(wanted.late_at)


def methods_in_use(actor: Actor) -> Sequence[str]:
    """The methods of the scenarios a person may see, for a filter."""
    query = select(Scenario.method).where(visible(actor, Scenario)).distinct().order_by(Scenario.method)
    return reading().scalars(query).all()


def _window_problems(window: tuple[datetime, datetime]) -> list[Problem]:
    return [Problem("WINDOW_REVERSED")] if window[1] <= window[0] else []


def _tester_problems(tester: User | None) -> list[Problem]:
    if tester is None or tester.role in FIELD_ROLES:
        return []
    return [Problem("NOT_A_TESTER", params={"name": tester.name})]
