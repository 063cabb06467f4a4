"""Builds of the tablet's app, brought out one after the other on a real server that can be stopped."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

from flask import Flask
from playwright.sync_api import Page

from mystery.resources import folder
from mystery.web.shared.statics import StaticFiles
from tests.browser.tablet_screens import FAKE

CONTROLLED = "Boolean(navigator.serviceWorker.controller)"
_PATIENCE_SECONDS = 20
_SYNC = ("session", "device", "outbox")
_MARK = "\n/* another build */\n"


def make_build(target: Path, *, changed: str = "") -> Path:
    """A copy of the static folder with the world in memory; `changed` is a file that differs."""
    shutil.copytree(folder("static"), target)
    for name in _SYNC:
        (target / f"js/sync/{name}.js").write_text('export * from "./fake.js";\n', encoding="utf-8")
    shutil.copy(FAKE, target / "js/sync/fake.js")
    if changed:
        path = target / changed
        path.write_text(path.read_text(encoding="utf-8") + _MARK, encoding="utf-8")
    return target


def bring_out(app: Flask, root: Path) -> str:
    """The server serves this build from now on; gives the name under which its files lie."""
    files = StaticFiles(root)
    app.extensions["mystery_static"] = files
    app.extensions.pop("tablet_shell", None)
    return files.build


def builds_loaded(page: Page) -> set[str]:
    """From which builds the open page has taken files."""
    script = "performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)"
    return {path.split("/")[2] for path in page.evaluate(script) if path.startswith("/static/")}


def caches_of(page: Page) -> int:
    return int(page.evaluate("caches.keys().then((names) => names.length)"))


def look_for_update(page: Page) -> None:
    """As the browser does by itself when the app opens: asks for the worker anew."""
    page.evaluate("navigator.serviceWorker.ready.then((registration) => registration.update())")
    until(page, "navigator.serviceWorker.ready.then((registration) => Boolean(registration.waiting))")


def until(page: Page, script: str) -> None:
    """Waits for a script to be true. Playwright's own way evaluates strings, which the policy forbids."""
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while not page.evaluate(script):
        assert time.monotonic() < deadline, f"never came true: {script}"
        page.wait_for_timeout(100)
