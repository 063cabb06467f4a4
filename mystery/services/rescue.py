"""Rescue files: what a tablet holds unsent, carried by hand. Kept first, then taken in line by line."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO, Any
from uuid import UUID

from mystery.access import Actor, require
from mystery.problems import NotFound, Problem, Rejected
from mystery.services import audit, curves, devices, rescued_drafts, submissions, uploads
from mystery.services.context import settings
from mystery.services.transaction import transaction
from mystery.store import media as files
from mystery.store.disk import disk
from mystery.store.models import Device, Intake

MOST_BYTES = 1024 * 1_048_576
KEPT_DAYS = 90
_CHUNK = uploads.MOST_BYTES
_ENVELOPE = b'{"envelope":'


@dataclass
class Report:
    """What became of a rescue file. `sha256` names the file, which is kept whatever it holds."""

    sha256: str
    device: str = ""
    made_at: str = ""
    records: list[Intake] = field(default_factory=list)
    files: int = 0
    drafts: int = 0
    notes: int = 0
    problems: list[Problem] = field(default_factory=list)


def folder() -> Path:
    return settings().instance_folder.resolve() / "rescue"


def over(now: datetime) -> Sequence[Path]:
    """Rescue files that came so long ago: what they held was taken in, or told, on that day."""
    found = sorted(path for path in folder().glob("??/*") if path.is_file())
    before = (now - timedelta(days=KEPT_DAYS)).timestamp()
    return [path for path in found if path.stat().st_mtime < before]


def forget(path: Path, now: datetime) -> None:
    """Deletes a rescue file. That it was imported, and with what, stays in the log."""
    size = path.stat().st_size
    disk().unlink(path)
    with transaction():
        audit.append("rescue.forget", f"rescue:{path.name[:36]}", None, {"size": size})


def import_file(source: IO[bytes], actor: Actor) -> Report:
    """Keeps a rescue file and takes in what it holds. Doing it twice changes nothing.

    Each record and file proves itself, so that a file that was changed somewhere loses only what was
    changed. Raises `Rejected` RESCUE_UNREADABLE for what is no rescue file; it is kept all the same.
    """
    require(actor, "intake.rescue")
    stored = files.write(folder(), source, MOST_BYTES)
    header, device = _header(stored.path)
    report = Report(stored.sha256, device.name, str(header.get("made_at", ""))[:40])
    if not _is_as_signed(stored.path, device):
        report.problems.append(Problem("RESCUE_ALTERED"))
    for number, line in _lines(stored.path):
        try:
            _take(line, header, device, report)
        except (Rejected, NotFound, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            params = {"line": number, "reason": _why(error)}
            report.problems.append(Problem("RESCUE_LINE", params=params))
    with transaction():
        counts = {"files": report.files, "drafts": report.drafts, "notes": report.notes}
        details = {"records": len(report.records), **counts}
        audit.append("rescue.import", f"rescue:{stored.sha256[:36]}", actor, details)
    return report


def _header(path: Path) -> tuple[Mapping[str, Any], Device]:
    """The first line, and the device that it names."""
    try:
        with path.open("rb") as file:
            header = json.loads(file.readline(_CHUNK))
        device = devices.find(UUID(header["device"])) if header["rescue"] == 1 else None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Rejected([Problem("RESCUE_UNREADABLE")]) from error
    if device is None:
        raise Rejected([Problem("RESCUE_UNREADABLE")])
    return header, device


def _is_as_signed(path: Path, device: Device) -> bool:
    """Whether the last line names all lines before it, and the device signed that."""
    digest, count, last = hashlib.sha256(), 0, b""
    with path.open("rb") as file:
        for line in file:
            if last:
                digest.update(last)
                count += 1
            last = line
    try:
        end = json.loads(last)
        told = {name: end[name] for name in ("end", "sha256")}
        signature = end["signature"]
    except (ValueError, KeyError, TypeError):
        return False
    is_whole = told == {"end": count, "sha256": digest.hexdigest()}
    return is_whole and curves.is_signed(device.public_key, signature, curves.canonical(told))


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines that hold something, with their numbers."""
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if number > 1 and not line.startswith(b'{"end":'):
                yield number, line.rstrip(b"\r\n")


def _take(line: bytes, header: Mapping[str, Any], device: Device, report: Report) -> None:
    found = json.loads(line)
    if "envelope" in found:
        report.records.append(_take_envelope(line, found["envelope"], report.sha256))
    elif "upload" in found:
        _take_file(found["upload"], base64.b64decode(found["bytes"], validate=True), device)
        report.files += 1
    elif "draft" in found:
        rescued_drafts.take(found, header["escrow"], device)
        report.drafts += 1
    elif "notes" in found:
        report.notes += rescued_drafts.take_notes(found, header["escrow"], device)
    else:
        raise ValueError("?")


def _take_envelope(line: bytes, envelope: Mapping[str, Any], rescue: str) -> Intake:
    """Its bytes are those of the line: its hash is what the tablet waits to hear."""
    is_exact = line.startswith(_ENVELOPE) and line.endswith(b"}")
    body = line[len(_ENVELOPE) : -1] if is_exact else curves.canonical(envelope)
    submission = UUID(envelope["submission"])
    return submissions.accept("envelope", submission, body, f"rescue {rescue[:12]}").intake


def _take_file(told: Mapping[str, Any], data: bytes, device: Device) -> None:
    sha256, content, kind = str(told["sha256"]), str(told["content"]), str(told["type"])
    try:
        reached = uploads.progress(sha256)
    except NotFound:
        reached = uploads.Progress(0, is_complete=False)
    start = reached.offset
    while not reached.is_complete and start < len(data):
        piece = data[start : start + _CHUNK]
        digest = hashlib.sha256(piece).digest()
        reached = uploads.receive(
            uploads.Chunk(sha256, start, len(data), piece, digest, content, kind), device
        )
        start = reached.offset


def _why(error: Exception) -> str:
    """The code of what was wrong with a line, for the report."""
    return error.problems[0].code if isinstance(error, Rejected) else type(error).__name__


def told(report: Report) -> dict[str, object]:
    """The report as programs read it."""
    return {
        "sha256": report.sha256,
        "device": report.device,
        "made_at": report.made_at,
        "records": [
            {"submission": str(row.submission), "revision": row.revision, **submissions.reply(row)}
            for row in report.records
        ],
        "files": report.files,
        "drafts": report.drafts,
        "notes": report.notes,
    }
