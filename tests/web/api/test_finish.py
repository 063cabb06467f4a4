"""Handing in: the server replays the journal and decides; the same finish has the same receipt."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from mystery.services import accounts, reviews
from mystery.services.transaction import reading, transaction
from mystery.store.models import AssignmentState, Flag, Interview, ItemQuery, Submission
from tests import build
from tests.browsing import Browser
from tests.cast import someone
from tests.web.field_world import address, an_interview, events_for, fresh, hand_in, send

Browse = Callable[[str], Browser]
ANSWERS = {"greeted": "yes", "queue_minutes": 4}
SECOND = build.QUESTIONNAIRE.replace('version: "1"', 'version: "2"')
STRICT = SECOND.replace(
    "{item: queue_minutes, type: integer,", '{item: queue_minutes, type: integer, required: "true",'
)
WITH_PHOTO = SECOND.replace(
    "      - {item: queue_minutes",
    "      - {item: facade, type: image, label: {de: Foto, en: Photo}}\n      - {item: queue_minutes",
)


@pytest.fixture
def opened(app: object) -> Interview:
    return an_interview()


def test_a_finished_interview_is_received_inspected_and_waits_for_review(
    browse: Browse, opened: Interview
) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS)
    send(browser, opened, events)
    reply = hand_in(browser, opened, events[-1]["seq"])
    assert reply.status_code == 200
    submission = reading().scalars(select(Submission)).one()
    assert reply.json["submission"] == str(submission.public_id)
    assert reply.json["sha256"] == submission.sha256
    assert submission.answers == ANSWERS
    assert fresh(opened.assignment).state is AssignmentState.IN_REVIEW
    flags = reading().scalars(select(Flag)).all()
    assert [(flag.code, flag.severity.value) for flag in flags] == [("timer_too_short", "doubt")]


def test_the_same_finish_gives_the_same_receipt(browse: Browse, opened: Interview) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS)
    send(browser, opened, events)
    first, second = (hand_in(browser, opened, events[-1]["seq"]).json for _ in range(2))
    assert first == second
    assert len(reading().scalars(select(Submission)).all()) == 1
    assert len(reading().scalars(select(Flag)).all()) == 1


def test_an_answer_that_is_missing_keeps_the_interview_open(browse: Browse) -> None:
    with transaction():
        strict = build.questionnaire(STRICT)
    interview = an_interview(questionnaire_version=strict)
    browser, events = browse("Tara"), events_for(interview, {"greeted": "yes"})
    send(browser, interview, events)
    reply = hand_in(browser, interview, events[-1]["seq"])
    assert reply.status_code == 422
    assert [(each["code"], each["at"]) for each in reply.json["problems"]] == [
        ("ANSWER_REQUIRED", "queue_minutes")
    ]
    assert fresh(interview.assignment).state is AssignmentState.IN_FIELD


def test_nothing_is_handed_in_before_it_is_finished(browse: Browse, opened: Interview) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS, finish=False)
    send(browser, opened, events)
    assert hand_in(browser, opened, events[-1]["seq"]).json["code"] == "INTERVIEW_UNFINISHED"


def test_events_that_are_still_on_their_way_are_named(browse: Browse, opened: Interview) -> None:
    reply = hand_in(browse("Tara"), opened, 7)
    assert reply.status_code == 409
    assert reply.json["problems"][0]["details"] == {"acknowledged": 1, "last_seq": 7}


def test_files_that_are_still_on_their_way_are_named(browse: Browse) -> None:
    with transaction():
        form = build.questionnaire(WITH_PHOTO)
    interview = an_interview(questionnaire_version=form)
    photo = {"sha256": "ab" * 32, "name": "front.jpg", "type": "image/jpeg", "size": 10}
    browser, events = browse("Tara"), events_for(interview, {**ANSWERS, "facade": photo})
    send(browser, interview, events)
    reply = hand_in(browser, interview, events[-1]["seq"])
    assert reply.status_code == 409
    assert reply.json["problems"][0]["details"]["missing"] == ["ab" * 32]


def test_a_question_from_the_review_opens_the_item_and_is_answered_by_a_new_version(
    browse: Browse, opened: Interview
) -> None:
    browser, events = browse("Tara"), events_for(opened, ANSWERS)
    send(browser, opened, events)
    hand_in(browser, opened, events[-1]["seq"])
    first = reading().scalars(select(Submission)).one()
    rolf = accounts.actor_for(someone("Rolf"))
    reviews.ask_back(first, rolf, {"queue_minutes": "Really four?"})
    assert "Really four?" in browser.get("/capi/reports").get_data(as_text=True)
    browser.post(f"/capi/visits/{opened.assignment.public_id}/start")
    browser.post(f"/capi/visits/{opened.assignment.public_id}/start")  # asked once, however often opened
    last = events[-1]["seq"] + 1
    more = [
        {"seq": last + 1, "kind": "answer", "path": "queue_minutes", "value": 14},
        {"seq": last + 2, "kind": "comment", "path": "queue_minutes", "value": "I misread my watch."},
    ]
    send(browser, opened, more)
    assert hand_in(browser, opened, last + 2).json["code"] == "INTERVIEW_UNFINISHED"
    send(browser, opened, [{"seq": last + 3, "kind": "finish"}])
    receipt = hand_in(browser, opened, last + 3).json
    assert receipt["version"] == 2
    versions = reading().scalars(select(Submission).order_by(Submission.version)).all()
    assert [each.answers["queue_minutes"] for each in versions] == [4, 14]
    query = reading().scalars(select(ItemQuery)).one()
    assert query.answer == "I misread my watch."
    assert query.answered_at is not None
    assert fresh(opened.assignment).state is AssignmentState.IN_REVIEW


@pytest.mark.parametrize("body", [{}, {"last_seq": "7"}, {"last_seq": True}, []])
def test_a_finish_without_its_number_is_refused(body: object, browse: Browse, opened: Interview) -> None:
    reply = browse("Tara").send("POST", address(opened, "finish"), body)
    assert reply.status_code == 422
