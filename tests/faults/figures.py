"""How much is tried, and the table of what came of it.

MYSTERY_FAULTS=long before a release, =few while working; without it as much as the suite has time for.
"""

from __future__ import annotations

import os

_SIZE = os.environ.get("MYSTERY_FAULTS", "suite")
FEW, LONG = _SIZE == "few", _SIZE == "long"
POINTS = {"few": 40, "suite": 200, "long": 2_000}[_SIZE]
HISTORIES = {"few": 6, "suite": 500, "long": 20_000}[_SIZE]
STEPS = 10
KILLS = {"few": 1, "suite": 3, "long": 50}[_SIZE]
BATTERIES = {"few": 1, "suite": 4, "long": 30}[_SIZE]
"""Kills of the browser within one visit."""
NETWORKS = {"few": 1, "suite": 2, "long": 20}[_SIZE]
"""Networks between a tablet's browser and the server, each with faults of its own."""

TABLE: list[tuple[str, dict[str, int | float]]] = []


def tell(what: str, **figures: int | float) -> None:
    """Adds a line to the table that the end of the run prints."""
    TABLE.append((what, figures))
