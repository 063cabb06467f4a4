"""The call desk: one screen for a call, and hands that never leave the keys."""

from __future__ import annotations

import os
from collections.abc import Iterator
from time import perf_counter

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser import calling
from tests.browser.calling import (
    answer,
    card,
    decide,
    dial,
    finish,
    log_in,
    meet,
    outcome,
    reach,
    take_case,
)
from tests.browser.conftest import Open
from tests.browser.profiles import Profile
from tests.call_world import TUESDAY

IS_LONG = os.environ.get("MYSTERY_FAULTS") == "long"
CALLS = 20 if IS_LONG else 6


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[time_machine.Traveller]:
    """The server's clock: an hour at which everybody may be called."""
    with time_machine.travel(TUESDAY) as clock:
        yield clock


@pytest.fixture
def desk(open_page: Open) -> Page:
    return open_page("", "/login", width=1280, height=800)


def test_a_caller_makes_test_calls_without_ever_touching_the_mouse(desk: Page) -> None:
    calling.hotlines(CALLS)
    log_in(desk)
    take_case(desk)
    for number in range(CALLS):
        dial(desk)
        if number % 3 == 2:
            outcome(desk, "4")
        else:
            reach(desk)
            answer(desk, greeted="1", needs="3", remark="Friendly, and quick.")
            finish(desk)
        if number < CALLS - 1:
            card(desk)
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == ["busy" if number % 3 == 2 else "reached" for number in range(CALLS)]
    for answers in calling.handed_in():
        assert {"ring_time", "queue_time"} <= answers.keys()
        assert not answers["ring_time"]["measured"]
        assert (answers["reached"], answers["greeted"], answers["needs"]) == ("human", "yes", 3)


def test_a_caller_asks_respondents_without_ever_touching_the_mouse(desk: Page) -> None:
    calling.respondents(CALLS)
    log_in(desk)
    take_case(desk)
    for number in range(CALLS):
        dial(desk)
        if number % 3 == 2:
            outcome(desk, "d", "Has no time for surveys.")
        elif number == 4:
            meet(desk)
            calling.refuse(desk, "Does not want to say why.")
        else:
            meet(desk)
            answer(desk, consent="1", staff="1", wait="3", topics="1 3", order="2 1 3", visited_on="11022026",
                   years="44", score="8", why="It was quick.")  # fmt: skip
            finish(desk)
        if number < CALLS - 1:
            card(desk)
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == [
        "refusal_soft" if n % 3 == 2 or n == 4 else "complete" for n in range(CALLS)
    ]
    for answers in calling.handed_in():
        assert answers == {
            "consent": "yes", "staff": "1", "wait": "3", "topics": ["price", "speed"],
            "order": ["advice", "price", "speed"], "visited_on": "2026-11-02", "years": 44, "score": 8,
            "why": "It was quick.",
        }  # fmt: skip


def test_what_the_telephone_measures_fills_the_timers_and_a_dropped_call_is_dialled_again(
    desk: Page, tuesday: time_machine.Traveller
) -> None:
    calling.hotlines(1, telephony="simulator", number="+49 421 555 016")
    log_in(desk)
    take_case(desk)
    dial(desk)
    tuesday.shift(3)
    expect(desk.locator(".dial-state")).to_contain_text("Ringing")
    tuesday.shift(6)
    expect(desk.locator(".dial-state")).to_contain_text("Picked up")
    meet(desk)
    expect(desk.locator("[data-key=ring_time] .timer-measured")).to_have_text("measured")
    answer(desk, greeted="1")
    expect(desk.locator(".dial-measured").first).to_be_visible()
    tuesday.shift(20)
    banner = desk.locator(".call-banner")
    expect(banner).to_contain_text("The call is over, the questions are not finished")
    decide(desk, "1")
    expect(banner).to_be_hidden()
    expect(desk.locator(".dial-phase[data-phase=human]")).to_be_focused()
    desk.keyboard.press("Enter")
    finish(desk)
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == ["dropped", "reached"]
    (answers,) = calling.handed_in()
    assert answers["ring_time"]["measured"]
    assert answers["ring_time"]["seconds"] == pytest.approx(6, abs=0.1)


def test_a_hotline_that_is_busy_to_the_end_leads_into_its_questions(desk: Page) -> None:
    calling.hotlines(1, rules={"max_attempts": 1})
    log_in(desk)
    take_case(desk)
    dial(desk)
    desk.keyboard.press("Alt+8")
    expect(desk.locator(".call-dialog")).to_be_visible()
    desk.keyboard.press("4")
    desk.keyboard.press("Enter")
    expect(desk.locator(".item[data-current]")).to_be_visible()
    answer(desk)
    expect(desk.get_by_text("Nothing is missing.")).to_be_visible()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/cati/")
    assert [each["reached"] for each in calling.handed_in()] == ["busy"]


def test_an_appointment_is_typed_as_people_say_it_and_ends_the_call(desk: Page) -> None:
    calling.respondents(1)
    log_in(desk)
    take_case(desk)
    dial(desk)
    desk.clock.set_fixed_time(TUESDAY)
    desk.keyboard.press("F7")
    desk.keyboard.type("someday")
    expect(desk.locator(".call-means")).to_have_text("Not understood yet, or past.")
    desk.keyboard.press("Control+a")
    desk.keyboard.type("th 14:30")
    expect(desk.locator(".call-means")).to_contain_text("Thu 26 Nov, 14:30")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Tab")
    desk.keyboard.type("Ask for the director.")
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == ["appointment_hard"]
    desk.goto("/cati/day")
    row = desk.get_by_role("row").filter(has_text="Ask for the director.")
    expect(row).to_contain_text("11/26/26")


def test_a_case_that_somebody_else_has_now_is_told_and_typing_is_kept(open_page: Open) -> None:
    desk = open_page("", "/login", refusal=409)
    calling.respondents(1)
    desk.clock.install()
    log_in(desk)
    take_case(desk)
    dial(desk)
    meet(desk)
    desk.keyboard.type("1")
    desk.keyboard.press("Enter")
    calling.take_away()
    desk.clock.run_for(61_000)
    banner = desk.locator(".call-banner")
    expect(banner).to_contain_text("Somebody else has this case now")
    decide(desk, "1")
    expect(banner).to_be_hidden()
    expect(desk.locator(".sync")).to_contain_text("Sent")


def test_an_answer_that_fills_a_full_quota_is_told_and_ends_the_interview_by_two_keys(desk: Page) -> None:
    wave = calling.respondents(1)
    calling.quota(wave, "Pleased", {"staff": "1"}, target=0, action="stop")
    log_in(desk)
    take_case(desk)
    dial(desk)
    meet(desk)
    for code in ("1", "1", "3"):  # consent, staff, wait
        desk.keyboard.type(code)
        desk.keyboard.press("Enter")
    banner = desk.locator(".call-banner")
    expect(banner).to_contain_text("This quota is full: Pleased.")
    decide(desk, "1")
    expect(desk.locator(".call-dialog [type=submit]")).to_be_focused()
    desk.keyboard.press("Enter")
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == ["quota_full"]


def test_the_screen_of_a_call_is_sound_for_everybody(desk: Page) -> None:
    calling.hotlines(1)
    log_in(desk)
    take_case(desk)
    found = {"case": faults(desk)}
    dial(desk)
    reach(desk)
    found["questions"] = faults(desk)
    for name, key in (("appointment", "F7"), ("outcome", "F8"), ("help", "F1")):
        desk.keyboard.press(key)
        expect(desk.locator(".call-dialog")).to_be_visible()
        found[name] = faults(desk)
        desk.keyboard.press("Escape")
    desk.keyboard.press("F1")
    desk.keyboard.press("Space")
    desk.keyboard.press("Escape")
    desk.keyboard.press("F8")
    expect(desk.locator(".call-dialog")).to_have_count(0)
    desk.set_viewport_size({"width": 640, "height": 400})  # 200 % of 1280
    found["zoomed"] = faults(desk)
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not {name: each for name, each in found.items() if each}


def faults(page: Page) -> list[str]:
    return [
        f"{each['id']}: {each['nodes'][0]['html'][:90]}" for each in Axe().run(page).response["violations"]
    ]


_BOUND = 2.0
"""Seconds until a caller goes on where they were; measured on a quiet machine in the long run only."""


def test_a_browser_that_is_killed_at_any_question_has_lost_nothing(profile: Profile, address: str) -> None:
    """One interview over all kills; each time the page goes on at the last answer."""
    calling.respondents(1, text=calling.LONG)
    page = profile.start(base_url=address).pages[0]
    log_in(page)
    take_case(page)
    dial(page)
    meet(page)
    case, cookies, waits = page.url, page.context.cookies(), []
    for number in range(1, calling.QUESTIONS + 1):
        page.keyboard.type(f"{number}")
        page.keyboard.press("Enter")
        if number % (1 if IS_LONG else 10):
            continue
        expect(page.locator(".sync")).to_contain_text("Sent")
        profile.kill()
        page = profile.start(base_url=address).pages[0]
        page.context.add_cookies(cookies)  # type: ignore[arg-type]  # as a browser does that opens its pages again
        page.add_init_script(calling.HANG_UP)
        since = perf_counter()
        page.goto(case)
        expect(page.locator(".call-banner")).to_contain_text("The call is still open")
        waits.append(perf_counter() - since)
        decide(page, "Enter")
        expect(page.locator(".dial-state")).to_contain_text("A person")
        if number < calling.QUESTIONS:
            expect(page.locator(".item[data-current] input")).to_have_value(f"{number}")
            page.keyboard.press("Enter")
    finish(page)
    page.wait_for_url("**/cati/")
    assert calling.handed_in() == [{f"q{number}": number for number in range(1, calling.QUESTIONS + 1)}]
    assert calling.outcomes() == ["complete"]
    assert not IS_LONG or sorted(waits)[len(waits) // 2] <= _BOUND
