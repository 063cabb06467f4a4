"""The report finds the weak spots that were planted, and puts nothing before them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.demo.plants import MENDED, PLANTS
from mystery.services.findings import findings_of
from mystery.services.transaction import reading
from mystery.store.models import Client, Study, Wave
from mystery.weakspots import Findings


def second_wave(client: str) -> Findings:
    query = select(Wave).join(Study).join(Client).where(Client.code == client, Wave.code == "w2")
    return findings_of(reading().scalars(query).one())


def planted(client: str) -> set[str]:
    return {f"{each.method}/{each.item}" for each in PLANTS if each.client == client and not each.region}


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("client", ["nordlicht", "marktfrisch"])
def test_the_planted_weak_spots_are_the_first_ones_found(client: str) -> None:
    wanted = planted(client)
    found = [spot.key for spot in second_wave(client).weak_spots]
    assert set(found[: len(wanted)]) == wanted


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("client", ["nordlicht", "marktfrisch"])
def test_what_is_planted_everywhere_is_called_a_system_problem_of_both_waves(client: str) -> None:
    spots = {spot.key: spot for spot in second_wave(client).weak_spots}
    for key in planted(client):
        assert spots[key].scope == "system"
        assert spots[key].persistence == (2, 2)


@pytest.mark.usefixtures("demo")
def test_what_was_mended_after_the_first_wave_is_told_from_chance() -> None:
    items = {row.key: row for row in second_wave("marktfrisch").items}
    for plant in MENDED:
        change = items[f"{plant.method}/{plant.item}"].change
        assert change is not None
        assert change.verdict == "better"


@pytest.mark.usefixtures("demo")
def test_what_is_planted_in_one_region_makes_it_the_weakest_at_that_touchpoint() -> None:
    cells = [cell for cell in second_wave("marktfrisch").heat_map if cell.row == "checkout"]
    shown = {cell.column: cell.figure.value for cell in cells if cell.figure.value is not None}
    assert min(shown, key=lambda region: shown[region]) == "Süd"


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("client", ["nordlicht", "marktfrisch"])
def test_a_place_with_four_people_on_its_staff_is_never_shown_alone(client: str) -> None:
    small = [each for each in second_wave(client).ranking if (each.place.headcount or 0) < 5]
    assert small
    assert all(each.figure.value is None for each in small)


def test_some_six_hundred_visits_are_approved_and_scored(demo: Flask) -> None:
    totals = [second_wave(client).visits for client in ("nordlicht", "marktfrisch")]
    assert sum(totals) == 312
