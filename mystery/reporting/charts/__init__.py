"""Charts: one value, one scene, two surfaces.

What enters: figures with n and interval. What leaves: a chart value that `draw` turns into a `Scene` of
primitives; `to_svg` writes the scene for the web, `reporting.pdf` draws it on paper. An interval is always
drawn, n is always written, what must not be shown is hatched and says why.
"""

from mystery.reporting.charts.draw import draw
from mystery.reporting.charts.model import (
    Bar,
    Chart,
    Driver,
    Gauge,
    HeatMap,
    ImportancePerformance,
    IntervalBars,
    Moment,
    RankedBar,
    Ranking,
    Trend,
)
from mystery.reporting.charts.scene import Scene
from mystery.reporting.charts.svg import to_svg

__all__ = [
    "Bar",
    "Chart",
    "Driver",
    "Gauge",
    "HeatMap",
    "ImportancePerformance",
    "IntervalBars",
    "Moment",
    "RankedBar",
    "Ranking",
    "Scene",
    "Trend",
    "draw",
    "to_svg",
]
