"""Files by their content: written so that what was acknowledged survives a power cut, found by SHA-256."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol
from uuid import uuid4

from mystery.problems import Problem, Rejected
from mystery.store.disk import disk

_CHUNK = 256 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Source(Protocol):
    """Whatever can be read piece by piece."""

    def read(self, count: int, /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Stored:
    """A file in the store."""

    sha256: str
    size: int
    path: Path


def path_of(folder: Path, sha256: str) -> Path:
    """Where a file of this hash lies. Anything that is not a hash could be a smuggled path."""
    if not _SHA256.fullmatch(sha256):
        raise ValueError("not a SHA-256")
    return folder / sha256[:2] / sha256


def write(folder: Path, source: Source, limit: int) -> Stored:
    """Stores a stream of at most `limit` bytes. Once this returns, bytes and name are on the disk.

    The file gets its name only when it is whole; the same content twice is one file.
    """
    with received(folder, source, limit) as part:
        return name(folder, part)


@contextmanager
def received(folder: Path, source: Source, limit: int) -> Iterator[Stored]:
    """A stream that is on the disk and has no name yet: it goes unless `name` is called within.

    What is looked at and refused so touches no file of the same content that somebody else needs.
    """
    disk().make_folder(folder)
    part = folder / f"{uuid4().hex}.part"
    try:
        sha256, size = _receive(part, source, limit)
        yield Stored(sha256, size, part)
    finally:
        disk().unlink(part)


def name(folder: Path, part: Stored) -> Stored:
    """Gives what was received the name of its content; the name is on the disk when this returns."""
    target = path_of(folder, part.sha256)
    disk().make_folder(target.parent)
    disk().rename(part.path, target)
    disk().fsync_folder(target.parent)
    disk().fsync_folder(folder)
    return replace(part, path=target)


def _receive(part: Path, source: Source, limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file = disk().create(part)
    try:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise Rejected([Problem("MEDIA_TOO_LARGE", params={"megabytes": limit // 1_048_576})])
            digest.update(chunk)
            disk().write(file, chunk)
        disk().fsync(file)
    finally:
        disk().close(file)
    if size == 0:
        raise Rejected([Problem("MEDIA_EMPTY")])
    return digest.hexdigest(), size


def is_intact(folder: Path, sha256: str) -> bool:
    """Whether the file is there and still has the content it is named after."""
    path = path_of(folder, sha256)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == sha256
