"""What the study found, in the one shape that the dashboard, the PDF and every export draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from mystery.questionnaire import Texts


@dataclass(frozen=True, slots=True)
class Visit:
    """One scored, approved submission as analysis sees it: no tester, no staff, no free text.

    `total` and `sections` are percent (None: not scorable, nothing applied). `items` maps
    item -> share 0..1 (None: not applicable; absent: the form does not have it); `outcomes` maps unscored
    outcome items (would buy, would recommend) -> number; `codes` maps item -> raw code for shares of answers.
    """

    visit: str
    wave: str
    location: str
    method: str
    visited_on: date
    total: float | None
    grade: str
    sections: Mapping[str, float | None]
    items: Mapping[str, float | None]
    outcomes: Mapping[str, float] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """A location of the client with its way up the tree and what minimum cells need.

    An unknown headcount (None) counts as too few staff for a figure of this location alone.
    """

    location: str
    name: str
    region: str
    country: str
    headcount: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """An item as analysis needs it: where it belongs, what it weighs and what is wanted."""

    item: str
    label: Texts
    section: str
    touchpoint: str
    process: str
    phase: str
    method: str
    weight: float
    target: float | None = None
    kind: str = "share"


@dataclass(frozen=True, slots=True)
class Design:
    """The study around the visits: who was tested, with which measures, against which targets.

    `earlier_waves` are in order of time, the last one being the one to compare with. Weights are those of
    the scheme, targets are percent. `touchpoint_values` weigh touchpoints by their customers (1 = average).
    `planned_visits` are by location and method.
    """

    client: str
    study: str
    wave: str
    wave_label: Texts
    earlier_waves: tuple[str, ...]
    places: Mapping[str, Place]
    measures: Mapping[str, Measure]
    section_labels: Mapping[str, Texts]
    section_weights: Mapping[str, float]
    section_targets: Mapping[str, float | None]
    touchpoint_labels: Mapping[str, Texts]
    touchpoint_values: Mapping[str, float] = field(default_factory=dict)
    target: float | None = None
    minimum_tests: int = 5
    minimum_headcount: int = 5
    planned_visits: Mapping[tuple[str, str], int] = field(default_factory=dict)
    grades: tuple[tuple[float, str], ...] = ()
    grade_labels: Mapping[str, Texts] = field(default_factory=dict)
    wave_labels: Mapping[str, Texts] = field(default_factory=dict)
    group_labels: Mapping[str, Texts] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that may be shown: value and 95 % interval in percent, n, and why it is absent.

    `state` is `ok`, `too_few` (n under the floor) or `suppressed` (would let a hidden cell be
    recovered); in both of the latter `value`, `low` and `high` are None.
    """

    n: int
    value: float | None
    low: float | None = None
    high: float | None = None
    state: str = "ok"
    method: str = ""

    def __post_init__(self) -> None:
        if self.state != "ok" and (self.value, self.low, self.high) != (None, None, None):
            raise ValueError("a hidden figure must not carry its number")


@dataclass(frozen=True, slots=True)
class Change:
    """A wave against the one before it. `verdict` is better, worse, unclear or too_few."""

    before: Figure
    after: Figure
    difference: float | None
    low: float | None
    high: float | None
    verdict: str
    method: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a scorecard: one section, touchpoint, process, phase, method or item."""

    key: str
    label: Texts
    figure: Figure
    target: float | None
    change: Change | None = None
    weight: float | None = None
    not_applicable_rate: float | None = None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A location with its score, interval and the band of ranks it may hold."""

    place: Place
    figure: Figure
    rank: int | None
    rank_low: int | None
    rank_high: int | None
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class WeakSpot:
    """A weak spot with the factors of its priority, so that nobody has to trust a black box.

    gap: percentage points between target and score (`gap_sure`: by the interval's end nearest to the target);
    points_lost: points of the total that the gap costs; reach: share 0..1 of locations under target;
    driver: correlation -1..1 with the outcome, from `driver_source` (None: fewer than 30 pairs);
    persistence: k of m waves under target; value: weight of the customer segment; scope: system, regional,
    local. `priority` is the product of `factors`. `level` is item or touchpoint; `items` are those of a
    touchpoint that are under target, `worst` the names of the locations furthest under it.
    """

    rank: int
    level: str
    key: str
    label: Texts
    touchpoint: str
    process: str
    phase: str
    method: str
    figure: Figure
    target: float
    gap: float
    gap_sure: float
    points_lost: float
    reach: float
    reached: int
    locations: int
    driver: float | None
    driver_source: str
    persistence: tuple[int, int]
    value: float
    priority: float
    scope: str
    items: tuple[str, ...] = ()
    worst: tuple[str, ...] = ()
    factors: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the touchpoint heat map."""

    row: str
    column: str
    figure: Figure
    target: float | None = None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    wave: str
    label: Texts
    figure: Figure


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything the study report and the client's dashboard show about one wave (or a part of it).

    `scope` is the key of the tree node whose visits are in it. `heat_map` rows are touchpoints, columns
    regions. `strengths` and `weak_spots` are ranked, best and worst first: items, at most ten, of which the
    first five belong on page one; `weak_touchpoints` are the same by touchpoint. `suppressed` counts the
    figures that minimum cells withhold. `planned` are the visits wanted in the scope, by
    method. `notes`: no_visits, no_earlier_wave, no_target, headcount_unknown, unknown_location.
    """

    design: Design
    scope: str
    visits: int
    locations: int
    first_on: date | None
    last_on: date | None
    total: Figure
    change: Change | None
    grade: str
    sections: tuple[Row, ...]
    touchpoints: tuple[Row, ...]
    processes: tuple[Row, ...]
    phases: tuple[Row, ...]
    methods: tuple[Row, ...]
    items: tuple[Row, ...]
    regions: tuple[Row, ...]
    ranking: tuple[Ranked, ...]
    heat_map: tuple[Cell, ...]
    trend: tuple[TrendPoint, ...]
    strengths: tuple[Row, ...]
    weak_spots: tuple[WeakSpot, ...]
    weak_touchpoints: tuple[WeakSpot, ...] = ()
    suppressed: int = 0
    not_scorable: int = 0
    planned: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
