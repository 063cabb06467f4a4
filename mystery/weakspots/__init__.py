"""What to mend.

What enters: scored visits of some waves and the design of the study. What leaves: `Findings`, the one
value that dashboard, PDF and exports draw: figures with n and interval, changes, ranks with their
bands, and weak spots with every factor of their priority. Minimum cells are applied here, once.
"""

from mystery.weakspots.cells import regions_of, shown_alone
from mystery.weakspots.find import find
from mystery.weakspots.model import (
    Cell,
    Change,
    Design,
    Figure,
    Findings,
    Measure,
    Place,
    Ranked,
    Row,
    TrendPoint,
    Visit,
    WeakSpot,
)

__all__ = [
    "Cell",
    "Change",
    "Design",
    "Figure",
    "Findings",
    "Measure",
    "Place",
    "Ranked",
    "Row",
    "TrendPoint",
    "Visit",
    "WeakSpot",
    "find",
    "regions_of",
    "shown_alone",
]
