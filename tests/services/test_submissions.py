"""Finished interviews arrive whole: kept first, answered with the same receipt for ever, counted once."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.exc import DataError, OperationalError

from mystery.problems import Rejected
from mystery.services import administration, assignments, audit, devices, receipts, submissions, uploads
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.reviews import ask_back
from mystery.services.transaction import reading, transaction
from mystery.store import intake_journal
from mystery.store.models import AssignmentState, Intake, IntakeState, Interview, Submission
from tests import build
from tests.cast import someone
from tests.intake_world import counted, intakes, photo_answer, photo_form, world
from tests.tablet import SealedFile, Tablet

pytestmark = pytest.mark.usefixtures("app")


def frames() -> list[intake_journal.Frame]:
    return list(intake_journal.frames(settings().journal))


def picture(colour: str = "red") -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()


def upload(file: SealedFile, step: int = 300) -> None:
    for start in range(0, len(file.data), step):
        data = file.data[start : start + step]
        digest = hashlib.sha256(data).digest()
        uploads.receive(
            uploads.Chunk(file.sha256, start, len(file.data), data, digest, file.content, file.type)
        )


def test_a_visit_made_without_a_network_arrives_as_one_piece():
    w = world()
    accepted = w.send(w.envelope())
    row = accepted.intake
    assert (accepted.status, row.state, row.reason) == (201, IntakeState.COMPLETE, "")
    assert w.assignment.state is AssignmentState.IN_REVIEW
    found = reading().scalars(select(Submission)).one()
    assert (found.id, found.answers) == (row.submission_id, {"greeted": "yes", "queue_minutes": 4})
    interview = reading().scalars(select(Interview)).one()
    assert (interview.public_id, interview.seed, interview.mode) == (w.submission, 7, "capi")
    assert audit.verify() is None


def test_the_bytes_are_in_the_journal_before_anything_else():
    w = world()
    body = w.envelope()
    row = w.send(body).intake
    frame = next(each for each in frames() if each.kind == "envelope")
    assert (frame.body, frame.seq, frame.sha256) == (body, row.sequence, row.sha256)
    assert (frame.submission, frame.device) == (str(w.submission), w.tablet.id)


def test_sent_twice_it_is_there_once_with_the_same_receipt():
    w = world()
    body = w.envelope()
    first, second = w.send(body), w.send(body)
    assert (first.status, second.status) == (201, 200)
    assert submissions.reply(first.intake) == submissions.reply(second.intake)
    assert (
        len(intakes())
        == len(counted(w.assignment))
        == len([f for f in frames() if f.kind == "envelope"])
        == 1
    )
    assert receipts.verify(submissions.reply(second.intake)["receipt"], body) == []


def test_other_bytes_for_the_same_visit_wait_for_a_person():
    w = world()
    w.send(w.envelope())
    other = w.envelope({"greeted": "no", "queue_minutes": 9})
    accepted = w.send(other)
    assert (accepted.status, accepted.intake.state) == (409, IntakeState.INBOX)
    assert accepted.intake.reason == "INTAKE_CONFLICT"
    assert w.send(other).status == 409
    assert [each.answers["greeted"] for each in counted(w.assignment)] == ["yes"]
    assert accepted.intake.body == other


def test_a_revoked_tablet_s_visit_is_kept_for_the_office():
    w = world()
    body = w.envelope()
    device = reading().scalars(select(devices.Device)).one()
    devices.revoke(device, actor_for(someone("Anna")))
    accepted = w.send(body)
    assert (accepted.status, accepted.intake.reason) == (202, "DEVICE_REVOKED")
    assert counted(w.assignment) == []
    assert accepted.intake.assignment_id == w.assignment.id


def test_a_disabled_account_s_visit_is_kept_for_the_office():
    w = world()
    body = w.envelope()
    administration.switch_account(actor_for(someone("Anna")), someone("Tara"), active=False)
    accepted = w.send(body)
    assert (accepted.status, accepted.intake.reason) == (202, "ACCOUNT_DISABLED")
    assert submissions.reply(accepted.intake)["receipt"]["sha256"] == accepted.intake.sha256


def test_a_visit_that_was_given_to_somebody_else_never_counts_twice():
    w = world()
    body = w.envelope()
    anna = actor_for(someone("Anna"))
    with transaction():
        assignments.take_back(w.assignment, actor=anna)
        window = (w.assignment.window_from, w.assignment.window_to)
        assignments.assign(w.assignment, someone("Toni"), window, actor=anna)
    accepted = w.send(body)
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_REASSIGNED")
    assert counted(w.assignment) == []
    assert w.assignment.state is AssignmentState.ASSIGNED


def test_a_form_that_was_never_published_is_kept():
    w = world()
    form = "0" * 64
    accepted = w.send(w.envelope(form=form, events=w.tablet.visit(form, {"greeted": "yes"})))
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_FORM_UNKNOWN")


def test_an_older_version_of_the_questionnaire_is_taken_by_its_own_rules():
    w = world()
    with transaction():
        newer = build.questionnaire(build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"'))
        older = w.assignment.scenario.questionnaire_version
        w.assignment.scenario.questionnaire_version = newer
    form = older.fingerprint
    accepted = w.send(w.envelope(form=form, events=w.tablet.visit(form, {"greeted": "yes"})))
    assert accepted.intake.state is IntakeState.COMPLETE
    assert reading().scalars(select(Interview)).one().form_fingerprint == form


def test_a_visit_nobody_knows_is_kept():
    w = world()
    assert w.send(w.envelope(visit=uuid4())).intake.reason == "INTAKE_ASSIGNMENT_UNKNOWN"


def test_answers_that_cannot_be_are_kept_and_change_nothing():
    w = world()
    accepted = w.send(w.envelope(events=w.tablet.visit(w.form, {"greeted": "yes"}, finish=False)))
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_ANSWERS_IMPOSSIBLE")
    assert reading().scalars(select(Interview)).all() == []
    assert w.assignment.state is AssignmentState.BRIEFED


@pytest.mark.parametrize(
    "spoil",
    [
        lambda record: record.pop("notes"),
        lambda record: record.update(events=[]),
        lambda record: record["events"].pop(1),
        lambda record: record["events"][1].update(by=str(uuid4())),
        lambda record: record["events"][1].update(value="x" * 30_000),
        lambda record: record["events"][2].update(value=float("inf")),
        lambda record: record["events"][2].update(value={"deep": [float("nan")]}),
        lambda record: record["events"][2].update(value=10**400),
        lambda record: record["events"][0].update(value={"form": 7}),
        lambda record: record["events"][0]["value"].update(seed="many"),
        lambda record: record.update(tester=str(uuid4())),
        lambda record: record.update(assignment="everywhere"),
        lambda record: record.update(media=[{"sha256": "../../etc"}]),
        lambda record: record.update(notes=[{"id": str(uuid4())}]),
    ],
)
def test_a_record_that_is_none_is_kept_too(spoil):
    w = world()
    record = w.record()
    spoil(record)
    accepted = w.send(w.tablet.seal(record))
    assert (accepted.status, accepted.intake.reason) == (202, "RECORD_UNREADABLE")
    assert counted(w.assignment) == []


def test_a_seal_that_does_not_open_is_kept():
    w = world()
    other = Tablet.enrolled("Tara")
    w.tablet.seal_key = {"id": w.tablet.seal_key["id"], "jwk": other.enrolment("x")["public_key"]}
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "ENVELOPE_SEALED")


def test_an_envelope_of_a_stranger_is_refused():
    w = world()
    stranger = Tablet(seal_key=w.tablet.seal_key)
    stranger.id, stranger.tester = w.tablet.id, w.tablet.tester
    body = stranger.seal(w.record())
    with pytest.raises(Rejected) as caught:
        w.send(body)
    assert caught.value.problems[0].code == "ENVELOPE_SIGNATURE"
    assert intakes() == []
    assert frames() == []


def test_an_envelope_under_another_s_name_is_refused():
    w = world()
    with pytest.raises(Rejected) as caught:
        w.send(w.envelope(), uuid4())
    assert caught.value.problems[0].code == "ENVELOPE_UNREADABLE"


def test_a_visit_with_a_picture_waits_until_the_picture_is_there():
    with transaction():
        version = photo_form()
    w = world(questionnaire_version=version)
    file = w.tablet.seal_file(picture())
    body = w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file])
    row = w.send(body).intake
    assert (row.state, row.waiting_for) == (IntakeState.WAITING, [file.sha256])
    assert counted(w.assignment) == []
    upload(file)
    assert row.state is IntakeState.COMPLETE
    assert counted(w.assignment)[0].answers["facade"]["sha256"] == file.content
    assert w.send(body).status == 200


def test_a_picture_that_came_first_does_not_keep_the_visit_waiting():
    with transaction():
        version = photo_form()
    w = world(questionnaire_version=version)
    file = w.tablet.seal_file(picture())
    upload(file)
    body = w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file])
    assert w.send(body).intake.state is IntakeState.COMPLETE


def test_a_picture_that_the_record_does_not_list_is_waited_for():
    with transaction():
        version = photo_form()
    w = world(questionnaire_version=version)
    file = w.tablet.seal_file(picture())
    row = w.send(w.envelope({"greeted": "yes", "facade": photo_answer(file)})).intake
    assert (row.state, row.waiting_for) == (IntakeState.WAITING, [file.content])
    upload(file)
    assert row.state is IntakeState.COMPLETE


def test_a_file_that_is_no_picture_brings_the_visit_into_the_inbox():
    with transaction():
        version = photo_form()
    w = world(questionnaire_version=version)
    file = w.tablet.seal_file(b"MZ no picture at all")
    row = w.send(w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file])).intake
    upload(file)
    assert (row.state, row.reason) == (IntakeState.INBOX, "INTAKE_FILE_REFUSED")
    assert (uploads.folder() / file.sha256[:2] / file.sha256).read_bytes() == file.data


def test_answers_to_a_reviewer_s_question_replace_what_was_sent_before():
    w = world()
    first = w.send(w.envelope()).intake
    submission = counted(w.assignment)[0]
    ask_back(submission, actor_for(someone("Rolf")), {"queue_minutes": "Really four minutes?"})
    interview = reading().scalars(select(Interview)).one()
    from mystery import interview as engine
    from mystery.services import interviews

    events = [engine.event_json(each) for each in interviews.journal(interview)]
    last = len(events)
    events += [
        w.tablet.event(last + 1, "answer", "queue_minutes", 14),
        w.tablet.event(last + 2, "finish"),
    ]
    body = w.envelope(events=events, revision=2, supersedes=first.sha256)
    second = w.send(body)
    assert (second.status, second.intake.state) == (201, IntakeState.COMPLETE)
    assert first.state is IntakeState.SUPERSEDED
    assert [each.answers["queue_minutes"] for each in counted(w.assignment)] == [4, 14]
    assert submissions.reply(first)["state"] == "complete"


def test_a_revision_that_replaces_something_else_waits_for_a_person():
    w = world()
    w.send(w.envelope())
    events = w.tablet.visit(w.form, {"greeted": "no"})
    accepted = w.send(w.envelope(events=events, revision=2, supersedes="a" * 64))
    assert (accepted.status, accepted.intake.reason) == (409, "INTAKE_CONFLICT")


def test_a_second_interview_of_the_same_visit_waits_for_a_person():
    w = world()
    w.send(w.envelope())
    other = uuid4()
    accepted = w.send(w.envelope({"greeted": "no"}, submission=other), other)
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_ELSEWHERE")
    assert len(counted(w.assignment)) == 1


def test_a_visit_that_was_called_off_is_kept():
    w = world()
    assignments.cancel(w.assignment, "Shop closed", actor=actor_for(someone("Anna")))
    assert w.send(w.envelope()).intake.reason == "INTAKE_VISIT_CLOSED"


def test_a_failure_of_ours_costs_nobody_a_visit(monkeypatch):
    w = world()

    def broken(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr("mystery.services.taking.take", broken)
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_FAILED")


def test_a_record_that_we_fail_to_read_waits_for_a_person(monkeypatch):
    w = world()

    def broken(*args, **more):
        raise ZeroDivisionError

    monkeypatch.setattr("mystery.services.envelopes.read_record", broken)
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "RECORD_UNREADABLE")


def test_a_record_that_the_database_does_not_take_waits_for_a_person(monkeypatch):
    w = world()

    def refused(*args, **more):
        raise DataError("INSERT", {}, ValueError("out of range"))

    monkeypatch.setattr("mystery.services.taking.take", refused)
    accepted = w.send(w.envelope())
    assert (accepted.status, accepted.intake.reason) == (202, "INTAKE_FAILED")


@pytest.mark.parametrize("stage", ["taking.take", "envelopes.read_record"])
def test_a_database_that_fails_lets_the_tablet_try_again(monkeypatch, stage):
    w = world()

    def gone(*args, **more):
        raise OperationalError("SELECT", {}, OSError("connection lost"))

    monkeypatch.setattr(f"mystery.services.{stage}", gone)
    with pytest.raises(OperationalError):
        w.send(w.envelope())
    reading().rollback()
    assert reading().scalars(select(Intake)).all() == []


def test_nothing_is_confirmed_that_the_journal_did_not_take(monkeypatch):
    w = world()

    def full(*args, **more):
        raise OSError(28, "no space left")

    monkeypatch.setattr("mystery.store.intake_journal.append", full)
    with pytest.raises(OSError, match="no space"):
        w.send(w.envelope())
    assert reading().scalars(select(Intake)).all() == []


def test_times_of_arrival_are_the_server_s():
    w = world()
    now = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)
    row = submissions.accept("envelope", w.submission, w.envelope(), now=now).intake
    assert row.received_at == now
    assert counted(w.assignment)[0].received_at == now


def test_fifty_carriers_at_once_make_one_intake_and_one_submission(app):
    from contextvars import Context
    from threading import Thread

    w = world()
    bodies = [w.envelope(), w.envelope({"greeted": "no", "queue_minutes": 1})]
    submission, found = w.submission, []

    def send(body: bytes) -> None:
        with app.app_context():
            accepted = submissions.accept("envelope", submission, body)
            found.append((accepted.status, submissions.reply(accepted.intake)["receipt"]["signature"]))

    threads = [Thread(target=Context().run, args=(send, bodies[number % 2])) for number in range(50)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    statuses = sorted(status for status, _ in found)
    assert statuses == [200] * 24 + [201] + [409] * 25
    assert len({signature for _, signature in found}) == 2
    reading().rollback()
    assert len(intakes()) == 2
    assert len(counted(w.assignment)) == 1


def test_a_picture_that_came_in_the_clear_is_found_when_the_record_is_sent_again():
    from mystery.services import media

    with transaction():
        version = photo_form()
    w = world(questionnaire_version=version)
    data = picture()
    file = w.tablet.seal_file(data)
    body = w.envelope({"greeted": "yes", "facade": photo_answer(file)}, files=[file])
    assert w.send(body).intake.state is IntakeState.WAITING
    media.keep(BytesIO(data))
    assert w.send(body).intake.state is IntakeState.COMPLETE


def test_a_journal_that_was_put_away_does_not_stop_the_next_report():
    w = world()
    first = w.send(w.envelope()).intake.sequence
    for path in intake_journal.files(settings().journal):
        path.unlink()
    uuid = uuid4()
    second = w.send(w.envelope(submission=uuid, visit=w.again().public_id), uuid).intake
    assert (second.state, second.sequence) == (IntakeState.COMPLETE, first + 1)
