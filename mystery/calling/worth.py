"""The weighted mark of a hotline: the means of its sections, weighed as its scheme weighs them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mystery.statistics import Interval, mean_t

Sections = Mapping[str, float | None]
"""Section -> percent of one call; None: does not apply, as the answer of a call that reached nobody."""


@dataclass(frozen=True, slots=True)
class Worth:
    """Percent, of all and of each section. `total` is None where a weighted section is empty."""

    total: Interval | None
    sections: Sections


def worth(
    calls: Sequence[Sections], weights: Mapping[str, float], caps: Mapping[str, tuple[float, float]]
) -> Worth:
    """The mark of one hotline from all its calls, also those that reached nobody.

    `caps` maps a section to (pass mark, cap): where its mean is below the mark, the total is at most the cap.
    The interval is that of the jackknife: as far as the mark moves when single calls are left out.
    """
    whole = _total(calls, weights, caps)
    means = {section: _mean(calls, section) for section in weights}
    if whole is None:
        return Worth(None, means)
    n = len(calls)
    without = [_total([*calls[:left], *calls[left + 1 :]], weights, caps) for left in range(n)]
    pseudo = [n * whole - (n - 1) * (whole if each is None else each) for each in without]
    spread = mean_t(pseudo)
    half = spread.high - spread.value
    limits = (whole - half, whole + half) if math.isfinite(half) else (0.0, 100.0)
    return Worth(Interval(whole, *limits, n).within(0.0, 100.0), means)


def _total(
    calls: Sequence[Sections], weights: Mapping[str, float], caps: Mapping[str, tuple[float, float]]
) -> float | None:
    means = {section: _mean(calls, section) for section in weights}
    known = {section: mean for section, mean in means.items() if mean is not None}
    if len(known) < len(weights) or not known:
        return None
    total = sum(weights[section] * mean for section, mean in known.items()) / sum(weights.values())
    return min(total, *(cap for section, (mark, cap) in caps.items() if known[section] < mark), 100.0)


def _mean(calls: Sequence[Sections], section: str) -> float | None:
    values = [value for call in calls if (value := call.get(section)) is not None]
    return sum(values) / len(values) if values else None
