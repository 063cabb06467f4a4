"""The app on the tablet: it starts without a server, and changes only when nobody is in an interview."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.browser.tablet_builds import (
    CONTROLLED,
    bring_out,
    builds_loaded,
    caches_of,
    look_for_update,
    make_build,
    until,
)
from tests.browser.tablet_screens import unlock, world
from tests.patience import PATIENCE_MS
from tests.serving import serving

WIDGET = "js/player/widgets/rank.js"
_REFUSED = """navigator.serviceWorker.register("/tablet/sw.js", { scope: "/tablet/" })
  .then(({ installing }) =>
  installing && new Promise((done) => installing.addEventListener("statechange",
    () => installing.state === "redundant" && done())))"""


@pytest.fixture(autouse=True)
def _restored(app: Flask) -> Iterator[None]:
    """The app outlives each test here: what it served before comes back."""
    before = app.extensions["mystery_static"], app.extensions["mystery"]
    yield
    app.extensions["mystery_static"], app.extensions["mystery"] = before
    app.extensions.pop("tablet_shell", None)


@pytest.fixture
def served(app: Flask, tmp_path: Path) -> Iterator[str]:
    """The app in its first build."""
    bring_out(app, make_build(tmp_path / "first"))
    with serving(app) as server:
        yield server.address


@pytest.fixture
def tablet(chromium: Browser, served: str) -> Iterator[BrowserContext]:
    context = chromium.new_context(
        base_url=served, viewport={"width": 800, "height": 1280}, locale="en", has_touch=True
    )
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(f"globalThis.fakeWorld ??= {json.dumps(world())};")
    yield context
    context.close()


def started(tablet: BrowserContext) -> Page:
    page = tablet.new_page()
    page.goto("/tablet/")
    until(page, CONTROLLED)
    return page


def in_an_interview(page: Page) -> None:
    unlock(page)
    page.evaluate("location.hash = '#/visit/a-1/interview'")
    page.wait_for_selector(".player-stage .page")


def test_the_app_starts_without_a_server_from_the_first_load_on(
    app: Flask, chromium: Browser, tmp_path: Path
) -> None:
    bring_out(app, make_build(tmp_path / "only"))
    context = chromium.new_context()
    context.add_init_script(f"globalThis.fakeWorld ??= {json.dumps(world())};")
    with serving(app) as server:
        address = server.address
        page = context.new_page()
        page.goto(f"{address}/tablet/")
        until(page, CONTROLLED)
    page.reload()
    in_an_interview(page)
    page.goto(f"{address}/tablet/enrol#code")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(f"{address}/login")
    context.close()


def test_the_worker_keeps_the_app_and_nothing_else(tablet: BrowserContext) -> None:
    page = started(tablet)
    in_an_interview(page)
    page.evaluate("fetch('/api/v1/work').catch(() => {})")
    kept = page.evaluate(
        "caches.keys().then((names) => caches.open(names[0])).then((cache) => cache.keys())"
        ".then((all) => all.map((each) => new URL(each.url).pathname))"
    )
    assert {path.split("/")[1] for path in kept} == {"static", "tablet"}
    assert {path for path in kept if path.startswith("/tablet/")} == {"/tablet/", "/tablet/build.json"}


def test_a_new_build_waits_until_no_draft_is_open(app: Flask, tablet: BrowserContext, tmp_path: Path) -> None:
    first = started(tablet)
    in_an_interview(first)
    old = builds_loaded(first)
    new = bring_out(app, make_build(tmp_path / "second", changed="js/tablet/frame.js"))
    look_for_update(first)
    expect(first.get_by_text("A new version of the app is here")).to_have_count(0)
    second = tablet.new_page()
    second.goto("/tablet/")
    unlock(second)
    second.get_by_role("button", name="Use the new version").click()
    expect(second.locator("#tablet-says")).to_contain_text("A questionnaire is open in another window")
    assert builds_loaded(first) == builds_loaded(second) == old
    first.locator(".tablet-back").click()
    expect(first.locator(".tablet-steps")).to_be_visible()
    second.get_by_role("button", name="Use the new version").click()
    expect(second.get_by_role("heading", name="Who works now?")).to_be_visible()
    assert builds_loaded(second) == {new}
    first.evaluate("location.hash = '#/visit/a-1'")
    expect(first.get_by_role("heading", name="Autohaus Nord")).to_be_visible()
    assert builds_loaded(first) == old
    assert caches_of(second) == 2


_DEAF = """() => {
  globalThis.ServiceWorker.prototype.postMessage = () => {};
}"""


def test_a_new_build_that_does_not_answer_keeps_nobody_waiting(
    app: Flask, tablet: BrowserContext, tmp_path: Path
) -> None:
    page = started(tablet)
    unlock(page)
    old = builds_loaded(page)
    bring_out(app, make_build(tmp_path / "second", changed="js/tablet/frame.js"))
    look_for_update(page)
    page.evaluate(_DEAF)
    page.get_by_role("button", name="Use the new version").click()
    expect(page.locator("#tablet-says")).to_contain_text("The new version does not answer.")
    expect(page.get_by_role("button", name="Use the new version")).to_be_enabled()
    assert builds_loaded(page) == old


def test_the_cache_of_an_older_build_goes_with_its_last_page(
    app: Flask, tablet: BrowserContext, tmp_path: Path
) -> None:
    page = started(tablet)
    unlock(page)
    bring_out(app, make_build(tmp_path / "second", changed="css/tablet.css"))
    look_for_update(page)
    assert caches_of(page) == 2
    page.get_by_role("button", name="Use the new version").click()
    expect(page.get_by_role("heading", name="Who works now?")).to_be_visible()
    until(page, "caches.keys().then((names) => names.length === 1)")


def test_an_update_loads_only_what_has_changed(app: Flask, tablet: BrowserContext, tmp_path: Path) -> None:
    page = started(tablet)
    asked: list[str] = []
    new = bring_out(app, make_build(tmp_path / "second", changed=WIDGET))
    app.before_request_funcs.setdefault(None, []).append(lambda: asked.append(request.path))
    look_for_update(page)
    app.before_request_funcs[None].pop()
    assert {path for path in asked if path.startswith("/static/")} == {f"/static/{new}/{WIDGET}"}


def test_a_build_with_a_wrong_file_is_not_used(app: Flask, tablet: BrowserContext, tmp_path: Path) -> None:
    root = make_build(tmp_path / "torn")
    bring_out(app, root)
    app.test_client().get("/tablet/build.json")
    (root / WIDGET).write_text("// cut off on its way", encoding="utf-8")
    page = tablet.new_page()
    page.goto("/tablet/")
    unlock(page)
    page.evaluate(_REFUSED)
    assert caches_of(page) == 0


def test_the_operator_switches_the_worker_off(app: Flask, tablet: BrowserContext) -> None:
    page = started(tablet)
    app.extensions["mystery"] = replace(app.extensions["mystery"], tablet_offline=False)
    app.extensions.pop("tablet_shell", None)
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    until(page, "caches.keys().then((names) => names.length === 0)")
    page.reload()
    expect(page.get_by_role("heading", name="Who works now?")).to_be_visible()
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
