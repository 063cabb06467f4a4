"""Hotlines beside each other: what is more than chance, which ranks are open, and what a hotline is worth."""

from __future__ import annotations

import pytest

from mystery.calling import apart, ranks, worth
from mystery.statistics import wilson

WEIGHTS = {"answer": 350.0, "reachability": 150.0}


def test_only_what_is_more_than_chance_stands_apart() -> None:
    even = {name: wilson(9, 10) for name in "abcd"}
    assert apart(even) == ()
    (found,) = apart({**even, "d": wilson(2, 10)})
    assert (found.name, found.is_better) == ("d", False)
    assert found.others.n == 30
    assert round(found.others.value, 2) == 0.9


def test_one_difference_among_many_is_not_taken_for_a_finding() -> None:
    alone = {"a": wilson(50, 100), "b": wilson(36, 100)}
    assert apart(alone), "tested alone it is more than chance"
    among_many = {**{f"x{n}": wilson(43, 100) for n in range(20)}, "b": wilson(33, 100)}
    assert apart(among_many) == ()


def test_nothing_is_compared_where_there_is_one_unit_or_none() -> None:
    assert apart({}) == apart({"a": wilson(1, 5)}) == ()
    assert ranks([]) == []


def test_ranks_say_which_chance_leaves_open() -> None:
    assert ranks([wilson(11, 11), wilson(11, 11), wilson(2, 11)]) == [(1, 1, 2), (1, 1, 2), (3, 3, 3)]
    assert ranks([wilson(3, 5), wilson(2, 5)]) == [(1, 1, 2), (2, 1, 2)]


def test_a_hotline_is_worth_the_weighted_means_of_its_sections() -> None:
    calls = [
        {"answer": 100.0, "reachability": 100.0},
        {"answer": 50.0, "reachability": 100.0},
        {"answer": None, "reachability": 0.0},
    ]
    found = worth(calls, WEIGHTS, {})
    assert found.sections == {"answer": 75.0, "reachability": pytest.approx(200 / 3)}
    assert found.total is not None
    assert found.total.value == pytest.approx((350 * 75 + 150 * 200 / 3) / 500)
    assert found.total.low < found.total.value < found.total.high
    assert found.total.n == 3


def test_a_section_that_must_not_fail_caps_what_a_hotline_is_worth() -> None:
    calls = [{"answer": 30.0, "reachability": 100.0}] * 4
    capped = worth(calls, WEIGHTS, {"answer": (40.0, 39.99)}).total
    free = worth(calls, WEIGHTS, {"answer": (20.0, 39.99)}).total
    assert capped is not None
    assert free is not None
    assert (capped.value, free.value) == (39.99, 51.0)


def test_a_hotline_that_nobody_reached_has_sections_and_no_total() -> None:
    found = worth([{"answer": None, "reachability": 0.0}], WEIGHTS, {})
    assert (found.total, found.sections) == (None, {"answer": None, "reachability": 0.0})
    once = worth([{"answer": 50.0, "reachability": 100.0}], WEIGHTS, {}).total
    assert once is not None
    assert (once.low, once.high) == (0.0, 100.0), "one call says nothing of the next"
