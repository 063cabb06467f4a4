"""The kinds of finished interviews that arrive, and what each has to be able to say of its bytes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol, cast
from uuid import UUID

from mystery.services.records import Record
from mystery.store.models import Device, User


@dataclass(frozen=True, slots=True)
class Named:
    """Whose record some bytes are; `device` is None where the sender is known in another way."""

    submission: UUID
    revision: int
    tester: User
    device: Device | None


class Source(Protocol):
    """A kind of arrival. What `named` accepts is kept for ever; where `record` fails, a person decides."""

    def named(self, submission: UUID, body: bytes) -> Named: ...

    def obstacle(self, body: bytes) -> str: ...

    def record(self, body: bytes) -> Record: ...


_SOURCES: Mapping[str, str] = {
    "envelope": "mystery.services.envelopes",
    "openrosa": "mystery.services.collect_records",
}
"""Kind of intake -> the module that reads it."""


def source(kind: str) -> Source:
    return cast(Source, import_module(_SOURCES[kind]))


def kinds() -> frozenset[str]:
    return frozenset(_SOURCES)
