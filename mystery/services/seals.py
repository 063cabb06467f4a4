"""Envelopes and sealed files: read, checked against the device's signature, opened with our own key."""

from __future__ import annotations

import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from mystery.problems import Problem, Rejected
from mystery.services import installation_keys
from mystery.services.curves import (
    IV_BYTES,
    POINT_BYTES,
    canonical,
    from_base64url,
    is_signed,
    open_sealed,
)
from mystery.services.installation_keys import InstallationKey, Purpose

FORMAT = "mystery-sealed-1"
FILE_MAGIC = b"MYS1"
_MEMBERS = frozenset(
    {"format", "submission", "revision", "device", "key", "ephemeral", "iv", "ciphertext", "signature"}
)
_TEXTS = _MEMBERS - {"revision"}
_SHA256 = re.compile(r"[0-9a-f]{64}")
_HASH_BYTES = 64
_HIGHEST_REVISION = 10_000
_RECORD, _FILE, _ESCROW = b"mystery record 1", b"mystery file 1", b"mystery escrow 1"


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed record as it came. `sha256` is that of the bytes that came, and names them for ever."""

    submission: UUID
    revision: int
    device: UUID
    key: str
    sha256: str
    size: int
    members: Mapping[str, Any]


def read_envelope(body: bytes) -> Envelope:
    """The envelope in a body. Raises `Rejected` ENVELOPE_UNREADABLE when it is none."""
    try:
        members = json.loads(body.decode())
        if not isinstance(members, dict) or members.keys() != _MEMBERS or members["format"] != FORMAT:
            raise ValueError("members")
        if not all(isinstance(members[name], str) for name in _TEXTS):
            raise ValueError("texts")
        revision = members["revision"]
        if type(revision) is not int or not 1 <= revision <= _HIGHEST_REVISION:
            raise ValueError("revision")
        return Envelope(
            _uuid(members["submission"]),
            revision,
            _uuid(members["device"]),
            members["key"],
            hashlib.sha256(body).hexdigest(),
            len(body),
            members,
        )
    except (ValueError, RecursionError) as error:
        raise Rejected([Problem("ENVELOPE_UNREADABLE")]) from error


def _uuid(text: str) -> UUID:
    """A UUID as it is always written: one submission shall not have two names."""
    found = UUID(text)
    if str(found) != text:
        raise ValueError("uuid")
    return found


def check_signature(envelope: Envelope, public_key: Mapping[str, Any]) -> None:
    """Raises `Rejected` ENVELOPE_SIGNATURE unless the device with this public key (a JWK) signed it."""
    unsigned = {name: value for name, value in envelope.members.items() if name != "signature"}
    if not is_signed(public_key, envelope.members["signature"], canonical(unsigned)):
        raise Rejected([Problem("ENVELOPE_SIGNATURE")])


def open_record(envelope: Envelope) -> Mapping[str, Any]:
    """The record inside. Raises `Rejected` ENVELOPE_SEALED when it does not open, RECORD_UNREADABLE when
    what is inside is no record, or not the one that the envelope names."""
    plain = _opened(envelope)
    try:
        record = json.loads(plain.decode(), parse_float=_finite, parse_constant=_finite)
    except (ValueError, RecursionError) as error:
        raise Rejected([Problem("RECORD_UNREADABLE")]) from error
    named = {
        "format": 1,
        "submission": str(envelope.submission),
        "revision": envelope.revision,
        "device": str(envelope.device),
    }
    if not isinstance(record, dict) or any(record.get(name) != value for name, value in named.items()):
        raise Rejected([Problem("RECORD_UNREADABLE")])
    return record


def _finite(text: str) -> float:
    """JSON has no endless numbers, and no database takes them."""
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _opened(envelope: Envelope) -> bytes:
    key = installation_keys.find(Purpose.SEAL, envelope.key)
    given = envelope.members
    bound = f"{envelope.submission}\n{envelope.revision}\n{envelope.device}\n{envelope.key}".encode()
    plain = _unsealed(key, given, salt=str(envelope.submission).encode(), info=_RECORD, bound=bound)
    if plain is None:
        raise Rejected([Problem("ENVELOPE_SEALED")])
    return plain


def _unsealed(
    key: InstallationKey | None, given: Mapping[str, Any], *, salt: bytes, info: bytes, bound: bytes
) -> bytes | None:
    """The plain bytes of a JSON object with `ephemeral`, `iv` and `ciphertext`."""
    if key is None:
        return None
    try:
        ephemeral, iv, sealed = (
            from_base64url(given.get(name)) for name in ("ephemeral", "iv", "ciphertext")
        )
    except ValueError:
        return None
    return open_sealed(key.private, ephemeral, iv, sealed, salt=salt, info=info, bound=bound)


def is_sealed_file(head: bytes) -> bool:
    """Whether a file that begins like this is a sealed one; `head` needs four bytes."""
    return head[: len(FILE_MAGIC)] == FILE_MAGIC


def open_file(sealed: bytes, sha256: str) -> bytes:
    """The plain bytes of a sealed file whose content has this hash.

    Raises `Rejected` FILE_SEALED when no key opens it or the content is another one.
    """
    start = len(FILE_MAGIC)
    ephemeral, iv = sealed[start : start + POINT_BYTES], sealed[start + POINT_BYTES :][:IV_BYTES]
    rest = sealed[start + POINT_BYTES + IV_BYTES :]
    if is_sealed_file(sealed) and _SHA256.fullmatch(sha256):
        name = sha256.encode("ascii")
        for key in installation_keys.seal_keys():
            plain = open_sealed(key.private, ephemeral, iv, rest, salt=name, info=_FILE, bound=name)
            if plain is not None and plain[:_HASH_BYTES] == name and _is(plain[_HASH_BYTES:], sha256):
                return plain[_HASH_BYTES:]
    raise Rejected([Problem("FILE_SEALED")])


def _is(content: bytes, sha256: str) -> bool:
    return hashlib.sha256(content).hexdigest() == sha256


def open_escrow(escrow: Mapping[str, Any], device: UUID) -> bytes:
    """The data key of a device's drafts, which the tablet sealed to the installation for a rescue.

    `escrow` is `{"key", "ephemeral", "iv", "ciphertext"}`. Raises `Rejected` ESCROW_SEALED.
    """
    key_name, name = str(escrow.get("key", "")), str(device)
    key = installation_keys.find(Purpose.SEAL, key_name)
    bound = f"{name}\n{key_name}".encode()
    plain = _unsealed(key, escrow, salt=name.encode(), info=_ESCROW, bound=bound)
    if plain is None:
        raise Rejected([Problem("ESCROW_SEALED")])
    return plain
