"""The charts of the report on calls; the page and the PDF both take them from here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from mystery.calling import OUTCOMES, Reachability
from mystery.reporting.calls.facts import ReachFacts
from mystery.reporting.charts import Bar, Chart, Gauge, IntervalBars
from mystery.reporting.wording import Wording, wording
from mystery.statistics import Interval, wilson
from mystery.weakspots import Figure

STEPS = (20, 60, 120, 300, 600, 1800)
"""Seconds of waiting at which the distribution is read."""


def reach_charts(facts: ReachFacts, language: str) -> dict[str, Chart]:
    """By name: total, parts, attempts, ends, waits, places; what has no figure yet is left out."""
    words = wording("calls", language)
    charts = {
        "parts": _bars("parts", _parts(facts, words), words),
        "attempts": _bars("attempts", _attempts(facts.total, words), words),
        "ends": _bars("ends", _ends(facts.total, words), words),
        "waits": _bars("waits", _waits(facts.waits, words), words),
        "places": _bars("places", _places(facts), words),
    }
    drawn: dict[str, Chart] = {name: chart for name, chart in charts.items() if chart.bars}
    if facts.total.reached is not None:
        title = words.say("reach.label")
        drawn["total"] = Gauge(title, title, Bar(title, figure_of(facts.total.reached)), words)
    return drawn


def figure_of(share: Interval | None) -> Figure:
    """A share 0..1 as a figure in percent."""
    if share is None:
        return Figure(0, None, state="too_few")
    return Figure(share.n, 100 * share.value, 100 * share.low, 100 * share.high, method="wilson")


def _bars(name: str, bars: Iterable[Bar], words: Wording) -> IntervalBars:
    return IntervalBars(words.say(f"{name}.title"), words.say(f"{name}.chart"), tuple(bars), words)


def _parts(facts: ReachFacts, words: Wording) -> Iterable[Bar]:
    for part in facts.parts:
        if part.code in facts.total.by_part:
            yield Bar(part.label.told(words.language), figure_of(facts.total.by_part[part.code]))


def _attempts(total: Reachability, words: Wording) -> Iterable[Bar]:
    for number, share in enumerate(total.by_attempt, 1):
        yield Bar(words.say("attempts.label", number=number), figure_of(share))


def _ends(total: Reachability, words: Wording) -> Iterable[Bar]:
    """In the order in which callers choose from them."""
    for code, outcome in OUTCOMES.items():
        if total.outcomes.get(code):
            share = wilson(total.outcomes[code], sum(total.outcomes.values()))
            yield Bar(outcome.label.told(words.language), figure_of(share))


def _waits(waits: Sequence[float], words: Wording) -> Iterable[Bar]:
    if not waits:
        return
    for limit in STEPS:
        share = wilson(sum(seconds <= limit for seconds in waits), len(waits))
        yield Bar(words.say("waits.label", limit=span(limit, words)), figure_of(share))


def _places(facts: ReachFacts) -> Iterable[Bar]:
    for name, found in facts.places:
        if found.reached is not None:
            yield Bar(name, figure_of(found.reached))


def span(seconds: float, words: Wording) -> str:
    """Seconds as people say them: 45 s, 2 min, 2:05 min."""
    whole = round(seconds)
    if whole < 100:
        return words.say("time.seconds", seconds=whole)
    minutes, rest = divmod(whole, 60)
    return words.say("time.minutes", minutes=f"{minutes}:{rest:02d}" if rest else str(minutes))
