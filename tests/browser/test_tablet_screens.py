"""The tablet's screens: what a tester sees and presses, in every look, before a world in memory."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.tablet_screens import (
    BRIEFED,
    LOOKS,
    MID,
    NOT_TAKEN,
    PIN,
    Opening,
    opening,
    promise,
    show,
)
from tests.browser.test_gallery import complaints

SCREENS = (
    "today", "day", "tablet", "visit/a-1", "visit/a-2/briefing", "visit/a-1/untested",
    "visit/a-1/interview", "visit/a-3", "promise/p-0", "promise/p-1", "promise/p-2",
)  # fmt: skip
_SMALL = """() => [...document.querySelectorAll('#tablet :is(a, button, input, select, summary, label)')]
  .filter((one) => one.checkVisibility() && !one.matches('.visually-hidden, .choice *, p a, .field-label'))
  .map((one) => [one.className || one.tagName, one.getBoundingClientRect()])
  .filter(([, box]) => box.height && (box.height < 43.5 || box.width < 43.5))
  .map(([name, box]) => `${name} ${Math.round(box.width)}x${Math.round(box.height)}`)"""


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Opening]:
    yield from opening(chromium, address)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_everyone_can_read_every_screen(opened: Opening, look: tuple[str, str, int, int]) -> None:
    promises = [promise(0), promise(1, hours=1, said=NOT_TAKEN), promise(2, hours=60)]
    page = opened(look=look, visits=dict(MID), unsent=2, isFull=True, promises=promises, finished=9)
    found: list[str] = []
    for path in SCREENS:
        show(page, path)
        found += [f"{path} {line}" for line in complaints(page)]
        if page.evaluate("document.documentElement.scrollWidth") > look[2]:
            found.append(f"{path} sticks out")
        if not path.endswith("interview"):
            found += [f"{path} small: {line}" for line in page.evaluate(_SMALL)]
    assert found == []


@pytest.mark.parametrize("look", [LOOKS[0], LOOKS[3], LOOKS[4]], ids=str)
def test_everyone_can_read_what_comes_before_the_pin(
    opened: Opening, look: tuple[str, str, int, int]
) -> None:
    page = opened(look=look, locked=True)
    found = complaints(page)
    page.locator(".tablet-person").first.click()
    page.locator(".tablet-pin").fill("000000")
    page.keyboard.press("Enter")
    expect(page.locator(".field-error")).to_be_visible()
    found += complaints(page)
    page = opened("/tablet/enrol#right-code", look=look, locked=True, people=[])
    page.locator("form button[type=submit]").click()
    expect(page.locator(".field-error:visible").first).to_be_visible()
    assert found + complaints(page) == []


def test_text_of_twice_the_size_still_fits(opened: Opening) -> None:
    page = opened(look=("de", "light", 800, 1280), visits=dict(MID))
    session = page.context.new_cdp_session(page)
    doubled = {"width": 400, "height": 640, "deviceScaleFactor": 2, "mobile": True}
    session.send("Emulation.setDeviceMetricsOverride", doubled)
    for path in SCREENS:
        show(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, path


def test_a_new_tablet_is_set_up_with_a_code_and_a_pin(opened: Opening) -> None:
    page = opened("/tablet/enrol#right-code", locked=True, people=[])
    page.get_by_label("Choose a PIN").fill("123456")
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("That PIN is guessed at once.")).to_be_visible()
    expect(page.get_by_text("The two PINs are not the same.")).to_be_visible()
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Welcome, Tara Tester")).to_be_focused()
    expect(page.get_by_text("The browser has promised to keep it")).to_be_visible()
    assert "right-code" not in page.url
    page.get_by_role("button", name="To my visits").click()
    expect(page.get_by_role("heading", name="Today")).to_be_focused()


def test_who_worked_before_is_locked_before_the_tablet_is_set_up_again(opened: Opening) -> None:
    page = opened()
    page.evaluate("location.hash = '#/tablet'")
    page.get_by_role("link", name="Set up for another tester").click()
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_label("Code", exact=True).fill("used")
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("Please ask for a new one.")).to_be_visible()
    assert page.evaluate("fakeSessions.map((each) => each.isLocked)") == [True]
    page.get_by_label("Code", exact=True).fill("right-code")
    page.get_by_role("button", name="Set up").click()
    page.get_by_role("button", name="To my visits").click()
    expect(page.get_by_role("heading", name="Today")).to_be_visible()
    page.evaluate("fakeSessions[0].dispatchEvent(new Event('change'))")
    expect(page.locator(".next-test")).to_be_visible()


def test_a_used_code_says_what_to_do(opened: Opening) -> None:
    page = opened("/tablet/enrol#used", locked=True, people=[])
    page.get_by_label("Choose a PIN").fill(PIN)
    page.get_by_label("The same PIN again").fill(PIN)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_text("Please ask for a new one.")).to_be_visible()


def test_wrong_pins_cost_time_from_the_fifth_on(opened: Opening) -> None:
    page = opened(locked=True)
    page.locator(".tablet-person").first.click()
    for _ in range(5):
        expect(page.get_by_role("button", name="Unlock")).to_be_enabled()
        page.locator(".tablet-pin").fill("000000")
        page.keyboard.press("Enter")
        expect(page.locator(".tablet-pin")).to_have_value("")
    expect(page.get_by_text("The next try is possible in 2 seconds.")).to_be_visible()
    expect(page.get_by_role("button", name="Wait")).to_be_disabled()
    expect(page.get_by_role("button", name="Unlock")).to_be_enabled()
    page.locator(".tablet-pin").fill(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def test_a_tester_chooses_another_pin(opened: Opening) -> None:
    page = opened()
    show(page, "tablet")
    page.get_by_role("button", name="Change the PIN").click()
    for before, after, said in (
        (PIN, "111111", "That PIN is guessed at once."),
        ("000000", "902817", "That PIN is wrong."),
    ):
        page.get_by_label("Your PIN until now").fill(before)
        page.get_by_label("The new PIN").fill(after)
        page.get_by_label("The same PIN again").fill(after)
        page.keyboard.press("Enter")
        expect(page.get_by_text(said)).to_be_visible()
    page.get_by_label("Your PIN until now").fill(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_text("The PIN is changed.").first).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_locking_leaves_nothing_of_the_tester_on_the_screen(opened: Opening) -> None:
    page = opened()
    page.get_by_role("button", name="Lock").click()
    expect(page.get_by_role("heading", name="Tara Tester")).to_be_visible()
    assert "Jungfernstieg" not in page.content()


def test_a_briefing_is_marked_on_the_tablet(opened: Opening) -> None:
    page = opened()
    page.get_by_role("link", name="Read the briefing").click()
    page.get_by_label("A tester").check()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.locator("[data-quiz-result]")).to_be_focused()
    expect(page.get_by_text("Nobody may know that you test.")).to_be_visible()
    page.get_by_label("A customer").check()
    page.get_by_label("400 euro").check()
    page.get_by_role("button", name="Check my answers").click()
    expect(page.get_by_role("link", name="Open the questionnaire")).to_be_visible()
    kinds = [note[1] for note in page.evaluate("fakeWorld.notes")]
    assert kinds == ["quiz", "quiz", "briefed"]


def test_a_check_in_is_coarse_and_may_be_left_out(opened: Opening) -> None:
    page = opened(visits={"a-0": BRIEFED})
    show(page, "visit/a-0")
    page.get_by_role("button", name="I am here").click()
    expect(page.get_by_text("Noted at")).to_be_visible()
    said = page.evaluate("fakeWorld.notes")[0]
    assert said == ["a-0", "checkin", {"latitude": 53.551, "longitude": 10.0, "accuracy_m": 100}]


def test_a_tester_says_why_a_visit_was_not_possible(opened: Opening) -> None:
    page = opened()
    show(page, "visit/a-1/untested")
    page.get_by_role("button", name="Close this visit").click()
    expect(page.get_by_text("Please choose what happened.")).to_be_visible()
    page.get_by_label("It was closed during its opening hours").check()
    photo = {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": b"JPEG"}
    page.locator("input[type=file]").set_input_files(files=[photo])  # type: ignore[list-item]
    expect(page.get_by_text("Photo 1 is on this tablet")).to_be_visible()
    page.get_by_role("button", name="Close this visit").click()
    expect(page.get_by_role("heading", name="Done")).to_be_visible()
    assert page.evaluate("fakeWorld.notes")[0][2] == {"reason": "closed", "note": "", "media": ["0" * 64]}


def test_taking_over_a_draft_is_a_decision(opened: Opening) -> None:
    page = opened(elsewhere="a-0", visits={"a-0": BRIEFED})
    page.evaluate("location.hash = '#/visit/a-0/interview'")
    expect(page.get_by_text("Last seen there: Fri 20 Nov")).to_be_visible()
    page.get_by_role("button", name="Take over here").click()
    expect(page.get_by_role("dialog")).to_contain_text("What has not been sent stays on the other tablet")
    page.get_by_role("button", name="Take over", exact=True).click()
    expect(page.locator(".player-stage .page")).to_be_visible()


def test_the_end_of_the_day_counts_what_waits_and_what_is_confirmed(opened: Opening) -> None:
    page = opened(visits=dict(MID))
    show(page, "day")
    expect(page.locator(".tablet-figure").first).to_contain_text("2")
    expect(page.get_by_text("2 files are still on their way.")).to_be_visible()
    expect(page.get_by_text("Finished work waits for more than a day")).to_be_visible()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Rescue file").click()
    assert saved.value.suggested_filename.endswith(".rescue.txt")
    page.get_by_role("button", name="Send now").click()
    expect(page.locator(".tablet-figure").nth(0)).to_contain_text("0")
    expect(page.locator(".tablet-figure").nth(1)).to_contain_text("3")


def test_nobody_leaves_without_knowing_what_is_still_here(opened: Opening) -> None:
    page = opened(visits=dict(MID), unsent=2)
    show(page, "tablet")
    page.get_by_role("button", name="Stop for today").click()
    expect(page.get_by_role("dialog")).to_contain_text("2 things have not been sent yet.")
    page.get_by_role("button", name="Keep it sealed here").click()
    expect(page.get_by_role("heading", name="Tara Tester")).to_be_visible()


def test_the_discreet_note_tells_nothing_and_one_tap_goes_back(opened: Opening) -> None:
    page = opened()
    page.get_by_role("button", name="Discreet note").click()
    note = page.get_by_role("dialog")
    expect(note).to_contain_text("Milk")
    assert "visit" not in note.inner_text().lower()
    assert "Mystery" not in note.inner_text()
    note.get_by_role("button", name="Back").click()
    expect(note).to_have_count(0)


def test_sun_and_language_are_within_reach_on_every_screen(opened: Opening) -> None:
    page = opened()
    for path in SCREENS:
        show(page, path)
        page.get_by_role("button", name="Colours and language").first.click()
        page.get_by_role("button", name="Bright sun").click()
        assert page.locator("html").get_attribute("data-theme") == "sun"
        page.get_by_role("button", name="Close", exact=True).click()
    show(page, "today")
    page.get_by_role("button", name="Colours and language").click()
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("button", name="Schließen").click()
    expect(page.get_by_role("heading", name="Heute")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Wer arbeitet jetzt?")).to_be_visible()


def test_the_app_works_by_keyboard_alone(opened: Opening) -> None:
    page = opened(locked=True)
    page.locator(".tablet-person").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tablet-pin")).to_be_focused()
    page.keyboard.type(PIN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_focused()
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.dataset.key") == "next":
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.url.endswith("/briefing")
