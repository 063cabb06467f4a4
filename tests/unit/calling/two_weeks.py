"""Two weeks of a call center on a fake clock: 2,000 people in four zones, 30 callers, answers by seed."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random

from mystery.calling import (
    DAY_PARTS,
    Agreed,
    Candidate,
    Case,
    Number,
    Plan,
    Tried,
    after,
    against,
    choose,
    day_part_at,
    is_permitted,
)

START = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)
END = START + timedelta(days=14)
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata")
SHIFTS = ((3, 12), (8, 17), (14, 23))
"""Hours of UTC in which a third of the callers work each."""

PLAN = Plan.usual("survey")
PARTS = [part.code for part in DAY_PARTS]
ANSWERS = {
    "no_answer": (46, 1), "voicemail": (16, 1), "busy": (7, 1), "complete": (9, 14), "refusal_soft": (6, 2),
    "refusal_hard": (2, 1), "not_available": (6, 2), "appointment_hard": (3, 3), "appointment_soft": (2, 3),
    "disconnected": (3, 1),
}  # fmt: skip
"""Outcome -> how often, and how many minutes a call takes."""


@dataclass(frozen=True, slots=True)
class Call:
    """A call as it was made."""

    key: int
    caller: int
    at: datetime
    until: datetime
    outcome: str
    agreed: Agreed | None


@dataclass(slots=True)
class Person:
    case: Case
    candidate: Candidate
    state: str = "open"
    version: int = 0


@dataclass(slots=True)
class Queue:
    """Open cases: those that wait, those that are due by zone and part of the day, and appointments.

    An entry whose version is no longer the person's is passed over.
    """

    people: dict[int, Person]
    waiting: list[tuple[datetime, int, int]] = field(default_factory=list)
    due: dict[tuple[str, str], list[tuple[tuple[int, int, float, int], int]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    agreed: dict[int, Candidate] = field(default_factory=dict)

    def put(self, key: int) -> None:
        person = self.people[key]
        person.version += 1
        at = person.candidate.agreed.from_at if person.candidate.agreed else person.candidate.next_at
        heapq.heappush(self.waiting, (at or START, key, person.version))

    def wake(self, now: datetime) -> None:
        """Whose time has come moves to where it is looked for."""
        while self.waiting and self.waiting[0][0] <= now:
            _, key, version = heapq.heappop(self.waiting)
            person = self.people[key]
            if version == person.version:
                self._wake(key, person)

    def _wake(self, key: int, person: Person) -> None:
        each = person.candidate
        if each.agreed is not None:
            self.agreed[key] = each
            return
        last = each.last_attempt_at.timestamp() if each.last_attempt_at else 0
        for part in PARTS:
            rank = (-each.priority, each.part_tries.get(part, 0), last, key)
            heapq.heappush(self.due[each.zone, part], (rank, person.version))

    def candidates(self, now: datetime, caller: int) -> Iterator[Candidate]:
        """Appointments that are due, and of each zone that is open now the first one this caller may take."""
        yield from (each for each in self.agreed.values() if permitted(each.zone, now))
        for zone in ZONES:
            if permitted(zone, now):
                yield from self._first(self.due[zone, part_at(zone, now)], now, caller)

    def _first(
        self, heap: list[tuple[tuple[int, int, float, int], int]], now: datetime, caller: int
    ) -> Iterator[Candidate]:
        barred = []
        while heap:
            (*_, key), version = heap[0]
            person = self.people[key]
            if version == person.version and not against(person.candidate, now, caller):
                yield person.candidate
                break
            entry = heapq.heappop(heap)
            if version == person.version:
                barred.append(entry)
        for entry in barred:
            heapq.heappush(heap, entry)

    def next_look(self, now: datetime) -> datetime:
        """When something may have changed: at the next case's time, or when a zone opens."""
        if self.agreed:
            return now + timedelta(minutes=1)
        at = self.waiting[0][0] if self.waiting else END
        return min(max(at, now + timedelta(minutes=1)), now + timedelta(minutes=10))

    def everybody_due(self, now: datetime) -> list[Candidate]:
        return [
            each.candidate
            for each in self.people.values()
            if each.state == "open" and permitted(each.candidate.zone, now)
        ]


@cache
def permitted(zone: str, now: datetime) -> bool:
    return is_permitted(now, zone, PLAN.hours)


@cache
def part_at(zone: str, now: datetime) -> str:
    return day_part_at(now, zone)


def population(draw: Random, size: int) -> dict[int, Person]:
    people = {}
    for key in range(1, size + 1):
        zone = draw.choice(ZONES)
        numbers = tuple(Number(number) for number in range(1, draw.choice((2, 2, 3))))
        case = Case("survey", zone, numbers=numbers, number=1)
        people[key] = Person(case, Candidate(key, zone, priority=int(key % 10 == 0), next_at=START))
    return people


@dataclass(slots=True)
class Center:
    """Callers take the next case when they are free; a caller without one looks again a little later."""

    draw: Random
    queue: Queue
    calls: list[Call] = field(default_factory=list)
    checks: int = 0
    own: dict[int, set[datetime]] = field(default_factory=lambda: defaultdict(set))

    def run(self, callers: int) -> None:
        free = [(START, caller) for caller in range(1, callers + 1)]
        heapq.heapify(free)
        while free:
            now, caller = heapq.heappop(free)
            if now >= END:
                continue
            heapq.heappush(free, (self.turn(now, caller), caller))

    def turn(self, now: datetime, caller: int) -> datetime:
        """What a free caller does at `now`; returns when they are free again."""
        begins, ends = SHIFTS[caller % 3]
        if not begins <= now.hour < ends:
            return shift_after(now, begins)
        self.queue.wake(now)
        soon = now + timedelta(minutes=PLAN.rules.keep_free_minutes)
        waits = any(now < at <= soon for at in self.own[caller])
        choice = choose(self.queue.candidates(now, caller), now, caller, only_own=waits)
        if not waits and len(self.calls) % 400 == 0:
            # what the index leaves out would not have been chosen either
            assert choice is None or choice.case == getattr(
                choose(self.queue.everybody_due(now), now, caller), "case", None
            )
            self.checks += 1
        if choice is None:
            return self.queue.next_look(now)
        return self.call(choice.case, now, caller)

    def call(self, key: int, now: datetime, caller: int) -> datetime:
        person = self.queue.people[key]
        agreed = person.candidate.agreed
        outcome = self.answer(agreed)
        until = now + timedelta(minutes=ANSWERS[outcome][1])
        self.calls.append(Call(key, caller, now, until, outcome, agreed))
        self.queue.agreed.pop(key, None)
        self.follow(person, outcome, until, caller)
        if person.state == "open":
            self.queue.put(key)
        else:
            person.version += 1
        return until

    def answer(self, agreed: Agreed | None) -> str:
        if agreed is not None and self.draw.random() < 0.7:
            return "complete"
        return self.draw.choices(list(ANSWERS), [often for often, _ in ANSWERS.values()])[0]

    def follow(self, person: Person, outcome: str, now: datetime, caller: int) -> None:
        case, each = person.case, person.candidate
        agreed = self.agree(outcome, now, caller, each.zone)
        case = replace(case, caller=caller, agreed_at=agreed.from_at if agreed else None)
        part = part_at(each.zone, now)
        follows = after(case, outcome, now, PLAN)
        numbers = tuple(
            replace(
                number, is_good=number.is_good and not (follows.number_is_bad and number.key == case.number)
            )
            for number in case.numbers
        )
        history = (*case.history, Tried(outcome, now, part, case.number, caller))
        person.case = replace(
            case, history=history, numbers=numbers, number=follows.number,
            had_appointment=case.had_appointment or agreed is not None, agreed_at=None,
        )  # fmt: skip
        person.state = follows.state
        tries = {**each.part_tries, part: each.part_tries.get(part, 0) + 1}
        person.candidate = replace(
            each, next_at=follows.next_at, last_attempt_at=now, part_tries=tries,
            agreed=agreed, not_by=follows.not_by,
        )  # fmt: skip

    def agree(self, outcome: str, now: datetime, caller: int, zone: str) -> Agreed | None:
        """A time within the person's evening; a hard one with this caller where they work then."""
        if not outcome.startswith("appointment"):
            return None
        at = now + timedelta(hours=self.draw.randint(20, 70), minutes=self.draw.randint(0, 59))
        while not (permitted(zone, at) and any(begins <= at.hour < ends for begins, ends in SHIFTS)):
            at += timedelta(minutes=47)
        if outcome == "appointment_soft":
            return Agreed(False, at, at + timedelta(hours=2))
        begins, ends = SHIFTS[caller % 3]
        if not begins <= at.hour < ends - 1:
            return Agreed(True, at, at + timedelta(minutes=10))
        self.own[caller].add(at)
        return Agreed(True, at, at + timedelta(minutes=10), caller)


def shift_after(now: datetime, hour: int) -> datetime:
    begins = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return begins if begins > now else begins + timedelta(days=1)


def simulate(size: int = 2_000, callers: int = 30, seed: int = 1) -> Center:
    draw = Random(seed)
    queue = Queue(population(draw, size))
    for key in queue.people:
        queue.put(key)
    center = Center(draw, queue)
    center.run(callers)
    return center
