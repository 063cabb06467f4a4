"""Whose turn it is: the order, the lease, and who may be given what."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from mystery.access import Actor
from mystery.problems import Forbidden, Rejected
from mystery.services import appointments, attempts, call_plans, cases, turns
from mystery.services.accounts import actor_for
from mystery.services.transaction import reading, transaction
from mystery.store.database import db
from mystery.store.models import (
    AppointmentState,
    AssignmentState,
    AuditEntry,
    CallCase,
    CallOutcome,
    CaseState,
)
from tests.call_world import TUESDAY, a_caller, a_hotline, a_respondent, a_wave, carl
from tests.cast import someone
from tests.web.field_world import fresh


def codes(turn: turns.Turn | None) -> list[str]:
    return [each.code for each in turn.reasons] if turn else []


def test_a_caller_is_given_their_own_test_call_with_its_number(app: Flask) -> None:
    a_hotline(a_wave(), "Carl")
    turn = turns.next_case(carl(), TUESDAY)
    assert turn is not None
    assert [each.e164 for each in turn.case.numbers] == ["+49421555010"]
    assert fresh(turn.case).held_until_at == TUESDAY + timedelta(minutes=5)
    assert reading().scalars(select(AuditEntry).where(AuditEntry.action == "case.take")).one()


def test_nobody_is_given_somebody_elses_test_call(app: Flask) -> None:
    a_caller("Cora")
    a_hotline(a_wave(), "Cora")
    assert turns.next_case(carl(), TUESDAY) is None


def test_a_pooled_test_call_is_for_whoever_comes_first_and_goes_back(app: Flask) -> None:
    wave = a_wave(is_pooled=True)
    visit = a_hotline(wave, "", state=AssignmentState.DRAFT)
    cases.open_tests(wave, now=TUESDAY - timedelta(days=1))
    turn = turns.next_case(carl(), TUESDAY)
    assert turn is not None
    assert fresh(visit).tester_id == someone("Carl").id
    turns.give_back(turn.case, carl(), TUESDAY)
    assert (fresh(visit).tester_id, visit.state) == (None, AssignmentState.DRAFT)


def test_a_respondent_is_anybodys_but_not_of_another_clients_callers(app: Flask) -> None:
    a_respondent(a_wave("survey"))
    foreign = actor_for(a_caller("Cora", client="fremd"))
    assert turns.next_case(foreign, TUESDAY) is None
    assert turns.next_case(carl(), TUESDAY) is not None


def test_only_callers_are_given_cases(app: Flask) -> None:
    with pytest.raises(Forbidden):
        turns.next_case(actor_for(someone("Rita")), TUESDAY)


@pytest.mark.parametrize("hour", [4, 21])
def test_nobody_is_called_in_the_night_of_the_called_place(hour: int, app: Flask) -> None:
    a_respondent(a_wave("survey"), next_at=TUESDAY - timedelta(days=2))
    assert turns.next_case(carl(), TUESDAY.replace(hour=hour)) is None


def test_a_stopped_wave_gives_no_case(app: Flask) -> None:
    wave = a_wave("survey")
    case = a_respondent(wave)
    call_plans.stop(wave, actor_for(someone("Stefan")))
    assert turns.next_case(carl(), TUESDAY) is None
    assert [each.code for each in turns.why(case, TUESDAY)] == ["stopped"]


def test_the_order_is_appointment_priority_least_tried_part_latest_zone_oldest(app: Flask) -> None:
    wave = a_wave("survey")
    early = TUESDAY - timedelta(hours=3)
    tried = {"attempts": 2, "part_tries": {"morning": 2}, "last_attempt_at": early - timedelta(days=3)}
    a_respondent(wave, "tried", **tried)
    a_respondent(wave, "west", time_zone="Europe/Lisbon")
    a_respondent(wave, "new")
    a_respondent(wave, "first", priority=5)
    agreed = a_respondent(wave, "agreed", next_at=TUESDAY + timedelta(days=9))
    appointments.make(agreed, carl(), TUESDAY.replace(tzinfo=None, hour=10), hard=True, now=early)
    order = []
    for number in range(5):
        turn = turns.next_case(actor_for(a_caller(f"Caller{number}")) if number else carl(), TUESDAY)
        assert turn is not None
        order.append((turn.case.reference, codes(turn)[-1]))
    assert order == [
        ("agreed", "appointment_hard"),
        ("first", "priority"),
        ("new", "zone"),
        ("west", "part_new"),
        ("tried", "first"),
    ]


def test_a_hard_appointment_waits_for_its_caller_until_the_grace_is_over(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    cora = actor_for(a_caller("Cora"))
    appointments.make(case, carl(), TUESDAY.replace(tzinfo=None, hour=11), hard=True, now=TUESDAY)
    at = TUESDAY + timedelta(hours=1)
    assert turns.next_case(cora, at + timedelta(minutes=9)) is None
    assert codes(turns.next_case(cora, at + timedelta(minutes=10))) == ["appointment_hard"]


def test_who_was_refused_does_not_ask_the_same_person_again(app: Flask) -> None:
    a_respondent(a_wave("survey"), refused_to_id=someone("Carl").id, refusals=1)
    assert turns.next_case(carl(), TUESDAY) is None
    assert turns.next_case(actor_for(a_caller()), TUESDAY) is not None


def test_a_caller_who_asks_again_gets_the_case_that_they_hold(app: Flask) -> None:
    wave = a_wave("survey")
    a_respondent(wave, "R-1")
    a_respondent(wave, "R-2")
    first = turns.next_case(carl(), TUESDAY)
    again = turns.next_case(carl(), TUESDAY + timedelta(minutes=2))
    assert first is not None
    assert again is not None
    assert again.case.id == first.case.id
    assert fresh(again.case).held_until_at == TUESDAY + timedelta(minutes=7)


def test_a_silent_browser_loses_its_case_and_its_open_attempt_counts(app: Flask) -> None:
    case = a_respondent(a_wave("survey"))
    turns.next_case(carl(), TUESDAY)
    attempt = attempts.begin(case, carl(), now=TUESDAY)
    cora = actor_for(a_caller())
    assert turns.next_case(cora, TUESDAY + timedelta(minutes=4)) is None
    assert turns.next_case(cora, TUESDAY + timedelta(minutes=6)) is not None
    assert fresh(attempt).outcome is CallOutcome.TECHNICAL
    assert fresh(case).attempts == 1
    with pytest.raises(Rejected) as refused:
        turns.hold(case, carl(), TUESDAY + timedelta(minutes=7))
    assert refused.value.problems[0].code == "CASE_HELD"


def test_closed_cases_are_nobodys_turn(app: Flask) -> None:
    case = a_respondent(a_wave("survey"), state=CaseState.DONE)
    assert turns.next_case(carl(), TUESDAY) is None
    assert [each.code for each in turns.why(case, TUESDAY)] == ["closed"]


def test_callers_who_ask_at_the_same_moment_never_get_the_same_case(app: Flask) -> None:
    wave = a_wave("survey")
    for number in range(8):
        a_respondent(wave, f"R-{number}")
    people = [actor_for(a_caller(f"Caller{number}")) for number in range(6)]
    gate, given, lock = threading.Barrier(len(people)), [], threading.Lock()

    def ask(actor: Actor) -> None:
        with app.app_context():
            gate.wait()
            turn = turns.next_case(actor, TUESDAY)
            with lock:
                given.append(turn.case.id if turn else None)
            db.session.remove()

    workers = [threading.Thread(target=ask, args=(actor,)) for actor in people]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert len(set(given)) == len(people)
    assert None not in given
    reading().rollback()
    held = reading().scalars(select(CallCase.holder_id).where(CallCase.holder_id.is_not(None))).all()
    assert sorted(held) == sorted(actor.user_id for actor in people)


def test_a_lease_is_compared_and_set(app: Flask) -> None:
    """What a second server would do that has read the case as free a moment before."""
    case = a_respondent(a_wave("survey"))
    with transaction():
        case.holder_id, case.held_until_at = someone("Tara").id, TUESDAY + timedelta(minutes=5)
    with pytest.raises(Rejected):
        turns.hold(case, carl(), TUESDAY)


def test_shortly_before_their_own_appointment_a_caller_begins_nothing_else(app: Flask) -> None:
    cora = actor_for(a_caller("Cora"))
    wave = a_wave("survey")
    agreed = a_respondent(wave, "R-1")
    a_respondent(wave, "R-2")
    appointments.make(agreed, carl(), TUESDAY.replace(tzinfo=None, hour=11), hard=True, now=TUESDAY)
    assert turns.decide(carl(), TUESDAY + timedelta(minutes=49)) is not None
    assert turns.decide(carl(), TUESDAY + timedelta(minutes=51)) is None
    assert turns.decide(cora, TUESDAY + timedelta(minutes=51)) is not None
    due = turns.decide(carl(), TUESDAY + timedelta(minutes=60))
    assert due is not None
    assert due.case == agreed.id


def test_an_appointment_with_a_closed_case_keeps_nobody_waiting(app: Flask) -> None:
    wave = a_wave("survey")
    agreed = a_respondent(wave, "R-1")
    a_respondent(wave, "R-2")
    made = appointments.make(agreed, carl(), TUESDAY.replace(tzinfo=None, hour=11), hard=True, now=TUESDAY)
    cases.skip(agreed, actor_for(someone("Stefan")))
    assert fresh(made).state is AppointmentState.CANCELLED
    assert turns.decide(carl(), TUESDAY + timedelta(minutes=51)) is not None


def test_each_wave_has_its_own_grace_and_its_own_time_kept_free(app: Flask) -> None:
    cora = actor_for(a_caller("Cora"))
    a_wave("survey", client="fremd", rules={"grace_minutes": 30, "keep_free_minutes": 0})
    case = a_respondent(wave := a_wave("survey", rules={"grace_minutes": 2, "keep_free_minutes": 20}))
    a_respondent(wave, "R-2", priority=1)
    appointments.make(case, carl(), TUESDAY.replace(tzinfo=None, hour=11), hard=True, now=TUESDAY)
    assert turns.decide(carl(), TUESDAY + timedelta(minutes=45)) is None
    early, late = (turns.decide(cora, TUESDAY + timedelta(minutes=each)) for each in (61, 62))
    assert early is not None
    assert early.case != case.id
    assert late is not None
    assert late.case == case.id


def test_an_appointment_with_somebody_elses_test_call_stays_theirs_in_a_pool(app: Flask) -> None:
    cora = actor_for(a_caller("Cora"))
    wave = a_wave(is_pooled=True)
    case = cases.open_test(a_hotline(wave, "Cora"), TUESDAY)
    appointments.make(case, cora, TUESDAY.replace(tzinfo=None, hour=11), hard=True, now=TUESDAY)
    late = TUESDAY + timedelta(minutes=75)
    assert turns.next_case(carl(), late) is None
    assert turns.next_case(cora, late) is not None
