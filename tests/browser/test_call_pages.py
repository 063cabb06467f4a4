"""The desk's pages about calls in a browser: readable by anyone, worked by keys, live without a reload."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Page, expect

from mystery.clock import utcnow
from mystery.services import quotas
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.models import CallAttempt, Wave
from tests.cast import someone
from tests.sample_world import PEOPLE, a_wave, cases_of, take
from tests.services.test_reach import a_study

Open = Callable[..., Page]


@pytest.fixture
def wave(app: Flask) -> Wave:
    """A survey with two respondents and a quota."""
    made = a_wave()
    take(made)
    cell = {"label": "Nord", "where": {"region": "Nord"}, "target": 3}
    quotas.save(made, [cell], actor_for(someone("Anna")))
    return made


def check(page: Page) -> None:
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def test_every_page_about_calls_can_be_read_by_anyone(open_page: Open, wave: Wave) -> None:
    with transaction():
        someone("Stefan").language = "de"
    page = open_page("Stefan", f"/desk/waves/{wave.public_id}/calls", width=1280)
    own = [f"/desk/waves/{wave.public_id}/{name}" for name in ("sample", "quotas", "outcomes")]
    case = f"/desk/cases/{cases_of(wave)[0].public_id}"
    check(page)
    for path in (*own, case, "/desk/do-not-call", "/desk/calls/now"):
        page.goto(path)
        check(page)
    page.set_viewport_size({"width": 390, "height": 844})
    for path in (f"/desk/waves/{wave.public_id}/calls", own[0], "/desk/calls/now"):
        page.goto(path)
        check(page)


def test_a_planner_takes_a_file_with_the_keyboard(open_page: Open, app: Flask) -> None:
    wave = a_wave()
    page = open_page("Stefan", f"/desk/waves/{wave.public_id}/sample")
    file = {"name": "people.csv", "mimeType": "text/csv", "buffer": PEOPLE.encode()}
    page.get_by_label("File with numbers").set_input_files(file)
    page.get_by_role("button", name="Look at the file").press("Enter")
    expect(page.get_by_role("button", name="Take 2 rows")).to_be_visible()
    check(page)
    page.get_by_label("Region").select_option("Leave out")  # the form sends itself
    page.wait_for_url(lambda address: "c4=ignore" in address)
    page.get_by_role("button", name="Take 2 rows").press("Enter")
    expect(page.get_by_text("2 rows are taken.")).to_be_visible()


def test_a_planner_chooses_hotlines_with_the_keyboard(open_page: Open, app: Flask) -> None:
    page = open_page("Stefan", f"/desk/waves/{a_study().public_id}/reach")
    search = page.get_by_label("Search in the list")
    expect(page.get_by_text("2 of 2 chosen")).to_be_visible()
    page.get_by_role("button", name="None", exact=True).press("Enter")
    search.fill("BREM")
    expect(page.get_by_role("checkbox", name="Ulm")).to_be_hidden()
    search.press("Enter")  # sends nothing
    search.press("ArrowDown")
    page.keyboard.press("Space")
    search.press("Escape")
    expect(page.get_by_role("checkbox", name="Ulm")).not_to_be_checked()
    expect(page.get_by_role("checkbox", name="Bremen")).to_be_checked()
    expect(page.get_by_text("1 of 2 chosen")).to_be_visible()
    check(page)


def test_the_board_shows_a_call_without_a_reload(open_page: Open, wave: Wave) -> None:
    page = open_page("Stefan", "/desk/calls/now")
    expect(page.get_by_role("status").filter(has_text="Up to date")).to_be_visible()
    expect(page.get_by_text("Nobody is at work")).to_be_visible()
    page.evaluate("window.stayed = true")
    with transaction() as session:
        carl = someone("Carl").id
        session.add(CallAttempt(case_id=cases_of(wave)[0].id, caller_id=carl, started_at=utcnow()))
    expect(page.get_by_role("cell", name="Carl")).to_be_visible()
    expect(page.get_by_role("cell", name="On the line")).to_be_visible()
    assert page.evaluate("window.stayed"), "the page was loaded again"
    check(page)
    page.get_by_role("button", name="Pause updates").press("Enter")
    expect(page.get_by_role("button", name="Update again")).to_be_visible()
