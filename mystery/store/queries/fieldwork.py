"""How far waves are: counts as columns, so that a page asks the same few questions at any size."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, func, select
from sqlalchemy.orm import Session

from mystery.fieldwork import OPEN_STATES
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Flag,
    Interview,
    OrgUnit,
    Scenario,
    Submission,
    WaveLocation,
)

_OPEN = tuple(AssignmentState(state) for state in OPEN_STATES)
_NOT_DONE = (*_OPEN, AssignmentState.DRAFT, AssignmentState.OFFERED)


def waiting_first() -> tuple[Any, ...]:
    """An order: what somebody still has to do, the next to end first; then the rest, the last first."""
    is_waiting = Assignment.state.in_(_NOT_DONE)
    return (
        case((is_waiting, 0), else_=1),
        case((is_waiting, Assignment.window_to)),
        Assignment.window_to.desc(),
    )


def is_late(now: datetime) -> Any:
    """The condition that an assignment should have been done by now and is not."""
    return and_(Assignment.state.in_(_NOT_DONE), Assignment.window_to < now)


def state_counts(session: Session, wave_ids: Sequence[int], now: datetime) -> Sequence[Any]:
    """wave_id, state, count, late of each state of these waves."""
    late = func.sum(case((is_late(now), 1), else_=0))
    query = (
        select(Assignment.wave_id, Assignment.state, func.count().label("count"), late.label("late"))
        .where(Assignment.wave_id.in_(wave_ids))
        .group_by(Assignment.wave_id, Assignment.state)
    )
    return session.execute(query).all()


def target_sums(session: Session, wave_ids: Sequence[int]) -> dict[int, int]:
    """The wanted number of tests of each wave that has targets."""
    query = (
        select(WaveLocation.wave_id, func.sum(WaveLocation.target_count))
        .where(WaveLocation.wave_id.in_(wave_ids))
        .group_by(WaveLocation.wave_id)
    )
    return {wave: int(total) for wave, total in session.execute(query)}


def targets(session: Session, wave_id: int) -> Sequence[Any]:
    """location_id, scenario_id, code, target of a wave's plan."""
    query = (
        select(
            WaveLocation.location_id,
            WaveLocation.scenario_id,
            Scenario.code,
            WaveLocation.target_count.label("target"),
        )
        .join(Scenario, WaveLocation.scenario_id == Scenario.id)
        .where(WaveLocation.wave_id == wave_id)
    )
    return session.execute(query).all()


def wanted_visits(session: Session, wave_id: int) -> Sequence[Any]:
    """location (its public id), scenario_id, target: how many visits the wave wants where."""
    query = (
        select(
            OrgUnit.public_id.label("location"),
            WaveLocation.scenario_id,
            WaveLocation.target_count.label("target"),
        )
        .join(OrgUnit, WaveLocation.location_id == OrgUnit.id)
        .where(WaveLocation.wave_id == wave_id)
    )
    return session.execute(query).all()


def cells(session: Session, wave_id: int) -> Sequence[Any]:
    """location_id, scenario code, state, count: what is done where. Versions of a scenario count together."""
    query = (
        select(Assignment.location_id, Scenario.code, Assignment.state, func.count().label("count"))
        .join(Scenario, Assignment.scenario_id == Scenario.id)
        .where(Assignment.wave_id == wave_id)
        .group_by(Assignment.location_id, Scenario.code, Assignment.state)
    )
    return session.execute(query).all()


def places(session: Session, client_id: int) -> Sequence[Any]:
    """id, public_id, name, code, city, headcount, time_zone, region of a client's active locations."""
    region = OrgUnit.__table__.alias("region")
    query = (
        select(
            OrgUnit.id,
            OrgUnit.public_id,
            OrgUnit.name,
            OrgUnit.code,
            OrgUnit.city,
            OrgUnit.headcount,
            OrgUnit.time_zone,
            region.c.name.label("region"),
        )
        .join(region, OrgUnit.parent_id == region.c.id, isouter=True)
        .where(OrgUnit.client_id == client_id, OrgUnit.kind == "location", OrgUnit.is_active)
        .order_by(region.c.name, OrgUnit.name)
    )
    return session.execute(query).all()


def flag_counts(session: Session, wave_id: int) -> Sequence[Any]:
    """severity, code, count of the flags on a wave's submissions."""
    query = (
        select(Flag.severity, Flag.code, func.count().label("count"))
        .join(Submission, Flag.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(Assignment.wave_id == wave_id)
        .group_by(Flag.severity, Flag.code)
        .order_by(func.count().desc())
    )
    return session.execute(query).all()


def latest_submissions(wave_id: int) -> Select[Any]:
    """Submissions of a wave, the latest first."""
    return (
        select(Submission)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .where(Assignment.wave_id == wave_id)
        .order_by(Submission.received_at.desc(), Submission.id.desc())
    )
