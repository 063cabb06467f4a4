"""The reviewers' queue: what waits, the riskiest first, then the oldest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import aliased

from mystery.access import Actor, require
from mystery.questionnaire import Texts
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Client,
    Flag,
    FlagSeverity,
    Interview,
    OrgUnit,
    Scenario,
    Study,
    Submission,
    TesterProfile,
    Wave,
)
from mystery.store.queries.scope import visible

WAITING, ASKED_BACK, DECIDED = "waiting", "asked_back", "decided"
STAGES: Mapping[str, tuple[AssignmentState, ...]] = {
    WAITING: (AssignmentState.SUBMITTED, AssignmentState.IN_REVIEW),
    ASKED_BACK: (AssignmentState.QUERIED, AssignmentState.IN_FIELD),
    DECIDED: (AssignmentState.APPROVED, AssignmentState.RELEASED, AssignmentState.CANCELLED),
}
"""Stage of the queue -> states of assignments that have a submission."""

DECIDED_SHOWN = 200
_SEVERITIES = (FlagSeverity.STOP, FlagSeverity.DOUBT, FlagSeverity.HINT)


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of the queue; `flags` are (severity, code), the gravest first."""

    submission: UUID
    version: int
    received_at: datetime
    decided_at: datetime | None
    duration_seconds: float
    state: AssignmentState
    wave: UUID
    wave_label: Texts
    client: str
    location: str
    time_zone: str
    method: str
    title: Texts
    tester: str
    flags: tuple[tuple[FlagSeverity, str], ...] = ()

    @property
    def risk(self) -> tuple[int, ...]:
        """Numbers of flags by severity, the gravest first; less is more urgent, so they are negative."""
        return tuple(-sum(severity is each for severity, _ in self.flags) for each in _SEVERITIES)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the queue is narrowed to; empty parts narrow nothing."""

    stage: str = WAITING
    wave: str = ""
    method: str = ""
    flag: str = ""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Where a report stands in a queue: `position` from 1, 0 when it is not part of it."""

    position: int
    count: int
    previous: UUID | None
    next: UUID | None


_COLUMNS: tuple[Any, ...] = (
    Submission.id,
    Submission.public_id,
    Submission.version,
    Submission.received_at,
    Submission.duration_seconds,
    Assignment.state,
    Assignment.state_at,
    Wave.public_id.label("wave"),
    Wave.label_de,
    Wave.label_en,
    Client.name.label("client"),
    OrgUnit.name.label("location"),
    OrgUnit.time_zone,
    Scenario.method,
    Scenario.title_de,
    Scenario.title_en,
    TesterProfile.pseudonym,
)


def queue(actor: Actor, stage: str = WAITING) -> list[Entry]:
    """Every report of a stage that this person may judge; of the decided ones the last."""
    require(actor, "submission.review")
    rows = reading().execute(_entries(actor, stage)).all()
    flags = _flags_of([row.id for row in rows])
    entries = [_entry(row, flags[row.id]) for row in rows]
    if stage == DECIDED:
        return entries
    return sorted(entries, key=lambda entry: (entry.risk, entry.received_at, entry.submission))


def narrowed(entries: Iterable[Entry], wanted: Wanted) -> list[Entry]:
    """The entries that a filter leaves."""
    return [
        entry
        for entry in entries
        if wanted.wave in ("", str(entry.wave))
        and wanted.method in ("", entry.method)
        and (not wanted.flag or any(code == wanted.flag for _, code in entry.flags))
    ]


def neighbours(entries: Sequence[Entry], submission: UUID) -> Neighbours:
    """The reports before and after; one that is not in the queue is followed by its first."""
    ids = [entry.submission for entry in entries]
    if submission not in ids:
        return Neighbours(0, len(ids), None, ids[0] if ids else None)
    at = ids.index(submission)
    return Neighbours(
        at + 1, len(ids), ids[at - 1] if at else None, ids[at + 1] if at + 1 < len(ids) else None
    )


def counts(actor: Actor) -> dict[str, int]:
    """How many reports there are in each stage."""
    query = (
        select(Assignment.state, func.count(Submission.id).label("reports"))
        .select_from(Submission)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(*_mine(actor))
        .group_by(Assignment.state)
    )
    found = {row.state: row.reports for row in reading().execute(query)}
    return {stage: sum(found.get(state, 0) for state in states) for stage, states in STAGES.items()}


def _mine(actor: Actor) -> tuple[Any, ...]:
    """Newest versions only, never one's own work, and nothing that was set aside."""
    later = aliased(Submission)
    superseded = exists().where(
        later.interview_id == Submission.interview_id, later.version > Submission.version
    )
    counts = Interview.set_aside_at.is_(None)
    return visible(actor, Submission), ~superseded, Interview.user_id != actor.user_id, counts


def _entries(actor: Actor, stage: str) -> Select[Any]:
    query = (
        select(*_COLUMNS)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .join(Wave, Assignment.wave_id == Wave.id)
        .join(Study, Wave.study_id == Study.id)
        .join(Client, Study.client_id == Client.id)
        .join(OrgUnit, Assignment.location_id == OrgUnit.id)
        .join(Scenario, Assignment.scenario_id == Scenario.id)
        .outerjoin(TesterProfile, TesterProfile.user_id == Interview.user_id)
        .where(*_mine(actor), Assignment.state.in_(STAGES[stage]))
    )
    if stage == DECIDED:
        return query.order_by(Assignment.state_at.desc(), Submission.id.desc()).limit(DECIDED_SHOWN)
    return query


def _flags_of(submission_ids: Sequence[int]) -> Mapping[int, list[tuple[FlagSeverity, str]]]:
    query = select(Flag.submission_id, Flag.severity, Flag.code).where(Flag.submission_id.in_(submission_ids))
    found: dict[int, list[tuple[FlagSeverity, str]]] = defaultdict(list)
    for submission_id, severity, code in reading().execute(query):
        found[submission_id].append((severity, code))
    return found


def _entry(row: Any, flags: list[tuple[FlagSeverity, str]]) -> Entry:
    return Entry(
        submission=row.public_id,
        version=row.version,
        received_at=row.received_at,
        decided_at=row.state_at,
        duration_seconds=row.duration_seconds,
        state=row.state,
        wave=row.wave,
        wave_label={"de": row.label_de, "en": row.label_en},
        client=row.client,
        location=row.location,
        time_zone=row.time_zone,
        method=row.method,
        title={"de": row.title_de, "en": row.title_en},
        tester=row.pseudonym or "",
        flags=tuple(sorted(flags, key=lambda flag: (_SEVERITIES.index(flag[0]), flag[1]))),
    )


def stage_of(submission: Submission) -> str:
    """The stage in which a report is; '' for one whose assignment stands before any verdict."""
    state = submission.interview.assignment.state
    return next((stage for stage, states in STAGES.items() if state in states), "")
