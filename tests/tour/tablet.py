"""The tablet in the tour: set up by a code of the office, then every screen of a tester's day."""

from __future__ import annotations

import json
from collections.abc import Iterator

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from mystery.access import Role
from mystery.demo.people import Login
from mystery.services import accounts, devices
from mystery.services.transaction import reading
from mystery.store.models import User
from tests.tour.looks import Look

_PIN = "314159"
_OF_A_VISIT = ("briefing", "untested", "interview")


def screens_of_a_tablet(app: Flask, page: Page, address: str, login: Login, look: Look) -> Iterator[str]:
    """Shows one screen after the other; yields a name for each. Only testers have tablets."""
    if login.role is not Role.TESTER:
        return
    kept = json.dumps({"language": look.language, "theme": look.theme})
    page.add_init_script(f"localStorage.setItem('mystery-tablet-looks', {json.dumps(kept)});")
    page.goto(f"{address}/tablet/enrol#{_code(app, login.email)}")
    page.wait_for_selector(".tablet-pin")
    yield "tablet-enrol"
    for field in page.locator(".tablet-pin").all():
        field.fill(_PIN)
    page.click("form button[type=submit]")
    page.wait_for_selector(".callout")
    yield "tablet-welcome"
    page.click("main .button-primary")
    page.wait_for_selector(".next-test")
    page.wait_for_load_state("networkidle")
    yield "tablet-today"
    yield from _of_the_first_visit(page)
    for name in ("day", "tablet"):
        _show(page, name)
        yield f"tablet-{name}"
    page.click("[data-key=discreet]")
    yield "tablet-discreet"
    page.click(".note-back")
    page.click("[data-key=lock]")
    page.wait_for_selector(".tablet-pin")
    yield "tablet-locked"


def _of_the_first_visit(page: Page) -> Iterator[str]:
    visit = str(page.locator(".next-test-place a").get_attribute("href")).removeprefix("#/")
    _show(page, visit)
    yield "tablet-visit"
    for part in _OF_A_VISIT:
        _show(page, f"{visit}/{part}")
        yield f"tablet-{part}"


def _show(page: Page, path: str) -> None:
    page.evaluate(f"location.hash = '#/{path}'")
    page.wait_for_selector(".player-stage .page, h1:focus")


def _code(app: Flask, email: str) -> str:
    with app.app_context():
        user = reading().scalars(select(User).where(User.email == email)).one()
        return devices.make_code(user, accounts.actor_for(user)).code
