"""The end of photos, sounds and films: when their waves were released longer ago than the study keeps files.

What is deleted are the bytes, of the original and of the copy that was shown. That there was a file, its
type, size and hash stay, so that every answer keeps its meaning and the journal can be played again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import joinedload

from mystery.services import arrivals, attached_files, audit
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store import media as files
from mystery.store.disk import disk
from mystery.store.models import (
    Assignment,
    Draft,
    Interview,
    InterviewMedia,
    Media,
    QuestionnaireVersion,
    Scenario,
    Wave,
    WaveState,
)

_TOLD = ("sha256", "type", "size", "width", "height")
"""What stays known of a file, and what the journal says of its end."""


def over(now: datetime) -> Sequence[Media]:
    """Files that only interviews of such waves name, and no questionnaire and no scenario shows."""
    waves = ended(now)
    if not waves:
        return []
    query = select(Media).where(
        Media.forgotten_at.is_(None),
        Media.sha256.in_(_named_by(Assignment.wave_id.in_(waves))),
        Media.sha256.not_in(_named_by(Assignment.wave_id.not_in(waves))),
    )
    found = reading().scalars(query.order_by(Media.created_at, Media.sha256)).all()
    shown = set(_shown()) if found else set()
    return [row for row in found if row.sha256 not in shown]


def ended(now: datetime) -> list[int]:
    """Keys of the waves that were released longer ago than their study keeps files."""
    ends = ((wave.id, end_of(wave)) for wave in _waves())
    return [key for key, end in ends if end is not None and end <= now]


def end_of(wave: Wave) -> datetime | None:
    """When the files of a wave are deleted; None while it is not released, or its release was taken back."""
    if wave.state is not WaveState.RELEASED or wave.released_at is None:
        return None
    return _end(wave, wave.released_at)


def unreleased(now: datetime) -> Sequence[Wave]:
    """Waves that ended longer ago than their study keeps files: these are kept until the release."""
    open_waves = (wave for wave in _waves() if end_of(wave) is None)
    late = {wave.id: wave for wave in open_waves if _end(wave, _last_moment(wave)) <= now}
    if not late:
        return []
    has_files = (
        select(Assignment.id)
        .join(Interview, Interview.assignment_id == Assignment.id)
        .join(InterviewMedia, InterviewMedia.interview_id == Interview.id)
        .join(Media, Media.sha256 == InterviewMedia.media_sha256)
        .where(Assignment.wave_id == Wave.id, Media.forgotten_at.is_(None))
        .exists()
    )
    query = select(Wave.id).where(Wave.id.in_(late), has_files).order_by(Wave.id)
    return [late[key] for key in reading().scalars(query)]


def forget(row: Media, now: datetime) -> None:
    """Deletes the bytes of a file. What other files need of them stays with those."""
    told = {name: getattr(row, name) for name in _TOLD}
    arrivals.journal_act(arrivals.FORGOTTEN, told, _an_interview(row).public_id, now=now)
    for sha256 in {row.sha256, row.derivative_sha256 or row.sha256}:
        if not _is_needed(sha256, row):
            disk().unlink(files.path_of(settings().media, sha256))
    with transaction():
        row.forgotten_at = now
        audit.append("evidence.forget", f"media:{row.sha256}", None, {"size": row.size, "type": row.type})


def enter_again(told: Mapping[str, Any], now: datetime) -> bool:
    """A journal that is played anew: a file that was deleted counts as arrived, so nothing waits for it."""
    if reading().get(Media, told["sha256"]) is not None:
        return False
    with transaction() as session:
        session.add(Media(**{name: told[name] for name in _TOLD}, forgotten_at=now))
    return True


def _waves() -> Sequence[Wave]:
    return reading().scalars(select(Wave).options(joinedload(Wave.study)).order_by(Wave.id)).all()


def _end(wave: Wave, since: datetime) -> datetime:
    return since + timedelta(days=wave.study.retention_days)


def _last_moment(wave: Wave) -> datetime:
    return datetime.combine(wave.ends_on, time.max, UTC)


def _named_by(condition: Any) -> Select[str]:
    """Hashes of the files that interviews of some assignments name."""
    return (
        select(InterviewMedia.media_sha256)
        .join(Interview, Interview.id == InterviewMedia.interview_id)
        .join(Assignment, Assignment.id == Interview.assignment_id)
        .where(condition)
    )


def _shown() -> Iterator[str]:
    """Hashes of what questionnaires and scenarios show: the same bytes may be somebody's photo."""
    for package in reading().scalars(select(QuestionnaireVersion.package)):
        yield from (file.sha256 for file in attached_files.shown_by(package).values())
    for listed in reading().scalars(select(Draft.files)):
        yield from (str(file["sha256"]) for file in listed.values())
    for content in reading().scalars(select(Scenario.content)):
        yield from (str(each["sha256"]) for each in content.get("documents", ()))


def _is_needed(sha256: str, row: Media) -> bool:
    """Whether another file that is kept has these bytes, as its original or as its copy."""
    query = select(Media.sha256).where(
        Media.sha256 != row.sha256,
        Media.forgotten_at.is_(None),
        or_(Media.sha256 == sha256, Media.derivative_sha256 == sha256),
    )
    return reading().scalar(query.limit(1)) is not None


def _an_interview(row: Media) -> Interview:
    query = select(Interview).join(InterviewMedia, InterviewMedia.interview_id == Interview.id)
    named = query.where(InterviewMedia.media_sha256 == row.sha256).order_by(Interview.id)
    return reading().scalars(named.limit(1)).one()
