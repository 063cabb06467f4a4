"""`python -m tests.tour DIR`: loads the demo, walks it as every role, and leaves pictures to leaf through.

DIR/<role>/<look>/<nn>-<route>.png for screens, DIR/pdf/<report>-<language>-<page>.png for reports.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from flask import Flask
from playwright.sync_api import Browser, sync_playwright

from mystery.access import Role
from mystery.clock import utcnow
from mystery.demo.people import LOGINS, PASSWORD, Login
from tests.browser_path import find_or_install, flags
from tests.demo_app import demo_app
from tests.serving import serving
from tests.tour.crawl import log_in, screens
from tests.tour.interview import pages_of_an_interview
from tests.tour.looks import LOOKS, Look, looks_of
from tests.tour.paper import picture_reports
from tests.tour.routes import endpoint_finder
from tests.tour.tablet import screens_of_a_tablet


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.tour", description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("--only", choices=[role.value for role in Role], help="one role instead of all")
    parser.add_argument("--look", choices=[look.name for look in LOOKS], help="one look instead of all")
    parser.add_argument("--no-pdf", action="store_true", help="screens only")
    chosen = parser.parse_args(arguments)
    browser_path = find_or_install()
    if browser_path is None:
        print("No browser: install Chromium or set MYSTERY_BROWSER.")
        return 1
    scratch = Path(tempfile.mkdtemp(prefix="mystery-tour-"))
    try:
        app = demo_app(scratch, say=print, today=utcnow().date())
        if not chosen.no_pdf:
            picture_reports(app, chosen.folder / "pdf")
        with serving(app) as served, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browser_path, args=flags())
            for login in LOGINS:
                if chosen.only in (None, login.role.value):
                    _walk(browser, app, served.address, login, chosen)
            browser.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    print(f"Pictures are in {chosen.folder}")
    return 0


def _walk(browser: Browser, app: Flask, address: str, login: Login, chosen: argparse.Namespace) -> None:
    for look in looks_of(login.role):
        if chosen.look in (None, look.name):
            count = _pictures(browser, app, address, login, look, chosen.folder)
            print(f"{login.role.value:<16} {look.name:<14} {count} screens", flush=True)


def _pictures(browser: Browser, app: Flask, address: str, login: Login, look: Look, folder: Path) -> int:
    target = folder / f"{login.role.value}-{login.email.split('@')[0]}" / look.name
    target.mkdir(parents=True, exist_ok=True)
    context = browser.new_context(
        viewport={"width": look.width, "height": look.height}, locale=look.language, color_scheme=look.scheme
    )
    context.add_cookies(
        [
            {"name": "theme", "value": look.theme, "url": address},
            {"name": "language", "value": look.language, "url": address},
        ]
    )
    page = context.new_page()
    log_in(page, address, login.email, PASSWORD)
    count = 0
    for count, screen in enumerate(screens(page, page.url, endpoint_finder(app)), start=1):
        page.wait_for_load_state("networkidle")
        name = f"{count:02d}-{screen.endpoint.replace('.', '-')}.png"
        page.screenshot(path=target / name, full_page=True)
    for name in pages_of_an_interview(app, page, address, login):
        count += 1
        page.screenshot(path=target / f"{count:02d}-{name}.png", full_page=True)
    for name in screens_of_a_tablet(app, page, address, login, look):
        count += 1
        page.screenshot(path=target / f"{count:02d}-{name}.png", full_page=True)
    context.close()
    return count


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
