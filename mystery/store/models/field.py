"""Studies, waves, and who goes where under which conditions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.store.models.base import Code, Json, Name, Prose, Row
from mystery.store.models.instruments import Scenario
from mystery.store.models.people import User
from mystery.store.models.states import AssignmentState, CallOutcome, StudyState, WaveState, WorksCouncil
from mystery.store.models.tenancy import Client, OrgUnit

_WHILE_OPEN: dict[str, Any] = {
    "sqlite_where": text("outcome IS NULL"),
    "postgresql_where": text("outcome IS NULL"),
}


class Study(Row):
    """What a client has ordered, and on which legal ground.

    `kind` is own (the client's own places), competitor or survey; `target` is the wanted total in percent.
    """

    __tablename__ = "study"
    __table_args__ = (UniqueConstraint("client_id", "code"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    code: Mapped[Code]
    title: Mapped[Name]
    kind: Mapped[Code] = mapped_column(default="own")
    state: Mapped[StudyState] = mapped_column(default=StudyState.DRAFT)
    purpose: Mapped[Prose] = mapped_column(default="")
    legal_basis: Mapped[Name] = mapped_column(default="")
    order_reference: Mapped[Name] = mapped_column(default="")
    works_council: Mapped[WorksCouncil] = mapped_column(default=WorksCouncil.NONE)
    retention_days: Mapped[int] = mapped_column(default=730)
    target: Mapped[float | None]
    minimum_tests: Mapped[int] = mapped_column(default=5)
    minimum_headcount: Mapped[int] = mapped_column(default=5)

    client: Mapped[Client] = relationship()
    waves: Mapped[list[Wave]] = relationship(back_populates="study", order_by="Wave.starts_on")


class Wave(Row):
    __tablename__ = "wave"
    __table_args__ = (UniqueConstraint("study_id", "code"), Index(None, "study_id", "starts_on"))

    study_id: Mapped[int] = mapped_column(ForeignKey("study.id"))
    code: Mapped[Code]
    label_de: Mapped[Name]
    label_en: Mapped[Name]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    state: Mapped[WaveState] = mapped_column(default=WaveState.PLANNED)
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    study: Mapped[Study] = relationship(back_populates="waves")


class WaveLocation(Row):
    """How many tests of one scenario a location is to get in a wave."""

    __tablename__ = "wave_location"
    __table_args__ = (UniqueConstraint("wave_id", "location_id", "scenario_id"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"), index=True)
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"))
    target_count: Mapped[int] = mapped_column(default=1)

    wave: Mapped[Wave] = relationship()
    location: Mapped[OrgUnit] = relationship()
    scenario: Mapped[Scenario] = relationship()


class Assignment(Row):
    """One test to be done: where, what, by whom, in which window, for which fee."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index(None, "wave_id", "state"),
        Index(None, "tester_id", "state"),
        Index(None, "location_id", "wave_id"),
    )

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"), index=True)
    tester_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    window_from: Mapped[datetime]
    window_to: Mapped[datetime]
    fee_cents: Mapped[int] = mapped_column(default=0)
    expenses_cents: Mapped[int] = mapped_column(default=0)
    currency: Mapped[Code] = mapped_column(default="EUR")
    state: Mapped[AssignmentState] = mapped_column(default=AssignmentState.DRAFT)
    state_at: Mapped[datetime | None]
    note: Mapped[Prose] = mapped_column(default="")

    wave: Mapped[Wave] = relationship()
    location: Mapped[OrgUnit] = relationship()
    scenario: Mapped[Scenario] = relationship()
    tester: Mapped[User | None] = relationship()


class AssignmentEvent(Row):
    """A change of an assignment's state: history is appended, so lateness can be explained."""

    __tablename__ = "assignment_event"
    __table_args__ = (Index(None, "assignment_id", "at"),)

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    at: Mapped[datetime]
    by_user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    before: Mapped[AssignmentState | None]
    after: Mapped[AssignmentState]
    reason: Mapped[Prose] = mapped_column(default="")


class QuizAttempt(Row):
    """One try at a scenario's briefing quiz. `answers` are the chosen options in order.

    Callers of a survey are asked once for all cases, so there the try has no assignment.
    """

    __tablename__ = "quiz_attempt"
    __table_args__ = (Index(None, "assignment_id", "tester_id"),)

    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    tester_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"))
    answers: Mapped[list[Any]]
    right: Mapped[int]
    questions: Mapped[int]
    passed: Mapped[bool]


class CallAttempt(Row):
    """One try to reach a place or a respondent by telephone.

    `outcome` is None as long as the call is not over; `started_at` is when it was dialled. `timings` are
    seconds by phase (ring, ivr, queue, talk, hold, transfer, total), `measured` names those that the
    telephone system measured and nobody's thumb. `hint` is what answering-machine detection believes.
    `consent` has the sides that agreed to a recording, with when and who wrote it down.
    """

    __tablename__ = "call_attempt"
    __table_args__ = (
        Index(None, "assignment_id", "created_at"),
        Index(None, "case_id", "created_at"),
        Index("ix_call_attempt_open_case", "case_id", unique=True, **_WHILE_OPEN),
        Index("ix_call_attempt_open_caller", "caller_id", unique=True, **_WHILE_OPEN),
    )

    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("call_case.id"))
    caller_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    number_id: Mapped[int | None] = mapped_column(ForeignKey("call_number.id"))
    outcome: Mapped[CallOutcome | None]
    note: Mapped[Prose] = mapped_column(default="")
    day_part: Mapped[Code] = mapped_column(default="")
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    telephony: Mapped[Code] = mapped_column(default="none")
    provider_id: Mapped[Name] = mapped_column(default="", index=True)
    provider_state: Mapped[Code] = mapped_column(default="")
    timings: Mapped[Json] = mapped_column(default=dict)
    measured: Mapped[list[Any]] = mapped_column(default=list)
    hint: Mapped[Code] = mapped_column(default="")
    consent: Mapped[Json] = mapped_column(default=dict)

    assignment: Mapped[Assignment | None] = relationship()
