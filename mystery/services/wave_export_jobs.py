"""Exports that people ask for on a page: made in the background, kept a day for whoever asked.

The file lies in the instance folder and the request is its only row, so that nothing has to be kept in step.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.exports.wave import Wanted
from mystery.problems import NotFound, Problem, Rejected
from mystery.services import audit, job_requests, lookup, wave_exports
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.services.wave_exports import Choice, Progress
from mystery.store.models import JobRequest, JobState, User, Wave
from mystery.store.models.base import Json

KIND = "wave-export"
SWEEP = "wave-export-files"
KEPT = timedelta(days=1)
_SHOWN = 20
_OPEN = (JobState.WAITING, JobState.RUNNING)


@dataclass(frozen=True, slots=True)
class Order:
    """An export that somebody asked for. `problem` says why there is none; without a file it is gone."""

    public_id: UUID
    asked_at: datetime
    state: JobState
    percent: int
    format: str
    questionnaire: str
    language: str
    problem: Problem | None
    records: int
    size: int
    has_file: bool

    @property
    def is_open(self) -> bool:
        return self.state in _OPEN


def ask(wave: Wave, choice: Choice, actor: Actor) -> JobRequest:
    """Asks for an export; who asks again for what is still being made gets the same one."""
    require(actor, "export.make")
    if not wave_exports.questionnaires_in(wave, actor):
        raise Rejected([Problem("EXPORT_EMPTY")])
    arguments = _arguments(wave, choice, actor)
    for row in _asked_for(wave, actor):
        known = {name: value for name, value in row.arguments.items() if name != "export"}
        if row.state in _OPEN and known == arguments:
            return row
    export = str(uuid4())
    return job_requests.request(KIND, f"{KIND}:{export}", {"export": export, **arguments}, actor=actor)


def _arguments(wave: Wave, choice: Choice, actor: Actor) -> Json:
    return {
        "wave": str(wave.public_id),
        "user": actor.user_id,
        "format": choice.format,
        "questionnaire": choice.questionnaire,
        "language": choice.wanted.language,
        "labels": choice.wanted.labels,
        "missing_codes": choice.wanted.missing_codes,
        "semicolons": choice.wanted.semicolons,
    }


def make(
    now: datetime,
    progress: Progress,
    *,
    export: str,
    wave: str,
    user: int,
    format: str,
    questionnaire: str,
    **wanted: Any,
) -> Json:
    """The work itself, with the rights that the person has now; done again it writes the same file."""
    sweep(now)
    actor = actor_for(reading().get_one(User, user))
    folder = _root() / export
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _empty(folder)
    try:
        row = lookup.find(actor, Wave, UUID(wave), "export", "make")
        choice = Choice(format, Wanted(**wanted), questionnaire)
        written = wave_exports.export_to(folder, row, choice, actor=actor, now=now, progress=progress)
    except Rejected as refused:  # it would be refused again
        _empty(folder)
        return {"problem": refused.problems[0].code, "params": dict(refused.problems[0].params)}
    path = _one_file(folder, f"{row.study.code}-{row.code}-{format}")
    return {"records": sum(written.records.values()), "file": path.name, "size": path.stat().st_size}


def _one_file(folder: Path, name: str) -> Path:
    """The only file, or all of them as one archive."""
    files = list(folder.iterdir())
    if len(files) == 1:
        return files[0]
    with TemporaryFile(dir=folder.parent) as part:
        wave_exports.zipped(folder, part)
        _empty(folder)
        part.seek(0)
        path = folder / f"{name}.zip"
        with path.open("wb") as out:
            shutil.copyfileobj(part, out)
    return path


def orders_of(wave: Wave, actor: Actor) -> list[Order]:
    """What this person asked for of a wave, the newest first, as long as it may still be fetched."""
    return [_order(row) for row in _asked_for(wave, actor)]


def _asked_for(wave: Wave, actor: Actor) -> list[JobRequest]:
    query = (
        select(JobRequest)
        .where(
            JobRequest.kind == KIND,
            JobRequest.requested_by_id == actor.user_id,
            JobRequest.created_at > utcnow() - KEPT,
        )
        .order_by(JobRequest.id.desc())
        .limit(_SHOWN)
    )
    return [row for row in reading().scalars(query) if row.arguments["wave"] == str(wave.public_id)]


def _order(row: JobRequest) -> Order:
    result, arguments = row.result, row.arguments
    refused = result.get("problem")
    return Order(
        public_id=row.public_id,
        asked_at=row.created_at,
        state=row.state,
        percent=row.progress,
        format=arguments["format"],
        questionnaire=arguments["questionnaire"],
        language=arguments["language"],
        problem=Problem(refused, params=result["params"]) if refused else None,
        records=result.get("records", 0),
        size=result.get("size", 0),
        has_file=_file_of(row) is not None,
    )


def fetch(actor: Actor, public_id: UUID) -> Path:
    """The file of one's own export. Raises `NotFound` for anybody else's, `Rejected` where it is gone."""
    require(actor, "export.make")
    row = reading().scalar(
        select(JobRequest).where(
            JobRequest.public_id == public_id,
            JobRequest.kind == KIND,
            JobRequest.requested_by_id == actor.user_id,
        )
    )
    if row is None:
        raise NotFound("export")
    wave = lookup.find(actor, Wave, UUID(row.arguments["wave"]), "export", "make")
    path = _file_of(row)
    if path is None:
        raise Rejected([Problem("EXPORT_GONE")])
    with transaction():
        audit.append("export.fetched", wave, actor, {"format": row.arguments["format"]})
    return path


def _file_of(row: JobRequest) -> Path | None:
    """Where the file lies; a name that a row holds never leads out of its folder."""
    name = Path(str(row.result.get("file", ""))).name
    path = _root() / str(UUID(row.arguments["export"])) / name
    return path if name and path.is_file() else None


def sweep(now: datetime | None = None) -> None:
    """Removes what was made more than a day ago."""
    oldest = ((now or utcnow()) - KEPT).timestamp()
    for folder in list(_root().glob("*")):
        if folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def _empty(folder: Path) -> None:
    for each in list(folder.iterdir()):
        each.unlink(missing_ok=True)


def _root() -> Path:
    return settings().instance_folder.resolve() / "exports"
