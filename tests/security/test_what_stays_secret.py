"""What an interview is worth stays out of the field: planted markers must never be served there."""

from __future__ import annotations

import gzip
import json

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from mystery.access import Role
from mystery.exports.collect import write_collect_xform
from mystery.exports.xform import write_xform
from mystery.questionnaire import canonical, compile_form, read
from mystery.questionnaire.xlsform import read_workbook
from mystery.services.transaction import transaction
from mystery.store.database import db
from mystery.store.models import Interview, Scenario
from tests import build
from tests.security.conftest import Visitor
from tests.unit.xlsform.forms import xlsx
from tests.web.world import World

MARK = "zq7-planted"
QUESTIONNAIRE = build.QUESTIONNAIRE.replace(
    'label: {de: Ja, en: "Yes"}}', f'label: {{de: Ja, en: "Yes"}}, score: {MARK}-column}}'
).replace("label: {de: Begrüßt?", f"extras: {{weight: {MARK}-extra}}, label: {{de: Begrüßt?")
QUESTIONNAIRE += f"settings: {{scoring: {MARK}-setting}}\n"
SCHEME = (
    build.SCHEME.replace("store-visit-standard", f"{MARK}-scheme")
    + f"knock_outs: [{{when: \"${{greeted}} = 'no'\", cap: 40, reason: {{de: {MARK}-de, en: {MARK}-en}}}}]\n"
    + f"grades: [[80, {MARK}-grade], [0, {MARK}-low]]\n"
)
FIELD = (Role.TESTER, Role.CALLER)


@pytest.fixture
def planted(stage: tuple[Flask, World]) -> tuple[Flask, World]:
    """Every scenario is played with the marked questionnaire and scored by the marked scheme."""
    with transaction():
        version, scheme = build.questionnaire(QUESTIONNAIRE), build.scheme(SCHEME, f"{MARK}-scheme")
        for scenario in db.session.scalars(select(Scenario)):
            scenario.questionnaire_version, scenario.scheme_version = version, scheme
        for interview in db.session.scalars(select(Interview)):
            interview.form_fingerprint = version.fingerprint
    return stage


def _bytes_of(reply: TestResponse) -> bytes:
    """Everything that went over the line: headers, and the body as it unfolds."""
    body = reply.get_data()
    if reply.headers.get("Content-Encoding") == "gzip":
        body = gzip.decompress(body)
    return str(reply.headers).encode() + body


@pytest.mark.parametrize("role", FIELD)
def test_no_byte_served_in_the_field_tells_what_an_answer_is_worth(
    planted: tuple[Flask, World], role: Role
) -> None:
    visitor = Visitor(*planted, role)
    served = {address: _bytes_of(visitor.send("GET", address)) for address in visitor.addresses("GET")}
    assert [address for address, body in served.items() if MARK.encode() in body] == []


def test_a_tester_is_served_the_marked_questionnaire(planted: tuple[Flask, World]) -> None:
    """Otherwise the test above would look at pages without it."""
    visitor = Visitor(*planted, Role.TESTER)
    served = [_bytes_of(visitor.send("GET", address)) for address in visitor.addresses("GET")]
    assert any("Begrüßt?".encode() in body or b"Begr\\u00fc" in body for body in served)


@pytest.mark.parametrize("role", FIELD)
@pytest.mark.parametrize("body", [{}, {"events": [], "answers": {"greeted": "no"}}])
def test_no_reply_to_what_the_field_sends_tells_it_either(
    planted: tuple[Flask, World], role: Role, body: object
) -> None:
    visitor = Visitor(*planted, role)
    for address in visitor.addresses("POST"):
        reply = visitor.send("POST", address, data=json.dumps(body), content_type="application/json")
        assert MARK.encode() not in _bytes_of(reply), address


def test_the_markers_are_where_an_analyst_can_see_them(planted: tuple[Flask, World]) -> None:
    """Otherwise the tests above would look for what is nowhere."""
    visitor = Visitor(*planted, Role.RESEARCHER)
    assert any(MARK.encode() in _bytes_of(visitor.send("GET", each)) for each in visitor.addresses("GET"))


SCORING_COLUMNS = ("score", "weight", "points", "ko", "target", "Bewertung", "mystery_score", "comment")


def _workbook() -> bytes:
    """Markers in every column that a scoring key has been seen in, on every sheet that may hold one."""
    marked = [f"{MARK}-{column}" for column in SCORING_COLUMNS]
    return xlsx(
        {
            "survey": [
                ["type", "name", "label", "interviewer_note", "warning", "warning_message", *SCORING_COLUMNS],
                ["select_one yn", "greeted", "Greeted?", "Look", ". != 'no'", "Sure?", *marked],
                ["select_one town", "town", "Town?", "", "", "", *marked],
            ],
            "choices": [
                ["list_name", "name", "label", *SCORING_COLUMNS],
                ["yn", "yes", "Yes", *marked],
                ["town", "kiel", "Kiel", *marked],
            ],
            "settings": [["form_id", *SCORING_COLUMNS], ["visit", *marked]],
            "scoring": [["item", "value"], ["greeted", MARK]],
        }
    )


def test_neither_a_form_package_nor_an_xform_carries_a_column_of_the_scoring_key() -> None:
    definition, _ = read_workbook(_workbook(), "visit.xlsx")
    assert MARK in str(definition)
    assert MARK not in canonical(compile_form(definition).package)
    assert MARK not in write_xform(definition)
    assert MARK.encode() not in write_collect_xform(definition)


def test_a_marked_questionnaire_of_ours_tells_nothing_either() -> None:
    definition, problems = read(QUESTIONNAIRE)
    assert not problems
    assert MARK in str(definition)
    assert MARK not in canonical(compile_form(definition).package)
    assert MARK not in write_xform(definition)
    assert MARK.encode() not in write_collect_xform(definition)
