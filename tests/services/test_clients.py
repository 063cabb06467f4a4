"""Clients and the trees of their places."""

from __future__ import annotations

import pytest

from mystery.problems import Forbidden, Rejected
from mystery.services import accounts, clients
from mystery.services.clients import TouchpointFacts
from mystery.store.models import OrgKind
from tests import build
from tests.cast import someone

pytestmark = pytest.mark.usefixtures("app")


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def test_a_client_has_a_code_of_its_own() -> None:
    with pytest.raises(Rejected) as refusal:
        clients.create_client("nord", "")
    assert codes(refusal) == ["FIELD_EMPTY", "CODE_TAKEN"]


def test_a_location_stands_below_a_region_and_nothing_below_a_location() -> None:
    nord = build.client()
    with pytest.raises(Rejected) as refusal:
        clients.add_org_unit(nord, OrgKind.REGION, "new", "New", parent=build.place("ulm"))
    assert codes(refusal) == ["TREE_ORDER"]


def test_a_place_never_hangs_in_the_tree_of_another_client() -> None:
    with pytest.raises(Rejected) as refusal:
        clients.add_org_unit(build.client("fremd"), OrgKind.LOCATION, "x", "X", parent=build.place("south"))
    assert codes(refusal) == ["TREE_ORDER"]


def test_a_time_zone_must_exist() -> None:
    with pytest.raises(Rejected) as refusal:
        clients.add_org_unit(
            build.client(), OrgKind.LOCATION, "x", "X", parent=build.place("south"), time_zone="Europe/Bärlin"
        )
    assert codes(refusal) == ["TIME_ZONE_UNKNOWN"]


def test_a_reviewer_creates_no_client() -> None:
    with pytest.raises(Forbidden):
        clients.create_client("x", "X", actor=accounts.actor_for(someone("Rolf")))


def test_touchpoints_are_replaced_in_order_and_never_deleted() -> None:
    nord = build.client()
    first = [
        TouchpointFacts("counter", "Tresen", "Counter"),
        TouchpointFacts("hotline", "Hotline", "Hotline"),
    ]
    clients.set_touchpoints(nord, first)
    clients.set_touchpoints(nord, [TouchpointFacts("hotline", "Telefon", "Telephone", value=2.0)])
    touchpoints = {each.code: each for each in clients.touchpoints_of(nord)}
    assert touchpoints["hotline"].label_de == "Telefon"
    assert touchpoints["hotline"].value == 2.0
    assert "counter" in touchpoints
