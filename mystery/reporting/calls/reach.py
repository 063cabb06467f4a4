"""The report on a wave of test calls: who was reached, when, and how long it took."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mystery.calling import Reachability, Worth, ranks
from mystery.reporting.calls.charts import span
from mystery.reporting.calls.facts import Marked, Marks, ReachFacts
from mystery.reporting.calls.sentences import reach_sentences
from mystery.reporting.charts import Chart
from mystery.reporting.document import (
    Block,
    Bullets,
    Callout,
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
    if reach.facts.running_promises:
        yield Callout("", words.count("provisional", reach.facts.running_promises), "warm")
    yield Bullets(tuple(("", text) for text in reach_sentences(reach.facts, words.language)))
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


_COLUMNS = (
    ("rank", 1, "start"),
    ("place", 2.6, "start"),
    ("n", 0.6, "end"),
    ("reached", 1, "end"),
    ("interval", 1, "end"),
    ("in_time", 1, "end"),
    ("median", 1.3, "end"),
    ("p90", 1.3, "end"),
    ("transferred", 1.2, "end"),
    ("correct", 1, "end"),
)
"""What is told of each hotline, with its share of the width."""


def hotlines(reach: Reach) -> Iterator[Block]:
    """Every hotline with all its figures."""
    words = reach.words
    if not reach.facts.places:
        return
    yield PageBreak(room=0.4)
    yield Heading(words.say("hotlines.title"), 1, "hotlines")
    target = span(reach.facts.target_seconds, words)
    yield Paragraph(words.say("hotlines.lead", target=target))
    if "places" in reach.charts:
        yield from chart_blocks(reach.charts["places"])
    columns = (
        Column(words.say(f"hotlines.{name}", target=target), weight, align)
        for name, weight, align in _COLUMNS
    )
    ranked = _ranks(reach.facts)
    rows = (_hotline(name, found, ranked.get(name, ""), reach) for name, found in reach.facts.places)
    yield Table(tuple(columns), tuple(rows))


def _ranks(facts: ReachFacts) -> dict[str, str]:
    """Hotline -> its rank with those that chance leaves open; nothing where there is none yet."""
    shares = {name: each.reached for name, each in facts.places if each.reached}
    bands = zip(shares, ranks(list(shares.values())), strict=True)
    return {
        name: f"{rank}" if best == worst else f"{rank} ({best}\N{EN DASH}{worst})"
        for name, (rank, best, worst) in bands
    }


def _hotline(name: str, found: Reachability, rank: str, reach: Reach) -> tuple[Cell, ...]:
    words, waiting = reach.words, found.waiting
    return (
        Cell(rank or "–"),
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


def marks(reach: Reach) -> Iterator[Block]:
    """The weighted marks of every hotline, one table for each scheme."""
    words = reach.words
    if not reach.facts.marks:
        return
    yield PageBreak(room=0.4)
    yield Heading(words.say("marks.title"), 1, "marks")
    yield Paragraph(words.say("marks.lead"))
    for each in reach.facts.marks:
        yield Heading(words.label(each.title), 2)
        columns = (
            Column(words.say("hotlines.place"), 2.4),
            Column(words.say("marks.points", points=words.numerals.number(each.points)), 1, "end"),
            Column(words.say("hotlines.interval"), 1, "end"),
            Column(words.say("marks.grade"), 1.5),
            *(
                Column(f"{words.label(label, key)} ({words.numerals.number(weight)})", 1.2, "end")
                for key, label, weight in each.sections
            ),
        )
        yield Table(columns, tuple(_mark(row, each, words) for row in each.rows))


def _mark(row: Marked, of: Marks, words: Wording) -> tuple[Cell, ...]:
    if row.worth is None:
        hidden = Cell(words.say("marks.hidden"), "muted")
        return Cell(row.place), Cell("–"), Cell(""), hidden, *[Cell("")] * len(of.sections)
    return (
        Cell(row.place),
        *_points(row.worth, of, words),
        Cell(words.label(row.grade)),
        *(_section(row.worth.sections.get(key), weight, words) for key, _, weight in of.sections),
    )


def _points(found: Worth, of: Marks, words: Wording) -> tuple[Cell, Cell]:
    if found.total is None:
        return Cell("–"), Cell("–")
    one = of.points / 100
    limits = words.numerals.span(found.total.low * one, found.total.high * one)
    return Cell(words.numerals.number(found.total.value * one), bold=True), Cell(limits, "muted")


def _section(percent: float | None, weight: float, words: Wording) -> Cell:
    return Cell("–" if percent is None else words.numerals.number(percent * weight / 100))


def method(reach: Reach) -> Iterator[Block]:
    words = reach.words
    yield PageBreak(room=0.45)
    yield Heading(words.say("reach_method.title"), 1, "method")
    for part in ("contacts", "shares", "compared", "waiting", "parts", "marks", "staff"):
        yield Paragraph(words.say(f"reach_method.{part}_text"), lead=words.say(f"reach_method.{part}_lead"))


PAGES: Mapping[str, Callable[[Reach], Iterator[Block]]] = {
    "answer": answer,
    "parts": _charted("parts"),
    "attempts": _charted("attempts"),
    "waits": _charted("waits"),
    "ends": _charted("ends"),
    "hotlines": hotlines,
    "marks": marks,
    "method": method,
}
