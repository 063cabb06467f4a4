"""ODK Collect as a second client: who may use it, the forms as they were served, and what came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from mystery.clock import utcnow
from mystery.store.models.base import Base, Code, Name, Row, Sha256
from mystery.store.models.people import User
from mystery.store.models.tablets import Intake


class CollectAccess(Row):
    """A tester's key to ODK Collect. The token and the password are shown once; only their hashes stay.

    `ha1` is what HTTP Digest calls so: MD5 of user name, realm and password.
    """

    __tablename__ = "collect_access"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    username: Mapped[Code] = mapped_column(unique=True)
    ha1: Mapped[str] = mapped_column(String(32))
    seen_at: Mapped[datetime | None]
    seen_device: Mapped[Name] = mapped_column(default="")
    revoked_at: Mapped[datetime | None]

    user: Mapped[User] = relationship(foreign_keys=[user_id])


class CollectForm(Base):
    """The XForm of a published questionnaire, frozen at its first request; without bytes it has none."""

    __tablename__ = "collect_form"

    fingerprint: Mapped[Sha256] = mapped_column(primary_key=True)
    title: Mapped[Name]
    md5: Mapped[str] = mapped_column(String(32))
    xform: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    frozen_at: Mapped[datetime] = mapped_column(default=utcnow)


class CollectSubmission(Row):
    """One XML that Collect has sent, by its instanceID. A corrected one is the next `version` of its `root`.

    Once every file that it names is there, it is an intake like a tablet's record.
    """

    __tablename__ = "collect_submission"
    __table_args__ = (UniqueConstraint("root", "version"),)

    instance_id: Mapped[Name] = mapped_column(unique=True)
    root: Mapped[Name]
    version: Mapped[int] = mapped_column(default=1)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    access_id: Mapped[int] = mapped_column(ForeignKey("collect_access.id"))
    form_fingerprint: Mapped[Sha256]
    sha256: Mapped[Sha256]
    xml: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))
    expected: Mapped[list[Any]] = mapped_column(default=list)
    device: Mapped[Name] = mapped_column(default="")
    received_at: Mapped[datetime] = mapped_column(default=utcnow)
    intake_id: Mapped[int | None] = mapped_column(ForeignKey("intake.id"), index=True)

    user: Mapped[User] = relationship()
    access: Mapped[CollectAccess] = relationship()
    intake: Mapped[Intake | None] = relationship()
    files: Mapped[list[CollectFile]] = relationship(order_by="CollectFile.id")


class CollectFile(Row):
    """A file of a submission: its bytes lie in the media store under their hash, whatever kind they are."""

    __tablename__ = "collect_file"
    __table_args__ = (UniqueConstraint("collect_submission_id", "name"),)

    collect_submission_id: Mapped[int] = mapped_column(ForeignKey("collect_submission.id"))
    name: Mapped[Name]
    sha256: Mapped[Sha256]
    type: Mapped[Code] = mapped_column(default="")
    size: Mapped[int] = mapped_column(BigInteger)
    refused: Mapped[Code] = mapped_column(default="")
