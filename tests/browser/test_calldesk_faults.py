"""A call goes on while the server, or the telephone system, is away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from mystery.services import dialling, own_telephone
from mystery.services.accounts import actor_for
from mystery.services.call_plans import BUDGETS
from mystery.services.own_telephone import OwnTelephone
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import CallAttempt, Interview
from tests.browser import calling
from tests.browser.calling import card, decide, dial, finish, log_in, meet, take_case
from tests.browser.conftest import Open
from tests.call_world import TUESDAY
from tests.cast import someone
from tests.faults.figures import LONG, tell
from tests.serving import serving
from tests.telephony.fake import FakeTwilio
from tests.telephony.provider import provider

_EVERY = 1 if LONG else 10
_DEATHS = ("refuses", "breaks", "loses notices", *(["hangs"] if LONG else []))
"""How a provider dies; one that hangs costs ten seconds each time."""
_ROUNDS = (range(1, 31, 2), range(2, 31, 2)) if LONG else (range(10, 31, 10),)
"""At which questions of which interview it dies; nobody is called more than fifty times."""
_PATIENCE_MS = 30_000


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    """An hour at which everybody may be called."""
    with time_machine.travel(TUESDAY):
        yield


def _type(page: Page, number: int) -> None:
    page.keyboard.type(f"{number}")
    page.keyboard.press("Enter")


def test_a_server_that_is_away_at_any_question_costs_no_answer(app: Flask, chromium: Browser) -> None:
    calling.respondents(1, text=calling.LONG)
    with ExitStack() as stack:
        served = stack.enter_context(serving(app))
        context = chromium.new_context(base_url=served.address)
        page = context.new_page()
        log_in(page)
        take_case(page)
        dial(page)
        meet(page)
        away = 0
        for number in range(1, calling.QUESTIONS + 1):
            if number % _EVERY:
                _type(page, number)
                continue
            away += 1
            stack.close()  # in the middle of the talk nothing answers any more
            _type(page, number)
            expect(page.locator(".sync")).to_contain_text("Saved here")
            stack.enter_context(serving(app, served.port))
            page.evaluate("dispatchEvent(new Event('online'))")  # what waits is sent at once
            expect(page.locator(".sync")).to_contain_text("Sent")
        finish(page)
        page.wait_for_url("**/cati/")
        context.close()
    db.session.rollback()
    assert calling.handed_in() == [{f"q{number}": number for number in range(1, calling.QUESTIONS + 1)}]
    assert reading().query(Interview).count() == 1
    tell("server away in a call", times=away, lost=0, interviews=1)


@pytest.fixture
def twilio(app: Flask, address: str) -> Iterator[FakeTwilio]:
    with provider(app, address) as fake:
        yield fake


@contextmanager
def _dead(app: Flask, fake: FakeTwilio, how: str) -> Iterator[None]:
    """The provider is away: nobody answers, everything fails, nothing ends, or it speaks and is not heard."""
    before = app.extensions["mystery"]
    if how == "refuses":
        app.extensions["mystery"] = replace(before, twilio_api_url="http://127.0.0.1:9")
    elif how != "loses notices":
        fake.weather.extend(["slow" if how == "hangs" else "500"] * 100)
    yield
    app.extensions["mystery"] = before
    fake.weather.clear()


def _pick_up(fake: FakeTwilio, page: Page) -> None:
    """The call that was ordered last is answered, and the provider tells it."""
    call = fake.call()
    fake.post_all(fake.answers(call))
    fake.post_all(fake.says(fake.target(call), (5, "initiated"), (7, "ringing"), (9, "in-progress")))
    expect(page.locator(".dial-state")).to_contain_text("Picked up")


def _end_unheard(fake: FakeTwilio) -> None:
    """The line is dead, and no notice says so."""
    for leg in (fake.target(fake.call()), fake.call()):
        fake.says(leg, (60, "completed"))


def _call_again(page: Page) -> None:
    """The line is dead: the caller says so, and dials again."""
    page.keyboard.press("Alt+8")
    expect(page.locator(".call-banner")).to_contain_text("the questions are not finished")
    decide(page, "1")
    expect(page.locator(".dial-state")).to_contain_text("Dialled", timeout=_PATIENCE_MS)


def _ask_through(app: Flask, fake: FakeTwilio, page: Page, deaths: Sequence[int]) -> None:
    """One interview over all deaths; between two of them the provider is back, and makes the call again."""
    dial(page)
    _pick_up(fake, page)
    meet(page)
    for number in range(1, calling.QUESTIONS + 1):
        if number not in deaths:
            _type(page, number)
            continue
        how = _DEATHS[number // _EVERY % len(_DEATHS)]
        with _dead(app, fake, how):
            _end_unheard(fake)
            _type(page, number)
            expect(page.locator(".sync")).to_contain_text("Sent")
            _call_again(page)
            if how != "loses notices":
                expect(page.locator(".call-hint")).to_contain_text("Please dial by hand")
                expect(page.locator(".phone-number")).to_contain_text("+49 30 12345")
            page.keyboard.press("Enter")  # a person answers
        _call_again(page)
        _pick_up(fake, page)
        page.keyboard.press("Enter")
    _end_unheard(fake)
    finish(page)


def test_a_provider_that_dies_at_any_question_costs_no_answer_and_the_caller_goes_on_by_hand(
    app: Flask, twilio: FakeTwilio, open_page: Open
) -> None:
    own_telephone.save(actor_for(someone("Carl")), OwnTelephone("030 1234567"))
    money = {**dict.fromkeys(BUDGETS, 500), "call_budget_cents": 1}
    calling.respondents(len(_ROUNDS), calling.LONG, telephony="twilio", rules={"max_attempts": 50}, **money)
    page = open_page("", "/login", refusal=422)  # a provider that is away hangs nothing up
    log_in(page)
    take_case(page)
    for deaths in _ROUNDS:
        _ask_through(app, twilio, page, deaths)
        if deaths is not _ROUNDS[-1]:
            card(page)
    page.wait_for_url("**/cati/")
    db.session.rollback()
    whole = {f"q{number}": number for number in range(1, calling.QUESTIONS + 1)}
    assert calling.handed_in() == [whole for _ in _ROUNDS]
    assert reading().query(Interview).count() == len(_ROUNDS)
    assert calling.outcomes() == [
        each for deaths in _ROUNDS for each in ["dropped"] * 2 * len(deaths) + ["complete"]
    ]
    dialling.reconcile(TUESDAY + timedelta(minutes=10))
    states = {each.provider_state for each in reading().query(CallAttempt)}
    assert states <= {"completed", "cancelled", "failed", "unavailable"}, "no call is left silent"
    tell("provider dead in a call", times=sum(map(len, _ROUNDS)), lost=0, interviews=len(_ROUNDS))
