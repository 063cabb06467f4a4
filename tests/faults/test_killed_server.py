"""The server is killed in the middle of its work: what it has acknowledged is there, once, in order."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from mystery.app import create_app
from mystery.clock import utcnow
from mystery.services import interviews
from mystery.services.sessions import open_session
from mystery.services.transaction import reading
from mystery.settings import Settings
from mystery.store import schema
from mystery.store.models import Interview
from tests import cast, databases
from tests.cast import someone
from tests.web.field_world import address, an_interview

pytestmark = pytest.mark.faults

KILLS = 10
_PATIENCE_SECONDS = 60


@dataclass
class Server:
    """`mystery serve` on an instance of its own; it can be killed and started again."""

    folder: Path
    port: int
    token: str
    process: subprocess.Popen[bytes] | None = None
    csrf: str = field(default="")

    def start(self) -> None:
        environment = {**os.environ, "MYSTERY_INSTANCE_FOLDER": str(self.folder)}
        command = [sys.executable, "-m", "mystery", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + _PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                page = self.ask("/account/")
            except (URLError, OSError):
                time.sleep(0.05)
                continue
            self.csrf = re.findall(r'name="csrf_token" value="([^"]+)"', page.decode())[0]
            return
        raise TimeoutError("the server does not answer")

    def kill(self) -> None:
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def ask(self, path: str, body: object = None) -> bytes:
        headers = {"Cookie": f"session={self.token}"}
        data = None
        if body is not None:
            headers |= {"X-CSRFToken": self.csrf, "Content-Type": "application/json"}
            data = json.dumps(body).encode()
        request = Request(f"http://127.0.0.1:{self.port}{path}", data, headers)
        with urlopen(request, timeout=10) as reply:
            return bytes(reply.read())


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Settings]:
    """A new instance with the cast, its app context open for looking inside."""
    settings = Settings(instance_folder=tmp_path, password_memory_kib=64, password_rounds=1)
    with create_app(settings).app_context():
        schema.upgrade()
        cast.populate()
        yield settings
        databases.let_go()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_no_acknowledged_answer_is_lost_when_the_server_is_killed(instance: Settings) -> None:
    interview = an_interview()
    token = open_session(someone("Tara"), "tablet", utcnow()).token
    where, known_as = address(interview, "events"), interview.id
    databases.let_go()
    server = Server(instance.instance_folder, _free_port(), token)
    acknowledged, seq = 1, 1
    for _ in range(KILLS):
        server.start()
        for count in range(12):
            batch = [_event(number) for number in range(seq + 1, seq + 6)]
            if count == 7:
                _send_and_kill(server, where, batch)
                break
            acknowledged = json.loads(server.ask(where, {"events": batch}))["acknowledged"]
            seq = acknowledged
    seqs = [event.seq for event in interviews.journal(reading().get_one(Interview, known_as))]
    assert seqs == list(range(1, len(seqs) + 1))
    assert len(seqs) >= acknowledged > KILLS * 30
    server.start()
    last = [_event(number) for number in range(acknowledged + 1, acknowledged + 6)]
    assert json.loads(server.ask(where, {"events": last}))["acknowledged"] >= acknowledged + 5
    server.kill()


def _send_and_kill(server: Server, where: str, batch: list[dict[str, object]]) -> None:
    """The power goes while the request is under way: nobody knows whether it arrived."""
    body = json.dumps({"events": batch}).encode()
    head = (
        f"POST {where} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session={server.token}\r\n"
        f"X-CSRFToken: {server.csrf}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        line.sendall(head.encode() + body)
        time.sleep(0.003)
        server.kill()


def _event(seq: int) -> dict[str, object]:
    return {"seq": seq, "kind": "answer", "path": "queue_minutes", "value": seq, "ms": seq * 1000}
