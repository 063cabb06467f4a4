"""A day with the tablet against the real server: without a connection, and all confirmed at the end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect
from sqlalchemy import select

from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import Assignment, AssignmentState, Media, Submission
from tests.browser.tablet_builds import listening
from tests.browser.tablet_day import (
    code_for,
    fill_in,
    finish,
    get_briefed,
    is_ready,
    set_up,
    two_visits,
    unlock,
)


@pytest.fixture
def tablet(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, locale="en", has_touch=True)
    context.set_default_timeout(15_000)
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
    with listening(app) as server:
        port = server.server_port
        set_up(page, f"http://127.0.0.1:{port}", code_for())
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
    with listening(app, port):
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
