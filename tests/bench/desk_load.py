"""A call centre at work: many callers save every answer while reports and an export are being made.

Answers are due at moments drawn beforehand, whether the server keeps up or not, and the time of a saved
answer counts from its moment: waiting in a queue is waiting. Reports and export are asked for together, five
times: once a server has just started, which reads and computes everything anew, and then again.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from uuid import UUID

from sqlalchemy import func, insert, select

from mystery.access import Role
from mystery.clock import utcnow
from mystery.services import accounts, interviews
from mystery.services.accounts import actor_for
from mystery.services.sessions import open_session
from mystery.services.transaction import reading, transaction
from mystery.settings import Settings
from mystery.store.models import (
    Assignment,
    AssignmentState,
    CallAttempt,
    CallOutcome,
    JournalEvent,
    User,
)
from tests import build, cast, databases, findings_world, sample_world
from tests.bench.installed import cheap, home, installed
from tests.bench.measure import Report, Row, quantile, rounded
from tests.faults.served import BROKEN, HOST, served

_TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Size:
    """How large the call centre is. Each caller saves once in `every` seconds, for `seconds` in all."""

    callers: int = 60
    every: float = 3.0
    seconds: float = 60.0
    cases: int = 5_000
    threads: int = 8


ROUNDS = (0.2, 0.36, 0.52, 0.68, 0.84)
"""When reports and export begin, as shares of the whole time."""
SMALL = Size(callers=3, every=0.5, seconds=2.0, cases=20)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the world holds: callers with their interviews, planners' sessions, and what they ask for."""

    callers: Sequence[tuple[str, UUID]]
    planners: Sequence[str]
    pages: Sequence[str]


@dataclass
class Tally:
    """Moments of answers and how long each took; of what the others asked for round, begin and end."""

    saved: list[tuple[float, float]] = field(default_factory=list)
    made: list[tuple[int, float, float]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)


def on_sqlite(size: Size = Size()) -> Report:
    with home() as folder:
        return _load("callers save on SQLite", cheap(folder), size)


def _load(name: str, settings: Settings, size: Size) -> Report:
    with installed(settings):
        desk = _desk(size)
        before = _answers()
        databases.let_go()
        with served(settings, size.threads) as server:
            tally = Tally()
            _work(desk, size, server.port, tally)
        report = _report(name, size, tally, _answers() - before)
        databases.let_go()
        return report


def _answers() -> int:
    return reading().scalar(select(func.count()).select_from(JournalEvent)) or 0


def _desk(size: Size) -> Desk:
    waves = findings_world.populate()
    survey = _survey(size.cases)
    people = [_caller(number) for number in range(size.callers)]
    tokens = [open_session(each, "bench", utcnow()).token for each in people]
    planners = [open_session(cast.someone("Rita"), "bench", utcnow()).token for _ in range(5)]
    reports = [f"/desk/findings/reports/wave.pdf?wave={waves[name]}" for name in ("released", "under_review")]
    pages = (*reports, *reports, f"/desk/waves/{survey}/outcomes.csv")
    return Desk(list(zip(tokens, _interviews(people), strict=True)), planners, pages)


def _survey(cases: int) -> UUID:
    """A sample in which everybody was tried twice."""
    wave = sample_world.a_wave(code="survey")
    sample_world.take(wave, "Telefon\n" + "".join(f"030 2{number:06d}\n" for number in range(cases)))
    carl = cast.someone("Carl").id
    tries = [
        {"case_id": case.id, "caller_id": carl, "outcome": outcome, "day_part": "morning"}
        for case in sample_world.cases_of(wave)
        for outcome in (CallOutcome.NO_ANSWER, CallOutcome.COMPLETE)
    ]
    with transaction() as session:
        session.execute(insert(CallAttempt), tries)
    return wave.public_id


def _caller(number: int) -> User:
    email = f"caller{number}@testers.example"
    person = accounts.create_user(email, f"Caller {number}", Role.CALLER, cast.PASSWORD)
    accounts.give_tester_profile(person, f"B-{number}")
    return person


def _interviews(people: Sequence[User]) -> list[UUID]:
    with transaction():
        study = build.study(build.client(), code="desk-load")
        scenario, wave, place = build.scenario(study), build.wave(study), build.place("bremen")
        given: list[Assignment] = [
            build.assignment(wave, place, scenario, each, AssignmentState.BRIEFED) for each in people
        ]
    return [
        interviews.open_interview(row, actor_for(person), mode="cati", language="en").public_id
        for row, person in zip(given, people, strict=True)
    ]


def _work(desk: Desk, size: Size, port: int, tally: Tally) -> None:
    """All callers at their own pace; the five others in rounds."""
    chance = Random(1)
    with _lines(desk, port, tally) as lines:
        started = time.monotonic() + 0.5
        offsets = [chance.uniform(0, size.every) for _ in lines]
        work = [
            threading.Thread(target=line.save, args=(started + offset, size))
            for line, offset in zip(lines, offsets, strict=True)
        ]
        work += [
            threading.Thread(target=_make, args=(token, page, port, started, size, tally))
            for token, page in zip(desk.planners, desk.pages, strict=True)
        ]
        for each in work:
            each.start()
        for each in work:
            each.join()


@contextmanager
def _lines(desk: Desk, port: int, tally: Tally) -> Iterator[list[Line]]:
    lines = [Line(token, interview, port, tally) for token, interview in desk.callers]
    for each in lines:
        each.greet()
    yield lines
    for each in lines:
        each.connection.close()


class Line:
    """A caller's page: one connection, one interview, answers with the session's cookie and CSRF token."""

    def __init__(self, token: str, interview: UUID, port: int, tally: Tally) -> None:
        self.connection = http.client.HTTPConnection(HOST, port, timeout=120)
        self.cookie, self.interview, self.tally = f"session={token}", interview, tally
        self.csrf = ""

    def greet(self) -> None:
        self.connection.request("GET", "/account/", headers={"Cookie": self.cookie})
        found = _TOKEN.search(self.connection.getresponse().read())
        assert found is not None, "the page of the account has no token"
        self.csrf = found[1].decode()

    def save(self, first: float, size: Size) -> None:
        for number in range(max(1, int(size.seconds / size.every))):
            due = first + number * size.every
            time.sleep(max(0.0, due - time.monotonic()))
            event = {"seq": number + 2, "kind": "answer", "path": "queue_minutes", "value": number % 60}
            event |= {"at": utcnow().isoformat(timespec="milliseconds"), "ms": 900}
            what = self._send({"events": [event]})
            with self.tally.lock:
                if what:
                    self.tally.failed.append(what)
                else:
                    self.tally.saved.append((due, time.monotonic() - due))

    def _send(self, body: object) -> str:
        """What went wrong; "" when it is saved."""
        path = f"/api/v1/interviews/{self.interview}/events"
        headers = {"Cookie": self.cookie, "X-CSRFToken": self.csrf, "Content-Type": "application/json"}
        try:
            self.connection.request("POST", path, json.dumps(body), headers)
            reply = self.connection.getresponse()
            told = reply.read()
        except BROKEN as error:
            self.connection.close()
            return repr(error)
        return "" if reply.status == 200 else f"{reply.status} {told[:200]!r}"


def _make(token: str, page: str, port: int, started: float, size: Size, tally: Tally) -> None:
    for number, share in enumerate(ROUNDS):
        time.sleep(max(0.0, started + size.seconds * share - time.monotonic()))
        _make_one(token, page, port, number, tally)


def _make_one(token: str, page: str, port: int, number: int, tally: Tally) -> None:
    began = time.monotonic()
    connection = http.client.HTTPConnection(HOST, port, timeout=300)
    connection.request("GET", page, headers={"Cookie": f"session={token}"})
    reply = connection.getresponse()
    told = reply.read()
    connection.close()
    with tally.lock:
        tally.made.append((number, began, time.monotonic()))
        if reply.status != 200:
            tally.failed.append(f"{page}: {reply.status} {told[:2000]!r}")


def _report(name: str, size: Size, tally: Tally, kept: int) -> Report:
    for each in tally.failed[:5]:
        print(each, file=sys.stderr)
    wanted = size.callers * max(1, int(size.seconds / size.every))
    times = sorted(seconds for _, seconds in tally.saved)
    figures: dict[str, tuple[float, str]] = {
        "answers sent": (wanted, ""),
        "answers saved": (len(times), ""),
        "answers in the journal": (kept, ""),
        "failed": (len(tally.failed), ""),
        "a saved answer, p50": (quantile(times, 0.50), "ms"),
        "a saved answer, p95": (quantile(times, 0.95), "ms"),
        **_meanwhile("for the first time", range(1), tally),
        **_meanwhile("again", range(1, len(ROUNDS)), tally),
        "processes waiting (load average)": (rounded(os.getloadavg()[0]), ""),
    }
    report = Report(name)
    report.rows = [Row(what, size.callers, value=value, unit=unit) for what, (value, unit) in figures.items()]
    return report


def _meanwhile(when: str, rounds: Sequence[int], tally: Tally) -> dict[str, tuple[float, str]]:
    """How long answers took while reports and export were made in these rounds."""
    spans = [_span(number, tally) for number in rounds]
    times = sorted(
        seconds
        for due, seconds in tally.saved
        if any(due + seconds >= begin and due <= end for begin, end in spans)
    )
    return {
        f"four reports and an export, {when}": (
            rounded(sum(end - begin for begin, end in spans) / len(spans)),
            "s",
        ),
        f"answers meanwhile, {when}": (len(times), ""),
        f"a saved answer meanwhile, {when}, p50": (quantile(times, 0.50), "ms"),
        f"a saved answer meanwhile, {when}, p95": (quantile(times, 0.95), "ms"),
    }


def _span(number: int, tally: Tally) -> tuple[float, float]:
    made = [(begin, end) for of, begin, end in tally.made if of == number]
    return min(begin for begin, _ in made), max(end for _, end in made)
