"""What Collect sends: counted once, whatever the network does to it, and never lost."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.services import accounts, collect_access, reviews
from mystery.services.interviews import submission_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CollectFile,
    CollectSubmission,
    Intake,
    IntakeState,
    Interview,
    QuestionnaireVersion,
    StudyState,
    Submission,
)
from tests import build
from tests.cast import someone
from tests.collect import Collect, a_photo, issued_to, message, number, report
from tests.web.field_world import a_visit, fresh

PHOTO_FORM = build.QUESTIONNAIRE.replace("store-visit", "photo-visit") + (
    "      - {item: facade, type: image, label: {de: Fassade, en: Facade}}\n"
    "      - {item: till, type: image, label: {de: Kasse, en: Till}}\n"
)


@pytest.fixture
def collect(app: Flask) -> Collect:
    return Collect(app, issued_to())


def a_briefed_visit(**columns: Any) -> Assignment:
    return a_visit(state=AssignmentState.BRIEFED, **columns)


def photo_visit() -> Assignment:
    with transaction():
        version = build.questionnaire(PHOTO_FORM)
    return a_briefed_visit(questionnaire_version=version)


def photo_report(visit: Assignment, **more: str) -> bytes:
    answers = "<welcome><greeted>yes</greeted><facade>façade 1.jpg</facade><till>till.jpg</till></welcome>"
    return report(visit, answers, form="photo-visit", **more)


def submissions() -> list[Submission]:
    return list(reading().scalars(select(Submission).order_by(Submission.id)))


def intakes() -> list[Intake]:
    return list(reading().scalars(select(Intake).order_by(Intake.sequence)))


def ask_back(questions: dict[str, str]) -> None:
    reviews.ask_back(submissions()[0], accounts.actor_for(someone("Rolf")), questions)


def test_a_report_becomes_a_submission(collect: Collect) -> None:
    visit = a_briefed_visit()
    (reply,) = collect.send(report(visit))
    assert reply.status_code == 201
    assert message(reply) == ("submit_success", "Received. Thank you.")
    (found,) = submissions()
    assert submission_of(found).answers == {"greeted": "yes", "queue_minutes": 4}
    assert submission_of(found).duration_seconds == 1200
    assert fresh(visit).state is AssignmentState.IN_REVIEW


def test_the_message_is_in_the_testers_language(collect: Collect) -> None:
    visit = a_briefed_visit()
    with transaction():
        someone("Tara").language = "de"
    (reply,) = collect.send(report(visit))
    assert reply.headers["Content-Language"] == "de"
    assert message(reply) == ("submit_success", "Empfangen. Vielen Dank.")


def test_the_same_report_again_is_the_same_report(collect: Collect) -> None:
    xml = report(a_briefed_visit())
    replies = [collect.post(xml) for _ in range(3)]
    assert [reply.status_code for reply in replies] == [201, 201, 201]
    assert len(submissions()) == len(intakes()) == 1


def test_another_report_under_the_same_number_is_refused(collect: Collect) -> None:
    visit, instance = a_briefed_visit(), number()
    assert collect.post(report(visit, instance=instance)).status_code == 201
    reply = collect.post(report(visit, "<welcome><greeted>no</greeted></welcome>", instance=instance))
    assert reply.status_code == 409
    assert message(reply)[0] == "error"
    assert submission_of(submissions()[0]).answers["greeted"] == "yes"


def test_files_come_with_the_report_whatever_their_names(collect: Collect) -> None:
    visit = photo_visit()
    (reply,) = collect.send(photo_report(visit), {"façade 1.jpg": a_photo(1), "till.jpg": a_photo(2)})
    assert reply.status_code == 201
    answers = submission_of(submissions()[0]).answers
    assert answers["facade"]["name"] == "façade 1.jpg"
    assert answers["facade"]["type"] == "image/jpeg"
    assert answers["facade"]["sha256"] != answers["till"]["sha256"]


def test_a_report_waits_for_the_files_of_its_other_requests(collect: Collect) -> None:
    xml = photo_report(photo_visit())
    collect.most_files = 1
    first, second = collect.send(xml, {"façade 1.jpg": a_photo(1), "till.jpg": a_photo(2)})
    assert message(first)[1] == "Received. 1 file is still on its way."
    assert message(second)[1] == "Received. Thank you."
    assert len(submissions()) == 1


def test_a_client_that_says_all_was_sent_is_not_believed(collect: Collect) -> None:
    xml = photo_report(photo_visit())
    assert message(collect.post(xml))[1] == "Received. 2 files are still on their way."
    assert submissions() == []
    assert message(collect.post(xml, {"till.jpg": a_photo(2)}))[1] == "Received. 1 file is still on its way."
    assert collect.post(xml, {"façade 1.jpg": a_photo(1)}, incomplete=True).status_code == 201
    assert len(submissions()) == 1


def test_split_requests_may_come_in_any_order_and_twice(collect: Collect) -> None:
    xml, parts = photo_report(photo_visit()), [{"till.jpg": a_photo(2)}, {"façade 1.jpg": a_photo(1)}]
    for part in (parts[1], parts[1], parts[0], parts[0], parts[1]):
        assert collect.post(xml, part).status_code == 201
    assert len(submissions()) == len(intakes()) == 1
    assert len(list(reading().scalars(select(CollectFile)))) == 2


def test_files_that_the_report_does_not_name_are_passed_over(collect: Collect) -> None:
    reply = collect.post(report(a_briefed_visit()), {"stranger.bin": b"\0\1", "submission.xml.enc": b"x"})
    assert reply.status_code == 201
    assert list(reading().scalars(select(CollectFile))) == []


def test_audit_csv_tells_when_each_answer_was_given(collect: Collect) -> None:
    start = 1_795_428_000_000  # 2026-11-23T10:00:00Z
    audit = (
        "event,node,start,end\n"
        f"form start,,{start},\n"
        f"question,/data/welcome/greeted,{start},{start + 60_000}\n"
        f"question,/data/welcome/queue_minutes,{start + 60_000},{start + 90_000}\n"
    )
    xml = report(a_briefed_visit(), meta="<audit>audit.csv</audit>")
    assert collect.post(xml, {"audit.csv": audit.encode()}).status_code == 201
    assert submission_of(submissions()[0]).item_seconds == {"greeted": 0.0, "queue_minutes": 30.0}


def test_a_file_of_another_kind_is_kept_and_the_report_looked_at(collect: Collect) -> None:
    xml = photo_report(photo_visit())
    reply = collect.post(xml, {"façade 1.jpg": b"GIF89a nothing we take", "till.jpg": a_photo(2)})
    assert reply.status_code == 202
    assert message(reply) == ("submit_success", "Received. Your agency will look at it.")
    assert (intakes()[0].state, intakes()[0].reason) == (IntakeState.INBOX, "INTAKE_FILE_REFUSED")
    kept = reading().scalars(select(CollectFile).where(CollectFile.name == "façade 1.jpg")).one()
    assert (kept.refused, kept.size) == ("MEDIA_TYPE_REFUSED", 22)


@pytest.mark.parametrize("visit", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_report_without_a_visit_of_this_tester_is_kept(visit: str, collect: Collect) -> None:
    a_briefed_visit()
    reply = collect.post(report(visit))
    assert (reply.status_code, intakes()[0].reason) == (202, "INTAKE_ASSIGNMENT_UNKNOWN")


def test_a_visit_of_somebody_else_is_not_counted(collect: Collect) -> None:
    visit = a_briefed_visit(tester="Toni")
    assert collect.post(report(visit)).status_code == 202
    assert intakes()[0].reason == "INTAKE_REASSIGNED"
    assert submissions() == []


def test_a_visit_that_was_handed_in_on_the_web_is_not_counted_twice(collect: Collect) -> None:
    visit = a_briefed_visit()
    assert collect.post(report(visit)).status_code == 201
    assert collect.post(report(visit)).status_code == 202
    assert [each.reason for each in intakes()] == ["", "INTAKE_ELSEWHERE"]
    assert len(submissions()) == 1


def test_answers_that_the_form_does_not_admit_are_kept(collect: Collect) -> None:
    reply = collect.post(report(a_briefed_visit(), "<welcome><greeted>perhaps</greeted></welcome>"))
    assert (reply.status_code, intakes()[0].reason) == (202, "INTAKE_ANSWERS_IMPOSSIBLE")


# --- corrections


def test_a_corrected_report_is_the_next_version_of_the_submission(collect: Collect) -> None:
    visit, first, second = a_briefed_visit(), number(), number()
    assert collect.post(report(visit, instance=first)).status_code == 201
    ask_back({"queue_minutes": "Really?"})
    changed = "<welcome><greeted>yes</greeted><queue_minutes>6</queue_minutes></welcome>"
    reply = collect.post(report(visit, changed, instance=second, deprecated=first))
    assert reply.status_code == 201
    assert [submission_of(each).answers["queue_minutes"] for each in submissions()] == [4, 6]
    assert [each.state for each in intakes()] == [IntakeState.SUPERSEDED, IntakeState.COMPLETE]
    assert len(list(reading().scalars(select(Interview)))) == 1


def test_a_correction_that_nobody_asked_for_waits_for_a_person(collect: Collect) -> None:
    visit, first = a_briefed_visit(), number()
    collect.post(report(visit, instance=first))
    changed = "<welcome><greeted>no</greeted></welcome>"
    assert collect.post(report(visit, changed, deprecated=first)).status_code == 202
    assert intakes()[1].reason == "INTAKE_VISIT_CLOSED"
    assert len(submissions()) == 1


def test_a_chain_of_corrections_goes_on_from_its_newest(collect: Collect) -> None:
    visit, numbers = a_briefed_visit(), [number() for _ in range(4)]
    collect.post(report(visit, instance=numbers[0]))
    for before, after in pairwise(numbers[:3]):
        assert collect.post(report(visit, instance=after, deprecated=before)).status_code == 201
    outdated = collect.post(report(visit, instance=numbers[3], deprecated=numbers[0]))
    assert outdated.status_code == 409
    chain = reading().execute(select(CollectSubmission.root, CollectSubmission.version)).all()
    assert sorted(chain) == [(numbers[0], 1), (numbers[0], 2), (numbers[0], 3)]


def test_a_correction_of_nothing_is_refused(collect: Collect) -> None:
    reply = collect.post(report(a_briefed_visit(), deprecated=number()))
    assert reply.status_code == 404


def test_nobody_corrects_or_repeats_what_somebody_else_has_reported(app: Flask, collect: Collect) -> None:
    visit, first = a_briefed_visit(), number()
    sent, toni = report(visit, instance=first), Collect(app, issued_to("Toni"))
    collect.post(sent)
    assert toni.post(report(visit, deprecated=first)).status_code == 404
    assert toni.post(sent).status_code == 409
    assert len(list(reading().scalars(select(CollectSubmission)))) == 1


def test_a_correction_under_a_number_that_is_taken_is_refused(collect: Collect) -> None:
    visit, first, second = a_briefed_visit(), number(), number()
    collect.post(report(visit, instance=first))
    collect.post(report(visit, instance=second))
    assert collect.post(report(visit, instance=second, deprecated=first)).status_code == 409


def test_a_corrections_second_request_is_still_that_correction(collect: Collect) -> None:
    """Collect sends only new files with it; those that stay come along from the version before."""
    visit, first, second = photo_visit(), number(), number()
    pictures = {"façade 1.jpg": a_photo(1), "till.jpg": a_photo(2)}
    collect.post(photo_report(visit, instance=first), pictures)
    ask_back({"till": "Whole?"})
    answers = "<welcome><greeted>yes</greeted><facade>façade 1.jpg</facade><till>new.jpg</till></welcome>"
    edited = report(visit, answers, form="photo-visit", instance=second, deprecated=first)
    assert message(collect.post(edited))[1] == "Received. 1 file is still on its way."
    assert message(collect.post(edited, {"new.jpg": a_photo(3)}))[1] == "Received. Thank you."
    before, after = (submission_of(each).answers for each in submissions())
    assert before["facade"] == after["facade"]
    assert before["till"] != after["till"]


# --- versions


def test_a_report_on_an_old_version_is_taken(collect: Collect) -> None:
    visit = a_briefed_visit()
    with transaction():
        newer = build.questionnaire(build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"'))
        visit.scenario = build.scenario(visit.wave.study, code="newer", questionnaire_version=newer)
    assert collect.post(report(visit)).status_code == 201
    assert submission_of(submissions()[0]).answers == {"greeted": "yes", "queue_minutes": 4}


def test_an_unknown_version_or_form_is_refused_in_words(collect: Collect) -> None:
    visit = a_briefed_visit()
    for xml in (report(visit, version="77"), report(visit, form="unheard-of")):
        reply = collect.post(xml)
        assert reply.status_code == 404
        assert "questionnaire" in message(reply)[1]


def test_a_closed_study_takes_no_new_report_but_every_repetition(collect: Collect) -> None:
    visit = a_briefed_visit()
    xml = report(visit)
    assert collect.post(xml).status_code == 201
    with transaction():
        fresh(visit).wave.study.state = StudyState.CLOSED
    assert collect.post(xml).status_code == 201
    assert collect.post(report(visit)).status_code == 409


def test_a_version_that_is_not_published_is_no_version(collect: Collect) -> None:
    visit = a_briefed_visit()
    with transaction() as session:
        for version in session.scalars(select(QuestionnaireVersion)):
            version.published_at = None
    assert collect.post(report(visit)).status_code == 404


# --- what is no report


def test_the_door_says_how_much_it_takes(collect: Collect) -> None:
    assert collect.head() == 32 * 1024 * 1024
    assert collect.ask("GET", f"{collect.root}/submission").status_code == 204


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x\r\n"),
        ("multipart/form-data; boundary=other", b"--x\r\nContent-Disposition: form-data\r\n\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="xml_sub'),
        ("text/xml", b"<data/>"),
        ("", b""),
    ],
)
def test_a_broken_request_is_an_error_in_the_envelope(kind: str, body: bytes, collect: Collect) -> None:
    reply = collect.ask("POST", f"{collect.root}/submission", data=body, content_type=kind)
    assert reply.status_code == 400
    assert message(reply)[0] == "error"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Werkzeug's own open file
def test_a_request_cut_off_in_a_file_is_taken_when_it_comes_whole(collect: Collect) -> None:
    xml = photo_report(photo_visit())
    whole = (
        b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a.xml"\r\n'
        b"Content-Type: text/xml\r\n\r\n" + xml + b"\r\n--x\r\n"
        b'Content-Disposition: form-data; name="till.jpg"; filename="till.jpg"\r\n\r\n' + a_photo(2)
    )
    where, kind = f"{collect.root}/submission", "multipart/form-data; boundary=x"
    assert collect.ask("POST", where, data=whole, content_type=kind).status_code == 400
    assert list(reading().scalars(select(CollectSubmission))) == []
    (reply,) = collect.send(xml, {"façade 1.jpg": a_photo(1), "till.jpg": a_photo(2)})
    assert reply.status_code == 201


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"no xml",
        b"<data",
        b'<data id="store-visit" version="1"><meta/></data>',
        b'<data version="1"><meta><instanceID>uuid:1</instanceID></meta></data>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b"<a>" * 100 + b"</a>" * 100,
        b"<" + b"n" * 300 + b"/>",
        b'<?xml version="1.0" encoding="nonsense"?><a/>',
        b'<data id="store-visit" version="1"><meta><instanceID>'
        + b"x" * 300
        + b"</instanceID></meta></data>",
    ],
)
def test_what_is_no_report_is_refused_and_nothing_kept(xml: bytes, collect: Collect) -> None:
    reply = collect.post(xml)
    assert reply.status_code == 400
    assert list(reading().scalars(select(CollectSubmission))) == []


def test_a_report_may_come_as_a_field_without_a_file_name(collect: Collect) -> None:
    data = {"xml_submission_file": report(a_briefed_visit()).decode()}
    reply = collect.ask("POST", f"{collect.root}/submission", data=data, content_type="multipart/form-data")
    assert reply.status_code == 201


def test_a_device_may_have_a_name_of_any_length(collect: Collect) -> None:
    data = {"xml_submission_file": (BytesIO(report(a_briefed_visit())), "a.xml")}
    reply = collect.request(
        "POST",
        f"{collect.root}/submission?deviceID={'d' * 3000}",
        headers={"User-Agent": "u" * 5000},
        data=data,
        content_type="multipart/form-data",
    )
    assert reply.status_code == 201
    assert len(reading().scalars(select(CollectSubmission)).one().device) == 200


def test_an_access_that_was_taken_back_gets_nothing_but_loses_nothing(collect: Collect) -> None:
    visit = a_briefed_visit()
    collect_access.revoke(collect.issued.access, accounts.actor_for(someone("Anna")))
    assert collect.ask("GET", f"{collect.root}/formList").status_code == 403
    assert collect.head() > 0
    assert collect.post(report(visit)).status_code == 202
    assert intakes()[0].reason == "DEVICE_REVOKED"
