"""The demo's voice menus: one gone through, one whose line went dead, one that is still to be dialled."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mystery.calling import hours_of_week, next_permitted
from mystery.services import accounts, call_plans, holidays, menu_runs
from mystery.store.models import OrgUnit, User, Wave

STEPS = (
    {"label": "Sprache", "wait": 5, "digits": "1"},
    {"label": "Anliegen", "wait": 11, "digits": "2"},
    {"label": "Kundennummer", "wait": 9, "digits": "ww#"},
    {"label": "Warteschleife", "wait": 45, "digits": ""},
)
_GOES_THROUGH, _GOES_DEAD = "4", "6"
"""Last digits by which the simulator chooses what happens."""


def create(wave: Wave, places: list[OrgUnit], scheduler: User, today: date) -> None:
    """Takes the ways of the real runs, some days ago and at the next hour that is permitted."""
    actor = accounts.actor_for(scheduler)
    if call_plans.plan_of(wave) is None:
        call_plans.save(wave, {"kind": "test", "telephony": "simulator"}, actor)
    first, second = places[:2]
    past = _permitted(first, today - timedelta(days=4), 10)
    later = past + timedelta(minutes=20)
    for place, digit, at in ((first, _GOES_THROUGH, past), (second, _GOES_DEAD, later)):
        menu_runs.plan(wave, actor, place, place.phone[:-1] + digit, STEPS, at)
        for minutes in (0, 2):
            menu_runs.run_due(at + timedelta(minutes=minutes))
    soon = _permitted(first, today + timedelta(days=1), 11)
    menu_runs.plan(wave, actor, first, first.phone[:-1] + _GOES_THROUGH, STEPS, soon)


def _permitted(place: OrgUnit, day: date, hour: int) -> datetime:
    """The first moment from an hour of a day on when the place may be called."""
    wanted = datetime.combine(day, time(hour), ZoneInfo(place.time_zone)).astimezone(UTC)
    closed = holidays.around(place.country, place.subdivision, wanted)
    found = next_permitted(wanted, place.time_zone, hours_of_week({}, "test"), closed)
    assert found is not None, "the usual hours always come again"
    return found
