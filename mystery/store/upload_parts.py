"""Files that come in chunks: a part file for each hash, written where the sender says, under its own lock."""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from mystery.store.disk import disk
from mystery.store.media import path_of

_LOCKS = 64
"""Lock files are few and stay; two files that share one wait for each other, which harms nobody."""

_MOST_ASIDE = 2


@contextmanager
def locked(folder: Path, sha256: str) -> Iterator[None]:
    """Nobody else, in whatever process, touches this hash's part while the block runs."""
    disk().make_folder(folder)
    with (folder / f"{int(sha256[:8], 16) % _LOCKS}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def part_of(folder: Path, sha256: str) -> Path:
    """Where the bytes lie until they are all there."""
    path = path_of(folder, sha256)
    return path.with_name(f"{path.name}.part")


def write_chunk(folder: Path, sha256: str, offset: int, chunk: bytes) -> None:
    """Writes a chunk at its place. When this returns, it is on the disk."""
    path = part_of(folder, sha256)
    disk().make_folder(path.parent)
    is_new = not path.exists()
    file = disk().create(path) if is_new else disk().open_write(path)
    try:
        disk().write_at(file, chunk, offset)
        disk().fsync(file)
    finally:
        disk().close(file)
    if is_new or offset == 0:  # whoever made the file may have been killed before its name was safe
        disk().fsync_folder(path.parent)


def is_whole(folder: Path, sha256: str, length: int) -> bool:
    """Whether the part has this length and is what its name says."""
    path = part_of(folder, sha256)
    if not path.exists() or path.stat().st_size < length:
        return False
    file = disk().open_write(path)
    try:
        disk().truncate(file, length)  # bytes behind it were written and never acknowledged
        disk().fsync(file)
    finally:
        disk().close(file)
    with path.open("rb") as source:
        return hashlib.file_digest(source, "sha256").hexdigest() == sha256


def set_aside(folder: Path, sha256: str) -> None:
    """Bytes that are not what was claimed stay under another name; the next attempt begins anew.

    So do the first few of a name: nobody learns more from many, and they would fill the disk.
    """
    path = part_of(folder, sha256)
    if len(list(path.parent.glob(f"{sha256}.*.aside"))) < _MOST_ASIDE:
        disk().rename(path, path.with_name(f"{sha256}.{uuid4().hex}.aside"))
    else:
        disk().unlink(path)
    disk().fsync_folder(path.parent)


def keep_sealed(folder: Path, sha256: str) -> Path:
    """The whole bytes under their name: what has arrived sealed stays as it came."""
    part, kept = part_of(folder, sha256), path_of(folder, sha256)
    disk().rename(part, kept)
    disk().fsync_folder(kept.parent)
    return kept


def files_of(folder: Path, sha256: str) -> list[Path]:
    """All that lies under this hash: the part, the whole bytes, and what was set aside."""
    return sorted(path_of(folder, sha256).parent.glob(f"{sha256}*"))


def remove(folder: Path, sha256: str) -> None:
    """The bytes are safe elsewhere."""
    disk().unlink(part_of(folder, sha256))
