"""Cases of the call desk: who is to be reached, what was tried, and what a planner does to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import joinedload

from mystery import calling
from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected
from mystery.quality import Measured
from mystery.services import audit, phone_numbers
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    AppointmentState,
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    CallNumber,
    CallPlan,
    CaseState,
    NumberState,
    Scenario,
    User,
    Wave,
)

LEAST_PRIORITY, MOST_PRIORITY = -100, 100
_TO_CALL = (
    AssignmentState.DRAFT,
    AssignmentState.OFFERED,
    AssignmentState.ASSIGNED,
    AssignmentState.BRIEFED,
    AssignmentState.IN_FIELD,
)


@dataclass(frozen=True, slots=True)
class Tried:
    """One attempt that is over, with who made it."""

    attempt: CallAttempt
    caller: str


def open_tests(wave: Wave, *, now: datetime | None = None) -> int:
    """Makes the cases of the wave's call assignments that have none yet; returns how many it made."""
    query = (
        select(Assignment)
        .where(Assignment.wave_id == wave.id, Assignment.state.in_(_TO_CALL), _has_no_case())
        .options(
            joinedload(Assignment.location),
            joinedload(Assignment.scenario).joinedload(Scenario.questionnaire_version),
        )
        .order_by(Assignment.id)
    )
    with transaction():
        found = [each for each in reading().scalars(query).unique() if is_by_call(each.scenario)]
        for each in found:
            open_test(each, now or utcnow())
        if found:
            audit.append("case.open", wave, None, {"cases": len(found)})
        return len(found)


def open_test(assignment: Assignment, now: datetime) -> CallCase:
    """The case of one hotline's planned test call; a hotline without a number waits for one."""
    with transaction() as session:
        place = assignment.location
        number = e164(place.phone, place.country)
        case = CallCase(
            wave_id=assignment.wave_id,
            assignment=assignment,
            kind="test",
            reference=f"{place.code}-{assignment.id}",
            state=CaseState.OPEN if number else CaseState.PAUSED,
            paused_for="" if number else "numbers",
            time_zone=place.time_zone,
            country=place.country,
            next_at=max(now, assignment.window_from),
        )
        if number:
            case.numbers = [CallNumber(e164=number, position=0)]
        session.add(case)
        session.flush()
        return case


def is_by_call(scenario: Scenario) -> bool:
    return is_called(scenario.questionnaire_version.package)


def is_called(package: Mapping[str, Any]) -> bool:
    """Whether a questionnaire is one for calls."""
    return "cati" in package.get("modes", ())


def e164(text: str, country: str) -> str:
    """A number as it is dialled from anywhere; "" where it is none."""
    return phone_numbers.read(text, country).e164


def of_assignment(assignment: Assignment) -> CallCase | None:
    return reading().scalar(select(CallCase).where(CallCase.assignment_id == assignment.id))


def without_call(rows: Sequence[Assignment]) -> list[Assignment]:
    """Those of these tests whose turn never comes among the calls: nobody is to be called for them."""
    ids = [each.id for each in rows]
    query = select(CallCase.assignment_id).where(
        CallCase.assignment_id.in_(ids), CallCase.state == CaseState.OPEN
    )
    called = set(reading().scalars(query)) if ids else set()
    return [each for each in rows if each.id not in called]


def history(case: CallCase) -> list[Tried]:
    """What was tried, the latest last; the attempt that is under way is not among it."""
    query = (
        select(CallAttempt, User.name)
        .join(User, User.id == CallAttempt.caller_id)
        .where(CallAttempt.case_id == case.id, CallAttempt.outcome.is_not(None))
        .order_by(CallAttempt.created_at, CallAttempt.id)
    )
    return [Tried(attempt, name) for attempt, name in reading().execute(query)]


def tries(case: CallCase) -> list[calling.Tried]:
    """The same as the rules of calling read it."""
    return [
        calling.Tried(
            str(each.attempt.outcome),
            each.attempt.ended_at or each.attempt.created_at,
            each.attempt.day_part,
            each.attempt.number_id,
            each.attempt.caller_id,
        )
        for each in history(case)
    ]


def of_attempt(attempt: CallAttempt) -> CallCase:
    """The case that an attempt belongs to; attempts from before there were cases have none."""
    case = reading().get(CallCase, attempt.case_id) if attempt.case_id else None
    if case is None:
        raise NotFound("case")
    return case


def timer_of(phase: str) -> str:
    """The timer of a questionnaire that asks for a phase of the call."""
    return f"{phase}_time"


def measured_in(assignment: Assignment) -> dict[str, list[Measured]]:
    """What telephones themselves have timed in the calls for an assignment, by the name of its timer."""
    of_case = select(CallCase.id).where(CallCase.assignment_id == assignment.id)
    query = select(CallAttempt).where(
        or_(CallAttempt.case_id.in_(of_case), CallAttempt.assignment_id == assignment.id)
    )
    found: dict[str, list[Measured]] = defaultdict(list)
    for attempt in reading().scalars(query):
        for phase in attempt.measured:
            found[timer_of(phase)].append(Measured(attempt.timings[phase], str(attempt.public_id)))
    return found


def open_attempt(case: CallCase) -> CallAttempt | None:
    """The attempt that is under way."""
    query = select(CallAttempt).where(CallAttempt.case_id == case.id, CallAttempt.outcome.is_(None))
    return reading().scalar(query)


def open_appointment(case: CallCase) -> Appointment | None:
    """The next agreed call of a case."""
    query = select(Appointment).where(
        Appointment.case_id == case.id, Appointment.state == AppointmentState.OPEN
    )
    return reading().scalar(query.order_by(Appointment.from_at, Appointment.id).limit(1))


def plan_of(case: CallCase) -> CallPlan:
    return reading().scalars(select(CallPlan).where(CallPlan.wave_id == case.wave_id)).one()


def part_of(case: CallCase) -> str:
    """The part of the country, which may have holidays of its own."""
    named = str(case.attributes.get("subdivision", ""))
    return named or (case.assignment.location.subdivision if case.assignment else "")


def best_number(case: CallCase) -> CallNumber | None:
    """The first number that nothing speaks against."""
    return next((each for each in case.numbers if each.state is NumberState.GOOD), None)


def add_number(case: CallCase, text: str, actor: Actor, label: str = "") -> CallNumber:
    """Another number of the case; where it waited for one, it is called again."""
    require(actor, "sample.edit")
    found = e164(text, case.country)
    if not found or found in {each.e164 for each in case.numbers}:
        raise Rejected([Problem("NUMBER_UNUSABLE")])
    with transaction() as session:
        row = CallNumber(e164=found, label=label.strip()[:200], position=len(case.numbers))
        case.numbers.append(row)
        if case.paused_for == "numbers":
            case.state, case.paused_for = CaseState.OPEN, ""
        session.flush()
        audit.append("case.number", case, actor)
        return row


def by_ids(ids: Sequence[int]) -> Sequence[CallCase]:
    query = select(CallCase).where(CallCase.id.in_(ids)).order_by(CallCase.id)
    return reading().scalars(query).all() if ids else ()


def pause(case: CallCase, actor: Actor, reason: str = "person") -> None:
    """Nobody is given the case until somebody reopens it; a closed one needs no pause."""
    if case.state is CaseState.DONE:
        return
    _change(case, actor, "case.pause", {"reason": reason}, state=CaseState.PAUSED, paused_for=reason)


def reopen(case: CallCase, actor: Actor, *, now: datetime | None = None) -> None:
    """The case is called again, from now on; its attempts so far stay, and so do their numbers.

    Raises `Rejected` CASE_NO_NUMBER where none of them may be dialled.
    """
    if case.state is CaseState.OPEN:
        return
    if best_number(case) is None:
        raise Rejected([Problem("CASE_NO_NUMBER")])
    _change(
        case,
        actor,
        "case.reopen",
        {"before": case.state.value},
        state=CaseState.OPEN,
        paused_for="",
        final_code="",
        closed_at=None,
        next_at=now or utcnow(),
    )


def set_priority(case: CallCase, priority: int, actor: Actor) -> None:
    """Higher comes first; appointments that are due come before any priority."""
    if not LEAST_PRIORITY <= priority <= MOST_PRIORITY:
        limits = {"low": LEAST_PRIORITY, "high": MOST_PRIORITY}
        raise Rejected([Problem("PRIORITY_OUT_OF_RANGE", params=limits)])
    _change(case, actor, "case.priority", {"priority": priority}, priority=priority)


def skip(case: CallCase, actor: Actor, *, now: datetime | None = None) -> None:
    """Closes a case without another call, as not attempted or as what the attempts so far came to."""
    require(actor, "sample.edit")
    with transaction():
        if case.state is CaseState.DONE:
            return
        close(case, actor, now or utcnow())
        audit.append("case.skip", case, actor, {"attempts": case.attempts})


def close(case: CallCase, actor: Actor, now: datetime) -> None:
    """Nobody is given the case again: it waits for nothing any more, and what was agreed no longer holds.

    A respondent's code is written down. A hotline that the office closes before the rules do has no finding:
    nobody knows whether it would have been reached.
    """
    with transaction():
        case.state, case.paused_for, case.closed_at = CaseState.DONE, "", now
        if case.kind == calling.SURVEY and not case.final_code:
            case.final_code = calling.final_code(tries(case))
        call_off(case, actor)
        _take_away(case)


def call_off(case: CallCase, actor: Actor) -> None:
    """All of a case's appointments that are still to come give way."""
    query = select(Appointment).where(
        Appointment.case_id == case.id, Appointment.state == AppointmentState.OPEN
    )
    with transaction() as session:
        for row in session.scalars(query):
            row.state = AppointmentState.CANCELLED
            audit.append("appointment.cancel", row, actor)


def _take_away(case: CallCase) -> None:
    """Whoever has the case loses it, unless they are on the line: then it is theirs until they have ended."""
    if open_attempt(case) is None:
        case.holder_id = case.held_until_at = None


def _change(case: CallCase, actor: Actor, action: str, details: dict[str, object], **values: object) -> None:
    require(actor, "sample.edit")
    with transaction():
        for name, value in values.items():
            setattr(case, name, value)
        if case.state is not CaseState.OPEN:
            _take_away(case)
        audit.append(action, case, actor, details)


def _has_no_case() -> ColumnElement[bool]:
    return ~select(CallCase.id).where(CallCase.assignment_id == Assignment.id).exists()
