"""Saving in the builder: two people on one draft, conflicts, no connection, and who can read it."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.builder_pages import a_draft, build, field, held, row, saved
from tests.browser.conftest import Open
from tests.browser.test_gallery import choose, complaints

THEMES = ("light", "dark", "sun")
_TOO_SMALL = """() => ["button", "a", "input:not([type=checkbox])", "select", "textarea", "[role=treeitem]"]
    .flatMap((kind) => [...document.querySelectorAll(`#builder ${kind}`)])
    .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 44)
    .map((one) => one.outerHTML.slice(0, 120))"""


def label_of(page: Page, text: str, to: str, language: str = "en") -> None:
    row(page, text).click()
    field(page, f"label/{language}").fill(to)


def test_two_people_change_different_items_and_both_stay(open_page: Open) -> None:
    draft = a_draft()
    first, second = build(open_page, draft), build(open_page, draft, who="Anna", refusal=409)
    label_of(first, "Friendly?", "Were they friendly?")
    saved(first)
    label_of(second, "Were you thanked?", "Thanked?")
    expect(second.locator(".toast")).to_contain_text("taken in")
    expect(row(second, "Were they friendly?")).to_be_visible()
    saved(second)
    items = [
        one["label"]["en"] for section in held(draft)["document"]["sections"] for one in section["items"]
    ]
    assert items[2:] == ["Were they friendly?", "Thanked?"]


def test_two_people_change_one_field_and_decide(open_page: Open) -> None:
    draft = a_draft()
    first, second = build(open_page, draft), build(open_page, draft, who="Anna", refusal=409)
    label_of(first, "Friendly?", "By the first")
    saved(first)
    label_of(second, "Friendly?", "By the second")
    dialog = second.get_by_role("dialog", name="Changed by two people")
    expect(dialog).to_contain_text("By the first")
    expect(dialog).to_contain_text("By the second")
    dialog.get_by_role("button", name="All of theirs").click()
    dialog.get_by_role("button", name="All of mine").click()
    dialog.get_by_role("button", name="Keep what I chose").click()
    saved(second)
    assert held(draft)["document"]["sections"][0]["items"][2]["label"]["en"] == "By the second"
    expect(row(second, "By the second")).to_be_visible()


def test_what_others_saved_arrives_when_one_comes_back_to_the_page(open_page: Open) -> None:
    draft = a_draft()
    first, second = build(open_page, draft), build(open_page, draft, who="Anna")
    label_of(first, "Friendly?", "Were they friendly?")
    saved(first)
    second.evaluate("void dispatchEvent(new Event('focus'))")
    expect(row(second, "Were they friendly?")).to_be_visible()


def test_theirs_may_stay_as_well(open_page: Open) -> None:
    draft = a_draft()
    first, second = build(open_page, draft), build(open_page, draft, who="Anna", refusal=409)
    label_of(first, "Friendly?", "By the first")
    saved(first)
    label_of(second, "Friendly?", "By the second")
    dialog = second.get_by_role("dialog", name="Changed by two people")
    dialog.get_by_role("button", name="All of theirs").click()
    dialog.get_by_role("button", name="Keep what I chose").click()
    expect(row(second, "By the first")).to_be_visible()
    saved(second)
    assert held(draft)["document"]["sections"][0]["items"][2]["label"]["en"] == "By the first"


def test_what_is_done_without_a_connection_is_kept_and_sent_later(open_page: Open) -> None:
    draft = a_draft()
    page = build(open_page, draft)
    page.evaluate("void (window.fetch = () => Promise.reject(new TypeError('no network')))")
    label_of(page, "Friendly?", "Kept")
    expect(page.locator(".bar-state")).to_have_attribute("data-status", "offline")
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(row(page, "Kept")).to_be_visible()
    saved(page)
    assert held(draft)["document"]["sections"][0]["items"][2]["label"]["en"] == "Kept"


@pytest.mark.parametrize("theme", THEMES)
def test_everyone_can_read_the_builder(open_page: Open, theme: str) -> None:
    page = build(open_page)
    choose(page, theme=theme)
    page.wait_for_load_state("networkidle")
    row(page, "After how many seconds?").click()
    page.evaluate("for (const group of document.querySelectorAll('.inspector-group')) group.open = true")
    assert complaints(page) == []
    for name in ("Problems", "Translations", "Choice lists", "Test cases", "Scoring", "Blocks", "Changes"):
        page.get_by_role("tab", name=name).click()
        assert complaints(page) == [], name
    page.locator(".outline-add").click()
    assert complaints(page) == []


def test_the_builder_on_a_tablet_in_german_fits_and_meets_fingers(open_page: Open) -> None:
    page = build(open_page, width=800, height=1280)
    choose(page, language="de")
    page.wait_for_load_state("networkidle")
    page.locator(".outline-row").nth(2).click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 800
    assert page.evaluate(_TOO_SMALL) == []
    assert Axe().run(page).response["violations"] == []
