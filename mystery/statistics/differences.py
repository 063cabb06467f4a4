"""One group against another, one wave against another."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import special

from mystery.statistics.intervals import CONFIDENCE, grouped, mean_t, t_quantile, wilson


@dataclass(frozen=True, slots=True)
class Difference:
    """Second minus first in the unit of the data, its confidence limits, and the two-sided p-value."""

    value: float
    low: float
    high: float
    p: float


def newcombe_difference(
    first: float, first_n: float, second: float, second_n: float, confidence: float = CONFIDENCE
) -> Difference:
    """Two independent shares: Newcombe's hybrid score interval (1998, method 10), pooled score test."""
    a, b = wilson(first, first_n, confidence), wilson(second, second_n, confidence)
    value = b.value - a.value
    low = value - math.hypot(b.value - b.low, a.high - a.value)
    high = value + math.hypot(b.high - b.value, a.value - a.low)
    pooled = (first + second) / (first_n + second_n)
    error = math.sqrt(pooled * (1 - pooled) * (1 / first_n + 1 / second_n))
    p = 2 * float(special.ndtr(-abs(value) / error)) if error else 1.0
    return Difference(value, low, high, p)


def newcombe_paired_difference(
    both: int, first_only: int, second_only: int, neither: int, confidence: float = CONFIDENCE
) -> Difference:
    """Two shares of the same units: Newcombe's paired score interval (1998b, method 10), exact McNemar."""
    n = both + first_only + second_only + neither
    a = wilson(both + first_only, n, confidence)
    b = wilson(both + second_only, n, confidence)
    value = b.value - a.value
    phi = _phi(both, first_only, second_only, neither)
    low = value - _joined(b.value - b.low, a.high - a.value, phi)
    high = value + _joined(b.high - b.value, a.value - a.low, phi)
    return Difference(value, low, high, mcnemar(first_only, second_only))


def _joined(one: float, other: float, phi: float) -> float:
    return math.sqrt(max(0.0, one * one - 2 * phi * one * other + other * other))


def _phi(both: int, first_only: int, second_only: int, neither: int) -> float:
    """Correlation of the pairs, with Newcombe's continuity correction for a positive one."""
    n = both + first_only + second_only + neither
    margins = (both + first_only) * (second_only + neither) * (both + second_only) * (first_only + neither)
    if margins == 0:
        return 0.0
    cross = both * neither - first_only * second_only
    if cross > 0:
        cross = max(0, cross - n / 2)  # type: ignore[assignment]  # half a unit is not an int
    return cross / math.sqrt(margins)


def mcnemar(first_only: int, second_only: int) -> float:
    """Exact two-sided p-value that as many units changed one way as the other."""
    changed = first_only + second_only
    if changed == 0:
        return 1.0
    return min(1.0, 2 * float(special.bdtr(min(first_only, second_only), changed, 0.5)))


def paired_mean_difference(first: ArrayLike, second: ArrayLike, confidence: float = CONFIDENCE) -> Difference:
    """The mean of second - first over the same units, with Student's interval."""
    changes = np.asarray(second, dtype=np.float64) - np.asarray(first, dtype=np.float64)
    interval = mean_t(changes, confidence)
    if interval.n < 2:
        return Difference(interval.value, -math.inf, math.inf, 1.0)
    error = float(changes.std(ddof=1)) / math.sqrt(interval.n)
    return Difference(interval.value, interval.low, interval.high, _p(interval.value, error, interval.n - 1))


def clustered_difference(
    first: ArrayLike,
    first_clusters: ArrayLike,
    second: ArrayLike,
    second_clusters: ArrayLike,
    confidence: float = CONFIDENCE,
) -> Difference:
    """The difference of two means where clusters may stand in both groups, in one, or in either.

    Linearised: each cluster's influence on the difference is summed over both groups, so a location that
    was visited in both waves is its own control. With one value per cluster in each group this is the
    paired t test. Student's t with G-1 degrees of freedom, G = number of clusters.
    """
    before, after = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    groups, count = grouped(np.concatenate([np.asarray(first_clusters), np.asarray(second_clusters)]))
    value = float(after.mean() - before.mean())
    if count < 2:
        return Difference(value, -math.inf, math.inf, 1.0)
    influence = np.concatenate([(before.mean() - before) / len(before), (after - after.mean()) / len(after)])
    sums = np.bincount(groups, influence, minlength=count)
    error = math.sqrt(count / (count - 1) * float(sums @ sums))
    half = t_quantile(confidence, count - 1) * error
    return Difference(value, value - half, value + half, _p(value, error, count - 1))


def _p(value: float, error: float, degrees: int) -> float:
    if error == 0:
        return 1.0 if value == 0 else 0.0
    return 2 * float(special.stdtr(degrees, -abs(value) / error))
