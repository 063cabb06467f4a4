"""The records of a wave as columns: one question, whatever their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from mystery.store.models import (
    Assignment,
    Interview,
    OrgUnit,
    QuestionnaireVersion,
    Scenario,
    SchemeVersion,
    ScoreSheet,
    Submission,
    TesterProfile,
)

_AT_ONCE = 200
"""Rows that are fetched together: the submissions among them are the large part."""

_newest = (
    select(Submission.interview_id, func.max(Submission.version).label("version"))
    .group_by(Submission.interview_id)
    .subquery()
)
_sheets = (
    select(ScoreSheet.submission_id, func.max(ScoreSheet.id).label("id"))
    .group_by(ScoreSheet.submission_id)
    .subquery()
)


def _handed_in(wave_id: int, allowed: ColumnElement[bool], *columns: Any) -> Any:
    """The newest revision of every interview of a wave that counts for something."""
    return (
        select(*columns)
        .select_from(Submission)
        .join(
            _newest,
            (_newest.c.interview_id == Submission.interview_id) & (_newest.c.version == Submission.version),
        )
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .join(QuestionnaireVersion, QuestionnaireVersion.fingerprint == Interview.form_fingerprint)
        .where(Assignment.wave_id == wave_id, Interview.set_aside_at.is_(None), allowed)
    )


def forms(session: Session, wave_id: int, allowed: ColumnElement[bool]) -> list[Any]:
    """name, version, fingerprint, count of the questionnaires of the records, the oldest first."""
    columns = (
        QuestionnaireVersion.name,
        QuestionnaireVersion.version,
        QuestionnaireVersion.fingerprint,
        func.count().label("count"),
    )
    query = _handed_in(wave_id, allowed, *columns).group_by(QuestionnaireVersion.id, *columns[:3])
    return list(session.execute(query.order_by(QuestionnaireVersion.name, QuestionnaireVersion.id)))


def schemes(session: Session, wave_id: int) -> Sequence[SchemeVersion]:
    """The schemes that a wave's submissions were scored with, the oldest first."""
    scored = (
        select(ScoreSheet.scheme_version_id)
        .join(Submission, ScoreSheet.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(Assignment.wave_id == wave_id)
    )
    query = select(SchemeVersion).where(SchemeVersion.id.in_(scored)).order_by(SchemeVersion.id)
    return session.scalars(query).all()


def records(
    session: Session, wave_id: int, questionnaire: str, allowed: ColumnElement[bool]
) -> Iterator[Any]:
    """Every record with its submission, place, tester's pseudonym and newest score, in order of time."""
    region = OrgUnit.__table__.alias("region")
    query = (
        _handed_in(
            wave_id,
            allowed,
            Submission.canonical,
            Submission.version.label("revision"),
            Submission.started_at,
            Submission.finished_at,
            Submission.duration_seconds,
            Interview.public_id.label("interview"),
            Interview.form_fingerprint,
            Interview.mode,
            Interview.language,
            Assignment.state,
            Scenario.code.label("scenario"),
            OrgUnit.code.label("place"),
            OrgUnit.time_zone,
            region.c.code.label("region"),
            TesterProfile.pseudonym,
            QuestionnaireVersion.version,
            ScoreSheet.total,
            ScoreSheet.grade,
            ScoreSheet.coverage,
            ScoreSheet.sections,
            SchemeVersion.name.label("scheme"),
            SchemeVersion.version.label("scheme_version"),
        )
        .join(Scenario, Assignment.scenario_id == Scenario.id)
        .join(OrgUnit, Assignment.location_id == OrgUnit.id)
        .join(region, OrgUnit.parent_id == region.c.id, isouter=True)
        .join(TesterProfile, TesterProfile.user_id == Interview.user_id, isouter=True)
        .join(_sheets, _sheets.c.submission_id == Submission.id, isouter=True)
        .join(ScoreSheet, ScoreSheet.id == _sheets.c.id, isouter=True)
        .join(SchemeVersion, ScoreSheet.scheme_version_id == SchemeVersion.id, isouter=True)
        .where(QuestionnaireVersion.name == questionnaire)
        .order_by(Submission.finished_at, Submission.id)
    )
    yield from session.execute(query.execution_options(yield_per=_AT_ONCE))
