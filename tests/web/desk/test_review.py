"""The reviewer's pages: the queue, a report, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import event, select

from mystery.services import evidence_ends, media, packs
from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import (
    Assignment,
    AssignmentState,
    AuditEntry,
    Flag,
    FlagSeverity,
    Interview,
    InterviewMedia,
    ItemQuery,
    Submission,
    Verdict,
)
from tests import build
from tests.browsing import Browser
from tests.cast import someone

Browse = Callable[[str], Browser]

pytestmark = pytest.mark.usefixtures("app")


def report(place: str = "bremen", minutes: int = 0, **answers: object) -> Submission:
    """A visit of Tara's that waits for review; `minutes` later than others."""
    with transaction():
        study = build.study(build.client(), code=f"s-{place}-{minutes}")
        assignment = build.assignment(
            build.wave(study),
            build.place(place),
            build.scenario(study),
            someone("Tara"),
            AssignmentState.SUBMITTED,
        )
        received_at = build.MOMENT + timedelta(minutes=minutes)
        interview = build.interview(assignment, someone("Tara"))
        return build.submission(interview, answers or None, received_at=received_at)


def flag(row: Submission, severity: FlagSeverity, code: str = "long_pause", path: str = "greeted") -> None:
    with transaction() as session:
        details = {"minutes": "20.0", "sha256": "abc"}
        session.add(Flag(submission=row, code=code, path=path, severity=severity, details=details))


def text_of(browser: Browser, address: str) -> str:
    reply = browser.get(address)
    assert reply.status_code == 200
    return reply.get_data(as_text=True)


def address(row: Submission, rest: str = "") -> str:
    return f"/desk/review/{row.public_id}{rest}"


def state_of(row: Submission) -> AssignmentState | None:
    query = select(Assignment.state).join(Interview, Interview.assignment_id == Assignment.id)
    return reading().scalar(query.where(Interview.id == row.interview_id))


def is_released(file: InterviewMedia) -> bool:
    query = select(InterviewMedia.released_at).where(InterviewMedia.id == file.id)
    return reading().scalar(query) is not None


@contextmanager
def counted() -> Iterator[list[str]]:
    said: list[str] = []

    def listen(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("SELECT"):
            said.append(statement)

    event.listen(db.engine, "before_cursor_execute", listen)
    yield said
    event.remove(db.engine, "before_cursor_execute", listen)


def test_the_riskiest_report_comes_first_then_the_oldest(browse: Browse) -> None:
    old, young, doubtful = report("bremen"), report("kiel", 5), report("ulm", 9)
    flag(doubtful, FlagSeverity.DOUBT)
    flag(young, FlagSeverity.HINT)
    page = text_of(browse("Rolf"), "/desk/review/")
    found = [page.index(str(row.public_id)) for row in (doubtful, young, old)]
    assert found == sorted(found)


def test_the_queue_is_narrowed_by_flag_and_says_how_many_are_left(browse: Browse) -> None:
    plain, odd = report("bremen"), report("kiel", 1)
    flag(odd, FlagSeverity.DOUBT)
    page = text_of(browse("Rolf"), "/desk/review/?flag=long_pause")
    assert str(odd.public_id) in page
    assert str(plain.public_id) not in page
    assert "1 report<" in page


def test_an_empty_queue_says_so(browse: Browse) -> None:
    assert "Nothing waits for review" in text_of(browse("Rolf"), "/desk/review/?page=x&stage=nonsense")


def test_a_report_shows_answers_in_the_readers_language(browse: Browse) -> None:
    row = report(greeted="no")
    page = text_of(browse("Rolf"), address(row))
    assert "Greeted?" in page
    assert ">No<" in page
    browser = browse("Rolf")
    browser.client.set_cookie("language", "de")
    assert "Begrüßt?" in text_of(browser, address(row))


def test_a_flag_says_why_and_leads_to_its_item(browse: Browse) -> None:
    row = report()
    flag(row, FlagSeverity.DOUBT)
    page = text_of(browse("Rolf"), address(row))
    assert "This answer took 20.0 minutes." in page
    assert 'href="#item-1"' in page


def test_the_score_is_shown_before_it_is_kept(browse: Browse) -> None:
    page = text_of(browse("Rolf"), address(report(greeted="no")))
    assert "Why this score" in page
    assert "0.0 of 100.0" in page


def test_approving_leads_to_the_next_report(browse: Browse) -> None:
    first, second = report("bremen"), report("kiel", 3)
    browser = browse("Rolf")
    browser.get(address(first))
    reply = browser.post(address(first, "/approve"))
    assert reply.location == address(second)
    assert reading().scalars(select(Verdict)).one().submission_id == first.id
    assert browser.post(address(second, "/approve")).location == "/desk/review/"


def test_the_filter_stays_while_reviewing(browse: Browse) -> None:
    first, other, second = report("bremen"), report("kiel", 1), report("ulm", 2)
    for row in (first, second):
        flag(row, FlagSeverity.DOUBT)
    reply = browse("Rolf").post(address(first, "/approve?flag=long_pause"))
    assert reply.location == f"{address(second)}?flag=long_pause"
    assert state_of(other) is AssignmentState.SUBMITTED


def test_a_reviewer_sends_one_item_back(browse: Browse) -> None:
    row = report()
    browser = browse("Rolf")
    browser.get(address(row))
    asked = {"question:queue_minutes": "Really four?", "question:greeted": ""}
    assert browser.post(address(row, "/ask-back"), asked).status_code == 302
    assert reading().scalars(select(ItemQuery)).one().question == "Really four?"
    page = text_of(browser, address(row))
    assert "Really four?" in page
    assert "no answer yet" in page
    assert "/approve" not in page, "a report that was asked back waits for its answer"


def test_a_rejection_without_a_reason_is_refused_in_words(browse: Browse) -> None:
    row = report()
    reply = browse("Rolf").post(address(row, "/reject"), {"reason": " "})
    assert reply.status_code == 422
    assert "The reason is missing." in reply.get_data(as_text=True)


def test_an_approval_can_be_taken_back(browse: Browse) -> None:
    row = report()
    browser = browse("Rolf")
    browser.post(address(row, "/approve"))
    assert "Take the approval back" in text_of(browser, address(row))
    browser.post(address(row, "/reopen"), {"reason": "The client disputes it."})
    assert state_of(row) is AssignmentState.IN_REVIEW


def test_a_stop_flag_asks_for_a_note(browse: Browse) -> None:
    row = report()
    flag(row, FlagSeverity.STOP, "duplicate_media", "")
    browser = browse("Rolf")
    assert "Approve in spite of a stop flag" in text_of(browser, address(row))
    assert browser.post(address(row, "/approve")).status_code == 422
    assert browser.post(address(row, "/approve"), {"note": "Twin branch."}).status_code == 302


def test_html_in_answers_and_questions_is_text(browse: Browse) -> None:
    row = report(greeted="<b>yes</b>", queue_minutes=4)
    browser = browse("Rolf")
    browser.post(address(row, "/ask-back"), {"question:greeted": "<script>alert(1)</script>"})
    page = text_of(browser, address(row))
    assert "<b>yes" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_nobody_is_offered_their_own_work(browse: Browse) -> None:
    row = report()
    with transaction():
        row.interview.user_id = someone("Rolf").id
    browser = browse("Rolf")
    assert str(row.public_id) not in text_of(browser, "/desk/review/")
    assert browser.post(address(row, "/approve")).status_code == 403


@pytest.mark.parametrize("name", ["Stefan", "Axel", "Tara", "Heidi"])
def test_others_do_not_review(name: str, browse: Browse) -> None:
    row = report()
    browser = browse(name)
    assert browser.get("/desk/review/").status_code == 403
    assert browser.get(address(row)).status_code in (403, 404)
    assert browser.post(address(row, "/approve")).status_code in (403, 404)


def photo_of(row: Submission) -> InterviewMedia:
    picture = BytesIO()
    Image.new("RGB", (30, 20), "teal").save(picture, "JPEG")
    kept = media.keep(BytesIO(picture.getvalue()))
    with transaction() as session:
        found = media.attach(row.interview, session.merge(kept), "facade", "front.jpg")
        session.flush()
        return found


def test_a_photo_is_served_without_metadata_and_its_view_is_noted(browse: Browse) -> None:
    file = photo_of(report())
    reply = browse("Rolf").get(f"/desk/evidence/{file.public_id}")
    assert (reply.status_code, reply.mimetype) == (200, "image/jpeg")
    assert "private" in reply.headers["Cache-Control"]
    seen = select(AuditEntry.subject_id).where(AuditEntry.action == "evidence.view")
    assert reading().scalars(seen).all() == [str(file.public_id)]


def test_a_photo_that_was_deleted_is_gone_and_the_report_says_when(browse: Browse) -> None:
    row = report()
    file, browser = photo_of(row), browse("Rolf")
    assert f"/desk/evidence/{file.public_id}" in browser.get(address(row)).text
    evidence_ends.forget(file.media, datetime(2027, 3, 1, 3, 0, tzinfo=UTC))
    assert browser.get(f"/desk/evidence/{file.public_id}").status_code == 410
    page = browser.get(address(row)).text
    assert "deleted on Mar 1, 2027, its retention was over" in page
    assert f"/desk/evidence/{file.public_id}" not in page


def test_a_reviewer_decides_what_the_client_sees(browse: Browse) -> None:
    row = report()
    file, browser = photo_of(row), browse("Rolf")
    reply = browser.post(f"/desk/evidence/{file.public_id}/release", {"visible": "yes"})
    assert reply.location == f"{address(row)}#evidence"
    assert is_released(file)
    browser.post(f"/desk/evidence/{file.public_id}/release", {"visible": "no"})
    assert not is_released(file)


def test_the_pages_ask_the_database_little(browse: Browse) -> None:
    rows = [report("bremen", minutes) for minutes in range(12)]
    for row in rows:
        flag(row, FlagSeverity.DOUBT)
    browser = browse("Rolf")
    for path in ("/desk/review/", address(rows[3])):
        browser.get(path)
        with counted() as said:
            browser.get(path)
        assert len(said) <= 12, "\n".join(said)


def test_a_recording_is_played_on_the_page_and_kept_as_a_file_elsewhere(browse: Browse) -> None:
    row = report(recorded="x")
    with transaction():
        kept = media.keep(BytesIO(b"RIFF\x24\x00\x00\x00WAVEfmt " + b"\0" * 30))
        file = media.attach(row.interview, kept, "greeted", "call.wav")
    browser = browse("Rolf")
    assert '<audio class="playback" controls preload="none"' in text_of(browser, address(row))
    reply = browser.get(f"/desk/evidence/{file.public_id}")
    assert (reply.status_code, reply.mimetype) == (200, "audio/wav")
    assert "attachment" not in reply.headers.get("Content-Disposition", "")


def test_the_reviewer_sees_the_pictures_that_the_tester_saw(browse: Browse) -> None:
    with transaction():
        version, scheme = packs.publish(packs.pack("store-visit"))
        study = build.study(build.client(), code="s-pictures")
        play = build.scenario(study, questionnaire_version=version, scheme_version=scheme)
        visit = build.assignment(
            build.wave(study), build.place("bremen"), play, someone("Tara"), AssignmentState.SUBMITTED
        )
        row = build.submission(build.interview(visit, someone("Tara")), {"greeted": "yes"})
    browser = browse("Rolf")
    sha256 = version.package["files"]["facade-example.png"]["sha256"]
    picture = f"/desk/questionnaires/versions/{version.public_id}/files/{sha256}"
    assert picture in text_of(browser, address(row))
    assert browser.get(picture).status_code == 200
