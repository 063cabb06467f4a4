"""The worker: a few threads and a clock, in a process of its own or beside the server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask
from huey.consumer import Consumer

from mystery.jobs.queue import queue_of

_SECONDS_TO_END = 20.0
_LONGEST_PAUSE = 2.0


def work(app: Flask, threads: int, ready: Callable[[], None]) -> None:
    """Works until SIGTERM or SIGINT; what is under way is brought to its end, within 20 seconds.

    `ready` is called once a signal ends the work and not the process.
    """
    consumer = _consumer(_Alone, app, threads)
    consumer.ready = ready
    consumer.run()


@contextmanager
def running_beside(app: Flask, threads: int) -> Iterator[None]:
    """Workers beside the server, in the same process, for as long as the block lasts. 0 threads: none."""
    if threads < 1:
        yield
        return
    consumer = _consumer(_Beside, app, threads)
    consumer.start()
    try:
        yield
    finally:
        consumer.stop(graceful=True)


class _Alone(Consumer):  # type: ignore[misc]
    """Says when it has taken over the signals."""

    ready: Callable[[], None]

    def start(self) -> None:
        super().start()
        self.ready()


class _Beside(Consumer):  # type: ignore[misc]
    """Leaves the signals to the server it runs beside."""

    def _set_signal_handlers(self) -> None:
        return


def _consumer(kind: type[Consumer], app: Flask, threads: int) -> Consumer:
    return kind(
        queue_of(app).huey,
        workers=threads,
        max_delay=_LONGEST_PAUSE,
        shutdown_timeout=_SECONDS_TO_END,
        graceful_signal="TERM",
    )
