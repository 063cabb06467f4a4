"""Whether a submission is true and what it is worth: flags, verdicts, questions back, scores."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.store.models.base import Base, Code, Json, Name, Prose, Row
from mystery.store.models.evidence import Submission
from mystery.store.models.instruments import SchemeVersion
from mystery.store.models.people import User
from mystery.store.models.states import Decision, FlagSeverity


class Flag(Row):
    """Something that makes a submission look odd, with the reason in `details`."""

    __tablename__ = "flag"
    __table_args__ = (UniqueConstraint("submission_id", "code", "path"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    code: Mapped[Code]
    path: Mapped[Name] = mapped_column(default="")
    severity: Mapped[FlagSeverity]
    details: Mapped[Json] = mapped_column(default=dict)

    submission: Mapped[Submission] = relationship()


class Verdict(Row):
    """A reviewer's decision. Never changed: a second thought is a second row."""

    __tablename__ = "verdict"
    __table_args__ = (Index(None, "submission_id", "created_at"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    decision: Mapped[Decision]
    note: Mapped[Prose] = mapped_column(default="")

    submission: Mapped[Submission] = relationship()
    reviewer: Mapped[User] = relationship()


class ItemQuery(Row):
    """A question back about one item of a submission."""

    __tablename__ = "item_query"
    __table_args__ = (Index(None, "submission_id", "answered_at"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    path: Mapped[Name]
    question: Mapped[Prose]
    answer: Mapped[Prose] = mapped_column(default="")
    answered_at: Mapped[datetime | None]

    submission: Mapped[Submission] = relationship()


class ScoreSheet(Row):
    """A submission's score under one scheme. `total` in percent; None when it is not scorable."""

    __tablename__ = "score_sheet"
    __table_args__ = (UniqueConstraint("submission_id", "scheme_version_id"),)

    submission_id: Mapped[int] = mapped_column(ForeignKey("submission.id"))
    scheme_version_id: Mapped[int] = mapped_column(ForeignKey("scheme_version.id"), index=True)
    total: Mapped[float | None]
    grade: Mapped[Code] = mapped_column(default="")
    coverage: Mapped[float] = mapped_column(default=0.0)
    sections: Mapped[list[Any]] = mapped_column(default=list)
    trace: Mapped[list[Any]] = mapped_column(default=list)

    submission: Mapped[Submission] = relationship()
    scheme_version: Mapped[SchemeVersion] = relationship()


class ScoreLine(Base):
    """One item's part of a score, as columns: analysis reads these and never the trace.

    `share` 0..1 (None = not applicable), `weight` as the scheme gives it, `points` in percentage points.
    """

    __tablename__ = "score_line"
    __table_args__ = (Index(None, "item"),)

    score_sheet_id: Mapped[int] = mapped_column(
        ForeignKey("score_sheet.id"), primary_key=True, autoincrement=False
    )
    item: Mapped[Code] = mapped_column(primary_key=True)
    section: Mapped[Code] = mapped_column(default="")
    touchpoint: Mapped[Code] = mapped_column(default="")
    code: Mapped[Name] = mapped_column(default="")
    number: Mapped[float | None]
    share: Mapped[float | None]
    weight: Mapped[float] = mapped_column(default=1.0)
    points: Mapped[float | None]
