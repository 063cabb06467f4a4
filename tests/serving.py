"""An app on loopback, in a thread of the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from werkzeug.serving import make_server
from werkzeug.wsgi import ClosingIterator

_HOST = "127.0.0.1"
_SECONDS_TO_HEAR_OF_THE_END = 0.02
_PATIENCE_SECONDS = 10


@dataclass(frozen=True, slots=True)
class Served:
    """Where an app answers."""

    port: int

    @property
    def address(self) -> str:
        return f"http://{_HOST}:{self.port}"


@dataclass
class _Underway:
    """An app that knows how many requests it is answering: the next test's database must not meet them."""

    app: Any
    count: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def __call__(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        self._add(1)
        try:
            return ClosingIterator(self.app(environ, start_response), lambda: self._add(-1))
        except BaseException:
            self._add(-1)
            raise

    def _add(self, number: int) -> None:
        with self.changed:
            self.count += number
            self.changed.notify_all()

    def wait_for_the_last(self) -> None:
        with self.changed:
            self.changed.wait_for(lambda: self.count <= 0, _PATIENCE_SECONDS)


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[Served]:
    """A WSGI app that answers until the block ends, and nothing after it. Port 0 is any that is free."""
    # threads: a connection that the browser opens ahead and leaves silent would keep all others waiting
    underway = _Underway(app)
    server = make_server(_HOST, port, underway, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(_SECONDS_TO_HEAR_OF_THE_END,), daemon=True)
    thread.start()
    try:
        yield Served(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        underway.wait_for_the_last()
