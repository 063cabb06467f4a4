"""Few candidates out of many cases: the first of each group, found by walking the index and not the rows.

The statements are made once: making them takes longer than answering them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.orm import Session, aliased

from mystery.store.models import (
    Appointment,
    AppointmentState,
    Assignment,
    AssignmentState,
    CallCase,
    CallPlan,
    CaseState,
    OrgUnit,
    ReachRound,
    Wave,
)

_TO_CALL = (AssignmentState.ASSIGNED, AssignmentState.BRIEFED, AssignmentState.IN_FIELD)
_NOBODYS = (AssignmentState.DRAFT, AssignmentState.OFFERED)
_CALLER, _NOW = bindparam("caller", type_=Integer), bindparam("now", type_=CallCase.next_at.type)
_ONE = literal_column("1", Integer)
"""Not a parameter: of a limit that it does not know PostgreSQL believes that a tenth of all rows comes."""
_WAVE, _PRIORITY = bindparam("wave", type_=Integer), bindparam("priority", type_=Integer)


class Waiting(NamedTuple):
    """What the order needs to know of a case."""

    id: int
    wave_id: int
    country: str
    time_zone: str
    subdivision: str | None
    priority: int
    next_at: datetime
    last_attempt_at: datetime | None
    part_tries: Mapping[str, int]
    refused_to_id: int | None
    window_ends_at: datetime | None = None


def _waiting() -> Select[Any]:
    """Cases as `Waiting`, with the part of the country that the sample or the called place names, and the
    window of a planned contact that nobody has tried.
    """
    subdivision = func.coalesce(
        func.nullif(CallCase.attributes["subdivision"].as_string(), ""), OrgUnit.subdivision
    )
    columns = (
        CallCase.id,
        CallCase.wave_id,
        CallCase.country,
        CallCase.time_zone,
        subdivision,
        CallCase.priority,
        CallCase.next_at,
        CallCase.last_attempt_at,
        CallCase.part_tries,
        CallCase.refused_to_id,
        _window_end(),
    )
    joined: Select[Any] = cast(Any, select)(*columns).outerjoin(
        Assignment, Assignment.id == CallCase.assignment_id
    )
    return joined.outerjoin(OrgUnit, OrgUnit.id == Assignment.location_id)


def _window_end() -> ScalarSelect[datetime]:
    """Looked up row by row: joined, the whole plan of a study would be read for the few cases wanted."""
    planned = aliased(Assignment)
    return (
        select(planned.window_to)
        .join(ReachRound, ReachRound.assignment_id == planned.id)
        .where(planned.id == CallCase.assignment_id, CallCase.attempts == 0)
        .correlate(CallCase)
        .scalar_subquery()
    )


def is_free(caller: Any, now: Any, case: Any = CallCase) -> ColumnElement[bool]:
    """Nobody else holds the case."""
    return or_(case.holder_id.is_(None), case.holder_id == caller, case.held_until_at <= now)


def own_tests(session: Session, caller_id: int, now: datetime) -> Sequence[Waiting]:
    """The test calls that were given to this caller and are due."""
    found = session.execute(_own_tests(), {"caller": caller_id, "now": now})
    return [Waiting(*row) for row in found]


@cache
def _own_tests() -> Select[Any]:
    return _waiting().where(
        Assignment.tester_id == _CALLER,
        Assignment.state.in_(_TO_CALL),
        CallCase.kind == "test",
        CallCase.state == CaseState.OPEN,
        CallCase.next_at <= _NOW,
        is_free(_CALLER, _NOW),
    )


def with_due_appointments(
    session: Session, shared: Sequence[int], caller_id: int, now: datetime, most: int
) -> Sequence[Waiting]:
    """Cases whose appointment has come: this caller's own tests, and what is everybody's in shared waves."""
    told = {"caller": caller_id, "now": now, "shared": list(shared), "most": most}
    return [Waiting(*row) for row in session.execute(_with_due_appointments(), told)]


@cache
def _with_due_appointments() -> Select[Any]:
    shared = CallCase.wave_id.in_(bindparam("shared", expanding=True))
    everybodys = or_(CallCase.kind != "test", Assignment.tester_id.is_(None))
    return (
        _waiting()
        .join(Appointment, Appointment.case_id == CallCase.id)
        .where(
            Appointment.state == AppointmentState.OPEN,
            Appointment.from_at <= _NOW,
            CallCase.state == CaseState.OPEN,
            is_free(_CALLER, _NOW),
            or_(shared & everybodys, Assignment.tester_id == _CALLER),
        )
        .order_by(Appointment.from_at, Appointment.id)
        .limit(bindparam("most", type_=Integer))
    )


def open_appointments(session: Session, case_ids: Sequence[int]) -> dict[int, Appointment]:
    """The next appointment of each case that has one."""
    if not case_ids:
        return {}
    return {each.case_id: each for each in session.scalars(_open_appointments(), {"ids": list(case_ids)})}


@cache
def _open_appointments() -> Select[Any]:
    mine = Appointment.case_id.in_(bindparam("ids", expanding=True))
    query = select(Appointment).where(mine, Appointment.state == AppointmentState.OPEN)
    return query.order_by(Appointment.from_at.desc(), Appointment.id.desc())


def priorities(session: Session, plan: CallPlan) -> Iterator[int]:
    """The priorities of the wave's open cases, the highest first, each found by one look into the index."""
    found: int | None = 2**31 - 1
    while found is not None:
        found = session.scalar(_next_priority(), {"wave": plan.wave_id, "priority": found})
        if found is not None:
            yield found


@cache
def _next_priority() -> Select[Any]:
    return select(func.max(CallCase.priority)).where(
        CallCase.wave_id == _WAVE, CallCase.state == CaseState.OPEN, CallCase.priority < _PRIORITY
    )


def first_of_groups(
    session: Session, plan: CallPlan, priority: int, caller_id: int, now: datetime
) -> Sequence[Waiting]:
    """Of each zone, number of attempts and wanted day-part the case whose time came first; of test calls also
    the one whose time came last, for its window may be open when that of the first has passed.

    One recursive walk visits each group once by the index `ix_call_case_turn`, and a probe per group takes
    its first case that is due, free and not reserved; the number of cases behind it does not matter.
    """
    told = {"wave": plan.wave_id, "priority": priority, "caller": caller_id, "now": now}
    found = session.execute(_first_of_groups(plan.kind), told)
    return [Waiting(*row) for row in found]


@cache
def _first_of_groups(kind: str) -> Select[Any]:
    groups = _groups()
    named = aliased(CallCase)
    ends = [
        _due(kind, named, latest=latest).label("id")
        for latest in ((False, True) if kind == "test" else (False,))
    ]
    found = union(
        *(select(each).join_from(groups, named, named.id == groups.c.id) for each in ends)
    ).subquery()
    return _waiting().join(found, found.c.id == CallCase.id)


def _due(kind: str, named: Any, *, latest: bool) -> ScalarSelect[int]:
    """The first or last case of the group of `named` that this caller may be given now."""
    probe = aliased(CallCase)
    order = (probe.next_at.desc(), probe.id.desc()) if latest else (probe.next_at, probe.id)
    return (
        select(probe.id)
        .where(
            *_here(probe),
            *(one == other for one, other in zip(_group(probe), _group(named), strict=True)),
            probe.next_at <= _NOW,
            is_free(_CALLER, _NOW, probe),
            or_(probe.refused_to_id.is_(None), probe.refused_to_id != _CALLER),
            *([_is_nobodys(probe)] if kind == "test" else []),
        )
        .order_by(*order)
        .limit(_ONE)
        .correlate(named)
        .scalar_subquery()
    )


def _groups() -> CTE:
    """One case of each group. Row values would read a whole zone; so the next group is looked for within the
    same attempts, then within the same zone, then beyond it: each is one look into the index.
    """
    start, present = CallCase, aliased(CallCase)
    first = select(start.id).where(*_here(start)).order_by(*_group(start)).limit(_ONE)
    groups = select(first.scalar_subquery().label("id")).cte("groups", recursive=True)
    following = func.coalesce(*(_following(present, depth) for depth in (2, 1, 0)))
    return groups.union_all(select(following).join_from(groups, present, present.id == groups.c.id))


def _following(present: Any, depth: int) -> ScalarSelect[int]:
    """The next case that agrees with `present` in `depth` columns and lies beyond it in the one after."""
    later = aliased(CallCase)
    theirs, ours = _group(later), _group(present)
    return (
        select(later.id)
        .where(
            *_here(later),
            *(one == other for one, other in zip(theirs[:depth], ours[:depth], strict=False)),
            theirs[depth] > ours[depth],
        )
        .order_by(*theirs)
        .limit(_ONE)
        .correlate(present)
        .scalar_subquery()
    )


def _here(case: Any) -> tuple[ColumnElement[bool], ...]:
    return case.wave_id == _WAVE, case.state == CaseState.OPEN, case.priority == _PRIORITY


def _group(case: Any) -> tuple[Any, ...]:
    return case.time_zone, case.attempts, case.wanted_part


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
