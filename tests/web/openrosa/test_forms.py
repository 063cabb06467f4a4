"""What Collect is offered: the tester's own forms as frozen bytes, and the own visits beside them."""

from __future__ import annotations

import csv
import hashlib
from datetime import timedelta

import pytest
from flask import Flask

from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, CollectForm
from tests import build
from tests.cast import someone
from tests.collect import Collect, issued_to
from tests.web.field_world import a_visit, fresh

NEWER = build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"').replace("Store visit", "Newer visit")


@pytest.fixture
def collect(app: Flask) -> Collect:
    return Collect(app, issued_to())


def visits(form_files: dict[str, bytes]) -> list[dict[str, str]]:
    return list(csv.DictReader(form_files["mystery_visits.csv"].decode().splitlines()))


def another_visit(beside: Assignment, **columns: object) -> Assignment:
    with transaction():
        return build.assignment(
            beside.wave,
            build.place("kiel"),
            beside.scenario,
            someone("Tara"),
            **{"state": AssignmentState.BRIEFED, **columns},
        )


def test_a_tester_is_offered_the_forms_of_open_visits(collect: Collect) -> None:
    assert collect.form_list() == []
    a_visit(state=AssignmentState.BRIEFED)
    (entry,) = collect.form_list()
    assert (entry["formID"], entry["version"], entry["name"]) == ("store-visit", "1", "Testkauf")
    assert "descriptionText" not in entry
    assert collect.form_list("?verbose=true")[0]["descriptionText"]


def test_nobody_is_offered_the_forms_of_others(app: Flask, collect: Collect) -> None:
    a_visit(state=AssignmentState.BRIEFED)
    (entry,) = collect.form_list()
    toni = Collect(app, issued_to("Toni"))
    assert toni.form_list() == []
    for url in (entry["downloadUrl"], entry["manifestUrl"]):
        path = url.removeprefix("http://localhost:8000").replace(collect.issued.token, toni.issued.token)
        assert toni.ask("GET", path).status_code == 404
        assert toni.ask("GET", path.replace("/manifest", "/files/mystery_visits.csv")).status_code == 404


def test_the_list_can_be_narrowed(collect: Collect) -> None:
    a_visit(state=AssignmentState.BRIEFED)
    assert len(collect.form_list("?formID=store-visit")) == 1
    assert collect.form_list("?formID=other") == []


def test_two_versions_in_the_field_are_both_offered(collect: Collect) -> None:
    visit = a_visit(state=AssignmentState.BRIEFED)
    with transaction():
        newer = build.scenario(
            visit.wave.study, code="newer", questionnaire_version=build.questionnaire(NEWER)
        )
    with transaction():
        build.assignment(visit.wave, build.place("kiel"), newer, someone("Tara"), AssignmentState.BRIEFED)
    assert [entry["version"] for entry in collect.form_list()] == ["2", "1"]


def test_a_visit_that_is_over_takes_its_form_out_of_the_list(collect: Collect) -> None:
    a_visit(state=AssignmentState.APPROVED)
    assert collect.form_list() == []
    assert [entry["version"] for entry in collect.form_list("?listAllVersions=true")] == ["1"]


def test_the_bytes_of_a_form_never_change(collect: Collect) -> None:
    a_visit(state=AssignmentState.BRIEFED)
    first = collect.download(collect.form_list()[0])
    with transaction():
        form = reading().query(CollectForm).one()
        assert hashlib.md5(form.xform).hexdigest() == form.md5
        form.xform = form.xform.replace(b"<model", b"<model ")  # as if an older converter had made it
        form.md5 = hashlib.md5(form.xform).hexdigest()
    again = collect.download(collect.form_list()[0])
    assert again.xml == first.xml.replace(b"<model", b"<model ")


def test_the_form_says_what_the_list_says(collect: Collect) -> None:
    a_visit(state=AssignmentState.BRIEFED)
    form = collect.download(collect.form_list()[0])
    assert b'id="store-visit"' in form.xml
    assert b'version="1"' in form.xml
    assert f"<h:title>{form.name}</h:title>".encode() in form.xml


def test_the_tester_chooses_among_the_visits_that_are_briefed(collect: Collect) -> None:
    visit = a_visit(state=AssignmentState.BRIEFED)
    other = another_visit(visit, window_from=build.MOMENT + timedelta(days=1))
    another_visit(visit, state=AssignmentState.ASSIGNED)
    another_visit(visit, state=AssignmentState.IN_REVIEW)
    rows = visits(collect.download(collect.form_list()[0]).files)
    assert [row["name"] for row in rows] == [str(visit.public_id), str(other.public_id)]
    assert rows[0]["location"] == "Bremen"
    assert rows[0]["label"].startswith("Bremen · 23/11/2026 11:00")
    assert rows[0]["role"] == "You shop here for the first time."


def test_new_visits_reach_the_device_without_a_new_form(collect: Collect) -> None:
    visit = a_visit(state=AssignmentState.BRIEFED)
    (before,) = collect.form_list()
    (file_before,) = collect.manifest(before)
    another_visit(visit)
    (after,) = collect.form_list()
    (file_after,) = collect.manifest(after)
    assert before == after
    assert file_before["hash"] != file_after["hash"]


def test_lists_beside_a_questionnaire_travel_with_the_columns_it_reads(collect: Collect) -> None:
    text = build.QUESTIONNAIRE + (
        "      - {item: shop, type: select_one shops.csv, label: {de: Laden, en: Shop}}\n"
    )
    import json

    from mystery.questionnaire import canonical, compile_form, read
    from mystery.store.models import QuestionnaireVersion

    tables = {"shops.csv": ({"name": "a1", "label": "Ä 1", "secret": "x"},)}
    definition, _ = read(text, "q.yaml", tables=tables)
    form = compile_form(definition)
    with transaction() as session:
        version = QuestionnaireVersion(
            name="store-visit",
            version="9",
            definition=text,
            package=json.loads(canonical(form.package)),
            fingerprint=form.fingerprint,
            published_at=build.MOMENT,
        )
        session.add(version)
    a_visit(state=AssignmentState.BRIEFED, questionnaire_version=version)
    files = collect.download(collect.form_list()[0]).files
    assert files["shops.csv"].decode() == "name,label\na1,Ä 1\n"


def test_nothing_of_the_scheme_is_in_any_byte(collect: Collect) -> None:
    a_visit(state=AssignmentState.BRIEFED)
    form = collect.download(collect.form_list()[0])
    served = form.xml + b"".join(form.files.values())
    for secret in (b"weight", b"points", b"store-visit-standard"):
        assert secret not in served


def test_a_questionnaire_that_takes_our_name_is_not_offered(collect: Collect) -> None:
    with transaction():
        version = build.questionnaire(NEWER.replace("greeted,", "mystery_visit,"))
    a_visit(state=AssignmentState.BRIEFED, questionnaire_version=version)
    assert collect.form_list() == []


def test_a_device_may_ask_which_visits_are_gone(collect: Collect) -> None:
    visit = a_visit(state=AssignmentState.BRIEFED)
    ids = f"{visit.public_id},00000000-0000-4000-8000-000000000000"
    reply = collect.ask("GET", f"{collect.root}/integrity?id={ids}").get_data(as_text=True)
    assert reply.count("<deleted>false</deleted>") == reply.count("<deleted>true</deleted>") == 1
    assert fresh(visit).state is AssignmentState.BRIEFED
