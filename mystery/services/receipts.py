"""Receipts: the server's signed word that it has exactly these bytes on its disk."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from mystery.problems import Problem
from mystery.services import installation_keys
from mystery.services.curves import canonical, is_signed, sign
from mystery.services.installation_keys import Purpose
from mystery.store.models import Intake

_MEMBERS = frozenset({"submission", "sha256", "received_at", "sequence", "key", "signature"})


def receipt_for(intake: Intake) -> dict[str, Any]:
    """The receipt of something that arrived: computed from what is kept, so the same one for ever."""
    key = installation_keys.receipt_key(intake.received_at)
    told = {
        "submission": str(intake.submission),
        "sha256": intake.sha256,
        "received_at": intake.received_at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "sequence": intake.sequence,
        "key": key.id,
    }
    return {**told, "signature": sign(key.private, canonical(told))}


def verify(receipt: object, envelope: bytes | None = None) -> list[Problem]:
    """What is wrong with a receipt, and with the bytes it is said to be for; nothing when both hold."""
    if not isinstance(receipt, Mapping) or receipt.keys() != _MEMBERS:
        return [Problem("RECEIPT_UNREADABLE")]
    key = installation_keys.find(Purpose.RECEIPT, str(receipt["key"]))
    if key is None:
        return [Problem("RECEIPT_KEY_UNKNOWN", params={"key": str(receipt["key"])[:40]})]
    told = {name: value for name, value in receipt.items() if name != "signature"}
    problems = []
    if not is_signed(key.jwk, receipt["signature"], canonical(told)):
        problems.append(Problem("RECEIPT_SIGNATURE"))
    if envelope is not None and hashlib.sha256(envelope).hexdigest() != receipt["sha256"]:
        problems.append(Problem("RECEIPT_OF_OTHER_BYTES"))
    return problems
