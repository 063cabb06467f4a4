"""Approved, scored visits as columns: what analysis reads, in two questions whatever their number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mystery.store.models import (
    Assignment,
    AssignmentState,
    Interview,
    OrgUnit,
    Promise,
    PromiseState,
    SchemeVersion,
    ScoreLine,
    ScoreSheet,
    Submission,
    Wave,
)

_COUNTED = (AssignmentState.APPROVED, AssignmentState.RELEASED)


_promise_runs = (
    select(Promise.id)
    .where(Promise.interview_id == Interview.id, Promise.state == PromiseState.OPEN)
    .correlate(Interview)
    .exists()
)


def _newest_sheets(wave_ids: Sequence[int]) -> Any:
    """The newest score of each counted interview of these waves."""
    return (
        select(func.max(ScoreSheet.id).label("id"))
        .join(Submission, ScoreSheet.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(Assignment.wave_id.in_(wave_ids), Assignment.state.in_(_COUNTED))
        .where(Interview.set_aside_at.is_(None))
        .group_by(Interview.id)
        .subquery()
    )


def sheets(session: Session, wave_ids: Sequence[int]) -> Sequence[Any]:
    """id, sheet, submission, wave, location, time_zone, scenario_id, finished_at, total, grade, sections, and

    is_provisional: a promise of the visit is still open.
    """
    newest = _newest_sheets(wave_ids)
    query = (
        select(
            ScoreSheet.id,
            ScoreSheet.public_id.label("sheet"),
            Submission.public_id.label("submission"),
            Wave.code.label("wave"),
            OrgUnit.public_id.label("location"),
            OrgUnit.time_zone,
            Assignment.scenario_id,
            Submission.finished_at,
            ScoreSheet.total,
            ScoreSheet.grade,
            ScoreSheet.sections,
            _promise_runs.label("is_provisional"),
        )
        .join(newest, ScoreSheet.id == newest.c.id)
        .join(Submission, ScoreSheet.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .join(Wave, Assignment.wave_id == Wave.id)
        .join(OrgUnit, Assignment.location_id == OrgUnit.id)
        .order_by(Submission.finished_at, ScoreSheet.id)
    )
    return session.execute(query).all()


def lines(session: Session, wave_ids: Sequence[int]) -> Iterator[Any]:
    """sheet id, item, share, code, number, weight of every line of these waves' newest scores."""
    newest = _newest_sheets(wave_ids)
    query = select(
        ScoreLine.score_sheet_id,
        ScoreLine.item,
        ScoreLine.share,
        ScoreLine.code,
        ScoreLine.number,
        ScoreLine.weight,
    ).join(newest, ScoreLine.score_sheet_id == newest.c.id)
    yield from session.execute(query, execution_options={"yield_per": 500})


def version(session: Session, wave_ids: Sequence[int]) -> tuple[int, int, int]:
    """Changes whenever the visits of these waves do: (scores, newest score, promises that still run)."""
    newest = _newest_sheets(wave_ids)
    running = (
        select(func.count(Promise.id))
        .join(Interview, Promise.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(Assignment.wave_id.in_(wave_ids), Promise.state == PromiseState.OPEN)
        .scalar_subquery()
    )
    query = select(func.count(), func.max(newest.c.id), running).select_from(newest)
    count, last, open_ones = session.execute(query).one()
    return int(count), int(last or 0), int(open_ones)


def seal(session: Session, wave_ids: Sequence[int]) -> Sequence[Any]:
    """sha256 of the submission, sha256 of the scheme, created_at of each newest score, in a stable order."""
    newest = _newest_sheets(wave_ids)
    query = (
        select(Submission.sha256, SchemeVersion.sha256.label("scheme"), ScoreSheet.created_at)
        .join(newest, ScoreSheet.id == newest.c.id)
        .join(Submission, ScoreSheet.submission_id == Submission.id)
        .join(SchemeVersion, ScoreSheet.scheme_version_id == SchemeVersion.id)
        .order_by(Submission.sha256)
    )
    return session.execute(query).all()
