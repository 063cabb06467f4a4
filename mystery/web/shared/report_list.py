"""What became of handed-in tests, in words for those who did them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from mystery.interview import label, state
from mystery.services import interviews
from mystery.services.forms import form_by_fingerprint
from mystery.services.own_work import Report
from mystery.store.models.states import AssignmentState
from mystery.web.shared.i18n import format_datetime, language
from mystery.web.shared.visit_card import VisitCard, visit_card

STANDS: Mapping[AssignmentState, tuple[LazyString, str]] = {
    AssignmentState.SUBMITTED: (_l("Handed in"), "info"),
    AssignmentState.IN_REVIEW: (_l("In review"), "info"),
    AssignmentState.QUERIED: (_l("Asked back"), "caution"),
    AssignmentState.APPROVED: (_l("Approved"), "good"),
    AssignmentState.RELEASED: (_l("Approved"), "good"),
    AssignmentState.COULD_NOT_TEST: (_l("Could not be tested"), "neutral"),
    AssignmentState.CANCELLED: (_l("Not counted"), "danger"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A report with its words: `questions` are (item's label, the reviewer's question)."""

    report: Report
    card: VisitCard
    stands: str
    tone: str
    at: str
    questions: tuple[tuple[str, str], ...]
    reason: str


def report_lines(found: Iterable[Report], reasons: Mapping[str, LazyString]) -> list[Line]:
    return [_line(each, reasons) for each in found]


def _line(report: Report, reasons: Mapping[str, LazyString]) -> Line:
    words, tone = STANDS[report.state]
    zone = report.assignment.location.time_zone
    return Line(
        report=report,
        card=visit_card(report.assignment),
        stands=str(words),
        tone=tone,
        at=format_datetime(report.at, zone) if report.at else "",
        questions=_questions(report),
        reason=_reason(report, reasons),
    )


def _questions(report: Report) -> tuple[tuple[str, str], ...]:
    """Each question beside the item's label as the tester saw it."""
    if not report.questions:
        return ()
    interview = report.questions[0].submission.interview
    form = form_by_fingerprint(interview.form_fingerprint)
    seen = state(form, interviews.journal(interview))
    return tuple(
        (label(form, seen, each.path, language()) or each.path, each.question) for each in report.questions
    )


def _reason(report: Report, reasons: Mapping[str, LazyString]) -> str:
    if report.state is not AssignmentState.COULD_NOT_TEST:
        return report.reason
    code, _, note = report.reason.partition(": ")
    told = str(reasons.get(code, code))
    return f"{told}: {note}" if note else told
