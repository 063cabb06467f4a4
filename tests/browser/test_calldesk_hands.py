"""What a caller's hands need not fear: keys that do nothing silently, choose by accident, or lead nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Page, Route, expect

from tests.browser import calling
from tests.browser.calling import decide, dial, log_in, meet, outcome, take_case
from tests.browser.conftest import Open
from tests.call_world import TUESDAY


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[time_machine.Traveller]:
    """The server's clock: an hour at which everybody may be called."""
    with time_machine.travel(TUESDAY) as clock:
        yield clock


@pytest.fixture
def desk(open_page: Open) -> Page:
    return open_page("", "/login", width=1280, height=800, refusal=422)


def _answer_once(page: Page, address: str, answer: Callable[[Route], None]) -> None:
    """To be said before a page is opened: one that is open may send a request past it for a moment."""
    page.route(address, answer, times=1)


def test_a_key_that_cannot_do_anything_says_why_where_everybody_sees_it(desk: Page) -> None:
    calling.respondents(1)
    log_in(desk)
    take_case(desk)
    desk.keyboard.press("F8")
    expect(desk.locator(".call-hint")).to_have_text("Call first, or give the case back.")
    dial(desk)
    expect(desk.locator(".call-hint")).to_have_count(0)
    desk.keyboard.press("Alt+6")
    expect(desk.locator(".call-hint")).to_have_text("“Back again” cannot come now.")


def test_the_number_is_shown_as_it_is_read_aloud(desk: Page) -> None:
    calling.hotlines(1)
    log_in(desk)
    take_case(desk)
    expect(desk.locator(".case-dial")).to_contain_text("Call +49 421 555010")


def test_a_finger_that_lies_on_enter_calls_and_says_nothing_more(desk: Page) -> None:
    calling.respondents(1)
    log_in(desk)
    take_case(desk)
    desk.keyboard.down("Enter")
    expect(desk.locator(".dial-phase[data-phase=human]")).to_be_focused()
    for _ in range(3):
        desk.keyboard.down("Enter")
    desk.keyboard.up("Enter")
    expect(desk.locator(".dial-state")).to_contain_text("Dialled")
    meet(desk)


def test_questions_that_did_not_open_are_asked_for_again_by_enter(desk: Page) -> None:
    calling.respondents(1)
    _answer_once(desk, "**/questions", lambda route: route.fulfill(status=422, json={}))
    log_in(desk)
    take_case(desk)
    dial(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator(".call-alert")).to_contain_text("No connection to the server.")
    decide(desk, "Enter")
    expect(desk.locator(".call .page-items")).to_be_visible()
    expect(desk.locator(".call-alert")).to_be_hidden()


def test_a_call_whose_reply_was_lost_goes_on(desk: Page) -> None:
    def lose(route: Route) -> None:
        route.fetch()
        route.fulfill(status=422, json={})

    calling.respondents(1)
    _answer_once(desk, "**/attempts", lose)
    log_in(desk)
    take_case(desk)
    desk.keyboard.press("Enter")
    expect(desk.locator(".call-alert")).to_contain_text("No connection to the server.")
    expect(desk.locator(".case-dial")).to_be_focused()
    dial(desk)
    outcome(desk, "d", "Has no time.")
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == ["refusal_soft"]


def test_a_second_attempt_is_still_the_second_after_a_reload(
    desk: Page, tuesday: time_machine.Traveller
) -> None:
    calling.hotlines(1)
    log_in(desk)
    take_case(desk)
    dial(desk)
    outcome(desk, "4")
    desk.wait_for_url("**/cati/")
    tuesday.shift(3600)
    desk.goto("/cati/")
    take_case(desk)
    dial(desk)
    desk.reload()
    decide(desk, "1")
    meet(desk)
    expect(desk.locator("[data-key=attempts] input")).to_have_value("2")


def test_a_call_that_ends_while_an_appointment_is_typed_disturbs_nobody(
    desk: Page, tuesday: time_machine.Traveller
) -> None:
    calling.hotlines(1, telephony="simulator", number="+49 421 555 016")
    log_in(desk)
    take_case(desk)
    dial(desk)
    desk.keyboard.press("F7")
    desk.keyboard.type("tomorrow ")
    tuesday.shift(60)
    expect(desk.locator(".call-hint")).to_have_text("The call is over: say with F8 how it ended.")
    desk.keyboard.type("14:30")
    expect(desk.locator(".call-dialog")).to_have_count(1)
    expect(desk.locator("#call-when")).to_have_value("tomorrow 14:30")


def test_a_banner_waits_until_the_hands_rest(desk: Page, tuesday: time_machine.Traveller) -> None:
    calling.hotlines(1, telephony="simulator", number="+49 421 555 016")
    log_in(desk)
    take_case(desk)
    dial(desk)
    tuesday.shift(9)
    expect(desk.locator(".dial-state")).to_contain_text("Picked up")
    meet(desk)
    desk.locator("[data-key=attempts] input").focus()
    desk.keyboard.press("Control+a")
    tuesday.shift(20)
    typed = ""
    while not desk.locator(".call-banner").is_visible():
        desk.keyboard.type("1")
        typed += "1"
        desk.wait_for_timeout(100)
    desk.keyboard.type("1")
    expect(desk.locator("[data-key=attempts] input")).to_have_value(f"{typed}1")
    decide(desk, "4")
    expect(desk.locator(".call-banner")).to_be_hidden()
