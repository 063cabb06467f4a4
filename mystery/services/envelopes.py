"""Sealed records of tablets as a kind of arrival: whose they are, and what is inside."""

from __future__ import annotations

from uuid import UUID

from mystery.problems import Problem, Rejected
from mystery.services import curves, devices, seals
from mystery.services.accounts import actor_for
from mystery.services.records import Record, read_record
from mystery.services.sources import Named

KIND = "envelope"
MOST_BYTES = 8 * 1_048_576


def named(submission: UUID, body: bytes) -> Named:
    """What an envelope says of itself, and that its device said so.

    Raises `Rejected` ENVELOPE_UNREADABLE or ENVELOPE_SIGNATURE: these bytes are nobody's.
    """
    envelope = seals.read_envelope(body)
    if envelope.submission != submission or len(body) > MOST_BYTES or not _is_canonical(envelope, body):
        raise Rejected([Problem("ENVELOPE_UNREADABLE")])
    device = devices.find(envelope.device)
    if device is None:
        raise Rejected([Problem("ENVELOPE_SIGNATURE")])
    seals.check_signature(envelope, device.public_key)
    return Named(envelope.submission, envelope.revision, device.user, device)


def _is_canonical(envelope: seals.Envelope, body: bytes) -> bool:
    """Or one record could come in many clothes. Half a surrogate pair has no bytes at all."""
    try:
        return curves.canonical(envelope.members) == body
    except UnicodeEncodeError:
        return False


def obstacle(_body: bytes) -> str:
    """Nothing beyond what holds for every record: its device is known by its row."""
    return ""


def record(body: bytes) -> Record:
    """The record inside. Raises `Rejected` ENVELOPE_SEALED or RECORD_UNREADABLE."""
    envelope = seals.read_envelope(body)
    device = devices.find(envelope.device)
    if device is None:
        raise Rejected([Problem("ENVELOPE_SIGNATURE")])
    return read_record(seals.open_record(envelope), actor_for(device.user))
