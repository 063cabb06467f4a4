"""Whether a tester may take an assignment, and if not, why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import asin, cos, radians, sin, sqrt

from mystery.problems import Problem

ROTATION_DAYS = 60
"""So long the staff of a place shall have forgotten a face or a voice."""

EARTH_KM = 6371.0

Point = tuple[float, float]
"""Latitude and longitude in degrees."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A tester as planning sees them."""

    tester_id: int
    name: str
    is_available: bool = True
    can_visit: bool = True
    can_call: bool = False
    home: Point | None = None
    radius_km: float = 30.0
    failed_quizzes: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Visit:
    """A test to be given away. `at` is None where nobody has to travel."""

    assignment_id: int
    location_id: int
    place: str
    scenario_id: int
    window: tuple[datetime, datetime]
    by_call: bool = False
    on_site: bool = True
    at: Point | None = None


@dataclass(frozen=True, slots=True)
class Past:
    """A test that a tester has done or is going to do at a location."""

    assignment_id: int
    tester_id: int
    location_id: int
    window: tuple[datetime, datetime]


def eligible(candidate: Candidate, visit: Visit, history: Iterable[Past], now: datetime) -> list[Problem]:
    """Everything that speaks against it; empty is a yes, warnings leave the decision to the scheduler."""
    return [
        *_readiness(candidate, visit, now),
        *_rotation(candidate, visit, history),
        *_distance(candidate, visit),
    ]


def distance_km(one: Point, other: Point) -> float:
    """As the crow flies, by the haversine formula."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    inner = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(1.0, inner)))


def _readiness(candidate: Candidate, visit: Visit, now: datetime) -> Iterator[Problem]:
    who = {"name": candidate.name}
    if not candidate.is_available:
        yield Problem("TESTER_UNAVAILABLE", params=who)
    if visit.by_call and not candidate.can_call:
        yield Problem("TESTER_CANNOT_CALL", params=who)
    if visit.on_site and not visit.by_call and not candidate.can_visit:
        yield Problem("TESTER_CANNOT_VISIT", params=who)
    if visit.window[1] <= now:
        yield Problem("WINDOW_OVER", params={"place": visit.place})
    if visit.scenario_id in candidate.failed_quizzes:
        yield Problem("QUIZ_NOT_PASSED", params=who)


def _rotation(candidate: Candidate, visit: Visit, history: Iterable[Past]) -> Iterator[Problem]:
    """The nearest other test of the same tester at the same place, if it lies within the rotation."""
    gaps = [
        (_gap(visit.window, past.window), past)
        for past in history
        if past.tester_id == candidate.tester_id
        and past.location_id == visit.location_id
        and past.assignment_id != visit.assignment_id
    ]
    gap, nearest = min(gaps, key=lambda pair: pair[0], default=(timedelta.max, None))
    if nearest is None or gap >= timedelta(days=ROTATION_DAYS):
        return
    details = {
        "name": candidate.name,
        "place": visit.place,
        "day": nearest.window[0].date(),
        "days": ROTATION_DAYS,
    }
    yield Problem("ROTATION_TOO_SOON", params=details)


def _gap(one: tuple[datetime, datetime], other: tuple[datetime, datetime]) -> timedelta:
    """The time between two windows; zero where they overlap."""
    return max(one[0] - other[1], other[0] - one[1], timedelta(0))


def _distance(candidate: Candidate, visit: Visit) -> Iterator[Problem]:
    if visit.by_call or visit.at is None or candidate.home is None:
        return
    kilometres = distance_km(candidate.home, visit.at)
    if kilometres > candidate.radius_km:
        details = {"name": candidate.name, "km": round(kilometres), "radius": round(candidate.radius_km)}
        yield Problem("TESTER_FAR_AWAY", params=details)
