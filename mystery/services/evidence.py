"""Evidence of reports: who looked at it, and whether the client may see it."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.services import audit, media
from mystery.services.transaction import reading, transaction
from mystery.store.models import Interview, InterviewMedia, Submission


def of_interview(interview: Interview) -> list[InterviewMedia]:
    """The files of an interview, in the order they came in."""
    query = (
        select(InterviewMedia)
        .where(InterviewMedia.interview_id == interview.id)
        .options(joinedload(InterviewMedia.media))
        .order_by(InterviewMedia.id)
    )
    return list(reading().scalars(query))


def look(row: InterviewMedia, actor: Actor) -> Path | None:
    """The file as it may be shown, with a line in the audit log; None when it is no longer there."""
    require(actor, "evidence.view")
    path = media.shown_path(row.media)
    if not path.is_file():
        return None
    audit.append("evidence.view", row, actor)
    return path


def newest_submission(row: InterviewMedia) -> UUID:
    """The public id of the newest version of the report that the file belongs to."""
    query = select(Submission.public_id).where(Submission.interview_id == row.interview_id)
    return reading().scalars(query.order_by(Submission.version.desc()).limit(1)).one()


def release(row: InterviewMedia, actor: Actor, *, visible: bool) -> None:
    """Lets the client see a file, or takes that back."""
    require(actor, "evidence.release")
    with transaction():
        row.released_at = utcnow() if visible else None
        audit.append("evidence.release", row, actor, {"visible": visible})
