"""What the report on calls is made of: figures of the domain, with names for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mystery.calling import DayPart, FinalCode, Rates, Reachability, Worth
from mystery.questionnaire import Texts


@dataclass(frozen=True, slots=True)
class Cover:
    """Of which wave a report tells."""

    client: str
    study: str
    wave: Texts
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class Marked:
    """A hotline's mark. `worth` is None where a small team or few calls could point to persons."""

    place: str
    worth: Worth | None
    grade: Texts


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks by one scheme, the best first; `points` can be had. `sections`: key, label, points."""

    title: Texts
    points: float
    sections: Sequence[tuple[str, Texts, float]]
    rows: Sequence[Marked]


@dataclass(frozen=True, slots=True)
class ReachFacts:
    """Reachability of hotlines, the best first. `waits` are the seconds that calls queued, in any order.

    While `running_promises` of the tests are open, marks are provisional.
    """

    cover: Cover
    target_seconds: int
    total: Reachability
    places: Sequence[tuple[str, Reachability]]
    parts: Sequence[DayPart]
    waits: Sequence[float] = ()
    marks: Sequence[Marks] = ()
    running_promises: int = 0


@dataclass(frozen=True, slots=True)
class CodeCount:
    """How many cases ended with a code, and how many open ones would end so now."""

    code: FinalCode
    closed: int
    open: int = 0


@dataclass(frozen=True, slots=True)
class OutcomeFacts:
    """Outcome of a survey's sample."""

    cover: Cover
    attempts: int
    codes: Sequence[CodeCount]
    rates: Rates

    @property
    def cases(self) -> int:
        return sum(each.closed + each.open for each in self.codes)
