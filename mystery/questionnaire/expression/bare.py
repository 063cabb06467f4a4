"""Evaluating an expression without a form: `${x}` reads an answer, lists of objects are repeats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

from mystery.problems import Problem, Rejected
from mystery.questionnaire.expression.evaluate import compile_tree, evaluate
from mystery.questionnaire.expression.parse import Tree, parse
from mystery.questionnaire.expression.scope import Closure, Environment, EvaluationError, Place, Row, Scope
from mystery.questionnaire.expression.values import BLANK, NodeSet, Value, as_int

Answers = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]


def evaluate_text(
    text: str,
    answers: Answers | None = None,
    environment: Environment | None = None,
    tables: Tables | None = None,
) -> Value | Problem:
    """Parse and evaluate. `answers` are JSON: values are typed by JSON alone, so a date is text until
    `date()` reads it; `.` is the answer under the key ".". A name without an answer is blank.
    """
    answers = answers or {}
    try:
        closure = compile_tree(_bound(parse(text)), _BarePlace(answers, tables or {}))
    except Rejected as rejected:
        return rejected.problems[0]
    except EvaluationError as error:
        return error.problem()
    return evaluate(closure, Scope(environment or Environment(), at=answers))


def _bound(tree: object) -> Tree:
    """References by name become items by key: without a form a name is a key."""
    if not isinstance(tree, tuple):
        return cast(Tree, tree)
    match tree:
        case ("ref", str(name)):
            return ("item", name)
        case ("current", tuple(inner)):
            return _bound(inner)
        case ("path", _, ()):
            return ("repeat", "")
        case ("path", 0, tuple(names)):
            return ("column", names[-1])
        case ("path", _, tuple(names)) | ("abs", tuple(names)):
            return ("item", names[-1])
    return tuple(_bound(part) for part in tree)


@dataclass(frozen=True, slots=True)
class _BarePlace:
    """`Scope.at` is the object whose answers are nearest: the whole, or an instance in a predicate."""

    answers: Answers
    tables: Tables = field(default_factory=dict)

    def item(self, key: str) -> Closure:
        return lambda scope: self._value(key, scope)

    def _value(self, key: str, scope: Scope) -> Value:
        for answers in (cast(Answers, scope.at), self.answers):
            if key in answers:
                return value_of(answers[key])
        found = NodeSet(_inside(self.answers, key))
        return found or BLANK

    def own(self) -> Closure:
        return lambda scope: self._value(".", scope)

    def position(self, _repeat: str) -> Closure:
        return lambda scope: float(scope.index or 1)

    def indexed(self, key: str, indexes: Mapping[str, Closure]) -> Closure:
        def closure(scope: Scope) -> Value:
            at: Answers = self.answers
            for repeat, index in indexes.items():
                instances, wanted = _instances(at.get(repeat)), max(1, as_int(index(scope)))
                if wanted > len(instances):
                    return BLANK
                at = instances[wanted - 1]
            return value_of(at.get(key))

        return closure

    def instances(self, repeat: str) -> Closure:
        return lambda scope: NodeSet(_instances(self.answers.get(repeat)))

    def inside(self, _repeat: str) -> Place:
        return self

    def home(self) -> Place:
        return self

    def child(self, _repeat: str, names: Sequence[str]) -> Closure:
        if not names:
            return lambda scope: scope.at
        return lambda scope: value_of(cast(Answers, scope.at).get(names[-1]))

    def rows(self, list_name: str) -> Sequence[Row]:
        return self.tables.get(list_name) or self.tables.get(f"{list_name}.csv") or ()

    def choice_label(self, _key: str, code: str, _scope: Scope) -> str:
        return code


def value_of(answer: object) -> Value:
    """An answer's JSON as a value, typed by JSON alone; a repeat is a node-set of its instances."""
    if answer is None:
        return BLANK
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        return float(answer)
    if isinstance(answer, list | tuple):
        return NodeSet(answer) if any(isinstance(one, Mapping) for one in answer) else tuple(map(str, answer))
    if isinstance(answer, Mapping) and "missing" in answer:
        return BLANK
    return answer


def _instances(answer: object) -> list[Answers]:
    return [one for one in answer if isinstance(one, Mapping)] if isinstance(answer, list | tuple) else []


def _inside(answers: Answers, key: str) -> Iterator[Value]:
    """The values of an item in all instances of the repeat that holds it, however deep."""
    for answer in answers.values():
        for instance in _instances(answer):
            if key in instance:
                value = value_of(instance[key])
                yield from value if isinstance(value, NodeSet) else (value,)
            elif any(key in other for other in _instances(answer)):
                yield BLANK
            else:
                yield from _inside(instance, key)
