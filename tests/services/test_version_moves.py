"""Open work goes on with a newer version; what was handed in stays as it was."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import select

from mystery import interview as engine
from mystery.interview import Event
from mystery.problems import Forbidden, Rejected
from mystery.services import briefing, dossiers, interviews, scores, version_moves
from mystery.services.accounts import actor_for
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Interview,
    QuestionnaireVersion,
    Scenario,
    Submission,
    Wave,
)
from tests import build
from tests.cast import someone

_GONE = "{item: queue_minutes, type: integer, label: {de: Minuten in Schlange, en: Queue in minutes}}"
_FRESH = "{item: thanked, type: select_one yes-no, label: {de: Dank?, en: Thanks?}}"
NEWER = build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"').replace(_GONE, _FRESH)


@dataclass(frozen=True)
class Field:
    """A wave with work on version 1, and version 2 of its questionnaire."""

    wave: Wave
    open: Assignment
    untouched: Assignment
    handed_in: Assignment
    interview: Interview
    version: QuestionnaireVersion


@pytest.fixture
def field(app: Flask) -> Field:
    with transaction():
        study = build.study(build.client())
        scenario = build.scenario(study)
        wave = build.wave(study)
        tara = someone("Tara")
        in_field = build.assignment(wave, build.place("bremen"), scenario, tara, AssignmentState.IN_FIELD)
        untouched = build.assignment(wave, build.place("kiel"), scenario, tara, AssignmentState.ASSIGNED)
        handed_in = build.assignment(wave, build.place("ulm"), scenario, tara, AssignmentState.IN_REVIEW)
        interview = build.interview(in_field, tara)
        build.submission(build.interview(handed_in, tara))
        version = build.questionnaire(NEWER)
    interviews.append(
        interview,
        [
            Event(2, "answer", "greeted", "yes", "2026-11-23T10:01:00Z", 60_000),
            Event(3, "answer", "queue_minutes", 7, "2026-11-23T10:02:00Z", 120_000),
        ],
    )
    return Field(wave, in_field, untouched, handed_in, interview, version)


def moved(field: Field, *chosen: Assignment) -> int:
    rita = actor_for(someone("Rita"))
    return version_moves.move_on(field.wave, field.version, {each.public_id for each in chosen}, actor=rita)


def test_the_wave_is_offered_the_newer_version_for_its_open_work(field: Field) -> None:
    assert [each.version for each in version_moves.offered(field.wave)] == ["2"]
    work = version_moves.work_for(field.wave, field.version)
    assert [each.assignment.id for each in work] == [field.open.id, field.untouched.id]
    assert work[0].move is not None
    assert work[0].move.carried == ("greeted",)
    assert work[0].move.orphaned == ("queue_minutes",)
    assert work[0].move.fresh == ("thanked",)
    assert work[1].move is None


def test_an_interview_goes_on_and_nothing_is_lost(field: Field) -> None:
    before = interviews.journal(field.interview)
    assert moved(field, field.open, field.untouched) == 2
    journal = interviews.journal(field.interview)
    assert journal[:3] == before
    assert [each.kind for each in journal[3:]] == ["migrate"]
    assert field.interview.form_fingerprint == field.version.fingerprint
    form = form_by_fingerprint(field.interview.form_fingerprint)
    assert engine.state(form, journal).answers == {"greeted": "yes"}
    assert [(each.path, each.answer) for each in engine.orphans(journal)] == [("queue_minutes", 7)]
    assert interviews.append(field.interview, [Event(5, "answer", "thanked", "no")]) == 5


def test_the_play_stays_word_for_word_and_binds_the_new_version(field: Field) -> None:
    old = field.open.scenario
    moved(field, field.open, field.untouched)
    new = field.open.scenario
    assert new.id == field.untouched.scenario.id != old.id
    assert (new.content, new.code, new.version) == (old.content, old.code, old.version + 1)
    assert new.questionnaire_version.version == "2"
    assert reading().get_one(Scenario, old.id).questionnaire_version.version == "1"


def test_what_was_handed_in_stays_and_is_read_with_its_own_version(field: Field) -> None:
    moved(field, field.open, field.untouched)
    assert field.handed_in.scenario.questionnaire_version.version == "1"
    row = reading().scalars(select(Submission)).one()
    assert [item.path for item in dossiers.dossier(row, "en").items] == ["greeted", "queue_minutes"]
    assert scores.score_of(row).total is not None


def test_a_review_lists_what_was_left_behind(field: Field) -> None:
    moved(field, field.open)
    events = [
        Event(5, "answer", "thanked", "yes", "2026-11-23T10:05:00Z", 300_000),
        Event(6, "finish", "", None, "2026-11-23T10:06:00Z", 360_000),
    ]
    interviews.append(field.interview, events)
    row = interviews.finish(field.interview)
    (left,) = dossiers.dossier(row, "en").left_behind
    assert (left.label, left.told.value, left.version) == ("Queue in minutes", 7, "1")


def test_a_passed_quiz_counts_for_the_same_play(field: Field) -> None:
    assert briefing.has_passed(field.open)
    moved(field, field.open)
    assert briefing.has_passed(field.open)


def test_every_move_is_in_the_audit_log(field: Field) -> None:
    moved(field, field.open)
    acts = set(reading().scalars(select(AuditEntry.action)))
    assert {"assignment.version", "interview.migrate"} <= acts


def test_only_open_work_can_be_moved(field: Field) -> None:
    with pytest.raises(Rejected) as refused:
        moved(field, field.handed_in)
    assert [problem.code for problem in refused.value.problems] == ["NOTHING_TO_MOVE"]


def test_a_scheduler_moves_nothing(field: Field) -> None:
    stefan = actor_for(someone("Stefan"))
    with pytest.raises(Forbidden):
        version_moves.move_on(field.wave, field.version, {field.open.public_id}, actor=stefan)


def test_a_version_that_breaks_the_data_is_refused(field: Field) -> None:
    text = build.QUESTIONNAIRE.replace('version: "1"', 'version: "3"').replace("type: integer", "type: text")
    with transaction():
        broken = build.questionnaire(text)
    rita = actor_for(someone("Rita"))
    with pytest.raises(Rejected) as refused:
        version_moves.move_on(field.wave, broken, {field.open.public_id}, actor=rita)
    assert [problem.code for problem in refused.value.problems] == ["VERSION_TYPE_CHANGED"]
    assert [each.kind for each in interviews.journal(field.interview)] == ["open", "answer", "answer"]
