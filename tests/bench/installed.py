"""An installation with its cast in a folder of its own, as benchmarks need one."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask

from mystery.app import create_app
from mystery.settings import Settings
from mystery.store import schema
from tests import cast


@contextmanager
def home() -> Iterator[Path]:
    """A folder on a real disk: what saving costs is the syncing."""
    made = Path(tempfile.mkdtemp(prefix="mystery-bench-", dir=os.environ.get("MYSTERY_BENCH_FOLDER")))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def cheap(folder: Path, **more: Any) -> Settings:
    """Settings whose passwords cost no time; what is measured is something else."""
    return Settings(instance_folder=folder, password_memory_kib=64, password_rounds=1, **more)


@contextmanager
def installed(settings: Settings) -> Iterator[Flask]:
    """The app with its tables and the cast, inside its context."""
    app = create_app(settings)
    with app.app_context():
        schema.upgrade()
        cast.populate()
        yield app
