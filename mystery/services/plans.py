"""The plan of a wave: how many tests each location gets, and the assignments made from these targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.fieldwork import missing, spread, window_at
from mystery.problems import Problem, Rejected
from mystery.services import audit, scenarios
from mystery.services.studies import refuse_released
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Scenario, Wave, WaveLocation
from mystery.store.queries import fieldwork as queries

HIGHEST_TARGET = 99

_GONE = (AssignmentState.CANCELLED, AssignmentState.COULD_NOT_TEST)

Key = tuple[UUID, str]
"""A location's public id and a scenario's code: the versions of a scenario share their targets."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Targets and planned tests by location and scenario."""

    places: Sequence[Any]
    scenarios: Sequence[Scenario]
    targets: Mapping[Key, int]
    planned: Mapping[Key, int]

    @property
    def lacking(self) -> int:
        """How many assignments are still to be made."""
        return sum(missing(self.targets, self.planned).values())

    @property
    def regions(self) -> list[str]:
        return sorted({place.region for place in self.places if place.region})


def plan_of(wave: Wave) -> Plan:
    """The plan as it is now, over all active locations of the client."""
    session = reading()
    places = queries.places(session, wave.study.client_id)
    names = {place.id: place.public_id for place in places}
    targets: Counter[Key] = Counter()
    for row in queries.targets(session, wave.id):
        if row.location_id in names:
            targets[names[row.location_id], row.code] += row.target
    planned: Counter[Key] = Counter()
    for row in queries.cells(session, wave.id):
        if row.location_id in names and row.state not in _GONE:
            planned[names[row.location_id], row.code] += row.count
    return Plan(places, scenarios.current_of(wave.study), targets, planned)


def set_targets(wave: Wave, wanted: Mapping[Key, int], *, actor: Actor) -> int:
    """Makes the named targets what is wanted and leaves the others; how many have changed."""
    require(actor, "wave.plan")
    refuse_released(wave)
    if any(not 0 <= count <= HIGHEST_TARGET for count in wanted.values()):
        raise Rejected([Problem("TARGET_NOT_A_NUMBER", params={"highest": HIGHEST_TARGET})])
    with transaction() as session:
        plan = plan_of(wave)
        changed = {key: count for key, count in wanted.items() if plan.targets.get(key, 0) != count}
        places = {place.public_id: place.id for place in plan.places}
        newest = {scenario.code: scenario for scenario in plan.scenarios}
        present = _present(wave)
        for (place, code), count in changed.items():
            if place not in places or code not in newest:
                raise Rejected([Problem("TARGET_NOWHERE")])
            for row in present.get((places[place], code), ()):
                session.delete(row)
            if count:
                session.flush()
                session.add(
                    WaveLocation(
                        wave_id=wave.id,
                        location_id=places[place],
                        scenario_id=newest[code].id,
                        target_count=count,
                    )
                )
        if changed:
            audit.append("wave.targets", wave, actor, {"changed": len(changed)})
        return len(changed)


def _present(wave: Wave) -> dict[tuple[int, str], list[WaveLocation]]:
    query = (
        select(WaveLocation, Scenario.code)
        .join(Scenario, WaveLocation.scenario_id == Scenario.id)
        .where(WaveLocation.wave_id == wave.id)
    )
    rows: dict[tuple[int, str], list[WaveLocation]] = {}
    for row, code in reading().execute(query):
        rows.setdefault((row.location_id, code), []).append(row)
    return rows


def fill(plan: Plan, code: str, count: int, region: str = "") -> dict[Key, int]:
    """The same target for one scenario at all locations, or at those of one region."""
    return {(place.public_id, code): count for place in plan.places if not region or place.region == region}


@dataclass(frozen=True, slots=True)
class Order:
    """How assignments are to be made: when, by the clocks of each location, and for how much.

    `scenario` narrows it to one scenario's code. `evenly` shares the days among a location's tests.
    """

    days: tuple[date, date]
    hours: tuple[time, time]
    fee_cents: int = 0
    scenario: str = ""
    evenly: bool = True


def make_assignments(wave: Wave, order: Order, *, actor: Actor) -> int:
    """Makes the assignments that the targets lack, as drafts for nobody yet; how many were made."""
    require(actor, "wave.plan")
    refuse_released(wave)
    if order.days[1] < order.days[0] or order.hours[1] <= order.hours[0]:
        raise Rejected([Problem("WINDOW_REVERSED")])
    with transaction() as session:
        made = list(_lacking(wave, plan_of(wave), order))
        session.add_all(made)
        audit.append("wave.assignments", wave, actor, {"made": len(made)})
        return len(made)


def _lacking(wave: Wave, plan: Plan, order: Order) -> Iterator[Assignment]:
    places = {place.public_id: place for place in plan.places}
    newest = {scenario.code: scenario for scenario in plan.scenarios}
    now = utcnow()
    for (public_id, code), count in missing(plan.targets, plan.planned).items():
        if code not in newest or order.scenario not in ("", code):
            continue
        place = places[public_id]
        for window in _windows(order, place.time_zone, count):
            yield Assignment(
                wave_id=wave.id,
                location_id=place.id,
                scenario_id=newest[code].id,
                window_from=window[0],
                window_to=window[1],
                fee_cents=order.fee_cents,
                state=AssignmentState.DRAFT,
                state_at=now,
            )


def _windows(order: Order, zone: str, count: int) -> list[tuple[datetime, datetime]]:
    days = spread(*order.days, count) if order.evenly else [order.days] * count
    return [window_at(zone, each, order.hours) for each in days]
