"""What an expression sees while it is evaluated, and what its references mean where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Protocol

from mystery.problems import Place as Where
from mystery.problems import Problem
from mystery.questionnaire.expression.prng import ParkMiller, hash32
from mystery.questionnaire.expression.values import Value

Row = Mapping[str, str]

MAX_STEPS = 1_000_000
MAX_TEXT = 100_000
MAX_MATCHED = 5_000
"""Characters of a text that a pattern is held against; some patterns need the square of it."""


class EvaluationError(Exception):
    """An expression has no value. Caught by whoever evaluates, and told as a `Problem`."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def problem(self, where: Where | None = None) -> Problem:
        return Problem(self.code, where or Where(), self.params)


@dataclass(slots=True)
class Environment:
    """What comes from outside: the clock, its zone, the seed, the language. Set by the journal, not read."""

    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)
    zone: tzinfo = UTC
    seed: int = 0
    language: str = ""


class Owner(Protocol):
    """The item instance an expression belongs to."""

    @property
    def path(self) -> str: ...

    @property
    def at(self) -> object: ...


@dataclass(slots=True)
class Scope:
    """One evaluation.

    `at` is the repeat instance the expression stands in and `own` the item it belongs to, as the `Place`
    knows them; the path of `own` gives random numbers a seed of their own. `row` is the list row inside a
    predicate and `index` its position from 1. `steps` is what may still be spent on rows.
    """

    environment: Environment
    at: object = None
    own: Owner | None = None
    row: Row | None = None
    index: int = 0
    draws: int = 0
    steps: int = MAX_STEPS

    def spend(self, steps: int) -> None:
        self.steps -= steps
        if self.steps < 0:
            raise EvaluationError("EVALUATION_TOO_LONG", limit=MAX_STEPS)

    def seed(self) -> int:
        """The same place of the same interview always draws the same numbers."""
        return hash32(f"{self.environment.seed}:{self.own.path if self.own else ''}")

    def random(self) -> float:
        generator = ParkMiller(self.seed())
        self.draws += 1
        for _ in range(self.draws - 1):
            generator.next()
        return generator.next()


Closure = Callable[[Scope], Value]


class Place(Protocol):
    """What references mean where an expression stands. Asked once, when the expression is compiled."""

    def item(self, key: str) -> Closure:
        """The value of an item, or the node-set of its instances."""

    def own(self) -> Closure:
        """The value of the item that the expression belongs to."""

    def position(self, repeat: str) -> Closure:
        """The position, from 1, of the enclosing instance of a repeat ('' = the nearest)."""

    def indexed(self, key: str, indexes: Mapping[str, Closure]) -> Closure:
        """An item in the instances that the indexes (repeat -> position) name."""

    def instances(self, repeat: str) -> Closure:
        """The instances of a repeat as a node-set of values for `Scope.at`."""

    def inside(self, repeat: str) -> Place:
        """The place of a predicate that is evaluated for one instance of a repeat."""

    def home(self) -> Place:
        """The place of the item that the expression belongs to, also when asked inside a predicate."""

    def child(self, repeat: str, names: Sequence[str]) -> Closure:
        """The value of an item of the instance `Scope.at`."""

    def rows(self, list_name: str) -> Sequence[Row]:
        """The rows of a choice list or table."""

    def choice_label(self, key: str, code: str, scope: Scope) -> str:
        """What the option of a select is called."""
