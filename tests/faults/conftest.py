"""Prints the table of figures at the end of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.faults.figures import TABLE


@pytest.fixture(scope="session", autouse=True)
def _figures(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    for what, figures in TABLE:
        line = ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in figures.items())
        if reporter:
            reporter.write_line(f"\n{what}: {line}")
    TABLE.clear()
