"""Inspecting what was handed in: gathers what was agreed and what is usual, and keeps the flags."""

from __future__ import annotations

from statistics import median

from sqlalchemy import select

from mystery import quality
from mystery.services import cases, interviews
from mystery.services.forms import form_by_fingerprint, scenario_of, scheme_of_version
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    Flag,
    FlagSeverity,
    Interview,
    InterviewMedia,
    Submission,
)

FEWEST_FOR_MEDIAN = 5
"""Below this number of submissions nothing is usual yet."""


def inspect(submission: Submission) -> list[Flag]:
    """Keeps a flag for everything odd about a submission. Inspecting it again adds nothing."""
    handed_in = interviews.submission_of(submission)
    found = quality.inspect(handed_in, context_of(submission, handed_in.media))
    with transaction() as session:
        query = select(Flag.code, Flag.path).where(Flag.submission_id == submission.id)
        known = {(code, path) for code, path in session.execute(query)}
        rows = [
            Flag(
                submission=submission,
                code=each.code,
                path=each.path,
                severity=FlagSeverity(each.severity),
                details=dict(each.params),
            )
            for each in found
            if (each.code, each.path) not in known
        ]
        session.add_all(rows)
        return rows


def context_of(submission: Submission, files: tuple[str, ...]) -> quality.Context:
    """What was agreed for this submission, and what is usual in its wave."""
    assignment = submission.interview.assignment
    place = assignment.location
    return quality.Context(
        form=form_by_fingerprint(submission.interview.form_fingerprint),
        starts_at=assignment.window_from,
        ends_at=assignment.window_to,
        latitude=place.latitude,
        longitude=place.longitude,
        timers=scenario_of(assignment.scenario).timers,
        median_seconds=_usual_seconds(submission),
        known_media=_handed_in_elsewhere(submission, files),
        rules=scheme_of_version(assignment.scenario.scheme_version).rules,
        measured=cases.measured_in(assignment),
    )


def _usual_seconds(submission: Submission) -> float | None:
    """The median duration of the other submissions of the same scenario in the wave."""
    assignment = submission.interview.assignment
    query = (
        select(Submission.duration_seconds)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(
            Assignment.wave_id == assignment.wave_id,
            Assignment.scenario_id == assignment.scenario_id,
            Submission.interview_id != submission.interview_id,
            Submission.duration_seconds > 0,
            Interview.set_aside_at.is_(None),
        )
    )
    seconds = list(reading().scalars(query))
    return median(seconds) if len(seconds) >= FEWEST_FOR_MEDIAN else None


def _handed_in_elsewhere(submission: Submission, files: tuple[str, ...]) -> frozenset[str]:
    query = select(InterviewMedia.media_sha256).where(
        InterviewMedia.media_sha256.in_(files), InterviewMedia.interview_id != submission.interview_id
    )
    return frozenset(reading().scalars(query)) if files else frozenset()
