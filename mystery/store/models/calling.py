"""The call desk: cases and their numbers, appointments, quotas, budgets, what a provider told, promises.

Whom a number belongs to (`call_contact`, `call_number`) stands in rows of its own, so that erasing people
leaves attempts, outcomes and rates alone.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.store.models.base import Code, Json, Name, Prose, Row, Sha256
from mystery.store.models.evidence import Interview
from mystery.store.models.field import Assignment, CallAttempt, Wave
from mystery.store.models.instruments import Scenario
from mystery.store.models.people import User
from mystery.store.models.states import (
    AppointmentState,
    CaseState,
    NumberState,
    PromiseState,
    RecordingState,
    ReservationState,
)
from mystery.store.models.tenancy import OrgUnit


class CallPlan(Row):
    """How the calls of one wave are made: by which rules, at which hours, for how much at most.

    `kind` is test (hotlines; every outcome is a result) or survey (respondents; AAPOR). `rules`, `hours`,
    `day_parts` and `guards` are documents of `mystery.calling`; what they leave out has its default there.
    `stopped_at` is the kill switch. Budgets in cents; 0 allows no call that costs anything. With `is_pooled`
    test calls that nobody was given are anybody's whose turn it is.
    """

    __tablename__ = "call_plan"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), unique=True)
    kind: Mapped[Code] = mapped_column(default="test")
    telephony: Mapped[Code] = mapped_column(default="none")
    from_number: Mapped[Code] = mapped_column(default="")
    rules: Mapped[Json] = mapped_column(default=dict)
    hours: Mapped[Json] = mapped_column(default=dict)
    day_parts: Mapped[list[Any]] = mapped_column(default=list)
    guards: Mapped[Json] = mapped_column(default=dict)
    budget_cents: Mapped[int] = mapped_column(default=0)
    day_budget_cents: Mapped[int] = mapped_column(default=0)
    caller_budget_cents: Mapped[int] = mapped_column(default=0)
    call_budget_cents: Mapped[int] = mapped_column(default=0)
    is_pooled: Mapped[bool] = mapped_column(default=False)
    stopped_at: Mapped[datetime | None]
    stopped_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    wave: Mapped[Wave] = relationship()


class CallStop(Row):
    """The kill switch of the whole agency: while a stop has no end, nobody dials anything."""

    __tablename__ = "call_stop"

    stopped_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[Prose] = mapped_column(default="")
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class SampleBatch(Row):
    """One import of numbers: the file, and how many of its rows were taken."""

    __tablename__ = "sample_batch"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    file_name: Mapped[Name]
    sha256: Mapped[Sha256]
    rows: Mapped[int]
    taken: Mapped[int]
    report: Mapped[Json] = mapped_column(default=dict)


_TURN = ("wave_id", "state", "priority", "time_zone", "attempts", "wanted_part", "next_at", "id")
"""What `mystery.store.queries.turns` walks along."""


class CallCase(Row):
    """Somebody or something to be reached: a respondent of a survey, or a hotline's planned test call.

    A test's case has its assignment from the beginning, a respondent's case gets one with its first
    interview. `next_at` is the earliest moment of the next call by retry rule and permitted hours;
    `part_tries` counts attempts by day-part, `wanted_part` names the least tried one. `final_code` is the
    AAPOR code (survey) or finding (test) once the case is closed or its people are erased; empty where the
    office has closed a test. `holder_id` has the case until
    `held_until_at`. `paused_for` says what a paused case waits for: person, numbers or quota.
    """

    __tablename__ = "call_case"
    __table_args__ = (
        UniqueConstraint("wave_id", "reference"),
        Index("ix_call_case_turn", *_TURN),
        Index(None, "holder_id"),
    )

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("sample_batch.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignment.id"), unique=True)
    kind: Mapped[Code]
    reference: Mapped[Name]
    state: Mapped[CaseState] = mapped_column(default=CaseState.OPEN)
    priority: Mapped[int] = mapped_column(default=0)
    time_zone: Mapped[Code]
    country: Mapped[Code] = mapped_column(default="DE")
    language: Mapped[Code] = mapped_column(default="")
    attributes: Mapped[Json] = mapped_column(default=dict)
    attempts: Mapped[int] = mapped_column(default=0)
    part_tries: Mapped[Json] = mapped_column(default=dict)
    wanted_part: Mapped[Code] = mapped_column(default="")
    next_at: Mapped[datetime]
    last_attempt_at: Mapped[datetime | None]
    last_outcome: Mapped[Code] = mapped_column(default="")
    refusals: Mapped[int] = mapped_column(default=0)
    refused_to_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    held_until_at: Mapped[datetime | None]
    paused_for: Mapped[Code] = mapped_column(default="")
    final_code: Mapped[Code] = mapped_column(default="")
    closed_at: Mapped[datetime | None]

    wave: Mapped[Wave] = relationship()
    assignment: Mapped[Assignment | None] = relationship()
    numbers: Mapped[list[CallNumber]] = relationship(back_populates="case", order_by="CallNumber.position")
    contact: Mapped[CallContact | None] = relationship(back_populates="case", uselist=False)


class CallContact(Row):
    """Whom to ask for. Erased without touching the case."""

    __tablename__ = "call_contact"

    case_id: Mapped[int] = mapped_column(ForeignKey("call_case.id"), unique=True)
    name: Mapped[Name] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")

    case: Mapped[CallCase] = relationship(back_populates="contact")


class CallNumber(Row):
    """One number of a case, in E.164; `position` is the order in which they are tried."""

    __tablename__ = "call_number"
    __table_args__ = (UniqueConstraint("case_id", "e164"), Index(None, "e164"))

    case_id: Mapped[int] = mapped_column(ForeignKey("call_case.id"))
    e164: Mapped[Code]
    label: Mapped[Name] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    state: Mapped[NumberState] = mapped_column(default=NumberState.GOOD)

    case: Mapped[CallCase] = relationship(back_populates="numbers")


class DoNotCall(Row):
    """A number that nobody is to call again. `client_id` None: for no client."""

    __tablename__ = "do_not_call"
    __table_args__ = (UniqueConstraint("e164", "client_id"),)

    e164: Mapped[Code] = mapped_column(index=True)
    client_id: Mapped[int | None] = mapped_column(ForeignKey("client.id"))
    reason: Mapped[Name] = mapped_column(default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))


class Appointment(Row):
    """An agreed call. Hard: at `from_at`, by `caller_id` until the grace is over; soft: in the window."""

    __tablename__ = "appointment"
    __table_args__ = (Index(None, "state", "from_at"), Index(None, "case_id"))

    case_id: Mapped[int] = mapped_column(ForeignKey("call_case.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    caller_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    is_hard: Mapped[bool] = mapped_column(default=False)
    from_at: Mapped[datetime]
    until_at: Mapped[datetime]
    state: Mapped[AppointmentState] = mapped_column(default=AppointmentState.OPEN)
    note: Mapped[Prose] = mapped_column(default="")

    case: Mapped[CallCase] = relationship()


class QuotaCell(Row):
    """How many completed interviews of one kind are wanted. `where` is {attribute or item: value}, all true.

    `action` when full: stop (neither call nor go on), finish (who is on the line may) or count (only say so).
    """

    __tablename__ = "quota_cell"
    __table_args__ = (UniqueConstraint("wave_id", "label"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    label: Mapped[Name]
    where: Mapped[Json] = mapped_column(default=dict)
    target: Mapped[int]
    reached: Mapped[int] = mapped_column(default=0)
    action: Mapped[Code] = mapped_column(default="finish")
    closed_at: Mapped[datetime | None]


class QuotaEvent(Row):
    """The log of quotas: a cell counted, closed, let somebody go, reopened, or met somebody over quota."""

    __tablename__ = "quota_event"
    __table_args__ = (Index(None, "cell_id", "created_at"),)

    cell_id: Mapped[int] = mapped_column(ForeignKey("quota_cell.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("call_case.id"))
    what: Mapped[Code]
    reached: Mapped[int]
    target: Mapped[int]


class CallEvent(Row):
    """What a provider told about a call, as it came. `is_applied` False: too late to change anything."""

    __tablename__ = "call_event"
    __table_args__ = (UniqueConstraint("provider_id", "event", "mark"), Index(None, "attempt_id"))

    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("call_attempt.id"))
    provider: Mapped[Code]
    provider_id: Mapped[Name]
    event: Mapped[Code]
    mark: Mapped[Name] = mapped_column(default="")
    at: Mapped[datetime]
    details: Mapped[Json] = mapped_column(default=dict)
    is_applied: Mapped[bool] = mapped_column(default=True)

    attempt: Mapped[CallAttempt | None] = relationship()


class CallReservation(Row):
    """Money set aside before a call is dialled, and what it came to. Cents."""

    __tablename__ = "call_reservation"
    __table_args__ = (Index(None, "plan_id", "day_on"), Index(None, "caller_id"))

    plan_id: Mapped[int] = mapped_column(ForeignKey("call_plan.id"))
    attempt_id: Mapped[int | None] = mapped_column(ForeignKey("call_attempt.id"), unique=True)
    caller_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    day_on: Mapped[date]
    cents: Mapped[int]
    settled_cents: Mapped[int | None]
    state: Mapped[ReservationState] = mapped_column(default=ReservationState.HELD)


class CallRecording(Row):
    """A recording that everybody agreed to, from its start to the proof that the provider has deleted it.

    `provider_id` is `pending:…` until the provider has named it. `seconds` is what the provider told,
    `sha256` names our encrypted copy, `sound_sha256` the sound in it.
    """

    __tablename__ = "call_recording"

    attempt_id: Mapped[int] = mapped_column(ForeignKey("call_attempt.id"), index=True)
    provider_id: Mapped[Name] = mapped_column(unique=True)
    consent: Mapped[Json] = mapped_column(default=dict)
    state: Mapped[RecordingState] = mapped_column(default=RecordingState.RUNNING)
    seconds: Mapped[int | None]
    sha256: Mapped[Sha256] = mapped_column(default="")
    sound_sha256: Mapped[Sha256] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[Prose] = mapped_column(default="")
    alarmed_at: Mapped[datetime | None]
    gone_at: Mapped[datetime | None]

    attempt: Mapped[CallAttempt] = relationship()


class MenuRun(Row):
    """A planned run through a voice menu by digits. `steps` say what to press, `levels` what each cost.

    `ends` are seconds since the answer at which a level was passed.
    """

    __tablename__ = "menu_run"
    __table_args__ = (Index(None, "state", "due_at"),)

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    location_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    e164: Mapped[Code]
    steps: Mapped[list[Any]] = mapped_column(default=list)
    due_at: Mapped[datetime]
    state: Mapped[Code] = mapped_column(default="planned")
    provider_id: Mapped[Name] = mapped_column(default="", index=True)
    ends: Mapped[list[Any]] = mapped_column(default=list)
    levels: Mapped[list[Any]] = mapped_column(default=list)
    started_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    last_error: Mapped[Prose] = mapped_column(default="")

    wave: Mapped[Wave] = relationship()
    location: Mapped[OrgUnit] = relationship()


class ReachRound(Row):
    """One planned contact of a reachability study: which hotline, round, day-part, and which scenario."""

    __tablename__ = "reach_round"
    __table_args__ = (UniqueConstraint("assignment_id"), Index(None, "wave_id", "location_id"))

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    location_id: Mapped[int] = mapped_column(ForeignKey("org_unit.id"))
    scenario_id: Mapped[int] = mapped_column(ForeignKey("scenario.id"))
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    round: Mapped[int]
    question: Mapped[int] = mapped_column(default=0)
    day_part: Mapped[Code]
    is_wait_only: Mapped[bool] = mapped_column(default=False)

    scenario: Mapped[Scenario] = relationship()
    assignment: Mapped[Assignment] = relationship()


class Promise(Row):
    """What staff promised during a test, and whether it was kept. `due_at` by the location's business hours.

    `path` is the item that opened it, `by` the day or moment that was promised ("" where none was). `hours`
    are business hours from the promise until it was kept. `reminded` is the stage of the last reminder:
    "", due or overdue.
    """

    __tablename__ = "promise"
    __table_args__ = (UniqueConstraint("interview_id", "path"), Index(None, "state", "due_at"))

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    path: Mapped[Name]
    kind: Mapped[Code]
    what: Mapped[Prose]
    by: Mapped[Code] = mapped_column(default="")
    opened_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[PromiseState] = mapped_column(default=PromiseState.OPEN)
    kept_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    hours: Mapped[float | None]
    reminded: Mapped[Code] = mapped_column(default="")
    reminded_at: Mapped[datetime | None]
    note: Mapped[Prose] = mapped_column(default="")

    interview: Mapped[Interview] = relationship()
    closed_by: Mapped[User | None] = relationship()
