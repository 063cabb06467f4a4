"""Verdicts: what a reviewer decides, what is kept, what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from mystery import interview as engine
from mystery.access import Actor
from mystery.interview import Event
from mystery.problems import Forbidden, Rejected
from mystery.services import accounts, assignments, audit, dossiers, interviews, questions, reviews
from mystery.services.forms import form_by_fingerprint
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    AssignmentState,
    AuditEntry,
    Decision,
    Flag,
    FlagSeverity,
    ScoreLine,
    ScoreSheet,
    Submission,
    Verdict,
)
from tests import build
from tests.cast import someone

pytestmark = pytest.mark.usefixtures("app")


def actor(name: str) -> Actor:
    return accounts.actor_for(someone(name))


def codes(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.code for problem in refusal.value.problems]


def handed_in(greeted: str = "yes", by: str = "Tara") -> Submission:
    """A visit of Tara's, played through the engine and handed in."""
    with transaction():
        study = build.study(build.client())
        place, scenario, tester = build.place("bremen"), build.scenario(study), someone(by)
        assignment = build.assignment(build.wave(study), place, scenario, tester)
        row = interviews.open_interview(
            assignment, accounts.actor_for(tester), mode="capi", language="de", now=build.MOMENT
        )
        interviews.append(
            row,
            [
                event(2, "answer", "greeted", greeted),
                event(3, "answer", "queue_minutes", 4),
                event(4, "finish"),
            ],
        )
        return interviews.finish(row, accounts.actor_for(tester), now=build.MOMENT)


def event(seq: int, kind: str, path: str = "", value: object = None) -> Event:
    at = (build.MOMENT + timedelta(minutes=seq)).isoformat().replace("+00:00", "Z")
    return Event(seq, kind, path, value, at, ms=seq * 60_000, by="tara")


def answered(first: Submission, value: object, comment: str = "") -> Submission:
    """The version that Tara hands in after a question about the minutes."""
    last = interviews.journal(first.interview)[-1].seq
    events = [event(last + 1, "answer", "queue_minutes", value)]
    if comment:
        events.append(event(last + 2, "comment", "queue_minutes", comment))
    with transaction():
        interviews.append(first.interview, [*events, event(last + len(events) + 1, "finish")])
        return interviews.finish(first.interview, actor("Tara"), now=build.MOMENT + timedelta(days=1))


def flagged(row: Submission, severity: FlagSeverity) -> None:
    with transaction() as session:
        details = {"sha256": "abc"}
        session.add(Flag(submission=row, code="duplicate_media", severity=severity, details=details))


def test_a_reviewer_approves_and_the_score_is_kept_with_its_lines() -> None:
    row = handed_in(greeted="no")
    reviews.approve(row, actor("Rolf"))
    sheet = reading().scalars(select(ScoreSheet)).one()
    line = reading().scalars(select(ScoreLine)).one()
    assert row.interview.assignment.state is AssignmentState.APPROVED
    assert (sheet.total, line.item, line.code, line.share) == (0.0, "greeted", "no", 0.0)
    assert [each["rule"] for each in sheet.trace][:2] == ["value", "section"]


def test_nobody_approves_twice() -> None:
    row = handed_in()
    reviews.approve(row, actor("Rolf"))
    with pytest.raises(Rejected) as refusal:
        reviews.approve(row, actor("Rita"))
    assert codes(refusal) == ["STEP_NOT_POSSIBLE"]
    assert len(reading().scalars(select(Verdict)).all()) == 1


def test_a_report_with_a_stop_flag_needs_a_note_to_be_approved() -> None:
    row = handed_in()
    flagged(row, FlagSeverity.STOP)
    with pytest.raises(Rejected) as refusal:
        reviews.approve(row, actor("Rolf"), "  ")
    assert codes(refusal) == ["STOP_FLAG_UNEXPLAINED"]
    reviews.approve(row, actor("Rolf"), "The photo is of the twin branch.")
    assert row.interview.assignment.state is AssignmentState.APPROVED


def test_a_doubt_is_for_the_reviewer_to_settle() -> None:
    row = handed_in()
    flagged(row, FlagSeverity.DOUBT)
    reviews.approve(row, actor("Rolf"))
    assert row.interview.assignment.state is AssignmentState.APPROVED


@pytest.mark.parametrize("name", ["Stefan", "Axel", "Tara", "Heidi"])
def test_only_reviewers_judge(name: str) -> None:
    with pytest.raises(Forbidden):
        reviews.approve(handed_in(), actor(name))


def test_nobody_judges_their_own_visit() -> None:
    row = handed_in()
    with transaction():
        row.interview.user_id = someone("Rolf").id
    with pytest.raises(Forbidden):
        reviews.approve(row, actor("Rolf"))


def test_a_question_opens_its_item_for_the_tester() -> None:
    row = handed_in()
    reviews.ask_back(row, actor("Rolf"), {"queue_minutes": " Really four? ", "greeted": " "})
    state = engine.state(
        form_by_fingerprint(row.interview.form_fingerprint), interviews.journal(row.interview)
    )
    assert row.interview.assignment.state is AssignmentState.QUERIED
    assert [(each.path, each.question) for each in questions.open_questions(row.interview)] == [
        ("queue_minutes", "Really four?")
    ]
    assert [(each.code, each.path) for each in engine.can_finish(state)] == [
        ("ANSWER_ASKED_BACK", "queue_minutes")
    ]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({}, "QUESTION_MISSING"),
        ({"greeted": "  "}, "QUESTION_MISSING"),
        ({"x": "?"}, "QUESTION_ITEM_UNKNOWN"),
    ],
)
def test_a_question_belongs_to_an_item(asked: dict[str, str], code: str) -> None:
    row = handed_in()
    with pytest.raises(Rejected) as refusal:
        reviews.ask_back(row, actor("Rolf"), asked)
    assert codes(refusal) == [code]
    assert row.interview.assignment.state is AssignmentState.SUBMITTED


def test_the_answer_is_a_new_version_and_the_first_one_stays() -> None:
    first = handed_in()
    reviews.ask_back(first, actor("Rolf"), {"queue_minutes": "Really four?"})
    second = answered(first, 14, "It was fourteen; I had mistyped it.")
    asked = dossiers.dossier(second, "en")
    item = next(each for each in asked.items if each.path == "queue_minutes")
    assert (first.version, first.answers["queue_minutes"]) == (1, 4)
    assert (second.version, second.answers["queue_minutes"]) == (2, 14)
    assert item.before is not None
    assert (item.before.value, item.told.value) == (4, 14)
    assert item.questions[0].answer == "It was fourteen; I had mistyped it."
    assert asked.changed == 1
    assert not questions.open_questions(second.interview)
    earlier = dossiers.dossier(first, "en")
    assert [each.told.value for each in earlier.items] == [("Yes",), 4]
    assert not earlier.is_newest


def test_the_same_answer_after_a_question_is_a_version_too() -> None:
    first = handed_in()
    reviews.ask_back(first, actor("Rolf"), {"queue_minutes": "Really four?"})
    second = answered(first, 4)
    assert second.version == 2
    assert second.interview.assignment.state is AssignmentState.SUBMITTED


def test_a_version_that_was_superseded_cannot_be_judged() -> None:
    first = handed_in()
    reviews.ask_back(first, actor("Rolf"), {"queue_minutes": "Really four?"})
    answered(first, 14)
    with pytest.raises(Rejected) as refusal:
        reviews.approve(first, actor("Rolf"))
    assert codes(refusal) == ["SUBMISSION_SUPERSEDED"]


def test_a_rejection_says_why_and_takes_the_visit_out() -> None:
    row = handed_in()
    with pytest.raises(Rejected) as refusal:
        reviews.reject(row, actor("Rolf"), "")
    assert codes(refusal) == ["REASON_MISSING"]
    verdict = reviews.reject(row, actor("Rolf"), "The photo shows another shop.")
    assert (verdict.decision, verdict.note) == (Decision.REJECT, "The photo shows another shop.")
    assert row.interview.assignment.state is AssignmentState.CANCELLED
    assert reading().scalar(select(ScoreSheet.id)) is None


def test_an_approval_that_was_taken_back_can_be_given_again_for_a_new_version() -> None:
    first = handed_in(greeted="no")
    reviews.approve(first, actor("Rolf"))
    reviews.reopen(first, actor("Rita"), "The client disputes the welcome.")
    reviews.ask_back(first, actor("Rita"), {"queue_minutes": "When did you join the queue?"})
    second = answered(first, 9)
    reviews.approve(second, actor("Rita"))
    sheets = reading().scalars(select(ScoreSheet).order_by(ScoreSheet.id)).all()
    decisions = reading().scalars(select(Verdict.decision).order_by(Verdict.id)).all()
    assert [each.submission_id for each in sheets] == [first.id, second.id], "the first score is kept"
    assert decisions == [Decision.APPROVE, Decision.ASK_BACK, Decision.APPROVE]


def test_every_verdict_is_in_the_audit_log() -> None:
    row = handed_in()
    reviews.ask_back(row, actor("Rolf"), {"greeted": "By whom?"})
    actions = reading().scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-2:] == ["assignment.state", "submission.verdict"]
    assert audit.verify() is None


def test_a_verdict_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    row = handed_in()

    def fail(*_: object) -> None:
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("mystery.services.scores.keep_score", fail)
    with pytest.raises(RuntimeError):
        reviews.approve(row, actor("Rolf"))
    assert row.interview.assignment.state is AssignmentState.SUBMITTED
    assert reading().scalar(select(Verdict.id)) is None


def test_a_visit_that_is_in_review_is_judged_like_one_that_was_just_handed_in() -> None:
    row = handed_in()
    assignments.move(row.interview.assignment, AssignmentState.IN_REVIEW)
    reviews.approve(row, actor("Rolf"))
    assert row.interview.assignment.state is AssignmentState.APPROVED
