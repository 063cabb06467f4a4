"""A tester's way through a visit of the pack `store-visit`: every tap, every answer, photo and signature."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import Locator, Page, expect

from mystery.clock import utcnow

QUIZ = (1, 0, 2, 1, 1)
"""The right options of the pack's quiz."""

REMARK = "The adviser showed a casserole at once and asked only one thing."


def picture(words: str, size: tuple[int, int] = (1800, 1200), kind: str = "JPEG") -> bytes:
    """A real photo of something that was drawn; the words make each one different."""
    image = Image.new("RGB", size, (206, 196, 180))
    pen = ImageDraw.Draw(image)
    pen.rectangle((120, 300, 900, 800), fill=(11, 92, 107))
    pen.text((160, 340), words, fill=(255, 255, 255))
    made = BytesIO()
    image.save(made, kind)
    return made.getvalue()


def get_briefed(page: Page, way_out: str) -> None:
    """Reads the briefing, fails the quiz once, learns why, and passes it."""
    page.get_by_role("link", name="Read the briefing").tap()
    expect(page.get_by_text(way_out)).to_be_visible()
    _answer_quiz(page, (0,) * len(QUIZ))
    expect(page.get_by_text("Not everything is right yet")).to_be_visible()
    _answer_quiz(page, QUIZ)
    expect(page.get_by_text("Everything right: you are briefed.")).to_be_visible()


def _answer_quiz(page: Page, chosen: tuple[int, ...]) -> None:
    for number, option in enumerate(chosen):
        page.locator(f"#question-{number}-{option}").check()
    page.get_by_role("button", name="Check my answers").tap()


def fill_in(page: Page) -> None:
    """Every section of the questionnaire, from the facade to the signature."""
    page.get_by_role("button", name="Open the questionnaire").tap()
    _arrive(page)
    _be_welcomed(page)
    _be_advised(page)
    _pay(page)
    _leave(page)
    _judge(page)


def hand_in(page: Page) -> None:
    """Finishes and waits until the server has confirmed."""
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".ending-step[data-done=true]")).to_have_count(3)
    expect(page.locator(".sync")).to_have_text("Confirmed")
    page.get_by_role("link", name="Back to my visits").tap()


def _arrive(page: Page) -> None:
    _take_photo(page, "facade", "Front")
    _item(page, "location").get_by_text("Enter by hand").tap()
    _item(page, "location").get_by_label("Latitude").fill("53.5511")
    _item(page, "location").get_by_label("Longitude").fill("9.9937")
    _tap(page, "hours_true", "Yes")
    _tap(page, "tidy", "Rather applies")
    _go_on(page, "Welcome")


def _be_welcomed(page: Page) -> None:
    _stop_time(page, "time_to_notice")
    _tap(page, "greeted", "Yes")
    _tap(page, "initiative", "I was approached")
    _go_on(page, "Advice")


def _be_advised(page: Page) -> None:
    _item(page, "open_questions").locator("input").fill("1")
    _tap(page, "product_fit", "Exactly what I needed")
    _item(page, "recommended").locator("input").fill("Casserole")
    expect(_item(page, "benefit")).to_contain_text("“Casserole”")
    _tap(page, "benefit", "Yes")
    _tap(page, "limits_named", "No")
    _tap(page, "alternative", "Yes")
    _tap(page, "add_on", "Yes")
    _go_on(page, "Checkout")


def _pay(page: Page) -> None:
    _stop_time(page, "queue_time")
    _item(page, "age_check").locator("[data-code=not_applicable]").tap()
    _tap(page, "receipt_offered", "Yes")
    _take_photo(page, "receipt", "Receipt")
    _go_on(page, "Farewell")


def _leave(page: Page) -> None:
    _tap(page, "thanked", "Yes")
    _tap(page, "quote_promised", "Yes")
    _item(page, "quote_due").locator("input").fill(f"{utcnow().date() + timedelta(days=3)}")
    _go_on(page, "Overall impression and confirmation")


def _judge(page: Page) -> None:
    _item(page, "would_buy").get_by_label("Number").fill("7")
    _item(page, "remark").locator(".item-body textarea").fill(REMARK)
    sign(page, _item(page, "signature"))
    _go_on(page, "Finish")


def sign(page: Page, item: Locator) -> None:
    """Draws two strokes with the pointer."""
    pad = item.locator(".signature-pad")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box
    for start in (0.15, 0.5):
        left, middle = box["x"] + start * box["width"], box["y"] + box["height"] / 2
        page.mouse.move(left, middle)
        page.mouse.down()
        for step in range(1, 9):
            page.mouse.move(left + step * 22, middle + (24 if step % 2 else -24))
        page.mouse.up()
    expect(item).to_contain_text("Signature saved on this device")


def answer_question(page: Page, question: str, key: str, answer: str) -> None:
    """Finds what the review asked, opens the item again and answers it."""
    page.locator(".frame-foot").get_by_role("link", name="Today").tap()
    page.get_by_role("link", name="See the questions").tap()
    expect(page.get_by_text(question)).to_be_visible()
    page.get_by_role("button", name="Answer the questions").tap()
    page.locator(".blocker", has_text=question).tap()
    _item(page, key).locator(".item-body input").fill(answer)
    expect(_item(page, "benefit").get_by_label("No")).to_be_disabled()  # only what was asked is open
    _go_on(page, "Finish")
    hand_in(page)


def _item(page: Page, key: str) -> Locator:
    return page.locator(f".item[data-key={key}]")


def _tap(page: Page, key: str, text: str) -> None:
    _item(page, key).get_by_text(text, exact=True).tap()


def _stop_time(page: Page, key: str) -> None:
    _item(page, key).get_by_role("button", name="Start").tap()
    _item(page, key).get_by_role("button", name="Stop").tap()


def _take_photo(page: Page, key: str, words: str) -> None:
    file = {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": picture(words)}
    _item(page, key).locator("input[type=file]").set_input_files(files=[file])
    expect(_item(page, key).locator(".photo-preview")).to_be_visible()


def _go_on(page: Page, title: str) -> None:
    page.locator(".player-foot .button-primary").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
