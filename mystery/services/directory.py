"""The accounts as a list: search, filters, order, pages; and the places an account may be confined to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from mystery.access import Actor, Role, require
from mystery.services.accounts import Scope
from mystery.services.transaction import reading
from mystery.store.models import Client, OrgKind, OrgUnit, TesterProfile, User, UserScope

PER_PAGE = 50
SORTS = {"name": User.name, "email": User.email, "role": User.role, "seen": User.logged_in_at}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which accounts to list. `state` is `on`, `off` or empty; `sort` a key of SORTS, `-` turns it around."""

    text: str = ""
    role: Role | None = None
    state: str = ""
    client: UUID | None = None
    sort: str = "name"
    page: int = 1


@dataclass(frozen=True, slots=True)
class UserPage:
    users: Sequence[User]
    total: int
    page: int
    pages: int


def list_users(actor: Actor, wanted: Wanted) -> UserPage:
    """One page of the accounts that fit, with their reach and their tester profiles."""
    require(actor, "user.view")
    chosen = _chosen(wanted)
    total = reading().scalar(select(func.count()).select_from(chosen.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, wanted.page), pages)
    query = (
        chosen.options(*_with_reach())
        .order_by(*_order(wanted.sort))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return UserPage(reading().scalars(query).unique().all(), total, page, pages)


def clients() -> Sequence[Client]:
    """Every client by name."""
    return reading().scalars(select(Client).order_by(Client.name)).all()


def scope_choices() -> Sequence[tuple[Client, Sequence[OrgUnit]]]:
    """Every client with its regions and locations in the order of its tree."""
    units = reading().scalars(
        select(OrgUnit).where(OrgUnit.kind != OrgKind.CLIENT).order_by(OrgUnit.client_id, OrgUnit.name)
    )
    of_client = {key: list(group) for key, group in groupby(units, lambda unit: unit.client_id)}
    return [(client, _in_tree_order(of_client.get(client.id, []))) for client in clients()]


def scopes_of(public_ids: Sequence[UUID]) -> tuple[Scope, ...]:
    """The clients and places with these ids; unknown ones are left out."""
    whole = reading().scalars(select(Client).where(Client.public_id.in_(public_ids)))
    places = reading().scalars(
        select(OrgUnit).options(joinedload(OrgUnit.client)).where(OrgUnit.public_id.in_(public_ids))
    )
    return (*(Scope(client) for client in whole), *(Scope(place.client, place) for place in places))


def _chosen(wanted: Wanted) -> Select[User]:
    query = select(User).outerjoin(TesterProfile, TesterProfile.user_id == User.id)
    for word in wanted.text.split():
        columns = (User.name, User.email, TesterProfile.pseudonym)
        query = query.where(or_(*(column.icontains(word, autoescape=True) for column in columns)))
    if wanted.role:
        query = query.where(User.role == wanted.role)
    if wanted.state in ("on", "off"):
        query = query.where(User.is_active.is_(wanted.state == "on"))
    if wanted.client:
        of_client = select(UserScope.user_id).join(Client).where(Client.public_id == wanted.client)
        query = query.where(User.id.in_(of_client))
    return query


def _with_reach() -> tuple[Any, ...]:
    scopes = selectinload(User.scopes)
    return (
        scopes.joinedload(UserScope.client),
        scopes.joinedload(UserScope.org_unit),
        joinedload(User.tester_profile),
    )


def _order(sort: str) -> tuple[Any, ...]:
    column = SORTS.get(sort.removeprefix("-"), User.name)
    return (column.desc() if sort.startswith("-") else column, User.id)


def _in_tree_order(units: Sequence[OrgUnit]) -> list[OrgUnit]:
    """Each region followed by what lies below it; places without a region come last."""
    ids = {unit.id for unit in units}
    below: dict[int, list[OrgUnit]] = {}
    for unit in units:
        below.setdefault(unit.parent_id if unit.parent_id in ids else 0, []).append(unit)
    ordered: list[OrgUnit] = []
    waiting = sorted(below.get(0, []), key=lambda unit: unit.kind is OrgKind.REGION)
    while waiting:
        unit = waiting.pop()
        ordered.append(unit)
        waiting.extend(reversed(below.get(unit.id, [])))
    return ordered
