"""Clients, the trees of their places, and their touchpoints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import available_timezones

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.problems import Problem, Rejected
from mystery.services import audit
from mystery.services.accounts import Scope
from mystery.services.transaction import reading, transaction
from mystery.store.models import Client, OrgKind, OrgUnit, Touchpoint
from mystery.store.queries.scope import visible

_PARENTS = {
    OrgKind.CLIENT: (),
    OrgKind.REGION: (OrgKind.CLIENT, OrgKind.REGION),
    OrgKind.LOCATION: (OrgKind.CLIENT, OrgKind.REGION),
}


def create_client(
    code: str, name: str, *, industry: str = "", brand: str = "", actor: Actor | None = None
) -> Client:
    """A new client with the root of its tree. Without an actor it is the installation's own doing."""
    if actor:
        require(actor, "client.edit")
    with transaction() as session:
        problems = _empty(code=code, name=name)
        if session.scalar(select(Client.id).where(Client.code == code)):
            problems.append(Problem("CODE_TAKEN", params={"code": code}))
        if problems:
            raise Rejected(problems)
        client = Client(code=code, name=name, industry=industry, brand=brand)
        session.add(client)
        session.add(OrgUnit(client=client, kind=OrgKind.CLIENT, code=code, name=name))
        audit.append("client.create", client, actor)
        return client


def visible_clients(actor: Actor) -> Sequence[Client]:
    """The clients a person may see, by name."""
    query = select(Client).where(visible(actor, Client), Client.is_active).order_by(Client.name)
    return reading().scalars(query).all()


def root_of(client: Client) -> OrgUnit:
    """The node of the tree that stands for the whole client."""
    query = select(OrgUnit).where(OrgUnit.client_id == client.id, OrgUnit.kind == OrgKind.CLIENT)
    return reading().scalars(query).one()


def scope_by_code(client_code: str, place_code: str | None = None) -> Scope:
    """A client, or one part of it, by the codes people write on a command line."""
    client = reading().scalar(select(Client).where(Client.code == client_code))
    if client is None:
        raise Rejected([Problem("CLIENT_UNKNOWN", params={"code": client_code})])
    if place_code is None:
        return Scope(client)
    query = select(OrgUnit).where(OrgUnit.client_id == client.id, OrgUnit.code == place_code)
    place = reading().scalar(query)
    if place is None:
        raise Rejected([Problem("PLACE_UNKNOWN", params={"client": client_code, "code": place_code})])
    return Scope(client, place)


def add_org_unit(
    client: Client,
    kind: OrgKind,
    code: str,
    name: str,
    *,
    parent: OrgUnit,
    actor: Actor | None = None,
    **facts: object,
) -> OrgUnit:
    """A region or location below `parent`. `facts` are further columns: city, time_zone, headcount, ..."""
    if actor:
        require(actor, "location.edit")
    with transaction() as session:
        problems = [*_empty(code=code, name=name), *_place_problems(client, kind, code, parent)]
        zone = str(facts.get("time_zone", "Europe/Berlin"))
        if zone not in available_timezones():
            problems.append(Problem("TIME_ZONE_UNKNOWN", params={"zone": zone}))
        if problems:
            raise Rejected(problems)
        unit = OrgUnit(client=client, parent=parent, kind=kind, code=code, name=name, **facts)
        session.add(unit)
        audit.append("location.create", unit, actor)
        return unit


def change_org_unit(unit: OrgUnit, *, actor: Actor, **facts: object) -> None:
    """Takes over what was entered for a place; only what differs is written and noted."""
    require(actor, "location.edit")
    with transaction():
        changed = sorted(name for name, value in facts.items() if getattr(unit, name) != value)
        problems = _empty(name=str(facts.get("name", unit.name)))
        if str(facts.get("time_zone", unit.time_zone)) not in available_timezones():
            problems.append(Problem("TIME_ZONE_UNKNOWN", params={"zone": facts["time_zone"]}))
        if problems:
            raise Rejected(problems)
        for name in changed:
            setattr(unit, name, facts[name])
        if changed:
            audit.append("location.change", unit, actor, {"columns": changed})


def units_of(client: Client) -> Sequence[OrgUnit]:
    """The whole tree of a client as a flat list, parents found by `parent_id`."""
    query = select(OrgUnit).where(OrgUnit.client_id == client.id).order_by(OrgUnit.name, OrgUnit.id)
    return reading().scalars(query).all()


def locations_of(client: Client) -> Sequence[OrgUnit]:
    """The client's active locations by name."""
    query = select(OrgUnit).where(
        OrgUnit.client_id == client.id, OrgUnit.kind == OrgKind.LOCATION, OrgUnit.is_active
    )
    return reading().scalars(query.order_by(OrgUnit.name)).all()


@dataclass(frozen=True, slots=True)
class TouchpointFacts:
    """A touchpoint as a client describes it; `value` weighs the customer segment it serves."""

    code: str
    label_de: str
    label_en: str
    channel: str = ""
    process: str = ""
    phase: str = ""
    value: float = 1.0


def set_touchpoints(client: Client, wanted: Sequence[TouchpointFacts], *, actor: Actor | None = None) -> None:
    """Makes the client's touchpoints what is wanted, in this order. None is deleted: history needs them."""
    if actor:
        require(actor, "client.edit")
    with transaction() as session:
        present = {each.code: each for each in touchpoints_of(client)}
        for position, facts in enumerate(wanted):
            row = present.get(facts.code) or Touchpoint(client=client, code=facts.code)
            row.label_de, row.label_en = facts.label_de, facts.label_en
            row.channel, row.process, row.phase = facts.channel, facts.process, facts.phase
            row.value, row.position = facts.value, position
            session.add(row)
        audit.append("client.touchpoints", client, actor, {"count": len(wanted)})


def save_touchpoint(client: Client, facts: TouchpointFacts, *, actor: Actor) -> None:
    """A new touchpoint, or new facts for the one that has this code."""
    present = [
        TouchpointFacts(row.code, row.label_de, row.label_en, row.channel, row.process, row.phase, row.value)
        for row in touchpoints_of(client)
    ]
    codes = [each.code for each in present]
    if facts.code in codes:
        present[codes.index(facts.code)] = facts
    else:
        present.append(facts)
    set_touchpoints(client, present, actor=actor)


def touchpoints_of(client: Client) -> Sequence[Touchpoint]:
    query = select(Touchpoint).where(Touchpoint.client_id == client.id).order_by(Touchpoint.position)
    return reading().scalars(query).all()


def _empty(**named: str) -> list[Problem]:
    return [
        Problem("FIELD_EMPTY", params={"field": field}) for field, text in named.items() if not text.strip()
    ]


def _place_problems(client: Client, kind: OrgKind, code: str, parent: OrgUnit) -> list[Problem]:
    problems = []
    if parent.kind not in _PARENTS[kind] or parent.client_id != client.id:
        details = {"kind": kind.value, "parent": parent.kind.value}
        problems.append(Problem("TREE_ORDER", params=details))
    taken = select(OrgUnit.id).where(OrgUnit.client_id == client.id, OrgUnit.code == code)
    if reading().scalar(taken):
        problems.append(Problem("CODE_TAKEN", params={"code": code}))
    return problems
