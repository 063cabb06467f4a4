"""Reports as PDF. The same findings give the same bytes; each download is in the audit log."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from mystery.access import Actor, require
from mystery.problems import Problem, Rejected
from mystery.reporting import ReportMeta, study_pdf, visit_pdf
from mystery.services import audit, results, visits
from mystery.services.context import settings
from mystery.services.findings import findings_of
from mystery.services.results import Part
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    Client,
    QuestionnaireVersion,
    Scenario,
    SchemeVersion,
    ScoreSheet,
    Study,
    Submission,
    Wave,
)
from mystery.store.queries import visits as queries
from mystery.weakspots import regions_of

WHOLE = Part("", "", "all")
_KINDS = {"all": "study", "region": "region", "location": "location"}


@dataclass(frozen=True, slots=True)
class Made:
    """A finished report and the name of its file."""

    content: bytes
    name: str


def study_report(wave: Wave, language: str, *, part: Part = WHOLE, actor: Actor | None = None) -> Made:
    """The report on a wave: the whole study, a region, or the sheet for a location's wall."""
    if actor:
        require(actor, "report.view")
    kind = _KINDS[part.level]
    found = findings_of(wave, part.key)
    meta = replace(meta_of(wave), running_promises=results.running_in(wave, found))
    content = study_pdf(found, language, meta, kind)
    made = Made(content, file_name(wave.study.code, wave.code, part.name, language))
    with transaction():
        details = {"report": kind, "scope": part.key, "language": language, "sha256": _sha256(made.content)}
        audit.append("report.download", wave, actor, details)
    return made


def visit_report(sheet: ScoreSheet, language: str, *, actor: Actor | None = None) -> Made:
    """Why one visit got its score. Raises `Rejected` where the visit must not be shown singly."""
    if actor:
        require(actor, "report.view")
        if not visits.is_shown(sheet, actor):
            raise Rejected([Problem("VISIT_HIDDEN")])
    wave = sheet.submission.interview.assignment.wave
    facts = visits.facts_of(sheet, language)
    content = visit_pdf(visits.sheet_of(sheet), facts, language, meta_of_visit(sheet))
    made = Made(content, file_name(wave.study.code, facts.location, str(facts.visited_on), language))
    with transaction():
        details = {"report": "visit", "language": language, "sha256": _sha256(made.content)}
        audit.append("report.download", sheet, actor, details)
    return made


def all_waves() -> list[tuple[str, Wave]]:
    """Every wave with the name it has on a command line: CLIENT/STUDY/WAVE, by their codes."""
    query = (
        select(Wave)
        .join(Wave.study)
        .join(Study.client)
        .options(contains_eager(Wave.study).contains_eager(Study.client))
        .order_by(Client.code, Study.code, Wave.starts_on, Wave.id)
    )
    waves = reading().scalars(query)
    return [(f"{each.study.client.code}/{each.study.code}/{each.code}", each) for each in waves]


def wave_named(name: str) -> Wave:
    """The wave with this id, name, or end of a name. Raises `Rejected` unless there is exactly one."""
    found = [
        wave
        for full, wave in all_waves()
        if name in (full, str(wave.public_id), wave.public_id.hex) or full.endswith(f"/{name}")
    ]
    if len(found) != 1:
        raise Rejected([Problem("WAVE_UNKNOWN", params={"wave": name})])
    return found[0]


def part_named(wave: Wave, name: str) -> Part:
    """A region of the wave's client by its name; the whole for none."""
    if not name:
        return WHOLE
    if name not in regions_of(findings_of(wave).design.places.values()):
        raise Rejected([Problem("REGION_UNKNOWN", params={"region": name})])
    return Part(name, name, "region")


def sheet_of_submission(public_id: UUID) -> ScoreSheet:
    """The newest score of a submission."""
    query = (
        select(ScoreSheet)
        .join(ScoreSheet.submission)
        .where(Submission.public_id == public_id)
        .order_by(ScoreSheet.id.desc())
    )
    sheet = reading().scalars(query).first()
    if sheet is None:
        raise Rejected([Problem("SUBMISSION_UNSCORED", params={"submission": str(public_id)})])
    return sheet


def meta_of(wave: Wave) -> ReportMeta:
    """What the report says of itself: the data it rests on by fingerprint, and when that was last changed."""
    rows = queries.seal(reading(), [wave.id])
    return ReportMeta(
        version=wave.code,
        fingerprint=_sha256("\n".join(f"{row.sha256} {row.scheme}" for row in rows).encode()),
        generated_at=max([row.created_at for row in rows], default=wave.created_at),
        agency=settings().agency_name,
        questionnaire=_used(wave, QuestionnaireVersion, Scenario.questionnaire_version_id),
        scheme=_used(wave, SchemeVersion, Scenario.scheme_version_id),
    )


def meta_of_visit(sheet: ScoreSheet) -> ReportMeta:
    """The report on a visit is as old as its score."""
    return ReportMeta(
        version=sheet.scheme_version.version,
        fingerprint=sheet.submission.sha256,
        generated_at=sheet.created_at,
        agency=settings().agency_name,
    )


def _used(wave: Wave, model: type[QuestionnaireVersion | SchemeVersion], column: Any) -> str:
    """Names and versions of the questionnaires or schemes that were played in the wave."""
    played = select(column).where(
        Scenario.id.in_(select(Assignment.scenario_id).where(Assignment.wave_id == wave.id))
    )
    query = select(model.name, model.version).where(model.id.in_(played)).order_by(model.name, model.version)
    return ", ".join(f"{name} {version}" for name, version in reading().execute(query))


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def file_name(*parts: str) -> str:
    """A file name of plain letters: nordlicht-w2-koeln-de.pdf."""
    spelled = "-".join(part for part in parts if part).lower().translate(_PLAIN)
    return re.sub(r"[^a-z0-9]+", "-", spelled).strip("-") + ".pdf"


_PLAIN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
