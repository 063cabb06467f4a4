"""Published questionnaires, schemes and scenarios. A version never changes; a change is a new version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.store.models.base import Code, Json, Name, PackedJson, Prose, Row, Sha256


class QuestionnaireVersion(Row):
    """A questionnaire: its source and, once published, its compiled package and fingerprint.

    `content` is what it was published from in the builder, ids included; packs have none.
    """

    __tablename__ = "questionnaire_version"
    __table_args__ = (UniqueConstraint("name", "version"),)

    name: Mapped[Code]
    version: Mapped[Code]
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    definition: Mapped[Prose]
    package: Mapped[Json]
    fingerprint: Mapped[Sha256] = mapped_column(unique=True)
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    content: Mapped[Json | None] = mapped_column(PackedJson, deferred=True)
    scheme_version_id: Mapped[int | None] = mapped_column(ForeignKey("scheme_version.id"))

    scheme_version: Mapped[SchemeVersion | None] = relationship()


class SchemeVersion(Row):
    """A scoring scheme for one questionnaire; never part of what a tester receives."""

    __tablename__ = "scheme_version"
    __table_args__ = (UniqueConstraint("name", "version"),)

    name: Mapped[Code]
    version: Mapped[Code]
    questionnaire: Mapped[Code] = mapped_column(index=True)
    definition: Mapped[Prose]
    sha256: Mapped[Sha256]
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Scenario(Row):
    """One version of the play that testers perform in a study. `content` holds both languages."""

    __tablename__ = "scenario"
    __table_args__ = (UniqueConstraint("study_id", "code", "version"),)

    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"), index=True)
    code: Mapped[Code]
    version: Mapped[int] = mapped_column(default=1)
    method: Mapped[Code]
    title_de: Mapped[Name]
    title_en: Mapped[Name]
    content: Mapped[Json]
    questionnaire_version_id: Mapped[int] = mapped_column(ForeignKey("questionnaire_version.id"))
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"))
    published_at: Mapped[datetime | None]

    questionnaire_version: Mapped[QuestionnaireVersion] = relationship()
    scheme_version: Mapped[SchemeVersion] = relationship()
