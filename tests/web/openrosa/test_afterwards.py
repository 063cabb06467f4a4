"""What became of a report of Collect is decided, and made again, as for a tablet's."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete, select, update

from mystery.services import accounts, collect_access, collect_intake, inbox, rebuild
from mystery.services.context import settings
from mystery.services.interviews import submission_of
from mystery.services.transaction import reading, transaction
from mystery.store import intake_journal
from mystery.store.models import AssignmentState, CollectFile, CollectSubmission, IntakeState, Media
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


def lose_reports() -> None:
    """Also what came of Collect and was no intake yet."""
    with transaction() as session:
        for table in (CollectFile, CollectSubmission):
            session.execute(delete(table))
    lose_everything()
    with transaction() as session:
        session.execute(delete(Media))


def test_a_report_that_waits_for_its_files_is_made_again_and_goes_on(collect: Collect) -> None:
    visit = photo_visit()
    xml = photo_report(visit)
    assert collect.post(xml, {"till.jpg": a_photo(2)}).status_code == 201
    (before,) = collect_intake.waiting_of(someone("Tara"))
    known = (before[0].sha256, before[0].received_at, before[1])
    lose_reports()
    assert rebuild.rebuild(settings().journal).made == {"collect": 1, "collect-files": 1}
    ((row, missing),) = collect_intake.waiting_of(someone("Tara"))
    assert (row.sha256, row.received_at, missing) == known
    assert rebuild.rebuild(settings().journal).made == {}
    assert collect.post(xml, {"façade 1.jpg": a_photo(1)}).status_code == 201
    answers = submission_of(submissions()[0]).answers
    assert (answers["facade"]["name"], answers["till"]["name"]) == ("façade 1.jpg", "till.jpg")
    assert fresh(visit).state is AssignmentState.IN_REVIEW


def test_reports_that_were_lost_themselves_find_their_intakes_again(collect: Collect) -> None:
    visit, first = photo_visit(), number()
    xml = photo_report(visit, instance=first)
    collect.post(xml, {"till.jpg": a_photo(2)})
    (waiting,) = collect_intake.waiting_of(someone("Tara"))
    collect_intake.go_on_without(waiting[0], accounts.actor_for(someone("Anna")))
    before = everything()
    lose_reports()
    assert rebuild.rebuild(settings().journal).problems == []
    assert everything() == before
    assert collect_intake.waiting_of(someone("Tara")) == []
    assert collect.post(xml).status_code == 201
    assert len(intakes()) == 1


def test_a_correction_that_is_refused_is_in_no_journal(collect: Collect) -> None:
    reply = collect.post(report(a_visit(state=AssignmentState.BRIEFED), deprecated=number()))
    assert reply.status_code in range(400, 500)
    assert list(intake_journal.frames(settings().journal)) == []
