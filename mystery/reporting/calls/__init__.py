"""The report on calls: reachability of hotlines, or the outcome of a survey's sample.

`reports/calls/report.toml` says which pages there are and in which order; the two kinds are never mixed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from mystery.reporting import document
from mystery.reporting.calls import outcomes, reach
from mystery.reporting.calls.charts import figure_of, reach_charts, span
from mystery.reporting.calls.facts import CodeCount, Cover, Marked, Marks, OutcomeFacts, ReachFacts
from mystery.reporting.calls.sentences import reach_sentences
from mystery.reporting.document import Block, Document, ReportMeta
from mystery.reporting.wording import Wording, settings, wording

__all__ = [
    "CodeCount",
    "Cover",
    "Marked",
    "Marks",
    "OutcomeFacts",
    "ReachFacts",
    "compose_calls",
    "figure_of",
    "reach_charts",
    "reach_sentences",
    "span",
]


def compose_calls(facts: ReachFacts | OutcomeFacts, language: str, meta: ReportMeta) -> Document:
    """The report as a tree of blocks, in `language` (de or en)."""
    words = wording("calls", language)
    if isinstance(facts, ReachFacts):
        given = reach.Reach(facts, words, reach_charts(facts, language))
        blocks = [block for page in _pages("reach_pages") for block in reach.PAGES[page](given)]
    else:
        known = outcomes.Outcomes(facts, words)
        blocks = [block for page in _pages("outcome_pages") for block in outcomes.PAGES[page](known)]
    cover = facts.cover
    kind = words.say("cover.reach" if isinstance(facts, ReachFacts) else "cover.outcomes")
    return _document(cover, kind, blocks, words, meta)


def _pages(name: str) -> list[str]:
    return cast("list[str]", settings("calls")[name])


def _document(cover: Cover, kind: str, blocks: Iterable[Block], words: Wording, meta: ReportMeta) -> Document:
    wave = words.label(cover.wave)
    return Document(
        title=f"{cover.study} – {kind}",
        language=words.language,
        author=meta.agency or "Mystery",
        generated_at=meta.generated_at,
        blocks=(_cover(cover, kind, words, meta), *blocks),
        header_left=words.say("run.header", client=cover.client, study=cover.study, wave=wave),
        header_right=meta.confidentiality or words.say("run.confidential"),
        footer=words.say(
            "run.footer",
            agency=meta.agency or cover.client,
            version=meta.version,
            fingerprint=meta.fingerprint[:16],
        ),
        page_label=words.texts["run.page"],
        accent=meta.accent,
    )


def _cover(cover: Cover, kind: str, words: Wording, meta: ReportMeta) -> document.Cover:
    numerals = words.numerals
    dates = {"first": numerals.date(cover.first_on), "last": numerals.date(cover.last_on)}
    facts = (
        (words.say("cover.client"), cover.client),
        (words.say("cover.wave"), words.label(cover.wave)),
        (words.say("cover.field"), words.say("cover.dates", **dates)),
        (words.say("cover.agency"), meta.agency),
        (words.say("cover.version"), meta.version),
        (words.say("cover.fingerprint"), meta.fingerprint),
    )
    confidential = meta.confidentiality or words.say("run.confidential")
    return document.Cover(
        kind,
        cover.study,
        f"{cover.client} · {words.label(cover.wave)}",
        tuple((term, value) for term, value in facts if value),
        f"{confidential}. {words.say('cover.notice')}",
    )
