"""Interviews that were not finished when their tablet was: read from a rescue file with the escrowed key."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from mystery.access import Actor
from mystery.clock import utcnow
from mystery.interview import Event, event_json
from mystery.problems import Problem, Rejected
from mystery.services import arrivals, curves, intake, interviews, openings, seals, taking
from mystery.services.accounts import actor_for
from mystery.services.records import RecordNote, read_note
from mystery.services.transaction import reading, transaction
from mystery.store.models import Assignment, Device, Interview

log = logging.getLogger("mystery.intake")

_MOST_NOTES = 200


def take(line: Mapping[str, Any], escrow: Mapping[str, Any], device: Device) -> Interview:
    """Brings a draft to where its tablet had got. What the journal does not admit is kept beside it.

    Raises `Rejected` for what does not open, or has no visit that takes it; the rescue file keeps it.
    """
    content = _opened(line, escrow, device)
    told, actor = line["draft"], actor_for(device.user)
    events = intake.checked_events(content["events"][: intake.LAST_SEQ], actor, also=intake.SERVER_KINDS)
    if not events:
        raise Rejected([Problem("RECORD_UNREADABLE", params={"reason": "events"})])
    public_id = UUID(told["interview"])
    with transaction():
        assignment = reading().query(Assignment).filter_by(public_id=UUID(told["assignment"])).one_or_none()
        interview = taking.interview_of(public_id)
        if interview is None:
            interview = _open(assignment, actor, events[0], public_id, device)
        elif interview.user_id != actor.user_id:
            raise Rejected([Problem("INTAKE_ELSEWHERE")])
    notes = _notes(content.get("notes", []))
    try:
        return _append(interview, events)
    finally:  # behind the answers: that a visit could not be made closes it; and even where they are refused
        taking.take_notes(notes, interview.assignment, actor, device)


def _notes(found: Sequence[Any]) -> list[RecordNote]:
    """The notes that can be read; one that is none costs nobody the draft."""
    notes = []
    for each in found[:_MOST_NOTES]:
        try:
            notes.append(read_note(each))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.warning("a note of a rescued draft is none: %r", error)
    return notes


def take_notes(line: Mapping[str, Any], escrow: Mapping[str, Any], device: Device) -> int:
    """Takes in what was said of a visit that was never begun; gives how many notes there are.

    Raises `Rejected` for what does not open, or has no visit of this tester.
    """
    content = _opened(line, escrow, device, "notes")
    actor = actor_for(device.user)
    notes = [read_note(each) for each in content["notes"][:_MOST_NOTES]]
    with transaction():
        public_id = UUID(line["notes"]["assignment"])
        assignment = reading().query(Assignment).filter_by(public_id=public_id).one_or_none()
        taking.take_notes(notes, _own(assignment, actor), actor, device)
    return len(notes)


def _own(assignment: Assignment | None, actor: Actor) -> Assignment:
    if assignment is None:
        raise Rejected([Problem("INTAKE_ASSIGNMENT_UNKNOWN")])
    if assignment.tester_id != actor.user_id:
        raise Rejected([Problem("INTAKE_REASSIGNED")])
    return assignment


def _opened(
    line: Mapping[str, Any], escrow: Mapping[str, Any], device: Device, kind: str = "draft"
) -> Mapping[str, Any]:
    """What a draft or notes hold. Raises `Rejected` ESCROW_SEALED where key and text do not fit together."""
    key = seals.open_escrow(escrow, device.public_id)
    iv, ciphertext = (curves.from_base64url(line[name]) for name in ("iv", "ciphertext"))
    try:
        plain = AESGCM(key).decrypt(iv, ciphertext, curves.canonical(line[kind]))
    except (InvalidTag, ValueError) as error:
        raise Rejected([Problem("ESCROW_SEALED")]) from error
    found: Mapping[str, Any] = json.loads(plain)
    return found


def _open(
    assignment: Assignment | None, actor: Actor, first: Event, public_id: UUID, device: Device
) -> Interview:
    assignment = _own(assignment, actor)
    if taking.counting(assignment):
        raise Rejected([Problem("INTAKE_ELSEWHERE")])
    opening = openings.read_opening(first)
    act = {
        "assignment": str(assignment.public_id),
        "user": str(actor.public_id),
        "device": str(device.public_id),
        "first": event_json(first),
    }
    arrivals.journal_act(arrivals.OPENED, act, public_id)
    return interviews.open_with(
        assignment, actor, first, opening, public_id=public_id, device=device, now=utcnow()
    )


def _append(interview: Interview, events: Sequence[Event]) -> Interview:
    """The server's own kinds count only where the journal has them already."""
    known = {each.seq for each in interviews.journal(interview)}
    fresh = [each for each in events if each.kind not in intake.SERVER_KINDS or each.seq in known]
    sent = {"events": [event_json(each) for each in fresh]}
    arrivals.journal_act(arrivals.RESCUED, sent, interview.public_id)
    interviews.append(interview, fresh)
    return interview
