"""One location on one page, and the ranking of all, where a place without a figure keeps its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mystery.reporting.charts import Ranking
from mystery.reporting.document import Block, Card, Cards, ChartBlock, Heading, PageBreak, Paragraph
from mystery.reporting.study import front
from mystery.reporting.study.context import Context, chart_blocks, parts


def ranking(context: Context) -> Iterator[Block]:
    words, chart = context.words, context.charts.get("ranking")
    if not isinstance(chart, Ranking):
        return
    yield PageBreak()
    yield Heading(words.say("ranking.title"), 1, "ranking")
    yield Paragraph(words.say("ranking.lead"), "lead")
    number = len(chart.entries)
    pages = list(parts(number, context.limit("ranking_rows")))
    for page in pages:
        if page.start:
            yield PageBreak()
        caption = words.say("ranking.continued", first=page.start + 1, last=page.stop, number=number)
        yield ChartBlock(chart.part(page.start, page.stop), caption if len(pages) > 1 else "")


def place(context: Context) -> Iterator[Block]:
    """One location on one page: the score, what to keep up, what to mend."""
    words, findings = context.words, context.findings
    yield Heading(front.scope_name(findings) or findings.design.study, 1, "place")
    yield Paragraph(f"{findings.design.study} · {front.wave_name(context)}", "lead")
    # The bars below draw the interval; without the gauge all of it fits on one page.
    yield replace(front.total(context), chart=None)
    if any(row.figure.value is not None for row in findings.items):
        yield Cards((keep(context), mend(context)))
    yield from _details(context)
    yield Paragraph(words.say("place.notice"), "small")


def _details(context: Context) -> Iterator[Block]:
    """The sections where there are figures for any; else the waves, which a few tests can tell apart."""
    words = context.words
    if "sections" in context.charts:
        yield from chart_blocks(context.charts["sections"])
        return
    yield Paragraph(words.say("place.few", minimum=context.findings.design.minimum_tests))
    if "trend" in context.charts:
        yield ChartBlock(context.charts["trend"], words.say("trend.title"))


def keep(context: Context) -> Card:
    """The strengths, as said to those who work there."""
    words = context.words
    return replace(front.strengths(context), title=words.say("place.keep"), empty=words.say("place.no_keep"))


def mend(context: Context) -> Card:
    """The weak spots, as said to those who work there."""
    words = context.words
    return replace(front.weak(context), title=words.say("place.mend"), empty=words.say("place.no_mend"))


def shared_beginning(names: Sequence[str]) -> str:
    """The words that most names begin with ("Autohaus Nordstern "), so that a narrow column can drop them."""
    for words in (3, 2, 1):
        beginnings = Counter(
            " ".join(parts[:words]) + " " for parts in (name.split() for name in names) if len(parts) > words
        )
        for beginning, count in beginnings.most_common(1):
            if count > 1 and count >= 0.7 * len(names):
                return beginning
    return ""
