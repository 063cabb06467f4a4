"""What a works council may check: on which ground a study stands, what it collects, what it never shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, Role, require
from mystery.questionnaire import TYPES, Form, Texts
from mystery.services.findings import findings_of, label_of, title_of
from mystery.services.forms import form_of_version
from mystery.services.transaction import reading
from mystery.store.models import (
    Assignment,
    AuditEntry,
    Interview,
    Scenario,
    ScoreSheet,
    Study,
    Submission,
    User,
    Wave,
    WaveState,
)
from mystery.store.queries.scope import visible

VOICES = frozenset({"audio", "video", "background-audio"})
"""The item types in which a conversation could be kept."""


@dataclass(frozen=True, slots=True)
class Question:
    """What one item asks and the type of what is kept of the answer."""

    label: Texts
    type: str


@dataclass(frozen=True, slots=True)
class Collected:
    """All that one method collects: by a person in sections, by the device on its own."""

    title: Texts
    version: str
    fingerprint: str
    sections: Sequence[tuple[Texts, Sequence[Question]]]
    by_device: Sequence[Question]

    @property
    def keeps_voices(self) -> bool:
        kinds = {each.type for _label, questions in self.sections for each in questions}
        return bool(VOICES & (kinds | {each.type for each in self.by_device}))


def studies_to_check(actor: Actor) -> Sequence[Study]:
    """The studies this person may check, with their waves, the newest first."""
    require(actor, "settings.view")
    query = (
        select(Study)
        .where(visible(actor, Study))
        .options(joinedload(Study.client), joinedload(Study.waves))
        .order_by(Study.created_at.desc(), Study.id)
    )
    return reading().scalars(query).unique().all()


def collected_in(study: Study) -> Sequence[Collected]:
    """What the newest version of each of the study's scenarios collects, one entry per form."""
    query = (
        select(Scenario)
        .where(Scenario.study_id == study.id)
        .options(joinedload(Scenario.questionnaire_version))
        .order_by(Scenario.method, Scenario.version.desc(), Scenario.id.desc())
    )
    newest: dict[str, Scenario] = {}
    for row in reading().scalars(query):
        newest.setdefault(row.code, row)
    forms = {row.questionnaire_version.fingerprint: row.questionnaire_version for row in newest.values()}
    return [_collected(form_of_version(version)) for version in forms.values()]


def withheld_in(wave: Wave) -> int:
    """How many figures minimum cells withhold in a released wave; of others nothing is shown at all."""
    return findings_of(wave).suppressed if wave.state is WaveState.RELEASED else 0


def looks_at(study: Study) -> Mapping[Role | None, int]:
    """How often whose reports on this study were downloaded, by role; names are not told."""
    downloads = (
        select(AuditEntry.subject_kind, AuditEntry.subject_id, User.role, func.count())
        .outerjoin(User, User.public_id == AuditEntry.actor)
        .where(AuditEntry.action == "report.download")
        .group_by(AuditEntry.subject_kind, AuditEntry.subject_id, User.role)
    )
    rows = reading().execute(downloads).all()
    own = {str(wave.public_id) for wave in study.waves}
    own |= _sheets_of(study, [UUID(subject) for kind, subject, *_ in rows if kind == "score_sheet"])
    counts: Counter[Role | None] = Counter()
    for _kind, subject, role, count in rows:
        if subject in own:
            counts[role] += count
    return counts


def _sheets_of(study: Study, ids: Sequence[UUID]) -> set[str]:
    """Which of these score sheets belong to the study."""
    if not ids:
        return set()
    query = (
        select(ScoreSheet.public_id)
        .join(Submission, ScoreSheet.submission_id == Submission.id)
        .join(Interview, Submission.interview_id == Interview.id)
        .join(Assignment, Interview.assignment_id == Assignment.id)
        .join(Wave, Assignment.wave_id == Wave.id)
        .where(Wave.study_id == study.id, ScoreSheet.public_id.in_(ids))
    )
    return {str(each) for each in reading().scalars(query)}


def _collected(form: Form) -> Collected:
    sections: dict[str, list[Question]] = {}
    by_device: list[Question] = []
    for key, item in form.items.items():
        kind, question = TYPES[item.type], Question(label_of(form, key), item.type)
        if kind.answerable:
            sections.setdefault(item.section, []).append(question)
        elif kind.filled:
            by_device.append(question)
    labelled = [(label_of(form, key), questions) for key, questions in sections.items()]
    return Collected(title_of(form), form.version, form.fingerprint, labelled, by_device)
