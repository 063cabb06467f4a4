"""The demo's fieldwork: every visit is played through the engine, handed in, approved and scored."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from mystery import interview as engine
from mystery.access import Actor
from mystery.demo import promises
from mystery.demo.draw import Drawing, draw_answers, fill
from mystery.demo.evidence import Evidence
from mystery.demo.people import Cast
from mystery.demo.plants import MISHAPS, USUAL, lift_of, quality_of
from mystery.demo.setting import COUNTS, Fieldwork, Site
from mystery.interview import Event
from mystery.questionnaire import Form
from mystery.resources import folder
from mystery.services import accounts, assignments, interviews, packs, reviews
from mystery.services.examples import examples_in
from mystery.services.transaction import transaction
from mystery.store.models import Assignment, Interview, Submission, User, Wave

FEES_CENTS = {"test-call": 600, "website-test": 1400, "workshop-test": 6500, "store-visit": 2200}
CALL_METHODS = frozenset({"test-call"})
_BATCH = 40
_SPREAD = {"store-visit": 2.6, "website-test": 1.8, "test-call": 1.4}
"""How much longer a visit takes than its answers: much happens between two questions."""


@dataclass(frozen=True, slots=True)
class Order:
    """One visit to be played: where, what, by whom, when."""

    site: Site
    method: str
    tester: User
    at: datetime


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works in the field and who reviews, with what they draw from."""

    cast: Cast
    reviewer: Actor
    evidence: Evidence
    drawings: Mapping[str, Drawing]


def drawings() -> dict[str, Drawing]:
    """What testers draw from, by method: the packs with the example that went perfectly."""
    return {name: _drawing(packs.pack(name)) for name in packs.names()}


def _drawing(pack: packs.Pack) -> Drawing:
    examples = examples_in(folder("questionnaires") / pack.name, pack.form)
    best = next(each for each in examples if each.expected.score and each.expected.score.text == "100")
    return Drawing(pack.form, pack.scheme, best.answers, MISHAPS.get(pack.name, {}))


def orders(work: Fieldwork, wave: Wave, cast: Cast, rng: random.Random) -> list[Order]:
    """Every visit of a wave, spread over its days and over the testers."""
    planned = []
    for site in work.sites:
        for method, count in COUNTS[work.facts.key].items():
            crew = cast.callers if method in CALL_METHODS else cast.field
            for _ in range(count):
                planned.append(Order(site, method, rng.choice(crew), _moment(wave, site, rng)))
    return sorted(planned, key=lambda order: order.at)


def _moment(wave: Wave, site: Site, rng: random.Random) -> datetime:
    """A working hour of a day of the wave, in the location's zone."""
    days = [wave.starts_on + timedelta(days=day) for day in range((wave.ends_on - wave.starts_on).days + 1)]
    day = rng.choice([each for each in days if each.weekday() < 6])
    clock = time(rng.randint(9, 17), rng.randrange(0, 60, 5))
    return datetime.combine(day, clock, ZoneInfo(site.facts.time_zone)).astimezone(UTC)


def play_wave(work: Fieldwork, number: int, crew: Crew, seed: int, done: Callable[[int], None]) -> None:
    """Plays all visits of a wave that is over; `done` hears how many have been finished."""
    wave = work.waves[number]
    rng = random.Random(f"{seed} {work.facts.key} {number}")
    planned = orders(work, wave, crew.cast, rng)
    for start in range(0, len(planned), _BATCH):
        batch = planned[start : start + _BATCH]
        with transaction():
            for order in batch:
                submission = play(work, wave, number, order, crew, rng)
                reviews.approve(submission, crew.reviewer, now=order.at + timedelta(days=1))
                promises.close(submission, order, order.at + timedelta(days=30))
        done(len(batch))


def play(
    work: Fieldwork, wave: Wave, number: int, order: Order, crew: Crew, rng: random.Random
) -> Submission:
    """One visit from assignment to submission."""
    assignment = create_assignment(work, wave, order)
    interview = open_interview(assignment, order)
    events = draw_events(work, number, order, crew, interview, rng)
    interviews.append(interview, events)
    finished = order.at + timedelta(milliseconds=events[-1].ms)
    return interviews.finish(interview, accounts.actor_for(order.tester), now=finished)


def create_assignment(work: Fieldwork, wave: Wave, order: Order) -> Assignment:
    """An assignment whose window is the three days around the visit."""
    window = (order.at - timedelta(days=1, hours=2), order.at + timedelta(days=1, hours=6))
    return assignments.create(
        wave,
        order.site.row,
        work.scenarios[order.method],
        window,
        tester=order.tester,
        fee_cents=FEES_CENTS[order.method],
    )


def open_interview(assignment: Assignment, order: Order) -> Interview:
    mode = "cati" if order.method in CALL_METHODS else "capi"
    return interviews.open_interview(
        assignment, accounts.actor_for(order.tester), mode=mode, language="de", now=order.at
    )


def draw_events(
    work: Fieldwork, number: int, order: Order, crew: Crew, interview: Interview, rng: random.Random
) -> list[Event]:
    """The journal of a visit: what the tester saw, page by page, with the time each answer took."""
    drawing = crew.drawings[order.method]
    tester = crew.cast.testers[order.tester.id]
    usual = quality_of(work.facts.key, order.method, order.site.region, number)
    lift = lift_of(order.site.facts)
    at = order.at.astimezone(ZoneInfo(order.site.facts.time_zone))
    answers = draw_answers(drawing, lambda item: usual.get(item, USUAL + lift), tester, at, rng)
    for key, item in drawing.form.items.items():
        if item.type in ("image", "signature") and key in answers:
            answers[key] = crew.evidence.for_type(item.type, rng)
        if item.type == "geopoint":
            answers[key] = _near(order.site, rng)
    opening = interviews.journal(interview)
    return paced(drawing.form, answers, opening, order, tester.pace * _SPREAD.get(order.method, 1.0), rng)


def _near(site: Site, rng: random.Random) -> str:
    """Some steps away from the location, as a tablet would measure it."""
    latitude = site.facts.latitude + rng.uniform(-0.0012, 0.0012)
    longitude = site.facts.longitude + rng.uniform(-0.0012, 0.0012)
    return f"{latitude:.5f} {longitude:.5f} 0 {rng.randint(8, 40)}"


def paced(
    form: Form,
    answers: Mapping[str, object],
    opening: list[Event],
    order: Order,
    pace: float,
    rng: random.Random,
) -> list[Event]:
    """The answers that are asked, in the order of the form, one after the other in time."""
    given, asked = _asked(form, dict(answers), opening, order, rng)
    events: list[Event] = []
    page, elapsed = "", 0
    for event in given:
        if event.path not in asked:
            continue
        section = form.items[event.path].section
        if section != page:
            page = section
            events.append(Event(0, "page", section, ms=elapsed))
        elapsed += int(1000 * pace * rng.lognormvariate(3.1, 0.45))
        events.append(replace(event, ms=elapsed))
    events.append(Event(0, "finish", ms=elapsed + 4000))
    return _numbered([*opening, *events], order)[len(opening) :]


def _asked(
    form: Form, answers: dict[str, object], opening: list[Event], order: Order, rng: random.Random
) -> tuple[list[Event], set[str]]:
    """The answers in the order of the form, and which items are asked; gaps the routing opened are filled."""
    while True:
        given = [Event(0, "answer", key, answers[key]) for key in form.items if key in answers]
        state = engine.state(form, _numbered([*opening, *given], order))
        gaps = [each.path for each in state.problems if each.code == "ANSWER_REQUIRED"]
        if not gaps:
            return given, set(state.path)
        for key in gaps:
            answers[key] = fill(form, form.items[key], rng)


def _numbered(events: list[Event], order: Order) -> list[Event]:
    actor = str(order.tester.public_id)
    return [
        replace(
            event,
            seq=seq,
            at=(order.at + timedelta(milliseconds=event.ms))
            .isoformat(timespec="milliseconds")
            .replace("+00:00", "Z"),
            by=actor,
        )
        for seq, event in enumerate(events, start=1)
    ]
