"""Conditions over one submission that are not part of its form: of schemes and of plausibility rules."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from typing import cast

from mystery.interview.answers import Answer, Missing, answers_of, as_codes, as_number
from mystery.interview.ending import ending_of
from mystery.interview.model import Submission
from mystery.problems import Problem
from mystery.questionnaire import TYPES, Form
from mystery.questionnaire.expression import (
    BLANK,
    Closure,
    Environment,
    EvaluationError,
    NodeSet,
    Place,
    Row,
    Scope,
    Tree,
    Value,
    compile_tree,
    evaluate,
    parse,
    read_date,
    read_datetime,
    read_time,
    single,
    to_boolean,
    to_number,
)

_NUMBERS = frozenset(name for name, kind in TYPES.items() if kind.value in ("number", "seconds"))


@dataclass(frozen=True, slots=True)
class Conditions:
    """Conditions over one submission, by their text. What has no value is false and 0."""

    closures: Mapping[str, Closure]
    submission: Submission

    def holds(self, expression: str) -> bool:
        return to_boolean(self._value(expression))

    def number(self, expression: str) -> Decimal:
        """The number an expression gives; 0 for a blank."""
        number = to_number(self._value(expression))
        return Decimal(str(number)) if math.isfinite(number) else Decimal(0)

    def _value(self, expression: str) -> Value:
        value = evaluate(self.closures[expression], Scope(Environment(), at=self.submission))
        return False if isinstance(value, Problem) else single(value)


def conditions_of(form: Form, expressions: Iterable[str]) -> Callable[[Submission], Conditions]:
    """Compile expressions once; the result binds them to a submission.

    Raises `Rejected` for an unreadable expression and `EvaluationError` for an unknown function:
    whoever stores a scheme has checked it.
    """
    closures = {text: compile_tree(_bound(parse(text)), _Answers(form)) for text in expressions}
    return lambda submission: Conditions(closures, submission)


def _bound(tree: object) -> Tree:
    """References by name become items by key, as the names of a scheme are keys of the form."""
    if not isinstance(tree, tuple):
        return cast(Tree, tree)
    if tree and tree[0] == "ref":
        return ("item", tree[1])
    return tuple(_bound(part) for part in tree)


@dataclass(frozen=True, slots=True)
class _Answers:
    """Where a condition stands: outside the form, so it sees answers and nothing of the inside of repeats."""

    form: Form

    def item(self, key: str) -> Closure:
        """Blank for an item that this version of the form does not have."""
        item = self.form.items.get(key)
        if item is None:
            return lambda _: BLANK
        kind, in_repeat = item.type, bool(item.repeat)

        def value(scope: Scope) -> Value:
            answers = answers_of(self.form, cast(Submission, scope.at), key)
            values = [_value_of(answer, kind) for answer in answers]
            return NodeSet(values) if in_repeat else values[0]

        return value

    def own(self) -> Closure:
        raise _unresolved(".")

    def position(self, repeat: str) -> Closure:
        raise _unresolved(repeat)

    def indexed(self, key: str, indexes: Mapping[str, Closure]) -> Closure:
        raise _unresolved(key)

    def instances(self, repeat: str) -> Closure:
        raise _unresolved(repeat)

    def inside(self, repeat: str) -> Place:
        raise _unresolved(repeat)

    def home(self) -> Place:
        return self

    def child(self, repeat: str, names: Sequence[str]) -> Closure:
        raise _unresolved(repeat)

    def rows(self, list_name: str) -> Sequence[Row]:
        raise _unresolved(list_name)

    def choice_label(self, key: str, code: str, scope: Scope) -> str:
        return code


def _unresolved(name: str) -> EvaluationError:
    return EvaluationError("EVALUATION_UNRESOLVED", tree=name)


def _value_of(answer: Answer, kind: str) -> Value:
    """An answer's JSON as a value of the language, by the type of its item."""
    if answer is None or isinstance(answer, Missing):
        return BLANK
    if kind in _NUMBERS:
        number = as_number(answer)
        return BLANK if number is None else float(number)
    if kind == "select_multiple":
        return as_codes(answer)
    if kind == "promise" and isinstance(answer, Mapping):
        return str(ending_of(answer).get("ended") or "open")
    if not isinstance(answer, str):
        return float(answer) if isinstance(answer, int | float) else answer
    read = {"date": read_date, "time": read_time}.get(kind)
    if read is not None:
        return read(answer) or BLANK
    return (read_datetime(answer, UTC) or BLANK) if kind == "datetime" else answer
