"""What the tests of the builder's server side do in a browser: make, open and publish drafts."""

from __future__ import annotations

import json
from collections.abc import Callable
from html import unescape
from typing import Any

from sqlalchemy import func, select

from mystery.services.transaction import reading
from mystery.store.models import Draft
from tests.browsing import Browser

Browse = Callable[[str], Browser]
LIST = "/desk/questionnaires/"
DRAFTS = "/desk/questionnaires/drafts"


def boot_of(page: str) -> dict[str, Any]:
    """The JSON that the builder starts from."""
    text = page.partition('id="boot">')[2].partition("</script>")[0]
    boot: dict[str, Any] = json.loads(unescape(text))
    return boot


def made(browser: Browser, **fields: str) -> str:
    """The address of a draft made with these fields of the form."""
    reply = browser.post(DRAFTS, fields or {"from": "pack", "pack": "store-visit"})
    assert reply.status_code == 302, reply.get_data(as_text=True)
    return reply.location


def opened(browser: Browser, address: str) -> dict[str, Any]:
    return boot_of(browser.get(address).get_data(as_text=True))


def drafts() -> int:
    return reading().scalar(select(func.count()).select_from(Draft)) or 0


def first_item(content: dict[str, Any]) -> dict[str, Any]:
    """The first item that has a label."""
    items: list[dict[str, Any]] = content["document"]["sections"][0]["items"]
    return next(item for item in items if "label" in item)


def published(browser: Browser, address: str, version: str, **more: str) -> str:
    """The address of the version that a draft was published as."""
    browser.get(f"{address}/publish")
    revision = opened(browser, address)["revision"]
    fields = {"version": version, "revision": str(revision), **more}
    reply = browser.post(f"{address}/publish", fields)
    assert reply.status_code == 302, reply.get_data(as_text=True)
    return reply.location
