"""Cover, the answer on one page, contents."""

from __future__ import annotations

from collections.abc import Iterator

from mystery.reporting.document import (
    Block,
    Callout,
    Card,
    Cards,
    Cover,
    Heading,
    KeyFigure,
    PageBreak,
    TableOfContents,
)
from mystery.reporting.figures import interval
from mystery.reporting.numerals import NBSP
from mystery.reporting.study.context import Context
from mystery.weakspots import Change, Findings, WeakSpot


def cover(context: Context) -> Iterator[Block]:
    findings, words, meta = context.findings, context.words, context.meta
    design = findings.design
    facts = [
        (words.say("cover.client"), design.client),
        (words.say("cover.wave"), wave_name(context)),
        (words.say("cover.field"), field_dates(context)),
        (
            words.say("cover.sample"),
            words.say(
                "cover.sample_value",
                visits=words.count("visits", findings.visits),
                locations=words.count("locations", findings.locations),
            ),
        ),
        (words.say("cover.agency"), meta.agency),
        (words.say("cover.version"), meta.version),
        (words.say("cover.fingerprint"), meta.fingerprint),
    ]
    yield Cover(
        words.say("cover.kicker"),
        design.study,
        " · ".join(part for part in (scope_name(findings), design.client, wave_name(context)) if part),
        tuple((term, value) for term, value in facts if value),
        f"{confidentiality(context)}. {words.say('cover.notice')}",
    )


def scope_name(findings: Findings) -> str:
    """The location or region that the findings are about; empty for the whole study."""
    place = findings.design.places.get(findings.scope)
    return place.name if place else findings.scope


def wave_name(context: Context) -> str:
    design = context.findings.design
    return context.words.label(design.wave_label, design.wave)


def confidentiality(context: Context) -> str:
    return context.meta.confidentiality or context.words.say("run.confidential")


def field_dates(context: Context) -> str:
    first, last = context.findings.first_on, context.findings.last_on
    if first is None or last is None:
        return ""
    numerals = context.words.numerals
    if first == last:
        return numerals.date(first)
    return context.words.say("cover.dates", first=numerals.date(first), last=numerals.date(last))


def contents(context: Context) -> Iterator[Block]:
    yield PageBreak()
    words = context.words
    yield TableOfContents(words.say("contents.title"))
    yield Callout(words.say("contents.reading"), words.say("contents.reading_text"))


def answer(context: Context) -> Iterator[Block]:
    """The page for the board: one number, what it means, three times three lines."""
    words = context.words
    yield PageBreak()
    yield Heading(words.say("answer.title"), 1, "answer")
    yield total(context)
    yield Cards((strengths(context), weak(context), measures(context)))


def total(context: Context) -> KeyFigure:
    findings, words = context.findings, context.words
    figure, label = findings.total, words.say("answer.label")
    if figure.value is None:
        details = [words.say("answer.hidden_detail", n=figure.n), _provisional(context)]
        return KeyFigure(
            words.say("answer.hidden"), label, details=_said(details), chart=context.charts["total"]
        )
    n = words.say("chart.n", n=words.numerals.number(figure.n))
    change = _change(context, findings.change)
    details = [_provisional(context), _interval(context), _target(context), change]
    return KeyFigure(
        words.numerals.percent(figure.value, 1),
        label,
        words.label(findings.design.grade_labels.get(findings.grade, {}), findings.grade),
        f"{interval(figure, words, 1)} {NBSP}·{NBSP} {n}",
        _said(details),
        context.charts["total"],
    )


def _said(details: list[str]) -> tuple[str, ...]:
    return tuple(detail for detail in details if detail)


def _provisional(context: Context) -> str:
    """While promises run, their items do not count, and the total may still move."""
    running = context.meta.running_promises
    return context.words.count("provisional", running) if running else ""


def _interval(context: Context) -> str:
    figure, numerals = context.findings.total, context.words.numerals
    if figure.low is None or figure.high is None:
        return ""
    return context.words.say(
        "answer.interval",
        low=numerals.percent(figure.low, 1),
        high=numerals.percent(figure.high, 1),
        n=numerals.number(figure.n),
    )


def _target(context: Context) -> str:
    figure, target = context.findings.total, context.findings.design.target
    if target is None or figure.low is None or figure.high is None:
        return ""
    verdict = "met" if figure.low >= target else "missed" if figure.high < target else "open"
    return context.words.say(f"answer.target_{verdict}", target=context.words.numerals.percent(target))


def _change(context: Context, change: Change | None) -> str:
    words = context.words
    if change is None:
        return words.say("answer.first_wave")
    if change.difference is None or change.low is None or change.high is None:
        return words.say("answer.too_few_change")
    return words.say(
        f"answer.{change.verdict}",
        difference=words.numerals.signed(change.difference, 1),
        interval=words.numerals.signed_span(change.low, change.high, 1),
    )


def strengths(context: Context) -> Card:
    words = context.words
    entries = tuple(
        (
            words.label(row.label, row.key),
            words.say(
                "answer.strength_detail",
                value=words.numerals.percent(row.figure.value),
                interval=interval(row.figure, words),
                n=words.numerals.number(row.figure.n),
            ),
        )
        for row in context.findings.strengths[: context.limit("headlines")]
        if row.figure.value is not None
    )
    return Card(words.say("answer.strengths"), entries, "accent", words.say("answer.no_strength"))


def weak(context: Context) -> Card:
    words, numerals = context.words, context.words.numerals
    entries = tuple(
        (
            words.label(spot.label, spot.key),
            words.say(
                "answer.weak_detail",
                value=numerals.percent(spot.figure.value),
                target=numerals.percent(spot.target),
                reached=spot.reached,
                locations=spot.locations,
            ),
        )
        for spot in _shown(context.findings)[: context.limit("headlines")]
        if spot.figure.value is not None
    )
    return Card(words.say("answer.weak"), entries, "warm", words.say("answer.no_weak"))


def _shown(findings: Findings) -> list[WeakSpot]:
    return [spot for spot in findings.weak_spots if spot.figure.value is not None]


def measure(spot: WeakSpot, context: Context, about: str = "") -> tuple[str, str]:
    """What to discuss about a weak spot: where to start, and why there. `about` stands for its name."""
    words = context.words
    scope = spot.scope if words.has(f"measure.{spot.scope}") else "local"
    touchpoints = context.findings.design.touchpoint_labels
    place = words.label(touchpoints.get(spot.touchpoint, {}), spot.touchpoint)
    act = words.say(f"measure.{scope}")
    title = words.say("measure.title", place=place, act=act) if place else act[:1].upper() + act[1:]
    label = words.label(spot.label, spot.key)
    return title, words.say(f"measure.{scope}_detail", about=about or label)


def measures(context: Context) -> Card:
    spots = _shown(context.findings)[: context.limit("headlines")]
    words = context.words
    entries = tuple(measure(spot, context, words.say("measure.about", rank=spot.rank)) for spot in spots)
    return Card(words.say("answer.measures"), entries, "ink", words.say("answer.no_measure"))
