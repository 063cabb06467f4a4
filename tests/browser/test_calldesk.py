"""The call desk: one screen for a call, and hands that never leave the keys."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
import time_machine
from playwright.sync_api import Page

from tests.browser import calling
from tests.browser.calling import answer, card, dial, finish, log_in, meet, outcome, reach, take_case
from tests.browser.conftest import Open
from tests.call_world import TUESDAY

IS_LONG = os.environ.get("MYSTERY_FAULTS") == "long"
CALLS = 20 if IS_LONG else 6


@pytest.fixture(autouse=True)
def tuesday() -> Iterator[None]:
    """An hour at which everybody may be called."""
    with time_machine.travel(TUESDAY):
        yield


@pytest.fixture
def desk(open_page: Open) -> Page:
    return open_page("", "/login", width=1280, height=800)


def test_a_caller_makes_test_calls_without_ever_touching_the_mouse(desk: Page) -> None:
    calling.test_calls(CALLS)
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
        else:
            meet(desk)
            answer(desk, consent="1", staff="1", wait="3", topics="1 3", order="2 1 3", visited_on="11022026",
                   years="44", score="8", why="It was quick.")  # fmt: skip
            finish(desk)
        if number < CALLS - 1:
            card(desk)
    desk.wait_for_url("**/cati/")
    assert calling.outcomes() == ["refusal_soft" if n % 3 == 2 else "complete" for n in range(CALLS)]
    for answers in calling.handed_in():
        assert answers == {
            "consent": "yes", "staff": "1", "wait": "3", "topics": ["price", "speed"],
            "order": ["advice", "price", "speed"], "visited_on": "2026-11-02", "years": 44, "score": 8,
            "why": "It was quick.",
        }  # fmt: skip
