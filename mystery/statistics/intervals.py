"""Shares and means with their intervals."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special  # scipy.stats takes twice as long to load as the rest of the program

CONFIDENCE = 0.95
Floats = NDArray[np.float64]
Groups = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate in the unit of the data, its confidence limits, and the number of values behind it.

    Where the data cannot say how far they scatter (one value, one cluster) the limits are infinite.
    """

    value: float
    low: float
    high: float
    n: int

    def within(self, low: float, high: float) -> Interval:
        """The same with limits cut to what is possible."""
        return Interval(self.value, max(low, self.low), min(high, self.high), self.n)


@lru_cache(maxsize=4096)
def z_quantile(confidence: float) -> float:
    """The two-sided quantile of the normal distribution; 1.96 for 95 %."""
    return float(special.ndtri(0.5 + confidence / 2))


@lru_cache(maxsize=4096)
def t_quantile(confidence: float, degrees: int) -> float:
    """The two-sided quantile of Student's t."""
    return float(special.stdtrit(degrees, 0.5 + confidence / 2))


def wilson(successes: float, n: float, confidence: float = CONFIDENCE) -> Interval:
    """Wilson's score interval of a share (Wilson 1927). `successes` and `n` may be fractional (weights)."""
    if n <= 0 or not 0 <= successes <= n:
        raise ValueError(f"{successes} of {n} is not a share")
    z = z_quantile(confidence)
    share = successes / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    low = 0.0 if successes == 0 else max(0.0, middle - half)
    high = 1.0 if successes == n else min(1.0, middle + half)
    return Interval(share, low, high, round(n))


def mean_t(values: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """The mean of independent values with Student's interval."""
    sample = _sample(values)
    n = len(sample)
    mean = float(sample.mean())
    if n == 1:
        return Interval(mean, -math.inf, math.inf, 1)
    half = t_quantile(confidence, n - 1) * float(sample.std(ddof=1)) / math.sqrt(n)
    return Interval(mean, mean - half, mean + half, n)


def clustered_mean(values: ArrayLike, clusters: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """The mean of values that resemble each other inside a cluster (visits of one location).

    Sandwich variance with G/(G-1), t with G-1 degrees of freedom, G = number of clusters.
    """
    sample = _sample(values)
    groups, count = grouped(clusters)
    mean = float(sample.mean())
    if count < 2:
        return Interval(mean, -math.inf, math.inf, len(sample))
    sums = np.bincount(groups, sample - mean, minlength=count)
    error = math.sqrt(count / (count - 1) * float(sums @ sums)) / len(sample)
    half = t_quantile(confidence, count - 1) * error
    return Interval(mean, mean - half, mean + half, len(sample))


def clustered_share(values: ArrayLike, clusters: ArrayLike, confidence: float = CONFIDENCE) -> Interval:
    """A share of 0/1 values with Wilson's interval at the effective size n / design effect."""
    sample = _sample(values)
    effective = len(sample) / design_effect(sample, clusters)
    interval = wilson(float(sample.mean()) * effective, effective, confidence)
    return Interval(float(sample.mean()), interval.low, interval.high, len(sample))


def design_effect(values: ArrayLike, clusters: ArrayLike) -> float:
    """How much the clusters inflate the variance of the mean (Kish); never below 1."""
    sample = _sample(values)
    groups, count = grouped(clusters)
    n = len(sample)
    if count in (1, n) or n < 2:
        return 1.0
    simple = float(sample.var(ddof=1)) / n
    if simple == 0:
        return 1.0
    sums = np.bincount(groups, sample - sample.mean(), minlength=count)
    return max(1.0, count / (count - 1) * float(sums @ sums) / n**2 / simple)


def bootstrap_mean(
    values: ArrayLike, seed: int, *, repeats: int = 2000, confidence: float = CONFIDENCE
) -> Interval:
    """The mean with the bias-corrected and accelerated bootstrap interval (Efron 1987)."""
    sample = _sample(values)
    n = len(sample)
    mean = float(sample.mean())
    if n == 1 or float(sample.std()) == 0:
        return Interval(mean, -math.inf if n == 1 else mean, math.inf if n == 1 else mean, n)
    drawn = np.random.default_rng(seed).integers(0, n, size=(repeats, n))
    means = np.sort(sample[drawn].mean(axis=1))
    below = (np.sum(means < mean) + np.sum(means == mean) / 2) / repeats
    bias = float(special.ndtri(min(max(below, 1 / repeats), 1 - 1 / repeats)))
    # leaving out value i moves the mean by (mean - value) / (n - 1)
    left_out = (sample - mean) / (n - 1)
    acceleration = float(np.sum(left_out**3) / (6 * np.sum(left_out**2) ** 1.5))
    ends = [bias + sign * z_quantile(confidence) for sign in (-1, 1)]
    shares = [special.ndtr(bias + end / (1 - acceleration * end)) for end in ends]
    low, high = np.quantile(means, shares)
    return Interval(mean, float(low), float(high), n)


def grouped(clusters: ArrayLike | Sequence[object]) -> tuple[Groups, int]:
    """Cluster names -> numbers from 0, and how many there are."""
    given = np.asarray(clusters)
    if np.issubdtype(given.dtype, np.integer) and given.size and given.min() >= 0:
        # small whole numbers need no sorting
        present = np.bincount(given) > 0
        return (np.cumsum(present) - 1)[given], int(present.sum())
    names, groups = np.unique(given, return_inverse=True)
    return groups, len(names)


def _sample(values: ArrayLike) -> Floats:
    sample = np.asarray(values, dtype=np.float64)
    if sample.ndim != 1 or len(sample) == 0:
        raise ValueError("one value at least is needed")
    return sample
