"""How strongly two columns go together."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mystery.statistics.intervals import CONFIDENCE, Floats, z_quantile


@dataclass(frozen=True, slots=True)
class Association:
    """A correlation -1..1, its confidence limits, and the number of pairs."""

    value: float
    low: float
    high: float
    n: int


def spearman(first: ArrayLike, second: ArrayLike, confidence: float = CONFIDENCE) -> Association | None:
    """Rank correlation with ties; interval by Bonett and Wright (2000). None where one column is constant."""
    a = _ranks(first)
    b = _ranks(second)
    value = _pearson(a, b)
    if value is None:
        return None
    return _fisher(value, len(a), 1 + value * value / 2, confidence)


def point_biserial(
    zero_one: ArrayLike, numbers: ArrayLike, confidence: float = CONFIDENCE
) -> Association | None:
    """Correlation of a 0/1 column with numbers; Fisher's interval. None where one column is constant."""
    value = _pearson(np.asarray(zero_one, dtype=np.float64), np.asarray(numbers, dtype=np.float64))
    return None if value is None else _fisher(value, len(np.asarray(zero_one)), 1.0, confidence)


def _ranks(column: ArrayLike) -> Floats:
    """Ranks from 1; what ties shares the mean of its ranks."""
    values = np.asarray(column, dtype=np.float64)
    _, groups, sizes = np.unique(values, return_inverse=True, return_counts=True)
    return (np.cumsum(sizes) - (sizes - 1) / 2)[groups]


def _pearson(a: Floats, b: Floats) -> float | None:
    if len(a) != len(b):
        raise ValueError("the columns have different lengths")
    a, b = a - a.mean(), b - b.mean()
    # sums of products, not dot products: those start threads that cost more than the work
    spread = math.sqrt(float((a * a).sum()) * float((b * b).sum()))
    return None if spread == 0 else min(1.0, max(-1.0, float((a * b).sum()) / spread))


def _fisher(value: float, n: int, inflation: float, confidence: float) -> Association:
    """Limits on the scale where a correlation is about normal."""
    if n < 4:
        return Association(value, -1.0, 1.0, n)
    if abs(value) == 1:
        return Association(value, value, value, n)
    half = z_quantile(confidence) * math.sqrt(inflation / (n - 3))
    middle = math.atanh(value)
    return Association(value, math.tanh(middle - half), math.tanh(middle + half), n)
