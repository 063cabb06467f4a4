"""Which case it would be: the few that come into question, weighed by the one order of the rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice

from mystery.access import Actor
from mystery.calling import SURVEY, Agreed, Candidate, Choice, Reason, against, choose
from mystery.services import call_guards, call_plans
from mystery.services.call_plans import Terms
from mystery.services.transaction import reading
from mystery.store.models import CallCase, CallPlan, WaveState
from mystery.store.queries import turns as queries
from mystery.store.queries.turns import Waiting


@dataclass(frozen=True, slots=True)
class Called:
    """A wave that is called now, with what holds there."""

    plan: CallPlan
    terms: Terms
    awaited_at: datetime | None
    """When this caller's next hard appointment begins."""

    @property
    def is_shared(self) -> bool:
        """Whether its cases are for whoever comes, and not for those they were given to."""
        return (self.plan.kind == SURVEY or self.plan.is_pooled) and self.plan.wave.state is WaveState.FIELD

    def is_awaited(self, now: datetime) -> bool:
        """Whether a hard appointment of this caller is so near that a long talk now would miss it."""
        free = timedelta(minutes=self.terms.rules.keep_free_minutes)
        return self.awaited_at is not None and self.awaited_at <= now + free


def decide(actor: Actor, now: datetime, passed_over: Collection[int] = ()) -> Choice | None:
    """The case whose turn it is for this caller. The same rows at the same moment give the same choice.

    Weighed are due appointments, the caller's own tests, and of each wave that is shared the first case of
    every group with the highest priority that has any.
    """
    called = _called_waves(actor, now)
    if not called:
        return None
    weighing = _Weighing(actor, called, now, frozenset(passed_over))
    shared = [key for key, wave in called.items() if wave.is_shared]
    found = weighing.possible(queries.asked_for(reading(), shared, actor.user_id, now))
    for key in shared:
        found += weighing.first_of(called[key].plan)
    unique = {each.key: each for each in found}
    return choose(
        unique.values(),
        now,
        actor.user_id,
        parts=next(iter(called.values())).terms.parts,
        grace_minutes=0,  # each has been weighed by the grace of its own wave
        only_own=any(each.is_awaited(now) for each in called.values()),
    )


def against_each(
    rows: Sequence[CallCase], plan: CallPlan, now: datetime, caller: int | None
) -> dict[int, tuple[Reason, ...]]:
    """What the rules have against calling each of these open cases of a plan at this moment."""
    grace, places = call_plans.terms(plan).rules.grace_minutes, _OpenPlaces(now)
    told: dict[int, tuple[Reason, ...]] = {}
    for row in queries.these(reading(), [each.id for each in rows]):
        candidate = _candidate(row)
        found = against(candidate, now, caller, grace_minutes=grace)
        is_free = bool(found) or candidate.agreed is not None or places.has(plan, row)
        told[row.id] = found if is_free else (Reason("outside_hours"),)
    return told


def _called_waves(actor: Actor, now: datetime) -> dict[int, Called]:
    """The waves that this caller may be given cases of: they have a plan, and nobody has stopped it."""
    found = queries.plans_in_force(reading(), actor.user_id, now, actor.client_ids)
    return {plan.wave_id: Called(plan, call_plans.terms(plan), awaited) for plan, awaited in found}


class _Weighing:
    """What comes into question for one caller at one moment."""

    def __init__(
        self, actor: Actor, called: dict[int, Called], now: datetime, passed_over: frozenset[int]
    ) -> None:
        self._actor, self._called, self._now = actor, called, now
        self._passed_over = passed_over
        self._places = _OpenPlaces(now)

    def possible(self, rows: Iterable[Waiting]) -> list[Candidate]:
        """The candidates among these rows that nothing speaks against."""
        return list(self._possible(rows))

    def first_of(self, plan: CallPlan) -> list[Candidate]:
        """The firsts of the groups with the highest priority that has any for this caller.

        One more stands for all cases of a lower priority, so that the order can say what put these ahead.
        """
        lower = queries.priorities(reading(), plan)
        for priority in lower:
            rows = queries.first_of_groups(reading(), plan, priority, self._actor.user_id, self._now)
            found = self.possible(rows)
            if found:
                return found + [replace(found[0], key=-1, priority=each) for each in islice(lower, 1)]
        return []

    def _possible(self, rows: Iterable[Waiting]) -> Iterator[Candidate]:
        for row in rows:
            wave = self._called.get(row.wave_id)
            if wave is None or row.id in self._passed_over:
                continue
            candidate = _candidate(row)
            if candidate.agreed is None and not self._places.has(wave.plan, row):
                continue
            grace = wave.terms.rules.grace_minutes
            if not against(candidate, self._now, self._actor.user_id, grace_minutes=grace):
                yield candidate


class _OpenPlaces:
    """Where somebody may be called at one moment, found out once for each country, zone and part."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._known: dict[tuple[int, str, str, str], bool] = {}

    def has(self, plan: CallPlan, row: Waiting) -> bool:
        key = (plan.id, row.country, row.time_zone, row.subdivision or "")
        if key not in self._known:
            self._known[key] = call_guards.is_open(plan, *key[1:], self._now)
        return self._known[key]


def _candidate(row: Waiting) -> Candidate:
    return Candidate(
        row.id,
        row.time_zone,
        row.priority,
        row.next_at,
        row.last_attempt_at,
        row.part_tries,
        _agreed(row),
        row.refused_to_id,
        row.window_ends_at,
    )


def _agreed(row: Waiting) -> Agreed | None:
    if row.agreed_from_at is None or row.agreed_until_at is None:
        return None
    return Agreed(bool(row.agreed_is_hard), row.agreed_from_at, row.agreed_until_at, row.agreed_caller_id)
