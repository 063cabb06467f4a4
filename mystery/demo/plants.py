"""The weak spots that are planted in the demo, and everything else that makes one visit unlike the next.

A test plays the demo and proves that the report finds these, and nothing else ahead of them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from mystery.demo.world import DemoLocation

USUAL = 0.91
"""Probability that an item is done well at a location nobody would complain about."""


@dataclass(frozen=True, slots=True)
class Plant:
    """An item that goes wrong: how often it is still done well, by wave; everywhere or in one region."""

    client: str
    method: str
    item: str
    well_done: tuple[float, float, float]
    region: str = ""


PLANTS = (
    Plant("nordlicht", "workshop-test", "joint_inspection", (0.30, 0.28, 0.30)),
    Plant("nordlicht", "test-call", "needs_questions", (0.38, 0.34, 0.36)),
    Plant("nordlicht", "website-test", "reply", (0.24, 0.18, 0.20)),
    Plant("nordlicht", "workshop-test", "invoice_explained", (0.30, 0.26, 0.30), region="West"),
    Plant("marktfrisch", "store-visit", "open_questions", (0.36, 0.32, 0.35)),
    Plant("marktfrisch", "store-visit", "alternative", (0.40, 0.38, 0.40)),
    Plant("marktfrisch", "test-call", "next_step", (0.45, 0.40, 0.42)),
    Plant("marktfrisch", "store-visit", "queue_time", (0.35, 0.30, 0.32), region="Süd"),
)

MENDED = (Plant("marktfrisch", "store-visit", "greeted", (0.62, 0.95, 0.95)),)
"""What was weak in the first wave and is good in the second: a measure that worked."""

MISHAPS: Mapping[str, Mapping[str, tuple[object, float]]] = {
    "workshop-test": {
        "core_missing": (["brake_fluid"], 0.10),
        "unapproved_work": ("yes", 0.05),
        "unneeded_work": ("yes", 0.07),
    },
    "test-call": {"transfers": (2, 0.12)},
}
"""Unscored items with what goes wrong there now and then: (answer, probability)."""


def quality_of(client: str, method: str, region: str, wave: int) -> Mapping[str, float]:
    """Item -> probability that it is done well, for the items that differ from the usual."""
    return {
        plant.item: plant.well_done[wave]
        for plant in (*PLANTS, *MENDED)
        if plant.client == client and plant.method == method and plant.region in ("", region)
    }


def lift_of(location: DemoLocation) -> float:
    """How much better or worse than usual a location is at everything, the same at each call."""
    return random.Random(f"lift {location.code}").gauss(0.0, 0.035)
