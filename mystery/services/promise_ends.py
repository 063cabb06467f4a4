"""How promises end: by a line in the journal, a new version of the report and its score."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mystery import interview as engine
from mystery.access import FIELD_ROLES, Actor, require
from mystery.clock import utcnow
from mystery.interview import Event, event_json
from mystery.problems import Forbidden, Place, Problem, Rejected
from mystery.questionnaire import Terms, terms_of
from mystery.services import arrivals, audit, inspection, interviews, promise_clocks, promises, scores
from mystery.services.accounts import actor_for
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    AssignmentState,
    Interview,
    Promise,
    PromiseState,
    Submission,
    User,
)
from mystery.store.models.base import Json

KIND = "closed"
"""Of the journal's line."""
_AT_REST = (
    AssignmentState.SUBMITTED,
    AssignmentState.IN_REVIEW,
    AssignmentState.APPROVED,
    AssignmentState.RELEASED,
)
_SCORED = (AssignmentState.APPROVED, AssignmentState.RELEASED)


def close(
    promise: Promise,
    actor: Actor,
    *,
    kept_at: datetime | None = None,
    note: str = "",
    now: datetime | None = None,
) -> Promise:
    """Closes a promise: kept by its due moment, or broken, too late or (without `kept_at`) at all.

    A tester closes their own once; the desk may close it again, which corrects it. Raises `Rejected`.
    """
    moment = now or utcnow()
    with transaction():
        _check(promise, actor)
        problems = [] if kept_at is None else _moment_problems(promise, kept_at, moment)
        if kept_at is None and moment < promise.due_at:
            problems = [Problem("PROMISE_STILL_RUNNING", params={"due": _local(promise, promise.due_at)})]
        if problems:
            raise Rejected(problems)
        state = PromiseState.KEPT if kept_at and kept_at <= promise.due_at else PromiseState.BROKEN
        return _end(promise, actor, state, kept_at, note, moment)


def close_forgotten(now: datetime) -> Json:
    """Closes as broken what its questionnaire lets close by itself, so long after it was due."""
    closed = 0
    for promise in promises.overdue(now):
        form = form_by_fingerprint(promise.interview.form_fingerprint)
        item = promises.item_at(form, promise.path)
        terms = terms_of(item) if item else None
        if terms is None or not terms.closes:
            continue
        place = promise.interview.assignment.location
        ends = promise_clocks.due_at(Terms(terms.kind, terms.closes), "", promise.due_at, place)
        if ends < now:
            closed += _end_forgotten(promise, now)
    return {"closed": closed}


def _end_forgotten(promise: Promise, now: datetime) -> bool:
    """False where somebody closed it meanwhile, or has its report again."""
    with transaction():
        _lock(promise)
        is_forgotten = promise.state is PromiseState.OPEN and _is_at_rest(promise.interview)
        if is_forgotten:
            _end(promise, None, PromiseState.BROKEN, None, "", now)
        return is_forgotten


def void(promise: Promise, actor: Actor, reason: str, *, now: datetime | None = None) -> Promise:
    """Takes a promise out of the score: nobody could have kept it, or nobody can tell. The desk's to say."""
    if not reason.strip():
        raise Rejected([Problem("REASON_MISSING")])
    if actor.role in FIELD_ROLES:
        raise Forbidden("promise.close")
    with transaction():
        _check(promise, actor)
        return _end(promise, actor, PromiseState.VOID, None, reason, now or utcnow())


def _check(promise: Promise, actor: Actor) -> None:
    require(actor, "promise.close")
    is_field = actor.role in FIELD_ROLES
    if is_field and promise.interview.user_id != actor.user_id:
        raise Forbidden("promise.close")
    _lock(promise)
    if is_field and promise.state is not PromiseState.OPEN:
        raise Rejected([Problem("PROMISE_CLOSED")])
    if interviews.takes_events(promise.interview):
        raise Rejected([Problem("PROMISE_REPORT_OPEN")])
    if not _is_at_rest(promise.interview):
        raise Rejected([Problem("PROMISE_REPORT_GONE")])


def _lock(promise: Promise) -> None:
    """The promise and the state of its report as they are now and stay until the commit."""
    audit.line_up()
    session = reading()
    session.refresh(promise, with_for_update={"of": Promise})  # who closed it is joined, and not locked
    session.refresh(promise.interview.assignment, ["state"], with_for_update=True)


def _is_at_rest(interview: Interview) -> bool:
    return interview.assignment.state in _AT_REST and interview.set_aside_at is None


def _moment_problems(promise: Promise, kept_at: datetime, now: datetime) -> list[Problem]:
    if kept_at > now:
        return [Problem("PROMISE_KEPT_IN_FUTURE", Place(path="kept_at"))]
    if kept_at < promise.opened_at:
        made = {"made": _local(promise, promise.opened_at)}
        return [Problem("PROMISE_KEPT_BEFORE", Place(path="kept_at"), made)]
    return []


def _local(promise: Promise, moment: datetime) -> str:
    zone = ZoneInfo(promise.interview.assignment.location.time_zone)
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}"


def _end(
    promise: Promise,
    actor: Actor | None,
    state: PromiseState,
    kept_at: datetime | None,
    note: str,
    now: datetime,
) -> Promise:
    """Without an actor it ends by itself."""
    interview = promise.interview
    hours = _hours(promise, kept_at)
    ending: dict[str, object] = {"ended": state.value}
    if kept_at is not None:
        ending |= {"kept_at": _iso(kept_at), "hours": hours}
    last, by = interviews.journal(interview)[-1], str(actor.public_id) if actor else ""
    event = Event(last.seq + 1, KIND, promise.path, ending, _iso(now), last.ms, by)
    act = {"events": [event_json(event)], "note": note.strip()}
    arrivals.journal_act(arrivals.CLOSED, act, interview.public_id, now=now)
    promise.state, promise.kept_at, promise.hours, promise.note = state, kept_at, hours, note.strip()
    promise.closed_at, promise.closed_by_id = now, actor.user_id if actor else None
    audit.append("promise.close", promise, actor, {**ending, "path": promise.path})
    _write_down(interview, event, actor, now)
    return promise


def _hours(promise: Promise, kept_at: datetime | None) -> float | None:
    if kept_at is None:
        return None
    place = promise.interview.assignment.location
    return promise_clocks.hours_between(promise.opened_at, kept_at, place)


def _write_down(interview: Interview, event: Event, actor: Actor | None, now: datetime) -> Submission:
    """The journal's line, the version of the report that follows from it, and what that is worth."""
    submission = interviews.conclude(interview, event, actor, now=now)
    reading().flush()
    if interview.assignment.state in _SCORED:
        scores.keep_score(submission)
    else:
        inspection.inspect(submission)
    return submission


def close_again(interview: Interview, event: Event, note: str, now: datetime) -> bool:
    """Closes a promise as before, for a journal that is played anew; False where it is closed already."""
    journal = interviews.journal(interview)
    if any(interviews.is_same(each, event) for each in journal):
        return False
    if event.seq != journal[-1].seq + 1:
        details = {"acknowledged": journal[-1].seq, "last_seq": event.seq}
        raise Rejected([Problem("JOURNAL_GAP", params=details)])
    session = reading()
    closer = session.scalars(select(User).where(User.public_id == UUID(event.by))).one() if event.by else None
    query = select(Promise).where(Promise.interview_id == interview.id, Promise.path == event.path)
    with transaction():
        promise = session.scalars(query).one()
        ending = engine.ending_of(event.value)
        kept_at = str(ending.get("kept_at") or "")
        promise.state = PromiseState(str(ending["ended"]))
        promise.kept_at = datetime.fromisoformat(kept_at) if kept_at else None
        promise.hours, promise.note = _hours(promise, promise.kept_at), note
        promise.closed_at, promise.closed_by_id = now, closer.id if closer else None
        _write_down(interview, event, actor_for(closer) if closer else None, now)
    return True


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
