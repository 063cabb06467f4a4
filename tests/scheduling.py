"""Which tests go to one worker, and which begin first: what they share is made once, what is long ends early.

xdist's own mark for groups does not reach the ids of this pytest, and would leave each module to all workers.
"""

from __future__ import annotations

import pytest
from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/demo/", "tests/conformance/javarosa/")
"""Folders whose modules share something that takes long to make."""
FIRST = ("tests/demo/", "tests/faults/", "tests/security/", "tests/browser/")


class Modules(LoadScopeScheduling):
    """A worker that is free gets the next module, in the order in which the tests were collected."""

    def _split_scope(self, nodeid: str) -> str:
        module = nodeid.partition("::")[0]
        return next((folder for folder in TOGETHER if module.startswith(folder)), module)


def longest_first(items: list[pytest.Item]) -> None:
    """At the end no worker is left alone with what takes long; otherwise the order is kept."""
    items.sort(key=lambda item: not item.nodeid.startswith(FIRST))
