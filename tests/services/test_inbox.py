"""The inbox: a person decides which version of a visit counts, and only one ever does."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from mystery.problems import Forbidden, Rejected
from mystery.services import assignments, audit, comparing, devices, inbox, interviews, reviews
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.submissions import reply
from mystery.services.transaction import reading, transaction
from mystery.store import intake_journal
from mystery.store.models import AssignmentState, Device, Intake, IntakeState, Interview, User
from mystery.store.queries import visits
from tests.cast import someone
from tests.intake_world import IntakeWorld, counted, intakes, world

pytestmark = pytest.mark.usefixtures("app")


def anna():
    return actor_for(someone("Anna"))


def rolf():
    return actor_for(someone("Rolf"))


def conflict() -> tuple[IntakeWorld, Intake]:
    w = world()
    w.send(w.envelope())
    return w, w.send(w.envelope({"greeted": "no", "queue_minutes": 4})).intake


def give_to_toni(w: IntakeWorld) -> None:
    with transaction():
        assignments.take_back(w.assignment, actor=anna())
        window = (w.assignment.window_from, w.assignment.window_to)
        assignments.assign(w.assignment, someone("Toni"), window, actor=anna())


def test_the_inbox_says_what_waits_and_why():
    _, row = conflict()
    assert [each.public_id for each in inbox.waiting(rolf())] == [row.public_id]
    assert inbox.count(rolf()) == 1


def test_the_answers_that_differ_come_first():
    _, row = conflict()
    found = comparing.compare(row, rolf(), "en")
    assert [each.stage for each in found.versions] == ["arrived", "counts"]
    assert [(each.label, each.differs) for each in found.rows] == [
        ("Greeted?", True),
        ("Queue in minutes", False),
    ]
    assert [each.value for each in found.rows[0].told] == [("No",), ("Yes",)]
    assert found.versions[0].tester == "T-101"
    assert found.versions[0].device == "Tablet 7"
    assert found.differing == 1


def test_who_plans_sees_that_something_waits_and_no_answers():
    _, row = conflict()
    found = comparing.compare(row, actor_for(someone("Stefan")), "en")
    assert (found.versions, found.rows) == ((), ())


def test_the_version_that_arrived_later_is_taken_and_the_first_counts_no_more():
    w, row = conflict()
    inbox.decide(row, "take", "The tester sent the wrong one first", rolf())
    assert row.state is IntakeState.COMPLETE
    assert [each.answers["greeted"] for each in counted(w.assignment)] == ["no"]
    assert w.assignment.state is AssignmentState.IN_REVIEW
    assert (row.decision, row.decided_by_id) == ("take", rolf().user_id)
    assert audit.newest(1)[0].action == "intake.decide"
    assert reply(row)["state"] == "complete"


def test_a_visit_that_was_approved_and_scored_counts_once_after_the_other_was_taken():
    w, row = conflict()
    reviews.approve(counted(w.assignment)[0], rolf())
    inbox.decide(row, "take", "Really this one", rolf())
    reviews.approve(counted(w.assignment)[0], rolf())
    sheets = visits.sheets(reading(), [w.assignment.wave_id])
    assert [each.total for each in sheets] == [0.0]


def test_a_decision_can_be_taken_back_by_another():
    w, row = conflict()
    first = reading().query(Intake).filter(Intake.sequence < row.sequence).one()
    inbox.decide(row, "take", "This one", rolf())
    inbox.decide(first, "take", "No, the first after all", rolf())
    assert [each.answers["greeted"] for each in counted(w.assignment)] == ["yes"]
    assert (first.state, row.state) == (IntakeState.COMPLETE, IntakeState.SET_ASIDE)
    assert w.assignment.state is AssignmentState.IN_REVIEW


def test_the_version_that_was_there_is_kept():
    w, row = conflict()
    inbox.decide(row, "keep", "Sent by mistake", rolf())
    assert row.state is IntakeState.SET_ASIDE
    assert [each.answers["greeted"] for each in counted(w.assignment)] == ["yes"]
    assert reply(row)["state"] == "complete"
    assert inbox.waiting(rolf()) == []
    assert [each.public_id for each in inbox.decided(rolf())] == [row.public_id]


def test_neither_counts():
    w, row = conflict()
    inbox.decide(row, "neither", "Two people in one shop", rolf())
    assert counted(w.assignment) == []
    assert w.assignment.state is AssignmentState.CANCELLED
    assert [each.state for each in intakes()] == [IntakeState.SET_ASIDE] * 2


def test_a_late_report_takes_the_visit_back_from_whom_it_was_given_to():
    w = world()
    body = w.envelope()
    give_to_toni(w)
    row = w.send(body).intake
    inbox.decide(row, "take", "She was there first", rolf())
    assert w.assignment.tester_id == someone("Tara").id
    assert len(counted(w.assignment)) == 1
    assert w.assignment.state is AssignmentState.IN_REVIEW


def test_a_late_report_never_counts_beside_that_of_the_new_tester():
    w = world()
    body = w.envelope()
    give_to_toni(w)
    toni = actor_for(someone("Toni"))
    with transaction():
        theirs = interviews.open_interview(w.assignment, toni, mode="capi", language="en")
    row = w.send(body).intake
    inbox.decide(row, "take", "Hers is complete", rolf())
    assert [each.interview.user_id for each in counted(w.assignment)] == [someone("Tara").id]
    assert reading().get(Interview, theirs.id).set_aside_at is not None
    assert not interviews.takes_events(theirs)


def test_a_revoked_tablet_s_report_can_be_taken():
    w = world()
    body = w.envelope()
    devices.revoke(reading().query(Device).one(), anna())
    row = w.send(body).intake
    inbox.decide(row, "take", "The tablet was found again", rolf())
    assert len(counted(w.assignment)) == 1


def test_answers_that_cannot_be_stay_undecided():
    w = world()
    row = w.send(w.envelope(events=w.tablet.visit(w.form, {"greeted": "yes"}, finish=False))).intake
    with pytest.raises(Rejected) as caught:
        inbox.decide(row, "take", "Take it", rolf())
    assert caught.value.problems[0].code == "INTERVIEW_UNFINISHED"
    assert (row.state, row.decision) == (IntakeState.INBOX, "")


def test_what_cannot_be_opened_cannot_be_taken():
    w = world()
    w.tablet.seal_key = {"id": w.tablet.seal_key["id"], "jwk": w.tablet.enrolment("x")["public_key"]}
    row = w.send(w.envelope()).intake
    with pytest.raises(Rejected) as caught:
        inbox.decide(row, "take", "Take it", rolf())
    assert caught.value.problems[0].code == "INTAKE_UNREADABLE"
    assert comparing.compare(row, rolf(), "en").rows == ()


def test_a_decision_needs_a_reason_and_the_right():
    _, row = conflict()
    with pytest.raises(Rejected) as caught:
        inbox.decide(row, "take", "  ", rolf())
    assert caught.value.problems[0].code == "REASON_MISSING"
    with pytest.raises(Forbidden):
        inbox.decide(row, "take", "Because", actor_for(someone("Stefan")))


def test_what_is_decided_is_not_decided_again_by_accident():
    _, row = conflict()
    inbox.decide(row, "take", "This one", rolf())
    with pytest.raises(Rejected) as caught:
        inbox.decide(row, "take", "This one", rolf())
    assert caught.value.problems[0].code == "INTAKE_DECIDED"


def test_a_decision_is_in_the_journal_of_arrivals():
    _, row = conflict()
    inbox.decide(row, "keep", "Sent by mistake", rolf())
    frame = list(intake_journal.frames(settings().journal))[-1]
    assert frame.kind == "decision"
    assert json.loads(frame.body)["sha256"] == row.sha256


def test_answers_beside_a_journal_are_shown_until_somebody_has_looked():
    w = world()
    tara = actor_for(someone("Tara"))
    with transaction():
        interview = interviews.open_interview(
            w.assignment, tara, mode="capi", language="en", public_id=uuid4()
        )
    by = str(tara.public_id)
    first = interviews.Event(2, "answer", "queue_minutes", 4, by=by)
    interviews.append(interview, [first])
    with pytest.raises(Rejected):
        interviews.append(interview, [interviews.Event(2, "answer", "queue_minutes", 40, by=by)])
    (found,) = inbox.differing(rolf())
    (line,) = comparing.beside(found.interview, found.events, "en")
    assert (line.label, line.kept.value, line.sent.value) == ("Queue in minutes", 4, 40)
    inbox.settle(interview, "Typed twice", rolf())
    assert inbox.differing(rolf()) == []


def test_another_client_s_staff_sees_nothing_of_it():
    _, row = conflict()
    from dataclasses import replace

    stranger = replace(rolf(), client_ids=frozenset())
    assert inbox.waiting(stranger) == []
    assert isinstance(row.user, User)
