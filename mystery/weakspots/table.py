"""The visits of one wave as columns of numbers: shares 0..1, NaN where nothing applied."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mystery.weakspots.cells import Counts, Tree
from mystery.weakspots.model import Design, Measure, Visit

Column = NDArray[np.float64]
KINDS = ("touchpoint", "process", "phase")


@dataclass(frozen=True, slots=True)
class Table:
    """One wave. Every column has one entry per visit; `leaf` is the visit's location in the tree.

    `groups` holds touchpoints, processes and phases: the weighted means of their items.
    """

    visits: Sequence[Visit]
    leaf: Counts
    total: Column
    sections: Mapping[str, Column]
    items: Mapping[str, Column]
    not_applicable: Mapping[str, Column]
    groups: Mapping[str, Mapping[str, Column]]
    methods: Mapping[str, Column]
    outcome: Column


def table_of(design: Design, tree: Tree, visits: Sequence[Visit]) -> Table:
    """Collect the visits of one wave into columns. Visits of unknown locations must be gone already."""
    raw = _columns([visit.items for visit in visits], list(share_measures(design)))
    sections = _columns([visit.sections for visit in visits], list(design.section_labels))
    shares = {name: _share(column) for name, column in raw.items()}
    total = _column(visit.total for visit in visits) / 100
    method = np.array([visit.method for visit in visits], dtype=object)
    return Table(
        visits=visits,
        leaf=np.array([tree.leaf_of[visit.location] for visit in visits], dtype=np.intp),
        total=total,
        sections={name: _share(column) / 100 for name, column in sections.items()},
        items=shares,
        not_applicable={
            name: np.where(np.isinf(column), np.nan, np.isnan(column)) for name, column in raw.items()
        },
        groups={kind: _groups(design, shares, kind, len(visits)) for kind in KINDS},
        methods={name: np.where(method == name, total, np.nan) for name in sorted(set(method))},
        outcome=_outcome(visits),
    )


def _columns(rows: Sequence[Mapping[str, float | None]], names: Sequence[str]) -> dict[str, Column]:
    """Mappings -> a column per name. None becomes NaN (did not apply), an absent name infinity (not asked).

    Mappings with the same keys in the same order are read in one go, which is most of them.
    """
    alike: dict[tuple[str, ...], list[int]] = {}
    for number, row in enumerate(rows):
        alike.setdefault(tuple(row), []).append(number)
    matrix = np.full((len(names), len(rows)), np.inf)
    for keys, numbers in alike.items():
        block = np.array([tuple(rows[number].values()) for number in numbers], dtype=np.float64)
        for position, name in enumerate(names):
            if name in keys:
                matrix[position, numbers] = block[:, keys.index(name)]
    return dict(zip(names, matrix, strict=True))


def _share(column: Column) -> Column:
    return np.where(np.isinf(column), np.nan, column)


def _column(values: Iterable[float | None]) -> Column:
    return np.array(list(values), dtype=np.float64)


def _outcome(visits: Sequence[Visit]) -> Column:
    """The answer that drivers are measured against: would buy, else the first outcome by name.

    Methods that ask for the same outcome (`store-visit/would_buy`, `call/would_buy`) count together.
    """
    found = [{name.rpartition("/")[2]: value for name, value in visit.outcomes.items()} for visit in visits]
    names = sorted({name for outcomes in found for name in outcomes})
    if not names:
        return np.full(len(visits), np.nan)
    name = "would_buy" if "would_buy" in names else names[0]
    return _column(outcomes.get(name) for outcomes in found)


def share_measures(design: Design) -> dict[str, Measure]:
    """The measures that are shares of points, which is what scorecards and weak spots are about."""
    return {name: measure for name, measure in design.measures.items() if measure.kind == "share"}


def effective_weights(design: Design) -> dict[str, float]:
    """What each item weighs in the total of its method, in points of 100, if everything applies."""
    measures = share_measures(design)
    inside: dict[tuple[str, str], float] = {}
    for measure in measures.values():
        place = (measure.method, measure.section)
        inside[place] = inside.get(place, 0.0) + measure.weight
    outside = {place: design.section_weights.get(place[1], own) for place, own in inside.items()}
    weights = {}
    for name, measure in measures.items():
        place = (measure.method, measure.section)
        whole = sum(weight for (method, _), weight in outside.items() if method == measure.method)
        part = measure.weight / inside[place] if inside[place] else 0.0
        weights[name] = 100 * outside[place] / whole * part if whole else 0.0
    return weights


def members(design: Design, kind: str) -> dict[str, list[str]]:
    """The items of each touchpoint, process or phase, in the order of the design."""
    found: dict[str, list[str]] = {}
    for name, measure in share_measures(design).items():
        key = str(getattr(measure, kind))
        if key:
            found.setdefault(key, []).append(name)
    return found


def _groups(design: Design, shares: Mapping[str, Column], kind: str, size: int) -> dict[str, Column]:
    weights = effective_weights(design)
    columns = {}
    for key, names in members(design, kind).items():
        gained, possible = np.zeros(size), np.zeros(size)
        for name in names:
            # an item that weighs nothing in the total still counts a little in its own touchpoint
            weight = weights[name] or 1.0
            valid = ~np.isnan(shares[name])
            gained += weight * np.where(valid, shares[name], 0.0)
            possible += weight * valid
        columns[key] = np.divide(gained, possible, out=np.full(size, np.nan), where=possible > 0)
    return columns
