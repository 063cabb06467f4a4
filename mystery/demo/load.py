"""Loads the demo into an empty installation; a seed and a day decide every visit of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from mystery.demo import (
    calling,
    draft,
    evidence,
    field,
    menus,
    people,
    reach,
    setting,
    tablets,
    unfinished,
)
from mystery.demo.hotlines import FERNKLANG
from mystery.demo.world import CLIENTS, MARKTFRISCH, NORDLICHT
from mystery.services import accounts, call_plans, studies
from mystery.store import models
from mystery.store.models import WaveState

SEED = 20261123

Progress = Callable[[float, str], None]
"""Hears how far the loading is (0..1) and what is being done."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What the demo consists of, for whoever prints it."""

    visits: int
    locations: int
    waves: int
    contacts: int


def load(today: date, progress: Progress, *, language: str = "de", seed: int = SEED) -> Loaded:
    """Fills an empty, migrated database. `today` decides when the waves lie."""
    progress(0.01, "clients and people")
    rows = setting.create_clients((*CLIENTS, FERNKLANG))
    cast = people.create(_scopes(rows), language, seed)
    researcher, reviewer = accounts.actor_for(cast.of("rita")), accounts.actor_for(cast.of("rolf"))
    progress(0.03, "method packs, studies, evidence")
    works = [setting.create_fieldwork(facts, rows[facts.key], today, researcher) for facts in CLIENTS]
    crew = field.Crew(cast, reviewer, evidence.create(seed), field.drawings())
    total = 2 * sum(len(work.sites) * sum(setting.COUNTS[work.facts.key].values()) for work in works)
    done = 0

    def played(count: int) -> None:
        nonlocal done
        done += count
        progress(0.08 + 0.86 * done / total, f"{done} of {total} visits played, reviewed and scored")

    for work in works:
        for number in (0, 1):
            _open(work.waves[number], researcher)
            field.play_wave(work, number, crew, seed, played)
            studies.set_wave_state(work.waves[number], WaveState.REVIEW, actor=researcher)
            studies.set_wave_state(work.waves[number], WaveState.RELEASED, actor=researcher)
        _open(work.waves[2], researcher)
        _plan_calls(work, researcher)
    progress(0.96, "the running waves")
    unfinished.create(works, crew, today, seed)
    planner = accounts.actor_for(cast.of("stefan"))
    called = next(work for work in works if work.facts is NORDLICHT)
    menus.create(called.waves[2], [site.row for site in called.sites], cast.of("stefan"), today)
    calling.create(called, crew, planner, researcher, today, seed)
    contacts = reach.create(rows[FERNKLANG.key], crew, planner, researcher, today, seed)
    draft.create(researcher)
    tablets.create(cast.of("tara"), cast.of("stefan"), today)
    progress(1.0, "ready")
    return Loaded(done, sum(len(work.sites) for work in works), 3 * len(works), contacts)


def _plan_calls(work: setting.Fieldwork, researcher: Any) -> None:
    """Places in Austria have numbers of Germany: only there some are set aside for nobody."""
    countries = sorted({site.row.country for site in work.sites} | {"DE"})
    call_plans.save(work.waves[2], {"kind": "test", "guards": {"countries": countries}}, researcher)


def _scopes(rows: dict[str, Any]) -> dict[str, tuple[models.Client, models.OrgUnit | None]]:
    """Which part of which client the client logins see."""
    nordlicht, regions, sites = rows[NORDLICHT.key]
    marktfrisch = rows[MARKTFRISCH.key][0]
    bremen = next(site.row for site in sites if site.facts.city == "Bremen")
    return {
        f"heidi@{people.DOMAIN}": (nordlicht, None),
        f"renate@{people.DOMAIN}": (nordlicht, regions["West"]),
        f"lothar@{people.DOMAIN}": (nordlicht, bremen),
        f"wera@{people.DOMAIN}": (nordlicht, None),
        f"fred@{people.DOMAIN}": (marktfrisch, None),
        f"theo@{people.DOMAIN}": (rows[FERNKLANG.key][0], None),
    }


def _open(wave: models.Wave, researcher: Any) -> None:
    studies.set_wave_state(wave, WaveState.FIELD, actor=researcher)
