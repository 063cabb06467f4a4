"""What the database has lost is made again from the journal of arrivals: the same, and once."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, select, update

from mystery.problems import Rejected
from mystery.services import (
    briefing,
    call_interviews,
    devices,
    draft_holders,
    inbox,
    intake,
    interviews,
    rebuild,
    reviews,
    submissions,
    turns,
)
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.reviews import ask_back
from mystery.services.transaction import reading, transaction
from mystery.store.models import (
    Assignment,
    AssignmentEvent,
    AssignmentState,
    Device,
    Flag,
    Intake,
    Interview,
    InterviewMedia,
    ItemQuery,
    JournalConflict,
    JournalEvent,
    ScoreLine,
    ScoreSheet,
    Submission,
    Verdict,
)
from tests.call_world import TUESDAY, a_caller, a_respondent, a_wave, carl
from tests.cast import someone
from tests.intake_world import IntakeWorld, world
from tests.tablet import Tablet

pytestmark = pytest.mark.usefixtures("app")


def lose_everything() -> None:
    with transaction() as session:
        session.execute(update(Intake).values(interview_id=None, submission_id=None))
        for table in (
            Flag,
            ItemQuery,
            Verdict,
            ScoreLine,
            ScoreSheet,
            InterviewMedia,
            JournalConflict,
            JournalEvent,
            Intake,
            Submission,
        ):
            session.execute(delete(table))
        session.execute(delete(Interview))
    session.expire_all()


def everything() -> dict[str, Any]:
    """What has to come back, without keys of the database."""
    session = reading()
    session.rollback()
    session.expire_all()  # a rollback of nothing forgets nothing
    return {
        "receipts": [
            submissions.reply(row) for row in session.scalars(select(Intake).order_by(Intake.sequence))
        ],
        "decisions": sorted(
            (row.sha256, row.state.value, row.decision, row.decision_reason)
            for row in session.scalars(select(Intake))
        ),
        "submissions": sorted(
            (str(row.interview.public_id), row.version, row.sha256, row.received_at.isoformat())
            for row in session.scalars(select(Submission))
        ),
        "verdicts": sorted(
            (row.decision.value, row.note, row.reviewer.name, row.submission.version, row.created_at)
            for row in session.scalars(select(Verdict))
        ),
        "questions": sorted((row.path, row.question) for row in session.scalars(select(ItemQuery))),
        "scores": sorted(
            (row.submission.version, row.total, row.trace) for row in session.scalars(select(ScoreSheet))
        ),
        "states": sorted(
            (str(row.public_id), row.state.value) for row in session.scalars(select(Assignment))
        ),
        "journals": {
            str(row.public_id): (
                row.form_fingerprint,
                row.seed,
                row.set_aside_at is None,
                interviews.journal(row),
            )
            for row in session.scalars(select(Interview))
        },
    }


def lost_and_found() -> rebuild.Rebuilt:
    before = everything()
    assert before["submissions"]
    lose_everything()
    done = rebuild.rebuild(settings().journal)
    assert done.problems == []
    assert everything() == before
    assert rebuild.rebuild(settings().journal).made == {}
    assert everything() == before
    return done


def played(w: IntakeWorld) -> Interview:
    """Tara works the visit in the browser."""
    tara = actor_for(someone("Tara"))
    interview = briefing.start(w.assignment, tara, mode="capi", language="en")
    events = [
        w.tablet.event(2, "answer", "greeted", "yes"),
        w.tablet.event(3, "answer", "queue_minutes", 4),
        w.tablet.event(4, "finish"),
    ]
    intake.receive(interview, tara, json.dumps({"events": events}).encode())
    intake.hand_in(interview, tara, b'{"last_seq": 4, "media": []}')
    return interview


def test_visits_of_tablets_come_back_with_their_receipts():
    w = world()
    w.send(w.envelope())
    other = w.again()
    uuid = uuid4()
    with transaction():
        other.state = AssignmentState.BRIEFED
    w.send(w.envelope({"greeted": "no"}, submission=uuid, visit=other.public_id), uuid)
    done = lost_and_found()
    assert done.made == {"envelope": 2}
    assert w.assignment.state is AssignmentState.IN_REVIEW


def test_visits_of_the_browser_come_back_too():
    w = world()
    played(w)
    done = lost_and_found()
    assert done.made == {"open": 1, "events": 1, "finish": 1}


def test_conflicts_and_decisions_come_back():
    w = world()
    w.send(w.envelope())
    row = w.send(w.envelope({"greeted": "no"})).intake
    inbox.decide(row, "take", "This one", actor_for(someone("Rolf")))
    assert lost_and_found().made == {"envelope": 2, "decision": 1}


def test_what_a_reviewer_asked_and_a_tester_answered_comes_back():
    w = world()
    interview = played(w)
    submission = intake.newest_submission(interview)
    ask_back(submission, actor_for(someone("Rolf")), {"queue_minutes": "Really four?"})
    tara = actor_for(someone("Tara"))
    events = [w.tablet.event(6, "answer", "queue_minutes", 14), w.tablet.event(7, "finish")]
    intake.receive(interview, tara, json.dumps({"events": events}).encode())
    intake.hand_in(interview, tara, b'{"last_seq": 7, "media": []}')
    lost_and_found()


def test_what_a_reviewer_decided_comes_back_with_its_score():
    w = world()
    submission = intake.newest_submission(played(w))
    rolf = actor_for(someone("Rolf"))
    reviews.approve(submission, rolf, "A clear case.")
    reviews.reopen(submission, rolf, "The receipt is of another day.")
    reviews.approve(submission, rolf, "It is not.")
    assert lost_and_found().made == {"open": 1, "events": 1, "finish": 1, "verdict": 3}
    assert w.assignment.state is AssignmentState.APPROVED
    reviews.reopen(reading().scalars(select(Submission)).one(), rolf, "Another look.")
    reviews.reject(reading().scalars(select(Submission)).one(), rolf, "It is of another day after all.")
    before = everything()
    lose_everything()
    with transaction():
        w.assignment.state = AssignmentState.BRIEFED  # as in the backup of the morning
    assert rebuild.rebuild(settings().journal).made["verdict"] == 5
    assert everything() == before


def test_a_second_revision_from_a_tablet_comes_back():
    from mystery import interview as engine

    w = world()
    first = w.send(w.envelope()).intake
    interview = reading().scalars(select(Interview)).one()
    ask_back(intake.newest_submission(interview), actor_for(someone("Rolf")), {"queue_minutes": "Really?"})
    events = [engine.event_json(each) for each in interviews.journal(interview)]
    events += [
        w.tablet.event(len(events) + 1, "answer", "queue_minutes", 14),
        w.tablet.event(len(events) + 2, "finish"),
    ]
    w.send(w.envelope(events=events, revision=2, supersedes=first.sha256))
    lost_and_found()


def test_a_torn_end_is_named_and_the_rest_comes_back(tmp_path: Path):
    w = world()
    w.send(w.envelope())
    lose_everything()
    for path in settings().journal.glob("*.journal"):
        (tmp_path / path.name).write_bytes(path.read_bytes() + b'{"seq": 9, "at"')
    done = rebuild.rebuild(tmp_path)
    assert (done.made, len(done.torn)) == ({"envelope": 1}, 1)


def test_a_frame_of_somebody_who_is_not_there_is_reported_and_the_rest_goes_on():
    w = world()
    w.send(w.envelope())
    other = w.again()
    journal = settings().journal
    from mystery.store import intake_journal

    intake_journal.append(journal, "finish", b'{"last_seq": 3}', submission=str(other.public_id))
    intake_journal.append(journal, "decision", b"no JSON", submission=str(other.public_id))
    lose_everything()
    done = rebuild.rebuild(journal)
    assert done.made == {"envelope": 1}
    assert [each.code for each in done.problems] == ["REBUILD_FRAME", "REBUILD_FRAME"]


def test_after_a_takeover_the_answers_of_the_device_that_holds_the_draft_come_back():
    w = world()
    tara, other = actor_for(someone("Tara")), Tablet.enrolled("Tara")
    first, second = devices.find(UUID(w.tablet.id)), devices.find(UUID(other.id))
    interview = draft_holders.open_draft(w.assignment, tara, w.submission, first)
    events = w.tablet.visit(w.form, {"greeted": "yes", "queue_minutes": 4})

    def sent(batch: list[dict[str, Any]], by: Device | None) -> None:
        intake.receive(interview, tara, json.dumps({"events": batch}).encode(), device=by)

    sent(events[:2], first)
    draft_holders.take_over(interview, tara, second)
    draft_holders.take_over(interview, tara, second)
    late = w.tablet.event(3, "answer", "queue_minutes", 99)
    with pytest.raises(Rejected):
        sent([late], first)
    sent(events[2:], second)
    intake.hand_in(interview, tara, json.dumps({"last_seq": len(events)}).encode(), device=second)
    assert lost_and_found().made == {"open": 1, "events": 2, "take": 1, "finish": 1}
    found = reading().scalars(select(Interview)).one()
    assert draft_holders.holds(second, found)
    aside = reading().scalars(select(JournalConflict)).one()
    assert (aside.reason, aside.event["value"]) == ("elsewhere", 99)


def test_a_tablet_s_draft_comes_back_and_then_its_record():
    w = world()
    device, tara = devices.find(UUID(w.tablet.id)), actor_for(someone("Tara"))
    interview = draft_holders.open_draft(w.assignment, tara, w.submission, device)
    events = w.tablet.visit(w.form, {"greeted": "yes", "queue_minutes": 4})
    intake.receive(interview, tara, json.dumps({"events": events[:2]}).encode(), device=device)
    w.send(w.envelope(events=events))
    assert lost_and_found().made == {"open": 1, "events": 1, "envelope": 1}
    assert draft_holders.holds(device, reading().scalars(select(Interview)).one())


def test_a_respondents_interview_comes_back_with_the_caller_who_finished_it():
    case = a_respondent(a_wave("survey"))
    turns.next_case(carl(), TUESDAY)
    interview = call_interviews.open_for(case, carl(), now=TUESDAY)
    turns.give_back(case, carl(), TUESDAY)
    cora, later = actor_for(a_caller()), TUESDAY + timedelta(minutes=6)
    turns.next_case(cora, later)
    call_interviews.open_for(case, cora, now=later)
    events = [
        {"seq": 2, "kind": "answer", "path": "years", "value": 40, "at": later.isoformat(), "ms": 5},
        {"seq": 3, "kind": "finish", "at": later.isoformat(), "ms": 9},
    ]
    intake.receive(interview, cora, json.dumps({"events": events}).encode())
    intake.hand_in(interview, cora, b'{"last_seq": 3}')
    before, named = everything(), case.assignment.public_id
    lose_everything()
    with transaction() as session:
        case.assignment = None
        session.flush()
        session.execute(delete(AssignmentEvent))
        session.execute(delete(Assignment))
    session.expire_all()
    assert rebuild.rebuild(settings().journal).problems == []
    assert everything() == before
    assert case.assignment.public_id == named
    assert case.assignment.tester_id == cora.user_id
