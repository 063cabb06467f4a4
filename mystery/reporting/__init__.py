"""From findings to what a client reads.

What enters: `Findings` (or one score sheet), a language, and what the report says about itself. What
leaves: a `Document` (a tree of blocks without layout), PDF bytes, and chart values that the web draws as
SVG. The PDF and the dashboard take their charts from the same function, so they cannot disagree.
"""

from __future__ import annotations

from datetime import UTC, datetime

from mystery.reporting.answers import answer_line
from mystery.reporting.calls import (
    CodeCount,
    Cover,
    Marked,
    Marks,
    OutcomeFacts,
    ReachFacts,
    compose_calls,
    reach_charts,
    reach_sentences,
)
from mystery.reporting.chart_table import chart_table
from mystery.reporting.document import Document, Heading, Paragraph, ReportMeta
from mystery.reporting.figures import findings_charts
from mystery.reporting.numerals import Numerals
from mystery.reporting.pdf import render
from mystery.reporting.screen import ScreenChart, on_screen
from mystery.reporting.study import Answer, answer_of, compose_study, measure_of
from mystery.reporting.visit import VisitFacts, compose_visit
from mystery.reporting.wording import wording
from mystery.scoring import ScoreSheet
from mystery.weakspots import Findings

__all__ = [
    "Answer",
    "CodeCount",
    "Cover",
    "Document",
    "Marked",
    "Marks",
    "Numerals",
    "OutcomeFacts",
    "ReachFacts",
    "ReportMeta",
    "ScreenChart",
    "VisitFacts",
    "answer_line",
    "answer_of",
    "calls_pdf",
    "chart_table",
    "compose_calls",
    "compose_study",
    "compose_visit",
    "findings_charts",
    "measure_of",
    "on_screen",
    "reach_charts",
    "reach_sentences",
    "render",
    "study_pdf",
    "visit_pdf",
    "warm_up",
    "wording",
]


def study_pdf(findings: Findings, language: str, meta: ReportMeta, report: str = "study") -> bytes:
    """The study, region or location report as PDF. The same arguments give the same bytes."""
    return render(compose_study(findings, language, meta, report))


def visit_pdf(sheet: ScoreSheet, facts: VisitFacts, language: str, meta: ReportMeta) -> bytes:
    """The report on one test as PDF: why it got this score."""
    return render(compose_visit(sheet, facts, language, meta))


def calls_pdf(facts: ReachFacts | OutcomeFacts, language: str, meta: ReportMeta) -> bytes:
    """The report on the calls of a wave as PDF: reachability of hotlines, or outcome of a sample."""
    return render(compose_calls(facts, language, meta))


def warm_up() -> None:
    """Loads what every report needs, fonts above all, before somebody waits for one."""
    blocks = (Heading("Mystery", anchor="first"), Paragraph("Ä", lead="Ö"), Paragraph("Ü", role="small"))
    render(Document("Mystery", "en", "", datetime(2000, 1, 1, tzinfo=UTC), blocks))
