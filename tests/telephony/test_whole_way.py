"""A call over Twilio from the first request to its timings, through the running app and its own webhooks."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from urllib.error import HTTPError

import pytest
from flask import Flask

from mystery.access import Actor
from mystery.problems import Rejected
from mystery.services import audit, call_events, call_guards, dialling
from mystery.services.call_plans import BUDGETS
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.settings import Settings
from mystery.store.models import CallAttempt, CallOutcome, CallRecording
from mystery.telephony import telephone
from mystery.telephony.twilio_calls import TwilioTelephone
from tests.telephony import calls
from tests.telephony.calls import OWN, RESPONDENT, fresh
from tests.telephony.fake import ACCOUNT, MOMENT, Callback, FakeTwilio, Line

TALK = ((5, "initiated"), (7, "ringing"), (19, "in-progress"), (259, "completed"))
TIMINGS = {"ring": 12.0, "answer": 14.0, "talk": 240.0, "total": 254.0}


def a_talk(twilio: FakeTwilio, attempt: CallAttempt, carl: Actor) -> tuple[Line, list[Callback]]:
    """A call that was dialled, and what Twilio has to tell about it from beginning to end."""
    dialling.dial(attempt, carl, now=MOMENT)
    call = twilio.call()
    told = twilio.answers(call)
    told += twilio.says(twilio.target(call), *TALK)
    return call, told + twilio.says(call, (259, "completed"))


def test_a_call_is_dialled_rings_is_answered_and_ends_with_its_timings(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    order = twilio.orders[twilio.call().sid]
    assert (order["To"], order["From"]) == ([OWN], ["+4930555000"])
    assert order["StatusCallbackEvent"] == ["initiated", "ringing", "answered", "completed"]

    call = twilio.call()
    twilio.post_all(twilio.answers(call))
    assert fresh(attempt).provider_state == "queued"
    target = twilio.target(call)
    assert (target.to, target.shown) == (RESPONDENT, "+4930555000")

    for step, state in zip(TALK, ("initiated", "ringing", "answered", "completed"), strict=True):
        twilio.post_all(twilio.says(target, step))
        assert fresh(attempt).provider_state == state
    assert fresh(attempt).timings == TIMINGS
    assert fresh(attempt).measured == sorted(TIMINGS)
    assert fresh(attempt).provider_id == call.sid


def test_notices_that_come_late_twice_shuffled_or_not_at_all_end_in_the_same_place(
    twilio: FakeTwilio, carl: Actor
) -> None:
    chance = random.Random(7)
    for round_ in range(6):
        attempt = calls.an_attempt(number=f"+4942155501{round_}")
        _, told = a_talk(twilio, attempt, carl)
        told += told
        chance.shuffle(told)
        twilio.post_all(told)
        assert fresh(attempt).provider_state == "completed"
        assert fresh(attempt).timings == TIMINGS
        with transaction():
            attempt.outcome = CallOutcome.COMPLETE  # a caller has one open attempt at a time


def test_the_end_told_before_the_answer_stays_the_end(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    _, told = a_talk(twilio, attempt, carl)
    answer = next(
        each for each in told if each.form["CallStatus"] == "in-progress" and "ParentCallSid" in each.form
    )
    told.remove(answer)
    twilio.post_all(told)
    assert fresh(attempt).provider_state == "completed"
    twilio.post_all([answer, answer])
    assert fresh(attempt).provider_state == "completed"
    assert fresh(attempt).timings == TIMINGS
    late = [each for each in call_events.of_attempt(attempt) if each.event == "answered"]
    assert [each.is_applied for each in late if each.details["leg"] == "target"] == [False]


@pytest.mark.parametrize(
    ("status", "state"),
    [("busy", "busy"), ("no-answer", "no_answer"), ("failed", "failed"), ("canceled", "cancelled")],
)
def test_nobody_answers_and_the_reason_is_known_though_its_notice_is_lost(
    status: str, state: str, twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    call = twilio.call()
    twilio.post_all(twilio.answers(call))
    target = twilio.target(call)
    twilio.post_all(twilio.says(target, (5, "initiated"), (7, "ringing")))
    twilio.says(target, (37, status))  # and this notice never arrives
    action = twilio.twiml[-1].split('action="')[1].split('"')[0].replace("&amp;", "&")
    twilio.fetch(call, action, DialCallSid=target.sid, DialCallStatus=status)
    assert fresh(attempt).provider_state == state


def test_a_caller_who_does_not_pick_up_ends_the_call_before_anybody_is_rung(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    twilio.post_all(twilio.says(twilio.call(), (0, "initiated"), (1, "ringing"), (31, "no-answer")))
    assert fresh(attempt).provider_state == "failed"
    assert fresh(attempt).timings == {}
    assert len(twilio.lines) == 1


def test_a_machine_is_a_hint_and_nothing_follows_from_it(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    call = twilio.call()
    twilio.post_all(twilio.answers(call))
    target = twilio.target(call)
    twilio.post_all(twilio.says(target, *TALK[:3]))
    asked = len(twilio.requests)
    twilio.post_all([twilio.believes(target, "machine_start")])
    assert (fresh(attempt).hint, fresh(attempt).provider_state) == ("machine", "answered")
    assert fresh(attempt).outcome is None
    assert len(twilio.requests) == asked


def test_a_caller_hangs_up(twilio: FakeTwilio, attempt: CallAttempt, carl: Actor) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    dialling.hang_up(attempt, carl)
    assert twilio.call().status == "completed"
    twilio.post_all(twilio.says(twilio.call(), (9, "completed")))
    assert fresh(attempt).provider_state == "cancelled"


def test_nobody_is_connected_once_the_wave_is_stopped_or_the_attempt_is_over(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    with transaction():
        calls.plan_of(attempt).stopped_at = MOMENT
    twilio.answers(twilio.call())
    assert "<Hangup" in twilio.twiml[-1]
    assert len(twilio.lines) == 1


def test_a_call_is_dialled_once(twilio: FakeTwilio, attempt: CallAttempt, carl: Actor) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    with pytest.raises(Rejected) as refusal:
        dialling.dial(attempt, carl, now=MOMENT)
    assert [each.code for each in refusal.value.problems] == ["CALL_DIALLED_ALREADY"]
    assert len(twilio.orders) == 1


@pytest.mark.parametrize(("weather", "spent"), [("500", 0), ("slow", 300)])
def test_while_the_provider_is_away_the_caller_dials_by_hand(
    weather: str,
    spent: int,
    twilio: FakeTwilio,
    attempt: CallAttempt,
    carl: Actor,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("mystery.telephony.twilio_http.PATIENCE_SECONDS", 0.3)
    twilio.weather.append(weather)
    plan = calls.plan_of(attempt)
    with transaction():
        for name in BUDGETS:
            setattr(plan, name, 300)
    call_guards.reserve(plan, carl.user_id, MOMENT, attempt)
    dialling.dial(attempt, carl, now=MOMENT)
    assert (attempt.telephony, attempt.provider_state, attempt.outcome) == ("none", "unavailable", None)
    assert [each.event for each in call_events.of_attempt(attempt)] == ["unavailable"]
    assert audit.newest(1)[0].action == "call.by_hand"
    call_guards.close(attempt)
    assert call_guards.spent(plan) == spent, "an order that nobody answered may have rung"
    twilio.slow.set()


def test_a_call_that_was_made_all_the_same_is_not_connected_beside_the_one_by_hand(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    with transaction():  # as if the reply to the order had come too late
        attempt.telephony, attempt.provider_state, attempt.provider_id = "none", "unavailable", ""
    told = twilio.answers(twilio.call())
    assert "<Hangup" in twilio.twiml[-1]
    twilio.post_all(told)
    assert fresh(attempt).provider_state == "unavailable"


def test_calls_that_fell_silent_are_asked_for(twilio: FakeTwilio, attempt: CallAttempt, carl: Actor) -> None:
    a_talk(twilio, attempt, carl)  # and every notice is lost
    assert dialling.reconcile(MOMENT + timedelta(minutes=4)).asked == 0
    twilio.weather.append("500")
    assert dialling.reconcile(MOMENT + timedelta(minutes=6)).silent == 1
    assert fresh(attempt).provider_state == "queued"
    assert dialling.reconcile(MOMENT + timedelta(minutes=7)).ended == 1
    assert fresh(attempt).provider_state == "completed"
    assert fresh(attempt).timings["talk"] == 240.0
    assert dialling.reconcile(MOMENT + timedelta(minutes=8)).asked == 0


def test_a_provider_that_is_away_is_asked_once_a_round_and_a_call_it_never_knew_is_given_up(
    twilio: FakeTwilio, app: Flask, carl: Actor
) -> None:
    for number in (1, 2):
        attempt = calls.an_attempt(number=f"+4942155500{number}")
        dialling.dial(attempt, carl, now=MOMENT)
        with transaction():
            attempt.outcome = CallOutcome.NO_ANSWER
    twilio.lines.clear()
    assert dialling.reconcile(MOMENT + timedelta(hours=23)) == dialling.Asked(2, 0, 2)
    assert dialling.reconcile(MOMENT + timedelta(hours=25)) == dialling.Asked(2, 2, 0)
    assert fresh(attempt).provider_state == "failed"
    with transaction():
        for each in reading().query(CallAttempt):
            each.provider_state = "ringing"
    nobody = replace(app.extensions["mystery"], twilio_api_url="http://127.0.0.1:9")
    app.extensions["mystery"] = nobody
    assert dialling.reconcile(MOMENT + timedelta(hours=26)) == dialling.Asked(1, 0, 1)


def test_an_order_whose_id_was_never_known_ends_as_failed(app: Flask, attempt: CallAttempt) -> None:
    with transaction():
        attempt.provider_state, attempt.started_at = "queued", MOMENT
    assert dialling.reconcile(MOMENT + timedelta(minutes=6)).ended == 1
    assert fresh(attempt).provider_state == "failed"


def test_nothing_records_and_no_number_is_told_to_the_log(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    _, told = a_talk(twilio, attempt, carl)
    twilio.post_all(told)
    dialling.reconcile(MOMENT + timedelta(minutes=9))
    dialling.hang_up(attempt, carl)
    assert not [each for each in (*twilio.requests, *twilio.twiml) if "record" in each.lower()]
    kept = str([each.details for each in call_events.of_attempt(attempt)])
    assert RESPONDENT not in kept
    assert OWN not in kept


def test_what_is_not_signed_by_the_token_in_force_is_refused(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    _, told = a_talk(twilio, attempt, carl)
    with pytest.raises(HTTPError, match="403"):
        twilio.post(told[-1], token="another token")
    assert not call_events.of_attempt(attempt)


def test_a_recording_is_silenced_goes_on_and_is_stopped(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor
) -> None:
    dialling.dial(attempt, carl, now=MOMENT)
    with transaction() as session:
        session.add(CallRecording(attempt_id=attempt.id, provider_id="to be made", consent={}))
    phone, call = telephone("twilio", settings()), attempt.provider_id
    made = phone.start_recording(call)
    for turn, state in (
        (phone.pause_recording, "paused"),
        (phone.resume_recording, "in-progress"),
        (phone.stop_recording, "stopped"),
    ):
        turn(call, made)
        assert twilio.recordings[made] == state
    assert "PauseBehavior=silence" in twilio.requests[-3]


def test_requests_go_to_the_region_and_edge_of_the_key() -> None:
    phone = TwilioTelephone(Settings(twilio_account=ACCOUNT, twilio_region="ie1", twilio_edge="dublin"))
    assert phone._address_of("RE1").startswith("https://api.dublin.ie1.twilio.com/2010-04-01/Accounts/AC1")
