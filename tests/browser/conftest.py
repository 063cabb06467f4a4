"""A real server on loopback and a real Chromium in front of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.field_server import Field, serve
from tests.browser.playing import Opening
from tests.browser.profiles import Profile
from tests.browser.tablet_server import TabletServer, serve_tablets
from tests.browser.tablets import Tablet
from tests.cast import EMAILS, PASSWORD
from tests.listening import listen
from tests.patience import PATIENCE_MS
from tests.serving import serving

Open = Callable[..., Page]


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """Where the app of this test listens."""
    with serving(app) as served:
        yield served.address


@pytest.fixture
def open_page(chromium: Browser, address: str) -> Iterator[Open]:
    """Opens a window as one of the cast: `open_page("Rita", "/gallery", width=390)`; "" is nobody.

    A script error, a message of the browser (a blocked style, a missing file) or a request to another host
    fails the test; but for replies that it expects, such as `refusal=409`.
    """
    contexts, heard = [], []

    def open_window(
        name: str,
        path: str,
        width: int = 1440,
        height: int = 900,
        language: str = "en",
        refusal: int | None = None,
    ) -> Page:
        context = chromium.new_context(
            base_url=address,
            viewport={"width": width, "height": height},
            locale=language,
            has_touch=width < 900,
        )
        contexts.append(context)
        page = context.new_page()
        heard.append((listen(page, address), str(refusal)))
        if name:
            page.goto("/login")
            page.fill("[name=email]", EMAILS[name])
            page.fill("[name=password]", PASSWORD)
            page.click("main button[type=submit]")
            page.wait_for_url(lambda url: "/login" not in url)
        page.goto(path)
        return page

    yield open_window
    for context in contexts:
        context.close()
    assert [each for by_page, refusal in heard for each in by_page if refusal not in each] == []


@pytest.fixture
def server() -> Iterator[Field]:
    arrived, http = serve()
    yield arrived
    http.shutdown()
    http.server_close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport={"width": 800, "height": 1280}, has_touch=True)
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def opened(context: BrowserContext, server: Field) -> Iterator[Opening]:
    """Opens the player; a script error or a breach of the content policy fails the test."""
    faults: list[str] = []

    def open_player(**query: str) -> Page:
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda line: faults.append(line.text) if "Content Security" in line.text else None)
        page.goto(f"{server.address}/?{'&'.join(f'{name}={value}' for name, value in query.items())}")
        page.wait_for_selector(".player-stage .page")
        return page

    yield open_player
    assert faults == []


@pytest.fixture
def profile(chromium: Browser, chromium_path: str, tmp_path: Path) -> Iterator[Profile]:
    kept = Profile(chromium, chromium_path, tmp_path / "profile")
    yield kept
    kept.close()


@pytest.fixture
def tablet_server() -> Iterator[TabletServer]:
    arrived, http = serve_tablets()
    yield arrived
    http.shutdown()
    http.server_close()


@pytest.fixture
def tablet(chromium: Browser, tablet_server: TabletServer) -> Iterator[Tablet]:
    """A page of a tablet that nobody has used yet; a script error fails the test."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    yield Tablet(page, tablet_server).begin()
    context.close()
    assert faults == []
