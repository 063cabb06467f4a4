"""The cases of a wave as a planner goes through them: searched, filtered, each with its why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from mystery.access import Actor, require
from mystery.calling import Reason
from mystery.clock import utcnow
from mystery.services import turns
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    CallCase,
    CallContact,
    CallNumber,
    CaseState,
    OrgUnit,
    SampleBatch,
    User,
    Wave,
)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What the page asks for; empty values filter nothing."""

    text: str = ""
    state: CaseState | None = None
    batch: UUID | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A case with what keeps it from being called now; nothing where it can be."""

    case: CallCase
    against: tuple[Reason, ...]
    holder: str = ""


SORTS: Mapping[str, Any] = {
    "reference": CallCase.reference,
    "priority": CallCase.priority,
    "attempts": CallCase.attempts,
    "next": CallCase.next_at,
    "last": CallCase.last_attempt_at,
}


def find(
    wave: Wave,
    wanted: CaseFilter,
    actor: Actor,
    *,
    sort: str = "reference",
    page: int = 1,
    size: int = 50,
    now: datetime | None = None,
) -> tuple[list[Listed], int]:
    """A page of the wave's cases and how many fit in all."""
    require(actor, "case.view")
    where = [CallCase.wave_id == wave.id, *_conditions(wanted)]
    total = reading().scalar(select(func.count()).select_from(CallCase).where(*where)) or 0
    column = SORTS[sort.removeprefix("-")]
    query = (
        select(CallCase)
        .where(*where)
        .options(
            selectinload(CallCase.numbers),
            joinedload(CallCase.contact),
            joinedload(CallCase.assignment).joinedload(Assignment.location),
        )
        .order_by(column.desc() if sort.startswith("-") else column, CallCase.id)
        .offset((page - 1) * size)
        .limit(size)
    )
    rows = reading().scalars(query).all()
    return list(_listed(rows, now or utcnow())), total


def of_case(case: CallCase, now: datetime | None = None) -> Listed:
    return next(_listed([case], now or utcnow()))


def _listed(rows: Sequence[CallCase], now: datetime) -> Iterator[Listed]:
    held = [row.holder_id for row in rows if row.holder_id and row.held_until_at and row.held_until_at > now]
    holders = select(User.id, User.name).where(User.id.in_(held))
    names = {row.id: row.name for row in reading().execute(holders)} if held else {}
    whys = turns.why_each(rows, now)
    return (Listed(row, whys[row.id], names.get(row.holder_id or 0, "")) for row in rows)


def _conditions(wanted: CaseFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.text:
        found.append(_matches(wanted.text))
    if wanted.state:
        found.append(CallCase.state == wanted.state)
    if wanted.batch:
        batches = select(SampleBatch.id).where(SampleBatch.public_id == wanted.batch)
        found.append(CallCase.batch_id.in_(batches))
    if wanted.outcome:
        found.append(CallCase.last_outcome == ("" if wanted.outcome == "none" else wanted.outcome))
    return found


def _matches(text: str) -> ColumnElement[bool]:
    """Reference, name or place; and any part of a number, however it is written."""
    named = select(CallContact.case_id).where(CallContact.name.icontains(text, autoescape=True))
    placed = (
        select(Assignment.id)
        .join(OrgUnit, Assignment.location_id == OrgUnit.id)
        .where(OrgUnit.name.icontains(text, autoescape=True))
    )
    found = [
        CallCase.reference.icontains(text, autoescape=True),
        CallCase.id.in_(named),
        CallCase.assignment_id.in_(placed),
    ]
    digits = "".join(sign for sign in text if sign.isdigit()).removeprefix("00").lstrip("0")
    if len(digits) > 2:
        found.append(CallCase.id.in_(select(CallNumber.case_id).where(CallNumber.e164.contains(digits))))
    return or_(*found)


def counts(wave: Wave) -> dict[CaseState, int]:
    """How many cases are in each state."""
    query = select(CallCase.state, func.count()).where(CallCase.wave_id == wave.id).group_by(CallCase.state)
    return {row[0]: row[1] for row in reading().execute(query)}


def attributes(wave: Wave, most: int = 200) -> dict[str, list[str]]:
    """The attributes that the wave's cases have, with their values: what quotas may ask for."""
    seen: dict[str, set[str]] = {}
    for row in reading().scalars(select(CallCase.attributes).where(CallCase.wave_id == wave.id)):
        for name, value in row.items():
            seen.setdefault(name, set()).add(str(value))
    return {name: sorted(values)[:most] for name, values in sorted(seen.items())}
