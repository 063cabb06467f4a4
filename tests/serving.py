"""An app on loopback, in a thread of the test's own process."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from werkzeug.serving import make_server

_HOST = "127.0.0.1"
_SECONDS_TO_HEAR_OF_THE_END = 0.02


@dataclass(frozen=True, slots=True)
class Served:
    """Where an app answers."""

    port: int

    @property
    def address(self) -> str:
        return f"http://{_HOST}:{self.port}"


@contextmanager
def serving(app: Any, port: int = 0) -> Iterator[Served]:
    """A WSGI app that answers until the block ends, and nothing after it. Port 0 is any that is free."""
    # threads: a connection that the browser opens ahead and leaves silent would keep all others waiting
    server = make_server(_HOST, port, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, args=(_SECONDS_TO_HEAR_OF_THE_END,), daemon=True)
    thread.start()
    try:
        yield Served(server.server_port)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
