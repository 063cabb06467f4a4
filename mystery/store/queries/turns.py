"""Few candidates out of many cases: the first of each group, found by walking the index and not the rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallCase,
    CallPlan,
    CaseState,
    Wave,
)

_TO_CALL = (AssignmentState.ASSIGNED, AssignmentState.BRIEFED, AssignmentState.IN_FIELD)
_NOBODYS = (AssignmentState.DRAFT, AssignmentState.OFFERED)


def is_free(caller_id: int, now: datetime, case: Any = CallCase) -> ColumnElement[bool]:
    """Nobody else holds the case."""
    return or_(case.holder_id.is_(None), case.holder_id == caller_id, case.held_until_at <= now)


def first_of_groups(session: Session, plan: CallPlan, caller_id: int, now: datetime) -> Sequence[int]:
    """Of each zone, priority, number of attempts and wanted day-part the case whose time came first.

    One recursive walk visits each group once by the index `ix_call_case_turn`, and one probe per group takes
    its first case that is due, free and not reserved; the number of cases behind it does not matter.
    """
    start, later, probe = CallCase, aliased(CallCase), aliased(CallCase)
    open_here = and_(start.wave_id == plan.wave_id, start.state == CaseState.OPEN)
    first = select(start.id).where(open_here).order_by(*_group(start)).limit(1).scalar_subquery()
    groups = select(first.label("id")).cte("groups", recursive=True)
    present = aliased(CallCase)
    following = (
        select(later.id)
        .where(
            later.wave_id == plan.wave_id,
            later.state == CaseState.OPEN,
            tuple_(*_group(later)) > tuple_(*_group(present)),
        )
        .order_by(*_group(later))
        .limit(1)
        .correlate(present)
        .scalar_subquery()
    )
    groups = groups.union_all(select(following).join_from(groups, present, present.id == groups.c.id))
    named = aliased(CallCase)
    due = (
        select(probe.id)
        .where(
            probe.wave_id == plan.wave_id,
            probe.state == CaseState.OPEN,
            *(one == other for one, other in zip(_group(probe), _group(named), strict=True)),
            probe.next_at <= now,
            is_free(caller_id, now, probe),
            or_(probe.refused_to_id.is_(None), probe.refused_to_id != caller_id),
            *([_is_nobodys(probe)] if plan.kind == "test" else []),
        )
        .order_by(probe.next_at, probe.id)
        .limit(1)
        .correlate(named)
        .scalar_subquery()
    )
    query = select(due).join_from(groups, named, named.id == groups.c.id)
    return [key for key in session.scalars(query) if key is not None]


def _group(case: Any) -> tuple[Any, ...]:
    return case.time_zone, case.priority, case.attempts, case.wanted_part


def _is_nobodys(case: Any) -> ColumnElement[bool]:
    """A pooled test that has not been given to anybody."""
    free = select(Assignment.id).where(
        Assignment.id == case.assignment_id, Assignment.tester_id.is_(None), Assignment.state.in_(_NOBODYS)
    )
    return free.exists()


def waves_with_new_tests(session: Session, caller_id: int) -> Sequence[Wave]:
    """The waves in which this person has call assignments that are no cases yet."""
    without = ~select(CallCase.id).where(CallCase.assignment_id == Assignment.id).exists()
    query = (
        select(Wave)
        .join(Assignment, Assignment.wave_id == Wave.id)
        .where(Assignment.tester_id == caller_id, Assignment.state.in_(_TO_CALL), without)
        .distinct()
        .order_by(Wave.id)
    )
    return session.scalars(query).all()
