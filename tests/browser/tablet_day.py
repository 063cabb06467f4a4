"""What a tester does with a tablet on a day: sets it up by code, takes the work along, visits shops."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from textwrap import dedent

from playwright.sync_api import Page, expect

from mystery.clock import utcnow
from mystery.services import devices
from mystery.services.accounts import actor_for
from mystery.services.transaction import transaction
from mystery.store.database import db
from mystery.store.models import Assignment
from tests import build
from tests.browser.playing import photo_of
from tests.cast import someone
from tests.web.field_world import PLAY

PIN = "314159"
QUESTIONNAIRE = dedent(
    """\
    questionnaire: store-visit
    version: '7'
    languages: [de, en]
    default_language: en
    title: {de: Ladenbesuch, en: Store visit}
    modes: [capi]
    missing: [dont_know, refused, not_applicable]
    choices:
      yes-no: [{name: 'yes', label: {de: Ja, en: 'Yes'}}, {name: 'no', label: {de: Nein, en: 'No'}}]
    sections:
      - section: welcome
        label: {de: Begrüßung, en: Welcome}
        items:
          - {item: facade, type: image, label: {de: Foto der Front, en: Photo of the front}, required: true}
          - {item: greeted, type: select_one yes-no, label: {de: Begrüßt?, en: Greeted?}, required: true}
      - section: farewell
        label: {de: Abschied, en: Farewell}
        items:
          - {item: remark, type: text, label: {de: Bemerkung, en: Remark}}
          - item: signature
            type: image
            appearance: signature
            label: {de: Unterschrift, en: Signature}
            required: true
    """
)
PLACES = {"bremen": "53.0793 8.8017", "kiel": "54.3233 10.1228"}


def two_visits(tester: str = "Tara", questionnaire: str = QUESTIONNAIRE) -> list[Assignment]:
    """Two places to visit today, with a play, a quiz, a photo and a signature."""
    with transaction():
        study = build.study(build.client(), code="tablet")
        play = build.scenario(study, content=PLAY, questionnaire_version=build.questionnaire(questionnaire))
        wave = build.wave(study)
        begins = utcnow() - timedelta(hours=1)
        return [
            build.assignment(
                wave, _placed(code), play, someone(tester),
                window_from=begins, window_to=begins + timedelta(hours=number + 8),
            )
            for number, code in enumerate(PLACES)
        ]  # fmt: skip


def _placed(code: str) -> build.OrgUnit:
    place = build.place(code)
    place.latitude, place.longitude = map(float, PLACES[code].split())
    return place


def code_for(tester: str = "Tara") -> str:
    user = someone(tester)
    return devices.make_code(user, actor_for(user)).code


def set_up(page: Page, address: str, code: str, pin: str = PIN) -> None:
    """From the QR code's address to Today."""
    page.goto(f"{address}/tablet/enrol#{code}")
    page.get_by_label("Name of this tablet").fill("Tablet 7")
    page.get_by_label("Choose a PIN").fill(pin)
    page.get_by_label("The same PIN again").fill(pin)
    page.get_by_role("button", name="Set up").tap()
    page.get_by_role("button", name="To my visits").tap()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def unlock(page: Page, pin: str = PIN) -> None:
    page.locator(".tablet-pin").fill(pin)
    page.keyboard.press("Enter")
    expect(page.locator(".tablet-nav")).to_be_visible()


def is_ready(page: Page) -> None:
    """The work, its forms and the app itself are on the tablet."""
    expect(page.get_by_text("Everything for today is on this tablet: 1 of 1")).to_be_visible()
    expect(page.get_by_text("The app opens without a connection")).to_be_visible()


def get_briefed(page: Page) -> None:
    page.get_by_role("link", name="Read the briefing").tap()
    for number in range(5):
        page.locator(".quiz-question").nth(number).locator("input").nth(number % 2).check()
    page.get_by_role("button", name="Check my answers").tap()
    expect(page.get_by_role("link", name="Open the questionnaire")).to_be_visible()


def fill_in(page: Page, remark: str) -> None:
    """Photo, answers, signature, to the last page."""
    page.get_by_role("link", name="Open the questionnaire").tap()
    item = page.locator(".item[data-key=facade]")
    photo = {"name": "front.jpg", "mimeType": "image/jpeg", "buffer": photo_of(1600, 900 + len(remark))}
    item.locator("input[type=file]").set_input_files(files=[photo])  # type: ignore[list-item]
    use = item.get_by_role("button", name="Use the photo")
    if use.count():
        use.tap()
    expect(item.locator(".photo-preview")).to_be_visible()
    page.locator(".item[data-key=greeted]").get_by_text("Yes", exact=True).tap()
    page.locator(".player-foot .button-primary").tap()
    page.locator(".item[data-key=remark] .item-body input").fill(remark)
    sign(page, len(remark))
    page.locator(".player-foot .button-primary").tap()
    expect(page.get_by_text("Nothing is missing.")).to_be_visible()


def sign(page: Page, slant: int) -> None:
    pad = page.locator(".item[data-key=signature] canvas")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 40, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 90 + slant, steps=8)
    page.mouse.up()
    keep = page.locator(".item[data-key=signature]").get_by_role("button", name="Keep")
    if keep.count():
        keep.tap()


def finish(page: Page) -> None:
    page.get_by_role("button", name="Finish and send").tap()
    expect(page.locator(".ending-step[data-done=true]").first).to_be_visible()
    page.locator(".tablet-back").tap()


def until(page: Page, holds: Callable[[], bool]) -> None:
    """Waits for the server's side; the page goes on meanwhile."""
    for _ in range(100):
        db.session.rollback()
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("never came true")
