"""The demo, loaded once: all modules of this folder go to one worker (tests/scheduling.py)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.demo_app import demo_app


@pytest.fixture(scope="session")
def loaded_demo() -> Iterator[Flask]:
    folder = Path(tempfile.mkdtemp(prefix="mystery-demo-"))
    yield demo_app(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def demo(loaded_demo: Flask) -> Iterator[Flask]:
    with loaded_demo.app_context():
        yield loaded_demo
