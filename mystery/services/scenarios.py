"""Scenarios of a study: made from a method pack, changed by making the next version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected, errors_of
from mystery.questionnaire import Node, read, tag
from mystery.scenario import check, from_content, to_content
from mystery.scoring import check_scheme
from mystery.services import audit, clients, forms, packs
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    QuestionnaireVersion,
    Scenario,
    SchemeVersion,
    Study,
    Wave,
    WaveLocation,
)

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


def create_from_version(
    study: Study,
    version: QuestionnaireVersion,
    *,
    code: str,
    method: str,
    titles: Mapping[str, str],
    actor: Actor | None = None,
) -> Scenario:
    """The first version of a scenario for a published questionnaire; the play is still to be written.

    Raises `Rejected` where no scheme fits the questionnaire, or the code is in use.
    """
    if actor:
        require(actor, "scenario.edit")
    with transaction() as session:
        scheme = _scheme_for(version)
        if _last_version(study.id, code):
            raise Rejected([Problem("SCENARIO_CODE_TAKEN", params={"code": code})])
        scenario = Scenario(
            study_id=study.id,
            code=code,
            version=1,
            method=method,
            title_de=titles["de"],
            title_en=titles["en"],
            content=to_content(
                from_content({}, name=code, questionnaire=version.name, method=method, title={})
            ),
            questionnaire_version=version,
            scheme_version=scheme,
            published_at=utcnow(),
        )
        session.add(scenario)
        audit.append("scenario.create", scenario, actor, {"questionnaire": version.fingerprint})
        return scenario


def _scheme_for(version: QuestionnaireVersion) -> SchemeVersion:
    """The scheme that was published with a version; else the newest one for it that fits."""
    if version.scheme_version is not None:
        return version.scheme_version
    query = select(SchemeVersion).where(SchemeVersion.questionnaire == version.name)
    form = forms.form_of_version(version)
    for scheme in reading().scalars(query.order_by(SchemeVersion.id.desc())):
        if not errors_of(check_scheme(forms.scheme_of_version(scheme), form)):
            return scheme
    raise Rejected([Problem("SCENARIO_NO_SCHEME", params={"name": version.name, "version": version.version})])


def methods() -> list[str]:
    """The methods that packs bring."""
    return sorted({packs.pack(name).scenario.method for name in packs.names()})


def draft_problems(before: Scenario, content: Mapping[str, Any], titles: Mapping[str, str]) -> list[Problem]:
    """What is wrong with a changed scenario: by itself and against the form that it binds."""
    play = from_content(
        content,
        name=before.code,
        questionnaire=before.questionnaire_version.name,
        method=before.method,
        title=titles,
    )
    return check(play, forms.form_of_version(before.questionnaire_version))


def new_version(
    before: Scenario, content: Mapping[str, Any], titles: Mapping[str, str], *, actor: Actor | None = None
) -> Scenario:
    """The next version of a scenario. Assignments that bind the one before keep it.

    Raises `Rejected` with what is wrong, or when somebody has made a newer version meanwhile.
    """
    if actor:
        require(actor, "scenario.edit")
    with transaction() as session:
        problems = list(errors_of(draft_problems(before, content, titles)))
        newest = _last_version(before.study_id, before.code)
        if newest != before.version:
            problems.append(Problem("SCENARIO_NOT_NEWEST", params={"version": newest}))
        if problems:
            raise Rejected(problems)
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


def played_in(wave: Wave) -> list[Scenario]:
    """What a wave is to play: the newest version of what is planned, and every version already assigned.

    Without a plan these are all scenarios of the study.
    """
    planned = select(Scenario.code).join(WaveLocation, WaveLocation.scenario_id == Scenario.id)
    codes = set(reading().scalars(planned.where(WaveLocation.wave_id == wave.id)))
    newest = [each for each in current_of(wave.study) if not codes or each.code in codes]
    assigned = select(Assignment.scenario_id).where(
        Assignment.wave_id == wave.id, Assignment.state != AssignmentState.CANCELLED
    )
    others = select(Scenario).where(
        Scenario.id.in_(assigned), Scenario.id.not_in([each.id for each in newest])
    )
    return [*newest, *reading().scalars(others.options(_NAMES_OF_FORM).order_by(Scenario.id))]


@dataclass(frozen=True, slots=True)
class Version:
    """A version of a scenario and how many assignments play it."""

    scenario: Scenario
    assignments: int


def versions_of(scenario: Scenario) -> list[Version]:
    """All versions of a scenario, the newest first."""
    uses = (
        select(Assignment.scenario_id, func.count().label("count"))
        .group_by(Assignment.scenario_id)
        .subquery()
    )
    query = (
        select(Scenario, func.coalesce(uses.c.count, 0))
        .outerjoin(uses, uses.c.scenario_id == Scenario.id)
        .where(Scenario.study_id == scenario.study_id, Scenario.code == scenario.code)
        .order_by(Scenario.version.desc())
    )
    return [Version(row, count) for row, count in reading().execute(query)]


def study_of(scenario: Scenario) -> Study:
    """The study a scenario belongs to."""
    return reading().get_one(Study, scenario.study_id)


def conditions_of(scenario: Scenario) -> dict[str, dict[str, str]]:
    """The conditions of the questionnaire as their author wrote them, by item: what a preview explains."""
    definition, _problems = read(scenario.questionnaire_version.definition)
    return {node.name: {"relevant": node.relevant} for node in _nodes(definition.nodes) if node.relevant}


def touchpoints_without_name(scenario: Scenario, study: Study) -> list[str]:
    """Codes of touchpoints that scored items name and the client has not described; figures show them so."""
    form = forms.form_of_version(scenario.questionnaire_version)
    scored = [name for name in forms.scheme_of_version(scenario.scheme_version).items if name in form.items]
    codes = dict.fromkeys(tag(form, name, "touchpoint") for name in scored)
    described = {each.code for each in clients.touchpoints_of(study.client)}
    return [code for code in codes if code and code not in described]


def _nodes(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _nodes(node.children)


def _last_version(study_id: int, code: str) -> int:
    query = select(func.max(Scenario.version)).where(Scenario.study_id == study_id, Scenario.code == code)
    return reading().scalar(query) or 0
