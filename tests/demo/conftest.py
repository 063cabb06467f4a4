"""The demo, loaded once for all tests of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.demo_app import demo_app


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/demo/" in item.nodeid:
            item.add_marker(pytest.mark.xdist_group("demo"))  # one worker loads it, the others need not


@pytest.fixture(scope="session")
def loaded_demo() -> Iterator[Flask]:
    folder = Path(tempfile.mkdtemp(prefix="mystery-demo-"))
    yield demo_app(folder)
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def demo(loaded_demo: Flask) -> Iterator[Flask]:
    with loaded_demo.app_context():
        yield loaded_demo
