"""Every page of every role, on 600 visits: it answers, asks the database little, and anyone can read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask, has_request_context, request
from playwright.sync_api import Browser, Page
from sqlalchemy import event

from mystery.demo.people import LOGINS, PASSWORD, Login
from mystery.store.database import db
from tests.listening import listen
from tests.patience import PATIENCE_MS
from tests.serving import serving
from tests.tour.crawl import log_in, screens
from tests.tour.routes import endpoint_finder

MOST_QUERIES = 17
"""A page's own questions, with session, account and rights; fixed, whatever the number of rows."""
DECIDING = {"cati.desk": 40, "home": 40}
"""Pages that may ask more: whose turn it is depends on each wave that is called, not on how many cases."""
_SHAPES = """() => [...new Set([...document.querySelectorAll("body, body *")].map((one) =>
  [one.localName, one.getAttribute("class"), one.role, ...one.getAttributeNames()].join(" ")))]"""
"""The kinds of elements of a page: by tag, class, role and the attributes that they have."""

CRAWLED = tuple(login for login in LOGINS if not login.email.startswith("fred@"))
"""Fred's pages are Heidi's and Theo's with other figures."""
ids = [login.role.value + "-" + login.email.split("@")[0] for login in CRAWLED]


@dataclass
class Examined:
    """Routes and kinds of elements that were looked at, on whatever page."""

    routes: set[str] = field(default_factory=set)
    shapes: set[str] = field(default_factory=set)

    def is_new(self, route: str, shapes: set[str]) -> bool:
        found = route not in self.routes or not shapes <= self.shapes
        self.routes.add(route)
        self.shapes |= shapes
        return found


class QueryCount:
    """How many statements a page itself sent the database since `reset`; its pictures are no part of it."""

    def __init__(self, app: Flask) -> None:
        self.count = 0
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", self._hear)

    def _hear(self, _connection: object, _cursor: object, statement: str, *_: object) -> None:
        is_page = has_request_context() and request.headers.get("Sec-Fetch-Dest") == "document"
        if is_page and not statement.startswith(("PRAGMA", "BEGIN", "COMMIT", "SAVEPOINT")):
            self.count += 1

    def reset(self) -> None:
        self.count = 0


@pytest.fixture(scope="session")
def queries(loaded_demo: Flask) -> QueryCount:
    return QueryCount(loaded_demo)


@pytest.fixture(scope="session")
def demo_address(loaded_demo: Flask) -> Iterator[str]:
    with serving(loaded_demo) as served:
        yield served.address


@pytest.fixture(scope="session")
def examined() -> Examined:
    """What earlier pages have shown: a role is examined for what it sees beyond the others."""
    return Examined()


def _barriers(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{each['id']} {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("login", CRAWLED, ids=ids)
def test_every_page_of_a_role_is_readable_quick_and_quiet(
    login: Login,
    loaded_demo: Flask,
    demo_address: str,
    chromium: Browser,
    queries: QueryCount,
    examined: Examined,
) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="de")
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    complaints = listen(page, demo_address)
    log_in(page, demo_address, login.email, PASSWORD)
    complaints.clear()
    seen = 0
    queries.reset()
    for screen in screens(page, page.url, endpoint_finder(loaded_demo)):
        asked, seen = queries.count, seen + 1
        if asked > DECIDING.get(screen.endpoint, MOST_QUERIES):
            complaints.append(f"{screen.endpoint}: {asked} queries")
        shapes = set(page.evaluate(_SHAPES))
        if examined.is_new(screen.endpoint, shapes):
            complaints += [f"{screen.endpoint}: {each}" for each in _barriers(page)]
        width = page.evaluate("document.documentElement.scrollWidth")
        if width > 1280:
            complaints.append(f"{screen.endpoint}: {width} px wide in a window of 1280")
        queries.reset()
    context.close()
    assert seen >= 2
    assert complaints == []
