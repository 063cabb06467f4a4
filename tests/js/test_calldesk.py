"""What the call desk reckons in the page: the spans of a call, and appointments as they are typed."""

from __future__ import annotations

from typing import Any

import pytest

from tests.js import CALL_DESK, ask

FRIDAY = "2026-11-27T13:00:00Z"


def call(*presses: tuple[str, float], now: float = 100, **more: object) -> Any:
    return ask({"action": "call", "presses": presses, "now": now, **more}, CALL_DESK)


def when(typed: str, zone: str = "Europe/Berlin") -> Any:
    return ask({"action": "when", "typed": typed, "now": FRIDAY, "zone": zone}, CALL_DESK)


def test_the_presses_of_a_call_become_its_spans() -> None:
    told = call(
        ("dialled", 0), ("ring", 2), ("ivr", 10), ("queue", 25), ("human", 55), ("hold", 70),
        ("back", 80), ("transfer", 85), ("queue", 88), ("human", 90), ("ended", 96),
    )  # fmt: skip
    assert told["timings"] == {
        "ring": 8, "ivr": 15, "queue": 30, "talk": 26, "hold": 10, "transfer": 5, "total": 96,
    }  # fmt: skip
    assert (told["toAnswer"], told["toHuman"]) == (8, 53)
    assert told["onHold"] == pytest.approx(10 / 41)
    assert told["next"] == []


def test_without_a_press_at_the_first_tone_the_ringing_counts_from_the_dialling() -> None:
    told = call(("dialled", 0), ("human", 7), now=9)
    assert told["timings"] == {"ring": 7, "talk": 2, "total": 9}
    assert told["running"] == "talk"


def test_who_answered_is_said_later_and_counts_from_the_pick_up() -> None:
    assert call(("dialled", 0), ("ring", 1), ("answered", 6), ("queue", 9), now=20)["timings"] == {
        "ring": 5, "queue": 14, "total": 20,
    }  # fmt: skip


def test_what_telephony_measured_replaces_what_a_thumb_did() -> None:
    told = call(
        ("dialled", 0), ("ring", 2), ("human", 9), now=20, theirs={"ring": 6.4, "talk": 1}, measured=["ring"]
    )
    assert told["timings"] == {"ring": 6.4, "talk": 11, "total": 20}
    assert told["toAnswer"] == 6.4


@pytest.mark.parametrize(
    ("typed", "begins", "ends"),
    [
        ("14:30", "2026-11-27T14:30", ""),
        ("13.30", "2026-11-28T13:30", ""),
        ("1645", "2026-11-27T16:45", ""),
        ("mo 9", "2026-11-30T09:00", ""),
        ("Freitag 9", "2026-12-04T09:00", ""),
        ("fri 5pm", "2026-11-27T17:00", ""),
        ("monday 9 am", "2026-11-30T09:00", ""),
        ("28.11. 10:00", "2026-11-28T10:00", ""),
        ("am 28. Nov. um 10 Uhr", "2026-11-28T10:00", ""),
        ("3.2. 8", "2027-02-03T08:00", ""),
        ("2026-12-01 10:15", "2026-12-01T10:15", ""),
        ("morgen 9-12", "2026-11-28T09:00", "2026-11-28T12:00"),
        ("tomorrow 9 to 12", "2026-11-28T09:00", "2026-11-28T12:00"),
        ("+30", "2026-11-27T14:30", ""),
        ("in 2 h", "2026-11-27T16:00", ""),
    ],
)
def test_an_appointment_is_understood_as_people_type_it(typed: str, begins: str, ends: str) -> None:
    assert when(typed) == {"from": begins, "until": ends}


@pytest.mark.parametrize(
    "typed", ["", "soon", "31.2. 10:00", "25:00", "mo", "mo 12-9", "2025-01-01 9", "heute 9"]
)
def test_what_cannot_be_an_appointment_is_not_taken_for_one(typed: str) -> None:
    assert when(typed) is None


def test_the_clocks_of_the_called_party_decide() -> None:
    assert when("8:30", "America/New_York") == {"from": "2026-11-27T08:30", "until": ""}
    request = {"action": "instant", "local": "2026-11-27T08:30", "zone": "America/New_York"}
    assert ask(request, CALL_DESK) == "2026-11-27T13:30:00.000Z"
