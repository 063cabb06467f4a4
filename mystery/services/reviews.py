"""Reviewing: a verdict is a new row, a question goes back by item, an answer is never overwritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.interview import Event, event_json
from mystery.problems import Forbidden, Place, Problem, Rejected
from mystery.services import arrivals, assignments, audit, interviews, quotas, scores
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    AssignmentState,
    Decision,
    Flag,
    FlagSeverity,
    Interview,
    ItemQuery,
    Submission,
    Verdict,
)

_REOPEN = "reopen"
"""Beside the decisions: an approval that was taken back. It has no row of its own."""
_COUNTED = (AssignmentState.APPROVED, AssignmentState.RELEASED)


def approve(submission: Submission, actor: Actor, note: str = "", *, now: datetime | None = None) -> Verdict:
    """Takes a submission as true and scores it. A flag of severity `stop` asks for a note that says why."""
    moment = now or utcnow()
    with transaction():
        _check(submission, actor)
        if not note.strip() and _is_stopped(submission):
            raise Rejected([Problem("STOP_FLAG_UNEXPLAINED")])
        verdict = _approved(submission, actor, note, moment)
        _journal(submission, actor, verdict.decision, verdict.note, moment)
        return verdict


def ask_back(submission: Submission, actor: Actor, questions: Mapping[str, str], note: str = "") -> Verdict:
    """Sends questions about single items (path -> question) to the tester and opens these items again."""
    asked = {path: question.strip() for path, question in questions.items() if question.strip()}
    moment = utcnow()
    with transaction():
        _check(submission, actor)
        problems = _question_problems(submission, asked)
        if problems:
            raise Rejected(problems)
        verdict = _asked(submission, actor, note, moment, asked)
        _open_again(submission.interview, actor, asked)
        _journal(submission, actor, verdict.decision, verdict.note, moment, asked)
        return verdict


def reject(submission: Submission, actor: Actor, reason: str) -> Verdict:
    """Takes a submission out of the results, with the reason the tester will read."""
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    moment = utcnow()
    with transaction():
        _check(submission, actor)
        verdict = _rejected(submission, actor, reason, moment)
        _journal(submission, actor, verdict.decision, verdict.note, moment)
        return verdict


def reopen(submission: Submission, actor: Actor, reason: str) -> None:
    """Takes an approval back: the verdict and the score stay, and the visit counts again once approved."""
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    moment = utcnow()
    with transaction():
        _check(submission, actor)
        _reopened(submission, actor, reason, moment)
        _journal(submission, actor, _REOPEN, reason, moment)


def judge_again(interview: Interview, told: Mapping[str, Any], actor: Actor, now: datetime) -> bool:
    """What a reviewer did, out of a journal that is played anew; False where it is known already."""
    query = select(Submission).where(
        Submission.interview_id == interview.id, Submission.version == told["version"]
    )
    submission, decision, note = reading().scalars(query).one(), told["decision"], told["note"]
    with transaction():
        if _is_known(submission, decision, now):
            return False
        if decision == Decision.ASK_BACK:
            _asked(submission, actor, note, now, told["asked"])
        else:
            _AGAIN[decision](submission, actor, note, now)
    return True


def _is_known(submission: Submission, decision: str, now: datetime) -> bool:
    """A verdict is a row of its moment; an approval that still stands from before is not taken back yet."""
    if decision == _REOPEN:
        assignment = submission.interview.assignment
        stands_since = assignment.state_at if assignment.state in _COUNTED else None
        return stands_since is None or stands_since >= now
    query = select(Verdict.id).where(Verdict.submission_id == submission.id, Verdict.created_at == now)
    return reading().scalar(query.limit(1)) is not None


def _journal(
    submission: Submission,
    actor: Actor,
    decision: str,
    note: str,
    now: datetime,
    asked: Mapping[str, str] | None = None,
) -> None:
    act = {"version": submission.version, "decision": decision, "note": note, "by": str(actor.public_id)}
    told = act if asked is None else {**act, "asked": asked}
    arrivals.journal_act(arrivals.VERDICT, told, submission.interview.public_id, now=now)


def _approved(submission: Submission, actor: Actor, note: str, now: datetime) -> Verdict:
    assignments.move(submission.interview.assignment, AssignmentState.APPROVED, by=actor, now=now)
    scores.keep_score(submission)
    return _verdict(submission, actor, Decision.APPROVE, note, now)


def _asked(
    submission: Submission, actor: Actor, note: str, now: datetime, asked: Mapping[str, str]
) -> Verdict:
    """A journal that is played anew has opened the visit before, with the lines of the questions."""
    assignment, session = submission.interview.assignment, reading()
    if assignment.state is not AssignmentState.QUERIED:
        assignments.move(assignment, AssignmentState.QUERIED, by=actor, now=now)
    for path, question in asked.items():
        session.add(ItemQuery(submission=submission, asked_by_id=actor.user_id, path=path, question=question))
    return _verdict(submission, actor, Decision.ASK_BACK, note, now)


def _rejected(submission: Submission, actor: Actor, reason: str, now: datetime) -> Verdict:
    assignment = submission.interview.assignment
    assignments.move(assignment, AssignmentState.CANCELLED, by=actor, reason=reason, now=now)
    quotas.free(assignment)
    return _verdict(submission, actor, Decision.REJECT, reason, now)


def _reopened(submission: Submission, actor: Actor, reason: str, now: datetime) -> None:
    assignment = submission.interview.assignment
    assignments.move(assignment, AssignmentState.IN_REVIEW, by=actor, reason=reason, now=now)
    audit.append("submission.reopen", submission, actor)


_AGAIN: Mapping[str, Callable[[Submission, Actor, str, datetime], object]] = {
    Decision.APPROVE: _approved,
    Decision.REJECT: _rejected,
    _REOPEN: _reopened,
}


def _check(submission: Submission, actor: Actor) -> None:
    """Nobody judges their own work, and nobody an answer that has been superseded."""
    require(actor, "submission.review")
    if submission.interview.user_id == actor.user_id:
        raise Forbidden("submission.review")
    newest = select(func.max(Submission.version)).where(Submission.interview_id == submission.interview_id)
    if reading().scalar(newest) != submission.version:
        raise Rejected([Problem("SUBMISSION_SUPERSEDED", params={"version": submission.version})])


def _is_stopped(submission: Submission) -> bool:
    query = select(Flag.id).where(Flag.submission_id == submission.id, Flag.severity == FlagSeverity.STOP)
    return reading().scalar(query.limit(1)) is not None


def _question_problems(submission: Submission, asked: Mapping[str, str]) -> list[Problem]:
    if not asked:
        return [Problem("QUESTION_MISSING")]
    items = form_by_fingerprint(submission.interview.form_fingerprint).items
    unknown = [path for path in asked if path.rpartition("]/")[2] not in items]
    return [Problem("QUESTION_ITEM_UNKNOWN", Place(path=path), {"item": path}) for path in unknown]


def _open_again(interview: Interview, actor: Actor, asked: Mapping[str, str]) -> None:
    """The journal's own line for each question: whoever opens the interview next finds the items open."""
    last = interviews.journal(interview)[-1]
    at = utcnow().isoformat(timespec="milliseconds").replace("+00:00", "Z")
    events = [
        Event(last.seq + count, "asked", path, {"question": question}, at, last.ms, str(actor.public_id))
        for count, (path, question) in enumerate(asked.items(), start=1)
    ]
    act = {"events": [event_json(each) for each in events]}
    arrivals.journal_act(arrivals.ASKED, act, interview.public_id)
    interviews.append(interview, events)


def _verdict(submission: Submission, actor: Actor, decision: Decision, note: str, now: datetime) -> Verdict:
    verdict = Verdict(
        submission=submission,
        reviewer_id=actor.user_id,
        decision=decision,
        note=note.strip(),
        created_at=now,
    )
    reading().add(verdict)
    audit.append("submission.verdict", submission, actor, {"decision": decision.value})
    return verdict
