"""Tablets: who has which, what they say they hold, and all that arrived from them or from Collect."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from mystery.store.models.base import Code, Json, Name, Prose, Row, Sha256
from mystery.store.models.evidence import Interview
from mystery.store.models.field import Assignment
from mystery.store.models.people import User
from mystery.store.models.states import IntakeState


class Device(Row):
    """A browser profile on one tablet in the hands of one tester; its private key never leaves it.

    `skew_ms` is what its clock lacks to the server's; `persisted` is whether the browser promised to keep
    its storage, None while it has not said; it uses `used_bytes` of the `room_bytes` the browser grants.
    `message` is what the office tells whoever works with it. `storage_accepted_at` is when the office took
    it as it is, although its browser promises nothing.
    """

    __tablename__ = "device"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    name: Mapped[Name]
    public_key: Mapped[Json]
    enrolled_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    seen_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    build: Mapped[Code] = mapped_column(default="")
    persisted: Mapped[bool | None]
    skew_ms: Mapped[int | None] = mapped_column(BigInteger)
    silent_at: Mapped[datetime | None]
    message: Mapped[Prose] = mapped_column(default="")
    used_bytes: Mapped[int | None] = mapped_column(BigInteger)
    room_bytes: Mapped[int | None] = mapped_column(BigInteger)
    storage_accepted_at: Mapped[datetime | None]
    storage_accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    storage_accepted_reason: Mapped[Prose] = mapped_column(default="")

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    storage_accepted_by: Mapped[User | None] = relationship(foreign_keys=[storage_accepted_by_id])


class Enrolment(Row):
    """A code that makes one device, once, for a quarter of an hour. Only its hash is kept."""

    __tablename__ = "enrolment"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    code_sha256: Mapped[Sha256] = mapped_column(unique=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))

    user: Mapped[User] = relationship(foreign_keys=[user_id])


class Intake(Row):
    """An envelope or a Collect submission that arrived, whatever became of it. `body` is what arrived.

    `sequence` is the number of its frame in the intake journal, so that a rebuild gives the same receipts.
    `user_id` and `device_id` are whose record it is, `assignment_id` of which visit, once that could be
    read; `carrier` names who brought it, where that was not the same device.
    """

    __tablename__ = "intake"
    __table_args__ = (Index(None, "submission", "revision"), Index(None, "state", "received_at"))

    sequence: Mapped[int] = mapped_column(BigInteger, unique=True)
    kind: Mapped[Code] = mapped_column(default="envelope")
    submission: Mapped[UUID]
    revision: Mapped[int] = mapped_column(default=1)
    sha256: Mapped[Sha256] = mapped_column(unique=True)
    size: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime]
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), index=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"), index=True)
    carrier: Mapped[Name] = mapped_column(default="")
    state: Mapped[IntakeState]
    reason: Mapped[Code] = mapped_column(default="")
    waiting_for: Mapped[list[Any]] = mapped_column(JSON, default=list)
    body: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    interview_id: Mapped[int | None] = mapped_column(ForeignKey("interview.id"), index=True)
    submission_id: Mapped[int | None] = mapped_column(ForeignKey("submission.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]
    decision: Mapped[Prose] = mapped_column(default="")
    decision_reason: Mapped[Prose] = mapped_column(default="")

    user: Mapped[User] = relationship(foreign_keys=[user_id])
    decided_by: Mapped[User | None] = relationship(foreign_keys=[decided_by_id])
    assignment: Mapped[Assignment | None] = relationship()
    device: Mapped[Device | None] = relationship()
    interview: Mapped[Interview | None] = relationship()


class Upload(Row):
    """A file that arrives in pieces, known by the hash of the bytes sent; `content` is the plain file's."""

    __tablename__ = "upload"

    sha256: Mapped[Sha256] = mapped_column(unique=True)
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    length: Mapped[int] = mapped_column(BigInteger)
    received: Mapped[int] = mapped_column(BigInteger, default=0)
    type: Mapped[Code] = mapped_column(default="")
    content: Mapped[Sha256] = mapped_column(default="")
    complete_at: Mapped[datetime | None]
    media_sha256: Mapped[Sha256 | None] = mapped_column(ForeignKey("media.sha256"))


class VisitNote(Row):
    """What a tester said of a visit outside the questionnaire. `public_id` is the UUID the tablet gave it.

    `taken` is whether the visit's state admitted it; one that was not taken is kept, with the reason.
    """

    __tablename__ = "visit_note"
    __table_args__ = (Index(None, "assignment_id", "kind"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("device.id"))
    kind: Mapped[Code]
    value: Mapped[Json]
    at: Mapped[Code] = mapped_column(default="")
    ms: Mapped[int] = mapped_column(BigInteger, default=0)
    taken: Mapped[bool]
    reason: Mapped[Code] = mapped_column(default="")

    assignment: Mapped[Assignment] = relationship()


class Holding(Row):
    """What a device last said it holds of one interview. The loss detector compares it with what arrived.

    `gone_at` is when the device stopped naming it. It is settled at once where everything had arrived,
    else by a person with a reason.
    """

    __tablename__ = "holding"
    __table_args__ = (UniqueConstraint("device_id", "interview"), Index(None, "gone_at", "settled_at"))

    device_id: Mapped[int] = mapped_column(ForeignKey("device.id"))
    interview: Mapped[UUID]
    assignment: Mapped[UUID | None]
    kind: Mapped[Code]
    seq: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[Sha256] = mapped_column(default="")
    reported_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_reason: Mapped[Prose] = mapped_column(default="")

    device: Mapped[Device] = relationship()
