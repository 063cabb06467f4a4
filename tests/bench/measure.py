"""How a time is taken: best and median of several runs, and a loop that shows how fast the machine is."""

from __future__ import annotations

import gc
import math
import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

RUNS = 5
MOST_RUNS = 50
ENOUGH_MS = 150
_LOOP = 200_000


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement. `times` are milliseconds for one operation; without times, `value` is a count."""

    what: str
    size: int
    times: tuple[float, ...] = ()
    value: float = 0.0
    unit: str = "ms"

    def as_json(self) -> dict[str, object]:
        shared: dict[str, object] = {"what": self.what, "size": self.size, "unit": self.unit}
        if not self.times:
            return {**shared, "value": self.value}
        return {**shared, "best": rounded(min(self.times)), "median": rounded(statistics.median(self.times)),
                "runs": len(self.times)}  # fmt: skip

    @property
    def figure(self) -> float:
        return min(self.times) if self.times else self.value


@dataclass(slots=True)
class Report:
    """What one benchmark found."""

    name: str
    rows: list[Row] = field(default_factory=list)
    ratios: dict[str, float] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        found: dict[str, object] = {"name": self.name, "rows": [row.as_json() for row in self.rows]}
        if growth := growth_of(self.rows):
            found["growth"] = growth
        if self.ratios:
            found["ratios"] = {name: rounded(ratio) for name, ratio in self.ratios.items()}
        return found


def calibration() -> float:
    """Milliseconds for a fixed loop, best of five: times of two runs compare only where these agree."""
    return rounded(min(once(_loop) for _ in range(RUNS)))


def _loop() -> int:
    total = 0
    for number in range(_LOOP):
        total += number & 7
    return total


def once(act: Callable[[], object]) -> float:
    """Milliseconds of CPU time of one call: what it would take if nobody else used the machine."""
    started = time.process_time()
    act()
    return (time.process_time() - started) * 1000


def timed(act: Callable[[], object], *, per: int = 1) -> tuple[float, ...]:
    """Times of a call that does `per` operations: at least five, and as many as fit into the time at hand."""
    act()  # the first call fills caches
    found: list[float] = []
    gc.collect()
    gc.disable()
    try:
        while len(found) < RUNS or (len(found) < MOST_RUNS and sum(found) < ENOUGH_MS):
            found.append(once(act))
    finally:
        gc.enable()
    return tuple(each / per for each in found)


def alternately(acts: Mapping[str, Callable[[], object]], runs: int = RUNS) -> dict[str, tuple[float, ...]]:
    """Peers in turn, so that a slow minute of the machine is slow for all of them."""
    found: dict[str, list[float]] = {name: [] for name in acts}
    for _ in range(runs):
        for name, act in acts.items():
            gc.collect()
            found[name].append(once(act))
    return {name: tuple(times) for name, times in found.items()}


def growth_of(rows: Sequence[Row]) -> dict[str, float]:
    """What -> the exponent k of size^k that fits best: 0 is flat, 1 is linear."""
    by_what: dict[str, list[tuple[int, float]]] = {}
    for row in rows:
        if row.figure > 0:
            by_what.setdefault(row.what, []).append((row.size, row.figure))
    return {what: _exponent(points) for what, points in by_what.items() if len({n for n, _ in points}) > 1}


def _exponent(points: Sequence[tuple[int, float]]) -> float:
    logs = [(math.log(size), math.log(figure)) for size, figure in points]
    middle_x = statistics.fmean(x for x, _ in logs)
    middle_y = statistics.fmean(y for _, y in logs)
    return rounded(
        sum((x - middle_x) * (y - middle_y) for x, y in logs) / sum((x - middle_x) ** 2 for x, _ in logs)
    )


def quantile(seconds: Sequence[float], share: float) -> float:
    """Of sorted times, in milliseconds; the median of few numbers is still one of them."""
    if not seconds:
        return math.nan
    if len(seconds) < 3:
        return rounded(statistics.fmean(seconds) * 1000)
    return rounded(seconds[min(len(seconds) - 1, int(share * len(seconds)))] * 1000)


def rounded(number: float) -> float:
    """Three significant digits: more would claim what a shared machine cannot give."""
    return float(f"{number:.3g}")
