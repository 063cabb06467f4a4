"""Scored visits and the design of the study -> findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from mystery.weakspots.cells import STATES, Tree
from mystery.weakspots.figures import Sample, figure_of
from mystery.weakspots.model import Cell, Design, Figure, Findings, Ranked, Row, TrendPoint, Visit
from mystery.weakspots.rank import ranking
from mystery.weakspots.scorecards import (
    Line,
    group_lines,
    item_lines,
    method_lines,
    region_lines,
    rows_of,
    section_lines,
    strengths_of,
    target_of,
)
from mystery.weakspots.spots import Candidate, weak_spots
from mystery.weakspots.table import Column, members, share_measures
from mystery.weakspots.wave import Wave, wave_of


def find(design: Design, visits: Sequence[Visit], scope: str = "") -> Findings:
    """The findings of the design's wave, for the whole client or for one part of its tree.

    `visits` are all visits of the study, earlier waves included, whatever the scope: minimum cells are
    decided over the whole tree. Raises `NotFound` for a scope that is no node of it.
    """
    tree = Tree(design.places.values(), design.minimum_tests, design.minimum_headcount)
    node = tree.node_of(scope)
    waves = _waves(design, visits, tree, node)
    now, before = waves[-1], _before(waves)
    [total] = rows_of(
        [Line("", {}, design.target, lambda wave: wave.sample(wave.table.total, wave.whole))], now, before
    )
    items = rows_of(item_lines(design), now, before)
    touchpoints = rows_of(group_lines(design, "touchpoint", design.touchpoint_labels), now, before)
    regions = rows_of(region_lines(design, tree, node), now, before)
    ranked, heat_map = _ranking(design, now, before), _heat_map(touchpoints, now)
    shown = total.figure.state == STATES[0]
    dates = [visit.visited_on for visit, inside in zip(now.table.visits, now.chosen, strict=True) if inside]
    return Findings(
        design=design,
        scope=scope,
        visits=len(dates),
        locations=len(np.unique(now.table.leaf[now.chosen])),
        first_on=min(dates) if shown else None,
        last_on=max(dates) if shown else None,
        total=total.figure,
        change=total.change,
        grade=_grade(design, total.figure),
        sections=rows_of(section_lines(design), now, before),
        touchpoints=touchpoints,
        processes=rows_of(group_lines(design, "process", design.group_labels), now, before),
        phases=rows_of(group_lines(design, "phase", design.group_labels), now, before),
        methods=rows_of(method_lines(design, now), now, before),
        items=items,
        regions=regions,
        ranking=ranked,
        heat_map=heat_map,
        trend=_trend(design, waves),
        strengths=strengths_of(items),
        weak_spots=weak_spots(_item_candidates(design, items, waves), tree, design.places),
        weak_touchpoints=weak_spots(
            _touchpoint_candidates(design, touchpoints, items, waves), tree, design.places
        ),
        suppressed=_hidden([*ranked, *regions, *heat_map]),
        not_scorable=int(np.isnan(now.table.total[now.chosen]).sum()),
        planned=_planned(design, scope),
        notes=_notes(design, visits, waves),
    )


def _waves(design: Design, visits: Sequence[Visit], tree: Tree, node: int) -> list[Wave]:
    """The earlier waves in order of time, then the current one."""
    by_wave: dict[str, list[Visit]] = {name: [] for name in (*design.earlier_waves, design.wave)}
    for visit in visits:
        if visit.wave in by_wave and visit.location in tree.leaf_of:
            by_wave[visit.wave].append(visit)
    return [wave_of(name, design, tree, node, found) for name, found in by_wave.items()]


def _before(waves: Sequence[Wave]) -> Wave | None:
    return waves[-2] if len(waves) > 1 and waves[-2].table.visits else None


def _grade(design: Design, figure: Figure) -> str:
    value = figure.value
    return "" if value is None else next((grade for limit, grade in design.grades if value >= limit), "")


def _hidden(shown: Sequence[Ranked | Row | Cell]) -> int:
    return sum(one.figure.state != STATES[0] for one in shown)


def _notes(design: Design, visits: Sequence[Visit], waves: Sequence[Wave]) -> tuple[str, ...]:
    told = {
        "no_visits": not waves[-1].chosen.any(),
        "no_earlier_wave": _before(waves) is None,
        "no_target": all(target_of(design, item) is None for item in share_measures(design)),
        "headcount_unknown": any(place.headcount is None for place in design.places.values()),
        "unknown_location": any(visit.location not in design.places for visit in visits),
    }
    return tuple(note for note, holds in told.items() if holds)


def _planned(design: Design, scope: str) -> dict[str, int]:
    """Wanted visits of each method at the locations of the scope."""
    wanted: Counter[str] = Counter()
    for (location, method), count in design.planned_visits.items():
        place = design.places.get(location)
        if place is not None and scope in ("", place.region, place.location):
            wanted[method] += count
    return dict(wanted)


def _ranking(design: Design, now: Wave, before: Wave | None) -> tuple[Ranked, ...]:
    """The tested locations of the scope."""
    leaves = [int(leaf) for leaf in np.unique(now.table.leaf[now.chosen])]
    places = [design.places[now.tree.nodes[leaf].key] for leaf in leaves]
    current = _by_leaf(now, leaves)
    return ranking(places, current, None if before is None else _by_leaf(before, leaves))


def _by_leaf(wave: Wave, leaves: Sequence[int]) -> list[Sample]:
    """The totals of many locations in one pass over the visits."""
    kept = ~np.isnan(wave.table.total)
    leaf, values = wave.table.leaf[kept], wave.table.total[kept]
    order = np.argsort(leaf, kind="stable")
    leaf, values = leaf[order], values[order]
    starts, ends = np.searchsorted(leaf, leaves), np.searchsorted(leaf, leaves, side="right")
    return [
        Sample(values[start:end], np.arange(end - start), int(wave.whole[number]), True)
        for number, start, end in zip(leaves, starts, ends, strict=True)
    ]


def _heat_map(touchpoints: Sequence[Row], now: Wave) -> tuple[Cell, ...]:
    regions = now.tree.below(now.node, "region")
    cells = []
    for row in touchpoints:
        column, states = now.table.groups["touchpoint"][row.key], now.touchpoints[row.key]
        for region in regions:
            figure = figure_of(now.sample(column, states, region))
            cells.append(Cell(row.key, now.tree.nodes[region].key, figure, row.target))
    return tuple(cells)


def _trend(design: Design, waves: Sequence[Wave]) -> tuple[TrendPoint, ...]:
    """The total of every wave; one without a label is called by its key."""
    labels = {design.wave: design.wave_label, **design.wave_labels}
    return tuple(
        TrendPoint(
            wave.name,
            labels.get(wave.name, {"default": wave.name}),
            figure_of(wave.sample(wave.table.total, wave.whole)),
        )
        for wave in waves
    )


# --- candidates for weak spots ---


def _item_candidates(design: Design, rows: Sequence[Row], waves: Sequence[Wave]) -> list[Candidate]:
    candidates = []
    for row in rows:
        measure = design.measures[row.key]
        columns = [wave.table.items[row.key] for wave in waves]
        places = (measure.touchpoint, measure.process, measure.phase, measure.method)
        value = design.touchpoint_values.get(measure.touchpoint, 1.0)
        if _is_under(row):
            candidates.append(_candidate("item", row, places, columns, waves, value))
    return candidates


def _touchpoint_candidates(
    design: Design, rows: Sequence[Row], items: Sequence[Row], waves: Sequence[Wave]
) -> list[Candidate]:
    inside = members(design, "touchpoint")
    under = {row.key: _lost(row) for row in items if _is_under(row)}
    candidates = []
    for row in rows:
        if not _is_under(row):
            continue
        names = inside[row.key]
        columns = [wave.table.groups["touchpoint"][row.key] for wave in waves]
        places = (row.key, *(_common(design, names, kind) for kind in ("process", "phase", "method")))
        weak = sorted((name for name in names if name in under), key=lambda name: (-under[name], name))
        value = design.touchpoint_values.get(row.key, 1.0)
        candidates.append(_candidate("touchpoint", row, places, columns, waves, value, tuple(weak)))
    return candidates


def _is_under(row: Row) -> bool:
    return row.target is not None and row.figure.value is not None and row.figure.value < row.target


def _lost(row: Row) -> float:
    return (row.weight or 0.0) * ((row.target or 0.0) - (row.figure.value or 0.0))


def _common(design: Design, names: Sequence[str], kind: str) -> str:
    """What all items of a touchpoint share; '' where they differ."""
    found = {str(getattr(design.measures[name], kind)) for name in names}
    return found.pop() if len(found) == 1 else ""


def _candidate(
    level: str,
    row: Row,
    places: tuple[str, ...],
    columns: Sequence[Column],
    waves: Sequence[Wave],
    value: float,
    items: tuple[str, ...] = (),
) -> Candidate:
    states = [
        wave.touchpoints[row.key] if level == "touchpoint" else wave.states(column)
        for wave, column in zip(waves, columns, strict=True)
    ]
    figures = [
        figure_of(wave.sample(column, one)) for wave, column, one in zip(waves, columns, states, strict=True)
    ]
    now, column, chosen = waves[-1], columns[-1], waves[-1].chosen
    touchpoint, process, phase, method = places
    return Candidate(
        level=level,
        key=row.key,
        label=row.label,
        touchpoint=touchpoint,
        process=process,
        phase=phase,
        method=method,
        figure=row.figure,
        target=row.target or 0.0,
        weight=row.weight or 0.0,
        applied=float((~np.isnan(column[chosen])).mean()),
        values=column[chosen],
        leaf=now.table.leaf[chosen],
        states=states[-1],
        outcome=now.table.outcome[chosen],
        persistence=_persistence(row.target or 0.0, figures),
        value=value,
        items=items,
    )


def _persistence(target: float, figures: Sequence[Figure]) -> tuple[int, int]:
    """In how many of the waves that may be shown the scope was under its present target."""
    values = [figure.value for figure in figures if figure.value is not None]
    return sum(value < target for value in values), max(1, len(values))
