"""Scenarios of a study: made from a method pack, changed by making the next version."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.scenario import to_content
from mystery.services import audit, packs
from mystery.services.transaction import reading, transaction
from mystery.store.models import QuestionnaireVersion, Scenario, Study

_NAMES_OF_FORM = joinedload(Scenario.questionnaire_version).load_only(
    QuestionnaireVersion.name, QuestionnaireVersion.version
)
"""Lists name the questionnaire; its package is large and stays in the database."""


def create_from_pack(study: Study, pack_name: str, *, code: str = "", actor: Actor | None = None) -> Scenario:
    """The first version of a scenario, with everything the pack says."""
    if actor:
        require(actor, "scenario.edit")
    pack = packs.pack(pack_name)
    with transaction() as session:
        questionnaire, scheme = packs.publish(pack, actor)
        play = pack.scenario
        wanted = code or play.name
        scenario = Scenario(
            study_id=study.id,
            code=wanted,
            version=_last_version(study.id, wanted) + 1,
            method=play.method,
            title_de=play.title.get("de", play.name),
            title_en=play.title.get("en", play.name),
            content=to_content(play),
            questionnaire_version=questionnaire,
            scheme_version=scheme,
            published_at=utcnow(),
        )
        session.add(scenario)
        audit.append("scenario.create", scenario, actor, {"pack": pack_name})
        return scenario


def new_version(
    before: Scenario, content: Mapping[str, Any], titles: Mapping[str, str], *, actor: Actor | None = None
) -> Scenario:
    """The next version of a scenario. Assignments that bind the one before keep it."""
    if actor:
        require(actor, "scenario.edit")
    with transaction() as session:
        scenario = Scenario(
            study_id=before.study_id,
            code=before.code,
            version=_last_version(before.study_id, before.code) + 1,
            method=before.method,
            title_de=titles["de"],
            title_en=titles["en"],
            content=dict(content),
            questionnaire_version_id=before.questionnaire_version_id,
            scheme_version_id=before.scheme_version_id,
            published_at=utcnow(),
        )
        session.add(scenario)
        audit.append("scenario.change", scenario, actor, {"version": scenario.version})
        return scenario


def current_of(study: Study) -> list[Scenario]:
    """The newest version of each scenario of a study, by title."""
    newest = (
        select(Scenario.code, func.max(Scenario.version).label("version"))
        .where(Scenario.study_id == study.id)
        .group_by(Scenario.code)
        .subquery()
    )
    query = (
        select(Scenario)
        .join(newest, (Scenario.code == newest.c.code) & (Scenario.version == newest.c.version))
        .where(Scenario.study_id == study.id)
        .options(_NAMES_OF_FORM)
        .order_by(Scenario.title_de)
    )
    return list(reading().scalars(query))


def _last_version(study_id: int, code: str) -> int:
    query = select(func.max(Scenario.version)).where(Scenario.study_id == study_id, Scenario.code == code)
    return reading().scalar(query) or 0
