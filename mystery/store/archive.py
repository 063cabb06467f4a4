"""A backup's file: tables as lines of JSON, files as they are, and a manifest that proves both."""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

from mystery.manners import give_way
from mystery.problems import Place, Problem, Rejected
from mystery.store.disk import disk

FORMAT = 1
ROOTS = ("instance", "media", "journal")
"""The folders of an installation, each a folder below `files/`."""
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_PACKED_ALREADY = "files/media/"
"""Photos and recordings get no smaller."""


@dataclass
class Manifest:
    """What a backup holds: of each member its bytes and their SHA-256, of each table its number of rows."""

    made_at: str
    version: str
    revision: str
    database: str
    format: int = FORMAT
    rows: dict[str, int] = field(default_factory=dict)
    members: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def files(self) -> list[str]:
        return [name for name in self.members if name.startswith("files/")]


class Writer:
    """Fills the file member by member; the manifest comes last, so a file without one is not whole."""

    def __init__(self, target: zipfile.ZipFile, manifest: Manifest) -> None:
        self._target, self.manifest = target, manifest

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name)
        is_packed = name.startswith(_PACKED_ALREADY)
        info.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
        size, digest = 0, hashlib.sha256()
        with self._target.open(info, "w", force_zip64=True) as member:
            for piece in pieces:
                give_way()
                member.write(piece)
                digest.update(piece)
                size += len(piece)
        self.manifest.members[name] = (size, digest.hexdigest())

    def finish(self) -> None:
        self._target.writestr(_MANIFEST, json.dumps(asdict(self.manifest), indent=1))


@contextmanager
def written(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """A new backup at `path`, which has its name only once it is whole and on the disk.

    Raises `FileExistsError` where something has this name already.
    """
    if path.exists():
        raise FileExistsError(path)
    disk().make_folder(path.parent)
    part = path.with_name(f"{path.name}.part")
    disk().unlink(part)
    handle = disk().create(part)
    try:
        with os.fdopen(handle, "w+b") as file:
            with zipfile.ZipFile(file, "w", compresslevel=4) as target:
                writer = Writer(target, manifest)
                yield writer
                writer.finish()
            file.flush()
            disk().fsync(file.fileno())
        disk().rename(part, path)
        disk().fsync_folder(path.parent)
    finally:
        disk().unlink(part)


class Reader:
    """A backup that was opened: its manifest, and its members once they are proven."""

    def __init__(self, source: zipfile.ZipFile, path: Path) -> None:
        self._source, self._path = source, path
        self.manifest = self._manifest()

    def prove(self) -> None:
        """Reads every byte. Raises `Rejected` with each member that is missing, changed or not listed."""
        listed = self.manifest.members
        wrong = [name for name in listed if not self._is_whole(name)]
        wrong += sorted(set(self._source.namelist()) - {*listed, _MANIFEST})
        wrong += [name for name in listed if not _is_inside(name)]
        if wrong:
            raise Rejected([self._problem("BACKUP_DAMAGED", member=name) for name in dict.fromkeys(wrong)])

    def lines(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a table; none where the backup does not know it."""
        name = table_member(table)
        if name not in self.manifest.members:
            return
        with self._source.open(name) as member:
            for line in member:
                yield json.loads(line)

    def is_member(self, name: str, file: Path) -> bool:
        """Whether a file holds just what a member does."""
        with file.open("rb") as source:
            return _measured(source) == self.manifest.members[name]

    @contextmanager
    def opened(self, name: str) -> Iterator[IO[bytes]]:
        with self._source.open(name) as member:
            yield member

    def _manifest(self) -> Manifest:
        try:
            told = json.loads(self._source.read(_MANIFEST))
            found = Manifest(
                **{**told, "members": {n: (int(s), str(h)) for n, (s, h) in told["members"].items()}}
            )
        except (AttributeError, KeyError, TypeError, ValueError, zipfile.BadZipFile):
            raise Rejected([self._problem("BACKUP_UNREADABLE")]) from None
        if found.format != FORMAT:
            raise Rejected([self._problem("BACKUP_TOO_NEW", version=found.version)])
        return found

    def _is_whole(self, name: str) -> bool:
        try:
            with self._source.open(name) as member:
                return _measured(member) == self.manifest.members[name]
        except (KeyError, OSError, zipfile.BadZipFile, EOFError, ValueError, zlib.error):
            return False

    def _problem(self, code: str, **params: object) -> Problem:
        return Problem(code, Place(str(self._path)), {"file": str(self._path), **params})


@contextmanager
def opened(path: Path) -> Iterator[Reader]:
    """Raises `Rejected` where there is no such file or it is no backup."""
    try:
        source = zipfile.ZipFile(path)
    except (OSError, zipfile.BadZipFile):
        code = "BACKUP_UNREADABLE" if path.exists() else "FILE_NOT_FOUND"
        raise Rejected([Problem(code, Place(str(path)), {"file": str(path)})]) from None
    with source:
        yield Reader(source, path)


def table_member(table: str) -> str:
    return f"tables/{table}.jsonl"


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """A file's bytes, a megabyte at a time."""
    while piece := file.read(_CHUNK):
        yield piece


def _measured(file: IO[bytes]) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in pieces_of(file):
        give_way()
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _is_inside(name: str) -> bool:
    """Whether it is a table, or a file that has a place in an installation."""
    parts = PurePosixPath(name).parts
    if ".." in parts or not parts:
        return False
    return (parts[0] == "tables" and len(parts) == 2) or (
        parts[0] == "files" and len(parts) > 2 and parts[1] in ROOTS
    )
