"""`mystery serve` as a process of its own, to be killed and started again; and tablets that speak to it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from mystery.settings import Settings
from tests.tablet import SealedFile, Tablet

HOST = "127.0.0.1"
CHUNK = 262_144
_PATIENCE_SECONDS = 120
BROKEN = (OSError, http.client.HTTPException)
"""What a client sees of a server that is gone."""


@dataclass
class Server:
    """The product's own server on an installation; everything about it is told by its settings."""

    settings: Settings
    threads: int = 8
    port: int = field(default_factory=lambda: _free_port())
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        environment = {
            **os.environ,
            "MYSTERY_INSTANCE_FOLDER": str(self.settings.instance_folder),
            "MYSTERY_DATABASE_URL": self.settings.database_url,
            "MYSTERY_THREADS": str(self.threads),
        }
        command = [sys.executable, "-m", "mystery", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            with contextlib.suppress(OSError), socket.create_connection((HOST, self.port), 1):
                return
            time.sleep(0.05)
        raise TimeoutError("the server does not answer")

    def kill(self) -> None:
        """As the power or the operating system ends a process: in the middle of whatever it does."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(settings: Settings, threads: int = 8) -> Iterator[Server]:
    """A server that runs; it is ended with the block."""
    server = Server(settings, threads)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Caller:
    """A tablet on the network: one connection, opened again when it breaks; signed requests."""

    tablet: Tablet
    port: int
    _line: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Reply:
        """A signed request; where the number it was signed over is too old, once more over the new one."""
        reply = self._send(method, path, body, headers or {})
        stale = reply.status == 401 and (not reply.body or b"DEVICE_NONCE_STALE" in reply.body)
        return self._send(method, path, body, headers or {}) if stale else reply

    def _send(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Reply:
        if not self.tablet.nonce:
            self.tablet.nonce = "none"
        signed = {**headers, **self.tablet.headers(method, path, body)}
        try:
            if self._line is None:
                self._line = http.client.HTTPConnection(HOST, self.port, timeout=60)
            self._line.request(method, path, body or None, signed)
            found = self._line.getresponse()
            reply = Reply(found.status, dict(found.headers), found.read())
        except BROKEN:
            self.hang_up()
            raise
        self.tablet.heard(reply.headers)
        return reply

    def hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None

    def put_draft(self, interview: str, assignment: str) -> Reply:
        return self._json("PUT", f"/api/v1/interviews/{interview}", {"assignment": assignment})

    def post_events(self, interview: str, events: list[dict[str, Any]]) -> Reply:
        return self._json("POST", f"/api/v1/interviews/{interview}/events", {"events": events})

    def _json(self, method: str, path: str, body: object) -> Reply:
        return self.ask(method, path, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def put_envelope(self, submission: str, body: bytes) -> Reply:
        kind = {"Content-Type": "application/vnd.mystery.sealed+json"}
        return self.ask("PUT", f"/api/v1/submissions/{submission}", body, kind)

    def offset(self, file: SealedFile) -> int:
        reply = self.ask("HEAD", f"/api/v1/uploads/{file.sha256}")
        return int(reply.headers["Upload-Offset"]) if reply.status == 200 else 0

    def patch(self, file: SealedFile, offset: int, size: int = CHUNK) -> Reply:
        piece = file.data[offset : offset + size]
        headers = {
            "Upload-Offset": str(offset),
            "Upload-Length": str(len(file.data)),
            "Content-Digest": f"sha-256=:{base64.b64encode(hashlib.sha256(piece).digest()).decode()}:",
            "Mystery-Content": file.content,
            "Content-Type": file.type,
        }
        return self.ask("PATCH", f"/api/v1/uploads/{file.sha256}", piece, headers)
