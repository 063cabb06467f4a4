"""Numbers that nobody is to call again: for one client, or for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.services import audit, cases, phone_numbers
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    CallCase,
    CallNumber,
    CaseState,
    Client,
    DoNotCall,
    NumberState,
    Study,
    User,
    Wave,
)

_AT_ONCE = 500
"""Values of one question; SQLite takes 32,766 in a statement."""
MOST_NUMBERS = 10_000


@dataclass(frozen=True, slots=True)
class Added:
    """What an entry came to: numbers new on the list, and open cases that it closed."""

    numbers: int
    closed: int


def blocked(numbers: Collection[str], client: Client | None) -> frozenset[str]:
    """Those of `numbers` (E.164) that must not be called for this client."""
    found: set[str] = set()
    for part in _parts(sorted(numbers)):
        query = select(DoNotCall.e164).where(DoNotCall.e164.in_(part), _holds_for(client))
        found.update(reading().scalars(query))
    return frozenset(found)


def _holds_for(client: Client | None) -> ColumnElement[bool]:
    everywhere = DoNotCall.client_id.is_(None)
    return everywhere if client is None else or_(everywhere, DoNotCall.client_id == client.id)


def _parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _AT_ONCE] for start in range(0, len(values), _AT_ONCE))


def read(text: str, country: str) -> tuple[str, ...]:
    """The numbers of a text, one on each line. Raises `Rejected` with the line of every one that is none."""
    problems, numbers = [], {}
    for line, written in enumerate(text.splitlines()[: MOST_NUMBERS + 1], 1):
        if not (written := written.strip()):
            continue
        number = phone_numbers.read(written, country)
        if number.fault and number.fault != "NUMBER_COSTLY":
            problems.append(Problem(number.fault, Place(line=line), {"value": written[:40]}))
        else:
            numbers[number.e164] = line
    if not problems and not numbers:
        problems.append(Problem("NO_NUMBERS_GIVEN"))
    if problems:
        raise Rejected(problems)
    return tuple(numbers)


def add(
    numbers: Sequence[str],
    client: Client | None,
    reason: str,
    actor: Actor,
    *,
    now: datetime | None = None,
) -> Added:
    """Puts numbers (E.164) on the list and closes the open cases that have one of them.

    `client` None: nobody of the agency calls them again. What is on the list already stays as it is.
    """
    require(actor, "number.block")
    with transaction() as session:
        present = _on_list(numbers, client)
        fresh = [number for number in dict.fromkeys(numbers) if number not in present]
        where = client.id if client else None
        session.add_all(
            DoNotCall(e164=number, client_id=where, reason=reason.strip()[:200], made_by_id=actor.user_id)
            for number in fresh
        )
        closed = _close_cases(numbers, client, actor, now or utcnow())
        counts = {"numbers": len(fresh), "closed": closed}
        audit.append("number.block", client or "do_not_call:all", actor, counts)
        return Added(len(fresh), closed)


def _on_list(numbers: Sequence[str], client: Client | None) -> set[str]:
    exactly = DoNotCall.client_id.is_(None) if client is None else DoNotCall.client_id == client.id
    found: set[str] = set()
    for part in _parts(numbers):
        found.update(reading().scalars(select(DoNotCall.e164).where(DoNotCall.e164.in_(part), exactly)))
    return found


def _close_cases(numbers: Sequence[str], client: Client | None, actor: Actor, now: datetime) -> int:
    """Marks the numbers wherever they are, and closes the cases that are not closed yet."""
    closed = 0
    for part in _parts(numbers):
        for number in reading().scalars(_listed(part, client.id if client else None)).all():
            number.state = NumberState.BLOCKED
            if number.case.state is not CaseState.DONE:
                cases.close(number.case, actor, now)
                closed += 1
    return closed


def _listed(numbers: Sequence[str], client_id: int | None) -> Select[CallNumber]:
    """These numbers in the cases of one client, or of all."""
    query = select(CallNumber).where(CallNumber.e164.in_(numbers)).options(joinedload(CallNumber.case))
    if client_id is None:
        return query
    return (
        query.join(CallCase, CallNumber.case_id == CallCase.id)
        .join(Wave, CallCase.wave_id == Wave.id)
        .join(Study, Wave.study_id == Study.id)
        .where(Study.client_id == client_id)
    )


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the list as a page shows it."""

    public_id: UUID
    e164: str
    client: str
    reason: str
    at: datetime
    by: str


def entries(
    actor: Actor, text: str = "", client: UUID | None = None, *, page: int = 1, size: int = 50
) -> tuple[list[Entry], int]:
    """The newest entries first, and how many there are. `text`: a part of a number or of a reason."""
    require(actor, "number.block")
    query = (
        select(DoNotCall, Client.name, User.name)
        .outerjoin(Client, DoNotCall.client_id == Client.id)
        .outerjoin(User, DoNotCall.made_by_id == User.id)
        .where(_seen_by(actor))
    )
    if text:
        query = query.where(_matches(text))
    if client:
        query = query.where(Client.public_id == client)
    total = reading().scalar(select(func.count()).select_from(query.subquery())) or 0
    wanted = query.order_by(DoNotCall.id.desc()).offset((page - 1) * size).limit(size)
    found = reading().execute(wanted).all()
    return [
        Entry(row.public_id, row.e164, name or "", row.reason, row.created_at, by or "")
        for row, name, by in found
    ], total


def _matches(text: str) -> ColumnElement[bool]:
    digits = "".join(sign for sign in text if sign.isdigit()).removeprefix("00").lstrip("0")
    by_reason = DoNotCall.reason.icontains(text, autoescape=True)
    return or_(DoNotCall.e164.contains(digits), by_reason) if len(digits) > 1 else by_reason


def remove(public_id: UUID, actor: Actor) -> DoNotCall:
    """Takes an entry off the list: its number may be dialled again, unless another entry says no.

    Cases that it closed stay closed; somebody may open them again.
    """
    require(actor, "number.block")
    with transaction() as session:
        row = session.scalar(select(DoNotCall).where(DoNotCall.public_id == public_id, _seen_by(actor)))
        if row is None:
            raise NotFound("do_not_call")
        audit.append("number.unblock", row, actor, {})
        session.delete(row)
        session.flush()
        for number in session.scalars(_listed([row.e164], row.client_id)).all():
            if number.state is NumberState.BLOCKED and not blocked([row.e164], number.case.wave.study.client):
                number.state = NumberState.GOOD
        return row


def _seen_by(actor: Actor) -> ColumnElement[bool]:
    """Entries for all clients are everybody's who may block; others only with that client."""
    if actor.client_ids is None:
        return true()
    return or_(DoNotCall.client_id.is_(None), DoNotCall.client_id.in_(actor.client_ids))
