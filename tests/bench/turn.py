"""Whose turn it is, asked of a database that holds a whole sample: the decision alone, and with its lease."""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import insert

from mystery.services import turns
from mystery.services.transaction import transaction
from mystery.store.database import WRITING, db
from mystery.store.models import CallCase, CaseState, Wave
from tests import call_world, databases
from tests.bench.forms import SEED
from tests.bench.installed import cheap, home, installed
from tests.bench.measure import RUNS, Report, Row

SIZES = (100, 10_000, 100_000)
NOW = call_world.TUESDAY + timedelta(hours=5)
_ZONES = ("Europe/Berlin", "Europe/Vienna", "Europe/Lisbon", "Europe/Athens")
_PARTS = ("morning", "midday", "afternoon", "evening", "saturday")
_TURNS = 25
_AT_ONCE = 5_000


def on_sqlite(sizes: Sequence[int] = SIZES) -> Report:
    return _measured("turn", sizes, _sqlite)


def on_postgresql(sizes: Sequence[int] = SIZES) -> Report:
    return _measured("turn-postgresql", sizes, _postgresql)


def _measured(name: str, sizes: Sequence[int], served: Callable[[Path], Any]) -> Report:
    """CPU time where the database is part of the process; else a server's work needs a clock on the wall."""
    clock = time.process_time if served is _sqlite else time.perf_counter
    report = Report(name)
    for size in sizes:
        with home() as folder, served(folder) as url, installed(cheap(folder, database_url=url)):
            _fill(size)
            actor = call_world.carl()
            report.rows.append(Row("decide", size, _times(partial(turns.decide, actor, NOW), clock)))
            report.rows.append(Row("decide, lease, log, give back", size, tuple(_turns_of(actor, clock))))
            databases.let_go()
    return report


def _turns_of(actor: Any, clock: Callable[[], float]) -> Iterator[float]:
    for number in range(_TURNS):
        moment = NOW + timedelta(minutes=6 * number)  # what was given back rests for five
        started = clock()
        turn = turns.next_case(actor, moment)
        assert turn is not None
        turns.give_back(turn.case, actor, moment)
        yield (clock() - started) * 1000


def _times(act: Callable[[], object], clock: Callable[[], float]) -> tuple[float, ...]:
    assert act() is not None
    found = []
    gc.collect()
    for _ in range(RUNS * 8):
        started = clock()
        act()
        found.append((clock() - started) * 1000)
    return tuple(found)


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'mystery.db'}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    with databases.postgres_server(folder) as server:
        yield databases.PostgresCopies(server).url


def _fill(size: int) -> None:
    """A survey in its second week: a third was tried before, a fifth waits for another day."""
    wave = call_world.a_wave("survey")
    draw = random.Random(SEED)
    with transaction() as session:
        for start in range(0, size, _AT_ONCE):
            rows = [_case(wave, number, draw) for number in range(start, min(size, start + _AT_ONCE))]
            session.execute(insert(CallCase), rows)
    _settle()


def _settle() -> None:
    """What PostgreSQL does by itself within a minute of so many new rows."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT", **WRITING) as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM ANALYZE call_case")


def _case(wave: Wave, number: int, draw: random.Random) -> dict[str, Any]:
    tried = draw.randint(1, 5) if draw.random() < 0.33 else 0
    parts = [draw.choice(_PARTS) for _ in range(tried)]
    last: datetime | None = NOW - timedelta(minutes=draw.randint(200, 9_000)) if tried else None
    return {
        "public_id": UUID(int=draw.getrandbits(128), version=4),
        "wave_id": wave.id,
        "kind": "survey",
        "reference": f"R-{number}",
        "state": CaseState.OPEN,
        "priority": draw.choice((0, 0, 0, 1, 2)) if number else 0,
        "time_zone": draw.choice(_ZONES),
        "attributes": {"sex": draw.choice("fm")},
        "attempts": tried,
        "part_tries": {part: parts.count(part) for part in parts},
        "wanted_part": draw.choice(_PARTS) if tried else "",
        "next_at": NOW + timedelta(minutes=draw.randint(-3_000, 800)),
        "last_attempt_at": last,
    }
