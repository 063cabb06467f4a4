"""The demo's reachability study: a wave of calls that is over and released, and one that has begun.

Each contact is planned, dialled through the simulated telephone, ended and reported as callers do it.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import select

from mystery.access import Actor
from mystery.calling.permitted import open_spans
from mystery.demo import field
from mystery.demo.draw import Drawing, draw_answers
from mystery.demo.field import Crew, Order
from mystery.demo.hotlines import LOAD, MANNERS
from mystery.demo.plants import USUAL
from mystery.demo.setting import Rows, Site
from mystery.services import (
    accounts,
    assignments,
    attempts,
    briefing,
    call_interviews,
    call_leases,
    call_plans,
    dialling,
    intake,
    interviews,
    reach,
    reviews,
    scenarios,
    studies,
)
from mystery.services.forms import scenario_of
from mystery.services.reach import ReachOrder
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    CallCase,
    CallPlan,
    CaseState,
    ReachRound,
    Scenario,
    Study,
    StudyState,
    User,
    Wave,
    WaveState,
    WorksCouncil,
)

ASKS, WAITS = "hotline-500", "hotline-wait"
OVER = {"rounds": 2, "questions": 3, "wait_only": 5}
BEGUN = {"rounds": 2, "questions": 1, "wait_only": 2}
LEFT_OUT = 5
"""Of the wave that has begun every so many contacts was missed by its caller."""
LONGEST_WAIT = 3600
_LONG_ENOUGH = timedelta(minutes=25)
_MINUTES = {"busy": 0, "no_answer": 1, "voicemail": 2, "ivr_dead_end": 3}
_ON_HOLD = 4
"""The minute of ten in which the simulator has something happen; from the last on a queue answers."""
_TOLD_BY_CALL = ("attempts", "reached", "ring_time", "ivr_time", "queue_time")


@dataclass(frozen=True, slots=True)
class Desk:
    """What the calls of one wave need: who calls what, and until when."""

    wave: Wave
    plan: CallPlan
    crew: Crew
    sites: Mapping[int, Site]
    until: datetime
    rng: random.Random


@dataclass(frozen=True, slots=True)
class Met:
    """What a caller met: the outcome, seconds by thumb, and how long the call took."""

    outcome: str
    seconds: Mapping[str, object]
    lasts: float


def create(rows: Rows, crew: Crew, planner: Actor, researcher: Actor, today: date, seed: int) -> int:
    """The study with both of its waves; how many contacts were made."""
    sites = rows[2]
    by_id = {site.row.id: site for site in sites}
    with transaction():
        for site in sites:
            site.row.hours = dict(MANNERS[site.facts.code].hours)
        study, plays = _study(rows, researcher)
        for play in plays:
            _brief(play, crew.cast.callers)
    until = datetime.combine(today, time(6), UTC)
    made = 0
    for code, begins, sizes in (
        ("h1", today - timedelta(days=46), OVER),
        ("h2", today - timedelta(days=8), BEGUN),
    ):
        with transaction():
            wave = _wave(study, code, begins, researcher)
            plan = _planned(wave, plays, sites, sizes, planner, researcher)
            desk = Desk(wave, plan, crew, by_id, until, random.Random(f"{seed} reach {code}"))
            made += _play(desk, LEFT_OUT if code == "h2" else 0)
            if code == "h1":
                for state in (WaveState.REVIEW, WaveState.RELEASED):
                    studies.set_wave_state(wave, state, actor=researcher)
    return made


def _study(rows: Rows, researcher: Actor) -> tuple[Study, tuple[Scenario, Scenario]]:
    study = studies.create_study(
        rows[0],
        "2026-hotlines",
        "Hotline-Test 2026",
        actor=researcher,
        purpose="Erreichbarkeit und Auskünfte der Hotlines verbessern",
        legal_basis="Art. 6 Abs. 1 lit. f DSGVO",
        order_reference="FERNKLANG-2026-01",
        works_council=WorksCouncil.AGREED,
        retention_days=365,
        target=75.0,
        state=StudyState.RUNNING,
    )
    asks, waits = (scenarios.create_from_pack(study, pack, actor=researcher) for pack in (ASKS, WAITS))
    return study, (asks, waits)


def _brief(play: Scenario, callers: Sequence[User]) -> None:
    right = [each.right for each in scenario_of(play).quiz]
    for person in callers:
        briefing.answer_for(play, accounts.actor_for(person), right)


def _wave(study: Study, code: str, begins: date, researcher: Actor) -> Wave:
    number = code.removeprefix("h")
    labels = {"de": f"Testrunde {number}", "en": f"Test round {number}"}
    return studies.create_wave(study, code, labels, begins, begins + timedelta(days=20), actor=researcher)


def _planned(
    wave: Wave,
    plays: tuple[Scenario, Scenario],
    sites: Sequence[Site],
    sizes: Mapping[str, int],
    planner: Actor,
    researcher: Actor,
) -> CallPlan:
    """A wave in the field with its contacts; those of the running one are for whichever caller comes."""
    counts = sizes["rounds"] * sizes["questions"], sizes["wait_only"]
    for site in sites:
        for play, count in zip(plays, counts, strict=True):
            assignments.set_target(wave, site.row, play, count)
    studies.set_wave_state(wave, WaveState.FIELD, actor=researcher)
    document = {"kind": "test", "is_pooled": sizes is BEGUN, "guards": {"countries": ["DE"]}}
    plan = call_plans.save(wave, document, planner)
    order = ReachOrder(
        scenario=plays[0].code,
        days=(wave.starts_on, wave.ends_on),
        rounds=sizes["rounds"],
        questions=sizes["questions"],
        wait_only=sizes["wait_only"],
        wait_scenario=plays[1].code,
        fee_cents=350,
    )
    reach.make_rounds(wave, order, actor=planner, now=datetime.combine(wave.starts_on, time(5), UTC))
    return plan


def _play(desk: Desk, left_out: int) -> int:
    """Makes the contacts whose time has come, in the order of their windows."""
    query = (
        select(ReachRound, CallCase)
        .join(CallCase, CallCase.assignment_id == ReachRound.assignment_id)
        .where(ReachRound.wave_id == desk.wave.id)
    )
    found = sorted(reading().execute(query).all(), key=lambda row: (row[0].assignment.window_from, row[0].id))
    callers, made = desk.crew.cast.callers[1:], 0
    for number, (contact, case) in enumerate(found, 1):
        is_due = contact.assignment.window_to <= desk.until
        if is_due and not (left_out and number % left_out == 0):
            _contact(desk, contact, case, callers[number % len(callers)])
            made += 1
    return made


def _contact(desk: Desk, contact: ReachRound, case: CallCase, person: User) -> None:
    """Attempts by the rules of the plan until the case is over, and its report."""
    caller = accounts.actor_for(person)
    _give(desk, contact, person, caller)
    over = contact.assignment.window_from
    part = contact.day_part
    while case.state is CaseState.OPEN:
        begins, ends = _span(desk, contact.location_id, max(over, case.next_at), part)
        at = begins + desk.rng.random() * (ends - begins - _LONG_ENOUGH)
        met = _met(desk, contact, part)
        at = _at_minute(at, _MINUTES.get(met.outcome, _ON_HOLD + desk.rng.randrange(6)))
        if at >= desk.until:
            return
        over = at + timedelta(seconds=met.lasts)
        _attempt(case, caller, met, (at, over))
        part = case.wanted_part or part
    _report(desk, contact, case, Order(desk.sites[contact.location_id], ASKS, person, over))


def _give(desk: Desk, contact: ReachRound, person: User, caller: Actor) -> None:
    """Where no pool does it, the contact becomes a caller's who knows its scenario already."""
    if desk.plan.is_pooled:
        return
    given = contact.assignment
    assignments.assign(given, person, (given.window_from, given.window_to))
    briefing.confirm(given, caller)


def _span(desk: Desk, place: int, earliest: datetime, part: str) -> tuple[datetime, datetime]:
    """The next stretch of a part of the day at a hotline that is long enough for a call."""
    site, terms = desk.sites[place], call_plans.terms(desk.plan)
    wanted = next(each for each in terms.parts if each.code == part)
    days = (earliest.date(), earliest.date() + timedelta(days=60))
    closed = reach.closed_days(desk.plan, site.row, days)
    spans = open_spans(earliest, site.row.time_zone, reach.hours_of(site.row, terms), closed, wanted)
    return next(
        (max(begins, earliest), ends) for begins, ends in spans if ends - max(begins, earliest) > _LONG_ENOUGH
    )


def _at_minute(at: datetime, minute: int) -> datetime:
    """The same time, but in the minute of the next ten in which the simulator has it happen."""
    tens = at.replace(minute=at.minute // 10 * 10, second=at.second, microsecond=0)
    return tens + timedelta(minutes=10 + minute)


def _met(desk: Desk, contact: ReachRound, part: str) -> Met:
    rng, load, manner = desk.rng, LOAD[part], MANNERS[desk.sites[contact.location_id].facts.code]
    drawn = rng.random()
    for outcome, share, lasts in (
        ("busy", manner.busy * load, 4.0),
        ("no_answer", manner.unanswered * (2 - load), 50.0),
        ("ivr_dead_end", manner.dead_end, 95.0),
    ):
        if drawn < share:
            return Met(outcome, {"ivr": 80} if outcome == "ivr_dead_end" else {}, lasts)
        drawn -= share
    menu, wait = rng.randint(6, 24), round(manner.wait_seconds * load * rng.lognormvariate(0, 0.8))
    if wait > LONGEST_WAIT:
        return Met("gave_up", {"ivr": menu, "queue": LONGEST_WAIT}, menu + LONGEST_WAIT + 5)
    talk = 6 if contact.is_wait_only else rng.randint(90, 420)
    return Met("reached", {"ivr": menu, "queue": wait, "talk": talk}, menu + wait + talk + 5)


def _attempt(case: CallCase, caller: Actor, met: Met, times: tuple[datetime, datetime]) -> None:
    at, over = times
    attempt = attempts.begin(case, caller, now=at)
    dialling.dial(attempt, caller, now=at)
    dialling.hang_up(attempt, caller, now=over)
    attempts.end(attempt, caller, met.outcome, "", met.seconds, now=over)
    if case.holder_id is not None:
        call_leases.let_go(case, caller)


def _report(desk: Desk, contact: ReachRound, case: CallCase, order: Order) -> None:
    """The questions after the call; the report is approved the next day."""
    interview = call_interviews.interview_of(case)
    assert interview is not None, "the end of a test call opens its interview"
    drawing = desk.crew.drawings[WAITS if contact.is_wait_only else ASKS]
    opening = interviews.journal(interview)
    pace = desk.crew.cast.testers[order.tester.id].pace * 0.6
    events = field.paced(drawing.form, _answers(desk, drawing, order), opening, order, pace, desk.rng)
    interviews.append(interview, events)
    over = order.at + timedelta(milliseconds=events[-1].ms)
    submission = intake.finish(interview, accounts.actor_for(order.tester), now=over)
    reviews.approve(submission, desk.crew.reviewer, now=over + timedelta(hours=20))


def _answers(desk: Desk, drawing: Drawing, order: Order) -> dict[str, object]:
    """How the talk was; what the call itself has told stays as it is."""
    manner = MANNERS[order.site.facts.code]
    known = {"answer": manner.correct, "friendly": manner.friendly}
    tester = desk.crew.cast.testers[order.tester.id]
    answers = draw_answers(drawing, lambda item: known.get(item, USUAL), tester, order.at, desk.rng)
    transfers = desk.rng.randint(1, 2) if desk.rng.random() < manner.passed_on else 0
    own = {"transfers": transfers, "call_cost": manner.cost}
    answers |= {key: value for key, value in own.items() if key in drawing.form.items}
    return {key: value for key, value in answers.items() if key not in _TOLD_BY_CALL}
