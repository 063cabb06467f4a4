"""The server is killed in the middle of its work: what it has acknowledged is there, once, in order."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from mystery.services.transaction import reading
from mystery.settings import Settings
from mystery.store.models import Intake, IntakeState, Submission
from tests import databases
from tests.faults.figures import KILLS, LONG, tell
from tests.faults.protocol_model import Confirmed, check
from tests.faults.served import BROKEN, Caller, Server
from tests.faults.visits import PHOTOS, a_round, photo
from tests.tablet import SealedFile, Tablet

pytestmark = pytest.mark.faults
TABLETS = 8
VISITS_A_KILL = 16
_numbers = count(1)


@dataclass
class Visit:
    """A finished visit on a tablet: what has to go out, and whether all of it is confirmed."""

    submission: str
    assignment: str
    events: list[dict[str, Any]]
    body: bytes
    files: list[SealedFile]
    done: bool = False


@dataclass
class Load:
    """Tablets that send until they are told to stop, and remember what was acknowledged."""

    port: int
    confirmed: Confirmed = field(default_factory=Confirmed)
    stop: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)
    wrong: list[str] = field(default_factory=list)
    unanswered: int = 0

    def work(self, tablet: Tablet, visits: list[Visit]) -> None:
        caller = Caller(tablet, self.port)
        for visit in visits:
            while not visit.done and not self.stop.is_set():
                try:
                    self._send(caller, visit)
                except BROKEN:
                    self.unanswered += 1
                    time.sleep(0.1)
        caller.hang_up()

    def _send(self, caller: Caller, visit: Visit) -> None:
        self._draft(caller, visit)
        self._envelope(caller, visit)
        for file in visit.files:
            offset = caller.offset(file)
            while offset < len(file.data):
                reply = caller.patch(file, offset, 16_384)
                if reply.status not in (204, 409):
                    raise OSError(self._note(f"chunk {reply.status} {reply.body[:200]!r}"))
                offset = int(reply.headers["Upload-Offset"])
                with self.lock:
                    self.confirmed.chunk(file, offset)
        visit.done = self._envelope(caller, visit) == "complete"

    def _draft(self, caller: Caller, visit: Visit) -> None:
        """Opens the interview and sends its first events, as a tablet with a network does."""
        uuid, first = visit.submission, visit.events[:-1]
        if uuid in self.confirmed.events:
            return
        opened = caller.put_draft(uuid, visit.assignment)
        reply = caller.post_events(uuid, first) if opened.status == 200 else opened
        if reply.status != 200:
            raise OSError(self._note(f"draft {reply.status} {reply.body[:200]!r}"))
        with self.lock:
            self.confirmed.up_to(uuid, first, int(reply.json["acknowledged"]))

    def _envelope(self, caller: Caller, visit: Visit) -> str:
        reply = caller.put_envelope(visit.submission, visit.body)
        if reply.status not in (200, 201):
            raise OSError(self._note(f"envelope {reply.status} {reply.body[:200]!r}"))
        with self.lock:
            self.confirmed.receipt(visit.body, reply.json)
        return str(reply.json["state"])

    def _note(self, what: str) -> str:
        self.wrong.append(what)
        return what


@pytest.fixture
def server(instance: Settings) -> Iterator[Server]:
    made = Server(instance)
    yield made
    made.stop()


def _finished(tablet: Tablet, assignment: UUID, form: str) -> Visit:
    files = [tablet.seal_file(photo(next(_numbers), 40)) for _ in PHOTOS[:2]]
    answers: dict[str, object] = {"greeted": "yes", "queue_minutes": 4}
    for path, file in zip(PHOTOS, files, strict=False):
        size = len(file.data)
        answers[path] = {"sha256": file.content, "name": "p.jpg", "type": "image/jpeg", "size": size}
    uuid, events = str(uuid4()), tablet.visit(form, answers)
    body = tablet.seal(tablet.record(uuid, assignment, form, events, files=files))
    return Visit(uuid, str(assignment), events, body, files)


@pytest.mark.timeout(3_600 if LONG else 600)
def test_nothing_that_tablets_were_told_is_lost_when_the_server_is_killed(server: Server) -> None:
    visits = a_round(VISITS_A_KILL * max(1, KILLS))
    form = visits[0].scenario.questionnaire_version.fingerprint
    tablets = [Tablet.enrolled("Tara") for _ in range(TABLETS)]
    finished = [_finished(tablets[n % TABLETS], each.public_id, form) for n, each in enumerate(visits)]
    databases.let_go()
    load = Load(server.port)
    threads = [
        threading.Thread(target=load.work, args=(tablet, finished[number::TABLETS]))
        for number, tablet in enumerate(tablets)
    ]
    server.start()
    for each in threads:
        each.start()
    chance = random.Random(5)
    for _ in range(KILLS):
        _wait_for_more(load, chance.randrange(4, 12))
        time.sleep(chance.random() * 0.05)
        server.kill()
        _look(load)
        server.start()
    _wait_for_more(load, 3)
    load.stop.set()
    for each in threads:
        each.join(60)
    server.kill()
    assert load.wrong == []
    _look(load)
    figures = _figures(load)
    tell("killed server", kills=KILLS + 1, unanswered=load.unanswered, **figures)
    assert figures["lost"] == figures["doubled"] == 0


def _wait_for_more(load: Load, receipts: int) -> None:
    """Until the tablets have been told that much more."""
    wanted, deadline = len(load.confirmed.receipts) + receipts, time.monotonic() + 60
    while len(load.confirmed.receipts) < wanted and time.monotonic() < deadline and not load.wrong:
        time.sleep(0.01)


def _look(load: Load) -> None:
    with load.lock:
        check(load.confirmed)
    databases.let_go()


def _figures(load: Load) -> dict[str, int]:
    there = set(reading().scalars(select(Intake.sha256)))
    complete = reading().scalar(select(func.count()).where(Intake.state == IntakeState.COMPLETE)) or 0
    submissions = reading().scalar(select(func.count()).select_from(Submission)) or 0
    return {
        "receipts": len(load.confirmed.receipts),
        "bytes_of_files": sum(load.confirmed.offsets.values()),
        "events": sum(len(each) for each in load.confirmed.events.values()),
        "lost": len(load.confirmed.receipts.keys() - there),
        "doubled": submissions - complete,
    }
