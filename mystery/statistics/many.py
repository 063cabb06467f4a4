"""Many comparisons at once: false discoveries, and ranks that say how sure they are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from mystery.statistics.intervals import CONFIDENCE, t_quantile


def benjamini_hochberg(p_values: Sequence[float]) -> list[float]:
    """Adjusted p-values, to hold against a false discovery rate (Benjamini and Hochberg 1995)."""
    count = len(p_values)
    if count == 0:
        return []
    order = np.argsort(p_values)[::-1]
    scaled = np.asarray(p_values, dtype=np.float64)[order] * count / np.arange(count, 0, -1)
    adjusted = np.empty(count)
    adjusted[order] = np.minimum(1.0, np.minimum.accumulate(scaled))
    return [float(p) for p in adjusted]


def rank_bands(
    means: ArrayLike, errors: ArrayLike, degrees: int, confidence: float = CONFIDENCE
) -> list[tuple[int, int, int]]:
    """(rank, best rank, worst rank) of each mean; rank 1 is the highest, equal means share a rank.

    The best rank is 1 + the number of units that are surely better, the worst K - the number that are
    surely worse; a unit's K-1 comparisons share one error rate (Bonferroni), t with `degrees` of freedom.
    """
    values, spread = np.asarray(means, dtype=np.float64), np.asarray(errors, dtype=np.float64)
    count = len(values)
    if count == 0:
        return []
    wanted = 1 - (1 - confidence) / max(1, count - 1)
    limit = t_quantile(wanted, max(1, degrees))
    bands = []
    for value, error in zip(values, spread, strict=True):
        margin = limit * np.hypot(spread, error)
        surely_better = int(np.sum(values - value > margin))
        surely_worse = int(np.sum(value - values > margin))
        bands.append((1 + int(np.sum(values > value)), 1 + surely_better, count - surely_worse))
    return bands
