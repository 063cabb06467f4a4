"""Promises on the tablet: on the first screen, closed without a connection, closed meanwhile elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from mystery.clock import utcnow
from mystery.services import promise_ends
from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import Promise, PromiseState, VisitNote
from tests.browser.tablet_day import code_for, set_up, unlock, until
from tests.browser.tablet_screens import NOT_TAKEN, Opening, opening, promise, show
from tests.patience import PATIENCE_MS
from tests.promise_world import actor, called, the_promise

BREMEN = ZoneInfo("Europe/Berlin")


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Opening]:
    yield from opening(chromium, address)


def wall(moment: datetime) -> str:
    """As a field for moments takes it, by the clocks of Bremen."""
    return f"{moment.astimezone(BREMEN):%Y-%m-%dT%H:%M}"


def test_a_promise_says_when_it_is_due_and_is_closed_only_with_what_can_be_true(opened: Opening) -> None:
    page = opened(promises=[promise(0), promise(1, hours=30)], finished=9)
    rows = page.locator("a[href*='promise/']")
    expect(rows.nth(0)).to_contain_text("Overdue")
    expect(rows.nth(1)).to_contain_text("Running")
    show(page, "promise/p-1")
    expect(page.get_by_label("Nothing came")).to_have_count(0)
    show(page, "promise/p-0")
    close = page.get_by_role("button", name="Close the promise")
    close.click()
    expect(page.get_by_text("Please choose what happened.")).to_be_visible()
    page.get_by_label("It came, in time or late").check()
    for moment, words in (
        ("", "Please say when it came."),
        (wall(utcnow() + timedelta(hours=2)), "This moment has not come yet."),
        (wall(utcnow() - timedelta(days=4)), "That was before the promise was made."),
    ):
        page.get_by_label("When?").fill(moment)
        close.click()
        expect(page.locator(".field-error:visible")).to_have_text(words)
    page.get_by_label("When?").fill(wall(utcnow() - timedelta(hours=3)))
    close.click()
    expect(rows.nth(0)).to_contain_text("On this tablet")
    show(page, "day")
    expect(page.locator(".tablet-figure").first).to_contain_text("1")
    expect(page.get_by_text("9 are not on this tablet")).to_be_visible()


def test_what_was_closed_meanwhile_is_read_and_goes(opened: Opening) -> None:
    page = opened(promises=[promise(0, said=NOT_TAKEN)])
    page.locator("a[href*='promise/']").click()
    expect(page.get_by_text("It was closed meanwhile as not kept.")).to_be_visible()
    expect(page.get_by_text("She called. The office has that, too")).to_be_visible()
    page.get_by_role("button", name="Understood").click()
    expect(page.get_by_role("heading", name="Promises")).to_have_count(0)


@pytest.fixture
def tablet(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, locale="en", has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


def running() -> Promise:
    """What Tara was promised three days ago ran out an hour ago."""
    called(who="Tara")
    found, now = the_promise(), utcnow()
    with transaction():
        found.opened_at, found.due_at = now - timedelta(days=3), now - timedelta(hours=1)
    return found


def close_offline(page: Page, kept: datetime) -> None:
    """Says when it came, without a connection; the app is opened anew, and still knows."""
    expect(page.get_by_text("The app opens without a connection")).to_be_visible()
    page.context.set_offline(True)
    page.locator("a[href*='promise/']").tap()
    page.get_by_label("It came, in time or late").check()
    page.get_by_label("When?").fill(wall(kept))
    page.get_by_label("In your words").fill("The manager called.")
    page.get_by_role("button", name="Close the promise").tap()
    expect(page.locator("a[href*='promise/']")).to_contain_text("On this tablet")
    page.reload()
    unlock(page)
    expect(page.locator("a[href*='promise/']")).to_contain_text("On this tablet")


def test_a_promise_closed_without_a_connection_arrives_with_it(tablet: BrowserContext, address: str) -> None:
    promise, page, kept = running(), tablet.new_page(), utcnow() - timedelta(hours=2)
    set_up(page, address, code_for())
    close_offline(page, kept)
    tablet.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    until(page, lambda: promise.state is PromiseState.KEPT)
    assert promise.note == "The manager called."
    assert promise.kept_at is not None
    assert abs(promise.kept_at - kept) < timedelta(minutes=1)
    expect(page.locator("a[href*='promise/']")).to_contain_text("The office has it")


def test_a_promise_that_the_desk_has_closed_meanwhile_stays_closed(
    tablet: BrowserContext, address: str
) -> None:
    promise, page = running(), tablet.new_page()
    set_up(page, address, code_for())
    close_offline(page, utcnow() - timedelta(hours=2))
    promise_ends.close(promise, actor("Rolf"))
    db.session.rollback()
    tablet.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    row = page.locator("a[href*='promise/']")
    expect(row).to_contain_text("Not taken")
    row.tap()
    expect(page.get_by_text("It was closed meanwhile as not kept.")).to_be_visible()
    page.get_by_role("button", name="Understood").tap()
    expect(page.get_by_role("heading", name="Promises")).to_have_count(0)
    db.session.rollback()
    assert promise.state is PromiseState.BROKEN
    assert [each.value["note"] for each in reading().scalars(select(VisitNote))] == ["The manager called."]
