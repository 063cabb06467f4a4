"""How much groups differ: their own estimates, the same drawn together, and how alike a group is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from mystery.statistics.intervals import CONFIDENCE, Floats, Interval, grouped, t_quantile, wilson, z_quantile


@dataclass(frozen=True, slots=True)
class Effect:
    """One group. `own` uses its values only; `pooled` draws it towards the mean of all groups.

    The fewer values a group has and the less groups differ, the more it is drawn.
    """

    own: Interval
    pooled: Interval


@dataclass(frozen=True, slots=True)
class Effects:
    """All groups in the order given. `spread` is the standard deviation between groups, chance removed."""

    overall: float
    spread: float
    groups: tuple[Effect, ...]


def pooled_shares(
    successes: Sequence[float], counts: Sequence[float], confidence: float = CONFIDENCE
) -> Effects:
    """Shares of groups with partial pooling. A group without values is not allowed.

    Variance between groups by DerSimonian and Laird (1986), the groups' own from the share of all.
    """
    hits, n = np.asarray(successes, dtype=np.float64), np.asarray(counts, dtype=np.float64)
    own = [wilson(float(hit), float(size), confidence) for hit, size in zip(hits, n, strict=True)]
    share = float(hits.sum() / n.sum())
    within = share * (1 - share) / n
    return _effects(own, hits / n, within, confidence, (0.0, 1.0))


def pooled_means(values: ArrayLike, groups: ArrayLike, confidence: float = CONFIDENCE) -> Effects:
    """Means of groups with partial pooling; groups in the order of their sorted names.

    The variance inside groups is taken as the same in all of them.
    """
    n, means, squares = _sums(values, groups)
    degrees = int(n.sum()) - len(n)
    variance = float(squares.sum()) / degrees if degrees else 0.0
    own = [
        _mean(float(mean), float(square), int(size), confidence)
        for mean, square, size in zip(means, squares, n, strict=True)
    ]
    return _effects(own, means, variance / n, confidence, (-math.inf, math.inf))


def intraclass(
    values: ArrayLike, groups: ArrayLike, seed: int, *, repeats: int = 1000, confidence: float = CONFIDENCE
) -> Interval | None:
    """The intraclass correlation: the share of the variance that lies between groups.

    Estimated by analysis of variance for groups of unequal size (Donner 1986), cut at 0; the interval by
    drawing whole groups (percentile bootstrap). None with one group or one value per group.
    """
    n, means, squares = _sums(values, groups)
    if len(n) < 2 or n.sum() == len(n) or squares.sum() + np.ptp(means) == 0:
        return None
    everything = np.arange(len(n))[np.newaxis]
    value = float(_correlation(n[everything], means[everything], squares[everything])[0])
    drawn = np.random.default_rng(seed).integers(0, len(n), size=(repeats, len(n)))
    resampled = _correlation(n[drawn], means[drawn], squares[drawn])
    low, high = np.nanquantile(resampled, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return Interval(value, min(float(low), value), max(float(high), value), int(n.sum()))


def _correlation(n: Floats, means: Floats, squares: Floats) -> Floats:
    """One intraclass correlation per row from sizes, means and sums of squares of its groups."""
    groups, total = n.shape[1], n.sum(axis=1)
    grand = (n * means).sum(axis=1) / total
    between = (n * (means - grand[:, np.newaxis]) ** 2).sum(axis=1) / (groups - 1)
    within = squares.sum(axis=1) / np.maximum(total - groups, 1)
    size = (total - (n**2).sum(axis=1) / total) / (groups - 1)
    whole = between + (size - 1) * within
    share: Floats = np.divide(between - within, whole, out=np.zeros_like(whole), where=whole > 0)
    return np.clip(share, 0.0, 1.0)


def _effects(
    own: Sequence[Interval],
    estimates: Floats,
    within: Floats,
    confidence: float,
    limits: tuple[float, float],
) -> Effects:
    if len(own) == 1 or not within.all():
        # one group, or no chance inside the groups: nothing to draw towards
        return Effects(float(estimates.mean()), float(estimates.std()), tuple(Effect(o, o) for o in own))
    between = _between(estimates, within)
    weights = 1 / (within + between)
    overall = float((weights * estimates).sum() / weights.sum())
    trust = between / (between + within)
    pooled = overall + trust * (estimates - overall)
    errors = np.sqrt(trust * within + (1 - trust) ** 2 / weights.sum())
    z = z_quantile(confidence)
    groups = tuple(
        Effect(alone, Interval(mean, mean - z * error, mean + z * error, alone.n).within(*limits))
        for alone, mean, error in zip(own, pooled.tolist(), errors.tolist(), strict=True)
    )
    return Effects(overall, math.sqrt(between), groups)


def _between(estimates: Floats, within: Floats) -> float:
    weights = 1 / within
    overall = (weights * estimates).sum() / weights.sum()
    scatter = float((weights * (estimates - overall) ** 2).sum())
    scale = float(weights.sum() - (weights**2).sum() / weights.sum())
    return max(0.0, (scatter - (len(estimates) - 1)) / scale)


def _mean(mean: float, squares: float, n: int, confidence: float) -> Interval:
    if n == 1:
        return Interval(mean, -math.inf, math.inf, 1)
    half = t_quantile(confidence, n - 1) * math.sqrt(squares / (n - 1) / n)
    return Interval(mean, mean - half, mean + half, n)


def _sums(values: ArrayLike, groups: ArrayLike) -> tuple[Floats, Floats, Floats]:
    """Size, mean and sum of squared deviations of each group."""
    sample = np.asarray(values, dtype=np.float64)
    numbers, count = grouped(groups)
    n = np.bincount(numbers, minlength=count).astype(np.float64)
    means = np.bincount(numbers, sample, minlength=count) / n
    squares = np.bincount(numbers, (sample - means[numbers]) ** 2, minlength=count)
    return n, means, squares.astype(np.float64)
