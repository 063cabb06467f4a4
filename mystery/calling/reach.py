"""Reachability studies: which contacts are planned, and how well a hotline can be reached."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median

import numpy as np

from mystery.calling.day_parts import DayPart, zone_of
from mystery.calling.permitted import Hours, open_spans
from mystery.statistics import Interval, wilson

Window = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Planned:
    """One contact to be made. `question` counts from 1; 0 is a call that only measures the wait."""

    place: int
    round: int
    question: int
    part: str

    @property
    def is_wait_only(self) -> bool:
        return self.question == 0


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact as far as it went. `parts` are the day-parts of its attempts from the first to the last.

    `reached`: a human being, at the last of these attempts. `waiting_seconds` until then, or until the
    caller gave up; None: nobody queued then, or nobody knows how long. `given_up` are the waits of earlier
    attempts that ended on hold. `is_over`: no further attempt will follow.
    """

    place: int
    round: int
    part: str
    parts: tuple[str, ...] = ()
    reached: bool = False
    is_over: bool = False
    waiting_seconds: float | None = None
    given_up: tuple[float, ...] = ()
    transfers: int | None = None
    is_correct: bool | None = None
    is_wait_only: bool = False
    outcomes: tuple[str, ...] = ()

    @property
    def waits(self) -> tuple[float, ...]:
        """What each of its calls waited that queued."""
        return self.given_up if self.waiting_seconds is None else (*self.given_up, self.waiting_seconds)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Seconds until a human being, over all calls that queued; calls given up count with what they waited."""

    n: int
    median: float
    p90: float
    longest: float


@dataclass(frozen=True, slots=True)
class Reachability:
    """What the contacts show. Shares are 0..1 with Wilson's interval, None where nothing was tried.

    `by_attempt`: reached by the first, second … attempt at the latest, of all contacts that are over.
    `by_part`: attempts in a part of the day that reached somebody. `in_time`: reached within the target's
    seconds, of all contacts that are over but those whose time until a human being nobody knows.
    `transferred` and `correct`: of the talks where it is known. `outcomes` counts attempts by their end.
    """

    planned: int
    over: int
    attempts: int
    reached: Interval | None
    by_attempt: tuple[Interval, ...]
    by_part: Mapping[str, Interval]
    waiting: Waiting | None
    in_time: Interval | None
    transferred: Interval | None
    correct: Interval | None
    outcomes: Mapping[str, int] = field(default_factory=dict)


def plan_rounds(
    places: Mapping[int, Sequence[str]], *, rounds: int = 5, questions: int = 10, wait_only: int = 0
) -> tuple[Planned, ...]:
    """Contacts of every place: `rounds` times `questions`, and `wait_only` calls over all rounds.

    `places` maps a hotline to the day-parts in which it is open. Parts are dealt in turn, shifted from
    place to place, round to round and question to question, so that a place meets each part equally often
    and each question meets different ones. The same input gives the same plan.
    """
    return tuple(
        contact
        for shift, (place, parts) in enumerate(sorted(places.items()))
        if parts
        for contact in _of_place(place, parts, shift, (rounds, questions, wait_only))
    )


def _of_place(place: int, parts: Sequence[str], shift: int, size: tuple[int, int, int]) -> Iterable[Planned]:
    rounds, questions, wait_only = size
    for number in range(rounds * questions):
        turn, question = divmod(number, questions)
        part = parts[(shift + turn + question) % len(parts)]
        yield Planned(place, turn + 1, question + 1, part)
    for number in range(wait_only):
        part = parts[(shift + questions + number) % len(parts)]  # goes on where the questions end
        yield Planned(place, 1 + number * rounds // wait_only, 0, part)


def windows(
    contacts: Sequence[Planned],
    days: tuple[date, date],
    zone: str,
    hours: Hours,
    *,
    parts: Sequence[DayPart],
    holidays: Collection[date] = (),
    rounds: int = 0,
) -> list[Window | None]:
    """When each contact of one place is to be made: its part of a day, by the clocks of the place.

    Rounds share the days evenly; contacts of one round and part take its days in turn. Where a round has no
    such day, any of the study will do; None where there is none at all.
    """
    known = {part.code: part for part in parts}
    most = rounds or max((contact.round for contact in contacts), default=1)
    clock = zone_of(zone)
    spans = {
        code: list(_spans(days, zone, hours, holidays, known[code]))
        for code in {contact.part for contact in contacts}
    }
    dealt: dict[tuple[int, str], int] = {}
    found: list[Window | None] = []
    for contact in contacts:
        first, last = _round_days(days, contact.round, most)
        all_of_part = spans[contact.part]
        own = [span for span in all_of_part if first <= span[0].astimezone(clock).date() <= last]
        choice = own or all_of_part
        turn = dealt.get((contact.round, contact.part), 0)
        dealt[contact.round, contact.part] = turn + 1
        found.append(choice[turn % len(choice)] if choice else None)
    return found


def _round_days(days: tuple[date, date], turn: int, rounds: int) -> tuple[date, date]:
    length = (days[1] - days[0]).days + 1
    begin, end = (turn - 1) * length // rounds, turn * length // rounds
    return days[0] + timedelta(days=begin), days[0] + timedelta(days=max(begin, end - 1))


def _spans(
    days: tuple[date, date], zone: str, hours: Hours, holidays: Collection[date], part: DayPart
) -> Iterable[Window]:
    midnight = datetime.combine(days[0], datetime.min.time(), zone_of(zone))
    return open_spans(midnight, zone, hours, holidays, part, days=(days[1] - days[0]).days + 1)


def reachability(contacts: Iterable[Contact], target_seconds: float) -> Reachability:
    """How well the contacts' hotlines can be reached, and how long it takes."""
    listed = list(contacts)
    over = [each for each in listed if each.is_over]
    timed = [each for each in over if not each.reached or each.waiting_seconds is not None]
    talks = [each for each in over if each.reached and not each.is_wait_only]
    moved = [each for each in talks if each.transfers is not None]
    judged = [each for each in talks if each.is_correct is not None]
    return Reachability(
        planned=len(listed),
        over=len(over),
        attempts=sum(len(each.parts) for each in listed),
        reached=_share(over, lambda each: each.reached),
        by_attempt=_by_attempt(over),
        by_part=_by_part(listed),
        waiting=_waiting([seconds for each in over for seconds in each.waits]),
        in_time=_share(timed, lambda each: each.reached and _is_in_time(each, target_seconds)),
        transferred=_share(moved, lambda each: bool(each.transfers)),
        correct=_share(judged, lambda each: bool(each.is_correct)),
        outcomes=Counter(outcome for each in listed for outcome in each.outcomes),
    )


def _is_in_time(contact: Contact, target_seconds: float) -> bool:
    return contact.waiting_seconds is not None and contact.waiting_seconds <= target_seconds


def _share(contacts: Sequence[Contact], holds: Callable[[Contact], bool]) -> Interval | None:
    return wilson(sum(holds(each) for each in contacts), len(contacts)) if contacts else None


def _by_attempt(over: Sequence[Contact]) -> tuple[Interval, ...]:
    most = max((len(each.parts) for each in over), default=0)
    counts = [
        sum(each.reached and len(each.parts) <= number for each in over) for number in range(1, most + 1)
    ]
    return tuple(wilson(count, len(over)) for count in counts)


def _by_part(contacts: Sequence[Contact]) -> dict[str, Interval]:
    tried: dict[str, list[bool]] = {}
    for each in contacts:
        for number, part in enumerate(each.parts, 1):
            tried.setdefault(part, []).append(each.reached and number == len(each.parts))
    return {part: wilson(sum(found), len(found)) for part, found in sorted(tried.items())}


def _waiting(seconds: Sequence[float]) -> Waiting | None:
    if not seconds:
        return None
    return Waiting(len(seconds), median(seconds), float(np.quantile(seconds, 0.9)), max(seconds))
