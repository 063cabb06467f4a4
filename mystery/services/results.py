"""What one person may read about waves: which waves, which parts of the client, and the findings of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from mystery.access import TENANT_ROLES, Actor, Reach, require
from mystery.problems import NotFound
from mystery.services import promises
from mystery.services.findings import basis_of, findings_on
from mystery.services.transaction import reading
from mystery.store.models import Client, OrgUnit, Study, Wave, WaveState
from mystery.store.queries.scope import visible
from mystery.weakspots import Findings, Place, regions_of

_UNDER_WAY = (WaveState.FIELD, WaveState.REVIEW, WaveState.RELEASED)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the client. `key` is the scope of `findings_on`; `level` is all, region or location."""

    key: str
    name: str
    level: str


@dataclass(frozen=True, slots=True)
class Result:
    """The findings of one wave for one person, and what else this person could choose.

    `kinds`: scenario id -> what findings call its visits. While `running_promises` of its tests are open,
    the figures are provisional.
    """

    wave: Wave
    waves: Sequence[Wave]
    part: Part
    parts: Sequence[Part]
    findings: Findings
    kinds: Mapping[int, str]
    running_promises: int = 0

    @property
    def is_released(self) -> bool:
        return self.wave.state is WaveState.RELEASED


def waves_for(actor: Actor) -> Sequence[Wave]:
    """The waves whose findings this person may read, the newest first; clients read released ones only."""
    require(actor, "finding.view")
    states = (WaveState.RELEASED,) if actor.role in TENANT_ROLES else _UNDER_WAY
    query = (
        select(Wave)
        .join(Wave.study)
        .join(Study.client)
        .where(visible(actor, Wave), Wave.state.in_(states))
        .options(contains_eager(Wave.study).contains_eager(Study.client))
        .order_by(Wave.released_at.is_(None), Wave.starts_on.desc(), Client.name, Wave.id)
    )
    return reading().scalars(query).all()


def result_for(actor: Actor, wave: UUID | None = None, scope: str | None = None) -> Result | None:
    """What the person reads about a wave; without a choice the newest wave and the widest part.

    None while there is no wave to read. Raises `NotFound` for a wave or part that is not theirs.
    """
    waves = waves_for(actor)
    if not waves and wave is None:
        return None
    chosen = next((each for each in waves if wave in (None, each.public_id)), None)
    if chosen is None:
        raise NotFound("wave")
    basis = basis_of(chosen)
    parts = parts_for(actor, basis.design.places)
    part = next((each for each in parts if scope in (None, each.key)), None)
    if part is None:
        raise NotFound("scope")
    found = findings_on(basis, part.key)
    running = running_in(chosen, found) if basis.version[-1] else 0
    return Result(chosen, waves, part, parts, found, basis.kinds, running)


def running_in(wave: Wave, found: Findings) -> int:
    """Open promises of the part at hand; of a part too small to be told, nothing is told."""
    if found.total.value is None and found.visits:
        return 0
    return promises.running_in(wave.id, [each.place.location for each in found.ranking])


def parts_for(actor: Actor, places: Mapping[str, Place]) -> Sequence[Part]:
    """The parts of a client that a person may look at, the widest first.

    A region is somebody's only when all its locations are, so that two regions of one name give nothing away.
    """
    own = _own_places(actor, places)
    regions = [
        Part(key, key, "region")
        for key, inside in regions_of(places.values()).items()
        if key and own.issuperset(inside)
    ]
    locations = [
        Part(each.location, each.name, "location") for each in places.values() if each.location in own
    ]
    locations.sort(key=lambda part: part.name)
    whole = [] if actor.reach is Reach.PLACES else [Part("", "", "all")]
    return [*whole, *regions, *locations]


def _own_places(actor: Actor, places: Mapping[str, Place]) -> set[str]:
    if actor.reach is not Reach.PLACES:
        return set(places)
    query = select(OrgUnit.public_id).where(OrgUnit.id.in_(actor.org_unit_ids))
    return {str(each) for each in reading().scalars(query)} & places.keys()
