"""What is going on today: visits to do, submissions waiting for review, questions asked back."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mystery.demo import field, promises, setting
from mystery.demo.field import Crew, Order
from mystery.demo.setting import Fieldwork, Site
from mystery.services import assignments, inspection, reviews
from mystery.services.transaction import transaction
from mystery.store.models import AssignmentState, User

DONE, WAITING, ASKED_BACK, OPEN = 26, 9, 2, 22
"""How many visits of each running wave are approved, wait for review, were asked back, are still to do."""


REUSED = 5
"""Every so many of the waiting reports carry pictures that were handed in before, and are flagged."""


def create(works: Sequence[Fieldwork], crew: Crew, today: date, seed: int) -> None:
    """Fills the running wave of each client."""
    for work in works:
        rng = random.Random(f"{seed} today {work.facts.key}")
        places = _deal(work, rng)
        with transaction():
            _handed_in(work, crew, places, today, rng)
            _to_do(work, crew, places, today, rng)


def _deal(work: Fieldwork, rng: random.Random) -> list[tuple[Site, str]]:
    """Every planned visit of the wave once, shuffled."""
    planned = [
        (site, method)
        for site in work.sites
        for method, count in setting.COUNTS[work.facts.key].items()
        for _ in range(count)
    ]
    rng.shuffle(planned)
    return planned


def _handed_in(
    work: Fieldwork, crew: Crew, places: list[tuple[Site, str]], today: date, rng: random.Random
) -> None:
    wave = work.waves[2]
    own = replace(crew, evidence=replace(crew.evidence, fresh=True))
    for count in range(DONE + WAITING + ASKED_BACK):
        site, method = places.pop()
        days_ago = rng.randint(3, 9) if count < DONE else rng.randint(0, 2)
        order = Order(
            site, method, _tester(crew, method, count), _at(site, today - timedelta(days=days_ago), rng)
        )
        shared = count < DONE or count % REUSED == 0
        submission = field.play(work, wave, 2, order, crew if shared else own, rng)
        if count < DONE:
            reviews.approve(submission, crew.reviewer, now=order.at + timedelta(days=1))
            promises.close(submission, order, datetime.combine(today, time(6), UTC))
            continue
        inspection.inspect(submission)
        assignments.move(submission.interview.assignment, AssignmentState.IN_REVIEW)
        if count >= DONE + WAITING:
            reviews.ask_back(submission, crew.reviewer, _questions(submission.answers))


def _questions(answers: Iterable[str]) -> dict[str, str]:
    """A question about the first answer with words in it, as reviewers ask."""
    wanted = ("remark", "recommended", "would_buy", "would_return")
    path = next((name for name in wanted if name in answers), next(iter(answers)))
    return {path: "Bitte beschreiben Sie genauer, was Sie dazu beobachtet haben."}


def _to_do(
    work: Fieldwork, crew: Crew, places: list[tuple[Site, str]], today: date, rng: random.Random
) -> None:
    """Tara and Carl, whose logins are printed, have work today; so has everybody else."""
    wave = work.waves[2]
    for count in range(OPEN):
        site, method = places.pop()
        tester = _tester(crew, method, count // 2)
        window = _window(site, today, 0 if count < 6 else rng.randint(0, 8))
        assignments.create(
            wave, site.row, work.scenarios[method], window, tester=tester, fee_cents=field.FEES_CENTS[method]
        )
    for site, method in places[:8]:
        assignments.create(
            wave,
            site.row,
            work.scenarios[method],
            _window(site, today, rng.randint(2, 10)),
            fee_cents=field.FEES_CENTS[method],
        )


def _tester(crew: Crew, method: str, count: int) -> User:
    group = crew.cast.callers if method in field.CALL_METHODS else crew.cast.field
    return group[count % len(group)]


def _at(site: Site, day: date, rng: random.Random) -> datetime:
    clock = time(rng.randint(9, 12), rng.randrange(0, 60, 5))
    return datetime.combine(day, clock, ZoneInfo(site.facts.time_zone)).astimezone(UTC)


def _window(site: Site, today: date, days_ahead: int) -> tuple[datetime, datetime]:
    """From the morning of today until the evening of a day to come, by the clocks of the location."""
    zone = ZoneInfo(site.facts.time_zone)
    begins = datetime.combine(today, time(9), zone)
    ends = datetime.combine(today + timedelta(days=days_ahead + 1), time(18), zone)
    return begins.astimezone(UTC), ends.astimezone(UTC)
