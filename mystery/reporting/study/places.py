"""The ranking of locations; who is not shown is named, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from mystery.reporting.charts import Ranking
from mystery.reporting.document import Block, Callout, ChartBlock, Heading, PageBreak, Paragraph
from mystery.reporting.study.context import Context


def ranking(context: Context) -> Iterator[Block]:
    words, chart = context.words, context.charts.get("ranking")
    if not isinstance(chart, Ranking):
        return
    shown = [entry for entry in chart.entries if entry.figure.value is not None]
    yield PageBreak()
    yield Heading(words.say("ranking.title"), 1, "ranking")
    yield Paragraph(words.say("ranking.lead"), "lead")
    rows = context.limit("ranking_rows")
    for start in range(0, len(shown), rows):
        stop = min(start + rows, len(shown))
        if start:
            yield PageBreak()
        caption = words.say("ranking.continued", first=start + 1, last=stop, number=len(shown))
        yield ChartBlock(_only_shown(chart).part(start, stop), caption if len(shown) > rows else "")
    hidden = [entry.label for entry in chart.entries if entry.figure.value is None]
    if hidden:
        text = words.say("ranking.hidden_text", names=", ".join(hidden))
        yield Callout(words.say("ranking.hidden"), text)


def _only_shown(chart: Ranking) -> Ranking:
    return replace(chart, entries=tuple(entry for entry in chart.entries if entry.figure.value is not None))
