"""The interview player in a real browser: by touch, by keyboard, offline, with photo and signature."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.field_server import Field, serve

Opening = Callable[..., Page]


@pytest.fixture
def server() -> Iterator[Field]:
    arrived, http = serve()
    yield arrived
    http.shutdown()
    http.server_close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, has_touch=True)
    context.set_default_timeout(5000)
    yield context
    context.close()


@pytest.fixture
def opened(context: BrowserContext, server: Field) -> Iterator[Opening]:
    """Opens the player; a script error or a breach of the content policy fails the test."""
    faults: list[str] = []

    def open_player(**query: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.goto(f"{server.address}/?{'&'.join(f'{name}={value}' for name, value in query.items())}")
        page.wait_for_selector(".player-stage .page")
        return page

    yield open_player
    assert faults == []


def item(page: Page, key: str, number: int = 0):  # type: ignore[no-untyped-def]  # a locator
    return page.locator(f".item[data-key={key}]").nth(number)


def sent(page: Page) -> None:
    expect(page.locator(".sync")).to_have_text("Sent")


def photo_of(width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), (40, 120, 130)).save(made, "JPEG")
    return made.getvalue()


def take_photo(page: Page) -> None:
    file = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo_of(3200, 1200)}
    item(page, "facade").locator("input[type=file]").set_input_files(files=[file])
    expect(item(page, "facade").locator(".photo-preview")).to_be_visible()


def tap(page: Page, key: str, text: str) -> None:
    item(page, key).get_by_text(text, exact=True).tap()


def step(page: Page) -> None:
    page.locator(".player-foot .button-primary").tap()


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


def test_a_caller_fills_an_interview_without_touching_the_mouse(opened: Opening, server: Field) -> None:
    page = opened(layout="call")
    keys = page.keyboard
    expect(page.get_by_text("Never say")).to_be_visible()
    keys.press("Enter")  # the note
    keys.press("Enter")  # starts the stopwatch
    keys.press("Enter")  # stops it
    keys.press("PageDown")
    keys.type("1")
    keys.press("Enter")
    keys.type("400")
    keys.press("Enter")  # a soft check asks for the reason
    keys.type("A queue at the door")
    keys.press("Enter")
    keys.press("Enter")
    keys.press("F4")  # the photo
    keys.type("1 3")
    keys.press("Enter")
    keys.press("F3")  # the name
    keys.type("3 1")
    keys.press("Enter")
    keys.press("F2")  # when it ended
    sent(page)
    answers, missing = (
        server.answers(),
        {
            str(event["path"]): event["value"]
            for event in server.events.values()
            if event["kind"] == "missing"
        },
    )
    assert "stopped_at" in str(answers["entered"])
    assert answers["greeted"] == "yes"
    assert answers["greeting_seconds"] == 400
    assert [event["value"] for event in server.events.values() if event["kind"] == "confirm"] == [
        {"reason": "A queue at the door"}
    ]
    assert answers["topics"] == ["price", "delivery"]
    assert answers["order"] == ["delivery", "price"]
    assert missing == {
        "facade": "not_applicable",
        "adviser": "refused",
        "ended_at": "dont_know",
    }


def test_an_unknown_code_is_said_aloud_and_changes_nothing(opened: Opening, server: Field) -> None:
    page = opened(layout="call")
    page.keyboard.press("Enter")
    page.keyboard.press("F4")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    expect(page.locator("[aria-live=polite]").last).to_have_text("There is no option 7.")
    sent(page)
    assert "greeted" not in server.answers()


def test_a_question_mark_opens_help_where_the_keys_can_be_switched_off(
    opened: Opening, server: Field
) -> None:
    page = opened(layout="call")
    page.keyboard.press("?")
    page.get_by_label("Use these keys").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("F4")
    page.wait_for_timeout(100)
    assert "missing" not in server.kinds()


def test_a_reload_resumes_where_the_tester_was(opened: Opening, server: Field) -> None:
    page = opened()
    tap(page, "greeted", "No")
    step(page)
    item(page, "adviser").locator("input").fill("Mr Jung")
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


def test_an_answer_is_on_the_screen_within_fifty_milliseconds(opened: Opening, server: Field) -> None:
    page = opened()
    script = """() => new Promise(resolve => {
      const input = document.querySelector("[data-key=greeted] input[type=radio]");
      const start = performance.now();
      input.click();
      requestAnimationFrame(() => resolve([performance.now() - start,
        document.querySelectorAll("[data-key=greeting_seconds]").length]));
    })"""
    milliseconds, shown = page.evaluate(script)
    assert shown == 1
    assert milliseconds < 50


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
