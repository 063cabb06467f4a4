"""The evening of a field day: hundreds of tablets come back and send their visits at once.

Each visit is an envelope and its sealed photos. Visits arrive at moments drawn beforehand, whether the server
keeps up or not, and the time of an acknowledgement counts from that moment: waiting in a queue is waiting.
"""

from __future__ import annotations

import os
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from random import Random
from uuid import UUID, uuid4

from sqlalchemy import func, select

from mystery.services.context import settings as app_settings
from mystery.services.transaction import reading
from mystery.settings import Settings
from mystery.store import media
from mystery.store.models import Intake, IntakeState, Media, Submission
from tests import databases
from tests.bench.installed import cheap, home, installed
from tests.bench.measure import Report, Row, quantile, rounded
from tests.faults.served import BROKEN, Caller, served
from tests.faults.visits import PHOTOS, a_round, photo
from tests.tablet import SealedFile, Tablet

_DIFFERENT_PHOTOS = 12
_TRIES = 20


@dataclass(frozen=True, slots=True)
class Size:
    """How large a storm is. `seconds` is how long it takes until the last visit has begun to arrive."""

    tablets: int = 300
    visits: int = 4
    photos: int = 3
    kilobytes: int = 300
    seconds: float = 600.0
    lines: int = 24
    threads: int = 8

    @property
    def all_visits(self) -> int:
        return self.tablets * self.visits


SMALL = Size(tablets=4, visits=2, photos=2, kilobytes=20, seconds=1.0, lines=4)


@dataclass(frozen=True, slots=True)
class Visit:
    """One finished visit: who has it, where it belongs, which photos it names, and when it is sent."""

    number: int
    tablet: Tablet
    assignment: UUID
    form: str
    at: float


@dataclass
class Tally:
    """What was acknowledged, in which time, and what went wrong on the way."""

    receipts: dict[str, float] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    file_times: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    retries: int = 0
    bytes_sent: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)


def on_sqlite(size: Size = Size()) -> Report:
    with home() as folder:
        return _storm("storm on SQLite", cheap(folder), size)


def on_postgresql(size: Size = Size()) -> Report:
    with home() as folder, databases.postgres_server(folder) as server:
        databases.PostgresCopies(server)  # makes the database
        url = databases.alchemy_url(server, "mystery")
        return _storm("storm on PostgreSQL", cheap(folder / "instance", database_url=url), size)


def _storm(name: str, settings: Settings, size: Size) -> Report:
    with installed(settings):
        visits = _visits(size)
        databases.let_go()
        with served(settings, size.threads) as server:
            tally = Tally()
            seconds = _send_all(visits, size, server.port, tally)
        report = _report(name, size, tally, seconds)
        databases.let_go()
        return report


def _visits(size: Size) -> list[Visit]:
    """All visits with the moments they are sent at: as at random as people are."""
    assignments = a_round(size.all_visits)
    form = assignments[0].scenario.questionnaire_version.fingerprint
    tablets = [Tablet.enrolled("Tara") for _ in range(size.tablets)]
    chance = Random(1)
    moments = sorted(chance.uniform(0, size.seconds) for _ in assignments)
    return [
        Visit(number, tablets[number % size.tablets], row.public_id, form, at)
        for number, (row, at) in enumerate(zip(assignments, moments, strict=True))
    ]


def _send_all(visits: list[Visit], size: Size, port: int, tally: Tally) -> float:
    """Sends each visit at its moment; returns how long it took until all was acknowledged."""
    waiting: queue.Queue[Visit | None] = queue.Queue()
    started = time.monotonic()

    def work() -> None:
        while (visit := waiting.get()) is not None:
            _send(visit, size, Caller(visit.tablet, port), started, tally)

    threads = [threading.Thread(target=work) for _ in range(size.lines)]
    for each in threads:
        each.start()
    for visit in visits:
        time.sleep(max(0.0, started + visit.at - time.monotonic()))
        waiting.put(visit)
    for _ in threads:
        waiting.put(None)
    for each in threads:
        each.join()
    return time.monotonic() - started


def _send(visit: Visit, size: Size, caller: Caller, started: float, tally: Tally) -> None:
    files = [_photo(visit, position, size) for position in range(size.photos)]
    uuid, body = _envelope(visit, files)
    due = started + visit.at
    reply = _insist(lambda: caller.put_envelope(uuid, body), (200, 201), tally)
    if reply is not None:
        with tally.lock:
            tally.receipts[reply.json["receipt"]["sha256"]] = time.monotonic() - due
    for file in files:
        begun = time.monotonic()
        if _insist(lambda file=file: caller.patch(file, 0, 1_048_576), (204,), tally) is not None:  # type: ignore[misc]
            with tally.lock:
                tally.files.append(file.content)
                tally.file_times.append(time.monotonic() - begun)
                tally.bytes_sent += len(file.data)
    caller.hang_up()


def _insist(act: Callable[[], object], wanted: tuple[int, ...], tally: Tally):  # type: ignore[no-untyped-def]
    """Asks until it is acknowledged, as a tablet does, with pauses."""
    for attempt in range(_TRIES):
        try:
            reply = act()
        except BROKEN as error:
            reply, what = None, repr(error)
        else:
            if reply.status in wanted:  # type: ignore[attr-defined]
                return reply
            what = f"{reply.status} {reply.body[:200]!r}"  # type: ignore[attr-defined]
        with tally.lock:
            tally.retries += 1
        time.sleep(min(5.0, 0.2 * 2**attempt))
    with tally.lock:
        tally.failed.append(what)
    return None


@lru_cache(maxsize=_DIFFERENT_PHOTOS)
def _picture(number: int, kilobytes: int) -> bytes:
    return photo(number, kilobytes)


def _photo(visit: Visit, position: int, size: Size) -> SealedFile:
    """A photo of its own: some bytes behind the picture make it another file."""
    number = visit.number * size.photos + position
    picture = _picture(number % _DIFFERENT_PHOTOS, size.kilobytes)
    return visit.tablet.seal_file(picture + number.to_bytes(8, "big"))


def _envelope(visit: Visit, files: list[SealedFile]) -> tuple[str, bytes]:
    answers: dict[str, object] = {"greeted": "yes", "queue_minutes": visit.number % 60}
    for path, file in zip(PHOTOS, files, strict=False):
        size = len(file.data)
        answers[path] = {"sha256": file.content, "name": "p.jpg", "type": "image/jpeg", "size": size}
    uuid, tablet = str(uuid4()), visit.tablet
    events = tablet.visit(visit.form, answers)
    return uuid, tablet.seal(tablet.record(uuid, visit.assignment, visit.form, events, files=files))


def _report(name: str, size: Size, tally: Tally, seconds: float) -> Report:
    times, report = sorted(tally.receipts.values()), Report(name)
    there = set(reading().scalars(select(Intake.sha256)))
    pictures = set(reading().scalars(select(Media.sha256)))
    folder = app_settings().media
    lost_files = [each for each in tally.files if each not in pictures or not media.is_intact(folder, each)]
    complete = reading().scalar(select(func.count()).where(Intake.state == IntakeState.COMPLETE)) or 0
    handed_in = reading().scalar(select(func.count()).select_from(Submission)) or 0
    figures: dict[str, tuple[float, str]] = {
        "acknowledged submissions": (len(times), ""),
        "acknowledged files": (len(tally.files), ""),
        "lost": (len(tally.receipts.keys() - there) + len(lost_files), ""),
        "doubled": (handed_in - complete, ""),
        "complete at the end": (complete, ""),
        "given up": (len(tally.failed), ""),
        "sent again": (tally.retries, ""),
        "submission, p50": (quantile(times, 0.50), "ms"),
        "submission, p95": (quantile(times, 0.95), "ms"),
        "submission, p99": (quantile(times, 0.99), "ms"),
        "file, p50": (quantile(sorted(tally.file_times), 0.50), "ms"),
        "file, p95": (quantile(sorted(tally.file_times), 0.95), "ms"),
        "visits a second": (rounded(len(times) / seconds), ""),
        "megabytes a second": (rounded(tally.bytes_sent / seconds / 1e6), ""),
        "seconds": (rounded(seconds), "s"),
        "processes waiting (load average)": (rounded(os.getloadavg()[0]), ""),
    }
    report.rows = [
        Row(what, size.all_visits, value=value, unit=unit) for what, (value, unit) in figures.items()
    ]
    return report
