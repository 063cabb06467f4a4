"""A report of Collect that holds something impossible is kept, and never fails for ever."""

from __future__ import annotations

import pytest
from flask import Flask

from mystery.services.interviews import submission_of
from mystery.store.models import IntakeState
from tests.collect import Collect, issued_to, report
from tests.web.openrosa.test_submissions import a_briefed_visit, intakes, submissions


@pytest.fixture
def collect(app: Flask) -> Collect:
    return Collect(app, issued_to())


def test_an_audit_csv_that_cannot_be_read_tells_no_times_and_costs_nobody_a_visit(collect: Collect) -> None:
    audit = "event,node,start,end\nquestion,/data/welcome/greeted," + "1" * 140_000 + ",2\n"
    xml = report(a_briefed_visit(), meta="<audit>audit.csv</audit>")
    assert collect.post(xml, {"audit.csv": audit.encode()}).status_code == 201
    assert submission_of(submissions()[0]).answers == {"greeted": "yes", "queue_minutes": 4}


@pytest.mark.parametrize("number", ["inf", "NaN", "1e999"])
def test_a_number_without_end_is_kept_for_a_person(collect: Collect, number: str) -> None:
    answers = f"<welcome><greeted>yes</greeted><queue_minutes>{number}</queue_minutes></welcome>"
    assert collect.post(report(a_briefed_visit(), answers)).status_code == 202
    assert (intakes()[0].state, intakes()[0].reason) == (IntakeState.INBOX, "INTAKE_ANSWERS_IMPOSSIBLE")
