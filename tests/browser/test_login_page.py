"""The first page anyone sees."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import Open


@pytest.mark.parametrize("theme", ["light", "dark", "sun"])
@pytest.mark.parametrize("width", [390, 1440])
def test_everyone_can_read_the_login_page(open_page: Open, theme: str, width: int) -> None:
    page = open_page("", "/login", width=width)
    page.context.add_cookies([{"name": "theme", "value": theme, "url": page.url}])
    page.reload()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_person_signs_in_in_german(open_page: Open) -> None:
    page = open_page("", "/login", language="de")
    assert page.locator("html").get_attribute("lang") == "de"
    assert "wo der Service schwach ist" in page.locator(".plain-promise").inner_text()
