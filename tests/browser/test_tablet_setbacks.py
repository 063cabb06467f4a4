"""The tablet's screens on bad days: visits given away, drafts taken over, a full disk, nothing sent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.tablet_screens import BRIEFED, MID, Opening, connection, opening, reassigned, show, world

TAKEN = {
    "state": "elsewhere", "interview": "i-1", "problem": "INTERVIEW_TAKEN", "said": BRIEFED["said"],
    "other": {"device": "d-2", "name": "Tablet 9", "seen_at": "2026-11-20T09:00:00Z"},
}  # fmt: skip


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Opening]:
    yield from opening(chromium, address)


def test_a_full_tablet_is_named_where_something_cannot_be_kept(opened: Opening) -> None:
    page = opened(fails=True, broken=["note"], trouble="QuotaExceededError")
    show(page, "visit/a-1")
    page.get_by_role("button", name="I am here").click()
    expect(page.locator("#tablet-says")).to_contain_text("The tablet is full")
    show(page, "visit/a-1/untested")
    page.get_by_label("I am ill or prevented").check()
    page.get_by_role("button", name="Close this visit").click()
    expect(page.locator(".tablet-toast")).to_contain_text("The tablet is full")
    expect(page.get_by_role("button", name="Close this visit")).to_be_enabled()
    expect(page.get_by_label("I am ill or prevented")).to_be_checked()


def test_a_rescue_file_that_cannot_be_made_says_so(opened: Opening) -> None:
    page = opened(fails=True, visits=dict(MID), broken=["rescue"])
    show(page, "day")
    page.get_by_role("button", name="Rescue file").click()
    expect(page.locator("#tablet-says")).to_contain_text("The rescue file could not be made.")


def test_a_memory_that_does_not_answer_is_said_instead_of_an_empty_page(opened: Opening) -> None:
    page = opened(fails=True)
    page.evaluate("fakeWorld.broken = ['list']")
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="The memory does not answer")).to_be_visible()
    page.get_by_role("button", name="Open the app again").click()
    expect(page.get_by_role("heading", name="Who works now?")).to_be_visible()


def test_a_browser_that_promises_nothing_is_said_before_a_visit_and_stops_nobody(opened: Opening) -> None:
    page = opened(storage={"persisted": False})
    warning = page.get_by_text("The browser may clear this tablet when space runs short")
    expect(warning).to_be_visible()
    show(page, "visit/a-1")
    expect(warning).to_be_visible()
    page.get_by_role("link", name="Open the questionnaire").click()
    expect(page.locator(".player-stage .page")).to_be_visible()
    page.evaluate("fakeWorld.storage = {persisted: false, accepted: true}")
    show(page, "today")
    expect(page.get_by_text("The office has accepted this tablet without")).to_be_visible()
    expect(warning).to_have_count(0)


def test_a_visit_that_was_not_possible_waits_until_it_is_sent(opened: Opening) -> None:
    page = opened()
    connection(page, there=False)
    show(page, "visit/a-1/untested")
    page.get_by_label("It was closed during its opening hours").check()
    page.get_by_role("button", name="Close this visit").click()
    expect(page.locator("#tablet-says")).to_contain_text("It is sent as soon as there is a connection")
    show(page, "day")
    expect(page.locator(".tablet-figure").first).to_contain_text("1")
    expect(page.get_by_text("Everything has arrived", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Autohaus Nord").click()
    expect(page.locator(".tablet-outcome")).to_contain_text("What you said is on this tablet.")
    connection(page, there=True)
    show(page, "day")
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("Everything has arrived", exact=True)).to_be_visible()


def test_a_visit_that_was_not_possible_and_waits_for_days_is_said(opened: Opening) -> None:
    waits = {"state": "untested", "isSent": False, "since": "2026-11-20T10:00:00Z"}
    page = opened(visits={"a-1": waits})
    expect(page.get_by_text("Finished work waits for more than a day")).to_be_visible()


def test_a_draft_that_another_tablet_has_taken_over_can_be_read_and_taken_back(opened: Opening) -> None:
    page = opened(visits={"a-0": TAKEN})
    show(page, "visit/a-0")
    expect(page.get_by_text("The questionnaire goes on on “Tablet 9”.")).to_contain_text("Fri 20 Nov")
    page.get_by_role("link", name="Look at what is here").click()
    expect(page.locator(".player-stage .page")).to_be_visible()
    assert page.evaluate("fakeWorld.started") == [["a-0", "elsewhere"]]
    page.locator(".tablet-back").click()
    page.get_by_role("button", name="Take over here").click()
    page.get_by_role("button", name="Take over", exact=True).click()
    expect(page.locator(".player-stage .page")).to_be_visible()
    assert page.evaluate("fakeWorld.visits['a-0'].state") == "draft"


def test_a_taken_draft_whose_visit_was_given_away_can_still_be_read(opened: Opening) -> None:
    page = opened(work=reassigned("a-0"), visits={"a-0": TAKEN})
    expect(page.locator(".next-test")).not_to_contain_text("Jungfernstieg")
    show(page, "visit/a-0")
    expect(page.get_by_role("button", name="Take over here")).to_have_count(0)
    page.get_by_role("link", name="Look at what is here").click()
    expect(page.locator(".player-stage .page")).to_be_visible()


def test_the_office_says_why_a_draft_is_not_given_to_this_tablet(opened: Opening) -> None:
    page = opened(visits={"a-0": TAKEN}, refusal="ASSIGNMENT_UNKNOWN")
    show(page, "visit/a-0")
    page.get_by_role("button", name="Take over here").click()
    page.get_by_role("button", name="Take over", exact=True).click()
    expect(page.locator("#tablet-says")).to_contain_text("The office does not take this now. (ASSIGNMENT")


def test_a_draft_whose_visit_was_given_away_is_still_there_and_can_be_finished(opened: Opening) -> None:
    page = opened(work=reassigned("a-0"), visits={"a-0": {"state": "draft"}})
    expect(page.locator(".next-test").get_by_text("Haus Hansa Hamburg-Jungfernstieg")).to_be_visible()
    show(page, "day")
    expect(page.get_by_text("Everything has arrived", exact=True)).to_have_count(0)
    page.get_by_role("link", name="Haus Hansa Hamburg-Jungfernstieg").click()
    expect(page.get_by_text("This visit is no longer on your list")).to_be_visible()
    page.get_by_role("link", name="Go on with the questionnaire").click()
    expect(page.locator(".player-stage .page")).to_be_visible()


def test_what_is_here_is_shown_even_when_its_place_is_forgotten(opened: Opening) -> None:
    waits = {"state": "here", "since": "2026-11-20T10:00:00Z"}
    told = {"state": "untested", "since": "2026-09-20T10:00:00Z"}
    page = opened(visits={"gone-1": {"state": "draft"}, "gone-2": waits, "gone-3": {**told, "isSent": True}})
    show(page, "day")
    expect(page.locator(".tablet-figure").first).to_contain_text("1")
    expect(page.get_by_role("link", name="A visit that is no longer on your list")).to_have_count(2)
    show(page, "today")
    expect(page.locator(".badge", has_text="Could not test")).to_have_count(0)
    show(page, "visit/gone-1")
    expect(page.get_by_role("link", name="Go on with the questionnaire")).to_be_visible()


def test_a_finished_visit_that_has_left_the_list_opens_from_its_row(opened: Opening) -> None:
    page = opened(work=reassigned("a-3"), visits={"a-3": {"state": "confirmed"}})
    show(page, "day")
    page.get_by_role("link", name="Werkstatt Bergedorf").click()
    expect(page.locator(".tablet-outcome-words")).to_have_text("Confirmed")


def test_a_questionnaire_that_does_not_open_lets_its_draft_go(opened: Opening) -> None:
    page = opened(boot={**world()["boot"], "package": {}, "languages": ["en"]})
    page.evaluate("location.hash = '#/visit/a-1/interview'")
    expect(page.get_by_text("The questionnaire cannot be opened")).to_be_visible()
    assert page.evaluate("fakeWorld.left") == ["interview-a-1"]
