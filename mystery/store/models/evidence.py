"""Interviews, their journals, the files taken during them, and what was submitted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from mystery.clock import utcnow
from mystery.store.models.base import Base, Code, Json, Language, Name, Row, Sha256
from mystery.store.models.field import Assignment


class Interview(Row):
    """One run of a form. `public_id` is the UUID the tablet gave it; the journal is its only content.

    `device_id` is the tablet that holds the draft; without one it is worked on in a browser's session.
    `set_aside_at` is when a person decided that another interview of the visit counts, or none.
    """

    __tablename__ = "interview"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    form_fingerprint: Mapped[Sha256] = mapped_column(index=True)
    mode: Mapped[Code]
    language: Mapped[Language]
    seed: Mapped[int] = mapped_column(BigInteger)
    zone: Mapped[Code] = mapped_column(default="Europe/Berlin")
    opened_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    set_aside_at: Mapped[datetime | None]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)

    assignment: Mapped[Assignment] = relationship()


class JournalEvent(Base):
    """A line of an interview's journal, exactly as the device sent it; not every kind has a `value`."""

    __tablename__ = "journal_event"

    interview_id: Mapped[int] = mapped_column(
        ForeignKey("interview.id"), primary_key=True, autoincrement=False
    )
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Code]
    path: Mapped[Name] = mapped_column(default="")
    value: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    at: Mapped[Code] = mapped_column(default="")
    ms: Mapped[int] = mapped_column(BigInteger, default=0)
    by: Mapped[Code] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(default=utcnow)


class JournalConflict(Row):
    """An event that came and was not taken into the journal: kept as it came, for a supervisor to decide.

    `reason` is `taken` (the seq has another event), `closed` (the interview was over, or somebody else's) or
    `elsewhere` (another tablet holds the draft).
    """

    __tablename__ = "journal_conflict"
    __table_args__ = (UniqueConstraint("interview_id", "sha256"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[Code]
    seq: Mapped[int]
    event: Mapped[Json]
    sha256: Mapped[Sha256]
    settled_at: Mapped[datetime | None]

    interview: Mapped[Interview] = relationship()


class Media(Base):
    """A file by its content: the bytes lie in the media store under their own hash.

    `forgotten_at` is when its bytes were deleted because nothing keeps them any longer.
    """

    __tablename__ = "media"

    sha256: Mapped[Sha256] = mapped_column(primary_key=True)
    type: Mapped[Code]
    size: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None]
    height: Mapped[int | None]
    derivative_sha256: Mapped[Sha256 | None]
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
    forgotten_at: Mapped[datetime | None]


class InterviewMedia(Row):
    """A file as evidence of an answer. `released_at` is when a reviewer let the client see it."""

    __tablename__ = "interview_media"
    __table_args__ = (UniqueConstraint("interview_id", "media_sha256", "path"),)

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    media_sha256: Mapped[Sha256] = mapped_column(ForeignKey("media.sha256"), index=True)
    path: Mapped[Name] = mapped_column(default="")
    name: Mapped[Name] = mapped_column(default="")
    released_at: Mapped[datetime | None]

    interview: Mapped[Interview] = relationship()
    media: Mapped[Media] = relationship()


class Submission(Row):
    """What a finished interview handed in: canonical bytes and their hash. Corrections are new versions."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("interview_id", "version"),
        UniqueConstraint("interview_id", "sha256"),
        Index(None, "received_at"),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    version: Mapped[int] = mapped_column(default=1)
    canonical: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sha256: Mapped[Sha256]
    answers: Mapped[Json]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    duration_seconds: Mapped[float] = mapped_column(default=0.0)
    received_at: Mapped[datetime] = mapped_column(default=utcnow)

    interview: Mapped[Interview] = relationship()
