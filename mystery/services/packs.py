"""Method packs: the folders of `questionnaires/`, and publishing them into the database."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected, errors_of
from mystery.questionnaire import AttachedFile, Definition, Form, check, compile_form
from mystery.resources import folder
from mystery.scenario import Scenario
from mystery.scenario import read as read_scenario
from mystery.scoring import Scheme, check_scheme, read_scheme
from mystery.services import attached_files, audit, questionnaires
from mystery.services.transaction import reading, transaction
from mystery.store.models import QuestionnaireVersion, SchemeVersion


@dataclass(frozen=True, slots=True)
class Pack:
    """A method ready to use: questionnaire, scenario and scheme that fit one another."""

    name: str
    definition: Definition
    form: Form
    source: str
    scenario: Scenario
    scheme: Scheme
    scheme_source: str


def names() -> tuple[str, ...]:
    """The packs there are, by name."""
    base = folder("questionnaires")
    return tuple(sorted(path.parent.name for path in base.glob(f"*/{questionnaires.MAIN_FILE}")))


@lru_cache(maxsize=32)
def pack(name: str) -> Pack:
    """One pack, read and checked. Raises `NotFound`, or `Rejected` with everything wrong in it."""
    if name not in names():
        raise NotFound("pack")
    return _read(folder("questionnaires") / name)


def _read(path: Path) -> Pack:
    definition, problems = questionnaires.load_definition(path)
    problems = problems or check(definition)
    _stop_at(problems)
    form = compile_form(definition)
    scenario_source = (path / questionnaires.SCENARIO_FILE).read_text(encoding="utf-8")
    scheme_source = (path / questionnaires.SCHEME_FILE).read_text(encoding="utf-8")
    scenario, scenario_problems = read_scenario(scenario_source, questionnaires.SCENARIO_FILE)
    scheme, scheme_problems = read_scheme(scheme_source, questionnaires.SCHEME_FILE)
    _stop_at([*scenario_problems, *scheme_problems])
    _stop_at(check_scheme(scheme, form))
    source = (path / questionnaires.MAIN_FILE).read_text(encoding="utf-8")
    return Pack(path.name, definition, form, source, scenario, scheme, scheme_source)


def _stop_at(problems: list[Problem]) -> None:
    if errors_of(problems):
        raise Rejected(problems)


def publish(pack: Pack, actor: Actor | None = None) -> tuple[QuestionnaireVersion, SchemeVersion]:
    """The frozen versions of a pack; publishing the same bytes again gives the same rows."""
    if actor:
        require(actor, "questionnaire.edit")
    with transaction():
        scheme = publish_scheme(pack.scheme, pack.scheme_source, pack.form, actor)
        return _questionnaire_version(pack, scheme, actor), scheme


def _questionnaire_version(pack: Pack, scheme: SchemeVersion, actor: Actor | None) -> QuestionnaireVersion:
    table = QuestionnaireVersion
    known = reading().scalar(select(table).where(table.fingerprint == pack.form.fingerprint))
    if known is not None:
        return known
    keep_files(pack)
    version = _free_version(table, pack.form.name, pack.form.version)
    return publish_form(pack.form, version, pack.source, scheme, actor)


def keep_files(pack: Pack) -> dict[str, AttachedFile]:
    """Stores the pictures, sounds and films of a pack, and says which they are."""
    return attached_files.keep_all(pack.form, folder("questionnaires") / pack.name)


def publish_form(
    form: Form,
    version: str,
    source: str,
    scheme: SchemeVersion,
    actor: Actor | None,
    content: dict[str, Any] | None = None,
) -> QuestionnaireVersion:
    """Freeze a form under a version that is free; called inside a transaction."""
    title: Any = form.package["title"]
    row = QuestionnaireVersion(
        name=form.name,
        version=version,
        title_de=title.get("de", ""),
        title_en=title.get("en", ""),
        definition=source,
        package=dict(form.package),
        fingerprint=form.fingerprint,
        published_at=utcnow(),
        published_by_id=actor.user_id if actor else None,
        content=content,
        scheme_version=scheme,
    )
    reading().add(row)
    audit.append("questionnaire.publish", row, actor, {"fingerprint": row.fingerprint})
    return row


def publish_scheme(scheme: Scheme, source: str, form: Form, actor: Actor | None) -> SchemeVersion:
    """Freeze a scheme; the same bytes give the same row. Called inside a transaction."""
    table = SchemeVersion
    digest = hashlib.sha256(source.encode()).hexdigest()
    known = reading().scalar(select(table).where(table.sha256 == digest))
    if known is not None:
        return known
    version = table(
        name=scheme.name,
        version=_free_version(table, scheme.name, scheme.version or "1"),
        questionnaire=form.name,
        definition=source,
        sha256=digest,
        published_at=utcnow(),
        published_by_id=actor.user_id if actor else None,
    )
    reading().add(version)
    audit.append("scheme.publish", version, actor, {"sha256": digest})
    return version


def _free_version(table: type[QuestionnaireVersion] | type[SchemeVersion], name: str, wanted: str) -> str:
    """The author's version; where other bytes already bear it, the next free addition to it."""
    taken = set(reading().scalars(select(table.version).where(table.name == name)))
    if wanted not in taken:
        return wanted
    return next(f"{wanted}-{count}" for count in range(2, len(taken) + 3) if f"{wanted}-{count}" not in taken)
