"""A small study: two countries, three regions, eight items on four touchpoints."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from mystery.weakspots import Design, Measure, Place, Visit

TOUCHPOINTS = ("entrance", "advice", "till", "web")
ITEMS = tuple(f"{touchpoint}_{part}" for touchpoint in TOUCHPOINTS for part in ("first", "second"))


def make_places(locations: Mapping[str, tuple[str, int | None]]) -> dict[str, Place]:
    """location -> (region, headcount)."""
    return {
        key: Place(key, f"Shop {key}", region, "AT" if region == "vienna" else "DE", headcount)
        for key, (region, headcount) in locations.items()
    }


def make_design(places: Mapping[str, Place], **changes: object) -> Design:
    measures = {
        item: Measure(
            item=item,
            label={"en": item},
            section="shop" if number < 6 else "web",
            touchpoint=item.partition("_")[0],
            process="sales" if number < 4 else "service",
            phase="acquisition",
            method="store-visit",
            weight=1.0 + number % 2,
        )
        for number, item in enumerate(ITEMS)
    }
    values: dict[str, object] = {
        "client": "client",
        "study": "study",
        "wave": "2026-2",
        "wave_label": {"en": "Second wave"},
        "earlier_waves": ("2025-2", "2026-1"),
        "places": places,
        "measures": measures,
        "section_labels": {"shop": {"en": "Shop"}, "web": {"en": "Web"}},
        "section_weights": {"shop": 70.0, "web": 30.0},
        "section_targets": {"shop": 80.0, "web": None},
        "touchpoint_labels": {key: {"en": key.title()} for key in TOUCHPOINTS},
        "target": 75.0,
        "grades": ((80.0, "good"), (0.0, "poor")),
        **changes,
    }
    return Design(**values)  # type: ignore[arg-type]  # a builder takes any field by name


def make_visit(location: str, items: Mapping[str, float | None], **changes: object) -> Visit:
    known = [share for share in items.values() if share is not None]
    values: dict[str, object] = {
        "visit": f"{location}-visit",
        "wave": "2026-2",
        "location": location,
        "method": "store-visit",
        "visited_on": date(2026, 10, 5),
        "total": 100 * sum(known) / len(known) if known else None,
        "grade": "",
        "sections": {"shop": 100 * sum(known) / len(known) if known else None, "web": None},
        "items": items,
        **changes,
    }
    return Visit(**values)  # type: ignore[arg-type]  # a builder takes any field by name


def make_visits(
    tests: Mapping[str, int], seed: int = 1, wave: str = "2026-2", chances: Mapping[str, float] | None = None
) -> list[Visit]:
    """location -> number of tests with 0/1 answers; `chances` says how often an item is met (else 80 %)."""
    random = np.random.default_rng(seed)
    wanted = np.array([(chances or {}).get(item, 0.8) for item in ITEMS])
    visits = []
    for location, count in tests.items():
        for answers in random.random((count, len(ITEMS))) < wanted:
            shares = dict(zip(ITEMS, (float(answer) for answer in answers), strict=True))
            buy = float(round(5 + 4 * shares["advice_first"] + random.normal()))
            visits.append(make_visit(location, shares, wave=wave, outcomes={"would_buy": buy}))
    return visits
