"""The demo's call desk: hotlines that are being called, and a small survey by telephone in its first week.

Everything goes through the services that callers use; nothing is written past them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mystery import calling
from mystery.access import Actor
from mystery.calling import next_permitted
from mystery.demo import field
from mystery.demo.draw import Drawing
from mystery.demo.field import Crew, Order
from mystery.demo.setting import Fieldwork
from mystery.scenario import Scenario as Play
from mystery.services import (
    accounts,
    appointments,
    assignments,
    attempts,
    briefing,
    call_guards,
    call_interviews,
    call_leases,
    call_plans,
    cases,
    clients,
    intake,
    interviews,
    quotas,
    reviews,
    scenarios,
    studies,
)
from mystery.services.forms import scenario_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallAttempt,
    CallCase,
    CallContact,
    CallNumber,
    CallPlan,
    Scenario,
    StudyState,
    User,
    Wave,
    WaveState,
    WorksCouncil,
)

PACK = "cati-satisfaction"
RESPONDENTS = 40
_ALWAYS = {day: [["00:00", "24:00"]] for day in calling.WEEKDAYS}
"""Hotlines answer around the clock, so that the demo has a call at whatever hour it is shown."""
_TESTS = (
    ("busy",),
    ("no_answer", "voicemail"),
    ("busy", "busy", "no_answer"),
    ("dropped", "reached"),
    ("ivr_dead_end", "gave_up"),
    ("no_answer", "no_answer", "voicemail", "busy", "no_answer"),
    ("wrong_number",),
)
"""What callers met at hotlines, one line for each case."""
_SURVEY = (
    *[("complete",)] * 5,
    ("no_answer", "complete"),
    ("busy", "complete"),
    ("no_answer", "voicemail"),
    ("busy",),
    ("voicemail",),
    ("no_answer",),
    ("refusal_soft",),
    ("refusal_hard",),
    ("not_available", "no_answer"),
    ("appointment_soft",),
    ("appointment_hard",),
    ("break_off",),
    ("language",),
    ("disconnected",),
    ("wrong_number",),
    ("fax",),
    ("not_eligible",),
    ("technical",),
)
"""What callers met at respondents; the others have not been called yet."""
_NOTES = {
    "refusal_soft": "Keine Zeit, aber nicht grundsätzlich dagegen.",
    "break_off": "Musste zur Tür und wollte nicht weitermachen.",
    "language": "Spricht Polnisch.",
}
_CELLS = (
    {"label": "Frauen", "where": {"sex": "f"}, "target": 12, "action": "finish"},
    {"label": "Männer", "where": {"sex": "m"}, "target": 12, "action": "finish"},
    {"label": "Frauen ab 60", "where": {"sex": "f", "age_group": "60"}, "target": 2, "action": "count"},
)
# From the ranges set aside for films in Germany, so that nobody is ever called by a demo.
_RANGES = ("+494066969", "+498999998", "+496990009", "+493023125")


@dataclass(frozen=True, slots=True)
class Desk:
    """Who calls, which wave, and when now is."""

    work: Fieldwork
    wave: Wave
    plan: CallPlan
    crew: Crew
    today: date
    rng: random.Random


def create(work: Fieldwork, crew: Crew, planner: Actor, researcher: Actor, today: date, seed: int) -> None:
    """Calls in the running wave of a client, and a survey of its customers beside it."""
    rng = random.Random(f"{seed} calls")
    countries = sorted({site.facts.country for site in work.sites} | {"DE"})
    guards = {"countries": countries, "on_holidays": True}
    document = {"kind": "test", "hours": _ALWAYS, "guards": guards}
    with transaction():
        plan = call_plans.save(work.waves[2], document, planner)
        _play_tests(Desk(work, work.waves[2], plan, crew, today, rng))
        wave, scenario = _survey_wave(work, researcher, today)
        plan = call_plans.save(wave, {"kind": "survey", "guards": {"countries": ["DE"]}}, planner)
        quotas.save(wave, _CELLS, planner)
        desk = Desk(work, wave, plan, crew, today, rng)
        _brief(scenario, crew.cast.callers)
        _play_survey(desk, list(_respondents(desk)))


def _play_tests(desk: Desk) -> None:
    """Carl's calls are left to whoever shows the demo; his colleagues have begun with theirs."""
    others = [each.id for each in desk.crew.cast.callers[1:]]
    query = (
        select(CallCase)
        .join(Assignment, Assignment.id == CallCase.assignment_id)
        .where(CallCase.wave_id == desk.wave.id, Assignment.tester_id.in_(others))
        .where(Assignment.state == AssignmentState.ASSIGNED)
        .order_by(CallCase.id)
    )
    for case, outcomes in zip(reading().scalars(query).all(), _TESTS, strict=False):
        assert case.assignment is not None
        assert case.assignment.tester is not None
        caller = accounts.actor_for(case.assignment.tester)
        briefing.answer_quiz(case.assignment, caller, _right(scenario_of(case.assignment.scenario)))
        if case.assignment.state is AssignmentState.ASSIGNED:
            briefing.confirm(case.assignment, caller)
        for moment, outcome in _moments(desk, case, outcomes):
            _attempt(case, caller, outcome, moment, desk.rng)


def _survey_wave(work: Fieldwork, researcher: Actor, today: date) -> tuple[Wave, Scenario]:
    study = studies.create_study(
        work.client,
        "2026-zufriedenheit",
        "Kundenzufriedenheit 2026",
        actor=researcher,
        kind="survey",
        purpose="Zufriedenheit der Kundschaft nach einem Kontakt",
        legal_basis="Art. 6 Abs. 1 lit. a DSGVO",
        order_reference=f"{work.facts.key.upper()}-2026-02",
        works_council=WorksCouncil.AGREED,
        retention_days=180,
        target=75.0,
        state=StudyState.RUNNING,
    )
    scenario = scenarios.create_from_pack(study, PACK, actor=researcher)
    labels = {"de": "Telefonbefragung", "en": "Survey by telephone"}
    first = today - timedelta(days=7)
    wave = studies.create_wave(study, "t1", labels, first, first + timedelta(days=27), actor=researcher)
    assignments.set_target(wave, clients.root_of(work.client), scenario, RESPONDENTS)
    studies.set_wave_state(wave, WaveState.FIELD, actor=researcher)
    return wave, scenario


def _brief(scenario: Scenario, callers: Sequence[User]) -> None:
    for person in callers:
        briefing.answer_for(scenario, accounts.actor_for(person), _right(scenario_of(scenario)))


def _right(play: Play) -> list[int]:
    return [each.right for each in play.quiz]


def _respondents(desk: Desk) -> Iterator[CallCase]:
    """Forty customers in two countries; of some the sample knows more than of others."""
    session = reading()
    for number in range(RESPONDENTS):
        case = CallCase(
            wave_id=desk.wave.id,
            kind="survey",
            reference=f"K-{number + 1:03d}",
            priority=1 if number % 10 == 0 else 0,
            time_zone="Europe/Berlin",
            country="DE",
            language="de",
            attributes={"sex": "fm"[number % 2]} if number % 3 else {},
            part_tries={},
            next_at=datetime.combine(desk.today - timedelta(days=7), time(7), UTC),
        )
        case.numbers = [CallNumber(e164=f"{_RANGES[number % 4]}{number + 100:03d}", position=0)]
        case.contact = CallContact(name=f"Kundin {number + 1}" if number % 2 == 0 else f"Kunde {number + 1}")
        session.add(case)
        session.flush()
        yield case


def _play_survey(desk: Desk, found: Sequence[CallCase]) -> None:
    callers = desk.crew.cast.callers
    for number, outcomes in enumerate(_SURVEY):
        case, person = found[number], callers[1 + number % (len(callers) - 1)]
        caller = accounts.actor_for(person)
        for moment, outcome in _moments(desk, case, outcomes):
            if outcome == "complete":
                _interview(desk, case, person, moment)
            elif outcome.startswith("appointment"):
                _agree(desk, case, person, is_hard=outcome.endswith("hard"), now=moment)
            _attempt(case, caller, outcome, moment, desk.rng)


def _attempt(case: CallCase, caller: Actor, outcome: str, at: datetime, rng: random.Random) -> CallAttempt:
    """One call from dialling to its outcome. Its times are a thumb's, as without telephony."""
    seconds: dict[str, object] = {"ring": rng.randint(4, 30)}
    if outcome in ("ivr_dead_end", "gave_up", "reached"):
        seconds |= {"ivr": rng.randint(10, 60), "queue": rng.randint(0, 300)}
    attempt = attempts.begin(case, caller, now=at)
    over = at + timedelta(seconds=rng.randint(30, 90))
    ended = attempts.end(attempt, caller, outcome, _NOTES.get(outcome, ""), seconds, now=over)
    if case.holder_id is not None:
        call_leases.let_go(case, caller)
    return ended


def _interview(desk: Desk, case: CallCase, person: User, at: datetime) -> None:
    """A respondent answers everything; the report is approved the next day."""
    caller = accounts.actor_for(person)
    if call_leases.take(case.id, caller, at) is None:
        return
    found = call_interviews.open_for(case, caller, "de", now=at)
    order = Order(desk.work.sites[0], PACK, person, at)
    crew = replace(desk.crew, drawings={PACK: _drawing(desk, case)})
    events = field.draw_events(desk.work, 2, order, crew, found, desk.rng)
    interviews.append(found, events)
    submission = intake.finish(found, caller, now=at + timedelta(milliseconds=events[-1].ms))
    reviews.approve(submission, desk.crew.reviewer, now=at + timedelta(hours=20))


def _drawing(desk: Desk, case: CallCase) -> Drawing:
    usual = desk.crew.drawings[PACK]
    sex = case.attributes.get("sex") or desk.rng.choice("fm")
    own = {"sex": sex, "age_group": desk.rng.choice(("18", "40", "60"))}
    return replace(usual, example={**usual.example, **own})


def _agree(desk: Desk, case: CallCase, person: User, *, is_hard: bool, now: datetime) -> None:
    """On the first afternoon from today on when the person may be called; Carl has the one with a time."""
    wanted = datetime.combine(desk.today, time(16, 30), ZoneInfo(case.time_zone))
    hours, closed = call_plans.terms(desk.plan).hours, call_plans.closed_days(desk.plan, case, wanted)
    begins = (next_permitted(wanted, case.time_zone, hours, closed) or wanted).astimezone(wanted.tzinfo)
    local = begins.replace(tzinfo=None)
    appointments.make(
        case,
        accounts.actor_for(person),
        local,
        None if is_hard else local + timedelta(hours=2),
        hard=is_hard,
        caller=desk.crew.cast.callers[0] if is_hard else None,
        now=now,
    )


def _moments(desk: Desk, case: CallCase, outcomes: Sequence[str]) -> Iterator[tuple[datetime, str]]:
    """One permitted moment for each attempt, on days before today, the last attempt latest."""
    day = desk.today
    found: list[datetime] = []
    while len(found) < len(outcomes):
        day -= timedelta(days=1)
        clock = time(desk.rng.randint(11, 16), desk.rng.randrange(0, 60))
        moment = datetime.combine(day, clock, ZoneInfo(case.time_zone)).astimezone(UTC)
        part = cases.part_of(case)
        if call_guards.is_open(desk.plan, case.country, case.time_zone, part, moment):
            found.append(moment)
    return zip(reversed(found), outcomes, strict=True)
