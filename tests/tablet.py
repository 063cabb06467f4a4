"""A tablet for tests, faults and load: signs requests, seals records and files, as static/js/sync does.

It knows nothing of the web: it makes bytes and headers, and the caller sends them by Flask's client, a
socket or a service. In the database of a test:

    tablet = Tablet.enrolled("Tara")                       # key pair and device row, by the real services
    events = tablet.visit(form, {"greeted": "yes"})        # open … finish; `form` is a fingerprint
    body = tablet.seal(tablet.record(uuid4(), assignment.public_id, form, events))

Over the network:

    tablet = Tablet(); tablet.welcomed(reply_of_POST_enrolments)   # body: tablet.enrolment(code)
    headers = tablet.headers("GET", "/api/v1/work")                # over tablet.nonce
    tablet.heard(reply.headers)                                    # keeps the newest Mystery-Nonce
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from mystery.services import devices
from mystery.services.curves import canonical, public_jwk, public_key, sign, to_base64url
from tests.cast import someone

BUILD = "test-1"
AT = "2026-11-24T09:00:00.000Z"


@dataclass
class SealedFile:
    """A file as it is sent: `content` is the plain file's hash, `sha256` that of the sealed bytes."""

    content: str
    sha256: str
    data: bytes
    type: str
    name: str

    @property
    def entry(self) -> dict[str, object]:
        """Its line among a record's `media`."""
        return {
            "sha256": self.content,
            "sealed_sha256": self.sha256,
            "size": len(self.data),
            "type": self.type,
            "name": self.name,
        }


@dataclass
class Tablet:
    """One device. `id`, `tester` and the keys of the installation are known once it is enrolled."""

    name: str = "Tablet 7"
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1()), repr=False
    )
    id: str = ""
    tester: str = ""
    seal_key: Mapping[str, Any] = field(default_factory=dict)
    receipt_key: Mapping[str, Any] = field(default_factory=dict)
    nonce: str = ""

    @classmethod
    def enrolled(cls, name: str) -> Tablet:
        """A tablet of one of the cast, enrolled by the services in the database of the test."""
        user, tablet = someone(name), cls()
        code = devices.make_code(user, devices.actor_for(user)).code
        tablet.welcomed(devices.welcome(devices.enrol(tablet.enrolment(code))))
        return tablet

    # enrolling and asking

    def enrolment(self, code: str) -> dict[str, object]:
        """The body of `POST /enrolments`."""
        return {
            "code": code,
            "name": self.name,
            "public_key": public_jwk(self.key.public_key()),
            "build": BUILD,
        }

    def welcomed(self, reply: Mapping[str, Any]) -> None:
        """Takes in what the server answered to the enrolment."""
        self.id, self.tester = reply["device"], reply["tester"]["id"]
        self.seal_key, self.receipt_key = reply["seal_key"], reply["receipt_key"]

    def headers(self, method: str, path: str, body: bytes = b"") -> dict[str, str]:
        """The header that signs a request; `path` has its query."""
        signature = sign(self.key, devices.signed_text(method, path, self.nonce, body))
        credentials = f'device="{self.id}", nonce="{self.nonce}", signature="{signature}"'
        return {"Authorization": f"Mystery {credentials}"}

    def heard(self, headers: Mapping[str, str]) -> None:
        """Keeps the nonce of a reply for the next request."""
        self.nonce = headers.get("Mystery-Nonce", self.nonce)

    # what is recorded

    def visit(
        self,
        form: str,
        answers: Mapping[str, object],
        *,
        seed: int = 7,
        zone: str = "Europe/Berlin",
        finish: bool = True,
    ) -> list[dict[str, Any]]:
        """The events of a visit: "open" with the form's fingerprint, an answer each, "finish"."""
        opening = {"form": form, "seed": seed, "zone": zone, "language": "en", "mode": "capi"}
        events = [self.event(1, "open", value=opening)]
        for path, value in answers.items():
            events.append(self.event(len(events) + 1, "answer", path, value))
        return [*events, self.event(len(events) + 1, "finish")] if finish else events

    def event(self, seq: int, kind: str, path: str = "", value: object = None) -> dict[str, Any]:
        return {
            "seq": seq,
            "kind": kind,
            "path": path,
            "value": value,
            "at": f"2026-11-24T09:{min(seq, 59):02d}:00.000Z",
            "ms": seq * 1000,
            "by": self.tester,
        }

    def note(self, kind: str, value: Mapping[str, object]) -> dict[str, Any]:
        """A note as a record carries it; as the body of a PUT it goes without its `id`."""
        return {"id": str(uuid4()), "kind": kind, "value": dict(value), "at": AT, "ms": 1000}

    def record(
        self,
        submission: UUID | str,
        assignment: UUID | str,
        form: str,
        events: Iterable[Mapping[str, Any]],
        *,
        notes: Iterable[Mapping[str, Any]] = (),
        files: Iterable[SealedFile] = (),
        revision: int = 1,
        supersedes: str = "",
    ) -> dict[str, Any]:
        """A finished interview as one document."""
        return {
            "format": 1,
            "submission": str(submission),
            "revision": revision,
            "supersedes": supersedes,
            "assignment": str(assignment),
            "device": self.id,
            "tester": self.tester,
            "form": form,
            "build": BUILD,
            "events": list(events),
            "notes": list(notes),
            "media": [each.entry for each in files],
            "sealed_at": "2026-11-24T10:00:00.000Z",
        }

    # sealing

    def seal(self, record: Mapping[str, Any]) -> bytes:
        """The envelope of a record, sealed to the installation and signed. Each call gives other bytes."""
        submission, revision, key = record["submission"], record["revision"], self.seal_key["id"]
        bound = f"{submission}\n{revision}\n{self.id}\n{key}".encode()
        ephemeral, iv, sealed = self._sealed(
            canonical(record), salt=submission.encode(), info=b"mystery record 1", bound=bound
        )
        members = {
            "format": "mystery-sealed-1",
            "submission": submission,
            "revision": revision,
            "device": self.id,
            "key": key,
            "ephemeral": to_base64url(ephemeral),
            "iv": to_base64url(iv),
            "ciphertext": to_base64url(sealed),
        }
        return canonical({**members, "signature": sign(self.key, canonical(members))})

    def seal_file(self, content: bytes, kind: str = "image/jpeg", name: str = "photo.jpg") -> SealedFile:
        """A file sealed to the installation."""
        digest = hashlib.sha256(content).hexdigest()
        salt = digest.encode()
        ephemeral, iv, sealed = self._sealed(salt + content, salt=salt, info=b"mystery file 1", bound=salt)
        data = b"MYS1" + ephemeral + iv + sealed
        return SealedFile(digest, hashlib.sha256(data).hexdigest(), data, kind, name)

    def escrow(self, data_key: bytes) -> dict[str, str]:
        """The data key of the drafts, sealed to the installation for a rescue file."""
        key = self.seal_key["id"]
        bound = f"{self.id}\n{key}".encode()
        ephemeral, iv, sealed = self._sealed(
            data_key, salt=self.id.encode(), info=b"mystery escrow 1", bound=bound
        )
        parts = {"ephemeral": ephemeral, "iv": iv, "ciphertext": sealed}
        return {"key": key, **{name: to_base64url(part) for name, part in parts.items()}}

    def sign(self, message: bytes) -> str:
        return sign(self.key, message)

    def _sealed(self, plain: bytes, *, salt: bytes, info: bytes, bound: bytes) -> tuple[bytes, bytes, bytes]:
        """Ephemeral point, iv, ciphertext."""
        ephemeral = ec.generate_private_key(ec.SECP256R1())
        shared = ephemeral.exchange(ec.ECDH(), public_key(self.seal_key["jwk"]))
        derived = HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(shared)
        iv = os.urandom(12)
        point = ephemeral.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return point, iv, AESGCM(derived).encrypt(iv, plain, bound)
