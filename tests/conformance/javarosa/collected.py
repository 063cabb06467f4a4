"""Visits done in JavaRosa as with ODK Collect: forms fetched from the server, filled, sent back to it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from mystery.interview import Opening, events_from_answers, state
from mystery.questionnaire import Definition, Form, canonical, compile_form, read
from mystery.questionnaire.yaml_write import write_yaml
from mystery.resources import folder
from mystery.services import intake, interviews
from mystery.services.accounts import actor_for
from mystery.services.forms import form_by_fingerprint
from mystery.services.interviews import submission_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    Intake,
    IntakeState,
    Interview,
    QuestionnaireVersion,
    ScoreLine,
    ScoreSheet,
    Submission,
)
from tests import build
from tests.cast import someone
from tests.collect import Collect, a_photo
from tests.conformance.javarosa import COLLECTOR, ask
from tests.conformance.javarosa.interviews import METADATA, flat, same_answer, submitted

MISSING = "mystery_missing_"
BRIEFED = AssignmentState.BRIEFED
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Visit:
    """An assignment whose form Collect is to fill."""

    name: str
    form: Form
    assignment: Assignment


@dataclass(frozen=True)
class Filled:
    """What JavaRosa has written for a visit; `error` where it could not."""

    visit: Visit
    xml: bytes = b""
    files: Mapping[str, bytes] | None = None
    error: str = ""


def planned(
    definitions: Mapping[str, Definition],
    schemes: Mapping[str, str] | None = None,
    code: str = "collected",
) -> list[Visit]:
    """Tara is to make one visit for each questionnaire."""
    visits = []
    with transaction():
        study = build.study(build.client(), code=code)
        wave = build.wave(study)
        for number, (name, definition) in enumerate(definitions.items()):
            version = published(definition if "/" not in name else replace(definition, name=f"form-{number}"))
            more: dict[str, Any] = {}
            if schemes:
                more["scheme_version"] = build.scheme(schemes[name], f"{name}-{code}")
            play = build.scenario(study, code=f"play-{number}", questionnaire_version=version, **more)
            row = build.assignment(
                wave, build.place("bremen"), play, someone("Tara"), AssignmentState.BRIEFED
            )
            visits.append(Visit(name, compile_form(_read_again(version)), row))
    return visits


def published(definition: Definition) -> QuestionnaireVersion:
    text = write_yaml(definition)
    read_back, _ = read(text, "q.yaml", tables=definition.tables)
    form = compile_form(read_back)
    row = QuestionnaireVersion(
        name=form.name,
        version=form.version,
        definition=text,
        package=json.loads(canonical(form.package)),
        fingerprint=form.fingerprint,
        published_at=build.MOMENT,
    )
    reading().add(row)
    reading().flush()
    return row


def _read_again(version: QuestionnaireVersion) -> Definition:
    definition, _ = read(version.definition, tables=version.package.get("tables", {}))
    return definition


def fill(collect: Collect, visits: Sequence[Visit], place_for_all: Path, seed: int = 1) -> list[Filled]:
    """Downloads every form with what is beside it and lets JavaRosa fill all of them, in one process."""
    entries = {(entry["formID"], entry["version"]): entry for entry in collect.form_list()}
    tasks = []
    for number, visit in enumerate(visits):
        place = place_for_all / str(number)
        place.mkdir()
        form = collect.download(entries[visit.form.name, visit.form.version])
        for name, data in form.files.items():
            (place / name).write_bytes(data)
        wanted = {"mystery_visit": str(visit.assignment.public_id)}
        tasks.append(
            {"xform": form.xml.decode(), "folder": str(place), "seed": seed + number, "wanted": wanted}
        )
    replies = ask(tasks, NOW, "Europe/Berlin", COLLECTOR)
    return [_filled(visit, reply) for visit, reply in zip(visits, replies, strict=True)]


def _filled(visit: Visit, reply: Mapping[str, Any]) -> Filled:
    if "error" in reply or "invalid" in reply:
        return Filled(visit, error=str(reply.get("error") or f"invalid {reply['invalid']}"))
    files = {name: a_photo(shade) for shade, name in enumerate(reply["media"], 1)}
    return Filled(visit, reply["submission"].encode(), {**files, "audit.csv": reply["audit"].encode()})


def send(collect: Collect, filled: Filled) -> list[TestResponse]:
    return collect.send(filled.xml, filled.files)


def submission_for(visit: Visit) -> Submission | None:
    query = select(Submission).join(Interview).where(Interview.assignment_id == visit.assignment.id)
    return reading().scalar(query)


def problems_of(filled: Filled) -> Iterator[str]:
    """What the server made of it otherwise than JavaRosa has it."""
    found = submission_for(filled.visit)
    if found is None:
        query = select(Intake).where(Intake.assignment_id == filled.visit.assignment.id)
        row = reading().scalar(query)
        yield f"not counted: {row.reason if row and row.state is IntakeState.INBOX else row}"
        return
    ours, theirs = dict(flat(submission_of(found).answers)), submitted(filled.visit.form, filled.xml.decode())
    filling = {item.name for item in filled.visit.form.items.values() if item.type in METADATA}
    for path in sorted((ours.keys() | theirs.keys()) - filling):
        if not _is_same(ours.get(path), theirs.get(path, "")):
            yield f"{path}: here {ours.get(path)!r}, JavaRosa {theirs.get(path)!r}"


def _is_same(ours: object, theirs: str) -> bool:
    if isinstance(ours, Mapping):
        told = ours.get("missing") or ours.get("name") or ours.get("what") or ""
        return str(told) == theirs.removeprefix(MISSING) or (bool(ours.get("missing")) and theirs == "")
    return same_answer(ours, theirs)


def scheme(pack: str) -> str:
    return (folder("questionnaires") / pack / "scheme.yaml").read_text(encoding="utf-8")


def again(visit: Visit) -> Assignment:
    """The same test once more, for another way of doing it."""
    row = visit.assignment
    with transaction():
        return build.assignment(row.wave, build.place("kiel"), row.scenario, someone("Tara"), BRIEFED)


def by_tablet(assignment: Assignment, answers: Mapping[str, Any]) -> Submission:
    """What the player would have written for these answers, handed in as it does."""
    actor = actor_for(someone("Tara"))
    interview = intake.open_interview(assignment, actor, mode="capi", language="de")
    form = form_by_fingerprint(interview.form_fingerprint)
    asked = Opening(at=interview.opened_at, seed=interview.seed, mode="capi", zone=interview.zone)
    given = {name: value for name, value in answers.items() if form.items[name].type not in METADATA}
    warned = [each.path for each in state(form, events_from_answers(form, given, asked)).problems]
    events = events_from_answers(form, given, asked, confirmed=dict.fromkeys(warned, "seen"))
    interviews.append(interview, [replace(each, by=str(actor.public_id)) for each in events[1:]])
    return intake.finish(interview, actor)


def lines_of(submission: Submission) -> list[tuple[object, ...]]:
    """The whole score, line by line."""
    columns = (ScoreLine.item, ScoreLine.section, ScoreLine.share, ScoreLine.weight, ScoreLine.points)
    query = select(ScoreSheet.total, *columns).join(ScoreLine, ScoreLine.score_sheet_id == ScoreSheet.id)
    query = query.where(ScoreSheet.submission_id == submission.id).order_by(ScoreLine.item)
    return [tuple(row) for row in reading().execute(query)]


def answered(submission: Submission, form: Form) -> dict[str, object]:
    """The canonical answers without what a clock fills in: the same visit is not made twice at once."""
    found = submission_of(submission).answers
    return {name: value for name, value in found.items() if form.items[name].type not in METADATA}
