"""Taking a record in: its interview is opened, noted, answered and finished as if it had been worked here."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select

from mystery.access import Actor
from mystery.interview import Event
from mystery.problems import NotFound, Rejected
from mystery.services import intake, interviews, openings, visit_notes
from mystery.services.forms import version_of_form
from mystery.services.records import Record, RecordNote
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, Device, Interview, Media, Submission, Upload

log = logging.getLogger("mystery.intake")


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a record: its submission, or the hashes of the files that are still on their way."""

    interview: Interview
    submission: Submission | None
    missing: tuple[str, ...] = ()


def assignment_of(record: Record) -> Assignment | None:
    return reading().scalar(select(Assignment).where(Assignment.public_id == record.assignment))


def obstacle(record: Record, assignment: Assignment | None, tester_id: int) -> str:
    """Why a record cannot be taken as it is: the code of a problem, "" when nothing stands in its way."""
    if assignment is None:
        return "INTAKE_ASSIGNMENT_UNKNOWN"
    if not fits(record, assignment):
        return "INTAKE_FORM_UNKNOWN"
    if assignment.tester_id != tester_id:
        return "INTAKE_REASSIGNED"
    ours = interview_of(record.submission)
    if ours is not None and (ours.assignment_id != assignment.id or ours.user_id != tester_id):
        return "INTAKE_ELSEWHERE"
    if any(each.public_id != record.submission for each in counting(assignment)):
        return "INTAKE_ELSEWHERE"
    if _refused_files(record):
        return "INTAKE_FILE_REFUSED"
    return ""


def fits(record: Record, assignment: Assignment) -> bool:
    """Whether the form was ever published here, in whatever version of the visit's questionnaire."""
    try:
        version = version_of_form(record.form)
    except NotFound:
        return False
    return version.name == assignment.scenario.questionnaire_version.name


def interview_of(public_id: UUID) -> Interview | None:
    return reading().scalar(select(Interview).where(Interview.public_id == public_id))


def counting(assignment: Assignment) -> Sequence[Interview]:
    """The interviews of an assignment that nobody has set aside."""
    query = select(Interview).where(
        Interview.assignment_id == assignment.id, Interview.set_aside_at.is_(None)
    )
    return reading().scalars(query.order_by(Interview.id)).all()


def take(
    record: Record,
    assignment: Assignment,
    actor: Actor,
    *,
    device: Device | None,
    public_id: UUID | None = None,
    now: datetime,
    again: bool = False,
) -> Taken:
    """Opens, notes, answers and, once every file is there, finishes the interview. Doing it twice is once.

    `public_id` is another name than the record's own, where that is taken. `again` believes the server's own
    events in the record, which the journal lacks when it is made anew. Raises `Rejected` with what the
    journal or the questionnaire does not admit; call it inside a savepoint.
    """
    with transaction():
        interview = _opened(record, assignment, actor, device, public_id or record.submission, now)
        interviews.append(interview, record.events if again else _addable(record, interview))
        outstanding = missing(record)
        if outstanding:
            return Taken(interview, None, outstanding)
        try:
            return Taken(interview, intake.finish(interview, actor, now=now))
        except Rejected as error:
            unlisted = _outstanding(error)
            if not unlisted:
                raise
            return Taken(interview, None, unlisted)


def _opened(
    record: Record,
    assignment: Assignment,
    actor: Actor,
    device: Device | None,
    public_id: UUID,
    now: datetime,
) -> Interview:
    take_notes(record.notes, assignment, actor, device)
    found = interview_of(public_id)
    if found is not None:
        return found
    opening = openings.read_opening(record.events[0])
    return interviews.open_with(
        assignment, actor, record.events[0], opening, public_id=public_id, device=device, now=now
    )


def take_notes(
    notes: Sequence[RecordNote], assignment: Assignment, actor: Actor, device: Device | None
) -> None:
    """A note that is none costs nobody the visit; it stays readable in the record."""
    for note in notes:
        try:
            visit_notes.take_note(
                assignment, actor, note.id, note.kind, note.value, at=note.at, ms=note.ms, device=device
            )
        except (Rejected, NotFound) as error:
            log.warning("note %s was not taken: %r", note.id, error)


def _addable(record: Record, interview: Interview) -> list[Event]:
    """The record's events; the server's own kinds count only where the journal has them already."""
    known = {each.seq for each in interviews.journal(interview)}
    return [each for each in record.events if each.kind not in intake.SERVER_KINDS or each.seq in known]


def missing(record: Record) -> tuple[str, ...]:
    """The files that have not arrived, by the hash they will be sent as."""
    wanted = {each.sha256: each.sent_as for each in record.files}
    arrived = set(reading().scalars(select(Media.sha256).where(Media.sha256.in_(wanted))))
    return tuple(sent_as for sha256, sent_as in wanted.items() if sha256 not in arrived)


def _refused_files(record: Record) -> bool:
    """Whether a file arrived whole and is none that the media store takes."""
    query = select(Upload.id).where(
        Upload.sha256.in_([each.sent_as for each in record.files]),
        Upload.complete_at.is_not(None),
        Upload.media_sha256.is_(None),
    )
    return reading().scalar(query.limit(1)) is not None


def _outstanding(error: Rejected) -> tuple[str, ...]:
    """Files that the answers name and the record's list does not."""
    found = [each for each in error.problems if each.code == "MEDIA_OUTSTANDING"]
    return tuple(str(sha256) for each in found for sha256 in each.params["missing"])  # type: ignore[attr-defined]
