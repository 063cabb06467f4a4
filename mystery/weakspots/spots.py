"""Weak spots: what is under target, ranked by a product of factors that anyone can check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mystery.questionnaire import Texts
from mystery.statistics import point_biserial, spearman
from mystery.weakspots.cells import OK, Counts, States, Tree
from mystery.weakspots.model import Figure, Place, WeakSpot

MOST = 10
WORST = 5
MINIMUM_PAIRS = 30
SYSTEM_REACH = 0.5
REGIONAL_SHARE = 2 / 3
UNKNOWN_DRIVER = 0.25
"""What an unknown driver counts as: neither nothing nor much."""

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item or touchpoint with everything that its priority rests on. Columns are of the scope's visits."""

    level: str
    key: str
    label: Texts
    touchpoint: str
    process: str
    phase: str
    method: str
    figure: Figure
    target: float
    weight: float
    applied: float
    values: Column
    leaf: Counts
    states: States
    outcome: Column
    persistence: tuple[int, int]
    value: float
    items: tuple[str, ...] = ()


def weak_spots(
    candidates: Sequence[Candidate], tree: Tree, places: Mapping[str, Place]
) -> tuple[WeakSpot, ...]:
    """The most urgent of these candidates, which are all under target; at most ten."""
    found = [_weak_spot(candidate, tree, places) for candidate in candidates]
    found.sort(key=lambda spot: (-spot.priority, spot.key))
    return tuple(replace(spot, rank=rank) for rank, spot in enumerate(found[:MOST], start=1))


def _weak_spot(candidate: Candidate, tree: Tree, places: Mapping[str, Place]) -> WeakSpot:
    value, high, target = candidate.figure.value or 0.0, candidate.figure.high or 0.0, candidate.target
    gap, gap_sure = target - value, max(0.0, target - high)
    leaves, means = _by_location(candidate)
    under = leaves[means < target / 100]
    points_lost = candidate.weight * candidate.applied * gap / 100
    driver = _driver(candidate)
    k, m = candidate.persistence
    factors = {
        "points_lost": points_lost,
        "certainty": 0.25 + 0.75 * gap_sure / gap,
        "reach": len(under) / len(leaves),
        "driver": 0.5 + (UNKNOWN_DRIVER if driver is None else max(0.0, driver)),
        "persistence": 0.5 + 0.5 * k / m,
        "value": candidate.value,
    }
    return WeakSpot(
        rank=0,
        level=candidate.level,
        key=candidate.key,
        label=candidate.label,
        touchpoint=candidate.touchpoint,
        process=candidate.process,
        phase=candidate.phase,
        method=candidate.method,
        figure=candidate.figure,
        target=target,
        gap=gap,
        gap_sure=gap_sure,
        points_lost=points_lost,
        reach=factors["reach"],
        reached=len(under),
        locations=len(leaves),
        driver=driver,
        driver_source="" if driver is None else "testers",
        persistence=candidate.persistence,
        value=candidate.value,
        priority=float(np.prod(list(factors.values()))),
        scope=_scope(under, leaves, tree, places),
        items=candidate.items,
        worst=_worst(leaves, means, candidate, tree, places),
        factors=factors,
    )


def _by_location(candidate: Candidate) -> tuple[Counts, Column]:
    """The tested locations and their means."""
    valid = ~np.isnan(candidate.values)
    tests = np.bincount(candidate.leaf[valid])
    sums = np.bincount(candidate.leaf[valid], candidate.values[valid])
    leaves = np.flatnonzero(tests)
    return leaves, sums[leaves] / tests[leaves]


def _driver(candidate: Candidate) -> float | None:
    """How strongly it goes together with the outcome, over the visits that have both."""
    both = ~np.isnan(candidate.values) & ~np.isnan(candidate.outcome)
    values, outcome = candidate.values[both], candidate.outcome[both]
    if len(values) < MINIMUM_PAIRS:
        return None
    binary = bool(((values == 0) | (values == 1)).all())
    found = point_biserial(values, outcome) if binary else spearman(values, outcome)
    return None if found is None else found.value


def _scope(under: Counts, leaves: Counts, tree: Tree, places: Mapping[str, Place]) -> str:
    """System: half of the locations or more. Regional: mostly one region of several. Else local."""
    if len(leaves) > 1 and len(under) >= SYSTEM_REACH * len(leaves):
        return "system"
    region_of = {int(leaf): places[tree.nodes[leaf].key].region for leaf in leaves}
    regions = Counter(region_of[int(leaf)] for leaf in under)
    several = len(set(region_of.values())) > 1
    if several and len(under) > 1 and regions.most_common(1)[0][1] >= REGIONAL_SHARE * len(under):
        return "regional"
    return "local"


def _worst(
    leaves: Counts, means: Column, candidate: Candidate, tree: Tree, places: Mapping[str, Place]
) -> tuple[str, ...]:
    """The names of shown locations under target, the worst first."""
    target = candidate.target / 100
    named = [
        (float(mean), places[tree.nodes[leaf].key].name)
        for leaf, mean in zip(leaves, means, strict=True)
        if mean < target and candidate.states[leaf] == OK
    ]
    return tuple(name for _, name in sorted(named)[:WORST])
