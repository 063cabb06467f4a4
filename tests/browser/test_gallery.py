"""The design system in a real browser: readable, reachable and within the window, in every theme."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Open

THEMES = ("light", "dark", "sun")

# What a finger meets on a phone; links within running text are exempt.
_SMALL_TARGETS = """() => [...document.querySelectorAll(
    'button, .button, .input, .choice, .nav-item, .foot-item, .switch-option, summary, .tab, .page-link')]
  .filter(e => e.offsetParent && !e.closest('dialog:not([open])'))
  .map(e => [e.className || e.tagName, e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 40 || box.width < 40)
  .map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


def choose(page: Page, **cookies: str) -> None:
    """Language and theme are remembered by the browser."""
    page.context.add_cookies(
        [{"name": name, "value": value, "url": page.url} for name, value in cookies.items()]
    )
    page.reload()


def complaints(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("theme", THEMES)
def test_everyone_can_read_every_component(open_page: Open, theme: str) -> None:
    page = open_page("Rita", "/gallery")
    choose(page, theme=theme)
    assert complaints(page) == []


@pytest.mark.parametrize("theme", THEMES)
def test_everyone_can_read_the_gallery_on_a_phone_in_german(open_page: Open, theme: str) -> None:
    page = open_page("Rita", "/gallery", width=390, height=844)
    choose(page, theme=theme, language="de")
    assert complaints(page) == []


def test_nothing_sticks_out_of_the_window(open_page: Open) -> None:
    page = open_page("Rita", "/gallery")
    for width in (1440, 1280, 800, 720, 390, 320):  # 720 is 200 % zoom at 1440
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


_CUT_OFF = """() => [...document.querySelectorAll('.table-frame td:last-child:not([data-label]) .button')]
  .filter(e => e.getBoundingClientRect().right > e.closest('.table-frame').getBoundingClientRect().right)
  .length"""


def test_what_a_row_can_be_told_to_do_is_in_sight_on_a_tablet(open_page: Open) -> None:
    page = open_page("Rita", "/gallery", width=700, height=900)
    frame = "document.querySelector('.table-frame:has(td:last-child:not([data-label]) .button)')"
    assert page.evaluate(f"{frame}.scrollWidth > {frame}.clientWidth"), "the table is wider than its frame"
    assert page.evaluate(_CUT_OFF) == 0


def test_a_finger_meets_everything_on_a_phone(open_page: Open) -> None:
    page = open_page("Rita", "/gallery", width=390, height=844)
    assert page.evaluate(_SMALL_TARGETS) == []


def test_a_dialog_opens_and_escape_closes_it(open_page: Open) -> None:
    page = open_page("Rita", "/gallery")
    page.click("[data-dialog-open=gallery-dialog]")
    assert page.locator("#gallery-dialog").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#gallery-dialog").is_visible()


def test_deleting_asks_for_the_name_first(open_page: Open) -> None:
    page = open_page("Rita", "/gallery")
    page.click("[data-dialog-open=gallery-confirm]")
    send = page.locator("#gallery-confirm button[type=submit]")
    assert send.is_disabled()
    page.fill("#gallery-confirm-name", "Autumn wave 2026")
    assert send.is_enabled()


def test_arrow_keys_go_through_tabs(open_page: Open) -> None:
    page = open_page("Rita", "/gallery")
    page.locator("#panel-facts-tab").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel-history").is_visible()
    assert not page.locator("#panel-facts").is_visible()


def test_ticking_rows_brings_the_bar_for_all_of_them(open_page: Open) -> None:
    page = open_page("Rita", "/gallery")
    assert not page.locator("[data-bulk]").is_visible()
    page.check("[data-select-all]")
    assert page.locator("[data-bulk-count]").inner_text() == "4"


def test_the_navigation_opens_as_a_drawer_on_a_tablet(open_page: Open) -> None:
    page = open_page("Rita", "/gallery", width=800, height=1280)
    assert not page.locator("#navigation").is_visible()
    page.click(".frame-menu")
    assert page.locator("#navigation").is_visible()
    page.keyboard.press("Escape")
    assert not page.locator("#navigation").is_visible()


def test_the_theme_is_kept(open_page: Open) -> None:
    page = open_page("Rita", "/gallery")
    page.click(".user-button")
    page.click(".user-menu [name=theme][value=dark]")
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-theme") == "dark"
