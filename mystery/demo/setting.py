"""The demo's clients, studies, waves and scenarios, before anybody goes into the field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from babel.dates import format_date

from mystery.access import Actor
from mystery.demo.letter import letter
from mystery.demo.world import DemoClient, DemoLocation
from mystery.services import assignments, clients, scenario_documents, scenarios, studies
from mystery.services.clients import TouchpointFacts
from mystery.services.draft_sources import Upload
from mystery.services.transaction import transaction
from mystery.store.models import Client, OrgKind, OrgUnit, Scenario, Study, StudyState, Wave, WorksCouncil

# Visits of one location in one wave, by method: enough for the whole, too few for a small place alone.
COUNTS = {
    "nordlicht": {"test-call": 4, "website-test": 2, "workshop-test": 2, "store-visit": 1},
    "marktfrisch": {"store-visit": 5, "test-call": 2},
}
TITLES = {
    "nordlicht": "Verkauf und Werkstatt 2026",
    "marktfrisch": "Einkaufserlebnis 2026",
}


@dataclass(frozen=True, slots=True)
class Site:
    """A location of the demo with its row."""

    facts: DemoLocation
    region: str
    row: OrgUnit


@dataclass(frozen=True, slots=True)
class Fieldwork:
    """What one client's testers need: sites, scenarios by method, and the three waves."""

    facts: DemoClient
    client: Client
    regions: dict[str, OrgUnit]
    sites: tuple[Site, ...]
    study: Study
    scenarios: dict[str, Scenario]
    waves: tuple[Wave, Wave, Wave]


Rows = tuple[Client, dict[str, OrgUnit], tuple[Site, ...]]
"""A client with its regions by name, and its sites."""


def create_clients(known: Sequence[DemoClient]) -> dict[str, Rows]:
    """Clients with their trees and touchpoints, by key."""
    return {facts.key: _create_client(facts) for facts in known}


def _create_client(facts: DemoClient) -> Rows:
    with transaction():
        client = clients.create_client(facts.key, facts.name)
        root = clients.root_of(client)
        regions: dict[str, OrgUnit] = {}
        sites: list[Site] = []
        for region in facts.regions:
            regions[region.name] = clients.add_org_unit(
                client, OrgKind.REGION, region.code, region.name, parent=root
            )
            for place in region.locations:
                row = clients.add_org_unit(
                    client,
                    OrgKind.LOCATION,
                    place.code,
                    place.name,
                    parent=regions[region.name],
                    city=place.city,
                    street=place.street,
                    country=place.country,
                    subdivision=place.subdivision,
                    time_zone=place.time_zone,
                    latitude=place.latitude,
                    longitude=place.longitude,
                    headcount=place.headcount,
                    phone=place.phone,
                    web=facts.web,
                )
                sites.append(Site(place, region.name, row))
        wanted = [
            TouchpointFacts(each.code, each.de, each.en, each.channel, each.process, each.phase, each.value)
            for each in facts.touchpoints
        ]
        clients.set_touchpoints(client, wanted)
        return client, regions, tuple(sites)


def create_fieldwork(
    facts: DemoClient,
    rows: Rows,
    today: date,
    researcher: Actor,
) -> Fieldwork:
    """The client's study with its scenarios and waves: two that are over, one that is running."""
    client, regions, sites = rows
    with transaction():
        study = studies.create_study(
            client,
            "2026",
            TITLES[facts.key],
            actor=researcher,
            purpose="Schwachstellen an den Kundenschnittstellen erkennen und beheben",
            legal_basis="Art. 6 Abs. 1 lit. f DSGVO",
            order_reference=f"{facts.key.upper()}-2026-01",
            works_council=WorksCouncil.AGREED,
            retention_days=365,
            target=80.0,
            state=StudyState.RUNNING,
        )
        plays = {
            method: scenarios.create_from_pack(study, method, actor=researcher)
            for method in COUNTS[facts.key]
        }
        if "workshop-test" in plays:
            brought = [Upload("Auftrag.pdf", letter(client.name))]
            plays["workshop-test"] = scenario_documents.add(plays["workshop-test"], brought, researcher)
        waves = _waves(study, today, researcher)
        for wave in waves:
            _set_targets(facts, wave, sites, plays)
        return Fieldwork(facts, client, regions, sites, study, plays, waves)


def _set_targets(facts: DemoClient, wave: Wave, sites: tuple[Site, ...], plays: dict[str, Scenario]) -> None:
    for site in sites:
        for method, count in COUNTS[facts.key].items():
            assignments.set_target(wave, site.row, plays[method], count)


def _waves(study: Study, today: date, researcher: Actor) -> tuple[Wave, Wave, Wave]:
    """Half a year apart, each three weeks long; the third has begun ten days ago."""
    third = today - timedelta(days=10)
    named = (
        ("w1", "Welle 1", "Wave 1", third - timedelta(days=308)),
        ("w2", "Welle 2", "Wave 2", third - timedelta(days=126)),
        ("w3", "Welle 3", "Wave 3", third),
    )
    first, second, running = (
        studies.create_wave(
            study,
            code,
            {"de": f"{de} · {_month(start, 'de')}", "en": f"{en} · {_month(start, 'en')}"},
            start,
            start + timedelta(days=20 if code != "w3" else 24),
            actor=researcher,
        )
        for code, de, en, start in named
    )
    return first, second, running


def _month(day: date, language: str) -> str:
    return format_date(day, "MMMM y", locale=language)
