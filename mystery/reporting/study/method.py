"""How the figures came about, what they cannot say, and every item in the annex."""

from __future__ import annotations

from collections.abc import Iterator

from mystery.reporting.document import Block, Cell, Column, Facts, Heading, PageBreak, Paragraph, Table
from mystery.reporting.study.context import Context, change_cell, interval_cell, value_cell
from mystery.reporting.study.front import field_dates
from mystery.weakspots import Row


def method(context: Context) -> Iterator[Block]:
    words, design = context.words, context.findings.design
    yield PageBreak(room=0.55)
    yield Heading(words.say("method.title"), 1, "method")
    yield Heading(words.say("method.facts"), 2)
    yield Facts(tuple((term, value) for term, value in _facts(context) if value))
    if context.findings.methods:
        yield Heading(words.say("method.sample"), 2)
        yield _sample(context)
    yield Heading(words.say("method.reading"), 2)
    limits = {"tests": design.minimum_tests, "staff": design.minimum_headcount}
    for part in ("scoring", "intervals", "minimum", "limits"):
        yield Paragraph(words.say(f"method.{part}_text", **limits), lead=words.say(f"method.{part}_lead"))
    for note in (*context.meta.notes, *context.findings.notes):
        yield Paragraph(words.say(f"note.{note}") if words.has(f"note.{note}") else note)


def _facts(context: Context) -> Iterator[tuple[str, str]]:
    words, findings, meta = context.words, context.findings, context.meta
    design, numerals = findings.design, words.numerals
    yield words.say("method.field"), field_dates(context)
    yield words.say("method.visits"), numerals.number(findings.visits)
    yield words.say("method.locations"), numerals.number(findings.locations)
    yield words.say("method.not_scorable"), numerals.number(findings.not_scorable)
    yield (
        words.say("method.minimum"),
        words.say("method.minimum_value", tests=design.minimum_tests, staff=design.minimum_headcount),
    )
    yield words.say("method.suppressed"), numerals.number(findings.suppressed)
    yield words.say("method.questionnaire"), meta.questionnaire
    yield words.say("method.scheme"), meta.scheme
    yield words.say("method.generated"), numerals.moment(meta.generated_at)


def _sample(context: Context) -> Table:
    words, planned = context.words, context.findings.planned
    columns = (
        Column(words.say("method.plan_method"), 3),
        Column(words.say("method.plan_planned"), 1, "end"),
        Column(words.say("method.plan_done"), 1, "end"),
        Column(words.say("method.plan_share"), 1, "end"),
    )
    rows = tuple(_sample_row(row, planned.get(row.key), context) for row in context.findings.methods)
    return Table(columns, rows)


def _sample_row(row: Row, planned: int | None, context: Context) -> tuple[Cell, ...]:
    words, numerals = context.words, context.words.numerals
    return (
        Cell(words.label(row.label, row.key)),
        Cell(numerals.number(planned) if planned else "–"),
        Cell(numerals.number(row.figure.n)),
        Cell(numerals.percent(100 * row.figure.n / planned) if planned else "–"),
    )


def items(context: Context) -> Iterator[Block]:
    """Every item, grouped by touchpoint."""
    findings, words = context.findings, context.words
    if not findings.items:
        return
    yield PageBreak(room=0.4)
    yield Heading(words.say("items.title"), 1, "items")
    yield Paragraph(words.say("items.lead"))
    names = ("label", "n", "value", "interval", "target", "change", "not_applicable")
    weights = (4.4, 0.8, 1, 1, 0.8, 1.25, 1.1)
    columns = tuple(
        Column(words.say(f"items.{name}"), weight, "start" if name == "label" else "end")
        for name, weight in zip(names, weights, strict=True)
    )
    yield Table(columns, tuple(_item_rows(context)))


def _item_rows(context: Context) -> Iterator[tuple[Cell, ...]]:
    design, words = context.findings.design, context.words
    groups: dict[str, list[Row]] = {}
    for row in context.findings.items:
        measure = design.measures.get(row.key)
        groups.setdefault(measure.touchpoint if measure else "", []).append(row)
    for touchpoint, rows in groups.items():
        if touchpoint:
            label = words.label(design.touchpoint_labels.get(touchpoint, {}), touchpoint)
            yield (Cell(label, "accent", bold=True),)
        for row in rows:
            yield _item_row(row, context)


def _item_row(row: Row, context: Context) -> tuple[Cell, ...]:
    words, numerals = context.words, context.words.numerals
    rate = row.not_applicable_rate
    return (
        Cell(words.label(row.label, row.key)),
        Cell(numerals.number(row.figure.n)),
        value_cell(row.figure, words),
        interval_cell(row.figure, words),
        Cell("–" if row.target is None else numerals.percent(row.target)),
        change_cell(row.change, words),
        Cell("–" if rate is None else numerals.percent(100 * rate), "muted"),
    )
