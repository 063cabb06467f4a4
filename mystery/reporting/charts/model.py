"""Chart values: what is shown, before anybody decides where. The web and the PDF share them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from mystery.reporting.wording import Wording
from mystery.weakspots import Figure


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a scorecard. `change` is ready text; `trend` is better, worse, unclear or empty."""

    label: str
    figure: Figure
    target: float | None = None
    previous: Figure | None = None
    change: str = ""
    trend: str = ""


@dataclass(frozen=True, slots=True)
class IntervalBars:
    """A scorecard: value with interval, target and the previous wave, line by line."""

    title: str
    description: str
    bars: tuple[Bar, ...]
    words: Wording

    def part(self, start: int, stop: int) -> IntervalBars:
        """Some of the lines, for a page that cannot hold all."""
        return replace(self, bars=self.bars[start:stop])


@dataclass(frozen=True, slots=True)
class Gauge:
    """One total on a scale of 0 to 100 with its interval, target and previous wave."""

    title: str
    description: str
    bar: Bar
    words: Wording


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Rows by columns; the shade is the distance to the row's target. Keys are (row, column) labels."""

    title: str
    description: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    cells: Mapping[tuple[str, str], Figure]
    targets: Mapping[tuple[str, str], float | None]
    words: Wording

    def part(self, rows: slice, columns: slice) -> HeatMap:
        """Some rows and columns, for a page that cannot hold all."""
        return replace(self, rows=self.rows[rows], columns=self.columns[columns])


@dataclass(frozen=True, slots=True)
class RankedBar:
    """A place in a ranking with the ranks it may hold."""

    label: str
    detail: str
    figure: Figure
    rank: int | None
    rank_low: int | None
    rank_high: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """Places, best first, each with interval and rank band, against one target."""

    title: str
    description: str
    entries: tuple[RankedBar, ...]
    target: float | None
    words: Wording

    def part(self, start: int, stop: int) -> Ranking:
        """Some of the places, for a page that cannot hold all."""
        return replace(self, entries=self.entries[start:stop])


@dataclass(frozen=True, slots=True)
class Moment:
    label: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over waves, oldest first."""

    title: str
    description: str
    points: tuple[Moment, ...]
    target: float | None
    words: Wording


@dataclass(frozen=True, slots=True)
class Driver:
    """How well something is done and how strongly it moves the outcome (0..1)."""

    label: str
    performance: Figure
    importance: float
    target: float


@dataclass(frozen=True, slots=True)
class ImportancePerformance:
    """The map that says where effort pays: important and weak lies top left."""

    title: str
    description: str
    points: tuple[Driver, ...]
    target: float
    words: Wording


Chart = IntervalBars | Gauge | HeatMap | Ranking | Trend | ImportancePerformance
