"""The registry of charts: which function draws which value."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from mystery.reporting.charts.heat_map import draw_heat_map
from mystery.reporting.charts.importance import draw_importance
from mystery.reporting.charts.interval_bars import draw_bars, draw_gauge
from mystery.reporting.charts.model import (
    Chart,
    Gauge,
    HeatMap,
    ImportancePerformance,
    IntervalBars,
    Ranking,
    Trend,
)
from mystery.reporting.charts.ranking import draw_ranking
from mystery.reporting.charts.scene import Scene
from mystery.reporting.charts.trend import draw_trend

# Any: each function takes its own chart; the key beside it is the proof.
_DRAWERS: dict[type, Callable[[Any, float], Scene]] = {
    IntervalBars: draw_bars,
    Gauge: draw_gauge,
    HeatMap: draw_heat_map,
    Ranking: draw_ranking,
    Trend: draw_trend,
    ImportancePerformance: draw_importance,
}


def draw(chart: Chart, width: float = 640) -> Scene:
    """The chart as a scene of `width` points; its height follows from what it holds."""
    return _DRAWERS[type(chart)](chart, width)
