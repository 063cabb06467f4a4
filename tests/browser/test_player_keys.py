"""The interview player at the call desk: hands never leave the keyboard."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.field_server import Field
from tests.browser.playing import Opening, sent


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
