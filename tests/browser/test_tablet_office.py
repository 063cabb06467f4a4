"""An enrolled tablet and the real server: a visit with and without a network, asked back, rescued."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from io import BytesIO

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Browser
from sqlalchemy import select

from mystery.services import devices, installation_keys, media, rescue, reviews
from mystery.services.accounts import actor_for
from mystery.services.installation_keys import Purpose
from mystery.services.transaction import reading
from mystery.store.database import db
from mystery.store.models import AssignmentState, Intake, Interview, Submission
from mystery.web.shared.statics import static_url
from tests.browser.tablets import Tablet
from tests.cast import someone
from tests.web.field_world import a_visit, fresh

_TELL = """async ([visit, shown]) => {
  const bytes = Uint8Array.from(atob(shown), (letter) => letter.charCodeAt(0));
  const { sha256 } = await tester.keepFile(bytes.buffer, "door.jpg", "image/jpeg");
  await tester.note(visit, "untested", { reason: "closed", note: "A sign says so.", media: [sha256] });
  return sha256;
}"""


@pytest.fixture
def tablet(chromium: Browser, address: str, app: Flask) -> Iterator[Tablet]:
    """A tablet in front of the real server; any page of its origin will do."""
    context = chromium.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(f"{address}/login")
    with app.test_request_context():
        base = static_url("js/sync/session.js").removesuffix("/js/sync/session.js")
    yield Tablet(page).load(base)
    context.close()
    assert faults == []


def _enrolled(tablet: Tablet) -> Tablet:
    tara = someone("Tara")
    tablet.enrol_with(devices.make_code(tara, actor_for(tara)).code)
    db.session.rollback()
    return tablet


def _briefed(tablet: Tablet, visit: str) -> None:
    answers = [number % 2 for number in range(5)]
    tablet.page.evaluate(
        "([id, answers]) => tester.note(id, 'quiz', { answers }).then(() => tester.note(id, 'briefed', {}))",
        [visit, answers],
    )
    tablet.sync()


def test_a_visit_is_done_on_the_tablet_and_arrives_whole(tablet: Tablet) -> None:
    row = a_visit()
    visit = str(row.public_id)
    _enrolled(tablet)
    _briefed(tablet, visit)
    interview = tablet.open(visit)
    tablet.answer("greeted", "yes")
    tablet.send_draft()
    db.session.rollback()
    assert str(reading().scalars(select(Interview)).one().public_id) == interview
    tablet.answer("queue_minutes", 4)
    tablet.finish()
    assert tablet.visit(visit)["state"] == "confirmed"
    db.session.rollback()
    assert reading().scalars(select(Submission)).one().answers == {"greeted": "yes", "queue_minutes": 4}
    assert fresh(row).state is AssignmentState.IN_REVIEW


def _offline(tablet: Tablet, visit: str) -> None:
    """Everything from the briefing to the end without a network."""
    tablet.page.context.set_offline(True)
    _briefed(tablet, visit)
    tablet.open(visit)
    tablet.answer("greeted", "no")
    tablet.answer("queue_minutes", 9)
    tablet.finish()
    assert tablet.visit(visit)["state"] == "here"


def test_a_whole_visit_without_a_network_counts_when_it_arrives(tablet: Tablet) -> None:
    row = a_visit()
    visit = str(row.public_id)
    _offline(_enrolled(tablet), visit)
    tablet.page.context.set_offline(False)
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"
    db.session.rollback()
    assert reading().scalars(select(Submission)).one().answers == {"greeted": "no", "queue_minutes": 9}
    assert fresh(row).state is AssignmentState.IN_REVIEW


def test_a_receipt_under_a_renewed_key_is_believed_after_the_next_contact(tablet: Tablet) -> None:
    visit = str(a_visit().public_id)
    _offline(_enrolled(tablet), visit)
    installation_keys.renew(Purpose.RECEIPT)
    db.session.rollback()
    tablet.page.context.set_offline(False)
    tablet.sync()  # the receipt's key is not known yet, and this contact brings it
    tablet.sync()
    assert tablet.visit(visit)["state"] == "confirmed"


def test_a_test_that_was_not_possible_is_told_with_its_picture(tablet: Tablet) -> None:
    row = a_visit()
    visit = str(row.public_id)
    _enrolled(tablet)
    _briefed(tablet, visit)
    shown = BytesIO()
    Image.effect_noise((1400, 1400), 80).save(shown, "JPEG", quality=95)
    assert len(shown.getvalue()) > 1_048_576  # more than one chunk
    sha256 = tablet.page.evaluate(_TELL, [visit, base64.b64encode(shown.getvalue()).decode()])
    tablet.sync()
    assert tablet.visit(visit)["state"] == "untested"
    assert [each["problem"] for each in tablet.rows("notes")] == ["", "", ""]
    assert [each["complete_at"] > 0 for each in tablet.rows("uploads")] == [True]
    db.session.rollback()
    assert fresh(row).state is AssignmentState.COULD_NOT_TEST
    assert media.find(sha256) is not None


def test_a_visit_that_is_asked_back_is_sealed_and_counted_again(tablet: Tablet) -> None:
    row = a_visit()
    visit = str(row.public_id)
    _offline(_enrolled(tablet), visit)
    tablet.page.context.set_offline(False)
    tablet.sync()
    db.session.rollback()
    first = reading().scalars(select(Submission)).one()
    reviews.ask_back(first, actor_for(someone("Rolf")), {"greeted": "Really nobody?"})
    db.session.rollback()
    tablet.page.wait_for_timeout(1100)  # the server names whole seconds
    tablet.refresh()
    assert tablet.visit(visit)["state"] == "todo"
    tablet.open(visit)
    tablet.answer("greeted", "yes")
    tablet.finish()
    assert tablet.visit(visit)["state"] == "confirmed"
    db.session.rollback()
    submissions = reading().scalars(select(Submission).order_by(Submission.id)).all()
    assert [each.answers["greeted"] for each in submissions] == ["no", "yes"]
    assert [each.state for each in reading().scalars(select(Intake).order_by(Intake.id))] == [
        "superseded",
        "complete",
    ]


def test_a_rescue_file_brings_a_record_and_a_draft_to_the_office(tablet: Tablet) -> None:
    done, begun = (str(a_visit(code=code).public_id) for code in ("one", "two"))
    _offline(_enrolled(tablet), done)
    _briefed(tablet, begun)
    tablet.open(begun)
    tablet.answer("greeted", "yes")
    carried = str(tablet.page.evaluate("tester.rescue().then((blob) => blob.text())")).encode()
    report = rescue.import_file(BytesIO(carried), actor_for(someone("Rita")))
    assert ([each.code for each in report.problems], len(report.records), report.drafts) == ([], 1, 1)
    assert reading().scalars(select(Submission)).one().answers == {"greeted": "no", "queue_minutes": 9}
    tablet.page.context.set_offline(False)
    tablet.sync()
    assert tablet.visit(done)["state"] == "confirmed"
    assert tablet.visit(begun)["problem"] == ""


def test_a_rescue_file_brings_what_was_said_of_a_visit_that_was_never_begun(tablet: Tablet) -> None:
    row = a_visit()
    visit = str(row.public_id)
    _enrolled(tablet)
    tablet.page.context.set_offline(True)
    _briefed(tablet, visit)
    shown = BytesIO()
    Image.new("RGB", (80, 60), (40, 120, 130)).save(shown, "JPEG")
    sha256 = tablet.page.evaluate(_TELL, [visit, base64.b64encode(shown.getvalue()).decode()])
    untested = tablet.visit(visit)
    assert (untested["state"], untested["isSent"], untested["waitingFiles"]) == ("untested", False, 1)
    carried = str(tablet.page.evaluate("tester.rescue().then((blob) => blob.text())")).encode()
    rita = actor_for(someone("Rita"))
    for _twice_is_once in range(2):
        report = rescue.import_file(BytesIO(carried), rita)
        assert ([each.code for each in report.problems], report.files, report.notes) == ([], 1, 3)
    assert fresh(row).state is AssignmentState.COULD_NOT_TEST
    assert media.find(sha256) is not None
    db.session.rollback()
    tablet.page.context.set_offline(False)
    tablet.sync()
    assert tablet.visit(visit)["isSent"] is True
