"""What every test starts with: an app, a database of its own with the cast in it, browsers."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import expect, sync_playwright

from mystery.app import create_app
from mystery.settings import Settings
from mystery.store import schema
from mystery.web.shared.limits import limiter
from tests import cast, databases, java_path, scheduling
from tests.browser_path import find, flags
from tests.browsing import Browser
from tests.patience import PATIENCE_MS

_MEMORY = Path("/dev/shm")
_IS_CI = os.environ.get("CI") == "true"
"""There a test that drives a browser, a second program on two cores, may fail once; the end names it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            if _IS_CI:
                item.add_marker(pytest.mark.flaky(reruns=1))
    scheduling.longest_first(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> scheduling.Modules | None:
    """For `--dist loadscope`, as `python -m tests` runs it."""
    if config.getvalue("dist") != "loadscope":
        return None
    config.option.loadscopereorder = False  # the order of the items is meant
    return scheduling.Modules(config, log)


@dataclass(frozen=True)
class Installation:
    """One worker's app and the database that each test gets a fresh copy of."""

    app: Flask
    database: databases.Copies
    media: Path


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for one worker; in memory where the machine has such a disk."""
    root = Path(tempfile.mkdtemp(prefix="mystery-tests-", dir=_MEMORY if _MEMORY.is_dir() else None))
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(scope="session")
def installation(folder: Path) -> Iterator[Installation]:
    """The app of this worker; its database, with the cast in it, is kept as a template."""
    with databases.copies(folder) as database:
        settings = Settings(
            instance_folder=folder, database_url=database.url, password_memory_kib=64, password_rounds=1
        )
        app = create_app(settings)
        app.testing = True
        app.config["PROPAGATE_EXCEPTIONS"] = False  # the page for crashes is tested like any other
        with app.app_context():
            schema.upgrade()
            cast.populate()
            databases.let_go()
        database.keep("cast")
        yield Installation(app, database, settings.media)


@pytest.fixture
def app(installation: Installation) -> Iterator[Flask]:
    """The app with a fresh copy of the template database, inside an app context."""
    installation.database.renew("cast")
    with installation.app.app_context():
        limiter.reset()
        shutil.rmtree(installation.media, ignore_errors=True)
        for name in ("exports", "journal", "uploads", "rescue"):
            shutil.rmtree(installation.media.parent / name, ignore_errors=True)
        yield installation.app
        databases.let_go()


@pytest.fixture
def browse(app: Flask) -> Callable[[str], Browser]:
    """Opens a browser as one of the cast: `browse("Rita").get("/desk/")`; "" is nobody yet."""
    return lambda name: Browser.of(app, name)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Looked for before Playwright runs, since it may have to be asked."""
    return find() or pytest.skip("no Chromium on this machine")


@pytest.fixture(scope="session")
def java() -> str:
    """For what JavaRosa is asked; where CI has none, tests/__main__.py ends before the first test."""
    return java_path.find() or pytest.skip("no JDK on this machine")


@pytest.fixture(scope="session")
def chromium(chromium_path: str) -> Iterator[Chromium]:
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path, args=flags())
        yield browser
        browser.close()
