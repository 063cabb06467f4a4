"""A tablet in flight mode: the browser starts, the tester unlocks, a visit's questionnaire opens.

The server is gone, and each run starts the browser anew on what it keeps on its disk.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from playwright.sync_api import BrowserContext, sync_playwright

from mystery.questionnaire.yaml_write import write_yaml
from mystery.settings import Settings
from tests import databases
from tests.bench.forms import SHAPES
from tests.bench.installed import cheap, home, installed
from tests.bench.measure import RUNS, Report, Row
from tests.browser.tablet_day import PIN, code_for, get_briefed, is_ready, set_up, two_visits
from tests.browser_path import find, flags
from tests.faults.served import HOST, served

SIZES = (100, 1_000, 10_000)
_OPENED = """([selector, act]) => new Promise((resolve) => {
  const since = act ? performance.now() : 0;
  if (act) document.querySelector(act).click();
  const look = () => {
    if (!document.querySelector(selector)) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - since), 0));
  };
  look();
})"""
"""Milliseconds from a tap, or from the beginning of the page, until something is painted."""
_GO = "a[href$='/interview']"


def opening(sizes: Sequence[int] = SIZES, runs: int = RUNS) -> Report:
    report = Report("offline")
    for size in sizes:
        with home() as folder:
            report.rows += _rows(folder, size, runs)
    return report


def _rows(folder: Path, size: int, runs: int) -> list[Row]:
    settings, chromium = cheap(folder), find()
    with sync_playwright() as playwright:

        def start() -> BrowserContext:
            return playwright.chromium.launch_persistent_context(
                folder / "browser", executable_path=chromium, args=flags(), has_touch=True, locale="en",
                viewport={"width": 800, "height": 1280},
            )  # fmt: skip

        address = _enrolled(settings, start, size)
        found = [_opened(start, address) for _ in range(runs)]
    what = ("the app, until it asks for the PIN", "the PIN, until the day is shown", "a questionnaire")
    return [
        Row(f"open {each}", size, times) for each, times in zip(what, zip(*found, strict=True), strict=True)
    ]


def _enrolled(settings: Settings, start: Callable[[], BrowserContext], size: int) -> str:
    """A tablet with the work of the day and everything it needs; the address at which it got it."""
    with installed(settings):
        visit = two_visits(questionnaire=write_yaml(SHAPES["mixed"](size)))[0].public_id
        code = code_for()
        databases.let_go()
    with served(settings) as server, start() as context:
        page = context.pages[0]
        set_up(page, f"http://{HOST}:{server.port}", code)
        is_ready(page)
        page.evaluate(f"location.hash = '#/visit/{visit}'")
        get_briefed(page)
        return page.url


def _opened(start: Callable[[], BrowserContext], address: str) -> tuple[float, float, float]:
    app, visit = address.split("#")
    with start() as context:
        page = context.pages[0]
        page.goto(app)
        asked = page.evaluate(_OPENED, [".tablet-pin, .tablet-person", ""])
        page.locator(".tablet-pin").fill(PIN)
        unlocked = page.evaluate(_OPENED, [".next-test", ".tablet-narrow [type=submit]"])
        page.evaluate("(hash) => { location.hash = hash; }", f"#{visit}")
        page.wait_for_selector(_GO)
        opened = page.evaluate(_OPENED, [".player-stage .page .item", _GO])
        return asked, unlocked, opened
