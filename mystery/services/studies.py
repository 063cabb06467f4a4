"""Studies and their waves: what a client ordered, and when it is in the field."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit
from mystery.services.transaction import reading, transaction
from mystery.store.models import Client, Study, Wave, WaveState


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


def set_wave_state(wave: Wave, state: WaveState, *, actor: Actor | None = None) -> None:
    """Moves a wave on. Releasing it opens its results to the client and is noted with who and when."""
    if actor:
        require(actor, "wave.release" if state is WaveState.RELEASED else "wave.edit")
    with transaction():
        before, wave.state = wave.state, state
        if state is WaveState.RELEASED:
            wave.released_at = utcnow()
            wave.released_by_id = actor.user_id if actor else None
        audit.append("wave.state", wave, actor, {"before": before.value, "after": state.value})


def waves_of(study: Study) -> list[Wave]:
    """The study's waves in order of time."""
    query = select(Wave).where(Wave.study_id == study.id).order_by(Wave.starts_on, Wave.id)
    return list(reading().scalars(query))


def _empty(**fields: str) -> list[Problem]:
    return [
        Problem("FIELD_EMPTY", params={"field": name}) for name, value in fields.items() if not value.strip()
    ]
