"""The study report: findings in, document out.

`reports/study/report.toml` says which pages there are and in which order; `texts.<language>.toml` holds every
sentence. A page without data leaves itself out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from mystery.reporting.document import Block, Card, Document, KeyFigure, ReportMeta
from mystery.reporting.figures import findings_charts
from mystery.reporting.study import front, method, places, scores, weak
from mystery.reporting.study.context import Context
from mystery.reporting.wording import settings, wording
from mystery.weakspots import Findings, WeakSpot

_NO_META = ReportMeta("", "", datetime.min.replace(tzinfo=UTC))
"""A screen has no cover and no footer that would say where it comes from."""

_PAGES: Mapping[str, Callable[[Context], Iterator[Block]]] = {
    "cover": front.cover,
    "answer": front.answer,
    "contents": front.contents,
    "scorecard": scores.scorecard,
    "heat_map": scores.heat_map,
    "weak_spots": weak.weak_spots,
    "importance": weak.importance,
    "ranking": places.ranking,
    "trend": scores.trend,
    "processes": scores.processes,
    "method": method.method,
    "items": method.items,
    "place": places.place,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The page for the board as blocks. The cards' entries follow the order of the findings:
    `strengths` of `strengths`, `weak` and `measures` of the `weak_spots` that have a figure."""

    total: KeyFigure
    strengths: Card
    weak: Card
    measures: Card


def answer_of(findings: Findings, language: str, report: str = "study") -> Answer:
    """What the report says on its first page, for a screen to say the same."""
    words = wording(report, language)
    charts = findings_charts(findings, language, report)
    context = Context(findings, _NO_META, words, charts, settings(report))
    strengths, weak_card = front.strengths(context), front.weak(context)
    if report == "location":
        strengths, weak_card = places.keep(context), places.mend(context)
    return Answer(front.total(context), strengths, weak_card, front.measures(context))


def measure_of(spot: WeakSpot, findings: Findings, language: str) -> tuple[str, str]:
    """Where to start with a weak spot, and why there."""
    words = wording("study", language)
    context = Context(findings, _NO_META, words, {}, settings("study"))
    return front.measure(spot, context, words.say("measure.about", rank=spot.rank))


def compose_study(findings: Findings, language: str, meta: ReportMeta, report: str = "study") -> Document:
    """The report as a tree of blocks, in `language` (de or en).

    `report` is a folder of `reports/`: study (everything), region (the same for a part of the tree) or
    location (one page for the wall).
    """
    words = wording(report, language)
    charts = findings_charts(findings, language, report)
    context = Context(findings, meta, words, charts, settings(report))
    pages = cast("list[str]", context.settings["pages"])
    blocks = tuple(block for page in pages for block in _PAGES[page](context))
    design, wave, scope = findings.design, front.wave_name(context), front.scope_name(findings)
    return Document(
        title=" – ".join(part for part in (scope, design.study, wave) if part),
        language=words.language,
        author=meta.agency or "Mystery",
        generated_at=meta.generated_at,
        blocks=blocks,
        header_left=words.say("run.header", client=design.client, study=design.study, wave=wave),
        header_right=front.confidentiality(context),
        footer=words.say(
            "run.footer",
            agency=meta.agency or design.client,
            version=meta.version,
            fingerprint=meta.fingerprint[:16],
        ),
        page_label=words.texts["run.page"],
        accent=meta.accent,
    )
