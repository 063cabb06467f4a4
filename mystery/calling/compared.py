"""Hotlines and parts of the day beside each other: which stand apart by more than chance, and ranks."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mystery.statistics import Interval, benjamini_hochberg, newcombe_difference, rank_bands, wilson

FALSE_FINDINGS = 0.05
"""Of all units that are said to stand apart, so many may do so by chance."""


@dataclass(frozen=True, slots=True)
class Apart:
    """A unit whose share differs from that of all others together by more than chance."""

    name: str
    share: Interval
    others: Interval

    @property
    def is_better(self) -> bool:
        return self.share.value > self.others.value


def apart(shares: Mapping[str, Interval]) -> tuple[Apart, ...]:
    """The units that stand apart, the largest difference first.

    Each is compared with all others together (Newcombe's interval, pooled score test); as many are compared,
    p-values are adjusted after Benjamini and Hochberg.
    """
    counts = {name: (round(each.value * each.n), each.n) for name, each in shares.items()}
    hits, whole = (sum(count[at] for count in counts.values()) for at in (0, 1))
    tested = {
        name: newcombe_difference(hits - own, whole - n, own, n)
        for name, (own, n) in counts.items()
        if 0 < n < whole
    }
    adjusted = benjamini_hochberg([each.p for each in tested.values()])
    found = [
        Apart(name, shares[name], wilson(hits - counts[name][0], whole - counts[name][1]))
        for (name, each), p in zip(tested.items(), adjusted, strict=True)
        if p < FALSE_FINDINGS and not each.low <= 0 <= each.high
    ]
    return tuple(sorted(found, key=lambda each: -abs(each.share.value - each.others.value)))


def ranks(shares: Sequence[Interval]) -> list[tuple[int, int, int]]:
    """(rank, best rank, worst rank) of each share; the bands are those that chance leaves open.

    Two hits and two misses are added (Agresti and Coull 1998), or a share of 100 % would never err.
    """
    adjusted = [(each.value * each.n + 2) / (each.n + 4) for each in shares]
    errors = [
        math.sqrt(share * (1 - share) / (each.n + 4)) for share, each in zip(adjusted, shares, strict=True)
    ]
    degrees = sum(each.n for each in shares) - len(shares)
    bands = rank_bands(adjusted, errors, max(1, degrees))
    own = [1 + sum(other.value > each.value for other in shares) for each in shares]
    return [
        (rank, min(rank, best), max(rank, worst)) for rank, (_, best, worst) in zip(own, bands, strict=True)
    ]
