"""The installation's key pairs: one that tablets seal to, one that signs receipts. Old ones stay readable."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.services import audit
from mystery.services.context import settings
from mystery.services.curves import key_id, public_jwk
from mystery.services.transaction import transaction
from mystery.store.disk import write_once


class Purpose(StrEnum):
    SEAL = "seal"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class InstallationKey:
    """A key pair with the id that envelopes and receipts name it by."""

    id: str
    purpose: Purpose
    made_at: datetime
    private: ec.EllipticCurvePrivateKey

    @property
    def jwk(self) -> dict[str, str]:
        return public_jwk(self.private.public_key())

    @property
    def public(self) -> dict[str, object]:
        """What tablets are told of it."""
        return {"id": self.id, "jwk": self.jwk}


def installation_id() -> UUID:
    """Names this installation to tablets: made once, kept beside the keys."""
    path = _folder() / "installation"
    if not path.is_file():
        write_once(path, f"{uuid4()}\n".encode())
    return UUID(path.read_text(encoding="ascii").strip())


def seal_key() -> InstallationKey:
    """The key that tablets seal to now."""
    return _all(Purpose.SEAL)[-1]


def receipt_key(at: datetime | None = None) -> InstallationKey:
    """The key that signed receipts at that moment, so that an old one can be made again; else the newest."""
    keys = _all(Purpose.RECEIPT)
    if at is None:
        return keys[-1]
    return next((each for each in reversed(keys) if each.made_at <= at), keys[0])


def find(purpose: Purpose, wanted: str) -> InstallationKey | None:
    """The key with this id, however old."""
    return next((each for each in _all(purpose) if each.id == wanted), None)


def seal_keys() -> Sequence[InstallationKey]:
    """Every key that tablets ever sealed to, the newest first."""
    return _all(Purpose.SEAL)[::-1]


def receipt_keys() -> Sequence[InstallationKey]:
    """Every key that ever signed receipts, the newest first."""
    return _all(Purpose.RECEIPT)[::-1]


def renew(purpose: Purpose, actor: Actor | None = None, now: datetime | None = None) -> InstallationKey:
    """A new key beside the old ones; tablets hear of it when they enrol and at their next contact."""
    if actor:
        require(actor, "device.edit")
    number = len(_all(purpose)) + 1
    made = _make(purpose, number, now or utcnow())
    with transaction():
        audit.append("key.make", f"key:{made.id}", actor, {"purpose": purpose.value})
    return made


def _all(purpose: Purpose) -> Sequence[InstallationKey]:
    """Every key of a purpose in the order they were made; the first is made when it is first needed."""
    paths = sorted(_folder().glob(f"{purpose.value}-*.json"))
    if not paths:
        _make(purpose, 1, utcnow())
        paths = sorted(_folder().glob(f"{purpose.value}-*.json"))
    return [_read(path, path.stat().st_mtime_ns) for path in paths]


def _folder() -> Path:
    return settings().instance_folder.resolve() / "keys"


def _make(purpose: Purpose, number: int, now: datetime) -> InstallationKey:
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode("ascii")
    document = {
        "id": key_id(public_jwk(private.public_key())),
        "purpose": purpose.value,
        "made_at": now.isoformat(),
        "private": pem,
    }
    path = _folder() / f"{purpose.value}-{number:04d}.json"
    write_once(path, json.dumps(document, indent=1).encode())
    return _read(path, path.stat().st_mtime_ns)  # another process may have been quicker


@lru_cache(maxsize=64)
def _read(path: Path, _written_at: int) -> InstallationKey:
    """A key file never changes once it has its name; another installation's may take its place."""
    document = json.loads(path.read_text(encoding="ascii"))
    private = load_pem_private_key(document["private"].encode("ascii"), None)
    if not isinstance(private, ec.EllipticCurvePrivateKey):
        raise ValueError(f"{path} holds no key of P-256")
    made_at = datetime.fromisoformat(document["made_at"])
    return InstallationKey(document["id"], Purpose(document["purpose"]), made_at, private)
