"""Walks the product as one role, following links, one page per route: new screens join by themselves."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import Page

_pages: dict[str, bool] = {}
EndpointOf = Callable[[str], str | None]
"""Path of a page -> name of its route; None for what is no page (files, foreign paths)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """A page worth a picture: the route's name and one address of it."""

    endpoint: str
    url: str


def log_in(page: Page, base_url: str, email: str, password: str) -> None:
    page.goto(f"{base_url}/login")
    page.fill("[name=email]", email)
    page.fill("[name=password]", password)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/login" not in url)


def screens(page: Page, start: str, endpoint_of: EndpointOf, limit: int = 60) -> Iterator[Screen]:
    """Breadth first from `start`; yields each route once and stops after `limit` pages."""
    waiting = deque([start])
    known = {start}
    shown: set[str] = set()
    while waiting and len(shown) < limit:
        url = waiting.popleft()
        endpoint = endpoint_of(urlsplit(url).path)
        if endpoint is None or endpoint in shown:
            continue
        if not _is_page(page, endpoint, url):
            continue
        page.goto(url)
        shown.add(endpoint)
        yield Screen(endpoint, url)
        for link in _links(page):
            if link not in known and urlsplit(link).netloc == urlsplit(start).netloc:
                known.add(link)
                waiting.append(link)


def _is_page(page: Page, endpoint: str, url: str) -> bool:
    """Asks once for each route: the viewers of a browser for pictures and PDFs are none of our pages."""
    if endpoint not in _pages:
        kind = page.request.head(url).headers.get("content-type", "")
        _pages[endpoint] = kind.startswith("text/html")
    return _pages[endpoint]


def _links(page: Page) -> list[str]:
    hrefs = page.eval_on_selector_all(
        "a[href]:not([download])", "all => all.map(a => a.getAttribute('href'))"
    )
    return [urldefrag(urljoin(page.url, href)).url for href in hrefs if href]
