"""Few candidates out of many cases: the first of each group, found by walking the index and not the rows.

The statements are made once: making them takes longer than answering them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    CTE,
    ColumnElement,
    Integer,
    ScalarSelect,
    Select,
    and_,
    bindparam,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy import case as when
from sqlalchemy.orm import Session, aliased, joinedload

from mystery.store.models import (
    Appointment,
    AppointmentState,
    Assignment,
    AssignmentState,
    CallCase,
    CallPlan,
    CallStop,
    CaseState,
    OrgUnit,
    ReachRound,
    Study,
    Wave,
    WaveState,
)

_TO_CALL = (AssignmentState.ASSIGNED, AssignmentState.BRIEFED, AssignmentState.IN_FIELD)
_NOBODYS = (AssignmentState.DRAFT, AssignmentState.OFFERED)
_CALLER, _NOW = bindparam("caller", type_=Integer), bindparam("now", type_=CallCase.next_at.type)
_ONE = literal_column("1", Integer)
"""Not a parameter: of a limit that it does not know PostgreSQL believes that a tenth of all rows comes."""
_MOST_DUE = literal_column("100", Integer)
"""So many due appointments are weighed against each other; the longest overdue are among them."""
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
    window_ends_at: datetime | None
    agreed_is_hard: bool | None
    agreed_from_at: datetime | None
    agreed_until_at: datetime | None
    agreed_caller_id: int | None


def _waiting() -> Select[Any]:
    """Cases as `Waiting`, with the part of the country that the sample or the called place names, the window
    of a planned contact that nobody has tried, and what is agreed (all None where nothing is).
    """
    agreed = aliased(Appointment)
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
        agreed.is_hard,
        agreed.from_at,
        agreed.until_at,
        agreed.caller_id,
    )
    joined: Select[Any] = cast(Any, select)(*columns).outerjoin(
        Assignment, Assignment.id == CallCase.assignment_id
    )
    placed = joined.outerjoin(OrgUnit, OrgUnit.id == Assignment.location_id)
    return placed.outerjoin(agreed, agreed.id == _next_appointment())


def _next_appointment() -> ScalarSelect[int]:
    """Of a case with several open ones the earliest."""
    return (
        select(Appointment.id)
        .where(Appointment.case_id == CallCase.id, Appointment.state == AppointmentState.OPEN)
        .order_by(Appointment.from_at, Appointment.id)
        .limit(_ONE)
        .correlate(CallCase)
        .scalar_subquery()
    )


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


def these(session: Session, case_ids: Sequence[int]) -> Sequence[Waiting]:
    """These cases, in no order."""
    return [Waiting(*row) for row in session.execute(_these(), {"ids": list(case_ids)})]


@cache
def _these() -> Select[Any]:
    return _waiting().where(CallCase.id.in_(bindparam("ids", expanding=True)))


def asked_for(session: Session, shared: Sequence[int], caller_id: int, now: datetime) -> Sequence[Waiting]:
    """This caller's own tests that are due, and the cases whose appointment has come and waits longest: own
    tests, and what is everybody's in shared waves.
    """
    told = {"caller": caller_id, "now": now, "shared": list(shared)}
    found = session.scalars(_asked_for(), told).all()
    return these(session, found) if found else ()  # mostly there are none, and to know that is little work


@cache
def _asked_for() -> Any:
    kinds = (_own_tests().subquery(), _with_due_appointments().subquery())
    return union(*(select(each.c.id) for each in kinds))


def _own_tests() -> Select[int]:
    return (
        select(CallCase.id)
        .join(Assignment, Assignment.id == CallCase.assignment_id)
        .where(
            Assignment.tester_id == _CALLER,
            Assignment.state.in_(_TO_CALL),
            CallCase.kind == "test",
            CallCase.state == CaseState.OPEN,
            CallCase.next_at <= _NOW,
            is_free(_CALLER, _NOW),
        )
    )


def _with_due_appointments() -> Select[int]:
    shared = CallCase.wave_id.in_(bindparam("shared", expanding=True))
    everybodys = or_(CallCase.kind != "test", Assignment.tester_id.is_(None))
    return (
        select(CallCase.id)
        .join(Appointment, Appointment.case_id == CallCase.id)
        .outerjoin(Assignment, Assignment.id == CallCase.assignment_id)
        .where(
            Appointment.state == AppointmentState.OPEN,
            Appointment.from_at <= _NOW,
            CallCase.state == CaseState.OPEN,
            is_free(_CALLER, _NOW),
            or_(shared & everybodys, Assignment.tester_id == _CALLER),
        )
        .order_by(Appointment.from_at, Appointment.id)
        .limit(_MOST_DUE)
    )


def plans_in_force(
    session: Session, caller_id: int, now: datetime, client_ids: Collection[int] | None
) -> Sequence[tuple[CallPlan, datetime | None]]:
    """The plans that are called by now, all or these clients', and none while the agency's calls are stopped.
    Each comes with the start of this caller's next hard appointment in its wave.
    """
    query = _plans_in_force()
    if client_ids is not None:
        query = query.where(Study.client_id.in_(client_ids))
    found = session.execute(query, {"caller": caller_id, "now": now})
    return [(plan, awaited) for plan, awaited in found]


@cache
def _plans_in_force() -> Select[CallPlan, datetime]:
    awaited = (
        select(func.min(Appointment.from_at))
        .join(CallCase, CallCase.id == Appointment.case_id)
        .where(
            Appointment.state == AppointmentState.OPEN,
            Appointment.is_hard.is_(True),
            Appointment.caller_id == _CALLER,
            Appointment.from_at >= _NOW,
            CallCase.state == CaseState.OPEN,
            CallCase.wave_id == CallPlan.wave_id,
        )
        .correlate(CallPlan)
        .scalar_subquery()
    )
    return (
        select(CallPlan, awaited)
        .join(Wave, Wave.id == CallPlan.wave_id)
        .join(Study, Study.id == Wave.study_id)
        .where(
            CallPlan.stopped_at.is_(None),
            Wave.state != WaveState.RELEASED,
            ~exists().where(CallStop.ended_at.is_(None)),
        )
        .options(joinedload(CallPlan.wave))
        .order_by(CallPlan.wave_id)
    )


def priorities(session: Session, plan: CallPlan) -> Iterator[int]:
    """The priorities of the wave's open cases, the highest first, two by each look into the index: whoever
    needs the first wants to know whether there is another.
    """
    found: int | None = 2**31 - 1
    while found is not None:
        told = {"wave": plan.wave_id, "priority": found}
        for found in session.execute(_next_priorities(), told).one():
            if found is not None:
                yield found


@cache
def _next_priorities() -> Select[int | None, int | None]:
    first = _highest(CallCase, _PRIORITY).subquery()
    return select(first.c[0], _highest(aliased(CallCase), first.c[0]).correlate(first).scalar_subquery())


def _highest(case: Any, below: Any) -> Select[int | None]:
    """The highest priority of the wave's open cases below another."""
    here = case.wave_id == _WAVE, case.state == CaseState.OPEN
    return select(func.max(case.priority)).where(*here, case.priority < below)


def first_of_groups(
    session: Session, plan: CallPlan, priority: int, caller_id: int, now: datetime
) -> Sequence[Waiting]:
    """Of each zone, number of attempts and wanted day-part the case whose time came first; of test calls also
    the one whose time came last, for its window may be open when that of the first has passed.

    One recursive walk visits each group once by the index `ix_call_case_turn`, at its earliest case. Where
    that one is not due, free and not reserved, a probe looks for the first that is; the number of cases
    behind it does not matter.
    """
    told = {"wave": plan.wave_id, "priority": priority, "caller": caller_id, "now": now}
    found = session.execute(_first_of_groups(plan.kind), told)
    return [Waiting(*row) for row in found]


@cache
def _first_of_groups(kind: str) -> Select[Any]:
    groups = _groups(kind)
    earliest = func.coalesce(groups.c.earliest, _due(kind, groups))
    ends = (earliest, _due(kind, groups, latest=True)) if kind == "test" else (earliest,)
    found = union(*(select(each.label("id")).select_from(groups) for each in ends)).subquery()
    return _waiting().join(found, found.c.id == CallCase.id)


def _due(kind: str, groups: CTE, *, latest: bool = False) -> ScalarSelect[int]:
    """The first or last case of each group that this caller may be given now."""
    probe = aliased(CallCase)
    order = (probe.next_at.desc(), probe.id.desc()) if latest else (probe.next_at, probe.id)
    return (
        select(probe.id)
        .where(
            *_here(probe),
            *(one == other for one, other in zip(_group(probe), _group(groups.c), strict=True)),
            *_may_be_given(kind, probe),
        )
        .order_by(*order)
        .limit(_ONE)
        .correlate(groups)
        .scalar_subquery()
    )


def _groups(kind: str) -> CTE:
    """The groups, in their order, each with its earliest case if that may be given. Row values would read a
    whole zone; so the next group is looked for within the same attempts, then within the same zone, then
    beyond it: each is one look into the index.
    """
    first = select(*_visited(kind, CallCase)).where(*_here(CallCase)).order_by(*_turn(CallCase)).limit(_ONE)
    groups = select(first.subquery()).cte("groups", recursive=True)
    following = aliased(CallCase)
    found = func.coalesce(*(_following(groups, depth) for depth in (2, 1, 0)))
    visited = select(*_visited(kind, following))
    return groups.union_all(visited.join_from(groups, following, following.id == found))


def _following(groups: CTE, depth: int) -> ScalarSelect[int]:
    """The earliest case of the next group that agrees in `depth` columns and lies beyond in the one after."""
    later = aliased(CallCase)
    theirs, ours = _group(later), _group(groups.c)
    return (
        select(later.id)
        .where(
            *_here(later),
            *(one == other for one, other in zip(theirs[:depth], ours[:depth], strict=False)),
            theirs[depth] > ours[depth],
        )
        .order_by(*_turn(later))
        .limit(_ONE)
        .correlate(groups)
        .scalar_subquery()
    )


def _visited(kind: str, case: Any) -> tuple[Any, ...]:
    may_be_given = and_(*_may_be_given(kind, case))
    return *_group(case), when((may_be_given, case.id)).label("earliest")


def _may_be_given(kind: str, case: Any) -> tuple[ColumnElement[bool], ...]:
    """To this caller, now."""
    not_refused = or_(case.refused_to_id.is_(None), case.refused_to_id != _CALLER)
    found = (case.next_at <= _NOW, is_free(_CALLER, _NOW, case), not_refused)
    return (*found, _is_nobodys(case)) if kind == "test" else found


def _here(case: Any) -> tuple[ColumnElement[bool], ...]:
    return case.wave_id == _WAVE, case.state == CaseState.OPEN, case.priority == _PRIORITY


def _group(case: Any) -> tuple[Any, ...]:
    return case.time_zone, case.attempts, case.wanted_part


def _turn(case: Any) -> tuple[Any, ...]:
    """By groups, and in each by time: as the index is."""
    return *_group(case), case.next_at, case.id


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
