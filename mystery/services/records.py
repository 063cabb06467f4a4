"""A finished interview as one document: what is inside an envelope, read strictly."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mystery.access import Actor
from mystery.interview import Event
from mystery.problems import Problem, Rejected
from mystery.services import intake

_SHA256 = re.compile(r"[0-9a-f]{64}")
_MOST_NOTES, _MOST_FILES = 200, 500


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file the interview names. `sent_as` is the hash of the bytes that are uploaded for it."""

    sha256: str
    sent_as: str


@dataclass(frozen=True, slots=True)
class RecordNote:
    """What was said of the visit outside the questionnaire."""

    id: UUID
    kind: str
    value: Mapping[str, Any]
    at: str
    ms: int


@dataclass(frozen=True, slots=True)
class Record:
    """Everything a tablet, or Collect, hands in of one finished interview."""

    submission: UUID
    revision: int
    supersedes: str
    assignment: UUID
    tester: UUID
    form: str
    events: tuple[Event, ...]
    notes: tuple[RecordNote, ...] = ()
    files: tuple[RecordFile, ...] = ()


def read_record(document: Mapping[str, Any], tester: Actor) -> Record:
    """The record in a document. Raises `Rejected` RECORD_UNREADABLE, naming the member that is wrong.

    `tester` is who the device belongs to: a record of somebody else's is none.
    """
    try:
        record = Record(
            submission=UUID(document["submission"]),
            revision=int(document["revision"]),
            supersedes=_hash_or_nothing(document["supersedes"]),
            assignment=UUID(document["assignment"]),
            tester=UUID(document["tester"]),
            form=_hash(document["form"]),
            events=_events(document["events"], tester),
            notes=tuple(read_note(each) for each in _list(document["notes"], _MOST_NOTES)),
            files=tuple(_file(each) for each in _list(document["media"], _MOST_FILES)),
        )
    except Rejected as error:  # one of the events is none
        raise _unreadable(str(error.problems[0].place)[:80]) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise _unreadable(str(error)[:80]) from error
    if record.tester != tester.public_id:
        raise _unreadable("tester")
    opening: Any = record.events[0].value  # a mapping: `_events` saw to it
    if opening.get("form") != record.form:
        raise _unreadable("form")
    return record


def _events(found: object, tester: Actor) -> tuple[Event, ...]:
    """All events from the first on, without a gap; the server's own kinds are among them after a question."""
    events = intake.checked_events(_list(found, intake.LAST_SEQ), tester, also=intake.SERVER_KINDS)
    if [each.seq for each in events] != list(range(1, len(events) + 1)) or not events:
        raise ValueError("events.seq")
    if events[0].kind != "open" or not isinstance(events[0].value, Mapping):
        raise ValueError("events[1]")
    return tuple(events)


def read_note(found: Mapping[str, Any]) -> RecordNote:
    value, moment, ms = found["value"], found["at"], found["ms"]
    if not isinstance(value, Mapping) or not isinstance(moment, str) or not isinstance(ms, int):
        raise ValueError("notes")
    return RecordNote(UUID(found["id"]), str(found["kind"])[:20], value, moment[:40], ms)


def _file(found: Mapping[str, Any]) -> RecordFile:
    sha256 = _hash(found["sha256"])
    return RecordFile(sha256, _hash_or_nothing(found["sealed_sha256"]) or sha256)


def _list(found: object, most: int) -> Sequence[Any]:
    if not isinstance(found, list) or len(found) > most:
        raise ValueError("list")
    return found


def _hash_or_nothing(found: object) -> str:
    return "" if found == "" else _hash(found)


def _hash(found: object) -> str:
    if not isinstance(found, str) or not _SHA256.fullmatch(found):
        raise ValueError("sha256")
    return found


def _unreadable(reason: str) -> Rejected:
    return Rejected([Problem("RECORD_UNREADABLE", params={"reason": reason})])
