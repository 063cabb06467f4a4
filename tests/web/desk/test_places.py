"""A client's places at the desk: where they are decides whether a test counts as made there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from mystery.services.transaction import reading
from tests import build
from tests.browsing import Browser

Browse = Callable[[str], Browser]
ENTERED = {"name": "Bremen", "country": "DE", "time_zone": "Europe/Berlin"}


def test_a_position_is_pasted_as_maps_show_it(browse: Browse) -> None:
    place, browser = build.place("bremen"), browse("Rita")
    address = f"/desk/places/{place.public_id}/edit"
    assert browser.post(address, {**ENTERED, "position": "53.0793, 8.8017"}).status_code == 302
    reading().refresh(place)
    assert (place.latitude, place.longitude) == (53.0793, 8.8017)
    assert 'value="53.0793, 8.8017"' in browser.get(address).text


@pytest.mark.parametrize("text", ["here", "53.0793", "91.5, 8", "53, 181", "53,0793 8,8017 1"])
def test_what_is_no_position_is_said_and_changes_nothing(text: str, browse: Browse) -> None:
    place = build.place("bremen")
    before = (place.latitude, place.longitude)
    reply = browse("Rita").post(f"/desk/places/{place.public_id}/edit", {**ENTERED, "position": text})
    assert reply.status_code == 422
    assert "Write two numbers" in reply.text
    reading().refresh(place)
    assert (place.latitude, place.longitude) == before


def test_a_position_can_be_taken_away(browse: Browse) -> None:
    place, browser = build.place("bremen"), browse("Rita")
    browser.post(f"/desk/places/{place.public_id}/edit", {**ENTERED, "position": "53.0793, 8.8017"})
    browser.post(f"/desk/places/{place.public_id}/edit", {**ENTERED, "position": ""})
    reading().refresh(place)
    assert place.latitude is None
