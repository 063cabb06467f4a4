"""The proxy that plays a bad network does to each request what its plan says, and nothing else."""

from __future__ import annotations

import contextlib
import http.client
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice

import pytest

from tests.faults.proxy import FAULTS, HOST, Plan, Proxy, plans, proxy

BODY = b"x" * 2_000
BROKEN = (ConnectionError, http.client.HTTPException)


class Counting(ThreadingHTTPServer):
    """A server that remembers what arrived."""

    daemon_threads = True

    def __init__(self) -> None:
        self.arrived: list[bytes] = []
        super().__init__((HOST, 0), _Handler)

    def handle_error(self, *_where: object) -> None:
        """A connection that breaks is what is tested here."""


class _Handler(BaseHTTPRequestHandler):
    def do_PUT(self) -> None:
        size = int(self.headers["Content-Length"])
        body = self.rfile.read(size)
        if len(body) == size:
            self.server.arrived.append(body)  # type: ignore[attr-defined]
        reply = b"receipt %d" % len(self.server.arrived)  # type: ignore[attr-defined]
        self.send_response(200)
        self.send_header("Content-Length", str(len(reply)))
        self.end_headers()
        self.wfile.write(reply)

    def log_message(self, *_words: object) -> None:
        """Quiet."""


@pytest.fixture
def server() -> Iterator[Counting]:
    made = Counting()
    thread = threading.Thread(target=made.serve_forever, args=(0.01,))
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


@pytest.fixture
def line(server: Counting) -> Iterator[Proxy]:
    with proxy(server.server_address[1]) as made:
        yield made


def put(line: Proxy, body: bytes = BODY) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, line.port, timeout=5)
    try:
        connection.request("PUT", "/here", body)
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def test_without_a_fault_request_and_reply_pass(line, server):
    assert put(line) == (200, b"receipt 1")
    assert server.arrived == [BODY]


def test_a_lost_request_never_arrives(line, server):
    line.then(Plan("lose-request"))
    with pytest.raises(BROKEN):
        put(line)
    assert server.arrived == []
    assert put(line) == (200, b"receipt 1")


def test_a_lost_reply_leaves_the_request_with_the_server(line, server):
    line.then(Plan("lose-reply"))
    with pytest.raises(BROKEN):
        put(line)
    assert server.arrived == [BODY]


@pytest.mark.parametrize("at", [0, 1, 40, 1_000, 10_000])
def test_a_cut_request_never_arrives_whole(line, server, at):
    line.then(Plan("cut-request", at))
    with pytest.raises(BROKEN):
        put(line)
    assert server.arrived == []


@pytest.mark.parametrize("at", [0, 1, 40, 10_000])
def test_a_cut_reply_is_never_whole(line, server, at):
    """Cut between two headers it still reads as a reply, but to nothing."""
    line.then(Plan("cut-reply", at))
    with contextlib.suppress(BROKEN):
        assert put(line) == (200, b"")
    assert server.arrived == [BODY]


def test_a_doubled_request_arrives_twice_and_the_second_reply_counts(line, server):
    line.then(Plan("double"))
    assert put(line) == (200, b"receipt 2")
    assert server.arrived == [BODY, BODY]


def test_a_late_request_is_overtaken(line, server):
    line.then(Plan("late", seconds=0.3))
    late = threading.Thread(target=put, args=(line, b"first"))
    late.start()
    deadline = time.monotonic() + 5
    while not line.met["late"] and time.monotonic() < deadline:
        time.sleep(0.005)
    put(line, b"second")
    late.join()
    assert server.arrived == [b"second", b"first"]


def test_a_portal_and_an_empty_reply_come_from_somebody_else(line, server):
    line.then(Plan("portal"), Plan("empty"))
    status, page = put(line)
    assert (status, page[:15]) == (200, b"<!doctype html>")
    assert put(line) == (204, b"")
    assert server.arrived == []


def test_the_same_seed_gives_the_same_plans():
    one, other, another = (list(islice(plans(seed), 300)) for seed in (1, 1, 2))
    assert one == other != another
    assert {each.fault for each in one} == {"none", *FAULTS}
