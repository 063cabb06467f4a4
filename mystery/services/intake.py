"""What arrives from tablets and call desks: read strictly, kept durably, answered with a receipt."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from mystery import interview as engine
from mystery.access import Actor
from mystery.interview import Event, media_in
from mystery.problems import NotFound, Place, Problem, Rejected
from mystery.services import arrivals, assignments, draft_holders, inspection, interviews, media, quotas
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, AssignmentState, Device, Interview, Media, Submission

MOST_EVENTS = 200
MOST_BYTES = 1_048_576
LAST_SEQ = 100_000
LONGEST_PATH = 200
LONGEST_TEXT = 20_000
DEEPEST = 6
_EXACT = 2**53
_ON_ITEMS = ("answer", "missing", "confirm", "comment", "add", "remove")
_KINDS = frozenset((*_ON_ITEMS, "open", "page", "language", "pause", "resume", "finish"))
"""What a device may send."""
SERVER_KINDS = frozenset({"asked", "closed", "frozen"})
"""Not a device's to write; a record repeats them from the journal."""
_FIELDS = frozenset({"seq", "kind", "path", "value", "at", "ms", "by"})


def open_interview(
    assignment: Assignment,
    actor: Actor,
    *,
    mode: str,
    language: str,
    public_id: UUID | None = None,
    now: datetime | None = None,
) -> Interview:
    """Opens an interview, or finds it; that it was opened is in the journal of all that arrives, too."""
    with transaction():
        before = reading().scalar(select(func.max(Interview.id)))
        interview = interviews.open_interview(
            assignment, actor, mode=mode, language=language, public_id=public_id, now=now
        )
        if interview.id > (before or 0):
            opening = engine.event_json(interviews.journal(interview, [1])[0])
            act = {"assignment": str(assignment.public_id), "user": str(actor.public_id), "first": opening}
            arrivals.journal_act(arrivals.OPENED, act, interview.public_id, now=interview.opened_at)
        return interview


def receive(
    interview: Interview, actor: Actor, body: bytes, *, device: Device | None = None
) -> dict[str, object]:
    """Takes a batch of events. When this returns, everything up to `acknowledged` is on the disk."""
    events = read_events(body, actor)
    reached = interviews.append(interview, events, against=lambda: _journaled(interview, body, device))
    return {"acknowledged": reached, "problems": []}


def _journaled(interview: Interview, body: bytes, device: Device | None) -> Problem | None:
    """Notes a batch in which something is new, under the write lock, and says what speaks against its sender.

    A rebuild asks the same again: who held the draft is told by the frames before this one.
    """
    draft_holders.line_up(interview)
    sender = device.public_id if device else None
    arrivals.journal(arrivals.EVENTS, body, interview.public_id, device=sender)
    return draft_holders.objection(interview, device)


def read_events(body: bytes, actor: Actor) -> list[Event]:
    """The events of a request. Raises `Rejected` with every event that is not what the journal takes."""
    sent = read_object(body).get("events")
    if not isinstance(sent, list):
        raise _unreadable("events")
    if len(sent) > MOST_EVENTS:
        raise Rejected([Problem("TOO_MANY_EVENTS", params={"count": len(sent), "limit": MOST_EVENTS})])
    return checked_events(sent, actor)


def checked_events(sent: Sequence[Any], actor: Actor, *, also: frozenset[str] = frozenset()) -> list[Event]:
    """Events as the journal takes them; `also` are kinds beyond those a device may send, by anybody."""
    wrong = [
        Problem("EVENT_REFUSED", Place(path=f"events[{position}]"), {"position": position, "field": field})
        for position, each in enumerate(sent, start=1)
        if (field := _wrong_field(each, str(actor.public_id), also))
    ]
    if wrong:
        raise Rejected(wrong)
    return _each_seq_once([Event(**{"path": "", "at": "", "ms": 0, **each}) for each in sent])


def _each_seq_once(events: Sequence[Event]) -> list[Event]:
    """One request must not contradict itself."""
    by_seq: dict[int, Event] = {}
    for each in events:
        if by_seq.setdefault(each.seq, each) != each:
            raise Rejected(
                [Problem("EVENT_REFUSED", Place(path=each.path), {"position": each.seq, "field": "seq"})]
            )
    return list(by_seq.values())


def read_object(body: bytes) -> Mapping[str, Any]:
    """A JSON object. Numbers that JavaScript could not hold, and text that no database takes, are refused."""
    if len(body) > MOST_BYTES:
        raise _unreadable(f"> {MOST_BYTES} bytes")
    try:
        found = json.loads(body.decode(), parse_int=_number, parse_float=_number, parse_constant=_number)
    except (ValueError, RecursionError) as error:
        raise _unreadable("JSON") from error
    if not isinstance(found, Mapping):
        raise _unreadable("{}")
    return found


def _number(text: str) -> int | float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return int(text) if text.lstrip("-").isdigit() and abs(number) <= _EXACT else number


def _unreadable(reason: str) -> Rejected:
    return Rejected([Problem("EVENTS_UNREADABLE", params={"reason": reason})])


def _wrong_field(event: object, actor: str, also: frozenset[str]) -> str:
    """The first field that is wrong; '' when the event may enter the journal."""
    if not isinstance(event, Mapping):
        return "{}"
    unknown = event.keys() - _FIELDS
    if unknown:
        return str(min(unknown))[:40].encode("ascii", "replace").decode()
    is_servers = event.get("kind") in also if isinstance(event.get("kind"), str) else False
    checks = (
        ("seq", _is_whole(event.get("seq"), 1, LAST_SEQ)),
        ("kind", is_servers or _is_kind(event.get("kind"), event.get("seq"))),
        ("path", _is_text(event.get("path", ""), LONGEST_PATH)),
        ("value", _is_value(event.get("value"), DEEPEST)),
        ("at", _is_moment(event.get("at", ""))),
        ("ms", _is_whole(event.get("ms", 0), 0, _EXACT)),
        ("by", _is_text(event.get("by", ""), 80) if is_servers else event.get("by", actor) in ("", actor)),
    )
    return next((name for name, is_right in checks if not is_right), "")


def _is_kind(kind: object, seq: object) -> bool:
    """An interview is opened once, by its first event."""
    return isinstance(kind, str) and kind in _KINDS and (kind != "open" or seq == 1)


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


def _is_text(value: object, longest: int) -> bool:
    """Text that can be stored: no NUL, no half of a surrogate pair."""
    if not isinstance(value, str) or len(value) > longest or "\0" in value:
        return False
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _is_moment(value: object) -> bool:
    if not _is_text(value, 40):
        return False
    try:
        return value == "" or datetime.fromisoformat(str(value)).year > 0
    except ValueError:
        return False


def _is_finite(value: float) -> bool:
    try:
        return math.isfinite(value)
    except OverflowError:  # a whole number that no float holds
        return False


def _is_value(value: object, depth: int) -> bool:
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, int | float):
        return _is_finite(value)
    if isinstance(value, str):
        return _is_text(value, LONGEST_TEXT)
    if depth == 0:
        return False
    if isinstance(value, Mapping):
        return all(_is_text(key, LONGEST_PATH) and _is_value(each, depth - 1) for key, each in value.items())
    return isinstance(value, Sequence) and all(_is_value(each, depth - 1) for each in value)


def file_of(interview: Interview, sha256: str) -> Media:
    """A file that this interview's journal names. Others are as good as not there."""
    named = {each for event in interviews.journal(interview) for each in media_in(event.value)}
    found = media.find(sha256) if sha256 in named else None
    if found is None or found.forgotten_at is not None:
        raise NotFound("media")
    return found


def hand_in(
    interview: Interview,
    actor: Actor,
    body: bytes,
    *,
    device: Device | None = None,
    now: datetime | None = None,
) -> Submission:
    """Finishes an interview whose journal has arrived up to `last_seq`, and lets the submission be inspected.

    The same request gives the same submission. Raises `Rejected` JOURNAL_GAP, MEDIA_OUTSTANDING, or every
    answer that blocks.
    """
    last_seq = read_object(body).get("last_seq")
    if not isinstance(last_seq, int) or isinstance(last_seq, bool):
        raise _unreadable("last_seq")
    with transaction():
        reached = interviews.acknowledged(interview)
        if reached < last_seq:
            raise Rejected([Problem("JOURNAL_GAP", params={"acknowledged": reached, "last_seq": last_seq})])
        before = newest_submission(interview)
        if before is not None and reached > last_seq:
            return before  # a late repetition; what came after it is handed in by a request of its own
        draft_holders.check(interview, device)
        sender = device.public_id if device else None
        frame = arrivals.journal(arrivals.FINISHED, body, interview.public_id, device=sender, now=now)
        return finish(interview, actor, now=frame.at)


def finish(interview: Interview, actor: Actor, *, now: datetime | None = None) -> Submission:
    """Finishes an interview that is all there, and lets the submission be inspected."""
    with transaction():
        submission = interviews.finish(interview, actor, now=now)
        quotas.count(submission, now=now)
        if interview.assignment.state is AssignmentState.SUBMITTED:
            inspection.inspect(submission)
            assignments.move(interview.assignment, AssignmentState.IN_REVIEW, by=actor, now=now)
        return submission


def newest_submission(interview: Interview) -> Submission | None:
    query = select(Submission).where(Submission.interview_id == interview.id)
    return reading().scalar(query.order_by(Submission.version.desc()).limit(1))


def receipt_of(submission: Submission) -> dict[str, object]:
    """What the device keeps as proof that the interview has arrived."""
    return {
        "submission": str(submission.public_id),
        "version": submission.version,
        "sha256": submission.sha256,
        "received_at": submission.received_at.isoformat(),
    }
