"""What the report on calls is made of: figures of the domain, with names for people."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mystery.calling import DayPart, FinalCode, Rates, Reachability
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
class ReachFacts:
    """Reachability of hotlines. `waits` are the seconds that calls queued, in any order."""

    cover: Cover
    target_seconds: int
    total: Reachability
    places: Sequence[tuple[str, Reachability]]
    parts: Sequence[DayPart]
    waits: Sequence[float] = ()


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
