"""Tablets: enrolled with a code, believed by their signature, revoked by the office."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, Role, require
from mystery.clock import utcnow
from mystery.problems import Forbidden, Problem, Rejected
from mystery.services import audit, curves, installation_keys
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import Device, Enrolment, User

CODE_LASTS = timedelta(minutes=15)
DEVICE_LASTS = timedelta(days=180)
_LONGEST_NAME = 60
_SCHEME = re.compile(
    r'Mystery device="(?P<device>[0-9a-f-]{36})", ?nonce="(?P<nonce>[\w.=-]{1,200})", ?'
    r'signature="(?P<signature>[\w=-]{1,200})"',
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class NewCode:
    """A code that was just made; only whoever sees this reply ever knows it."""

    code: str
    expires_at: datetime

    @property
    def path(self) -> str:
        """Where a tablet sets itself up. What stands behind the `#` is never sent or logged."""
        return f"/tablet/enrol#{self.code}"

    @property
    def address(self) -> str:
        return settings().base_url.rstrip("/") + self.path


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request says of itself: which device, over which nonce, with which signature."""

    device: UUID
    nonce: str
    signature: str


def make_code(user: User, actor: Actor, now: datetime | None = None) -> NewCode:
    """A code for one tablet of this tester: made by the office, or by the tester for the tablet in hand."""
    if user.id != actor.user_id:
        require(actor, "device.edit")
    if user.role is not Role.TESTER:
        raise Forbidden("device.edit")
    code, moment = secrets.token_urlsafe(18), now or utcnow()
    with transaction() as session:
        row = Enrolment(
            user=user, code_sha256=_hash(code), made_by_id=actor.user_id, expires_at=moment + CODE_LASTS
        )
        session.add(row)
        session.flush()
        audit.append("enrolment.make", row, actor, {"user": user.public_id})
    return NewCode(code, row.expires_at)


def enrol(request: Mapping[str, Any], now: datetime | None = None) -> Device:
    """A new device of whoever the code was made for. Raises `Rejected` ENROLMENT_UNREADABLE or _UNKNOWN."""
    moment = now or utcnow()
    name, jwk, build = _name_in(request), _key_in(request), _build_in(request)
    with transaction() as session:
        query = select(Enrolment).where(Enrolment.code_sha256 == _hash(str(request.get("code", ""))))
        row = session.scalar(query.options(joinedload(Enrolment.user)).with_for_update(of=Enrolment))
        if row is None or row.used_at or row.expires_at <= moment or not _may_have_one(row.user):
            raise Rejected([Problem("ENROLMENT_UNKNOWN")])
        device = Device(
            user=row.user,
            name=name,
            public_key=jwk,
            enrolled_at=moment,
            expires_at=moment + DEVICE_LASTS,
            build=build,
        )
        session.add(device)
        session.flush()
        row.used_at, row.device_id = moment, device.id
        audit.append("device.enrol", device, actor_for(row.user), {"user": row.user.public_id})
        return device


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode("utf-8", "replace")).hexdigest()


def _name_in(request: Mapping[str, Any]) -> str:
    name = request.get("name")
    if not isinstance(name, str) or not name.strip() or not name.isprintable():
        raise _unreadable("name")
    return name.strip()[:_LONGEST_NAME]


def _build_in(request: Mapping[str, Any]) -> str:
    build = str(request.get("build", ""))
    if not build.isprintable():
        raise _unreadable("build")
    return build[:80]


def _unreadable(field: str) -> Rejected:
    return Rejected([Problem("ENROLMENT_UNREADABLE", params={"field": field})])


def _key_in(request: Mapping[str, Any]) -> dict[str, str]:
    try:
        return curves.public_jwk(curves.public_key(request.get("public_key")))
    except ValueError as error:
        raise _unreadable("public_key") from error


def _may_have_one(user: User) -> bool:
    """A device speaks for a tester only: with another role the account would lend it other rights."""
    return user.is_active and user.role is Role.TESTER


def welcome(device: Device) -> dict[str, object]:
    """What a new device is told: whose it is, and the keys of this installation."""
    return {
        "device": str(device.public_id),
        "tester": {
            "id": str(device.user.public_id),
            "name": device.user.name,
            "language": device.user.language,
        },
        "installation": {
            "id": str(installation_keys.installation_id()),
            "name": settings().agency_name,
        },
        "seal_key": installation_keys.seal_key().public,
        "receipt_key": installation_keys.receipt_key().public,
    }


def credentials_in(authorization: str) -> Credentials:
    """What an `Authorization` header says. Raises `Rejected` DEVICE_UNKNOWN for anything unreadable."""
    found = _SCHEME.fullmatch(authorization.strip())
    try:
        device = UUID(found["device"]) if found else None
    except ValueError:
        device = None
    if found is None or device is None:
        raise Rejected([Problem("DEVICE_UNKNOWN")])
    return Credentials(device, found["nonce"], found["signature"])


def claimed(credentials: Credentials, now: datetime | None = None) -> Device:
    """The device a request claims to come from, if it may still speak; its signature is the next question."""
    device = find(credentials.device)
    if device is None:
        raise Rejected([Problem("DEVICE_UNKNOWN")])
    code = why_silenced(device, now or utcnow())
    if code:
        raise Rejected([Problem(code)])
    return device


def why_silenced(device: Device, now: datetime) -> str:
    """The code of the problem that takes a device's word; "" while it may speak."""
    if device.revoked_at is not None:
        return "DEVICE_REVOKED"
    if not _may_have_one(device.user):
        return "ACCOUNT_DISABLED"
    return "DEVICE_EXPIRED" if device.expires_at <= now else ""


def check(device: Device, credentials: Credentials, method: str, path: str, body: bytes) -> None:
    """Raises `Rejected` DEVICE_SIGNATURE unless the device signed this request. `path` has its query."""
    message = signed_text(method, path, credentials.nonce, body)
    if not curves.is_signed(device.public_key, credentials.signature, message):
        raise Rejected([Problem("DEVICE_SIGNATURE")])


def note_failure(device: Device) -> None:
    """Somebody has named this device and could not sign as it does."""
    with transaction():
        audit.append("device.failed", device, None, {"user": device.user.public_id})


def signed_text(method: str, path: str, nonce: str, body: bytes) -> bytes:
    """What a device signs of a request."""
    return f"{method}\n{path}\n{nonce}\n{hashlib.sha256(body).hexdigest()}".encode()


def find(public_id: UUID) -> Device | None:
    """The device with this id, revoked or not, with its tester."""
    query = select(Device).where(Device.public_id == public_id).options(joinedload(Device.user))
    return reading().scalar(query)


def devices_of(user: User) -> Sequence[Device]:
    """A tester's tablets, the latest enrolled first."""
    query = (
        select(Device)
        .where(Device.user_id == user.id)
        .options(joinedload(Device.storage_accepted_by))
        .order_by(Device.enrolled_at.desc(), Device.id.desc())
    )
    return reading().scalars(query).all()


def revoke(device: Device, actor: Actor, *, typed: str | None = None, now: datetime | None = None) -> None:
    """Takes a tablet's word from now on. What it sealed is still taken in, and the office decides.

    `typed` is the tablet's name as a person typed it to confirm; another one is `Rejected`.
    """
    if device.user_id != actor.user_id:
        require(actor, "device.edit")
    if typed is not None and typed.strip() != device.name:
        raise Rejected([Problem("TABLET_NAME_DIFFERS", params={"name": device.name})])
    with transaction():
        if device.revoked_at is None:
            device.revoked_at = now or utcnow()
            audit.append("device.revoke", device, actor, {"user": device.user.public_id})
