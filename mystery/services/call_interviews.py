"""The interview of a case: independent of the call, resumed by whoever has the case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import cast
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mystery import interview as engine
from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.interview import Event
from mystery.problems import Forbidden, Problem, Rejected
from mystery.questionnaire import Form
from mystery.services import arrivals, assignments, audit, briefing, cases, intake, interviews
from mystery.services.forms import form_by_fingerprint, form_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    Interview,
    OrgUnit,
    Scenario,
    User,
    WaveLocation,
)

_REACHED = {
    "reached": "human",
    "busy": "busy",
    "no_answer": "no_answer",
    "voicemail": "voicemail",
    "ivr_dead_end": "ivr_dead_end",
    "gave_up": "gave_up",
}
"""Outcome of an attempt -> option of an item named `reached`."""
_DONE = (
    AssignmentState.SUBMITTED,
    AssignmentState.IN_REVIEW,
    AssignmentState.APPROVED,
    AssignmentState.RELEASED,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """What the call itself answers: an item and its value; that of a timer says whether it was measured."""

    path: str
    value: object


def open_for(case: CallCase, actor: Actor, language: str = "", *, now: datetime | None = None) -> Interview:
    """The case's interview: opened with what the call tells already, or resumed, whoever calls now.

    Raises `Rejected` BRIEFING_NEEDED, CASE_HELD where somebody else has the case, CASE_NO_SCENARIO,
    INTERVIEW_CLOSED where it was handed in already.
    """
    require(actor, "case.work")
    moment = now or utcnow()
    with transaction():
        if needs_briefing(case, actor):
            raise Rejected([Problem("BRIEFING_NEEDED")])
        assignment = case.assignment or _planned_assignment(case, actor, moment)
        found = interview_of(case)
        if found is not None and is_handed_in(case):
            raise Rejected([Problem("INTERVIEW_CLOSED")])
        _hand_over(case, assignment, found, actor, moment)
        if found is not None:
            return found
        form = form_of_version(assignment.scenario.questionnaire_version)
        spoken = _language(form, language or case.language)
        opened = intake.open_interview(assignment, actor, mode="cati", language=spoken, now=moment)
        _prefill(opened, case, actor, moment)
        return opened


def interview_of(case: CallCase) -> Interview | None:
    """The interview that counts, whoever leads it."""
    if case.assignment_id is None:
        return None
    query = select(Interview).where(
        Interview.assignment_id == case.assignment_id, Interview.set_aside_at.is_(None)
    )
    return reading().scalar(query.order_by(Interview.id).limit(1))


def unfinished(case: CallCase, actor: Actor) -> Interview | None:
    """The case's interview, where this caller has something left to fill in."""
    found = interview_of(case)
    if found is None or found.user_id != actor.user_id or not interviews.takes_events(found):
        return None
    return found


def answers_of(case: CallCase) -> Mapping[str, object]:
    """What has been answered so far; nothing before the interview is opened."""
    found = interview_of(case)
    if found is None:
        return {}
    return engine.state(form_by_fingerprint(found.form_fingerprint), interviews.journal(found)).answers


def is_handed_in(case: CallCase) -> bool:
    """Whether the questions were finished before the outcome was said, or are with the reviewers."""
    return case.assignment is not None and case.assignment.state in _DONE


def case_of(interview: Interview) -> CallCase | None:
    return reading().scalar(select(CallCase).where(CallCase.assignment_id == interview.assignment_id))


def scenario_of(case: CallCase) -> Scenario:
    """What is played or asked: the assignment's, or for a respondent the one planned for their place."""
    if case.assignment is not None:
        return case.assignment.scenario
    return _planned(case).scenario


def needs_briefing(case: CallCase, actor: Actor) -> bool:
    """A test call is briefed one by one; a survey once per scenario, and only where it has a quiz."""
    if case.kind == "test":
        return case.assignment is None or case.assignment.state is AssignmentState.ASSIGNED
    return not briefing.knows(scenario_of(case), actor.user_id)


def facts(attempt: CallAttempt, form: Form) -> list[Fact]:
    """What this attempt answers in a form: items are found by their names.

    `attempts`, `reached`, and `ring_time`, `ivr_time`, `queue_time`, … for the phases that were timed.
    """
    told: dict[str, object] = {"attempts": _number_of(attempt)}
    if attempt.outcome is not None and attempt.outcome.value in _REACHED:
        told["reached"] = _REACHED[attempt.outcome.value]
    for phase, seconds in attempt.timings.items():
        told[cases.timer_of(phase)] = {"seconds": seconds, "measured": phase in attempt.measured}
    return [Fact(name, value) for name, value in told.items() if _takes(form, name, value)]


def facts_of(attempt: CallAttempt) -> list[Fact]:
    """The same for the form of the case's interview; nothing before there is one."""
    case = reading().get(CallCase, attempt.case_id) if attempt.case_id else None
    found = interview_of(case) if case else None
    return facts(attempt, form_by_fingerprint(found.form_fingerprint)) if found else []


def _number_of(attempt: CallAttempt) -> int:
    query = select(CallAttempt.id).where(CallAttempt.case_id == attempt.case_id, CallAttempt.id <= attempt.id)
    return len(reading().scalars(query).all())


def _takes(form: Form, name: str, value: object) -> bool:
    item = form.items.get(name)
    if item is None:
        return False
    if name == "reached":
        return item.type == "select_one" and value in _options(form, item.key)
    return item.type == ("integer" if name == "attempts" else "timer")


def _options(form: Form, key: str) -> set[str]:
    lists = cast(Mapping[str, Sequence[Mapping[str, str]]], form.package["choices"])
    return {each["name"] for each in lists.get(str(form.items[key].get("list")), ())}


def _prefill(interview: Interview, case: CallCase, actor: Actor, now: datetime) -> None:
    """Right after the opening, before any player has read the journal: later only the player writes."""
    attempt = reading().scalar(
        select(CallAttempt).where(CallAttempt.case_id == case.id).order_by(CallAttempt.id.desc()).limit(1)
    )
    if attempt is None:
        return
    at = now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    known = facts(attempt, form_by_fingerprint(interview.form_fingerprint))
    events = [
        Event(seq, "answer", fact.path, fact.value, at, 0, str(actor.public_id))
        for seq, fact in enumerate(known, start=2)
    ]
    if events:
        act = {"events": [engine.event_json(each) for each in events]}
        arrivals.journal_act(arrivals.EVENTS, act, interview.public_id, now=now)
        interviews.append(interview, events)


def _language(form: Form, wanted: str) -> str:
    return wanted if wanted in form.languages else form.default_language


def _planned(case: CallCase) -> WaveLocation:
    """The target that this respondent counts for: of their location, or else the first one of the wave."""
    query = (
        select(WaveLocation)
        .join(OrgUnit, OrgUnit.id == WaveLocation.location_id)
        .where(WaveLocation.wave_id == case.wave_id)
        .order_by(WaveLocation.id)
    )
    found = [each for each in reading().scalars(query) if cases.is_by_call(each.scenario)]
    place = case.attributes.get("location")
    chosen = next((each for each in found if each.location.code == place), None) or next(iter(found), None)
    if chosen is None:
        raise Rejected([Problem("CASE_NO_SCENARIO")])
    return chosen


def _planned_assignment(case: CallCase, actor: Actor, now: datetime) -> Assignment:
    assignment = make_assignment(case, actor, now)
    act = {"case": str(case.public_id), "user": str(actor.public_id)}
    arrivals.journal_act(arrivals.CASE, act, assignment.public_id, now=now)
    return assignment


def make_assignment(case: CallCase, actor: Actor, now: datetime, public_id: UUID | None = None) -> Assignment:
    """A respondent's case gets its assignment with the first interview; nobody has to plan it."""
    planned = _planned(case)
    last = datetime.combine(case.wave.ends_on + timedelta(days=1), time(), ZoneInfo(case.time_zone))
    until = max(last.astimezone(UTC), now + timedelta(days=1))
    person = reading().get_one(User, actor.user_id)
    assignment = assignments.create(
        case.wave, planned.location, planned.scenario, (now, until), tester=person, public_id=public_id
    )
    assignments.move(assignment, AssignmentState.BRIEFED, by=actor, now=now)
    case.assignment = assignment
    reading().flush()
    return assignment


def _hand_over(
    case: CallCase, assignment: Assignment, found: Interview | None, actor: Actor, now: datetime
) -> None:
    """A respondent's interview goes on with whoever has the case now; a test call stays its tester's."""
    if assignment.tester_id == actor.user_id:
        return
    if case.kind == "test":
        raise Forbidden("case.work")
    if case.holder_id != actor.user_id or case.held_until_at is None or case.held_until_at <= now:
        raise Rejected([Problem("CASE_HELD")])
    before = assignment.tester
    assignment.tester = reading().get_one(User, actor.user_id)
    if found is None:
        return
    take_over(found, assignment.tester)
    arrivals.journal_act(arrivals.CALLER, {"user": str(actor.public_id)}, found.public_id, now=now)
    audit.append("interview.take_over", found, actor, {"from": before.public_id if before else None})


def take_over(interview: Interview, person: User) -> None:
    """The interview and its assignment are this person's from here on."""
    interview.assignment.tester = person
    interview.user_id = person.id
    reading().flush()
