"""A proxy on the loopback that treats each request as a bad network would: by a plan, the same for a seed.

One connection carries one request. What is cut, lost, doubled, late or answered by somebody else is decided
before it is read, so that a run can be repeated exactly.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import Counter
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import chain, repeat
from random import Random

HOST = "127.0.0.1"
_LONGEST_HEAD = 65_536
_PORTAL = b"<!doctype html><title>Welcome to our Wi-Fi</title><p>Please accept the terms.</p>"


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of one request. `at` is a byte for the cuts, `seconds` the wait of what comes late."""

    fault: str = "none"
    at: int = 0
    seconds: float = 0.0


FAULTS = (
    "lose-request",
    "lose-reply",
    "cut-request",
    "cut-reply",
    "double",
    "late",
    "portal",
    "empty",
)
"""lose: nothing arrives; cut: the first `at` bytes do; double: it arrives twice and the second reply counts;
late: others overtake it; portal: a page of somebody's Wi-Fi with status 200; empty: a mere 204."""


def plans(seed: int, *, share: float = 0.5, most_bytes: int = 4_000) -> Iterator[Plan]:
    """Plans without end: this share of the requests meets a fault."""
    chance = Random(seed)
    while True:
        if chance.random() >= share:
            yield Plan()
            continue
        yield Plan(chance.choice(FAULTS), chance.randrange(most_bytes), chance.uniform(0.0, 0.05))


@dataclass(frozen=True, slots=True)
class _Message:
    head: bytes
    body: bytes

    @property
    def whole(self) -> bytes:
        return self.head + self.body


class Proxy:
    """Listens on a port of its own; `plans` are used up one a request, then all goes well."""

    def __init__(self, target: int, plans: Iterable[Plan] = ()) -> None:
        self.target, self.port = target, 0
        self.met: Counter[str] = Counter()
        self._plans = chain(plans, repeat(Plan()))
        self._open: set[asyncio.StreamWriter] = set()

    def then(self, *plans: Plan) -> None:
        """These come next."""
        self._plans = chain(plans, self._plans)

    async def serve(self, ready: threading.Event, stop: asyncio.Event) -> None:
        server = await asyncio.start_server(self._meet, HOST, 0, limit=_LONGEST_HEAD)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await stop.wait()
        server.close()
        for each in list(self._open):
            each.transport.abort()

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        try:
            with contextlib.suppress(OSError, EOFError, asyncio.LimitOverrunError):
                await self._treat(next(self._plans), reader, writer)
        finally:
            self._open.discard(writer)
            writer.transport.abort() if writer.transport.is_closing() else writer.close()

    async def _treat(self, plan: Plan, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await _read(reader)
        self.met[plan.fault] += 1
        reply = await self._reply(plan, _closing(request))
        if plan.fault == "cut-reply":
            reply = reply[: min(plan.at, max(0, len(reply) - 1))]
        writer.write(reply)
        await writer.drain()

    async def _reply(self, plan: Plan, request: _Message) -> bytes:
        """What the tablet hears; b"" when the line just goes dead."""
        if plan.fault == "lose-request":
            return b""
        if plan.fault == "portal":
            return _answer("200 OK", _PORTAL)
        if plan.fault == "empty":
            return b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
        if plan.fault == "cut-request":
            await self._send(request.whole[: min(plan.at, len(request.whole) - 1)])
            return b""
        if plan.fault == "late":
            await asyncio.sleep(plan.seconds)
        reply = await self._ask(request)
        if plan.fault == "double":
            reply = await self._ask(request)
        return b"" if plan.fault == "lose-reply" else reply

    async def _ask(self, request: _Message) -> bytes:
        async with _line(self.target) as (reader, writer):
            writer.write(request.whole)
            await writer.drain()
            return await reader.read(-1)

    async def _send(self, part: bytes) -> None:
        async with _line(self.target) as (_reader, writer):
            writer.write(part)
            await writer.drain()


@asynccontextmanager
async def _line(port: int) -> AsyncIterator[tuple[asyncio.StreamReader, asyncio.StreamWriter]]:
    reader, writer = await asyncio.open_connection(HOST, port)
    try:
        yield reader, writer
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


async def _read(reader: asyncio.StreamReader) -> _Message:
    head = await reader.readuntil(b"\r\n\r\n")
    return _Message(head, await reader.readexactly(_length(head)))


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    return 0


def _closing(message: _Message) -> _Message:
    """The server is to end the connection with its reply: then the reply is all there is until the end."""
    lines = [each for each in message.head[:-4].split(b"\r\n") if not each.lower().startswith(b"connection:")]
    return _Message(b"\r\n".join([*lines, b"Connection: close"]) + b"\r\n\r\n", message.body)


def _answer(status: str, body: bytes) -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\nConnection: close"
    return head.encode() + b"\r\n\r\n" + body


@contextmanager
def proxy(target: int, plans: Iterable[Plan] = ()) -> Iterator[Proxy]:
    """A proxy in a thread of its own, in front of a server on the loopback."""
    made, ready, held = Proxy(target, plans), threading.Event(), {}

    async def run() -> None:
        held["loop"], held["stop"] = asyncio.get_running_loop(), asyncio.Event()
        await made.serve(ready, held["stop"])

    thread = threading.Thread(target=asyncio.run, args=(run(),))
    thread.start()
    ready.wait(10)
    try:
        yield made
    finally:
        held["loop"].call_soon_threadsafe(held["stop"].set)
        thread.join(10)
