"""The ranking of locations; a place without a figure keeps its line, with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from math import ceil

from mystery.reporting.charts import Ranking
from mystery.reporting.document import Block, ChartBlock, Heading, PageBreak, Paragraph
from mystery.reporting.study.context import Context


def ranking(context: Context) -> Iterator[Block]:
    words, chart = context.words, context.charts.get("ranking")
    if not isinstance(chart, Ranking):
        return
    yield PageBreak()
    yield Heading(words.say("ranking.title"), 1, "ranking")
    yield Paragraph(words.say("ranking.lead"), "lead")
    number = len(chart.entries)
    pages = ceil(number / context.limit("ranking_rows"))
    rows = ceil(number / pages)
    for start in range(0, number, rows):
        stop = min(start + rows, number)
        if start:
            yield PageBreak()
        caption = words.say("ranking.continued", first=start + 1, last=stop, number=number)
        yield ChartBlock(chart.part(start, stop), caption if pages > 1 else "")


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
