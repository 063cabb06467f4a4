"""Chromium: the engine as in Node, and the player from opening its page to an answer on the screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench import engine_js
from tests.bench.engine_js import compiled
from tests.bench.measure import RUNS, Report, Row
from tests.browser.field_server import serve
from tests.browser_path import find, flags

SIZES = (100, 1_000, 10_000)
_PAGES = 3
_FOLDER = Path(__file__).parent
_WATCH = """window.opened = new Promise((resolve) => {
  const look = () => {
    if (!document.querySelector(".player-stage .page .item")) return requestAnimationFrame(look);
    requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0));
  };
  requestAnimationFrame(look);
});"""


@contextmanager
def chromium() -> Iterator[Browser]:
    path = find()
    if path is None:
        raise SystemExit("No browser: install Chromium or set MYSTERY_BROWSER.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags())
        yield browser
        browser.close()


def engine(sizes: Sequence[int] = SIZES) -> Report:
    """Loading a form and answering, without a page: what other engines are compared with."""
    with chromium() as browser, _served(100) as address:
        page = _fresh(browser)
        page.goto(f"{address}/?preview=yes")

        def call(action: str, given: object) -> Any:
            module = """(await import("/tests/bench/engine.mjs"))"""
            script = f"async ([action, given]) => {module}.ACTIONS[action](given)"
            return page.evaluate(script, [action, given])

        return engine_js.measured("engine-chromium", call, sizes)


def player(sizes: Sequence[int] = SIZES) -> Report:
    """Cold open (nothing cached, nothing stored) and answers, each until it is painted."""
    report = Report("player")
    with chromium() as browser:
        for size in sizes:
            with _served(size) as address:
                report.rows.append(
                    Row("cold open", size, tuple(_opened(browser, address) for _ in range(RUNS)))
                )
                report.rows += _answered(browser, address, size)
    return report


def _opened(browser: Browser, address: str) -> float:
    page = _fresh(browser)
    page.goto(address)
    milliseconds = float(page.evaluate("() => window.opened"))
    page.context.close()
    return milliseconds


def _answered(browser: Browser, address: str, size: int) -> list[Row]:
    """Every visible question of the first pages, by as many interviews as there are runs."""
    runs = [_one_interview(browser, f"{address}/?interview=answers-{number}") for number in range(RUNS)]
    rows = [Row("DOM nodes of the first page", size, value=runs[0]["nodes"], unit="")]
    told = {"handled": "answer to layout", "painted": "answer to paint", "turned": "page turn to layout"}
    for name, what in told.items():
        rows.append(Row(f"{what}, median", size, tuple(_share(run[name], 50) for run in runs)))
        rows.append(Row(f"{what}, p95", size, tuple(_share(run[name], 95) for run in runs)))
    return rows


def _one_interview(browser: Browser, address: str) -> Any:
    page = _fresh(browser)
    page.goto(address)
    page.evaluate("() => window.opened")
    script = """async (pages) => (await import("/tests/bench/player.js")).answering(pages)"""
    nodes = page.evaluate("document.querySelectorAll('*').length")
    found = {**page.evaluate(script, _PAGES), "nodes": nodes}
    page.context.close()
    return found


def _share(times: Sequence[float], percent: int) -> float:
    return round(quantiles(times, n=100, method="inclusive")[percent - 1], 2)


def _fresh(browser: Browser) -> Page:
    """A new profile: nothing cached, nothing stored."""
    page = browser.new_context(viewport={"width": 800, "height": 1280}).new_page()
    page.add_init_script(_WATCH)
    for name in ("engine.mjs", "player.js"):
        page.route(f"**/tests/bench/{name}", lambda route, _, name=name: route.fulfill(
            path=_FOLDER / name, content_type="text/javascript"
        ))  # fmt: skip
    return page


@contextmanager
def _served(size: int) -> Iterator[str]:
    arrived, http = serve(compiled("mixed", size).package)
    yield arrived.address
    http.shutdown()
    http.server_close()
