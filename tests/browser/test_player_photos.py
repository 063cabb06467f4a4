"""Photos of the tablet: faces are covered before anything is sent."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from tests.browser.field_server import Field
from tests.browser.playing import Opening, item, sent, step

_STORED = """async () => {
  const [{ name }] = (await indexedDB.databases()).filter((one) => one.name.startsWith("mystery-"));
  const done = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const base = await done(indexedDB.open(name));
  const rows = await done(base.transaction("media").objectStore("media").getAll());
  return rows.map((row) => row.sha256);
}"""


def stored(page: Page) -> list[str]:
    """The hashes of the photos on the tablet."""
    return list(page.evaluate(_STORED))


def take_striped_photo(page: Page) -> str:
    """White left, black right: what is covered in between is neither."""
    image = Image.new("RGB", (1120, 560), "white")
    ImageDraw.Draw(image).rectangle((560, 0, 1120, 560), fill="black")
    made = BytesIO()
    image.save(made, "JPEG")
    file = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": made.getvalue()}
    item(page, "facade").locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    expect(item(page, "facade").locator(".photo-preview")).to_be_visible()
    [only] = stored(page)
    return only


def test_a_face_that_is_covered_never_leaves_the_tablet(opened: Opening, server: Field) -> None:
    page = opened()
    original = take_striped_photo(page)
    item(page, "facade").get_by_role("button", name="Cover faces").tap()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Use this photo")).to_be_disabled()
    box = dialog.locator("canvas").bounding_box()
    assert box is not None
    middle = box["x"] + box["width"] / 2
    page.mouse.move(middle, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(middle, box["y"] + box["height"] - 20, steps=30)
    page.mouse.up()
    dialog.get_by_role("button", name="Use this photo").tap()
    expect(dialog).to_be_hidden()
    page.wait_for_function(f"async (before) => !(await ({_STORED})()).includes(before)", arg=original)
    step(page)
    sent(page)
    answer = server.answers()["facade"]
    assert isinstance(answer, dict)
    assert list(server.media) == [answer["sha256"]] != [original]
    with Image.open(BytesIO(server.media[answer["sha256"]])) as sent_photo:
        greys = {sent_photo.convert("L").getpixel((x, 280)) for x in range(525, 555)}
    assert len(greys) == 1, "one square has one colour"


def test_a_photo_is_not_sent_before_its_page_is_left(opened: Opening, server: Field) -> None:
    page = opened()
    original = take_striped_photo(page)
    item(page, "greeted").get_by_text("Yes", exact=True).tap()
    page.wait_for_function("() => document.querySelector('.sync').textContent === 'On this tablet'")
    page.wait_for_timeout(1500)
    assert server.answers()["greeted"] == "yes"
    assert not server.media
    step(page)
    sent(page)
    assert list(server.media) == [original]


def test_a_face_is_covered_without_a_finger(opened: Opening, server: Field) -> None:
    page = opened()
    original = take_striped_photo(page)
    item(page, "facade").get_by_role("button", name="Cover faces").press("Enter")
    dialog = page.get_by_role("dialog", name="Cover faces and number plates")
    expect(dialog.locator("canvas")).to_be_focused()
    for key in ("ArrowLeft", "ArrowUp", " "):
        page.keyboard.press(key)
    expect(dialog.get_by_role("status")).to_contain_text("covered")
    dialog.get_by_role("button", name="Undo").press("Enter")
    expect(dialog.get_by_role("button", name="Use this photo")).to_be_disabled()
    page.keyboard.press("Escape")
    step(page)
    sent(page)
    assert list(server.media) == [original]


def test_a_photo_waits_for_its_page_to_be_left_after_a_crash_too(opened: Opening, server: Field) -> None:
    page = opened()
    original = take_striped_photo(page)
    page.reload()
    expect(item(page, "facade").locator(".photo-preview")).to_be_visible()
    item(page, "greeted").get_by_text("Yes", exact=True).tap()
    page.wait_for_timeout(1500)
    assert server.answers()["greeted"] == "yes"
    assert not server.media
    step(page)
    sent(page)
    assert list(server.media) == [original]


def test_a_photo_that_is_removed_leaves_the_tablet(opened: Opening, server: Field) -> None:
    page = opened()
    original = take_striped_photo(page)
    page.reload()
    item(page, "facade").get_by_role("button", name="Remove").tap()
    page.wait_for_function(f"async (before) => !(await ({_STORED})()).includes(before)", arg=original)
    step(page)
    sent(page)
    assert not server.media
