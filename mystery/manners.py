"""Long work gives way to short: whoever computes for long in a server lets those pass who wait for an answer.

Threads of one Python take turns. A request that is answered in 10 ms asks the database some twenty times, and
each time it would wait for whoever computes; a short rest of the one is the whole way for the other.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_TURN_SECONDS = 0.0005
_WORK_SECONDS = 0.002
_REST_SECONDS = 0.004

_LONG_WORK = threading.Lock()
_at_work = threading.local()
_answers_others = threading.Event()


def answer_others() -> None:
    """From here on this process answers requests; called once, by whoever serves."""
    sys.setswitchinterval(_TURN_SECONDS)
    gc.collect()
    gc.freeze()  # what a server starts with lives on; looking through it now and then would stop all threads
    _answers_others.set()


def give_way() -> None:
    """To be called in every round of long work; rests now and then where others may be waiting."""
    if not _answers_others.is_set():
        return
    now = time.perf_counter()
    if now - getattr(_at_work, "since", 0.0) > _WORK_SECONDS:
        time.sleep(_REST_SECONDS)
        _at_work.since = time.perf_counter()


@contextmanager
def by_turns() -> Iterator[None]:
    """For answers that take long to make, a report or a file: one after the other.

    Together they would take as long, and whoever waits for a short answer would have all of them to wait for.
    Must be entered before anything is written: whoever waits here may hold no lock of the database.
    """
    with _LONG_WORK:
        yield
