"""Interviews: opened for an assignment, grown by journal events, handed in as submissions.

The journal is the only content; what is shown or submitted is computed from it by the form's own engine.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, insert, select

from mystery import interview as engine
from mystery.access import Actor
from mystery.clock import utcnow
from mystery.interview import Event
from mystery.problems import Forbidden, Place, Problem, Rejected
from mystery.services import assignments, audit, openings, promises, questions
from mystery.services.forms import form_by_fingerprint
from mystery.services.openings import Opening
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Device,
    Interview,
    InterviewMedia,
    JournalConflict,
    JournalEvent,
    Media,
    Submission,
)

_OPENABLE = (
    AssignmentState.ASSIGNED,
    AssignmentState.BRIEFED,
    AssignmentState.IN_FIELD,
    AssignmentState.QUERIED,
)
_COLUMNS = ("seq", "kind", "path", "value", "at", "ms", "by")


def open_interview(
    assignment: Assignment,
    actor: Actor,
    *,
    mode: str,
    language: str,
    public_id: UUID | None = None,
    now: datetime | None = None,
) -> Interview:
    """The assignment's interview by this person: the one that is there, or a new one with its first event."""
    if assignment.tester_id != actor.user_id:
        raise Forbidden("interview.work")
    found = reading().scalar(
        select(Interview).where(
            Interview.assignment_id == assignment.id,
            Interview.user_id == actor.user_id,
            Interview.set_aside_at.is_(None),
        )
    )
    if found is not None:
        return found
    uuid, moment = public_id or uuid4(), now or utcnow()
    opening = Opening(
        assignment.scenario.questionnaire_version.fingerprint,
        uuid.int % 2_147_483_647,
        assignment.location.time_zone,
        language,
        mode,
    )
    first = Event(1, "open", value=asdict(opening), at=_iso(moment), by=str(actor.public_id))
    return open_with(assignment, actor, first, opening, public_id=uuid, now=moment)


def open_with(
    assignment: Assignment,
    actor: Actor,
    first: Event,
    opening: Opening,
    *,
    public_id: UUID,
    now: datetime,
    device: Device | None = None,
) -> Interview:
    """A new interview whose journal begins with `first`, which says what `opening` says."""
    with transaction() as session:
        if assignment.state not in _OPENABLE:
            details = {"before": assignment.state.value, "after": AssignmentState.IN_FIELD.value}
            raise Rejected([Problem("STEP_NOT_POSSIBLE", params=details)])
        interview = Interview(
            public_id=public_id,
            assignment=assignment,
            user_id=actor.user_id,
            form_fingerprint=opening.form,
            mode=opening.mode,
            language=opening.language,
            seed=opening.seed,
            zone=opening.zone,
            opened_at=now,
            device_id=device.id if device else None,
        )
        session.add(interview)
        session.flush()
        append(interview, [first])
        if assignment.state is not AssignmentState.IN_FIELD:
            assignments.move(assignment, AssignmentState.IN_FIELD, by=actor, now=now)
        return interview


def journal(interview: Interview, seqs: Collection[int] | None = None) -> list[Event]:
    """The events of an interview in order of `seq`: all of them, or only those named."""
    columns = [getattr(JournalEvent, name) for name in _COLUMNS]
    query = select(*columns).where(JournalEvent.interview_id == interview.id).order_by(JournalEvent.seq)
    if seqs is not None:
        query = query.where(JournalEvent.seq.in_(seqs))
    return [Event(*row) for row in reading().execute(query)]


def append(
    interview: Interview, events: Sequence[Event], *, against: Callable[[], Problem | None] | None = None
) -> int:
    """Adds events to the journal; those already there are passed over. Returns the highest seq without a gap.

    Raises `Rejected` JOURNAL_CONFLICT when a seq is taken by another event, INTERVIEW_CLOSED when the
    interview takes no more, or what speaks `against` the sender, asked under the write lock. Then nothing of
    the batch enters the journal, and all of it is kept beside it.
    """
    with transaction() as session:
        known = {each.seq: each for each in journal(interview, [event.seq for event in events])}
        fresh = [each for each in events if each.seq not in known]
        clashes = [each for each in events if each.seq in known and not is_same(known[each.seq], each)]
        problems = [_clash(known[each.seq], each) for each in clashes]
        if fresh and not takes_events(interview):
            problems.append(Problem("INTERVIEW_CLOSED"))
        refusal = against() if against and (fresh or clashes) else None
        if refusal:
            problems = [refusal]
        if problems:
            reason = "elsewhere" if refusal else "taken" if clashes else "closed"
            _keep_aside(interview, [*clashes, *fresh], reason)
        elif fresh:
            if fresh[0].kind == "open":
                openings.adopt(interview, fresh[0])
            session.execute(insert(JournalEvent), [_columns(interview, each) for each in fresh])
        reached = acknowledged(interview)
    if problems:
        raise Rejected(problems)
    return reached


def _columns(interview: Interview, event: Event) -> dict[str, object]:
    return {name: getattr(event, name) for name in _COLUMNS} | {"interview_id": interview.id}


def is_same(one: Event, other: Event) -> bool:
    return _event_bytes(one) == _event_bytes(other)


def _event_bytes(event: Event) -> bytes:
    """Unlike `==`, JSON tells 1 from true."""
    return json.dumps(asdict(event), sort_keys=True, separators=(",", ":")).encode()


def _clash(ours: Event, theirs: Event) -> Problem:
    details = {"seq": theirs.seq, "kept": engine.event_json(ours), "sent": engine.event_json(theirs)}
    return Problem("JOURNAL_CONFLICT", Place(path=theirs.path), details)


def takes_events(interview: Interview) -> bool:
    """Whether the interview is still its interviewer's to work on."""
    assignment = interview.assignment
    is_theirs = assignment.tester_id == interview.user_id and interview.set_aside_at is None
    return is_theirs and assignment.state in _OPENABLE


def _keep_aside(interview: Interview, events: Sequence[Event], reason: str) -> None:
    """Keeps what cannot be taken into the journal, once however often it is sent."""
    session = reading()
    digests = {hashlib.sha256(_event_bytes(each)).hexdigest(): each for each in events}
    query = select(JournalConflict.sha256).where(
        JournalConflict.interview_id == interview.id, JournalConflict.sha256.in_(digests)
    )
    known = set(session.scalars(query))
    for digest, each in digests.items():
        if digest not in known:
            row = JournalConflict(
                interview=interview,
                sent_by_id=interview.user_id,
                reason=reason,
                seq=each.seq,
                event=engine.event_json(each),
                sha256=digest,
            )
            session.add(row)
    if digests.keys() - known:
        audit.append("journal.conflict", interview, None, {"reason": reason, "events": len(events)})


def acknowledged(interview: Interview) -> int:
    """The highest seq up to which the journal has no gap."""
    return reached([interview.id]).get(interview.id, 0)


def reached(keys: Sequence[int]) -> dict[int, int]:
    """The same for many interviews at once, by their keys; one without a journal is absent."""
    table = JournalEvent
    query = select(table.interview_id, func.count(), func.max(table.seq)).where(table.interview_id.in_(keys))
    counted = reading().execute(query.group_by(table.interview_id)).all()
    return {key: int(last) if count == last else _before_gap(key) for key, count, last in counted}


def _before_gap(key: int) -> int:
    query = select(JournalEvent.seq).where(JournalEvent.interview_id == key).order_by(JournalEvent.seq)
    highest = 0
    for seq in reading().scalars(query):
        if seq != highest + 1:
            break
        highest = seq
    return highest


def finish(interview: Interview, actor: Actor | None = None, *, now: datetime | None = None) -> Submission:
    """Replays the journal and hands the interview in. The same journal gives the same submission again.

    Raises `Rejected` with every answer that blocks, or MEDIA_OUTSTANDING for files that have not arrived.
    """
    form = form_by_fingerprint(interview.form_fingerprint)
    events = journal(interview)
    state = engine.state(form, events)
    if not state.finished:
        raise Rejected([Problem("INTERVIEW_UNFINISHED")])
    blocking = engine.can_finish(state)
    if blocking:
        raise Rejected(Problem(each.code, Place(path=each.path), each.params) for each in blocking)
    handed_in = engine.submission(form, events, str(interview.public_id))
    digest = hashlib.sha256(canonical(handed_in)).hexdigest()
    with transaction() as session:
        same = session.scalar(
            select(Submission).where(Submission.interview_id == interview.id, Submission.sha256 == digest)
        )
        if same is not None:
            return same
        if not takes_events(interview):
            raise Rejected([Problem("INTERVIEW_CLOSED")])
        _attach(interview, handed_in)
        submission = _version(interview, handed_in, now or utcnow())
        questions.settle(submission, handed_in.comments, now or utcnow())
        session.add(submission)
        interview.finished_at = handed_in.finished_at or now or utcnow()
        audit.append("submission.receive", submission, actor, {"sha256": digest})
        promises.open_from(submission, now=now)
        assignments.move(interview.assignment, AssignmentState.SUBMITTED, by=actor, now=now)
        return submission


def conclude(interview: Interview, event: Event, actor: Actor | None, *, now: datetime) -> Submission:
    """Adds a line of the server's own behind a finished interview, and the version that follows from it."""
    with transaction() as session:
        session.execute(insert(JournalEvent), [_columns(interview, event)])
        events = journal(interview)
        form = form_by_fingerprint(interview.form_fingerprint)
        submission = _version(interview, engine.submission(form, events, str(interview.public_id)), now)
        session.add(submission)
        audit.append("submission.receive", submission, actor, {"sha256": submission.sha256})
        return submission


def _version(interview: Interview, handed_in: engine.Submission, now: datetime) -> Submission:
    """The next version of a report; nothing of those before is changed."""
    versions = select(func.count()).select_from(Submission).where(Submission.interview_id == interview.id)
    document = canonical(handed_in)
    return Submission(
        interview=interview,
        version=(reading().scalar(versions) or 0) + 1,
        canonical=document,
        sha256=hashlib.sha256(document).hexdigest(),
        answers=dict(handed_in.answers),
        started_at=handed_in.started_at,
        finished_at=handed_in.finished_at,
        duration_seconds=handed_in.duration_seconds,
        received_at=now,
    )


def _attach(interview: Interview, handed_in: engine.Submission) -> None:
    """Binds the files the answers name to the interview; all must have arrived."""
    session = reading()
    wanted = dict(files_in(handed_in.answers))
    arrived = set(session.scalars(select(Media.sha256).where(Media.sha256.in_(wanted))))
    missing = sorted(wanted.keys() - arrived)
    if missing:
        raise Rejected(
            [Problem("MEDIA_OUTSTANDING", params={"hashes": ", ".join(missing), "missing": missing})]
        )
    bound = set(
        session.scalars(
            select(InterviewMedia.media_sha256).where(InterviewMedia.interview_id == interview.id)
        )
    )
    for sha256, (path, name) in wanted.items():
        if sha256 not in bound:
            session.add(InterviewMedia(interview=interview, media_sha256=sha256, path=path, name=name[:200]))


def files_in(answers: Mapping[str, Any], prefix: str = "") -> Iterable[tuple[str, tuple[str, str]]]:
    """(sha256, (path, file name)) of every file that the answers name, repeats included."""
    for key, value in answers.items():
        if isinstance(value, Mapping) and "sha256" in value:
            yield str(value["sha256"]), (f"{prefix}{key}", str(value.get("name", "")))
        elif isinstance(value, list):
            for position, row in enumerate(value, start=1):
                if isinstance(row, Mapping):
                    yield from files_in(row, f"{prefix}{key}[{position}]/")


def canonical(submission: engine.Submission) -> bytes:
    """The bytes a submission is known by: sorted keys, no blanks, UTF-8, moments in ISO 8601."""
    document = asdict(submission)
    text = json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return text.encode()


def submission_of(row: Submission) -> engine.Submission:
    """The domain value of a stored submission."""
    document = json.loads(row.canonical)
    for name in ("started_at", "finished_at"):
        document[name] = datetime.fromisoformat(document[name]) if document[name] else None
    document["media"] = tuple(document["media"])
    return engine.Submission(**document)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} does not belong into a submission")


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
