"""The demo's hotlines: what is planted is found, and holidays count where they are."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from mystery.services import call_guards, call_plans, hotline_marks, reachability
from mystery.services.reachability import ReachReport
from mystery.services.transaction import reading
from mystery.store.models import Client, OrgUnit, Study, Wave

REPENTANCE_DAY = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
"""A public holiday in Saxony alone, within the demo's running waves."""


def wave(client: str, code: str) -> Wave:
    query = select(Wave).join(Study).join(Client).where(Client.code == client, Wave.code == code)
    return reading().scalars(query).one()


def report(code: str) -> ReachReport:
    return reachability.reachability_of(wave("fernklang", code), None)


@pytest.mark.usefixtures("demo")
def test_the_worst_hotline_of_the_demo_is_the_one_that_was_planted() -> None:
    found = report("h1")
    shares = {name: each.reached.value for name, each in found.places if each.reached}
    assert found.total.over == found.total.planned == 66
    assert len(shares) == 6
    assert min(shares, key=lambda name: shares[name]) == "Kündigung und Umzug"
    waits = {name: each.waiting.median for name, each in found.places if each.waiting}
    assert waits["Störung"] > 3 * waits["Bestellung"]
    (points, waits_only) = hotline_marks.marks_of(wave("fernklang", "h1"), found.locations)
    assert (points.points, waits_only.points) == (500, 100)
    assert [row.place for row in waits_only.rows][-1] == "Kündigung und Umzug"


@pytest.mark.usefixtures("demo")
def test_the_running_round_has_contacts_that_are_over_open_and_missed() -> None:
    total = report("h2").total
    assert 0 < total.over < total.planned
    assert "" not in total.by_part, "every attempt lies in a part of the day"


@pytest.mark.usefixtures("demo")
def test_a_regional_holiday_closes_the_places_there_and_no_others() -> None:
    running = wave("marktfrisch", "w3")
    plan = call_plans.plan_of(running)
    assert plan is not None
    places = reading().scalars(select(OrgUnit).where(OrgUnit.client_id == running.study.client_id)).all()
    closed = {
        each.city
        for each in places
        if each.city
        and not call_guards.is_open(plan, each.country, each.time_zone, each.subdivision, REPENTANCE_DAY)
    }
    assert closed == {"Dresden", "Leipzig"}
