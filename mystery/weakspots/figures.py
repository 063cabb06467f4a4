"""Columns -> figures and changes, in percent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from mystery.statistics import (
    Difference,
    Interval,
    benjamini_hochberg,
    clustered_difference,
    clustered_mean,
    clustered_share,
    design_effect,
    newcombe_difference,
    newcombe_paired_difference,
    wilson,
)
from mystery.weakspots.cells import OK, STATES, Counts
from mystery.weakspots.model import Change, Figure

FALSE_DISCOVERY_RATE = 0.05
Column = NDArray[np.float64]


class Sample(NamedTuple):
    """The valid values of a figure with the location of each, and whether it may be shown.

    `alone`: all visits are of one location, and each stands for itself instead.
    """

    values: Column
    clusters: Counts
    state: int
    alone: bool

    @property
    def n(self) -> int:
        return len(self.values)


def sample_of(values: Column, leaf: Counts, chosen: NDArray[np.bool_], state: int) -> Sample:
    """The values of the chosen visits that apply. Within one location each visit stands for itself."""
    kept = chosen & ~np.isnan(values)
    clusters = leaf[kept]
    alone = bool(clusters.size) and bool((clusters == clusters[0]).all())
    if alone:
        clusters = np.arange(clusters.size)
    return Sample(values[kept], clusters, int(state), alone)


def figure_of(sample: Sample) -> Figure:
    """Value and interval in percent, or why they are not shown."""
    if sample.state != OK or sample.n == 0:
        return Figure(sample.n, None, state=STATES[sample.state] if sample.n else "too_few")
    interval, method = _interval(sample)
    return Figure(sample.n, 100 * interval.value, 100 * interval.low, 100 * interval.high, STATES[OK], method)


def _interval(sample: Sample) -> tuple[Interval, str]:
    if _is_binary(sample.values):
        return clustered_share(sample.values, sample.clusters), "wilson"
    interval = clustered_mean(sample.values, sample.clusters).within(0.0, 1.0)
    if interval.high - interval.low > 0:
        return interval, "clustered_t"
    # values that do not scatter say nothing about how far they could: take the widest a share can have
    return wilson(float(sample.values.sum()), sample.n), "wilson"


def _is_binary(values: Column) -> bool:
    return bool(((values == 0) | (values == 1)).all())


class Compared(NamedTuple):
    """A change whose verdict waits for its neighbours: with many rows some are 'significant' by chance."""

    change: Change
    p: float | None


def compare(before: Sample, after: Sample) -> Compared:
    """A wave against the one before it, over the same rows of the same tree."""
    figures = figure_of(before), figure_of(after)
    if any(figure.value is None for figure in figures):
        return Compared(Change(*figures, None, None, None, "too_few"), None)
    if before.alone or after.alone:
        # visits that stand for themselves have no partner in the other wave
        after = after._replace(clusters=after.clusters + before.clusters.max() + 1)
    difference, method = _difference(before, after)
    change = Change(
        *figures, 100 * difference.value, 100 * difference.low, 100 * difference.high, "unclear", method
    )
    return Compared(change, difference.p)


def _difference(before: Sample, after: Sample) -> tuple[Difference, str]:
    if _is_binary(before.values) and _is_binary(after.values):
        if _is_one_visit_each(before, after):
            return _paired_shares(before, after), "paired_newcombe"
        return _shares(before, after), "newcombe"
    difference = clustered_difference(before.values, before.clusters, after.values, after.clusters)
    if difference.high - difference.low > 0:
        return difference, "clustered_t"
    return _shares(before, after), "newcombe"


def _is_one_visit_each(before: Sample, after: Sample) -> bool:
    """The same locations in both waves, one visit each."""
    first, second = np.unique(before.clusters), np.unique(after.clusters)
    return len(first) == before.n and len(second) == after.n and np.array_equal(first, second)


def _paired_shares(before: Sample, after: Sample) -> Difference:
    first = before.values[np.argsort(before.clusters)].astype(bool)
    second = after.values[np.argsort(after.clusters)].astype(bool)
    cells = (first & second, first & ~second, ~first & second, ~first & ~second)
    return newcombe_paired_difference(*(int(cell.sum()) for cell in cells))


def _shares(before: Sample, after: Sample) -> Difference:
    """Independent shares at their effective sizes."""
    sizes = [one.n / design_effect(one.values, one.clusters) for one in (before, after)]
    hits = [float(one.values.mean()) * size for one, size in zip((before, after), sizes, strict=True)]
    return newcombe_difference(hits[0], sizes[0], hits[1], sizes[1])


def settle(compared: Sequence[Compared | None]) -> list[Change | None]:
    """Give verdicts to the changes of one table, with the false discovery rate over the whole table."""
    adjusted = iter(benjamini_hochberg([one.p for one in compared if one is not None and one.p is not None]))
    return [
        None if one is None else one.change if one.p is None else _judged(one.change, next(adjusted))
        for one in compared
    ]


def _judged(change: Change, p: float) -> Change:
    """Better or worse only when the interval leaves zero out and the corrected p-value agrees."""
    low, high = change.low or 0.0, change.high or 0.0
    verdict = "unclear"
    if p <= FALSE_DISCOVERY_RATE and low > 0:
        verdict = "better"
    elif p <= FALSE_DISCOVERY_RATE and high < 0:
        verdict = "worse"
    return replace(change, verdict=verdict)
