"""What tests of the player do: find items, tap, go on, take photos."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

from PIL import Image
from playwright.sync_api import Locator, Page, expect

Opening = Callable[..., Page]


def item(page: Page, key: str, number: int = 0) -> Locator:
    return page.locator(f".item[data-key={key}]").nth(number)


def sent(page: Page) -> None:
    expect(page.locator(".sync")).to_have_text("Sent")


def photo_of(width: int, height: int) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), (40, 120, 130)).save(made, "JPEG")
    return made.getvalue()


def take_photo(page: Page) -> None:
    file = {"name": "IMG.jpg", "mimeType": "image/jpeg", "buffer": photo_of(3200, 1200)}
    item(page, "facade").locator("input[type=file]").set_input_files(files=[file])  # type: ignore[list-item]
    expect(item(page, "facade").locator(".photo-preview")).to_be_visible()


def tap(page: Page, key: str, text: str) -> None:
    item(page, key).get_by_text(text, exact=True).tap()


def step(page: Page) -> None:
    page.locator(".player-foot .button-primary").tap()
