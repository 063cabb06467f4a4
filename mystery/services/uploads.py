"""Files that come in chunks: each acknowledged one is on the disk, the last one makes it evidence."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import IO

from sqlalchemy import exists, func, select

from mystery.clock import utcnow
from mystery.problems import NotFound, Problem, Rejected
from mystery.services import audit, interviews, media, seals, submissions
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store import upload_parts
from mystery.store.models import Device, Interview, InterviewMedia, Media, Upload

MOST_BYTES = 1_048_576
"""Bytes of one chunk."""
UNCLAIMED_BYTES = 500 * 1_048_576
"""What a tablet may bring within a day without any visit that names it."""
_DAY = timedelta(days=1)
_SEALING = 65 + 12 + 16 + 64 + 4
_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a file. `sha256` names the bytes that are sent, `content` the plain file in them."""

    sha256: str
    offset: int
    length: int
    data: bytes
    digest: bytes
    content: str
    type: str = ""

    @property
    def is_all(self) -> bool:
        """Whether the file comes in one piece, as most photos do."""
        return self.offset == 0 and len(self.data) == self.length


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a file is."""

    offset: int
    is_complete: bool


def folder() -> Path:
    return settings().instance_folder.resolve() / "uploads"


def progress(sha256: str) -> Progress:
    """How far the file of this hash has come. Raises `NotFound` when nothing of it is here."""
    row = _row(sha256)
    if row is not None:
        return Progress(row.received, row.complete_at is not None)
    known = reading().get(Media, sha256)
    if known is None:
        raise NotFound("upload")
    return Progress(known.size, is_complete=True)


def receive(chunk: Chunk, device: Device | None = None, *, now: datetime | None = None) -> Progress:
    """Takes a chunk; when this returns, it is on the disk, and after the last one the file is evidence.

    Raises `Rejected` UPLOAD_OFFSET (with the true one), UPLOAD_LENGTH, UPLOAD_DIGEST, UPLOAD_HASH.
    """
    _check(chunk)
    with upload_parts.locked(folder(), chunk.sha256):
        row = _row(chunk.sha256)
        if row is not None and row.complete_at is not None:
            return Progress(row.length, is_complete=True)
        _check_place(chunk, row)
        if not chunk.is_all:
            upload_parts.write_chunk(folder(), chunk.sha256, chunk.offset, chunk.data)
        reached = chunk.offset + len(chunk.data)
        if reached < chunk.length:
            _note(chunk, device, reached)
            return Progress(reached, is_complete=False)
        _complete(chunk, device, now or utcnow())
        return Progress(reached, is_complete=True)


def keep_file(interview: Interview, sha256: str, source: IO[bytes], *, now: datetime | None = None) -> Media:
    """Takes a file of a draft in, unsealed, under the hash of its bytes. Doing it twice changes nothing.

    A draft that went on on another tablet may be finished already; a record that waits for the file goes on.
    Raises `NotFound` for what is no hash, `Rejected` INTERVIEW_CLOSED where nobody waits for it.
    """
    if not _SHA256.fullmatch(sha256):
        raise NotFound("media")
    is_wanted = is_awaited(sha256)
    if not (is_wanted or interviews.takes_events(interview) or media.find(sha256)):
        raise Rejected([Problem("INTERVIEW_CLOSED")])
    kept = media.keep(source, expected_sha256=sha256)
    if is_wanted:
        submissions.advance_waiting({sha256}, now)
    return kept


def is_awaited(sha256: str) -> bool:
    """Whether a record that is here waits for the file of this hash."""
    return _SHA256.fullmatch(sha256) is not None and submissions.is_awaited(sha256)


def is_too_much(sha256: str, device: Device, now: datetime | None = None) -> bool:
    """Whether a tablet has begun enough for a day that no visit names; what a record waits for may come."""
    bound = exists().where(InterviewMedia.media_sha256 == Upload.media_sha256)
    begun = Upload.created_at > (now or utcnow()) - _DAY
    query = select(func.sum(Upload.length)).where(Upload.device_id == device.id, begun, ~bound)
    return (reading().scalar(query) or 0) >= UNCLAIMED_BYTES and not is_awaited(sha256)


def _row(sha256: str) -> Upload | None:
    return reading().scalar(select(Upload).where(Upload.sha256 == sha256))


def _check(chunk: Chunk) -> None:
    if not _SHA256.fullmatch(chunk.sha256) or not _SHA256.fullmatch(chunk.content):
        raise NotFound("upload")
    limit = settings().max_upload_mb
    if chunk.length > limit * 1_048_576 + _SEALING:
        raise Rejected([Problem("MEDIA_TOO_LARGE", params={"megabytes": limit})])
    if hashlib.sha256(chunk.data).digest() != chunk.digest:
        raise Rejected([Problem("UPLOAD_DIGEST")])


def _check_place(chunk: Chunk, row: Upload | None) -> None:
    """A chunk follows what is there, and a file does not change its length on the way."""
    received = row.received if row else 0
    if chunk.offset != received:
        raise Rejected([Problem("UPLOAD_OFFSET", params={"offset": received})])
    is_other = row is not None and received > 0 and (row.length, row.content) != (chunk.length, chunk.content)
    fits = 0 < len(chunk.data) <= MOST_BYTES and chunk.offset + len(chunk.data) <= chunk.length
    if is_other or not fits:
        raise Rejected([Problem("UPLOAD_LENGTH", params={"offset": received})])


def _note(chunk: Chunk, device: Device | None, received: int) -> Upload:
    with transaction() as session:
        row = _row(chunk.sha256)
        if row is None:
            row = Upload(sha256=chunk.sha256, length=chunk.length)
            session.add(row)
        row.device_id = device.id if device else row.device_id
        row.length, row.received = chunk.length, received
        row.type, row.content = chunk.type[:80], chunk.content
        return row


def _complete(chunk: Chunk, device: Device | None, now: datetime) -> None:
    """All bytes are there: they are what they claim, or they are kept aside and the sender begins anew."""
    try:
        kept = _kept(chunk)
    except Rejected:
        _put_down(chunk)
        upload_parts.set_aside(folder(), chunk.sha256)
        _note(chunk, device, 0)
        raise
    if kept is None:
        _put_down(chunk)
        upload_parts.keep_sealed(folder(), chunk.sha256)
    with transaction():
        submissions.line_up()  # before the log's lock, as with every arrival: neither waits for the other
        row = _note(chunk, device, chunk.length)
        row.complete_at, row.media_sha256 = now, kept.sha256 if kept else None
        if kept is None:
            reading().flush()
            audit.append("upload.refuse", row, None, {"sha256": chunk.sha256})
        submissions.advance_waiting({chunk.sha256, chunk.content}, now, refused=kept is None)
    upload_parts.remove(folder(), chunk.sha256)


def _put_down(chunk: Chunk) -> None:
    """A file that came in one piece goes straight to the media store; one that is no evidence does not."""
    if chunk.is_all:
        upload_parts.write_chunk(folder(), chunk.sha256, 0, chunk.data)


def _whole(chunk: Chunk) -> bytes:
    """The bytes that were sent. Raises `Rejected` UPLOAD_HASH when their hash is another."""
    if chunk.is_all:
        is_whole = hashlib.sha256(chunk.data).hexdigest() == chunk.sha256
    else:
        is_whole = upload_parts.is_whole(folder(), chunk.sha256, chunk.length)
    if not is_whole:
        raise Rejected([Problem("UPLOAD_HASH")])
    return chunk.data if chunk.is_all else upload_parts.part_of(folder(), chunk.sha256).read_bytes()


def _kept(chunk: Chunk) -> Media | None:
    """The file in the media store; None when it is what it claims and none that the store takes.

    Raises `Rejected` UPLOAD_HASH when it is not what it claims.
    """
    data = _whole(chunk)
    try:
        plain = seals.open_file(data, chunk.content) if seals.is_sealed_file(data[:4]) else data
        return media.keep(BytesIO(plain), expected_sha256=chunk.content)
    except Rejected as error:
        if error.problems[0].code in ("FILE_SEALED", "MEDIA_HASH_DIFFERS"):
            raise Rejected([Problem("UPLOAD_HASH")]) from error
        return None
