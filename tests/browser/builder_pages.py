"""Opens drafts in the questionnaire builder, and says what the server holds of them."""

from __future__ import annotations

import copy
from typing import Any

from playwright.sync_api import Page, expect

from mystery.services import drafts
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import Draft
from tests.browser.conftest import Open
from tests.cast import someone

Content = dict[str, Any]

SMALL: Content = {
    "document": {
        "questionnaire": "shop",
        "version": "1",
        "languages": ["en", "de"],
        "title": {"en": "Shop", "de": "Laden"},
        "modes": ["capi"],
        "missing": ["dont_know"],
        "choices": {
            "yes-no": [
                {"id": "00000000c001", "name": "yes", "label": {"en": "Yes", "de": "Ja"}},
                {"id": "00000000c002", "name": "no", "label": {"en": "No", "de": "Nein"}},
            ]
        },
        "sections": [
            {
                "id": "000000000001",
                "section": "welcome",
                "label": {"en": "Welcome", "de": "Begrüßung"},
                "items": [
                    {
                        "id": "000000000011",
                        "item": "greeted",
                        "type": "select_one yes-no",
                        "label": {"en": "Were you greeted?", "de": "Wurden Sie begrüßt?"},
                    },
                    {
                        "id": "000000000012",
                        "item": "seconds",
                        "type": "integer",
                        "label": {"en": "After how many seconds?"},
                        "relevant": "${greeted} = 'yes'",
                    },
                    {
                        "id": "000000000013",
                        "item": "friendly",
                        "type": "select_one yes-no",
                        "label": {"en": "Friendly?", "de": "Freundlich?"},
                    },
                ],
            },
            {
                "id": "000000000002",
                "section": "farewell",
                "label": {"en": "Farewell", "de": "Abschied"},
                "items": [
                    {
                        "id": "000000000021",
                        "item": "thanked",
                        "type": "select_one yes-no",
                        "label": {"en": "Were you thanked?", "de": "Wurde Ihnen gedankt?"},
                    },
                ],
            },
        ],
    },
    "scheme": None,
    "examples": [],
    "tables": {},
}


def a_draft(content: Content = SMALL) -> Draft:
    return drafts.create(copy.deepcopy(content), actor_for(someone("Rita")))


def address(draft: Draft) -> str:
    return f"/desk/questionnaires/drafts/{draft.public_id}"


def build(open_page: Open, draft: Draft | None = None, who: str = "Rita", **window: Any) -> Page:
    """The builder with its words loaded."""
    page = open_page(who, address(draft or a_draft()), **window)
    page.wait_for_selector(".outline-row")
    page.wait_for_load_state("networkidle")
    return page


def saved(page: Page) -> None:
    expect(page.locator(".bar-state")).to_have_attribute("data-status", "saved")


def held(draft: Draft) -> Content:
    """What the server holds now."""
    db.session.rollback()
    content: Content = drafts.content_of(reading().get_one(Draft, draft.id, populate_existing=True))
    return content


def row(page: Page, text: str) -> Any:
    """The row of the outline with this label."""
    return page.locator(".outline-row", has=page.get_by_text(text, exact=True))


def names(page: Page) -> list[str]:
    """The labels of the rows that are drawn, in order."""
    found: list[str] = page.locator(".outline-row .outline-label").all_inner_texts()
    return found


def field(page: Page, key: str) -> Any:
    """A control of the inspector by its key, such as `label/en`."""
    return page.locator(f'#inspector [data-field="{key}"]')
