"""The report on a wave of test calls: who was reached, when, and how long it took."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mystery.calling import Reachability
from mystery.reporting.calls.charts import span
from mystery.reporting.calls.facts import ReachFacts
from mystery.reporting.charts import Chart
from mystery.reporting.document import (
    Block,
    Cell,
    Column,
    Facts,
    Heading,
    KeyFigure,
    PageBreak,
    Paragraph,
    Table,
)
from mystery.reporting.study.context import chart_blocks
from mystery.reporting.wording import Wording
from mystery.statistics import Interval


@dataclass(frozen=True, slots=True)
class Reach:
    """The facts, the words for them, and the charts drawn from them."""

    facts: ReachFacts
    words: Wording
    charts: Mapping[str, Chart]

    def share(self, interval: Interval | None) -> str:
        return "–" if interval is None else self.words.numerals.percent(100 * interval.value)

    def sure(self, interval: Interval | None) -> str:
        if interval is None:
            return "–"
        return self.words.numerals.span(100 * interval.low, 100 * interval.high)


def answer(reach: Reach) -> Iterator[Block]:
    """The figures on one page."""
    words, total = reach.words, reach.facts.total
    yield PageBreak()
    yield Heading(words.say("reach.title"), 1, "reach")
    if total.reached is None:
        yield Paragraph(words.say("reach.none"), "lead")
        return
    sizes = {name: words.numerals.number(getattr(total, name)) for name in ("over", "planned", "attempts")}
    n = words.say("chart.n", n=sizes["over"])
    limits = words.say("reach.interval", span=reach.sure(total.reached))
    yield KeyFigure(
        reach.share(total.reached),
        words.say("reach.label"),
        span=f"{limits} · {n}",
        details=(words.say("reach.planned", **sizes),),
        chart=reach.charts.get("total"),
    )
    yield Facts(tuple(_figures(reach)))


def _figures(reach: Reach) -> Iterator[tuple[str, str]]:
    words, total, waiting = reach.words, reach.facts.total, reach.facts.total.waiting
    target = span(reach.facts.target_seconds, words)
    yield words.say("figures.in_time", target=target), _with_interval(reach, total.in_time)
    if waiting is not None:
        yield words.say("figures.median"), span(waiting.median, words)
        yield words.say("figures.p90"), span(waiting.p90, words)
        yield words.say("figures.longest"), span(waiting.longest, words)
    yield words.say("figures.transferred"), _with_interval(reach, total.transferred)
    yield words.say("figures.correct"), _with_interval(reach, total.correct)


def _with_interval(reach: Reach, interval: Interval | None) -> str:
    if interval is None:
        return "–"
    return reach.words.say(
        "figures.value", value=reach.share(interval), span=reach.sure(interval), n=interval.n
    )


def _charted(name: str) -> Callable[[Reach], Iterator[Block]]:
    def page(reach: Reach) -> Iterator[Block]:
        if name not in reach.charts:
            return
        words = reach.words
        yield PageBreak(room=0.4)
        yield Heading(words.say(f"{name}.title"), 1, name)
        yield Paragraph(words.say(f"{name}.lead"))
        yield from chart_blocks(reach.charts[name])

    return page


def hotlines(reach: Reach) -> Iterator[Block]:
    """Every hotline with all its figures."""
    words = reach.words
    if not reach.facts.places:
        return
    yield PageBreak(room=0.4)
    yield Heading(words.say("hotlines.title"), 1, "hotlines")
    target = span(reach.facts.target_seconds, words)
    yield Paragraph(words.say("hotlines.lead", target=target))
    names = ("place", "n", "reached", "interval", "in_time", "median", "p90", "transferred", "correct")
    columns = tuple(
        Column(words.say(f"hotlines.{name}", target=target), 2.6 if name == "place" else 1,
               "start" if name == "place" else "end")
        for name in names
    )  # fmt: skip
    yield Table(columns, tuple(_hotline(name, found, reach) for name, found in reach.facts.places))


def _hotline(name: str, found: Reachability, reach: Reach) -> tuple[Cell, ...]:
    words, waiting = reach.words, found.waiting
    return (
        Cell(name),
        Cell(words.numerals.number(found.over)),
        Cell(reach.share(found.reached), bold=True),
        Cell(reach.sure(found.reached), "muted"),
        Cell(reach.share(found.in_time)),
        Cell("–" if waiting is None else span(waiting.median, words)),
        Cell("–" if waiting is None else span(waiting.p90, words)),
        Cell(reach.share(found.transferred)),
        Cell(reach.share(found.correct)),
    )


def method(reach: Reach) -> Iterator[Block]:
    words = reach.words
    yield PageBreak(room=0.45)
    yield Heading(words.say("reach_method.title"), 1, "method")
    for part in ("contacts", "shares", "waiting", "parts", "staff"):
        yield Paragraph(words.say(f"reach_method.{part}_text"), lead=words.say(f"reach_method.{part}_lead"))


PAGES: Mapping[str, Callable[[Reach], Iterator[Block]]] = {
    "answer": answer,
    "parts": _charted("parts"),
    "attempts": _charted("attempts"),
    "waits": _charted("waits"),
    "hotlines": hotlines,
    "method": method,
}
