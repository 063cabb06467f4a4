"""How much is tried, and the table of what came of it: short in the suite, long by MYSTERY_FAULTS=long."""

from __future__ import annotations

import os

LONG = os.environ.get("MYSTERY_FAULTS") == "long"
POINTS = 2_000 if LONG else 200

TABLE: list[tuple[str, dict[str, int | float]]] = []


def tell(what: str, **figures: int | float) -> None:
    """Adds a line to the table that the end of the run prints."""
    TABLE.append((what, figures))
