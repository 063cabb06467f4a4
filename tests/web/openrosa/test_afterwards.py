"""What became of a report of Collect is decided, and made again, as for a tablet's."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from mystery.services import accounts, collect_access, inbox, rebuild
from mystery.services.context import settings
from mystery.services.interviews import submission_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, CollectSubmission, IntakeState
from tests.cast import someone
from tests.collect import Collect, a_photo, issued_to, number, report
from tests.services.test_rebuild import everything, lose_everything
from tests.web.field_world import a_visit, fresh
from tests.web.openrosa.test_submissions import ask_back, intakes, photo_report, photo_visit, submissions


@pytest.fixture
def collect(app: Flask) -> Collect:
    return Collect(app, issued_to())


def taken(place: int = 0) -> None:
    """The office has looked at a report and takes it."""
    inbox.decide(intakes()[place], inbox.TAKE, "seen", accounts.actor_for(someone("Anna")))


def test_the_office_takes_a_report_of_an_access_that_had_ended(collect: Collect) -> None:
    visit = a_visit(state=AssignmentState.BRIEFED)
    collect_access.revoke(collect.issued.access, accounts.actor_for(someone("Anna")))
    collect.post(report(visit))
    taken()
    assert submission_of(submissions()[0]).answers == {"greeted": "yes", "queue_minutes": 4}
    assert fresh(visit).state is AssignmentState.IN_REVIEW


def test_the_office_takes_a_report_without_the_file_that_nobody_can_read(collect: Collect) -> None:
    collect.post(photo_report(photo_visit()), {"façade 1.jpg": b"no picture at all", "till.jpg": a_photo(2)})
    assert intakes()[0].state is IntakeState.INBOX
    taken()
    answers = submission_of(submissions()[0]).answers
    assert "facade" not in answers
    assert answers["till"]["name"] == "till.jpg"


def test_the_office_takes_a_correction_that_nobody_had_asked_for(collect: Collect) -> None:
    visit, first = a_visit(state=AssignmentState.BRIEFED), number()
    collect.post(report(visit, instance=first))
    collect.post(report(visit, "<welcome><greeted>no</greeted></welcome>", deprecated=first))
    taken(1)
    assert [submission_of(each).answers for each in submissions()][-1] == {"greeted": "no"}


def test_reports_are_made_again_from_the_journal_of_arrivals(collect: Collect) -> None:
    visit, first, second = a_visit(state=AssignmentState.BRIEFED), number(), number()
    sent = [report(visit, instance=first)]
    assert collect.post(sent[0]).status_code == 201
    ask_back({"queue_minutes": "Really?"})
    changed = "<welcome><greeted>yes</greeted><queue_minutes>6</queue_minutes></welcome>"
    sent.append(report(visit, changed, instance=second, deprecated=first))
    assert collect.post(sent[1]).status_code == 201
    before = everything()
    with transaction() as session:
        session.execute(update(CollectSubmission).values(intake_id=None))
    lose_everything()
    assert rebuild.rebuild(settings().journal).problems == []
    assert everything() == before
    for xml in sent:  # the device asks once more, and finds its reports
        assert collect.post(xml).status_code == 201
    assert everything() == before
    assert None not in list(reading().scalars(select(CollectSubmission.intake_id)))
