"""Pictures, sounds and films in the player: chosen, enlarged, played, and missed without harm."""

from __future__ import annotations

import hashlib
import math
import struct
import wave
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from mystery.questionnaire import compile_form, read
from mystery.services.attached_files import described
from tests.browser.field_server import Field
from tests.browser.playing import Opening, item, sent, step

NAMES = ("full.png", "gaps.png", "empty.png", "stand_de.png", "stand_en.png", "large.png")


def drawing(number: int) -> bytes:
    """A small picture that differs from the others."""
    image = Image.new("RGB", (1200 if number == 5 else 300, 200), "white")
    ImageDraw.Draw(image).rectangle((20, 20, 60 + 40 * number, 180), fill="teal")
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def tone(seconds: float = 0.4) -> bytes:
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        samples = (int(9000 * math.sin(number / 3)) for number in range(int(8000 * seconds)))
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return out.getvalue()


@pytest.fixture(autouse=True)
def shop(server: Field) -> None:
    """A form whose pictures the server has, but for one."""
    data = {name: drawing(number) for number, name in enumerate(NAMES)} | {"tone.wav": tone()}
    gone = drawing(9)
    text = (Path(__file__).parent / "media.yaml").read_text(encoding="utf-8")
    definition, problems = read(text)
    assert not problems
    files = {name: described(each) for name, each in {**data, "gone.png": gone}.items()}
    server.package = dict(compile_form(replace(definition, files=files)).package)
    server.files = {hashlib.sha256(each).hexdigest(): each for each in data.values()}


def is_drawn(page: Page, key: str) -> bool:
    """Whether every picture of an item has pixels."""
    locator = f".item[data-key={key}] img"
    page.wait_for_function(
        "at => [...document.querySelectorAll(at)].every(one => one.complete && one.naturalWidth > 0)",
        arg=locator,
    )
    return page.locator(locator).count() > 0


def test_a_tile_is_chosen_by_keyboard(opened: Opening, server: Field) -> None:
    page = opened()
    assert is_drawn(page, "state")
    page.get_by_role("radio", name="Full").first.focus()
    page.keyboard.press("ArrowDown")
    expect(item(page, "state").get_by_role("radio", name="With gaps")).to_be_checked()
    expect(item(page, "state").get_by_role("radio", name="With gaps")).to_be_focused()
    sent(page)
    assert server.answers()["state"] == "gaps"


def test_a_caller_chooses_a_tile_by_its_code(opened: Opening, server: Field) -> None:
    page = opened(layout="call")
    item(page, "state").get_by_role("radio").first.focus()
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    sent(page)
    assert server.answers()["state"] == "empty"


def test_a_tap_on_the_picture_chooses_its_option(opened: Opening, server: Field) -> None:
    page = opened()
    for number in (0, 2):
        item(page, "seen").locator(".option-picture").nth(number).tap()
    sent(page)
    assert server.answers()["seen"] == ["full", "empty"]


def test_the_picture_of_an_item_opens_large_and_closes_by_escape(opened: Opening) -> None:
    page = opened()
    picture = item(page, "how").get_by_role("button", name="Enlarge the picture")
    picture.focus()
    page.keyboard.press("Enter")
    large = page.locator(".player-dialog img")
    expect(large).to_be_visible()
    expect(large).to_have_attribute("alt", "Stand so that the whole shelf is in the picture.")
    assert large.evaluate("one => one.decode().then(() => one.naturalWidth)") == 1200
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.keyboard.press("Escape")
    expect(large).not_to_be_visible()
    expect(picture).to_be_focused()


def test_the_picture_follows_the_language(opened: Opening) -> None:
    page = opened()
    shown = item(page, "how").locator("img")
    english = shown.get_attribute("src")
    page.locator(".bar-language").select_option("de")
    expect(shown).not_to_have_attribute("src", str(english))
    expect(shown).to_have_attribute("src", f"/files/{hashlib.sha256(drawing(3)).hexdigest()}")


def test_a_picture_that_is_missing_stops_nothing(opened: Opening, server: Field) -> None:
    page = opened()
    gone = item(page, "gone")
    expect(gone.locator(".shown-missing")).to_contain_text("go on without it")
    gone.locator("input").fill("No")
    page.keyboard.press("Tab")
    sent(page)
    assert server.answers()["gone"] == "No"


def test_a_sound_is_played_when_it_is_wanted_and_chooses_nothing(opened: Opening) -> None:
    page = opened()
    step(page)
    sounds = item(page, "heard").locator("audio")
    expect(sounds).to_have_count(2)
    assert sounds.evaluate_all("all => all.map(one => one.autoplay || !one.paused)") == [False, False]
    assert sounds.last.evaluate("async one => { await one.play(); return one.duration }") > 0.3
    expect(item(page, "heard").locator("input:checked")).to_have_count(0)


def test_a_recording_is_heard_at_once_and_again_after_a_reload(opened: Opening, server: Field) -> None:
    page = opened()
    step(page)
    file = {"name": "call.wav", "mimeType": "audio/wav", "buffer": tone()}
    item(page, "recorded").locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    mine = item(page, "recorded").locator("audio")
    expect(mine).to_be_visible()
    assert mine.evaluate("async one => { await one.play(); return one.duration }") > 0.3
    sent(page)
    page.reload()
    expect(mine).to_be_visible()


def test_a_document_can_be_opened_again(opened: Opening) -> None:
    page = opened()
    step(page)
    file = {"name": "bill.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 bill"}
    item(page, "paper").locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    with page.expect_download() as download:
        item(page, "paper").get_by_role("link", name="Open the file").click()
    assert download.value.suggested_filename == "bill.pdf"


@pytest.mark.parametrize("query", ["theme=light", "theme=dark&language=de", "theme=sun", "layout=call"])
def test_everyone_can_work_with_pictures_and_sounds(opened: Opening, query: str) -> None:
    page = opened(**dict(part.split("=") for part in query.split("&")))
    for _ in range(2):
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]] == []
        small = page.evaluate("""() => [...document.querySelectorAll(".option, .shown-picture, audio")]
          .map(one => one.getBoundingClientRect().height).filter(height => height > 0 && height < 37)""")
        assert small == []
        page.locator(".player-foot .button-primary").click()


def test_tiles_stand_in_as_many_columns_as_wanted_and_fit_a_phone(opened: Opening) -> None:
    page = opened()
    columns = "one => getComputedStyle(one).gridTemplateColumns.split(' ').length"
    assert item(page, "state").locator(".options").evaluate(columns) == 3
    page.set_viewport_size({"width": 360, "height": 740})
    assert item(page, "state").locator(".options").evaluate(columns) == 2
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
