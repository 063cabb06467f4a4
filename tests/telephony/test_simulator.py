"""The simulated telephone: the number decides what happens, the clock when; the desk works by it alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from mystery.access import Actor
from mystery.problems import Rejected
from mystery.services import call_events, call_plans, dialling
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.models import CallOutcome
from mystery.telephony import SCRIPTS, Order, TelephoneDown, available, script_of, telephone
from mystery.telephony.simulator import Simulator
from tests import call_world
from tests.cast import someone
from tests.telephony import calls
from tests.telephony.fake import FakeTwilio

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("number", "script", "final"),
    [
        ("+49301", "busy", "busy"),
        ("+49302", "no_answer", "no_answer"),
        ("+49303", "voicemail", "completed"),
        ("+49304", "menu", "completed"),
        ("+49305", "slow", "completed"),
        ("+49306", "hang_up", "completed"),
        ("+49307", "failed", "failed"),
        ("+49300", "answered", "completed"),
    ],
)
def test_the_last_digit_decides_what_happens(number: str, script: str, final: str) -> None:
    assert script_of(number, NOON) == script
    call_id = Simulator().start(Order("r-1", number), NOON)
    assert number not in call_id
    told = Simulator().asked(call_id, NOON + timedelta(hours=1))
    assert [each.event for each in told] == [each.event for each in SCRIPTS[script]]
    assert told[-1].event == final
    assert [each.at for each in told] == sorted(each.at for each in told)


def test_at_a_number_that_ends_in_nine_the_minute_decides() -> None:
    told = [script_of("+49309", NOON + timedelta(minutes=minute)) for minute in range(10)]
    assert told == ["busy", "no_answer", "voicemail", "menu", *["queue"] * 6]
    call_id = Simulator().start(Order("r-1", "+49309"), NOON + timedelta(minutes=5))
    an_hour = Simulator().asked(call_id, NOON + timedelta(minutes=65))
    assert an_hour[-1].event == "hint", "an hour on hold and still on the line"


def test_a_page_that_asks_sees_the_call_go_on_and_writes_only_what_is_new(app: Flask, carl: Actor) -> None:
    attempt = calls.an_attempt("simulator", "+49421555010")
    dialling.dial(attempt, carl, now=NOON)
    seen = []
    for seconds in (0, 1, 1, 5, 10, 10, 440):
        dialling.look(attempt, now=NOON + timedelta(seconds=seconds))
        seen.append((attempt.provider_state, len(call_events.of_attempt(attempt))))
    assert seen == [
        ("queued", 1),
        ("initiated", 2),
        ("initiated", 2),
        ("ringing", 3),
        ("answered", 4),
        ("answered", 4),
        ("completed", 6),
    ]
    assert attempt.timings == {"ring": 8.0, "answer": 9.0, "talk": 420.0, "total": 429.0}
    assert attempt.hint == "human"


@pytest.mark.parametrize(("seconds", "state"), [(5, "cancelled"), (60, "completed"), (600, "completed")])
def test_a_caller_hangs_up_a_simulated_call(seconds: int, state: str, app: Flask, carl: Actor) -> None:
    attempt = calls.an_attempt("simulator", "+49421555010")
    dialling.dial(attempt, carl, now=NOON)
    dialling.hang_up(attempt, carl, now=NOON + timedelta(seconds=seconds))
    dialling.look(attempt, now=NOON + timedelta(hours=1))
    assert attempt.provider_state == state
    assert attempt.timings["total"] == min(seconds - 0.5, 429.0)


def test_a_call_by_hand_shows_its_number_until_it_is_over(app: Flask, carl: Actor) -> None:
    attempt = calls.an_attempt("none")
    dialling.dial(attempt, carl, now=NOON)
    assert (attempt.telephony, attempt.provider_state, attempt.started_at) == ("none", "", NOON)
    assert dialling.number_by_hand(attempt) == calls.RESPONDENT
    with transaction():
        attempt.outcome = CallOutcome.BUSY
    assert dialling.number_by_hand(attempt) == ""
    with pytest.raises(Rejected) as refusal:
        dialling.dial(attempt, carl)
    assert [each.code for each in refusal.value.problems] == ["CALL_OVER"]


def test_a_wave_that_wants_a_telephone_nobody_set_up_is_called_by_hand(app: Flask, carl: Actor) -> None:
    attempt = calls.an_attempt("twilio")
    dialling.dial(attempt, carl, now=NOON)
    assert (attempt.telephony, attempt.provider_state) == ("none", "unavailable")
    assert call_events.of_attempt(attempt)[0].details == {"reason": "not-set-up"}


def test_a_plan_may_choose_what_this_installation_has(app: Flask, twilio: FakeTwilio) -> None:
    whole = app.extensions["mystery"]
    assert available(whole) == ("none", "twilio")
    assert available(replace(whole, demo=True, twilio_token="")) == ("none", "simulator")
    with pytest.raises(TelephoneDown):
        telephone("carrier pigeon", whole)
    wave, rita = call_world.a_wave(), actor_for(someone("Rita"))
    assert call_plans.save(wave, {"telephony": "twilio"}, rita).telephony == "twilio"
    with pytest.raises(Rejected) as refusal:  # calls that nobody made are no results
        call_plans.save(wave, {"telephony": "simulator"}, rita)
    assert [each.code for each in refusal.value.problems] == ["TELEPHONE_NOT_HERE"]
