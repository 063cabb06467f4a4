"""Folders on a disk in memory, an installation of one's own, and the table of figures at the end."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from mystery.app import create_app
from mystery.settings import Settings
from mystery.store import schema
from tests import cast, databases
from tests.faults.figures import TABLE


@pytest.fixture
def disk_folder(folder: Path) -> Iterator[Path]:
    """An empty folder that is gone after the test; in memory, so that syncing it costs nothing."""
    place = Path(tempfile.mkdtemp(dir=folder))
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="session")
def cast_database(folder: Path) -> bytes:
    """A database with the cast in it, as a file's content."""
    home = Path(tempfile.mkdtemp(dir=folder))
    with create_app(Settings(instance_folder=home, password_memory_kib=64, password_rounds=1)).app_context():
        schema.upgrade()
        cast.populate()
        databases.let_go()
    return (home / "mystery.db").read_bytes()


@pytest.fixture
def instance(disk_folder: Path, cast_database: bytes) -> Iterator[Settings]:
    """An installation of the test's own with the cast, its app context open for looking inside."""
    home = disk_folder / "instance"
    home.mkdir()
    (home / "mystery.db").write_bytes(cast_database)
    settings = Settings(instance_folder=home, password_memory_kib=64, password_rounds=1)
    with create_app(settings).app_context():
        yield settings
        databases.let_go()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried, and what came of it."""
    for what, figures in TABLE:
        line = ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in figures.items())
        terminalreporter.write_line(f"{what}: {line}")
