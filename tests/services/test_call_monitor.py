"""The live board: who is calling whom, what waits, what is late; for planners, of the waves they may see."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from mystery.problems import Forbidden
from mystery.services import call_plans, call_stops
from mystery.services.accounts import actor_for
from mystery.services.call_monitor import Board, now_at, waves
from mystery.services.transaction import transaction
from mystery.store.models import Appointment, CallAttempt, CallOutcome, CaseState, Wave, WaveState
from tests.call_world import TUESDAY, a_caller, a_respondent, a_wave
from tests.cast import someone


def board(wave: Wave | None = None, name: str = "Stefan") -> Board:
    return now_at(actor_for(someone(name)), wave, TUESDAY)


def test_the_board_says_who_is_on_the_line_who_reads_and_who_waits(app: Flask) -> None:
    wave = a_wave("survey")
    cora, dina = a_caller("Cora"), a_caller("Dina")
    first, second = a_respondent(wave, "R-1", number="+493012345601"), a_respondent(wave, "R-2")
    with transaction() as session:
        first.holder_id, first.held_until_at = someone("Carl").id, TUESDAY + timedelta(minutes=5)
        second.holder_id, second.held_until_at = cora.id, TUESDAY + timedelta(minutes=5)
        began = TUESDAY - timedelta(minutes=2)
        session.add(CallAttempt(case_id=first.id, caller_id=someone("Carl").id, started_at=began))
        over = {"outcome": CallOutcome.COMPLETE, "ended_at": TUESDAY - timedelta(minutes=1)}
        session.add(CallAttempt(case_id=second.id, caller_id=dina.id, **over))
    told = [(each.name, each.doing, each.calls, each.completes) for each in board().callers]
    assert told == [("Carl", "calls", 0, 0), ("Cora", "reads", 0, 0), ("Dina", "waits", 1, 1)]
    assert board().callers[0].since == began


def test_the_queue_counts_each_case_once(app: Flask) -> None:
    wave = a_wave("survey")
    columns = (
        {},
        {"next_at": TUESDAY + timedelta(hours=1)},
        {"time_zone": "America/New_York", "country": "US"},  # four in the morning
        {"holder_id": someone("Carl").id, "held_until_at": TUESDAY + timedelta(minutes=5)},
        {"state": CaseState.PAUSED, "paused_for": "person"},
        {"state": CaseState.DONE},
    )
    for number, each in enumerate(columns):
        a_respondent(wave, f"R-{number}", number=f"+4930123456{number:02}", **each)
    [queue] = board().queues
    counted = (queue.ready, queue.later, queue.outside_hours, queue.held, queue.paused, queue.done)
    assert counted == (1, 1, 1, 1, 1, 1)


def test_appointments_that_are_due_or_late_come_in_their_order(app: Flask) -> None:
    wave = a_wave("survey")
    minutes = ((-30, True), (-20, False), (10, True), (120, True))
    with transaction() as session:
        for number, (offset, hard) in enumerate(minutes):
            case = a_respondent(wave, f"R-{number}", number=f"+4930123456{number:02}")
            at = TUESDAY + timedelta(minutes=offset)
            until = at + timedelta(minutes=60)
            mine = someone("Carl").id
            kept = {"is_hard": hard, "from_at": at, "until_at": until, "caller_id": mine if hard else None}
            session.add(Appointment(case_id=case.id, made_by_id=mine, **kept))
    told = [(each.appointment.case.reference, each.is_overdue, each.caller) for each in board().agreed]
    assert told == [("R-0", True, "Carl"), ("R-1", False, ""), ("R-2", False, "Carl")]


def test_a_stop_is_told_and_the_wave_that_it_stops(app: Flask) -> None:
    wave, anna = a_wave("survey"), actor_for(someone("Anna"))
    assert (board().stopped_at, board().queues[0].is_stopped) == (None, False)
    call_plans.stop(wave, anna)
    call_stops.stop_all(anna)
    assert board().stopped_at is not None
    assert board().queues[0].is_stopped


def test_the_board_is_of_waves_in_the_field_and_for_planners(app: Flask) -> None:
    own, foreign = a_wave("survey"), a_wave("survey", client="fremd")
    stefan = actor_for(someone("Stefan"))
    assert [each.id for each in waves(stefan)] == [own.id, foreign.id]
    assert [each.wave.id for each in board(foreign).queues] == [foreign.id]
    with transaction():
        own.state = WaveState.REVIEW
    assert [each.wave.id for each in board().queues] == [foreign.id]
    for name in ("Rolf", "Carl", "Heidi"):
        with pytest.raises(Forbidden):
            board(name=name)


def test_a_hotline_that_is_tested_on_holidays_is_ready_on_one(app: Flask) -> None:
    christmas = TUESDAY.replace(month=12, day=25)
    for client, guards in (("nord", {"on_holidays": True}), ("fremd", {})):
        a_respondent(a_wave("test", client=client, guards=guards), kind="test")
    queues = now_at(actor_for(someone("Stefan")), None, christmas).queues
    assert [(each.ready, each.outside_hours) for each in queues] == [(1, 0), (0, 1)]
