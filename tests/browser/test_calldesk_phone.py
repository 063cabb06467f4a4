"""A caller telephones in the browser: the provider's own code, with its exchange played on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jwt
import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Page, expect

from mystery.services import own_telephone
from mystery.services.accounts import actor_for
from mystery.services.call_plans import BUDGETS
from mystery.services.own_telephone import OwnTelephone
from mystery.store.database import db
from tests.browser import calling
from tests.browser.calling import decide, finish, log_in, outcome, take_case
from tests.browser.conftest import Open
from tests.browser.tablet_builds import until
from tests.call_world import TUESDAY
from tests.cast import someone
from tests.telephony.fake import KEY, SECRET, FakeTwilio, Line
from tests.telephony.provider import provider

EXCHANGE = Path(__file__).with_name("exchange_fake.js")
APP = "AP" + "3" * 32
MONEY = {**dict.fromkeys(BUDGETS, 500), "call_budget_cents": 50}


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(TUESDAY) as clock:
        yield clock


@pytest.fixture
def twilio(app: Flask, address: str) -> Iterator[FakeTwilio]:
    with provider(app, address, twilio_app=APP, twilio_region="ie1", twilio_edge="dublin") as fake:
        yield fake


@pytest.fixture
def desk(twilio: FakeTwilio, open_page: Open) -> Page:
    return at_the_desk(open_page)


def at_the_desk(open_page: Open, **expected: Any) -> Page:
    """Carl, who telephones in the browser, with one respondent to call."""
    own_telephone.save(actor_for(someone("Carl")), OwnTelephone("030 1234567", in_browser=True))
    calling.respondents(1, text=calling.LONG, telephony="twilio", **MONEY)
    page = open_page("", "/login", width=1280, height=800, **expected)
    page.add_init_script(path=EXCHANGE)
    log_in(page)
    take_case(page)
    return page


def line(page: Page) -> Any:
    return page.locator(".call-phone")


def connected(page: Page, twilio: FakeTwilio, call: int = 1) -> Line:
    """The browser's call has arrived at the exchange, which asks us whom to connect; somebody picks up."""
    expect(line(page)).to_contain_text("connecting")
    until(page, f"exchange.all('invite').length === {call}")
    sent = page.evaluate("exchange.last('invite').twilio.params")
    ours = twilio._new("", f"client:{someone('Carl').public_id}", "")
    hook = f"{twilio.address}/hooks/twilio/browser"
    twilio.fetch(ours, hook, attempt=sent.removeprefix("attempt="))
    target = twilio.target(ours)
    twilio.post_all(twilio.says(target, (0, "initiated"), (1, "ringing")))
    page.evaluate("exchange.ring()")
    expect(line(page)).to_contain_text("ringing")
    expect(page.locator(".dial-state")).to_contain_text("Ringing")
    twilio.post_all(twilio.says(target, (9, "in-progress")))
    page.evaluate("exchange.answer()")
    expect(line(page)).to_contain_text("connected")
    return target


def answers(page: Page, numbers: range) -> None:
    for number in numbers:
        page.keyboard.type(f"{number}")
        page.keyboard.press("Enter")


def test_a_call_in_the_browser_is_heard_muted_and_dialled_again_by_keys(
    desk: Page, twilio: FakeTwilio
) -> None:
    desk.evaluate("exchange.lives = 61")  # a key is renewed a minute before its end, so after a second
    desk.keyboard.press("Enter")
    connected(desk, twilio)
    until(desk, "exchange.keys.length === 2")
    key = jwt.decode(desk.evaluate("exchange.keys[1]"), SECRET, algorithms=["HS256"], issuer=KEY)
    assert key["grants"]["voice"] == {"outgoing": {"application_sid": APP}}
    assert desk.evaluate("exchange.wire.url") == "wss://voice-js.dublin.twilio.com/signal"  # as in the policy

    desk.keyboard.press("Alt+9")
    for tone in ("1", "#", "0"):
        desk.keyboard.press(tone)
    expect(desk.locator(".keypad-sent")).to_have_text("1#0")
    desk.keyboard.press("Escape")
    expect(desk.locator(".keypad")).to_be_hidden()
    assert desk.evaluate("exchange.tones") == ["1", "#", "0"]

    calling.meet(desk)
    desk.keyboard.press("Alt+0")
    expect(line(desk).locator("[aria-pressed=true]")).to_contain_text("You are muted")
    assert not desk.evaluate("exchange.stream.getAudioTracks()[0].enabled")
    desk.keyboard.press("Alt+0")
    assert desk.evaluate("exchange.stream.getAudioTracks()[0].enabled")

    answers(desk, range(1, 16))
    desk.evaluate("exchange.hangUp()")
    expect(desk.locator(".call-banner")).to_contain_text("The call is over, the questions are not finished")
    expect(line(desk)).to_be_hidden()
    decide(desk, "1")
    connected(desk, twilio, call=2)
    desk.keyboard.press("Enter")
    answers(desk, range(16, calling.QUESTIONS + 1))
    finish(desk)
    desk.wait_for_url("**/cati/")
    db.session.rollback()
    assert calling.outcomes() == ["dropped", "complete"]
    assert calling.handed_in() == [{f"q{number}": number for number in range(1, calling.QUESTIONS + 1)}]


def test_a_browser_that_cannot_telephone_says_why_and_no_case_is_lost(
    twilio: FakeTwilio, open_page: Open
) -> None:
    desk = at_the_desk(open_page, refusal="TwilioVoice")
    desk.evaluate("exchange.microphone = 'NotAllowedError'; exchange.weather = 'storm'")
    desk.keyboard.press("Enter")
    banner = desk.locator(".call-banner")
    expect(banner).to_contain_text("does not let this page hear your microphone")
    assert calling.outcomes() == [], "nothing has begun"
    desk.evaluate("exchange.microphone = ''")
    decide(desk, "1")
    expect(banner).to_contain_text("The telephone exchange is not reached")
    decide(desk, "3")
    expect(line(desk)).to_contain_text("Please dial:")
    expect(line(desk)).to_contain_text("+49 30 1234500")
    assert not desk.evaluate("window.dialled"), "no dialog of the browser takes the keys"
    desk.keyboard.press("Alt+9")
    assert desk.evaluate("window.dialled") == ["tel:+49301234500"]
    outcome(desk, "5")
    desk.wait_for_url("**/cati/")
    db.session.rollback()
    assert calling.outcomes() == ["no_answer"]
    assert not twilio.orders
