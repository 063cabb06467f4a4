"""What nothing keeps any longer is deleted, with proof; everything else stays."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import delete, select

from mystery import jobs
from mystery.problems import NotFound, Rejected
from mystery.services import audit, evidence, media, rebuild, rescue, retention, scenario_documents, uploads
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.draft_sources import Upload as Sent
from mystery.services.intake import file_of
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    CollectFile,
    IntakeState,
    InterviewMedia,
    JobRequest,
    Media,
    Submission,
    Upload,
    Wave,
    WaveState,
)
from tests import build
from tests.build import MOMENT
from tests.cast import someone
from tests.collect import issued_to
from tests.intake_world import IntakeWorld, intakes, photo_answer, photo_form, world
from tests.services.test_rebuild import lose_everything
from tests.services.test_uploads import chunk
from tests.tablet import SealedFile

pytestmark = pytest.mark.usefixtures("app")
KEPT_DAYS = 30
IN_TIME = MOMENT + timedelta(days=KEPT_DAYS - 1)
NOTHING = {"collect": 0, "evidence": 0, "recordings": 0, "rescues": 0, "uploads": 0}
LATER = MOMENT + timedelta(days=KEPT_DAYS)


def picture(seed: int = 1) -> bytes:
    out = BytesIO()
    Image.linear_gradient("L").resize((40 + seed, 40)).convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def at_work(app: Flask) -> IntakeWorld:
    with transaction():
        form = photo_form()
    return world(questionnaire_version=form)


@pytest.fixture
def photo(at_work: IntakeWorld) -> SealedFile:
    """A photo that came with a report; its wave was released, and its study keeps files for 30 days."""
    file = at_work.tablet.seal_file(picture())
    sent(at_work, file)
    released(at_work.assignment.wave)
    return file


def sent(at: IntakeWorld, file: SealedFile) -> None:
    uploads.receive(chunk(file, 0, len(file.data)))
    body = at.envelope({"greeted": "yes", "queue_minutes": 4, "facade": photo_answer(file)}, files=[file])
    assert at.send(body).status == 201


def released(wave: Wave, at=MOMENT) -> None:
    with transaction():
        wave.study.retention_days = KEPT_DAYS
        wave.state, wave.released_at = WaveState.RELEASED, at


def row_of(file: SealedFile) -> Media:
    reading().expire_all()
    found = media.find(file.content)
    assert found is not None
    return found


def paths_of(file: SealedFile) -> list[bool]:
    row = row_of(file)
    return [media.original_path(row).is_file(), media.shown_path(row).is_file()]


def test_a_photo_goes_when_its_time_is_over_and_that_it_was_there_stays(photo: SealedFile):
    assert retention.over(IN_TIME)["evidence"] == 0
    assert retention.purge(IN_TIME)["evidence"] == 0
    assert paths_of(photo) == [True, True]
    assert retention.over(LATER)["evidence"] == 1
    assert paths_of(photo) == [True, True], "a look deletes nothing"

    assert retention.purge(LATER) == {**NOTHING, "evidence": 1}
    assert paths_of(photo) == [False, False]
    assert row_of(photo).forgotten_at == LATER
    [shown] = reading().scalars(select(InterviewMedia))
    assert evidence.look(shown, actor_for(someone("Rolf"))) is None
    with pytest.raises(NotFound):
        file_of(shown.interview, photo.content)
    [entry] = [each for each in audit.newest(20) if each.action == "evidence.forget"]
    assert (entry.subject_id, entry.actor) == (photo.content, None)
    assert reading().scalars(select(Submission)).one().answers["facade"]["sha256"] == photo.content
    assert retention.purge(LATER) == NOTHING


def test_a_photo_stays_until_its_wave_is_released_and_somebody_hears_of_it(photo: SealedFile, at_work):
    with transaction():
        at_work.assignment.wave.state = WaveState.REVIEW  # its release was taken back
    late = MOMENT + timedelta(days=400)
    assert retention.purge(late)["evidence"] == 0
    assert paths_of(photo) == [True, True]
    [told] = retention.waiting(late)
    assert (told.code, told.params["wave"], told.params["days"]) == ("RETENTION_WAITS", "w-1", KEPT_DAYS)
    assert retention.waiting(MOMENT) == []
    released(at_work.assignment.wave)
    assert retention.waiting(late) == []


def test_a_photo_that_a_wave_still_needs_stays_for_both(photo: SealedFile, at_work: IntakeWorld):
    with transaction():
        other = build.wave(at_work.assignment.wave.study, "w-2")
        visit = build.assignment(other, build.place("kiel"), at_work.assignment.scenario, someone("Tara"))
        taken = build.interview(visit, someone("Tara"))
    media.attach(taken, row_of(photo), "facade")
    assert retention.purge(LATER)["evidence"] == 0
    released(other, MOMENT + timedelta(days=5))
    assert retention.purge(LATER)["evidence"] == 0
    assert retention.purge(LATER + timedelta(days=5))["evidence"] == 1


def test_the_same_picture_in_a_scenario_stays(photo: SealedFile, at_work: IntakeWorld):
    scenario = at_work.assignment.scenario
    scenario_documents.add(scenario, [Sent("shelf.jpg", picture())], actor_for(someone("Rita")))
    assert retention.purge(LATER)["evidence"] == 0
    assert paths_of(photo) == [True, True]


def test_a_copy_that_two_photos_share_goes_with_the_last_of_them(photo: SealedFile, at_work: IntakeWorld):
    """They differ in what their cameras wrote behind the picture, and without that they are the same."""
    twin = media.keep(BytesIO(picture() + b"taken by another"))
    assert twin.derivative_sha256 == row_of(photo).derivative_sha256
    assert retention.purge(LATER)["evidence"] == 1
    assert paths_of(photo) == [False, True]
    assert media.shown_path(twin).is_file()
    with transaction():
        visit = build.assignment(
            at_work.assignment.wave, build.place("kiel"), at_work.assignment.scenario, someone("Tara")
        )
        taken = build.interview(visit, someone("Tara"))
    media.attach(taken, twin, "facade")
    assert retention.purge(LATER)["evidence"] == 1
    assert not media.shown_path(twin).is_file()


def test_what_a_power_cut_left_half_done_is_finished_the_next_night(photo: SealedFile, monkeypatch):
    def cut(*_: object) -> None:
        raise OSError("the power is gone")

    with monkeypatch.context() as at_that_moment:
        at_that_moment.setattr(audit, "append", cut)
        with pytest.raises(OSError, match="the power is gone"):
            retention.purge(LATER)
    reading().rollback()
    assert (row_of(photo).forgotten_at, paths_of(photo)) == (None, [False, False])
    assert retention.purge(LATER)["evidence"] == 1
    assert row_of(photo).forgotten_at == LATER


def test_a_file_that_comes_again_is_shown_again(photo: SealedFile):
    retention.purge(LATER)
    media.keep(BytesIO(picture()), expected_sha256=photo.content)
    assert (row_of(photo).forgotten_at, paths_of(photo)) == (None, [True, True])


def test_a_report_whose_photo_is_gone_comes_back_from_the_journal(photo: SealedFile):
    before = reading().scalars(select(Submission)).one().sha256
    retention.purge(LATER)
    lose_everything()
    with transaction() as session:
        session.execute(delete(Upload))
        session.execute(delete(Media))
    report = rebuild.rebuild(settings().journal)
    assert report.problems == []
    assert reading().scalars(select(Submission)).one().sha256 == before
    assert [row.state for row in intakes()] == [IntakeState.COMPLETE]
    assert row_of(photo).forgotten_at == LATER
    assert rebuild.rebuild(settings().journal).made == {}


def test_what_collect_sent_beside_the_evidence_goes_with_it(photo: SealedFile, at_work: IntakeWorld):
    log = media.keep_anyhow(BytesIO(b"event,latitude,longitude,start\nlocation,53.1,8.8,1\n"))
    with transaction() as session:
        sent_by = build.collect_report(issued_to("Tara").access, at_work.form)
        sent_by.intake = intakes()[0]
        session.add(
            CollectFile(collect_submission_id=sent_by.id, name="audit.csv", sha256=log.sha256, size=log.size)
        )
    assert (retention.over(IN_TIME)["collect"], retention.over(LATER)["collect"]) == (0, 1)
    assert retention.purge(LATER) == {**NOTHING, "collect": 1, "evidence": 1}
    assert not media.kept_path(log.sha256).exists()
    assert retention.purge(LATER) == NOTHING


def test_uploads_that_led_to_nothing_go_after_three_months(at_work: IntakeWorld):
    part, broken = at_work.tablet.seal_file(picture(2)), at_work.tablet.seal_file(b"no picture at all")
    uploads.receive(chunk(part, 0, 300))
    uploads.receive(chunk(broken, 0, len(broken.data)))
    lying = [path for path in uploads.folder().rglob("*") if path.is_file() and path.suffix != ".lock"]
    assert len(lying) == 2
    now = reading().scalars(select(Upload.created_at)).first() + timedelta(days=91)
    for path in lying:
        os.utime(path, (now.timestamp(), now.timestamp()))
    assert retention.over(now)["uploads"] == 0, "more of it came today"
    for path in lying:
        os.utime(path, (0, 0))
    assert retention.over(now - timedelta(days=2))["uploads"] == 0
    assert retention.purge(now)["uploads"] == 2
    assert not any(path.exists() for path in lying)
    with pytest.raises(NotFound):
        uploads.progress(part.sha256)
    assert uploads.progress(broken.sha256).is_complete, "nobody sends it again"
    assert retention.purge(now)["uploads"] == 0


def test_a_rescue_file_goes_three_months_after_it_came(app: Flask):
    with pytest.raises(Rejected):
        rescue.import_file(BytesIO(b"no rescue file, and kept all the same"), actor_for(someone("Anna")))
    [path] = [path for path in rescue.folder().rglob("*") if path.is_file()]
    came = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    assert retention.purge(came + timedelta(days=89)) == NOTHING
    assert retention.purge(came + timedelta(days=91)) == {**NOTHING, "rescues": 1}
    assert not path.exists()
    assert audit.newest(1)[0].action == "rescue.forget"


def test_a_worker_does_it_every_night(photo: SealedFile):
    jobs.run_due(LATER)
    assert paths_of(photo) == [False, False]
    told = reading().scalars(select(JobRequest).where(JobRequest.kind == "purge")).one()
    assert told.result == {**NOTHING, "evidence": 1}
    assert told.due_at >= LATER + timedelta(hours=24)
