"""Weak spots with every factor of their rank, what to discuss, and where effort pays."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mystery.reporting.document import (
    Block,
    Bullets,
    Cell,
    ChartBlock,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from mystery.reporting.figures import interval
from mystery.reporting.study.context import Context
from mystery.reporting.study.front import measure
from mystery.reporting.study.places import shared_beginning
from mystery.weakspots import WeakSpot


def weak_spots(context: Context) -> Iterator[Block]:
    words = context.words
    spots = context.findings.weak_spots[: context.limit("weak_spots")]
    yield PageBreak()
    yield Heading(words.say("weak_spots.title"), 1, "weak-spots")
    if not spots:
        yield Paragraph(words.say("weak_spots.none"), "lead")
        return
    yield Paragraph(words.say("weak_spots.lead"), "lead")
    named = any(spot.worst for spot in spots)  # small cells name no location: then there is no column
    width = None if named else -1
    rows = tuple(_row(spot, context)[:width] for spot in spots)
    yield Table(_columns(context)[:width], rows)
    yield Paragraph(words.say("weak_spots.explained", source=_source(context)), "small")
    yield Heading(words.say("weak_spots.discuss"), 2)
    yield Bullets(tuple(_bullets(spots[:5], context)))


def _columns(context: Context) -> tuple[Column, ...]:
    words = context.words
    return (
        Column(words.say("weak_spots.rank"), 0.4, "end"),
        Column(words.say("weak_spots.label"), 3.3),
        Column(words.say("weak_spots.value"), 1, "end"),
        Column(words.say("weak_spots.gap"), 1, "end"),
        Column(words.say("weak_spots.lost"), 0.8, "end"),
        Column(words.say("weak_spots.reach"), 1.1),
        Column(words.say("weak_spots.driver"), 0.85, "end"),
        Column(words.say("weak_spots.persistence"), 0.85, "end"),
        Column(words.say("weak_spots.worst"), 3, cut=True),
    )


def _row(spot: WeakSpot, context: Context) -> tuple[Cell, ...]:
    words, numerals = context.words, context.words.numerals
    value = words.say("items.too_few")
    if spot.figure.value is not None:
        value = f"{numerals.percent(spot.figure.value)}\n{interval(spot.figure, words)}"
    places = context.findings.design.places
    prefix = shared_beginning([place.name for place in places.values()])
    names = [places[key].name if key in places else key for key in spot.worst[:3]]
    worst = "\n".join(name.removeprefix(prefix) for name in names)
    k, m = spot.persistence
    return (
        Cell(numerals.number(spot.rank), "warm", bold=True),
        Cell(words.label(spot.label, spot.key), bold=True),
        Cell(value),
        Cell(
            words.say(
                "weak_spots.gap_value", gap=numerals.number(spot.gap), sure=numerals.number(spot.gap_sure)
            )
        ),
        Cell(numerals.number(spot.points_lost, 1)),
        Cell(_reach(spot, context)),
        Cell("–" if spot.driver is None else numerals.number(spot.driver, 2)),
        Cell(words.say("weak_spots.persistence_value", k=k, m=m)),
        Cell(worst, "muted"),
    )


def _reach(spot: WeakSpot, context: Context) -> str:
    words = context.words
    scope = words.say(f"scope.{spot.scope}") if words.has(f"scope.{spot.scope}") else spot.scope
    reach = words.say("weak_spots.reach_value", reached=spot.reached, locations=spot.locations)
    return f"{reach}\n{scope}"


def _source(context: Context) -> str:
    source = next(
        (spot.driver_source for spot in context.findings.weak_spots if spot.driver is not None), "none"
    )
    key = f"source.{source}"
    return context.words.say(key) if context.words.has(key) else source


def _bullets(spots: Sequence[WeakSpot], context: Context) -> Iterator[tuple[str, str]]:
    """One measure a line, with the ranks of all weak spots that it is for."""
    together: dict[tuple[str, str], list[WeakSpot]] = {}
    for spot in spots:
        together.setdefault((spot.touchpoint, spot.scope), []).append(spot)
    for same in together.values():
        ranks = ", ".join(str(spot.rank) for spot in same)
        title, detail = measure(same[0], context, context.words.say("measure.numbers", ranks=ranks))
        yield f"{title}.", detail


def importance(context: Context) -> Iterator[Block]:
    words = context.words
    if "importance" not in context.charts:
        return
    yield Heading(words.say("importance.title"), 1, "importance")
    yield Paragraph(words.say("importance.lead"), "lead")
    yield ChartBlock(context.charts["importance"])
    yield Paragraph(words.say("importance.note", source=_source(context)), "small")
