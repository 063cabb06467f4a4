"""What a tester or caller has to do, and what became of what they handed in. Never a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.fieldwork import OPEN_STATES
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import assignments
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    Decision,
    Interview,
    ItemQuery,
    Scenario,
    Submission,
    Verdict,
)

REASONS = ("closed", "moved", "no_access", "wrong_place", "recognised", "unsafe", "ill", "other")
"""Why a test could not be done; the pages say them in words."""

_FINISHED = (
    AssignmentState.SUBMITTED,
    AssignmentState.IN_REVIEW,
    AssignmentState.QUERIED,
    AssignmentState.APPROVED,
    AssignmentState.RELEASED,
)
_HANDED_IN = (*_FINISHED, AssignmentState.CANCELLED, AssignmentState.COULD_NOT_TEST)
_MOST_REPORTS = 200


@dataclass(frozen=True, slots=True)
class Report:
    """One finished test as its tester may see it: where it stands and, where it was turned down, why."""

    assignment: Assignment
    state: AssignmentState
    at: datetime | None
    questions: tuple[ItemQuery, ...] = ()
    reason: str = ""


def to_do(actor: Actor) -> list[Assignment]:
    """The person's open tests: what is under way first, then by the end of the window."""
    query = _own(actor).where(Assignment.state.in_(OPEN_STATES)).order_by(Assignment.window_to, Assignment.id)
    found = list(reading().scalars(query))
    return sorted(found, key=lambda each: each.state is not AssignmentState.IN_FIELD)


def count_finished(user_id: int) -> int:
    """How many of a person's tests have a report here that counts or may count."""
    query = select(func.count()).where(Assignment.tester_id == user_id, Assignment.state.in_(_FINISHED))
    return reading().scalar(query) or 0


def reports(actor: Actor) -> list[Report]:
    """What the person has handed in or could not test, the latest first."""
    query = _own(actor).where(Assignment.state.in_(_HANDED_IN))
    query = query.order_by(Assignment.state_at.desc(), Assignment.id.desc()).limit(_MOST_REPORTS)
    found = list(reading().scalars(query))
    questions = _open_questions(found)
    reasons = _reasons(found)
    return [
        Report(
            each,
            each.state,
            each.state_at,
            tuple(row for row in questions if row.submission.interview.assignment_id == each.id),
            reasons.get(each.id, ""),
        )
        for each in found
    ]


def _own(actor: Actor) -> Select[Assignment]:
    return (
        select(Assignment)
        .where(Assignment.tester_id == actor.user_id)
        .options(
            joinedload(Assignment.location),
            joinedload(Assignment.scenario).joinedload(Scenario.questionnaire_version),
        )
    )


def _open_questions(found: Sequence[Assignment]) -> list[ItemQuery]:
    asked_back = [each.id for each in found if each.state is AssignmentState.QUERIED]
    if not asked_back:
        return []
    query = (
        select(ItemQuery)
        .join(Submission, ItemQuery.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .where(Interview.assignment_id.in_(asked_back), ItemQuery.answered_at.is_(None))
        .where(Interview.set_aside_at.is_(None))
        .options(joinedload(ItemQuery.submission).joinedload(Submission.interview))
        .order_by(ItemQuery.id)
    )
    return list(reading().scalars(query))


def _reasons(found: Sequence[Assignment]) -> dict[int, str]:
    """Why a report was turned down (the reviewer's words) or a test could not be done (the tester's)."""
    over = (AssignmentState.CANCELLED, AssignmentState.COULD_NOT_TEST)
    ids = [each.id for each in found if each.state in over]
    if not ids:
        return {}
    rejected = (
        select(Interview.assignment_id, Verdict.note)
        .join(Submission, Verdict.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .where(Interview.assignment_id.in_(ids), Verdict.decision == Decision.REJECT)
        .order_by(Verdict.id)
    )
    untested = (
        select(AssignmentEvent.assignment_id, AssignmentEvent.reason)
        .where(
            AssignmentEvent.assignment_id.in_(ids), AssignmentEvent.after == AssignmentState.COULD_NOT_TEST
        )
        .order_by(AssignmentEvent.id)
    )
    session = reading()
    return {key: reason for query in (untested, rejected) for key, reason in session.execute(query)}


def interview_of(assignment: Assignment) -> Interview | None:
    """The interview of the assignment's present tester, if it was opened."""
    query = select(Interview).where(
        Interview.assignment_id == assignment.id,
        Interview.user_id == assignment.tester_id,
        Interview.set_aside_at.is_(None),
    )
    return reading().scalar(query)


def could_not_test(assignment: Assignment, actor: Actor, reason: str, note: str = "") -> None:
    """Ends an assignment without a test. The reason is one of `REASONS`; `other` needs a note."""
    require(actor, "assignment.work")
    if assignment.tester_id != actor.user_id:
        raise Forbidden("assignment.work")
    if reason not in REASONS or (reason == "other" and not note.strip()):
        raise Rejected([Problem("REASON_MISSING")])
    told = f"{reason}: {note.strip()}" if note.strip() else reason
    assignments.move(assignment, AssignmentState.COULD_NOT_TEST, by=actor, reason=told)
