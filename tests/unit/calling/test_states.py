from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mystery.calling import FINAL_STATES, RANKS, Event, fold

START = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def event(name: str, seconds: int) -> Event:
    return Event(name, START + timedelta(seconds=seconds))


ANSWERED = [
    event("queued", 0),
    event("initiated", 1),
    event("ringing", 3),
    event("answered", 15),
    event("completed", 95),
]


def test_a_call_that_was_answered_has_its_timings() -> None:
    state = fold(ANSWERED)
    assert (state.name, state.is_final) == ("completed", True)
    assert state.timings == {"ring": 12, "answer": 14, "talk": 80, "total": 94}


@pytest.mark.parametrize("end", ["busy", "no_answer", "failed", "cancelled"])
def test_a_call_that_nobody_answered_has_no_talk(end: str) -> None:
    state = fold([*ANSWERED[:3], event(end, 33)])
    assert (state.name, dict(state.timings)) == (end, {"ring": 30, "total": 32})


def test_a_call_under_way_and_one_nobody_told_of() -> None:
    assert fold(ANSWERED[:4]).name == "answered"
    assert not fold(ANSWERED[:4]).is_final
    assert (fold([]).name, fold([event("recording_ready", 1)]).name) == ("", "")


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FINAL_STATES), st.data())
def test_late_double_lost_and_shuffled_news_lead_to_the_same_end(end: str, data: st.DataObject) -> None:
    told = [*ANSWERED[: 4 if end == "completed" else 3], event(end, 60)]
    lost = data.draw(st.sets(st.sampled_from(told[:-1])))
    kept = [each for each in told if each not in lost]
    doubled = kept + data.draw(st.lists(st.sampled_from(kept), max_size=4)) + [event("recording_ready", 70)]
    shuffled = data.draw(st.permutations(doubled))
    state = fold(shuffled)
    assert (state.name, state.timings) == (end, fold(kept).timings)
    ranks = [RANKS.get(fold(shuffled[:count]).name, 0) for count in range(len(shuffled) + 1)]
    assert ranks == sorted(ranks)


def test_of_two_contradicting_ends_the_first_one_holds() -> None:
    both = [event("completed", 50), event("failed", 51)]
    assert fold(both).name == fold(both[::-1]).name == "completed"
