"""What was typed in the last moment before a page goes is in the journal of the next one."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.field_server import Field
from tests.browser.playing import Opening, item, sent, step

TYPE_AND_RELOAD = """([selector, text]) => {
  const field = document.querySelector(selector);
  field.focus();
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  location.reload();
}"""
STALL_DATABASE = """() => new Promise((resolve) => {
  const request = indexedDB.open("mystery-kim");
  request.onsuccess = () => {
    const events = request.result.transaction("events", "readwrite").objectStore("events");
    const hold = () => (events.count().onsuccess = hold);
    hold();
    resolve();
  };
})"""
LOCAL_EVENTS = """() => new Promise((resolve) => {
  const request = indexedDB.open("mystery-kim");
  request.onsuccess = () => {
    const all = request.result.transaction("events").objectStore("events").getAll();
    all.onsuccess = () => { request.result.close(); resolve(all.result.map((row) => row.event)); };
  };
})"""


def typed_and_gone(page: Page, selector: str, text: str) -> None:
    """Types and reloads within the same task of the browser: no timer of the page can run between."""
    with page.expect_navigation():
        page.evaluate(TYPE_AND_RELOAD, [selector, text])
    page.wait_for_selector(".player-stage .page")


@pytest.fixture
def page(opened: Opening, server: Field) -> Page:
    """The page with a text item, and no connection."""
    page = opened()
    step(page)
    sent(page)
    server.is_down = True
    return page


def test_text_typed_just_before_a_reload_is_kept(page: Page, server: Field) -> None:
    typed_and_gone(page, ".item[data-key=adviser] input", "Mr Jung")
    expect(item(page, "adviser").locator("input")).to_have_value("Mr Jung")
    answers = {
        event["path"]: event["value"] for event in page.evaluate(LOCAL_EVENTS) if event["kind"] == "answer"
    }
    assert answers["adviser"] == "Mr Jung"
    assert "adviser" not in server.answers()
    server.is_down = False
    page.evaluate("dispatchEvent(new Event('online'))")
    sent(page)
    assert server.answers()["adviser"] == "Mr Jung"


def test_it_is_kept_even_where_the_database_does_not_answer_in_time(page: Page) -> None:
    page.evaluate(STALL_DATABASE)
    typed_and_gone(page, ".item[data-key=adviser] input", "Ms Alt")
    expect(item(page, "adviser").locator("input")).to_have_value("Ms Alt")
    events = page.evaluate(LOCAL_EVENTS)
    assert [event["value"] for event in events if event.get("path") == "adviser"] == ["Ms Alt"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('mystery-kim/'))") == []


def test_a_comment_typed_just_before_a_reload_is_kept(page: Page) -> None:
    item(page, "adviser").get_by_role("button", name="Comment").tap()
    typed_and_gone(page, ".item[data-key=adviser] textarea", "The badge was turned over.")
    expect(item(page, "adviser").get_by_label("Comment", exact=True)).to_have_value(
        "The badge was turned over."
    )


def test_what_was_typed_is_kept_when_the_tablet_is_put_away(page: Page) -> None:
    """A page that was hidden may be killed without another word."""
    page.evaluate(STALL_DATABASE)
    item(page, "adviser").locator("input").fill("Mr Jung")
    page.evaluate(
        """() => {
          Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
          document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    held = page.evaluate("localStorage.getItem('mystery-kim/visit-1')")
    assert "Mr Jung" in held
