"""The journal of what arrived: daily files of frames, on the disk before the database knows of them.

A frame is a line of JSON (seq, at, kind, submission, sha256, size, device), the raw bytes, and a line feed.
Nothing is ever overwritten: behind a torn end, which a power cut may leave, a new file of the day begins.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import IO

from mystery.clock import utcnow
from mystery.store.disk import disk

_NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:-(\d+))?\.journal")
_LONGEST_HEADER = 4096
_HEADER = re.compile(rb'(?:\A|\n)(\{"seq":\d)')


@dataclass(frozen=True, slots=True)
class Frame:
    """Something that arrived, exactly as it came. `submission` and `device` are what was known then."""

    seq: int
    at: datetime
    kind: str
    submission: str
    sha256: str
    device: str
    body: bytes


@dataclass(frozen=True, slots=True)
class _End:
    """How far a file is whole, and the number of its last frame."""

    size: int
    seq: int


_ends: dict[Path, _End] = {}
_own = Lock()


def append(
    folder: Path,
    kind: str,
    body: bytes,
    *,
    submission: str = "",
    device: str = "",
    now: datetime | None = None,
    after: int = 0,
) -> Frame:
    """Adds a frame. When this returns, it is on the disk; raises `OSError` when the disk does not take it.

    Its number is above `after`, too: what was known to the database when the journal was put elsewhere.
    """
    moment = now or utcnow()
    with _locked(folder):
        path, end = _file_for(folder, moment)
        digest = hashlib.sha256(body).hexdigest()
        frame = Frame(max(end.seq, after) + 1, moment, kind, submission, digest, device, body)
        data = _header(frame) + body + b"\n"
        _write(path, data, end)
        _ends[path] = _End(end.size + len(data), frame.seq)
        return frame


def frames(folder: Path) -> Iterator[Frame]:
    """Every whole frame in the order of arrival. A torn end is passed over: it was confirmed to nobody."""
    for path in files(folder):
        with path.open("rb") as file:
            for frame, _end in _read(file):
                yield frame


def files(folder: Path) -> list[Path]:
    """The journal's files, the oldest first."""
    return sorted((path for path in folder.glob("*.journal") if _NAME.fullmatch(path.name)), key=_age)


def torn(folder: Path) -> list[Path]:
    """The files that do not end with a whole frame."""
    return [path for path in files(folder) if _scan(path).size != path.stat().st_size]


@dataclass(frozen=True, slots=True)
class Damage:
    """From where on a file cannot be read. `hides`: whole frames stand behind that place.

    Without them it is the torn end that a power cut leaves, and nobody was told that it had arrived.
    """

    path: Path
    position: int
    hides: bool


def damages(folder: Path, most: int) -> Iterator[Damage]:
    """What is not whole, the newest file first. At most `most` bytes are read, of the last file its end."""
    left = most
    for path, size in _sizes(folder):
        if left <= 0:
            return
        found = _damage(path, max(0, size - left), size)
        left -= size
        if found:
            yield found


def _sizes(folder: Path) -> list[tuple[Path, int]]:
    """Taken between two frames: whoever writes meanwhile writes behind these ends."""
    if not folder.is_dir():
        return []
    with _locked(folder):
        return [(path, path.stat().st_size) for path in reversed(files(folder))]


def _damage(path: Path, start: int, size: int) -> Damage | None:
    with path.open("rb") as file:
        position = _next_whole(file, start, size) if start else 0
        if position is None:
            return Damage(path, start, hides=False)
        file.seek(position)
        for _frame, position in _read(file):
            if position >= size:
                break
        if position >= size:
            return None
        return Damage(path, position, hides=_next_whole(file, position + 1, size) is not None)


def _next_whole(file: IO[bytes], start: int, size: int) -> int | None:
    """Where the next whole frame begins. To find damage only: what a body holds may look like a frame."""
    file.seek(start)
    rest = file.read(size - start)
    for found in _HEADER.finditer(rest):
        position = start + found.start(1)
        file.seek(position)
        if next(_read(file), None) is not None:
            return position
    return None


def _age(path: Path) -> tuple[str, int]:
    found = _NAME.fullmatch(path.name)
    return (found[1], int(found[2] or 1)) if found else ("", 0)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time, whichever thread or process it is in."""
    disk().make_folder(folder)
    with _own:
        handle = os.open(folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield
        finally:
            os.close(handle)


def _file_for(folder: Path, moment: datetime) -> tuple[Path, _End]:
    """The newest file if it is of today and whole, else a new one; a clock set back opens no old one."""
    there = files(folder)
    today = moment.date().isoformat()
    if not there:
        return _begin(folder / f"{today}.journal", 0)
    newest = there[-1]
    end = _known_end(newest)
    day, _part = _age(newest)
    if day < today:
        return _begin(folder / f"{today}.journal", end.seq)
    if end.size != newest.stat().st_size:
        return _begin(_next_part(newest), end.seq)
    return newest, end


def _next_part(path: Path) -> Path:
    day, part = _age(path)
    return path.with_name(f"{day}-{part + 1}.journal")


def _begin(path: Path, seq: int) -> tuple[Path, _End]:
    disk().close(disk().create(path))
    disk().fsync_folder(path.parent)
    return path, _End(0, seq)


def _known_end(path: Path) -> _End:
    """The end of the last whole frame; what other processes added since is read, and no more."""
    end = _ends.get(path)
    if end is None or end.size > path.stat().st_size:
        end = _End(0, _last_seq_before(path))
    if end.size != path.stat().st_size:
        end = _scan(path, end)
    _ends[path] = end
    return end


def _last_seq_before(path: Path) -> int:
    """An empty file tells no number; the one before it does."""
    before = [each for each in files(path.parent) if _age(each) < _age(path)]
    return _known_end(before[-1]).seq if before else 0


def _write(path: Path, data: bytes, end: _End) -> None:
    file = disk().open_append(path)
    try:
        try:
            disk().write(file, data)
        except OSError:
            disk().truncate(file, end.size)  # only what this very call has written, and confirmed to nobody
            raise
        try:
            disk().fsync(file)
        except OSError:
            _begin(_next_part(path), end.seq)  # nobody, in whatever process, writes behind what may be lost
            raise
    finally:
        disk().close(file)


def _scan(path: Path, start: _End = _End(0, 0)) -> _End:
    end = start
    with path.open("rb") as file:
        file.seek(start.size)
        for frame, position in _read(file):
            end = _End(position, frame.seq)
    return end


def _header(frame: Frame) -> bytes:
    header = {
        "seq": frame.seq,
        "at": frame.at.isoformat(),
        "kind": frame.kind,
        "submission": frame.submission,
        "sha256": frame.sha256,
        "size": len(frame.body),
        "device": frame.device,
    }
    return json.dumps(header, separators=(",", ":")).encode() + b"\n"


def _read(file: IO[bytes]) -> Iterator[tuple[Frame, int]]:
    """The whole frames from here on with the positions of their ends; stops at one that is not whole."""
    while line := file.readline(_LONGEST_HEADER):
        frame = _frame(line, file)
        if frame is None:
            return
        yield frame, file.tell()


def _size(found: object) -> int:
    if not isinstance(found, int) or found < 0:
        raise ValueError(found)
    return found


def _frame(line: bytes, file: IO[bytes]) -> Frame | None:
    try:
        header = json.loads(line)
        body = file.read(_size(header["size"]))
        at = datetime.fromisoformat(header["at"])
        told = (header["kind"], header["submission"], header["sha256"], header["device"])
        seq = int(header["seq"])
    except (ValueError, KeyError, TypeError):
        return None
    if file.read(1) != b"\n" or hashlib.sha256(body).hexdigest() != told[2]:
        return None
    return Frame(seq, at, *told, body)
