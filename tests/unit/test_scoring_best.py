"""What a visit without any fault comes to."""

from __future__ import annotations

from decimal import Decimal

from mystery.questionnaire import Definition, Form, Node, compile_form
from mystery.scoring import Scheme, best_of, read_scheme

TEXT = """
scheme: visit
for: visit
sections: {page: 60, other: 40}
items:
  speed: {weight: 1, steps: [[30, 0.8], [60, 0.5]]}
  count: {weight: 3, scale: [0, 10]}
  length: {weight: 1, scale: [1, 5]}
  extra: {weight: 9, scale: [0, 1]}
grades: [[90, good], [0, poor]]
"""


def form() -> Form:
    def page(name: str, *items: str) -> Node:
        inside = tuple(Node(each, "integer", label={"en": each}) for each in items)
        return Node(name, "section", label={"en": name}, children=inside)

    pages = (page("page", "speed", "count", "extra"), page("other", "length"))
    return compile_form(Definition("visit", languages=("en",), default_language="en", nodes=pages))


def scheme(more: str) -> Scheme:
    found, problems = read_scheme(TEXT + more)
    assert problems == []
    return found


def test_the_best_visit_earns_what_the_best_answers_are_worth() -> None:
    best = best_of(form(), scheme("outcomes: [extra]"))
    assert best is not None
    assert best.total == Decimal("97.00")  # page: (0.8 + 3) / 4 of 60, other: all of 40
    assert best.grade == "good"


def test_a_bonus_lifts_the_best_visit_up_to_a_hundred() -> None:
    best = best_of(form(), scheme("bonus: {items: [extra], cap: 2}"))
    assert best is not None
    assert best.total == Decimal("99.00")


def test_of_items_that_exclude_each_other_the_better_one_counts() -> None:
    best = best_of(form(), scheme("outcomes: [extra]\nexclusive: [[speed, count]]"))
    assert best is not None
    assert best.total == Decimal("100.00")


def test_without_anything_scored_there_is_no_best_visit() -> None:
    empty, _ = read_scheme("scheme: visit\nfor: visit\nitems: {}\n")
    assert best_of(form(), empty) is None
