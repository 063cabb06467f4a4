"""The audit log and the requests for background work."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.clock import utcnow
from mystery.store.models.base import Base, Code, Json, Name, Prose, Row, Sha256
from mystery.store.models.people import User
from mystery.store.models.states import JobState


class AuditEntry(Base):
    """Who did what to what, when. Triggers refuse all but appending; each row seals the one before."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "subject_kind", "subject_id"),)

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[UUID | None]
    action: Mapped[Code] = mapped_column(index=True)
    subject_kind: Mapped[Code]
    subject_id: Mapped[Name]
    details: Mapped[Json]
    previous_hash: Mapped[Sha256]
    hash: Mapped[Sha256] = mapped_column(unique=True)


class JobRequest(Row):
    """Background work that was asked for, written with the business row; `key` makes it happen once.

    It waits until `due_at`. Who runs it has it until `held_until_at`; after that it is taken for given up.
    """

    __tablename__ = "job_request"
    __table_args__ = (Index(None, "state", "created_at"), Index(None, "state", "due_at"))

    kind: Mapped[Code]
    key: Mapped[Name] = mapped_column(unique=True)
    arguments: Mapped[Json] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(default=JobState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    progress: Mapped[int] = mapped_column(default=0)
    result: Mapped[Json] = mapped_column(default=dict)
    last_error: Mapped[Prose] = mapped_column(default="")
    due_at: Mapped[datetime] = mapped_column(default=utcnow)
    held_until_at: Mapped[datetime | None]
    requested_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    finished_at: Mapped[datetime | None]

    requested_by: Mapped[User | None] = relationship()
