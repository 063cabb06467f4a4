"""A call goes on while the server, or the telephone system, is away."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import time_machine
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import Interview
from tests.browser import calling
from tests.browser.calling import dial, finish, log_in, meet, take_case
from tests.call_world import TUESDAY
from tests.faults.figures import LONG, tell
from tests.serving import serving

_EVERY = 1 if LONG else 10


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
