"""The inbox: what arrived and cannot count by itself, until a person decides which version does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, allowed, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import arrivals, assignments, audit, interviews, quotas, submissions, taking
from mystery.services.accounts import actor_for
from mystery.services.records import Record
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Intake,
    IntakeState,
    Interview,
    JournalConflict,
    User,
    Wave,
)
from mystery.store.queries.scope import visible

TAKE, KEEP, NEITHER = "take", "keep", "neither"
DECISIONS = (TAKE, KEEP, NEITHER)
_DECIDABLE = (IntakeState.INBOX, IntakeState.SET_ASIDE)
_DECIDED_SHOWN = 200

_S = AssignmentState
TO_OPEN: Mapping[AssignmentState, tuple[AssignmentState, ...]] = {
    _S.DRAFT: (_S.ASSIGNED,),
    _S.OFFERED: (_S.ASSIGNED,),
    _S.COULD_NOT_TEST: (_S.ASSIGNED,),
    _S.CANCELLED: (_S.DRAFT, _S.ASSIGNED),
    _S.SUBMITTED: (_S.QUERIED,),
    _S.IN_REVIEW: (_S.QUERIED,),
    _S.APPROVED: (_S.IN_REVIEW, _S.QUERIED),
    _S.RELEASED: (_S.IN_REVIEW, _S.QUERIED),
}
"""The legal steps that let a visit take a report again; from every other state it already does."""
_HANDED_IN = (_S.SUBMITTED, _S.IN_REVIEW)
_TO_REVIEW: Mapping[AssignmentState, tuple[AssignmentState, ...]] = {
    _S.ASSIGNED: (_S.IN_FIELD, *_HANDED_IN),
    _S.BRIEFED: (_S.IN_FIELD, *_HANDED_IN),
    _S.IN_FIELD: _HANDED_IN,
    _S.QUERIED: _HANDED_IN,
}
"""The same for a report that had been handed in before and counts again."""
_TO_VOID: Mapping[AssignmentState, tuple[AssignmentState, ...]] = {
    **dict.fromkeys(_S, (_S.CANCELLED,)),
    _S.APPROVED: (_S.IN_REVIEW, _S.CANCELLED),
    _S.RELEASED: (_S.IN_REVIEW, _S.CANCELLED),
    _S.COULD_NOT_TEST: (),
    _S.CANCELLED: (),
}


@dataclass(frozen=True, slots=True)
class Differing:
    """Answers that came from a tablet or browser and were not taken into an interview's journal."""

    interview: Interview
    events: Sequence[JournalConflict]

    @property
    def newest_at(self) -> datetime:
        return max(each.created_at for each in self.events)


def waiting(actor: Actor) -> Sequence[Intake]:
    """What waits for a decision and this person may see, the oldest first."""
    return (
        reading().scalars(_intakes(actor, Intake.state == IntakeState.INBOX).order_by(Intake.sequence)).all()
    )


def decided(actor: Actor) -> Sequence[Intake]:
    """What was decided last."""
    query = _intakes(actor, Intake.decided_at.is_not(None)).order_by(Intake.decided_at.desc())
    return reading().scalars(query.limit(_DECIDED_SHOWN)).all()


def _intakes(actor: Actor, condition: ColumnElement[bool]) -> Select[Any]:
    require(actor, "intake.view")
    return (
        select(Intake)
        .where(visible(actor, Intake), condition)
        .options(
            joinedload(Intake.user).joinedload(User.tester_profile),
            joinedload(Intake.decided_by),
            joinedload(Intake.device),
            joinedload(Intake.assignment).joinedload(Assignment.location),
            joinedload(Intake.assignment).joinedload(Assignment.wave).joinedload(Wave.study),
        )
    )


def count(actor: Actor) -> int:
    """How much waits for a decision."""
    if not allowed(actor, "intake.view"):
        return 0
    arrived = select(func.count(Intake.id)).where(visible(actor, Intake), Intake.state == IntakeState.INBOX)
    beside = (
        select(func.count(JournalConflict.interview_id.distinct()))
        .join(Interview, JournalConflict.interview_id == Interview.id)
        .where(visible(actor, Interview), JournalConflict.settled_at.is_(None))
    )
    return reading().scalar(select(arrived.scalar_subquery() + beside.scalar_subquery())) or 0


def differing(actor: Actor) -> Sequence[Differing]:
    """Answers beside journals that nobody has looked at yet, by interview."""
    require(actor, "intake.view")
    query = (
        select(JournalConflict)
        .join(Interview, JournalConflict.interview_id == Interview.id)
        .where(visible(actor, Interview), JournalConflict.settled_at.is_(None))
        .options(
            joinedload(JournalConflict.interview)
            .joinedload(Interview.assignment)
            .joinedload(Assignment.location)
        )
        .order_by(JournalConflict.interview_id, JournalConflict.seq, JournalConflict.id)
    )
    found: dict[int, list[JournalConflict]] = {}
    for row in reading().scalars(query):
        found.setdefault(row.interview_id, []).append(row)
    return [Differing(rows[0].interview, rows) for rows in found.values()]


def differing_of(interview: Interview, actor: Actor) -> Sequence[JournalConflict]:
    """The answers beside one interview's journal that nobody has looked at yet."""
    require(actor, "intake.view")
    query = select(JournalConflict).where(
        JournalConflict.interview_id == interview.id, JournalConflict.settled_at.is_(None)
    )
    return reading().scalars(query.order_by(JournalConflict.seq, JournalConflict.id)).all()


def settle(interview: Interview, reason: str, actor: Actor, *, now: datetime | None = None) -> None:
    """Somebody has looked at the answers beside this journal; they stay, with the reason in the log."""
    require(actor, "intake.decide")
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    with transaction():
        for row in differing_of(interview, actor):
            row.settled_at = now or utcnow()
        audit.append("journal.settle", interview, actor, {"reason": reason.strip()})


def decide(intake: Intake, decision: str, reason: str, actor: Actor, *, now: datetime | None = None) -> None:
    """Takes this version, keeps the other, or lets neither count. Raises `Rejected` where that cannot be.

    The decision is kept with the row, in the audit log, and in the journal of arrivals.
    """
    require(actor, "intake.decide")
    if decision not in DECISIONS or not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    with transaction():
        moment = now or utcnow()
        told = {**apply(intake, decision, reason, actor, moment), "by": str(actor.public_id)}
        arrivals.journal_act(arrivals.DECIDED, told, intake.submission, now=moment)


def apply(intake: Intake, decision: str, reason: str, actor: Actor, moment: datetime) -> Mapping[str, object]:
    """What a decision does, here and when it is done again from the journal; returns its words."""
    with transaction():
        submissions.line_up()
        if intake.state not in _DECIDABLE:
            raise Rejected([Problem("INTAKE_DECIDED")])
        intake.decided_by_id, intake.decided_at = actor.user_id, moment
        intake.decision, intake.decision_reason = decision, reason.strip()
        _ACTS[decision](intake, actor, moment)
        act: Mapping[str, object] = {
            "sha256": intake.sha256,
            "decision": decision,
            "reason": intake.decision_reason,
        }
        audit.append("intake.decide", intake, actor, act)
        return act


def _keep(intake: Intake, _actor: Actor, _now: datetime) -> None:
    intake.state = IntakeState.SET_ASIDE


def _neither(intake: Intake, actor: Actor, now: datetime) -> None:
    """The visit counts for nobody; a planner may give it out again."""
    intake.state = IntakeState.SET_ASIDE
    assignment = intake.assignment
    if assignment is None:
        return
    for interview in taking.counting(assignment):
        _set_aside(interview, now)
    _step(assignment, _TO_VOID, intake, actor, now)
    quotas.free(assignment)


def _take(intake: Intake, actor: Actor, now: datetime) -> None:
    """This version becomes the visit's; what counted before is set aside, so that nothing counts twice."""
    record, why_not = submissions.record_of(intake)
    assignment = taking.assignment_of(record) if record else None
    if record is None or assignment is None:
        raise Rejected([Problem("INTAKE_UNREADABLE" if why_not else "INTAKE_ASSIGNMENT_UNKNOWN")])
    if not taking.fits(record, assignment):
        raise Rejected([Problem("INTAKE_FORM_UNKNOWN")])
    name = _name_for(intake, record)
    _make_room(assignment, name, now)
    quotas.free(assignment)
    assignment.tester_id = intake.user_id
    _step(assignment, TO_OPEN, intake, actor, now)
    taken = taking.take(
        record, assignment, actor_for(intake.user), device=intake.device, public_id=name, now=now
    )
    submissions.settle(intake, taken)
    if taken.submission is not None:
        _step(assignment, _TO_REVIEW, intake, actor, now)
        quotas.count(taken.submission, now=now)


def _make_room(assignment: Assignment, name: UUID, now: datetime) -> None:
    """Everything that counted is set aside, with the intakes it came from; what was set aside may return."""
    for interview in taking.counting(assignment):
        if interview.public_id != name:
            _set_aside(interview, now)
    returning = taking.interview_of(name)
    if returning is not None:
        returning.set_aside_at = None


def _set_aside(interview: Interview, now: datetime) -> None:
    """An interview that counts no more, and with it whatever arrived for it as complete."""
    interview.set_aside_at = now
    query = select(Intake).where(Intake.interview_id == interview.id, Intake.state == IntakeState.COMPLETE)
    for row in reading().scalars(query):
        row.state = IntakeState.SET_ASIDE


def _step(
    assignment: Assignment,
    steps: Mapping[AssignmentState, tuple[AssignmentState, ...]],
    intake: Intake,
    actor: Actor,
    now: datetime,
) -> None:
    for step in steps.get(assignment.state, ()):
        assignments.move(assignment, step, by=actor, reason=intake.decision_reason, now=now)


def _name_for(intake: Intake, record: Record) -> UUID:
    """The record's own name, unless an interview of that name says something else."""
    if intake.interview is not None:
        return intake.interview.public_id
    found = taking.interview_of(record.submission)
    if found is None:
        return record.submission
    is_same = found.user_id == intake.user_id and found.set_aside_at is None
    is_same = is_same and found.assignment.public_id == record.assignment
    told = {each.seq: each for each in record.events}
    said = [each for each in interviews.journal(found) if each.seq in told]
    if is_same and all(interviews.is_same(each, told[each.seq]) for each in said):
        return record.submission
    return uuid5(record.submission, intake.sha256)


_ACTS = {TAKE: _take, KEEP: _keep, NEITHER: _neither}
