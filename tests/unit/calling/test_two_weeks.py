from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from itertools import pairwise

import pytest

from tests.unit.calling.two_weeks import END, START, Call, Center, permitted, simulate


@pytest.fixture(scope="module")
def center() -> Center:
    return simulate()


def test_two_weeks_of_calls_work_through_the_sample(center: Center) -> None:
    states = [person.state for person in center.queue.people.values()]
    assert len(center.calls) > 5_000
    assert states.count("done") > 1_500
    assert center.checks > 10


def test_nobody_is_called_outside_permitted_hours(center: Center) -> None:
    zones = {key: person.candidate.zone for key, person in center.queue.people.items()}
    assert [call for call in center.calls if not permitted(zones[call.key], call.at)] == []


def test_appointments_are_kept_within_two_minutes(center: Center) -> None:
    late = sorted(call.at - call.agreed.from_at for call in center.calls if call.agreed)
    assert len(late) > 100
    assert late[0] >= timedelta(0)
    assert late[int(0.95 * len(late))] <= timedelta(minutes=2)


def test_nobody_is_forgotten(center: Center) -> None:
    people = center.queue.people
    called = {call.key for call in center.calls}
    assert called == people.keys()
    overdue = [
        key
        for key, person in people.items()
        if person.state == "open" and (person.candidate.next_at or START) < END - timedelta(days=1)
    ]
    assert overdue == []


def test_nobody_is_called_by_two_and_no_caller_makes_two_calls_at_once(center: Center) -> None:
    for of in ("key", "caller"):
        apart: dict[int, list[Call]] = defaultdict(list)
        for call in center.calls:
            apart[getattr(call, of)].append(call)
        for calls in apart.values():
            assert all(one.until <= other.at for one, other in pairwise(calls))


def test_the_same_seed_gives_the_same_two_weeks() -> None:
    one, other = simulate(150, 4, seed=2), simulate(150, 4, seed=2)
    assert one.calls == other.calls
