"""The call page's telephone: it dials with the attempt, shows what is told, hangs up, and knows its price."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask

from mystery import telephony
from mystery.access import Actor
from mystery.services import call_guards, call_prices, cases, dialling, health, own_telephone
from mystery.services.call_plans import BUDGETS
from mystery.services.transaction import reading, transaction
from mystery.settings import Settings
from mystery.store.models import CallAttempt, CallReservation
from tests import call_world
from tests.browsing import Browser
from tests.telephony import calls
from tests.telephony.calls import fresh
from tests.telephony.fake import MOMENT, FakeTwilio

Browse = Callable[[str], Browser]


def state(browser: Browser, attempt: CallAttempt) -> Any:
    return browser.send("GET", f"/cati/api/attempts/{attempt.public_id}", None).json


def test_the_page_sees_what_happens_at_the_called_party_and_not_on_its_own_telephone(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor, browse: Browse
) -> None:
    browser = browse("Carl")
    dialling.dial(attempt, carl, now=MOMENT)
    twilio.post_all(twilio.answers(twilio.call()))
    assert [state(browser, attempt)[name] for name in ("state", "events", "dial")] == ["queued", [], ""]
    target = twilio.target(twilio.call())
    twilio.post_all(twilio.says(target, (5, "initiated"), (7, "ringing"), (19, "in-progress")))
    told = state(browser, attempt)
    assert [each["event"] for each in told["events"]] == ["initiated", "ringing", "answered"]
    assert (told["state"], told["timings"]["answer"], told["measured"]) == (
        "answered",
        14.0,
        ["answer", "ring"],
    )
    over = browser.send("POST", f"/cati/api/attempts/{attempt.public_id}/hang-up", None)
    assert over.status_code == 200
    assert twilio.call().status == "completed"


def test_with_the_provider_away_the_page_gets_the_number_to_press(
    twilio: FakeTwilio, attempt: CallAttempt, carl: Actor, browse: Browse
) -> None:
    twilio.weather.append("500")
    dialling.dial(attempt, carl)
    told = state(browse("Carl"), attempt)
    assert (told["state"], told["telephony"], told["dial"]) == ("unavailable", "none", "tel:+49421555010")


@pytest.mark.parametrize(
    ("hours", "prices", "cents"), [(1, (), None), (25, (), 300), (1, ("-0.0130", "-0.1000"), 12)]
)
def test_what_was_set_aside_is_settled_by_the_price_or_kept_after_a_day(
    hours: int,
    prices: tuple[str, ...],
    cents: int | None,
    twilio: FakeTwilio,
    attempt: CallAttempt,
    carl: Actor,
) -> None:
    with transaction():
        for name in BUDGETS:
            setattr(calls.plan_of(attempt), name, 300)
    call_guards.reserve(calls.plan_of(attempt), carl.user_id, MOMENT, attempt)
    dialling.dial(attempt, carl, now=MOMENT)
    call = twilio.call()
    told = twilio.answers(call)
    told += twilio.says(twilio.target(call), (5, "initiated"), (7, "in-progress"), (60, "completed"))
    twilio.post_all([*told, *twilio.says(call, (60, "completed"))])
    for line, price in zip(twilio.lines.values(), prices, strict=False):
        line.price = price
    fresh(attempt)
    call_prices.settle(MOMENT + timedelta(hours=hours))
    assert reading().query(CallReservation).one().settled_cents == cents


def test_the_doctor_signs_a_notice_and_tries_the_key(twilio: FakeTwilio, app: Flask) -> None:
    assert health.reached() == []
    twilio.weather.append("500")
    before: Settings = app.extensions["mystery"]
    app.extensions["mystery"] = replace(before, base_url=f"{before.base_url}/elsewhere")
    assert [each.code for each in health.reached()] == ["BASE_URL_UNREACHED", "TWILIO_REFUSES"]
    assert [each.code for each in telephony.examine(before)] == ["TWILIO_NEEDS_HTTPS"]
    assert [each.code for each in telephony.examine(replace(before, twilio_token=""))] == [
        "TWILIO_INCOMPLETE"
    ]
    assert telephony.examine(Settings()) == []


@pytest.mark.parametrize(
    ("telephony", "told"),
    [
        ("none", ["dialled", "none", "tel:+49421555010"]),
        ("simulator", ["queued", "simulator", ""]),
        ("twilio", ["unavailable", "none", "tel:+49421555010"]),  # nobody knows Carl's own number
    ],
)
@time_machine.travel(call_world.TUESDAY)
def test_to_begin_an_attempt_is_to_dial_it(
    telephony: str, told: list[str], twilio: FakeTwilio, browse: Browse
) -> None:
    wave = call_world.a_wave(telephony=telephony, **dict.fromkeys(BUDGETS, 50))
    call_world.a_hotline(wave)
    cases.open_tests(wave)
    browser = browse("Carl")
    case = browser.send("POST", "/cati/api/next", None).json["case"]
    begun = browser.send("POST", case["urls"]["attempts"], {}).json
    assert [begun[name] for name in ("state", "telephony", "dial")] == told
    assert not twilio.orders


def test_a_caller_enters_the_telephone_that_rings_first_and_never_a_costly_one(
    attempt: CallAttempt, carl: Actor, browse: Browse
) -> None:
    browser = browse("Carl")
    for number in ("0900 1234567", "+1 900 555 0100", "+43 1 5123456", "12"):
        assert browser.post("/account/telephone", {"number": number}).status_code == 422
    assert browser.post("/account/telephone", {"number": "(040) 123 456-7"}).location == "/account/"
    assert own_telephone.of(carl.user_id) == "+49401234567"
    assert 'value="+49401234567"' in browser.get("/account/telephone").get_data(as_text=True)
    browser.post("/account/telephone", {"number": ""})
    assert own_telephone.of(carl.user_id) == ""
    with transaction():
        calls.own_number("0900 1234567")  # however it came there, it is never rung
    assert own_telephone.of(carl.user_id) == ""
