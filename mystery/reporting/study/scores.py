"""Scorecard, heat map, trend, processes: the values and how they moved."""

from __future__ import annotations

from collections.abc import Iterator

from mystery.reporting.document import (
    Block,
    Cell,
    ChartBlock,
    Column,
    Heading,
    PageBreak,
    Paragraph,
    Table,
)
from mystery.reporting.study.context import Context, chart_blocks, met, surely_missed, value_cell
from mystery.weakspots import Row


def scorecard(context: Context) -> Iterator[Block]:
    findings, words = context.findings, context.words
    if "sections" not in context.charts:
        return
    yield PageBreak()
    yield Heading(words.say("scorecard.title"), 1, "scorecard")
    rows = findings.sections
    lead = words.say(
        "scorecard.lead",
        number=len(rows),
        met=sum(met(row) for row in rows),
        missed=sum(surely_missed(row) for row in rows),
    )
    yield Paragraph(lead, "lead")
    yield from chart_blocks(context.charts["sections"], words.say("scorecard.chart"))
    yield Paragraph(words.say("scorecard.note"), "small")
    weights = [
        f"{words.label(row.label, row.key)} {words.numerals.number(row.weight)}" for row in rows if row.weight
    ]
    if weights:
        yield Paragraph(words.say("scorecard.weights", weights=", ".join(weights)), "small")
    if "regions" in context.charts and len(findings.regions) > 1:
        yield Heading(words.say("scorecard.regions"), 2)
        yield from chart_blocks(context.charts["regions"])


def heat_map(context: Context) -> Iterator[Block]:
    words = context.words
    if "heat_map" not in context.charts:
        return
    yield PageBreak()
    yield Heading(words.say("heat_map.title"), 1, "heat-map")
    yield Paragraph(words.say("heat_map.lead"), "lead")
    yield from chart_blocks(context.charts["heat_map"])
    if any(cell.figure.value is None for cell in context.findings.heat_map):
        minimum = context.findings.design.minimum_tests
        yield Paragraph(words.say("heat_map.suppressed", minimum=minimum), "small")


def trend(context: Context) -> Iterator[Block]:
    words = context.words
    if "trend" not in context.charts:
        return
    yield Heading(words.say("trend.title"), 1, "trend")
    yield Paragraph(words.say("trend.lead"), "lead")
    yield ChartBlock(context.charts["trend"])
    yield Heading(words.say("trend.changed"), 2)
    certain = [row for row in context.findings.sections if _is_certain(row)]
    if not certain:
        yield Paragraph(words.say("trend.none"))
        return
    yield _changes(certain, context)


def _is_certain(row: Row) -> bool:
    return row.change is not None and row.change.verdict in {"better", "worse"}


def _changes(rows: list[Row], context: Context) -> Table:
    words, numerals = context.words, context.words.numerals
    lines = []
    for row in rows:
        change = row.change
        if change is None or change.difference is None or change.low is None or change.high is None:
            continue
        gap = f"{numerals.signed(change.difference)} ({numerals.signed_span(change.low, change.high)})"
        tone = "accent" if change.verdict == "better" else "warm"
        lines.append(
            (
                Cell(words.label(row.label, row.key)),
                value_cell(change.before, words, bold=False),
                value_cell(change.after, words),
                Cell(gap),
                Cell(words.say(f"verdict.{change.verdict}"), tone, bold=True),
            )
        )
    columns = (
        Column(words.say("trend.label"), 3.2),
        Column(words.say("trend.before"), 1, "end"),
        Column(words.say("trend.after"), 1.1, "end"),
        Column(words.say("trend.difference"), 1.7, "end"),
        Column(words.say("trend.verdict"), 1.1),
    )
    return Table(columns, tuple(lines))


def processes(context: Context) -> Iterator[Block]:
    words = context.words
    names = [name for name in ("processes", "phases", "methods") if name in context.charts]
    if not names:
        return
    yield PageBreak(room=0.4)
    yield Heading(words.say("processes.title"), 1, "processes")
    yield Paragraph(words.say("processes.lead"), "lead")
    for name in names:
        yield Heading(words.say(f"processes.{name}"), 2)
        yield from chart_blocks(context.charts[name])
