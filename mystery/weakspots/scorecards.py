"""Scorecards: rows of sections, touchpoints, processes, phases, methods, items and regions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from mystery.questionnaire import Texts
from mystery.weakspots.cells import OK, Tree
from mystery.weakspots.figures import Sample, compare, figure_of, settle
from mystery.weakspots.model import Design, Row
from mystery.weakspots.table import effective_weights, members, share_measures
from mystery.weakspots.wave import Wave

MOST_STRENGTHS = 10


class Line(NamedTuple):
    """A row before its figures. `sample` finds its values in a wave; None where a wave has none."""

    key: str
    label: Texts
    target: float | None
    sample: Callable[[Wave], Sample | None]
    weight: float | None = None
    item: str = ""


def rows_of(lines: Sequence[Line], now: Wave, before: Wave | None) -> tuple[Row, ...]:
    """The rows of one scorecard; verdicts about changes are corrected over all of them."""
    samples = [line.sample(now) for line in lines]
    earlier = [None if before is None else line.sample(before) for line in lines]
    changes = settle(
        [None if a is None or b is None else compare(a, b) for a, b in zip(earlier, samples, strict=True)]
    )
    return tuple(
        Row(
            line.key,
            line.label,
            figure_of(one),
            line.target,
            change,
            line.weight,
            _not_applicable(line, now, one),
        )
        for line, one, change in zip(lines, samples, changes, strict=True)
        if one is not None
    )


def _not_applicable(line: Line, now: Wave, sample: Sample) -> float | None:
    """The share 0..1 of visits whose form had the item and to which it did not apply."""
    if not line.item or sample.state != OK:
        return None
    asked = now.table.not_applicable[line.item][now.chosen]
    asked = asked[~np.isnan(asked)]
    return float(asked.mean()) if asked.size else None


def target_of(design: Design, item: str) -> float | None:
    """An item's own target, else its section's, else that of the study."""
    measure = design.measures[item]
    section = design.section_targets.get(measure.section)
    return next((target for target in (measure.target, section, design.target) if target is not None), None)


def section_lines(design: Design) -> list[Line]:
    def sample(key: str) -> Callable[[Wave], Sample | None]:
        return lambda wave: wave.sample(wave.table.sections[key])

    scored = {measure.section for measure in design.measures.values()}
    lines = []
    for key, label in design.section_labels.items():
        if key not in scored:
            continue
        own = design.section_targets.get(key)
        target = design.target if own is None else own
        lines.append(Line(key, label, target, sample(key), design.section_weights.get(key)))
    return lines


def group_lines(design: Design, kind: str, labels: Mapping[str, Texts]) -> list[Line]:
    """Touchpoints, processes or phases; their target is the weighted mean of their items' targets."""
    weights = effective_weights(design)

    def sample(key: str) -> Callable[[Wave], Sample | None]:
        if kind == "touchpoint":
            return lambda wave: wave.sample(wave.table.groups[kind][key], wave.touchpoints[key])
        return lambda wave: wave.sample(wave.table.groups[kind][key])

    lines = []
    for key, names in members(design, kind).items():
        label = labels.get(key, {"default": key})
        weight = sum(weights[name] for name in names)
        lines.append(Line(key, label, _group_target(design, names, weights), sample(key), weight))
    return lines


def _group_target(design: Design, names: Sequence[str], weights: Mapping[str, float]) -> float | None:
    wanted = [(weights[name] or 1.0, target_of(design, name)) for name in names]
    known = [(weight, target) for weight, target in wanted if target is not None]
    if not known:
        return design.target
    return sum(weight * target for weight, target in known) / sum(weight for weight, _ in known)


def method_lines(design: Design, now: Wave) -> list[Line]:
    def sample(key: str) -> Callable[[Wave], Sample | None]:
        return lambda wave: (
            wave.sample(wave.table.methods[key], wave.methods[key]) if key in wave.methods else None
        )

    return [
        Line(key, design.group_labels.get(key, {"default": key}), design.target, sample(key))
        for key in now.table.methods
    ]


def item_lines(design: Design) -> list[Line]:
    weights = effective_weights(design)

    def sample(key: str) -> Callable[[Wave], Sample | None]:
        return lambda wave: wave.sample(wave.table.items[key])

    return [
        Line(key, measure.label, target_of(design, key), sample(key), weights[key], key)
        for key, measure in share_measures(design).items()
    ]


def region_lines(design: Design, tree: Tree, node: int) -> list[Line]:
    def sample(region: int) -> Callable[[Wave], Sample | None]:
        return lambda wave: wave.sample(wave.table.total, wave.whole, region)

    return [
        Line(tree.nodes[region].key, {"default": tree.nodes[region].key}, design.target, sample(region))
        for region in tree.below(node, "region")
    ]


def strengths_of(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows at or above their target, the surest first: those whose interval stays highest above it."""
    above = [
        (row.figure.low - row.target, row)
        for row in rows
        if row.figure.value is not None
        and row.figure.low is not None
        and row.target is not None
        and row.figure.value >= row.target
    ]
    above.sort(key=lambda pair: (-pair[0], pair[1].key))
    return tuple(row for _, row in above[:MOST_STRENGTHS])
