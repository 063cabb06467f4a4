"""From findings to charts: the one place that decides which figure stands in which chart."""

from __future__ import annotations

from collections.abc import Iterable

from mystery.reporting.charts import (
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
from mystery.reporting.wording import Wording, wording
from mystery.weakspots import Cell, Change, Figure, Findings, Row


def findings_charts(findings: Findings, language: str, report: str = "study") -> dict[str, Chart]:
    """All charts of a wave by name; a chart without any figure is left out.

    Names: total, sections, touchpoints, regions, processes, phases, methods, heat_map, ranking, trend,
    importance. The dashboard and the PDF both take them from here, so they cannot disagree. `report`
    names the report whose words they speak.
    """
    words = wording(report, language)
    charts: dict[str, Chart] = {"total": _total(findings, words)}
    for name in ("sections", "touchpoints", "regions", "processes", "phases", "methods"):
        rows: tuple[Row, ...] = getattr(findings, name)
        if any(row.figure.value is not None for row in rows):
            charts[name] = scorecard(rows, words, _title(name, words))
    if findings.heat_map:
        charts["heat_map"] = _heat_map(findings, words)
    if findings.ranking:
        charts["ranking"] = _ranking(findings, words)
    if len(findings.trend) > 1 and any(point.figure.value is not None for point in findings.trend):
        charts["trend"] = _trend(findings, words)
    if any(spot.driver is not None for spot in findings.weak_spots):
        charts["importance"] = _importance(findings, words)
    return charts


def _title(name: str, words: Wording) -> str:
    keys = {
        "sections": "scorecard.title",
        "touchpoints": "scorecard.title",
        "regions": "scorecard.regions",
        "processes": "processes.processes",
        "phases": "processes.phases",
        "methods": "processes.methods",
    }
    return words.say(keys[name])


def spoken(label: str, figure: Figure, words: Wording) -> str:
    """A figure in one breath: name, value, interval, n; or why there is none."""
    if figure.value is None:
        key = "chart.suppressed" if figure.state == "suppressed" else "chart.too_few"
        return f"{label}: {words.say(key, n=figure.n)}"
    return words.say(
        "scorecard.entry",
        label=label,
        value=words.numerals.percent(figure.value),
        interval=interval(figure, words),
        n=words.numerals.number(figure.n),
    )


def interval(figure: Figure, words: Wording, places: int = 0) -> str:
    if figure.low is None or figure.high is None:
        return "–"
    return words.numerals.span(figure.low, figure.high, places)


def _extremes(pairs: Iterable[tuple[str, Figure]], words: Wording) -> tuple[str, str]:
    shown = [(label, figure) for label, figure in pairs if figure.value is not None]
    if not shown:
        nothing = words.say("scorecard.nothing")
        return nothing, nothing
    shown.sort(key=lambda pair: pair[1].value or 0)
    return spoken(*shown[-1], words), spoken(*shown[0], words)


def _bar(label: str, figure: Figure, target: float | None, change: Change | None, words: Wording) -> Bar:
    if change is None or change.difference is None or figure.value is None:
        return Bar(label, figure, target)
    return Bar(label, figure, target, change.before, words.numerals.signed(change.difference), change.verdict)


def scorecard(rows: Iterable[Row], words: Wording, title: str) -> IntervalBars:
    """The rows as bars with everything a person needs to judge them."""
    bars = tuple(
        _bar(words.label(row.label, row.key), row.figure, row.target, row.change, words) for row in rows
    )
    best, worst = _extremes(((bar.label, bar.figure) for bar in bars), words)
    description = words.say("scorecard.description", number=len(bars), best=best, worst=worst)
    return IntervalBars(title, description, bars, words)


def _total(findings: Findings, words: Wording) -> Gauge:
    title = words.say("answer.label")
    bar = _bar(title, findings.total, findings.design.target, findings.change, words)
    return Gauge(title, spoken(title, findings.total, words), bar, words)


def _heat_map(findings: Findings, words: Wording) -> HeatMap:
    labels = findings.design.touchpoint_labels
    cells, targets = {}, {}
    for cell in findings.heat_map:
        key = (words.label(labels.get(cell.row, {}), cell.row), cell.column)
        cells[key], targets[key] = cell.figure, cell.target
    rows = tuple(dict.fromkeys(row for row, _ in cells))
    columns = tuple(dict.fromkeys(column for _, column in cells))
    description = words.say(
        "heat_map.description", rows=len(rows), columns=len(columns), worst=_worst_cell(findings, words)
    )
    return HeatMap(words.say("heat_map.title"), description, rows, columns, cells, targets, words)


def _worst_cell(findings: Findings, words: Wording) -> str:
    def gap(cell: Cell) -> float:
        return (cell.figure.value or 0) - (cell.target or 0)

    shown = [cell for cell in findings.heat_map if cell.figure.value is not None]
    if not shown:
        return words.say("scorecard.nothing")
    worst = min(shown, key=gap)
    row = words.label(findings.design.touchpoint_labels.get(worst.row, {}), worst.row)
    value = words.numerals.percent(worst.figure.value or 0)
    return words.say("heat_map.cell", row=row, column=worst.column, value=value)


def _ranking(findings: Findings, words: Wording) -> Ranking:
    entries = tuple(
        RankedBar(
            ranked.place.name,
            ranked.place.region,
            ranked.figure,
            ranked.rank,
            ranked.rank_low,
            ranked.rank_high,
        )
        for ranked in findings.ranking
    )
    best, worst = _extremes(((entry.label, entry.figure) for entry in entries), words)
    description = words.say("ranking.description", number=len(entries), best=best, worst=worst)
    return Ranking(words.say("ranking.title"), description, entries, findings.design.target, words)


def _trend(findings: Findings, words: Wording) -> Trend:
    points = tuple(Moment(words.label(point.label, point.wave), point.figure) for point in findings.trend)
    said = "; ".join(spoken(point.label, point.figure, words) for point in points)
    description = words.say("trend.description", number=len(points), points=said)
    return Trend(words.say("trend.title"), description, points, findings.design.target, words)


def _importance(findings: Findings, words: Wording) -> ImportancePerformance:
    points = tuple(
        Driver(words.label(spot.label, spot.key), spot.figure, spot.driver, spot.target)
        for spot in findings.weak_spots
        if spot.driver is not None and spot.figure.value is not None
    )
    middle = sum(max(0.0, point.importance) for point in points) / max(len(points), 1)
    act = [
        point.label
        for point in points
        if point.importance >= middle and (point.performance.value or 0) < point.target
    ]
    description = words.say(
        "importance.description",
        number=len(points),
        act=", ".join(act) or words.say("scorecard.nothing"),
    )
    target = findings.design.target or (points[0].target if points else 0)
    return ImportancePerformance(words.say("importance.title"), description, points, target, words)
