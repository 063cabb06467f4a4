"""Reviewing: a verdict is a new row, a question goes back by item, an answer is never overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import assignments, audit, scores
from mystery.services.transaction import transaction
from mystery.store.models import AssignmentState, Decision, ItemQuery, Submission, Verdict


def approve(submission: Submission, actor: Actor, note: str = "", *, now: datetime | None = None) -> Verdict:
    """Takes a submission as true and scores it."""
    with transaction():
        verdict = _verdict(submission, actor, Decision.APPROVE, note, now)
        scores.keep_score(submission)
        assignments.move(submission.interview.assignment, AssignmentState.APPROVED, by=actor, now=now)
        return verdict


def ask_back(submission: Submission, actor: Actor, questions: Mapping[str, str], note: str = "") -> Verdict:
    """Sends questions about single items (path -> question) to the tester."""
    asked = {path: question.strip() for path, question in questions.items() if question.strip()}
    if not asked:
        raise Rejected([Problem("QUESTION_MISSING")])
    with transaction() as session:
        verdict = _verdict(submission, actor, Decision.ASK_BACK, note)
        for path, question in asked.items():
            session.add(
                ItemQuery(submission=submission, asked_by_id=actor.user_id, path=path, question=question)
            )
        assignments.move(submission.interview.assignment, AssignmentState.QUERIED, by=actor)
        return verdict


def reject(submission: Submission, actor: Actor, reason: str) -> Verdict:
    """Takes a submission out of the results, with the reason the tester will read."""
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    with transaction():
        verdict = _verdict(submission, actor, Decision.REJECT, reason)
        assignments.move(submission.interview.assignment, AssignmentState.CANCELLED, by=actor, reason=reason)
        return verdict


def _verdict(
    submission: Submission, actor: Actor, decision: Decision, note: str, now: datetime | None = None
) -> Verdict:
    require(actor, "submission.review")
    if submission.interview.user_id == actor.user_id:
        raise Forbidden("submission.review")  # nobody judges their own work
    with transaction() as session:
        verdict = Verdict(
            submission=submission,
            reviewer_id=actor.user_id,
            decision=decision,
            note=note,
            created_at=now or utcnow(),
        )
        session.add(verdict)
        audit.append("submission.verdict", submission, actor, {"decision": decision.value})
        return verdict
