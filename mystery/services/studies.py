"""Studies and their waves: what a client ordered, and when it is in the field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager, selectinload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.fieldwork import (
    WAVE_STEPS,
    Grounds,
    Line,
    Play,
    Preparation,
    blocking,
    grounds_lines,
    wave_lines,
)
from mystery.problems import Problem, Rejected
from mystery.services import audit, progress, scenarios
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Client,
    OrgUnit,
    Scenario,
    Study,
    StudyState,
    Wave,
    WaveLocation,
    WaveState,
)
from mystery.store.queries.scope import visible


def create_study(
    client: Client, code: str, title: str, *, actor: Actor | None = None, **facts: object
) -> Study:
    """A new study. `facts` are further columns: purpose, legal_basis, order_reference, target, ..."""
    if actor:
        require(actor, "study.edit")
    with transaction() as session:
        problems = _empty(code=code, title=title)
        if session.scalar(select(Study.id).where(Study.client_id == client.id, Study.code == code)):
            problems.append(Problem("CODE_TAKEN", params={"code": code}))
        if problems:
            raise Rejected(problems)
        study = Study(client=client, code=code, title=title, **facts)
        session.add(study)
        audit.append("study.create", study, actor)
        return study


def create_wave(
    study: Study,
    code: str,
    labels: dict[str, str],
    starts_on: date,
    ends_on: date,
    *,
    actor: Actor | None = None,
) -> Wave:
    """A new wave of a study, planned. `labels` holds `de` and `en`."""
    if actor:
        require(actor, "wave.edit")
    with transaction() as session:
        problems = _empty(code=code, label=labels.get("de", "") and labels.get("en", ""))
        if ends_on < starts_on:
            problems.append(Problem("DATES_REVERSED"))
        if session.scalar(select(Wave.id).where(Wave.study_id == study.id, Wave.code == code)):
            problems.append(Problem("CODE_TAKEN", params={"code": code}))
        if problems:
            raise Rejected(problems)
        wave = Wave(
            study=study,
            code=code,
            label_de=labels["de"],
            label_en=labels["en"],
            starts_on=starts_on,
            ends_on=ends_on,
        )
        session.add(wave)
        audit.append("wave.create", wave, actor)
        return wave


def change_study(study: Study, *, actor: Actor, **facts: object) -> None:
    """Takes over what was entered; only what differs is written and noted."""
    require(actor, "study.edit")
    with transaction():
        problems = _empty(title=str(facts.get("title", study.title)))
        if problems:
            raise Rejected(problems)
        changed = _apply(study, facts)
        if changed:
            audit.append("study.change", study, actor, {"columns": changed})


def change_wave(wave: Wave, *, actor: Actor, **facts: object) -> None:
    """New labels or dates of a wave. Raises `Rejected` where the dates are in the wrong order."""
    require(actor, "wave.edit")
    with transaction():
        changed = _apply(wave, facts)
        problems = _empty(label=wave.label_de and wave.label_en)
        if wave.ends_on < wave.starts_on:
            problems.append(Problem("DATES_REVERSED"))
        if problems:
            raise Rejected(problems)
        if changed:
            audit.append("wave.change", wave, actor, {"columns": changed})


def _apply(row: Study | Wave, facts: Mapping[str, object]) -> list[str]:
    """Sets the columns whose values differ; their names, for the audit log."""
    changed = sorted(name for name, value in facts.items() if getattr(row, name) != value)
    for name in changed:
        setattr(row, name, facts[name])
    return changed


def set_wave_state(wave: Wave, state: WaveState, *, actor: Actor | None = None) -> None:
    """Moves a wave on. Nothing goes into the field while a rule of the checklist is broken.

    Releasing a wave opens its results to the client and is noted with who and when.
    """
    if actor:
        require(actor, "wave.release" if state is WaveState.RELEASED else "wave.edit")
    with transaction():
        before = wave.state
        problems = _step_problems(wave, state)
        if problems:
            raise Rejected(problems)
        wave.state = state
        if state is WaveState.RELEASED:
            wave.released_at = utcnow()
            wave.released_by_id = actor.user_id if actor else None
        if state is WaveState.FIELD:
            wave.study.state = StudyState.RUNNING
        audit.append("wave.state", wave, actor, {"before": before.value, "after": state.value})


def refuse_released(wave: Wave) -> None:
    """Whoever plans in a wave asks first: the client would read figures that still move.

    Raises `Rejected` WAVE_RELEASED.
    """
    if wave.state is WaveState.RELEASED:
        raise Rejected([Problem("WAVE_RELEASED")])


def _step_problems(wave: Wave, state: WaveState) -> list[Problem]:
    if state.value not in WAVE_STEPS[wave.state.value]:
        details = {"before": wave.state.value, "after": state.value}
        return [Problem("WAVE_STEP_NOT_POSSIBLE", params=details)]
    if state is WaveState.FIELD:
        return blocking(checklist(wave, utcnow().date()))
    unsettled = progress.of_waves([wave], utcnow())[0].unsettled if state is WaveState.RELEASED else 0
    return [Problem("VISITS_STILL_OPEN", params={"count": unsettled})] if unsettled else []


def grounds_of(study: Study) -> Grounds:
    """What the checklist's rules ask of a study."""
    return Grounds(
        kind=study.kind,
        purpose=study.purpose,
        legal_basis=study.legal_basis,
        order_reference=study.order_reference,
        works_council=study.works_council.value,
        retention_days=study.retention_days,
        minimum_tests=study.minimum_tests,
        minimum_headcount=study.minimum_headcount,
    )


def checklist(wave: Wave, today: date) -> list[Line]:
    """Everything that must, or should, be in order before the wave goes into the field."""
    study = wave.study
    planned = progress.of_waves([wave], utcnow())[0]
    preparation = Preparation(
        scenarios=_count(select(func.count()).where(Scenario.study_id == study.id)),
        planned=planned.wanted,
        ends_on=wave.ends_on,
        small_places=_count(_small_places(wave)),
        plays=[_play(each) for each in scenarios.played_in(wave)],
    )
    return [*grounds_lines(grounds_of(study)), *wave_lines(preparation, today)]


def _play(scenario: Scenario) -> Play:
    """What is written; a text of blanks is none."""
    content = scenario.content

    def is_written(texts: Mapping[str, str]) -> bool:
        return any(str(text).strip() for text in texts.values())

    return Play(
        key=str(scenario.public_id),
        name=scenario.code,
        role=is_written(content.get("role", {})),
        must_say=any(is_written(texts) for texts in content.get("must_say", [])),
        exit_line=is_written(content.get("exit_line", {})),
    )


def _small_places(wave: Wave) -> Select[int]:
    too_small = or_(OrgUnit.headcount.is_(None), OrgUnit.headcount < wave.study.minimum_headcount)
    return (
        select(func.count(WaveLocation.location_id.distinct()))
        .join(OrgUnit, WaveLocation.location_id == OrgUnit.id)
        .where(WaveLocation.wave_id == wave.id, too_small)
    )


def _count(query: Select[int]) -> int:
    return reading().scalar(query) or 0


def set_study_state(study: Study, state: StudyState, *, actor: Actor) -> None:
    """Closes a study, or opens it again."""
    require(actor, "study.edit")
    with transaction():
        before, study.state = study.state, state
        audit.append("study.state", study, actor, {"before": before.value, "after": state.value})


@dataclass(frozen=True, slots=True)
class StudyFilter:
    """What a list of studies is narrowed to; empty parts narrow nothing."""

    text: str = ""
    client: UUID | None = None
    state: StudyState | None = None


def find_studies(
    actor: Actor, wanted: StudyFilter, *, page: int = 1, size: int = 25
) -> tuple[list[Study], int]:
    """A page of the studies the person may see, the newest first, with clients and waves; and how many."""
    conditions = [visible(actor, Study), *_narrowed(wanted)]
    total = _count(select(func.count(Study.id)).join(Client).where(*conditions))
    query = (
        select(Study)
        .join(Client)
        .where(*conditions)
        .options(contains_eager(Study.client), selectinload(Study.waves))
        .order_by(Study.created_at.desc(), Study.id.desc())
    )
    return list(reading().scalars(query.limit(size).offset((page - 1) * size))), total


def _narrowed(wanted: StudyFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.text:
        columns = (Study.title, Study.code, Study.order_reference, Client.name)
        yield or_(*(column.icontains(wanted.text, autoescape=True) for column in columns))
    if wanted.client:
        yield Client.public_id == wanted.client
    if wanted.state:
        yield Study.state == wanted.state


def waves_of(study: Study) -> list[Wave]:
    """The study's waves in order of time."""
    query = select(Wave).where(Wave.study_id == study.id).order_by(Wave.starts_on, Wave.id)
    return list(reading().scalars(query))


def _empty(**fields: str) -> list[Problem]:
    return [
        Problem("FIELD_EMPTY", params={"field": name}) for name, value in fields.items() if not value.strip()
    ]
