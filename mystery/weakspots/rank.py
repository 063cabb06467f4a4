"""Locations in order, each with the band of ranks it may really hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mystery.statistics import rank_bands
from mystery.weakspots.figures import Sample, compare, figure_of, settle
from mystery.weakspots.model import Change, Figure, Place, Ranked


def ranking(
    places: Sequence[Place], now: Sequence[Sample], before: Sequence[Sample] | None
) -> tuple[Ranked, ...]:
    """Shown locations by score, then the hidden ones by name. Only shown ones have a rank."""
    figures = [figure_of(sample) for sample in now]
    shown = [number for number, figure in enumerate(figures) if figure.value is not None]
    bands = dict(zip(shown, _bands([now[number] for number in shown]), strict=True))
    earlier = now if before is None else before
    pairs = [None if before is None else compare(a, b) for a, b in zip(earlier, now, strict=True)]
    changes = settle(pairs)
    order = sorted(range(len(now)), key=lambda number: _place_in_list(places[number], figures[number]))
    return tuple(
        _ranked(places[number], figures[number], bands.get(number), changes[number]) for number in order
    )


def _ranked(place: Place, figure: Figure, band: tuple[int, int, int] | None, change: Change | None) -> Ranked:
    if band is None:
        return Ranked(place, figure, None, None, None, change)
    return Ranked(place, figure, *band, change)


def _place_in_list(place: Place, figure: Figure) -> tuple[float, str, str]:
    return (np.inf if figure.value is None else -figure.value, place.name, place.location)


def _bands(samples: Sequence[Sample]) -> list[tuple[int, int, int]]:
    """Ranks with the scatter of visits pooled over all locations: five visits alone say too little."""
    if not samples:
        return []
    sizes = np.array([sample.n for sample in samples])
    squares = sum(float(((sample.values - sample.values.mean()) ** 2).sum()) for sample in samples)
    degrees = max(1, int(sizes.sum()) - len(samples))
    errors = np.sqrt(squares / degrees / sizes)
    return rank_bands([sample.values.mean() for sample in samples], errors, degrees)
