"""The inbox in a browser: what waits, side by side, decided with the keyboard, readable by anyone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from mystery.services.transaction import reading, transaction
from mystery.store.models import Intake
from tests.cast import someone
from tests.intake_world import IntakeWorld, counted, world

Open = Callable[..., Page]


@pytest.fixture
def w(app: Flask) -> IntakeWorld:
    """A visit that arrived twice, with other answers the second time."""
    made = world()
    made.send(made.envelope())
    made.send(made.envelope({"greeted": "no", "queue_minutes": 4}))
    return made


def check(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "de"])
def test_the_inbox_can_be_read_by_anyone(open_page: Open, w: IntakeWorld, width: int, language: str) -> None:
    with transaction():
        someone("Rolf").language = language
    page = open_page("Rolf", "/desk/inbox/", width=width)
    expect(page.get_by_role("heading", level=1)).to_have_text({"en": "Inbox", "de": "Eingang"}[language])
    check(page)
    page.get_by_role("link", name="Bremen").click()
    page.wait_for_load_state()
    check(page)


def test_a_reviewer_decides_with_the_keyboard(open_page: Open, w: IntakeWorld) -> None:
    page = open_page("Rolf", "/desk/inbox/")
    page.get_by_role("link", name="Bremen").click()
    expect(page.get_by_role("cell", name="Greeted? differs")).to_be_visible()
    page.get_by_label("Reason").fill("The first was a slip")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This version was taken")).to_be_visible()
    reading().rollback()
    assert [each.answers["greeted"] for each in counted(w.assignment)] == ["no"]


def test_a_decision_without_a_reason_says_what_is_missing(open_page: Open, w: IntakeWorld) -> None:
    row = reading().query(Intake).filter(Intake.reason != "").one()
    page = open_page("Rolf", f"/desk/inbox/{row.public_id}", refusal=422)
    page.get_by_role("button", name="Count neither").click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
