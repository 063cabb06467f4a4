"""Questionnaires in the making. Every revision of a draft is kept; the newest is what people work on."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.clock import utcnow
from mystery.store.models.base import Code, Json, Name, PackedJson, Row
from mystery.store.models.instruments import QuestionnaireVersion
from mystery.store.models.people import User


class Draft(Row):
    """A draft as lists show it. `revision` is its newest; `base_version` is what it began from.

    `base_revision` has the content of `base_version`: publishing moves both on. `files` are the pictures,
    sounds and films by name, with `sha256`, `type` and `size`; the server alone says which they are.
    A discarded draft stays with all its revisions, and may be brought back.
    """

    __tablename__ = "draft"

    name: Mapped[Code]
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    revision: Mapped[int] = mapped_column(default=1)
    base_version_id: Mapped[int | None] = mapped_column(ForeignKey("questionnaire_version.id"))
    base_revision: Mapped[int] = mapped_column(default=1)
    files: Mapped[Json] = mapped_column(default=dict)
    changed_at: Mapped[datetime] = mapped_column(default=utcnow, index=True)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    discarded_at: Mapped[datetime | None] = mapped_column(default=None)
    discarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    base_version: Mapped[QuestionnaireVersion | None] = relationship()
    changed_by: Mapped[User | None] = relationship(foreign_keys=[changed_by_id])
    discarded_by: Mapped[User | None] = relationship(foreign_keys=[discarded_by_id])


class DraftRevision(Row):
    """One saved state of a draft, whole. Rows are added and never changed."""

    __tablename__ = "draft_revision"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)

    draft_id: Mapped[int] = mapped_column(ForeignKey("draft.id"))
    number: Mapped[int]
    content: Mapped[Json] = mapped_column(PackedJson)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    author: Mapped[User | None] = relationship()


class Block(Row):
    """A part of a questionnaire, with the choice lists it needs, kept to be put into others."""

    __tablename__ = "block"

    name: Mapped[Name]
    node: Mapped[Json]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
