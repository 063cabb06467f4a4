"""Grades and school marks: a mark lies on the straight line through (best, 100 %) and (worst, 0 %)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from mystery.scoring.model import Scheme

_HUNDRED = Decimal(100)
_HUNDREDTH = Decimal("0.01")
_TENTH = Decimal("0.1")


def percent_of_mark(mark: Decimal, marks: tuple[Decimal, Decimal]) -> Decimal:
    """A school mark in percent: the best is 100, the worst 0."""
    best, worst = marks
    return (worst - mark) / (worst - best) * _HUNDRED


def mark_of(scheme: Scheme, total: Decimal) -> Decimal | None:
    """The total as a mark with one decimal, or None where the scheme has no marks."""
    if scheme.marks is None:
        return None
    best, worst = scheme.marks
    return (worst - total / _HUNDRED * (worst - best)).quantize(_TENTH, ROUND_HALF_UP)


def grade_of(scheme: Scheme, total: Decimal) -> str:
    """The grade of a total. With marks the printed mark decides: 1.5 never gets the grade of 1.6."""
    mark = mark_of(scheme, total)
    if mark is not None and scheme.marks is not None:
        total = percent_of_mark(mark, scheme.marks)
    return next((grade for limit, grade in scheme.grades if total >= limit), "")


def best_total_of(scheme: Scheme, grade: str) -> Decimal:
    """The highest total that still has this grade; 100 for the best, for '' and for unknown grades."""
    names = [name for _, name in scheme.grades]
    position = names.index(grade) if grade in names else 0
    if position == 0:
        return _HUNDRED
    better = scheme.grades[position - 1][0]
    if scheme.marks is None:
        return better - _HUNDREDTH
    best, worst = scheme.marks
    return better - _TENTH / (worst - best) * _HUNDRED
