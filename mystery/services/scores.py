"""Scores: made when a submission is approved, kept with their trace, read as columns for analysis."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from mystery import interview as engine
from mystery.questionnaire import Form, tag
from mystery.scoring import Scheme, Scorer, ScoreSheet, TraceLine, scorer
from mystery.services import interviews
from mystery.services.forms import form_by_fingerprint, scheme_of_version
from mystery.services.transaction import reading, transaction
from mystery.store import models

_ITEM_RULES = frozenset({"value", "steps", "scale", "as_is", "blank", "not_applicable", "open"})


def score_of(submission: models.Submission) -> ScoreSheet:
    """The score of a submission under its scenario's scheme, computed afresh; nothing is stored."""
    return _scorer_for(submission)(interviews.submission_of(submission))


def keep_score(submission: models.Submission) -> models.ScoreSheet:
    """The stored score of an approved submission, with one line per item; the same scheme scores once."""
    version = submission.interview.assignment.scenario.scheme_version
    with transaction() as session:
        known = session.scalar(
            select(models.ScoreSheet).where(
                models.ScoreSheet.submission_id == submission.id,
                models.ScoreSheet.scheme_version_id == version.id,
            )
        )
        if known is not None:
            return known
        handed_in = interviews.submission_of(submission)
        sheet = _scorer_for(submission)(handed_in)
        row = models.ScoreSheet(
            submission=submission,
            scheme_version=version,
            total=_float(sheet.total),
            grade=sheet.grade,
            coverage=float(sheet.coverage),
            sections=[_section(each) for each in sheet.sections],
            trace=[_line(each) for each in sheet.trace],
        )
        session.add(row)
        session.flush()
        form = form_by_fingerprint(submission.interview.form_fingerprint)
        scheme = scheme_of_version(version)
        session.add_all(_score_lines(row, sheet, form, scheme, handed_in))
        return row


def _scorer_for(submission: models.Submission) -> Scorer:
    version = submission.interview.assignment.scenario.scheme_version
    return _scorer(submission.interview.form_fingerprint, version.sha256, version.id)


@lru_cache(maxsize=64)
def _scorer(fingerprint: str, sha256: str, version_id: int) -> Scorer:
    """Keyed by content: conditions are compiled once for a form and a scheme."""
    version = reading().get_one(models.SchemeVersion, version_id)
    return scorer(form_by_fingerprint(fingerprint), scheme_of_version(version))


def _score_lines(
    row: models.ScoreSheet, sheet: ScoreSheet, form: Form, scheme: Scheme, handed_in: engine.Submission
) -> list[models.ScoreLine]:
    """One line per scored item, and one per outcome item: what analysis reads."""
    lines = {
        each.item: models.ScoreLine(
            score_sheet_id=row.id,
            item=each.item,
            section=each.section,
            touchpoint=tag(form, each.item, "touchpoint"),
            code=_code(handed_in.answers.get(each.item)),
            number=_number(handed_in.answers.get(each.item)),
            share=_float(each.share),
            weight=float(each.weight or 0),
            points=_float(each.points),
        )
        for each in sheet.trace
        if each.item and each.rule in _ITEM_RULES and each.item in form.items
    }
    for outcome in scheme.outcomes:
        number = _number(handed_in.answers.get(outcome))
        if outcome not in lines and number is not None:
            lines[outcome] = models.ScoreLine(score_sheet_id=row.id, item=outcome, number=number, weight=0.0)
    return list(lines.values())


def _section(each: Any) -> dict[str, object]:
    return {
        "section": each.section,
        "score": _float(each.score),
        "weight": float(each.weight),
        "coverage": float(each.coverage),
        "target": _float(each.target),
    }


def _line(each: TraceLine) -> dict[str, object]:
    """A trace line as JSON; decimals stay text so that nothing is rounded by storing."""
    decimals = {
        name: None if getattr(each, name) is None else str(getattr(each, name))
        for name in ("share", "weight", "points", "possible", "lost")
    }
    return {
        "rule": each.rule,
        "item": each.item,
        "section": each.section,
        "raw": each.raw,
        "reason": dict(each.reason),
        **decimals,
    }


def _float(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _code(answer: object) -> str:
    if isinstance(answer, Mapping):
        return str(engine.ending_of(answer).get("ended", ""))
    return answer[:200] if isinstance(answer, str) else ""


def _number(answer: object) -> float | None:
    if isinstance(answer, Mapping):
        answer = answer.get("seconds", answer.get("hours"))
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        return None
    return float(answer)
