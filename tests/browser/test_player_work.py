"""How much the player draws and sends, in counts: the same for a form of any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from mystery.questionnaire import compile_form
from tests.bench.forms import mixed
from tests.browser.field_server import Field, serve

Opening = Callable[[int], tuple[Page, Field]]

_WATCH = """() => {
  window.drawn = 0;
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  const watch = new MutationObserver((records) => { window.drawn += records.length; });
  watch.observe(document.querySelector(".player"), all);
}"""


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Opening]:
    """Opens the player with a form of so many items; wide enough for the map beside the page."""
    closing: list[Callable[[], None]] = []

    def open_player(size: int) -> tuple[Page, Field]:
        arrived, http = serve(compile_form(mixed(size)).package)
        context = chromium.new_context(viewport={"width": 1280, "height": 900})
        closing.extend((context.close, http.shutdown, http.server_close))
        page = context.new_page()
        page.goto(arrived.address)
        page.wait_for_selector(".player-stage .item")
        return page, arrived

    yield open_player
    for close in closing:
        close()


def drawn_by(page: Page, act: Callable[[], None]) -> int:
    page.evaluate(_WATCH)
    act()
    return int(page.evaluate("() => new Promise((done) => setTimeout(() => done(window.drawn), 0))"))


def answer(page: Page, key: str, text: str) -> None:
    page.locator(f".item[data-key={key}]").get_by_text(text, exact=True).click()


def test_only_the_open_section_of_a_thousand_items_is_drawn(opened: Opening) -> None:
    page, _ = opened(1_000)
    assert page.locator(".item").count() <= 20
    assert page.locator(".player-stage *").count() < 300


def test_an_answer_draws_only_what_it_touches(opened: Opening) -> None:
    counts = []
    for size in (100, 1_000):
        page, _ = opened(size)
        counts.append(drawn_by(page, lambda: answer(page, "i0_seen", "Yes")))  # noqa: B023  # called at once
        expect(page.locator(".item[data-key=i0_wait]")).to_be_visible()
    short, long = counts
    assert long <= short + 2
    assert long < 60


def test_what_an_answer_opens_is_there_before_the_next_frame(opened: Opening) -> None:
    page, _ = opened(1_000)
    there = """() => {
      document.querySelector(".item[data-key=i0_seen] input[type=radio]").click();
      return document.querySelectorAll(".item[data-key=i0_wait]").length;
    }"""
    assert page.evaluate(there) == 1


def test_a_turned_page_replaces_one_section_by_another(opened: Opening) -> None:
    page, _ = opened(1_000)
    before = page.locator(".player-stage *").count()
    page.locator(".player-foot .button-primary").click()
    expect(page.locator(".item[data-key=i1_seen]")).to_be_visible()
    assert page.locator(".item[data-key=i0_seen]").count() == 0
    assert page.locator(".player-stage *").count() < 2 * before


def test_answers_given_within_a_second_travel_together(opened: Opening) -> None:
    page, arrived = opened(100)
    expect(page.locator(".sync")).to_have_text("Sent")
    before, sent = len(arrived.events), []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.evaluate("""() => {
      document.querySelector(".item[data-key=i0_seen] input[type=radio]").click();
      document.querySelector(".item[data-key=i0_topics] input[type=checkbox]").click();
    }""")
    expect(page.locator(".sync")).not_to_have_text("Sent")
    expect(page.locator(".sync")).to_have_text("Sent")
    assert len(arrived.events) == before + 2
    assert len(sent) == 1


def test_the_page_itself_names_every_module_that_is_loaded(opened: Opening) -> None:
    page, _ = opened(100)
    loaded = page.evaluate("""() => performance.getEntriesByType("resource").map((one) => one.name)
      .filter((name) => name.endsWith(".js"))""")
    named = page.evaluate(
        """() => [...document.querySelectorAll("link[rel=modulepreload]")].map((one) => one.href)"""
    )
    assert sorted(set(loaded)) == sorted(named)
