"""Attempts: a call is begun, measured, and ends with an outcome that decides what becomes of the case."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from mystery import calling
from mystery.access import Actor, require
from mystery.calling import OUTCOMES, Hours, Next, Outcome, day_part_at
from mystery.clock import utcnow
from mystery.problems import Forbidden, Place, Problem, Rejected, errors_of
from mystery.services import (
    appointments,
    audit,
    call_guards,
    call_interviews,
    call_leases,
    call_plans,
    cases,
    do_not_call,
    quotas,
    reach,
)
from mystery.services.call_plans import Terms
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Appointment,
    CallAttempt,
    CallCase,
    CallNumber,
    CallOutcome,
    CallPlan,
    CaseState,
    NumberState,
)

PHASES = ("ring", "answer", "ivr", "queue", "talk", "hold", "transfer", "total")
"""What a telephone or a thumb can time, in seconds."""
LONGEST_NOTE = 2000
LONGEST_SECONDS = 86_400
_KEEPS_LEASE = frozenset({"dropped"})
"""After these the caller dials again at once, and the interview goes on."""


def begin(
    case: CallCase, actor: Actor, number: CallNumber | None = None, *, now: datetime | None = None
) -> CallAttempt:
    """Opens an attempt at the case on one of its numbers, the first good one where none is named.

    Raises `Rejected` with what speaks against dialling: CASE_HELD, CASE_CLOSED, ATTEMPT_OPEN,
    BRIEFING_NEEDED, NUMBER_UNUSABLE, what the guards say, or the budget that does not reach.
    """
    require(actor, "case.work")
    moment = now or utcnow()
    with transaction() as session:
        if call_leases.take(case.id, actor, moment) is None:
            raise Rejected([Problem("CASE_CLOSED" if case.state is not CaseState.OPEN else "CASE_HELD")])
        plan, chosen = cases.plan_of(case), number or cases.best_number(case)
        problems = _against(case, plan, chosen, actor, moment)
        if problems:
            raise Rejected(problems)
        attempt = CallAttempt(
            case_id=case.id,
            assignment_id=case.assignment_id,
            caller_id=actor.user_id,
            number_id=chosen.id if chosen else None,
            day_part=day_part_at(moment, case.time_zone, call_plans.terms(plan).parts),
            started_at=moment,
            telephony=plan.telephony,
        )
        session.add(attempt)
        session.flush()
        call_guards.reserve(plan, actor.user_id, moment, attempt)
        appointments.keep(case, actor, moment)
        audit.append("attempt.begin", attempt, actor, {"case": case.public_id})
        return attempt


def end(
    attempt: CallAttempt,
    actor: Actor,
    outcome: str,
    note: str = "",
    timings: Mapping[str, object] | None = None,
    *,
    now: datetime | None = None,
) -> CallAttempt:
    """Closes an attempt and lets the rules decide about its case: next try, pause, or the end.

    A test call that has come to its end leads into its interview, reached or not: that is the result.
    Raises `Rejected` OUTCOME_UNKNOWN, NOTE_NEEDED, APPOINTMENT_FIRST, ATTEMPT_OVER, TIMINGS_UNREADABLE, and
    INTERVIEW_UNFINISHED for a complete whose questions were not handed in.
    """
    require(actor, "case.work")
    if attempt.caller_id != actor.user_id:
        raise Forbidden("case.work")
    moment = now or utcnow()
    with transaction() as session:
        case = session.get_one(
            CallCase, attempt.case_id, with_for_update=True
        )  # before the attempt, as all do
        session.refresh(attempt, with_for_update=True)
        known = _checked(case, attempt, outcome, note)
        attempt.timings = {**_read(timings or {}), **_measured_of(attempt)}
        follows = _follow(case, attempt, known, moment)
        attempt.outcome, attempt.ended_at = CallOutcome(outcome), moment
        attempt.note = note.strip()[:LONGEST_NOTE]
        _apply(case, attempt, follows, actor, moment)
        details = {"case": case.public_id, "outcome": outcome, "state": case.state.value}
        audit.append("attempt.end", attempt, actor, details)
        session.flush()
        if outcome == CallOutcome.QUOTA_FULL:
            quotas.turn_away(case, call_interviews.answers_of(case))
        call_guards.close(attempt)
        if case.kind == "test" and follows.state == CaseState.DONE and not call_interviews.is_handed_in(case):
            call_interviews.open_for(case, actor, now=moment)
        return attempt


def measured(attempt: CallAttempt, timings: Mapping[str, object]) -> None:
    """What the telephone itself has timed; it counts more than any thumb, and is marked."""
    with transaction():
        seconds = _read(timings)
        attempt.timings = {**attempt.timings, **seconds}
        attempt.measured = sorted({*attempt.measured, *seconds})


def open_of(actor: Actor) -> CallAttempt | None:
    """The attempt that this caller has under way."""
    query = select(CallAttempt).where(CallAttempt.caller_id == actor.user_id, CallAttempt.outcome.is_(None))
    return reading().scalar(query)


def _against(
    case: CallCase, plan: CallPlan, number: CallNumber | None, actor: Actor, now: datetime
) -> list[Problem]:
    found = []
    if cases.open_attempt(case) is not None or open_of(actor) is not None:
        found.append(Problem("ATTEMPT_OPEN"))
    if call_interviews.needs_briefing(case, actor):
        found.append(Problem("BRIEFING_NEEDED"))
    if number is None or number.case_id != case.id or number.state is not NumberState.GOOD:
        return [*found, Problem("NUMBER_UNUSABLE")]
    return [*found, *errors_of(call_guards.may_dial(plan, number, actor, now))]


def _checked(case: CallCase, attempt: CallAttempt, outcome: str, note: str) -> Outcome:
    if attempt.outcome is not None:
        raise Rejected([Problem("ATTEMPT_OVER")])
    known = OUTCOMES.get(outcome)
    if known is None or case.kind not in known.kinds:
        raise Rejected([Problem("OUTCOME_UNKNOWN", params={"outcome": outcome[:40]})])
    if known.needs_note and not note.strip():
        raise Rejected([Problem("NOTE_NEEDED", Place(path="note"))])
    if known.retry == "appointment" and cases.open_appointment(case) is None:
        raise Rejected([Problem("APPOINTMENT_FIRST")])
    if outcome == CallOutcome.COMPLETE and not call_interviews.is_handed_in(case):
        raise Rejected([Problem("INTERVIEW_UNFINISHED")])
    return known


def _read(timings: Mapping[str, object]) -> dict[str, float]:
    for phase, seconds in timings.items():
        is_number = isinstance(seconds, int | float) and not isinstance(seconds, bool)
        if phase not in PHASES or not is_number or not 0 <= float(str(seconds)) <= LONGEST_SECONDS:
            raise Rejected([Problem("TIMINGS_UNREADABLE", Place(path="timings"))])
    return {phase: round(float(str(seconds)), 1) for phase, seconds in timings.items()}


def _measured_of(attempt: CallAttempt) -> dict[str, float]:
    return {phase: attempt.timings[phase] for phase in attempt.measured if phase in attempt.timings}


def _follow(case: CallCase, attempt: CallAttempt, outcome: Outcome, now: datetime) -> Next:
    row = cases.plan_of(case)
    terms, closed = call_plans.terms(row), call_plans.closed_days(row, case, now)
    agreed = cases.open_appointment(case)
    plan = calling.Plan(terms.rules, _hours_of(case, terms), closed, terms.parts)
    known = calling.Case(
        kind=case.kind,
        zone=case.time_zone,
        history=cases.tries(case),
        numbers=[calling.Number(each.id, each.state is NumberState.GOOD) for each in case.numbers],
        number=attempt.number_id,
        caller=attempt.caller_id,
        agreed_at=agreed.from_at if agreed else None,
        had_appointment=_had_appointment(case),
        waits_only=reach.waits_only(case.assignment_id),
    )
    return calling.after(known, outcome.code, now, plan)


def _hours_of(case: CallCase, terms: Terms) -> Hours:
    """A hotline is tried again only while it is open; when a respondent may be called the plan alone says."""
    if case.kind != calling.TEST or case.assignment is None:
        return terms.hours
    return reach.hours_of(case.assignment.location, terms)


def _had_appointment(case: CallCase) -> bool:
    query = select(Appointment.id).where(Appointment.case_id == case.id)
    return reading().scalar(query.limit(1)) is not None


def _apply(case: CallCase, attempt: CallAttempt, follows: Next, actor: Actor, now: datetime) -> None:
    """Writes what follows into the case, its numbers and its appointments."""
    outcome = str(attempt.outcome)
    case.attempts += 1
    case.last_attempt_at, case.last_outcome = now, outcome
    case.part_tries = dict(Counter(case.part_tries) + Counter([attempt.day_part] if attempt.day_part else []))
    case.refusals += OUTCOMES[outcome].retry == "refusal"
    if case.state is CaseState.OPEN or follows.state == CaseState.DONE:
        _settle(case, follows, actor, now)
    elif (
        case.state is CaseState.DONE and case.kind == calling.SURVEY
    ):  # closed while somebody was on the line
        case.final_code = calling.final_code(cases.tries(case))
    _mark_number(case, attempt, follows, actor, now)
    if outcome not in _KEEPS_LEASE or case.state is not CaseState.OPEN:
        call_leases.let_go(case, actor)


def _settle(case: CallCase, follows: Next, actor: Actor, now: datetime) -> None:
    """What the rules have decided. Who has paused or closed the case during the call outranks a next try."""
    case.state, case.final_code = CaseState(follows.state), follows.final_code
    case.wanted_part, case.refused_to_id = follows.wanted_part, follows.not_by
    case.next_at = follows.next_at or case.next_at
    if case.state is CaseState.DONE:
        cases.close(case, actor, now)
    elif case.state is CaseState.PAUSED:
        case.paused_for = "numbers" if follows.why == "no_number" else "person"
        cases.call_off(case, actor)


def _mark_number(case: CallCase, attempt: CallAttempt, follows: Next, actor: Actor, now: datetime) -> None:
    """A bad number is not dialled again; one whose owner wants no more calls is nobody's to dial."""
    number = next((each for each in case.numbers if each.id == attempt.number_id), None)
    if number is None:
        return
    if follows.number_is_bad:
        number.state = NumberState.BAD
    if follows.blocks_number:
        number.state = NumberState.BLOCKED
        do_not_call.add([number.e164], case.wave.study.client, "refusal", actor, now=now)


def of_case(case: CallCase) -> Sequence[CallAttempt]:
    """All attempts at a case, the one under way last."""
    query = select(CallAttempt).where(CallAttempt.case_id == case.id)
    return reading().scalars(query.order_by(CallAttempt.created_at, CallAttempt.id)).all()
