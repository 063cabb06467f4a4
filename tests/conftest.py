"""What every test starts with: an app, a database of its own with the cast in it, browsers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from mystery.app import create_app
from mystery.settings import Settings
from mystery.store import schema
from mystery.store.database import db
from mystery.web.shared.limits import limiter
from tests import cast
from tests.browsing import Browser

_MEMORY = Path("/dev/shm")


@pytest.fixture(scope="session")
def installation() -> Iterator[Path]:
    """A folder for one worker's app; in memory where the machine has such a disk."""
    root = tempfile.mkdtemp(prefix="mystery-tests-", dir=_MEMORY if _MEMORY.is_dir() else None)
    yield Path(root)
    shutil.rmtree(root)


@pytest.fixture(scope="session")
def shared_app(installation: Path) -> Flask:
    """The app of this worker; its database, with the cast in it, is kept as a template."""
    settings = Settings(instance_folder=installation, password_memory_kib=64, password_rounds=1)
    app = create_app(settings)
    app.testing = True
    with app.app_context():
        schema.upgrade()
        cast.populate()
        db.session.remove()
        db.engine.dispose()
    shutil.copyfile(installation / "mystery.db", installation / "template.db")
    return app


@pytest.fixture
def app(shared_app: Flask, installation: Path) -> Iterator[Flask]:
    """The app with a fresh copy of the template database, inside an app context."""
    for leftover in installation.glob("mystery.db*"):
        leftover.unlink()
    shutil.copyfile(installation / "template.db", installation / "mystery.db")
    with shared_app.app_context():
        limiter.reset()
        yield shared_app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def browse(app: Flask) -> Callable[[str], Browser]:
    """Opens a browser as one of the cast: `browse("Rita").get("/desk/")`; "" is nobody yet."""
    return lambda name: Browser.of(app, name)
