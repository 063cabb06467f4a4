"""Reachability studies: planned contacts of hotlines, with their windows in parts of the day."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, exists, select

from mystery import compliance
from mystery.access import Actor, require
from mystery.calling import TEST, Hours, Planned, hours_of_week, plan_rounds, windows
from mystery.calling.reach import Window
from mystery.clock import utcnow
from mystery.problems import Place, Problem, Rejected
from mystery.services import audit, call_plans, cases, holidays, scenarios
from mystery.services.call_plans import Terms
from mystery.services.studies import refuse_released
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallPlan,
    OrgKind,
    OrgUnit,
    QuestionnaireVersion,
    ReachRound,
    Scenario,
    Wave,
)

LIMITS: Mapping[str, tuple[int, int]] = {"rounds": (1, 20), "questions": (0, 50), "wait_only": (0, 300)}
MOST_CONTACTS = 20_000
MOST_DAYS = 366


@dataclass(frozen=True, slots=True)
class ReachOrder:
    """What is to be planned: so many rounds of so many questions, and calls that only wait.

    `scenario` and `wait_scenario` are codes of the study's scenarios; without the second the first is used
    for both. `places` are hotlines by their public ids; empty means every active one with a number.
    """

    scenario: str
    days: tuple[date, date]
    rounds: int = 5
    questions: int = 10
    wait_only: int = 0
    wait_scenario: str = ""
    fee_cents: int = 0
    places: Collection[UUID] = ()


def hotlines(wave: Wave) -> list[OrgUnit]:
    """The client's active locations that have a telephone number."""
    return list(reading().scalars(_hotlines(wave)))


def _hotlines(wave: Wave) -> Select[OrgUnit]:
    return (
        select(OrgUnit)
        .where(OrgUnit.client_id == wave.study.client_id, OrgUnit.kind == OrgKind.LOCATION)
        .where(OrgUnit.is_active, OrgUnit.phone != "")
        .order_by(OrgUnit.name, OrgUnit.id)
    )


def has_rounds(wave: Wave) -> bool:
    """Whether contacts are planned in the wave."""
    query = select(ReachRound.id).where(ReachRound.wave_id == wave.id).limit(1)
    return reading().scalar(query) is not None


def choice(wave: Wave) -> list[tuple[OrgUnit, bool]]:
    """The hotlines, each with whether the wave has contacts of it already."""
    planned = exists().where(ReachRound.wave_id == wave.id, ReachRound.location_id == OrgUnit.id)
    return [(place, bool(known)) for place, known in reading().execute(_hotlines(wave).add_columns(planned))]


def call_scenarios(wave: Wave) -> list[Scenario]:
    """The study's scenarios that are played by telephone."""
    current = scenarios.current_of(wave.study)
    query = select(QuestionnaireVersion.id, QuestionnaireVersion.package).where(
        QuestionnaireVersion.id.in_({each.questionnaire_version_id for each in current})
    )
    by_call = {key for key, package in reading().execute(query) if cases.is_called(package)}
    return [each for each in current if each.questionnaire_version_id in by_call]


def make_rounds(wave: Wave, order: ReachOrder, *, actor: Actor, now: datetime | None = None) -> int:
    """Makes the contacts of an order that the wave does not have yet, as drafts; how many it made.

    Each has its window in its part of the day, by the clocks and hours of its hotline. Asking twice for the
    same makes nothing twice. Raises `Rejected` with everything that is wrong with the order.
    """
    require(actor, "callplan.edit")
    refuse_released(wave)
    with transaction() as session:
        plan = call_plans.usual_plan(wave)
        played = _scenarios(wave, order)
        places = [each for each in hotlines(wave) if not order.places or each.public_id in order.places]
        problems = list(_problems(order, plan.kind, played, places))
        if problems:
            raise Rejected(problems)
        made = []
        for place, contact, window in _lacking(plan, order, places):
            scenario = played[1] if contact.is_wait_only else played[0]
            made.append(_round(wave, place, scenario, contact, window, order.fee_cents, now or utcnow()))
        session.add_all(made)
        session.flush()
        cases.open_tests(wave, now=now)
        audit.append("reach.plan", wave, actor, {"made": len(made), "rounds": order.rounds})
        return len(made)


def waits_only(assignment_id: int | None) -> bool:
    """Whether a call is to measure nothing but the wait."""
    query = select(ReachRound.id).where(
        ReachRound.assignment_id == assignment_id, ReachRound.is_wait_only.is_(True)
    )
    return reading().scalar(query) is not None


def _scenarios(wave: Wave, order: ReachOrder) -> tuple[Scenario | None, Scenario | None]:
    by_code = {each.code: each for each in call_scenarios(wave)}
    return by_code.get(order.scenario), by_code.get(order.wait_scenario or order.scenario)


def _problems(
    order: ReachOrder,
    kind: str,
    played: tuple[Scenario | None, Scenario | None],
    places: Sequence[OrgUnit],
) -> Iterator[Problem]:
    if kind != TEST:
        yield Problem("REACH_ONLY_TESTS")
    for name, (low, high) in LIMITS.items():
        if not low <= getattr(order, name) <= high:
            yield Problem("REACH_SIZE", Place(path=name), {"low": low, "high": high})
    if order.days[1] < order.days[0]:
        yield Problem("DATES_REVERSED", Place(path="last_on"))
    if (order.days[1] - order.days[0]).days >= MOST_DAYS:
        yield Problem("REACH_TOO_LONG", Place(path="last_on"), {"most": MOST_DAYS})
    if None in played:
        yield Problem("REACH_SCENARIO", Place(path="scenario" if played[0] is None else "wait_scenario"))
    if not places:
        yield Problem("REACH_NO_HOTLINE", Place(path="places"))
    contacts = (order.rounds * order.questions + order.wait_only) * len(places)
    if places and not 0 < contacts <= MOST_CONTACTS:
        yield Problem("REACH_TOO_MANY", params={"contacts": contacts, "most": MOST_CONTACTS})


def _lacking(
    plan: CallPlan, order: ReachOrder, places: Sequence[OrgUnit]
) -> Iterator[tuple[OrgUnit, Planned, Window]]:
    """The contacts that are not there yet with their windows. Raises `Rejected` where a place has none."""
    terms = call_plans.terms(plan)
    hours = {place.id: hours_of(place, terms) for place in places}
    parts = {place.id: [part.code for part in terms.parts if hours[place.id].reach(part)] for place in places}
    by_place: dict[int, list[Planned]] = defaultdict(list)
    for contact in plan_rounds(
        parts, rounds=order.rounds, questions=order.questions, wait_only=order.wait_only
    ):
        by_place[contact.place].append(contact)
    present, closed = _present(plan.wave_id), []
    for place in places:
        planned = by_place[place.id]
        found = windows(
            planned,
            order.days,
            place.time_zone,
            hours[place.id],
            parts=terms.parts,
            holidays=closed_days(plan, place, order.days),
            rounds=order.rounds,
        )
        if not planned or None in found:
            closed.append(Problem("REACH_NO_WINDOW", Place(path="days"), {"place": place.name}))
            continue
        for contact, window in zip(planned, found, strict=True):
            key = (place.id, contact.round, contact.question)
            present[key] -= 1
            if present[key] < 0 and window is not None:
                yield place, contact, window
    if closed:
        raise Rejected(closed)


def hours_of(place: OrgUnit, terms: Terms) -> Hours:
    """The hours of the plan, and of the hotline where it has some of its own."""
    return terms.hours.meet(hours_of_week(place.hours)) if place.hours else terms.hours


def closed_days(plan: CallPlan, place: OrgUnit, days: tuple[date, date]) -> Collection[date]:
    """The public holidays at a hotline in that time, unless the plan lets it be called on them."""
    if compliance.guards(plan.guards).on_holidays:
        return ()
    return holidays.between(place.country, place.subdivision, *days)


def _present(wave_id: int) -> Counter[tuple[int, int, int]]:
    query = select(ReachRound.location_id, ReachRound.round, ReachRound.question)
    rows = reading().execute(query.where(ReachRound.wave_id == wave_id))
    return Counter((place, turn, question) for place, turn, question in rows)


def _round(
    wave: Wave,
    place: OrgUnit,
    scenario: Scenario | None,
    contact: Planned,
    window: Window,
    fee_cents: int,
    now: datetime,
) -> ReachRound:
    assert scenario is not None  # an order without one was refused
    return ReachRound(
        wave_id=wave.id,
        location_id=place.id,
        scenario_id=scenario.id,
        assignment=Assignment(
            wave_id=wave.id,
            location_id=place.id,
            scenario_id=scenario.id,
            window_from=window[0],
            window_to=window[1],
            fee_cents=fee_cents,
            state=AssignmentState.DRAFT,
            state_at=now,
        ),
        round=contact.round,
        question=contact.question,
        day_part=contact.part,
        is_wait_only=contact.is_wait_only,
    )
