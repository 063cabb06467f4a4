"""Conditions over one submission that are not part of its form: of schemes and of plausibility rules.

A blank compares as in the questionnaire language: equal to '' and to nothing else; in arithmetic and in
`<` it makes the condition false.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from mystery.interview.answers import Missing, answers_of, as_codes, as_number
from mystery.interview.model import Submission
from mystery.questionnaire import Form
from mystery.questionnaire.expression import Tree, parse

Value = float | str | bool
Values = tuple[Value, ...]

CONDITION_FUNCTIONS: dict[str, tuple[int, Callable[[list[Values]], Value]]] = {
    "true": (0, lambda _: True),
    "false": (0, lambda _: False),
    "not": (1, lambda given: not _truth(_first(given[0]))),
    "number": (1, lambda given: _number(_first(given[0]))),
    "string": (1, lambda given: _text(_first(given[0]))),
    "selected": (2, lambda given: _text(_first(given[1])) in _text(_first(given[0])).split()),
    "count-selected": (1, lambda given: float(len(_text(_first(given[0])).split()))),
    "count": (1, lambda given: float(len(given[0]))),
    "count-non-empty": (1, lambda given: float(sum(value != "" for value in given[0]))),
    "sum": (1, lambda given: sum(_number(value) for value in given[0] if value != "")),
    "max": (1, lambda given: max((_number(value) for value in given[0] if value != ""), default="")),
    "min": (1, lambda given: min((_number(value) for value in given[0] if value != ""), default="")),
    "coalesce": (2, lambda given: _first(given[0]) if _first(given[0]) != "" else _first(given[1])),
    "if": (3, lambda given: _first(given[1] if _truth(_first(given[0])) else given[2])),
    "abs": (1, lambda given: abs(_number(_first(given[0])))),
}


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions over one submission, by their text."""

    trees: dict[str, Tree]
    form: Form
    submission: Submission

    def holds(self, expression: str) -> bool:
        return _truth(_first(self._value(self.trees[expression])))

    def number(self, expression: str) -> Decimal:
        """The number an expression gives; 0 for a blank."""
        number = _number(_first(self._value(self.trees[expression])))
        return Decimal(str(number)) if math.isfinite(number) else Decimal(0)

    def _value(self, tree: Tree) -> Values:
        kind = tree[0]
        if kind in ("num", "str"):
            return (tree[1],)  # type: ignore[return-value]  # a literal of the parser: float or str
        if kind == "ref":
            return self._answers(str(tree[1]))
        if kind == "neg":
            return (-_number(_first(self._value(tree[1]))),)  # type: ignore[arg-type]  # a subtree
        if kind == "bin":
            left, right = self._value(tree[2]), self._value(tree[3])  # type: ignore[arg-type]  # subtrees
            return (_binary(str(tree[1]), left, right),)
        arguments = [self._value(argument) for argument in tree[2:]]  # type: ignore[arg-type]  # subtrees
        return (CONDITION_FUNCTIONS[str(tree[1])][1](arguments),)

    def _answers(self, name: str) -> Values:
        """Blank for an item that this version of the form does not have."""
        if name not in self.form.items:
            return ("",)
        return tuple(_plain(answer) for answer in answers_of(self.form, self.submission, name))


def conditions_of(form: Form, expressions: Iterable[str]) -> Callable[[Submission], Conditions]:
    """Parse expressions once; the result binds them to a submission. `Rejected` if one is unreadable."""
    trees = {text: parse(text) for text in expressions}
    return lambda submission: Conditions(trees, form, submission)


def _plain(answer: object) -> Value:
    if answer is None or isinstance(answer, Missing):
        return ""
    if isinstance(answer, list | tuple):
        return " ".join(as_codes(answer))
    number = as_number(answer) if not isinstance(answer, str) else None
    return str(answer) if number is None else float(number)


def _binary(operator: str, left: Values, right: Values) -> Value:
    if operator in ("and", "or"):
        truths = _truth(_first(left)), _truth(_first(right))
        return all(truths) if operator == "and" else any(truths)
    if operator in ("=", "!="):
        return (operator == "=") == _equal(_first(left), _first(right))
    a, b = _number(_first(left)), _number(_first(right))
    if operator in ("<", "<=", ">", ">="):
        return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[operator]
    if operator in ("div", "mod"):
        if b == 0:
            return math.nan
        return a / b if operator == "div" else math.fmod(a, b)
    return {"+": a + b, "-": a - b, "*": a * b}[operator]


def _equal(a: Value, b: Value) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return _truth(a) == _truth(b)
    if isinstance(a, float) or isinstance(b, float):
        return _number(a) == _number(b)
    return a == b


def _first(values: Values) -> Value:
    return values[0] if values else ""


def _truth(value: Value) -> bool:
    if isinstance(value, float):
        return value != 0 and not math.isnan(value)
    return bool(value)


def _number(value: Value) -> float:
    try:
        return float(value)
    except ValueError:
        return math.nan


def _text(value: Value) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
