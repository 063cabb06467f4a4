"""The end of what Collect sent beside evidence: its logs, which may say where somebody was, refused files.

Their bytes lie in the media store without a row of their own; they go with the photos of their wave.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Select, select

from mystery.services import audit, evidence_ends
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store import media as files
from mystery.store.disk import disk
from mystery.store.models import (
    Assignment,
    CollectFile,
    CollectSubmission,
    Intake,
    Interview,
    Media,
)


def over(now: datetime) -> Sequence[CollectFile]:
    """Files that are still here, each once, and that no report of another wave names."""
    waves = evidence_ends.ended(now)
    if not waves:
        return []
    mine = _files().where(Assignment.wave_id.in_(waves), CollectFile.sha256.not_in(select(Media.sha256)))
    found = {row.sha256: row for row in reading().scalars(mine.order_by(CollectFile.id))}
    others = _files().where(CollectFile.sha256.in_(found), Assignment.wave_id.not_in(waves))
    needed = {row.sha256 for row in reading().scalars(others)}
    return [row for row in found.values() if row.sha256 not in needed and _path(row).is_file()]


def forget(row: CollectFile, now: datetime) -> None:
    """Deletes the bytes; name, size and hash stay with the report."""
    disk().unlink(_path(row))
    with transaction():
        audit.append("evidence.forget", f"media:{row.sha256}", None, {"size": row.size, "type": row.type})


def _files() -> Select[CollectFile]:
    return (
        select(CollectFile)
        .join(CollectSubmission, CollectSubmission.id == CollectFile.collect_submission_id)
        .join(Intake, Intake.id == CollectSubmission.intake_id)
        .join(Interview, Interview.id == Intake.interview_id)
        .join(Assignment, Assignment.id == Interview.assignment_id)
    )


def _path(row: CollectFile) -> Path:
    return files.path_of(settings().media, row.sha256)
