"""The interview player in a real browser: by touch, offline, with photo and signature."""

from __future__ import annotations

import hashlib
import json
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import expect

from tests.browser.field_server import Field
from tests.browser.playing import Opening, item, sent, step, take_photo, tap


def test_a_tester_fills_a_visit_by_touch_and_sees_it_confirmed(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "Yes")
    item(page, "greeting_seconds").locator("input").fill("12")
    take_photo(page)
    step(page)
    tap(page, "topics", "Price")
    tap(page, "topics", "Delivery")
    item(page, "adviser").locator("input").fill("Ms Braun")
    expect(item(page, "kindness")).to_contain_text("How friendly was Ms Braun?")
    item(page, "order").get_by_role("button", name="Delivery").tap()
    item(page, "order").get_by_role("button", name="Price", exact=True).tap()
    item(page, "order").get_by_role("button", name="Up: Price").tap()
    step(page)
    page.get_by_role("button", name="Add: Defect").tap()
    item(page, "what").locator("input").fill("Wet floor")
    tap(page, "dangerous", "Yes")
    step(page)
    tap(page, "honest", "Yes, done")
    step(page)
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".sync")).to_have_text("Confirmed")
    answers = server.answers()
    assert answers["greeted"] == "yes"
    assert answers["greeting_seconds"] == 12
    assert answers["topics"] == ["price", "delivery"]
    assert answers["order"] == ["price", "delivery"]
    assert answers["defects[1]/what"] == "Wet floor"
    assert server.kinds()[-1] == "finish"
    assert server.finished == {"last_seq": max(server.events), "media": list(server.media)}


def test_a_tap_lands_although_what_was_left_moves_the_page(opened: Opening, server: Field) -> None:
    page = opened()
    item(page, "greeted").locator("[data-code=comment]").tap()
    file = item(page, "facade").locator("[data-code=comment]")
    file.tap()  # what the item before lacks is said now
    expect(item(page, "facade").get_by_label("Comment")).to_be_focused()
    expect(item(page, "greeted").locator(".item-problem")).not_to_be_empty()


def test_a_reload_resumes_where_the_tester_was(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "No")
    step(page)
    item(page, "adviser").locator("input").fill("Mr Jung")
    page.keyboard.press("Tab")
    sent(page)
    page.reload()
    expect(page.locator(".page-title")).to_have_text("Advice")
    expect(item(page, "adviser").locator("input")).to_have_value("Mr Jung")
    expect(item(page, "kindness")).to_contain_text("How friendly was Mr Jung?")


def test_answers_given_offline_survive_a_reload_and_are_sent_later(opened: Opening, server: Field) -> None:
    page = opened()
    sent(page)
    server.is_down = True
    tap(page, "greeted", "Yes")
    item(page, "greeting_seconds").locator("input").fill("30")
    take_photo(page)
    expect(page.locator(".sync")).to_have_text("On this tablet · no connection")
    page.reload()
    expect(item(page, "greeting_seconds").locator("input")).to_have_value("30")
    expect(item(page, "facade").locator(".photo-preview")).to_be_visible()
    assert server.answers() == {}
    server.is_down = False
    page.evaluate("dispatchEvent(new Event('online'))")
    step(page)
    sent(page)
    assert server.answers()["greeting_seconds"] == 30
    assert len(server.media) == 1


def test_photo_and_signature_arrive_with_the_hash_of_their_bytes(opened: Opening, server: Field) -> None:
    page = opened()
    take_photo(page)
    for _ in range(3):
        step(page)
    pad = item(page, "signed").locator("canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 240, box["y"] + 90, steps=5)
    page.mouse.up()
    expect(item(page, "signed")).to_contain_text("Signature saved")
    sent(page)
    answers = server.answers()
    for key in ("facade", "signed"):
        answer = answers[key]
        assert isinstance(answer, dict)
        stored = server.media[str(answer["sha256"])]
        assert hashlib.sha256(stored).hexdigest() == answer["sha256"]
        assert len(stored) == answer["size"]
    facade = answers["facade"]
    assert isinstance(facade, dict)
    picture = Image.open(BytesIO(server.media[str(facade["sha256"])]))
    assert max(picture.size) == 1600
    assert facade["type"] == "image/jpeg"


def test_a_name_can_be_typed_instead_of_a_signature(opened: Opening, server: Field) -> None:
    page = opened()
    for _ in range(3):
        step(page)
    item(page, "signed").get_by_label("Or type the name").fill("Kim Sommer")
    page.keyboard.press("Tab")
    expect(item(page, "signed")).to_contain_text("Signature saved")
    sent(page)
    answer = server.answers()["signed"]
    assert isinstance(answer, dict)
    assert server.media[str(answer["sha256"])].startswith(b"\x89PNG")


def test_finishing_names_the_item_that_blocks_and_leads_to_it(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "No")
    for _ in range(4):
        step(page)
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".blocker").first).to_be_focused()
    expect(page.locator(".blocker")).to_have_count(2)
    expect(page.locator(".blocker").first).to_contain_text("Photo of the front")
    page.locator(".blocker").first.tap()
    expect(item(page, "facade").locator("input[type=file]")).to_be_focused()
    expect(item(page, "facade")).to_contain_text("This evidence is needed.")
    assert server.finished is None


def test_a_finish_without_connection_waits_and_is_confirmed_later(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "No")
    take_photo(page)
    for _ in range(3):
        step(page)
    tap(page, "honest", "Yes, done")
    step(page)
    server.is_down = True
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".ending-step").nth(0)).to_have_attribute("data-done", "true")
    expect(page.get_by_text("No connection.")).to_be_visible()
    page.reload()
    expect(page.locator(".page-title")).to_have_text("Finished")
    server.is_down = False
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".ending-step[data-done=true]")).to_have_count(3)
    assert server.finished is not None


def test_a_second_tab_may_only_look(opened: Opening, server: Field) -> None:
    first = opened()
    tap(first, "greeted", "Yes")
    sent(first)
    second = opened()
    expect(second.get_by_text("open in another tab")).to_be_visible()
    expect(item(second, "greeted").get_by_label("Yes")).to_be_disabled()


def test_a_stopwatch_runs_on_while_other_pages_are_open(opened: Opening, server: Field) -> None:
    page = opened()
    item(page, "entered").get_by_role("button", name="Start").tap()
    step(page)
    bar = page.locator(".stopwatch")
    expect(bar.locator(".stopwatch-time")).to_have_text("0:01")
    page.reload()
    page.locator(".stopwatch").get_by_role("button", name="Stop").tap()
    expect(page.locator(".stopwatch")).to_have_count(0)
    sent(page)
    span = server.answers()["entered"]
    assert isinstance(span, dict)
    assert span["seconds"] >= 1
    assert span["stopped_at"] > span["started_at"]


def test_the_language_can_be_switched_in_the_middle(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "Yes")
    page.get_by_label("Language").select_option("de")
    expect(item(page, "greeted")).to_contain_text("Wurden Sie begrüßt?")
    expect(item(page, "greeted").get_by_label("Ja")).to_be_checked()
    expect(page.locator(".player-foot .button-primary")).to_have_text("Weiter")
    expect(page.locator(".sync")).to_have_text("Gesendet")
    assert server.kinds()[-1] == "language"


def test_a_hidden_item_comes_and_goes_and_keeps_its_answer(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "Yes")
    item(page, "greeting_seconds").locator("input").fill("20")
    tap(page, "greeted", "No")
    expect(page.locator("[data-key=greeting_seconds]")).to_have_count(0)
    tap(page, "greeted", "Yes")
    expect(item(page, "greeting_seconds").locator("input")).to_have_value("20")


def test_a_preview_keeps_nothing_and_says_why_items_are_hidden(opened: Opening, server: Field) -> None:
    page = opened(preview="yes")
    expect(page.get_by_text("Preview: nothing is stored.")).to_be_visible()
    page.get_by_text("Hidden now").tap()
    expect(page.locator(".why")).to_contain_text("${greeted} = 'yes'")
    tap(page, "greeted", "Yes")
    page.wait_for_timeout(1500)
    assert server.events == {}
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0


def test_every_control_of_the_player_is_large_enough_for_a_finger(opened: Opening, server: Field) -> None:
    page = opened()
    small = page.evaluate("""() => [...document.querySelectorAll("button, .option, .input")]
      .map(one => [one.textContent, one.getBoundingClientRect()])
      .filter(([, box]) => box.height > 0 && box.height < 44).map(([text]) => text)""")
    assert json.loads(json.dumps(small)) == []


@pytest.mark.parametrize("query", ["theme=light", "theme=dark&language=de", "theme=sun", "layout=call"])
def test_everyone_can_work_with_every_page(opened: Opening, query: str) -> None:
    page = opened(**dict(part.split("=") for part in query.split("&")))
    for place in range(5):
        found = Axe().run(page).response["violations"]
        faults = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
        assert faults == [], f"page {place}"
        if place < 4:
            page.locator(".player-foot .button-primary").click()
