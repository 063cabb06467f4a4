"""A reviewer works through the queue with the keys alone."""

from __future__ import annotations

from tests.browser.conftest import Open
from tests.web.desk.test_review import address, report


def test_a_reviewer_asks_back_and_approves_by_keys(open_page: Open) -> None:
    first, second = report("bremen"), report("kiel", 3)
    page = open_page("Rolf", address(first))
    page.keyboard.press("q")
    page.keyboard.type("Who greeted you? a r n")
    page.get_by_role("button", name="Send questions (1)").click()
    page.wait_for_url(f"**{address(second)}")
    page.keyboard.press("a")
    page.wait_for_url("**/desk/review/")
    assert page.get_by_text("Nothing waits for review").is_visible()


def test_keys_can_be_switched_off_and_stay_off(open_page: Open) -> None:
    row = report()
    page = open_page("Rolf", address(row))
    page.get_by_role("checkbox", name="Keys").uncheck()
    page.reload()
    page.keyboard.press("r")
    assert page.get_by_role("dialog").count() == 0
    page.get_by_role("checkbox", name="Keys").check()
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("r")
    assert page.get_by_role("dialog", name="Reject this report").is_visible()
