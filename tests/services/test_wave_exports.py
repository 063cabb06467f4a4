"""Records of a wave are exported whole, by pseudonym, in a fixed number of questions, and it is logged."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event, select

from mystery.exports.wave import FORMATS, Wanted
from mystery.problems import Forbidden, Rejected
from mystery.services import samples, wave_exports
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.services.wave_exports import Choice
from mystery.store.database import db
from mystery.store.models import AssignmentState, AuditEntry, Interview, Scenario, Wave, WaveState
from tests import build, sample_world
from tests.cast import someone

CODES = Wanted("en", labels=False)


def a_wave(visits: int = 0) -> Wave:
    with transaction():
        study = build.study(build.client("nord"))
        scenario = build.scenario(study)
        wave = build.wave(study, state=WaveState.REVIEW)
        for _ in range(visits):
            build.score(build.submission(an_interview(wave, scenario)))
    return wave


def an_interview(wave: Wave, scenario: Scenario) -> Interview:
    tara = someone("Tara")
    state = AssignmentState.APPROVED
    return build.interview(build.assignment(wave, build.place("bremen"), scenario, tara, state), tara)


def rows_of(folder: Path, wave: Wave, wanted: Wanted = CODES) -> list[dict[str, str]]:
    wave_exports.export_to(folder, wave, Choice("csv", wanted))
    text = (folder / "s-1-w-1-store-visit.csv").read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.mark.usefixtures("app")
def test_the_newest_revision_of_each_interview_is_exported(tmp_path: Path) -> None:
    wave = a_wave()
    with transaction():
        scenario = build.scenario(wave.study, "other")
        revised = an_interview(wave, scenario)
        build.score(build.submission(revised, {"greeted": "no"}), 40.0)
        build.submission(revised, {"greeted": {"missing": "dont_know"}}, version=2)
        build.score(
            build.submission(an_interview(wave, scenario), {"greeted": "yes", "queue_minutes": -3}), 80.0
        )
        build.submission(an_interview(wave, scenario)).interview.set_aside_at = build.MOMENT
    first, second = sorted(rows_of(tmp_path, wave), key=lambda row: row["meta_revision"])
    assert (second["greeted"], second["meta_revision"], second["score_total"]) == ("dont_know", "2", "")
    assert (first["greeted"], first["queue_minutes"], first["score_total"]) == ("yes", "-3", "80.0")
    assert (first["meta_tester"], first["meta_place"]) == (someone("Tara").tester_profile.pseudonym, "bremen")
    assert (first["meta_started_at"], first["meta_time_zone"]) == (
        "2026-11-23T11:00:00+01:00",
        "Europe/Berlin",
    )
    assert (first["meta_review"], first["score_scheme"]) == ("approved", "store-visit-standard 1")


@pytest.mark.usefixtures("app")
def test_both_versions_of_a_questionnaire_stand_in_one_file(tmp_path: Path) -> None:
    wave = a_wave(visits=1)
    newer = build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"').replace(
        "queue_minutes", "wait_minutes"
    )
    with transaction():
        scenario = build.scenario(wave.study, "newer", questionnaire_version=build.questionnaire(newer))
        build.submission(an_interview(wave, scenario), {"greeted": "no", "wait_minutes": 7})
    rows = {row["meta_version"]: row for row in rows_of(tmp_path, wave)}
    assert (rows["1"]["queue_minutes"], rows["1"]["wait_minutes"]) == ("4", "")
    assert (rows["2"]["queue_minutes"], rows["2"]["wait_minutes"]) == ("", "7")
    assert wave_exports.questionnaires_in(wave) == {"store-visit": 2}


@pytest.mark.usefixtures("app")
def test_a_hundred_records_need_as_many_questions_as_two(tmp_path: Path) -> None:
    counts = []
    for visits in (2, 98):
        wave = reading().scalar(select(Wave)) or a_wave()
        with transaction():
            scenario = reading().scalars(select(Scenario)).one()
            for _ in range(visits):
                build.submission(an_interview(wave, scenario))
        counts.append(_questions(tmp_path, wave))
    assert counts[0] == counts[1]


def _questions(folder: Path, wave: Wave) -> int:
    asked: list[str] = []

    def note(conn: object, cursor: object, statement: str, *more: object) -> None:
        asked.append(statement)

    reading().expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    wave_exports.export_to(folder, wave, Choice("sav"))
    event.remove(db.engine, "before_cursor_execute", note)
    return len(asked)


@pytest.mark.usefixtures("app")
def test_an_export_is_in_the_audit_log_with_counts_and_without_contents(tmp_path: Path) -> None:
    wave, rita = a_wave(visits=3), actor_for(someone("Rita"))
    wave_exports.export_to(tmp_path, wave, Choice("sav", CODES), actor=rita)
    entry = reading().scalars(select(AuditEntry).where(AuditEntry.action == "export.made")).one()
    assert (entry.actor, entry.subject_id) == (rita.public_id, str(wave.public_id))
    assert entry.details == {
        "format": "sav",
        "language": "en",
        "labels": False,
        "records": {"store-visit": 3},
        "files": 1,
    }


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("format", FORMATS)
def test_no_file_names_a_person(format: str, tmp_path: Path) -> None:
    wave = sample_world.a_wave()
    sample_world.take(wave)
    with transaction():
        scenario = reading().scalars(select(Scenario)).one()
        build.submission(an_interview(wave, scenario))
    before = _contents(tmp_path / "before", wave, format)
    samples.erase_people(wave, actor_for(someone("Stefan")))
    after = _contents(tmp_path / "after", wave, format)
    for secret in (b"Tara", b"tara@testers.example", b"Ida Alt", b"1234567"):
        assert secret not in before
        assert secret not in after


def _contents(folder: Path, wave: Wave, format: str) -> bytes:
    folder.mkdir()
    wave_exports.export_to(folder, wave, Choice(format), now=build.MOMENT)
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.usefixtures("app")
def test_who_may_not_export_gets_nothing_and_nothing_is_written(tmp_path: Path) -> None:
    wave = a_wave(visits=1)
    for name in ("Heidi", "Rolf", "Stefan", "Tara", "Wera"):
        with pytest.raises(Forbidden):
            wave_exports.export_to(tmp_path, wave, Choice("csv"), actor=actor_for(someone(name)))
    assert list(tmp_path.iterdir()) == []


def test_a_wave_without_records_is_refused(app: Flask, tmp_path: Path) -> None:
    wave = a_wave()
    with pytest.raises(Rejected) as empty:
        wave_exports.export_to(tmp_path, wave, Choice("csv"))
    with transaction():
        build.submission(an_interview(wave, reading().scalars(select(Scenario)).one()))
    with pytest.raises(Rejected) as unknown:
        wave_exports.export_to(tmp_path, wave, Choice("csv", questionnaire="nix"))
    assert [each.value.problems[0].code for each in (empty, unknown)] == [
        "EXPORT_EMPTY",
        "EXPORT_QUESTIONNAIRE_UNKNOWN",
    ]
