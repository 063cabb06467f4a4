"""The study report: findings in, document out.

`reports/study/report.toml` says which pages there are and in which order; `texts.<language>.toml` holds every
sentence. A page without data leaves itself out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from mystery.reporting.document import Block, Document, ReportMeta
from mystery.reporting.figures import findings_charts
from mystery.reporting.study import front, method, places, scores, weak
from mystery.reporting.study.context import Context
from mystery.reporting.wording import settings, wording
from mystery.weakspots import Findings

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
