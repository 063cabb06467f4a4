"""Findings from the database: who may read which, and what stays hidden."""

from __future__ import annotations

import threading
import time
from collections import Counter, OrderedDict
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.access import Actor
from mystery.problems import Forbidden, NotFound, Rejected
from mystery.services import accounts, findings, reports, results, visits
from mystery.services.results import Result
from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import AssignmentState, AuditEntry, Wave
from mystery.weakspots import Findings
from tests import build, findings_world
from tests.cast import someone


def actor(name: str) -> Actor:
    return accounts.actor_for(someone(name))


def read(name: str, scope: str | None = None) -> Result:
    result = results.result_for(actor(name), scope=scope)
    assert result is not None
    return result


@pytest.fixture
def waves(app: Flask) -> dict[str, object]:
    return dict(findings_world.populate())


@pytest.mark.usefixtures("waves")
def test_a_client_reads_released_waves_and_a_researcher_those_under_review_too() -> None:
    assert [wave.code for wave in results.waves_for(actor("Heidi"))] == ["w-1"]
    assert {wave.code for wave in results.waves_for(actor("Rita"))} == {"w-1", "w-2", "w-9"}


@pytest.mark.usefixtures("waves")
def test_the_total_is_the_mean_of_all_visits() -> None:
    findings = read("Heidi").findings
    assert findings.total.n == 13
    assert findings.total.value == pytest.approx((60 * 6 + 80 * 5 + 90 * 2) / 13)
    assert [spot.key for spot in findings.weak_spots] == ["store-visit/greeted"]


def test_a_wave_is_compared_with_the_released_one_before_it(waves: dict[str, object]) -> None:
    result = results.result_for(actor("Rita"), waves["under_review"])  # type: ignore[arg-type]
    assert result is not None
    assert [point.wave for point in result.findings.trend] == ["w-1", "w-2"]
    first = results.result_for(actor("Rita"), waves["released"])  # type: ignore[arg-type]
    assert first is not None
    assert [point.wave for point in first.findings.trend] == ["w-1"]


@pytest.mark.parametrize("wave", ["under_review", "foreign"])
@pytest.mark.parametrize("name", ["Heidi", "Renate", "Lothar"])
def test_a_wave_that_is_not_theirs_is_not_found(name: str, wave: str, waves: dict[str, object]) -> None:
    with pytest.raises(NotFound):
        results.result_for(actor(name), waves[wave])  # type: ignore[arg-type]


@pytest.mark.usefixtures("waves")
def test_each_role_is_offered_its_own_part_of_the_tree() -> None:
    names = {name: [part.name for part in read(name).parts] for name in ("Heidi", "Renate", "Lothar")}
    assert names == {
        "Heidi": ["", "Region North", "Region South", "Bremen", "Kiel", "Ulm"],
        "Renate": ["Region North", "Bremen", "Kiel"],
        "Lothar": ["Bremen"],
    }


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize("name", ["Renate", "Lothar"])
def test_a_part_that_is_not_theirs_is_not_found(name: str) -> None:
    for scope in ("", "Region South", str(build.place("ulm").public_id), "nowhere"):
        with pytest.raises(NotFound):
            read(name, scope)


@pytest.mark.usefixtures("waves")
@pytest.mark.parametrize("name", ["Stefan", "Tara", "Wera", "Axel"])
def test_who_has_no_use_for_findings_is_refused(name: str) -> None:
    with pytest.raises(Forbidden):
        results.waves_for(actor(name))


@pytest.mark.usefixtures("waves")
def test_single_visits_of_a_location_with_few_tests_are_not_listed() -> None:
    listed = visits.visits_in(read("Heidi"), actor("Heidi"))
    ulm = str(build.place("ulm").public_id)
    assert ulm not in {visit.location for visit in listed.visits}
    assert listed.hidden >= 2
    assert not visits.is_shown(findings_world.sheet_at("ulm"), actor("Heidi"))
    assert visits.is_shown(findings_world.sheet_at("ulm"), actor("Rita"))


def test_the_same_data_gives_the_same_report_and_each_download_is_logged(waves: dict[str, object]) -> None:
    wave = read("Heidi").wave
    first = reports.study_report(wave, "de", actor=actor("Heidi"))
    assert first.content == reports.study_report(wave, "de", actor=actor("Heidi")).content
    assert first.content.startswith(b"%PDF-")
    assert first.name == "s-1-w-1-de.pdf"
    logged = reading().scalars(select(AuditEntry).where(AuditEntry.action == "report.download")).all()
    assert [(entry.subject_id, entry.actor) for entry in logged] == [
        (str(waves["released"]), someone("Heidi").public_id)
    ] * 2


@pytest.mark.usefixtures("waves")
def test_a_report_on_a_hidden_visit_is_refused_with_the_reason() -> None:
    with pytest.raises(Rejected) as refusal:
        reports.visit_report(findings_world.sheet_at("ulm"), "en", actor=actor("Heidi"))
    assert [problem.code for problem in refusal.value.problems] == ["VISIT_HIDDEN"]


@pytest.mark.usefixtures("waves")
def test_a_wave_is_known_by_its_name_while_that_is_unique() -> None:
    assert reports.wave_named("nord/s-1/w-1").code == "w-1"
    assert reports.wave_named("w-9").study.client.code == "fremd"
    with pytest.raises(Rejected) as refusal:
        reports.wave_named("w-77")
    assert [problem.code for problem in refusal.value.problems] == ["WAVE_UNKNOWN"]
    with pytest.raises(Rejected):
        reports.part_named(reports.wave_named("nord/s-1/w-1"), "Region West")


def test_two_questionnaires_under_one_method_are_never_mixed(app: Flask) -> None:
    findings_world.populate()
    with transaction():
        released = reading().scalars(select(Wave).where(Wave.code == "w-1")).one()
        other = build.scenario(
            released.study,
            "counter",
            questionnaire_version=build.questionnaire(
                build.QUESTIONNAIRE.replace("questionnaire: store-visit", "questionnaire: counter-visit")
            ),
        )
        for _ in range(5):
            given = build.assignment(
                released, build.place("bremen"), other, someone("Tara"), AssignmentState.APPROVED
            )
            build.score(build.submission(build.interview(given, someone("Tara"))), 20.0)
    findings = read("Heidi").findings
    assert {row.key: (row.figure.n, row.figure.value) for row in findings.items} == {
        "store-visit/greeted": (13, pytest.approx((60 * 6 + 80 * 5 + 90 * 2) / 13)),
        "store-visit:counter-visit/greeted": (5, pytest.approx(20)),
    }
    listed = visits.visits_in(read("Heidi"), actor("Heidi")).visits
    assert Counter(visit.method for visit in listed)["store-visit:counter-visit"] == 5


def test_two_who_ask_for_the_same_at_once_have_it_computed_once(
    app: Flask, waves: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    computed: list[object] = []
    compute = findings.find

    def slow(*given: Any) -> Findings:
        computed.append(given)
        gate.wait(10)  # the second has begun to ask
        time.sleep(0.1)
        return compute(*given)

    def ask() -> None:
        with app.app_context():
            wave = reading().scalars(select(Wave).where(Wave.public_id == waves["released"])).one()
            basis = findings.basis_of(wave)
            if computed:
                gate.wait(10)
            answers.append(findings.findings_on(basis))
            db.session.remove()

    gate, answers = threading.Barrier(2), []
    monkeypatch.setattr(findings, "find", slow)
    monkeypatch.setattr(findings, "_kept", OrderedDict())
    first, second = threading.Thread(target=ask), threading.Thread(target=ask)
    first.start()
    while not computed and first.is_alive():
        time.sleep(0.01)
    second.start()
    first.join(20)
    second.join(20)
    assert len(computed) == 1
    assert answers[0] is answers[1]
