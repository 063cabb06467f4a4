"""A day with the tablet against the real server: without a connection, and all confirmed at the end."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from mystery.services import devices, reviews
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import Assignment, AssignmentState, Device, Media, Submission
from tests.browser.playing import photo_of
from tests.browser.tablet_day import (
    code_for,
    fill_in,
    finish,
    get_briefed,
    is_ready,
    set_up,
    two_visits,
    unlock,
    until,
)
from tests.cast import someone
from tests.patience import PATIENCE_MS
from tests.serving import serving


@pytest.fixture
def tablet(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, locale="en", has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def at(page: Page, path: str) -> None:
    page.evaluate(f"location.hash = '#/{path}'")
    page.wait_for_selector("h1:focus")


def test_two_visits_without_a_connection_are_confirmed_in_the_evening(
    app: Flask, tablet: BrowserContext
) -> None:
    visits = two_visits()
    page = tablet.new_page()
    with serving(app) as served:
        set_up(page, served.address, code_for())
        is_ready(page)
    page.reload()
    unlock(page)
    for visit, remark in zip(visits, ("Warm welcome", "Nobody came"), strict=True):
        at(page, f"visit/{visit.public_id}")
        get_briefed(page)
        fill_in(page, remark)
        finish(page)
        expect(page.locator(".tablet-outcome-words")).to_have_text("On this tablet")
    at(page, "day")
    expect(page.locator(".tablet-figure").first).to_contain_text("2")
    page.reload()
    unlock(page)
    with serving(app, served.port):
        at(page, "day")
        page.get_by_role("button", name="Send now").tap()
        expect(page.locator(".tablet-figure").nth(0)).to_contain_text("0", timeout=30_000)
        expect(page.locator(".tablet-figure").nth(1)).to_contain_text("2")
        expect(page.get_by_text("You can put the tablet away.")).to_be_visible()
    assert arrived() == {"Warm welcome", "Nobody came"}
    assert {state_of(visit) for visit in visits} == {AssignmentState.IN_REVIEW}
    assert len(reading().scalars(select(Media)).all()) == 4


def arrived() -> set[object]:
    db.session.rollback()
    return {row.answers["remark"] for row in reading().scalars(select(Submission))}


def state_of(visit: Assignment) -> AssignmentState:
    reading().refresh(visit)
    return visit.state


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    with serving(app) as server:
        yield server.address


def on_site(page: Page, served: str, visit: Assignment) -> None:
    """A tablet that was just set up, at the visit, briefed."""
    set_up(page, served, code_for())
    at(page, f"visit/{visit.public_id}")
    get_briefed(page)


def test_a_tablet_that_was_locked_goes_on_where_it_was(tablet: BrowserContext, served: str) -> None:
    page = tablet.new_page()
    on_site(page, served, two_visits()[0])
    page.get_by_role("link", name="Open the questionnaire").tap()
    page.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).tap()
    page.locator(".player-foot .button-primary").tap()
    page.locator(".item[data-key=remark] .item-body input").fill("Half a sen")
    page.get_by_role("button", name="Lock").tap()
    expect(page.locator(".tablet-pin")).to_be_visible()
    assert "Half a sen" not in page.content()
    page.locator(".tablet-pin").fill("314159")
    page.keyboard.press("Enter")
    expect(page.locator(".item[data-key=remark] .item-body input")).to_have_value("Half a sen")


def test_a_visit_that_was_not_possible_reaches_the_planner_with_its_photo(
    tablet: BrowserContext, served: str
) -> None:
    visit = two_visits()[0]
    page = tablet.new_page()
    set_up(page, served, code_for())
    at(page, f"visit/{visit.public_id}/untested")
    page.get_by_label("It was closed during its opening hours").check()
    photo = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": photo_of(800, 600)}
    page.locator("input[type=file]").set_input_files(files=[photo])  # type: ignore[list-item]
    expect(page.get_by_text("Photo 1 is on this tablet")).to_be_visible()
    page.get_by_role("button", name="Close this visit").tap()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    until(page, lambda: state_of(visit) is AssignmentState.COULD_NOT_TEST)
    until(page, lambda: len(reading().scalars(select(Media)).all()) == 1)


def test_a_report_that_was_asked_back_is_answered_on_the_tablet(tablet: BrowserContext, served: str) -> None:
    visit = two_visits()[0]
    page = tablet.new_page()
    on_site(page, served, visit)
    fill_in(page, "Warm welcome")
    finish(page)
    expect(page.locator(".tablet-outcome-words")).to_have_text("Confirmed", timeout=30_000)
    db.session.rollback()
    first = reading().scalars(select(Submission)).one()
    reviews.ask_back(first, actor_for(someone("Rolf")), {"remark": "Who welcomed you?"})
    db.session.rollback()
    asked_back = page.locator(".next-test").get_by_text("Asked back")
    for _ in range(10):  # a round that was under way may have asked before the reviewer did
        page.evaluate("dispatchEvent(new Event('online'))")
        at(page, "today")
        with suppress(AssertionError):
            expect(asked_back).to_be_visible(timeout=2_000)
            break
    expect(asked_back).to_be_visible()
    page.get_by_role("link", name="Answer the questions").tap()
    page.locator(".blocker", has_text="Who welcomed you?").tap()
    page.locator(".item[data-key=remark] .item-body input").fill("A young man")
    page.locator(".player-foot .button-primary").tap()
    finish(page)
    expect(page.locator(".tablet-outcome-words")).to_have_text("Confirmed", timeout=30_000)
    db.session.rollback()
    assert [row.version for row in reading().scalars(select(Submission))] == [1, 2]
    assert "A young man" in arrived()


def test_a_draft_goes_on_on_another_tablet_when_its_tester_says_so(
    chromium: Browser, tablet: BrowserContext, served: str
) -> None:
    visit = two_visits()[0]
    first = tablet.new_page()
    on_site(first, served, visit)
    first.get_by_role("link", name="Open the questionnaire").tap()
    first.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).tap()
    expect(first.locator(".tablet-player .sync")).to_have_text("Sent")
    other = chromium.new_context(viewport={"width": 390, "height": 844}, locale="en", has_touch=True)
    second = other.new_page()
    set_up(second, served, code_for())
    at(second, f"visit/{visit.public_id}")
    expect(second.get_by_text("The questionnaire was begun on")).to_be_visible()
    second.get_by_role("button", name="Take over here").tap()
    second.get_by_role("button", name="Take over", exact=True).tap()
    expect(second.locator(".item[data-key=greeted]").get_by_label("Yes")).to_be_checked()
    second.locator(".tablet-back").tap()
    second.get_by_role("link", name="Go on with the questionnaire").tap()
    expect(second.locator(".item[data-key=greeted]").get_by_label("Yes")).to_be_checked()
    other.close()


def test_a_draft_whose_visit_was_given_to_somebody_else_goes_on(tablet: BrowserContext, served: str) -> None:
    visit = two_visits()[0]
    page = tablet.new_page()
    on_site(page, served, visit)
    page.get_by_role("link", name="Open the questionnaire").tap()
    page.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).tap()
    page.locator(".tablet-back").tap()
    with transaction():
        visit.tester = someone("Toni")
    db.session.rollback()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.get_by_text("This visit is no longer on your list")).to_be_visible()
    at(page, "day")
    page.get_by_role("link", name="Bremen").tap()
    page.get_by_role("link", name="Go on with the questionnaire").tap()
    expect(page.locator(".item[data-key=greeted]").get_by_label("Yes")).to_be_checked()


def test_a_tablet_that_was_switched_off_says_so_and_keeps_everything(
    tablet: BrowserContext, served: str
) -> None:
    visit = two_visits()[0]
    page = tablet.new_page()
    on_site(page, served, visit)
    device = reading().scalars(select(Device)).one()
    devices.revoke(device, actor_for(someone("Anna")))
    db.session.rollback()
    page.evaluate("dispatchEvent(new Event('online'))")
    at(page, "today")
    expect(page.get_by_text("The office has switched this tablet off for your account.")).to_be_visible()
    expect(page.get_by_text("Nothing is lost: all stays here.")).to_be_visible()
    expect(page.locator(".next-test")).to_be_visible()
