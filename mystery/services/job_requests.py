"""Requests for background work: written with the business row, claimed by one worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, or_, select, update
from sqlalchemy.sql.elements import ColumnElement

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected
from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.store.models import JobRequest, JobState, Row
from mystery.store.models.base import Json

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
"""How long to wait after the first failure, the second …; the last one is for all that follow."""

_LONGEST_ERROR = 2000
_LATE = timedelta(minutes=30)


_STANDING = ":always"


@dataclass(frozen=True, slots=True)
class Claimed:
    """A request that nobody else has until its time is over. `attempt` counts from 1."""

    id: int
    kind: str
    arguments: Json
    attempt: int


def request(
    kind: str,
    key: str,
    arguments: Json | None = None,
    *,
    actor: Actor | None = None,
    due_at: datetime | None = None,
) -> JobRequest:
    """Asks for work, in the transaction of the act that needs it; the same key is asked for only once."""
    with transaction() as session:
        known = session.scalar(select(JobRequest).where(JobRequest.key == key))
        if known is not None:
            return known
        row = JobRequest(
            kind=kind,
            key=key,
            arguments=dict(arguments or {}),
            due_at=due_at or utcnow(),
            requested_by_id=actor.user_id if actor else None,
        )
        session.add(row)
        session.flush()
        return row


def key_of(kind: str, subject: Row) -> str:
    """The usual key: this kind of work, once for this row."""
    return f"{kind}:{subject.public_id}"


def stand(kind: str, now: datetime | None = None) -> None:
    """The standing request of a kind that comes by itself; there is one."""
    if of_kind(kind) is None:
        request(kind, f"{kind}{_STANDING}", due_at=now)


def is_under_way(kind: str) -> bool:
    """Whether work of this kind waits or is being done."""
    open_states = JobRequest.state.in_((JobState.WAITING, JobState.RUNNING))
    query = select(JobRequest.id).where(JobRequest.kind == kind, open_states).limit(1)
    return reading().scalar(query) is not None


def is_standing(row: JobRequest) -> bool:
    """Whether the work comes by itself and cannot be cancelled."""
    return row.key.endswith(_STANDING)


def late(now: datetime) -> bool:
    """Whether work that comes by itself has waited so long that nobody seems to do any."""
    query = select(JobRequest.id).where(JobRequest.key.endswith(_STANDING), JobRequest.due_at < now - _LATE)
    return reading().scalar(query.limit(1)) is not None


def due(now: datetime, limit: int = 200) -> list[int]:
    """Requests whose time has come, the oldest first; also those whose worker has not been heard of."""
    query = select(JobRequest.id).where(_is_due(now)).order_by(JobRequest.due_at, JobRequest.id).limit(limit)
    return list(reading().scalars(query))


def claim(request_id: int, now: datetime, lease: timedelta) -> Claimed | None:
    """Takes a request; None where another worker was quicker, or where it is not (or no longer) due."""
    with transaction() as session:
        taken = session.execute(
            update(JobRequest)
            .where(JobRequest.id == request_id, _is_due(now))
            .values(
                state=JobState.RUNNING,
                attempts=JobRequest.attempts + 1,
                progress=0,
                held_until_at=now + lease,
            )
            .returning(JobRequest.kind, JobRequest.arguments, JobRequest.attempts)
        ).one_or_none()
    return Claimed(request_id, taken.kind, dict(taken.arguments), taken.attempts) if taken else None


def progress(claimed: Claimed, percent: int, now: datetime, lease: timedelta) -> None:
    """How far the work is; who reports keeps the request."""
    _change(claimed, progress=max(0, min(percent, 100)), held_until_at=now + lease)


def finish(claimed: Claimed, now: datetime, result: Json, again_at: datetime | None = None) -> None:
    """The work is done; with `again_at` it waits for its next time."""
    _change(
        claimed,
        state=JobState.WAITING if again_at else JobState.DONE,
        due_at=again_at or now,
        attempts=0 if again_at else claimed.attempt,
        progress=100,
        result=result,
        last_error="",
        held_until_at=None,
        finished_at=now,
    )


def fail(
    claimed: Claimed,
    now: datetime,
    error: str,
    most_attempts: int | None,
    *,
    longest_wait: timedelta = WAITS[-1],
) -> None:
    """The work did not succeed: it is tried again later, or given up after `most_attempts`."""
    given_up = most_attempts is not None and claimed.attempt >= most_attempts
    wait = WAITS[min(claimed.attempt, len(WAITS)) - 1]
    _change(
        claimed,
        state=JobState.FAILED if given_up else JobState.WAITING,
        due_at=now + min(wait, longest_wait),
        last_error=error[-_LONGEST_ERROR:],
        held_until_at=None,
        finished_at=now,
    )


def of_kind(kind: str) -> JobRequest | None:
    """The newest request of a kind."""
    query = select(JobRequest).where(JobRequest.kind == kind).order_by(JobRequest.id.desc()).limit(1)
    return reading().scalar(query)


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the requests, and how many there are in each state."""

    requests: Sequence[JobRequest]
    counts: dict[JobState, int]
    total: int


def page_of(actor: Actor, *, state: JobState | None, page: int, size: int) -> Page:
    require(actor, "job.view")
    counts = {
        each.state: each.number
        for each in reading().execute(
            select(JobRequest.state, func.count().label("number")).group_by(JobRequest.state)
        )
    }
    wanted = [] if state is None else [JobRequest.state == state]
    query = select(JobRequest).where(*wanted).order_by(JobRequest.due_at.desc(), JobRequest.id.desc())
    rows = reading().scalars(query.limit(size).offset((page - 1) * size)).all()
    total = sum(counts.values()) if state is None else counts.get(state, 0)
    return Page(rows, counts, total)


def find(actor: Actor, public_id: UUID) -> JobRequest:
    require(actor, "job.view")
    row = reading().scalar(select(JobRequest).where(JobRequest.public_id == public_id))
    if row is None:
        raise NotFound("job")
    return row


def run_again(request: JobRequest, actor: Actor, now: datetime | None = None) -> None:
    """Lets a failed, cancelled or waiting request run at once. Raises `Rejected` while it runs."""
    require(actor, "job.edit")
    with transaction():
        if request.state in (JobState.RUNNING, JobState.DONE):
            raise Rejected([Problem("JOB_NOT_WAITING")])
        request.state, request.attempts, request.due_at = JobState.WAITING, 0, now or utcnow()
        audit.append("job.run_again", request, actor, {"kind": request.kind})


def cancel(request: JobRequest, actor: Actor) -> None:
    """Takes a request back. Raises `Rejected` once it runs or has run."""
    require(actor, "job.edit")
    with transaction():
        if is_standing(request):
            raise Rejected([Problem("JOB_STANDING")])
        if request.state not in (JobState.WAITING, JobState.FAILED):
            raise Rejected([Problem("JOB_NOT_WAITING")])
        request.state, request.finished_at = JobState.CANCELLED, utcnow()
        audit.append("job.cancel", request, actor, {"kind": request.kind})


def _is_due(now: datetime) -> ColumnElement[bool]:
    waiting = (JobRequest.state == JobState.WAITING) & (JobRequest.due_at <= now)
    given_up = (JobRequest.state == JobState.RUNNING) & (JobRequest.held_until_at < now)
    return or_(waiting, given_up)


def _change(claimed: Claimed, **values: object) -> None:
    """Only who still has the request may change it: its attempt is the one that counts."""
    with transaction() as session:
        session.execute(
            update(JobRequest)
            .where(
                JobRequest.id == claimed.id,
                JobRequest.state == JobState.RUNNING,
                JobRequest.attempts == claimed.attempt,
            )
            .values(**values)
        )
