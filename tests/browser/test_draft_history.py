"""A draft's revisions in the browser: going back, discarding by name, bringing back."""

from __future__ import annotations

import copy

import pytest
from playwright.sync_api import expect

from mystery.services import drafts
from mystery.services.accounts import actor_for
from tests.browser.builder_pages import SMALL, a_draft, address, held
from tests.browser.conftest import Open
from tests.browser.test_gallery import choose, complaints
from tests.cast import someone


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_researcher_goes_back_discards_and_brings_back_by_keyboard(open_page: Open, theme: str) -> None:
    draft = a_draft()
    changed = copy.deepcopy(SMALL)
    changed["document"]["title"]["en"] = "Boutique"
    drafts.save(draft, 1, changed, actor_for(someone("Anna")))
    page = open_page("Rita", f"{address(draft)}/revisions")
    choose(page, theme=theme)
    expect(page.get_by_text("Anna")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Go back to revision 1").press("Enter")
    expect(page.get_by_text("Revision 3", exact=True)).to_be_visible()
    assert held(draft)["document"]["title"]["en"] == "Shop"
    page.get_by_role("button", name="Discard").press("Enter")
    assert complaints(page) == []
    page.get_by_label("Type the name to confirm:").fill("shop")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Discarded drafts")).to_be_visible()
    assert complaints(page) == []
    page.get_by_role("button", name="Bring back: Shop").press("Enter")
    expect(page.get_by_text("The draft is back on the list.").first).to_be_visible()
    expect(page.get_by_role("heading", name="Discarded drafts")).to_have_count(0)
