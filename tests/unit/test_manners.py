"""Whoever computes for long in a server rests now and then; elsewhere nobody does."""

from __future__ import annotations

import sys
import threading
import time

import pytest

from mystery import manners, reporting


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long `give_way` has rested, on a clock that each look at it moves by a millisecond."""
    found: list[float] = []
    moments = iter(range(10_000))
    monkeypatch.setattr(manners, "_answers_others", threading.Event())
    monkeypatch.setattr(manners, "_at_work", threading.local())
    monkeypatch.setattr(manners.time, "perf_counter", lambda: next(moments) / 1000)
    monkeypatch.setattr(manners.time, "sleep", found.append)
    return found


def test_a_command_computes_without_a_rest(rests: list[float]) -> None:
    for _ in range(100):
        manners.give_way()
    assert rests == []


def test_in_a_server_long_work_rests_again_and_again(
    rests: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manners.gc, "freeze", lambda: None)
    before = sys.getswitchinterval()
    try:
        manners.answer_others()
        assert sys.getswitchinterval() < before
    finally:
        sys.setswitchinterval(before)
    for _ in range(100):
        manners.give_way()
    assert 20 < len(rests) < 60


def test_a_report_gives_way_while_it_is_laid_out_and_drawn(
    rests: list[float], monkeypatch: pytest.MonkeyPatch
) -> None:
    manners._answers_others.set()
    reporting.warm_up()
    assert rests


def test_two_reports_that_are_asked_for_at_once_are_made_one_after_the_other() -> None:
    at_work: list[int] = []
    most: list[int] = []

    @manners.by_turns()
    def make(number: int) -> None:
        at_work.append(number)
        time.sleep(0.01)
        most.append(len(at_work))
        at_work.remove(number)

    makers = [threading.Thread(target=make, args=(number,)) for number in range(5)]
    for each in makers:
        each.start()
    for each in makers:
        each.join(10)
    assert most == [1] * 5
