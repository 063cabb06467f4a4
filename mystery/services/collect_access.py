"""Keys to ODK Collect: made for a tester, shown once, recognised, taken back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import segno
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, Role, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit
from mystery.services.administration import one_time_password
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import CollectAccess, User

REALM = "Mystery"
TOKEN_LENGTH = 43
_NAME_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Issued:
    """An access with what is shown once and kept nowhere."""

    access: CollectAccess
    token: str
    password: str


def issue(user: User, actor: Actor) -> Issued:
    """A new access for a tester, made by the agency or by the tester. Others stay as they are."""
    _check_owner(user.id, actor)
    if user.role is not Role.TESTER:
        raise Rejected([Problem("NOT_A_FIELD_TESTER", params={"name": user.name})])
    token, password = secrets.token_urlsafe(32), one_time_password()
    with transaction() as session:
        username = _free_username(user)
        access = CollectAccess(
            user=user,
            made_by_id=actor.user_id,
            token_sha256=_sha256(token),
            username=username,
            ha1=ha1_of(username, password),
        )
        session.add(access)
        audit.append("collect.issue", access, actor, {"user": str(user.public_id)})
    return Issued(access, token, password)


def _free_username(user: User) -> str:
    """The pseudonym and four letters: a name on a device must not tell who its owner is."""
    pseudonym = user.tester_profile.pseudonym if user.tester_profile else "tester"
    plain = "".join(sign for sign in pseudonym.lower() if sign.isascii() and sign.isalnum()) or "tester"
    return f"{plain[:40]}-{''.join(secrets.choice(_NAME_SIGNS) for _ in range(6))}"


def revoke(access: CollectAccess, actor: Actor) -> None:
    """The device gets nothing any more. What it still sends goes to the inbox. Twice is once."""
    _check_owner(access.user_id, actor)
    with transaction():
        if access.revoked_at is None:
            access.revoked_at = utcnow()
            audit.append("collect.revoke", access, actor)


def _check_owner(owner: int, actor: Actor) -> None:
    """A tester's own device is the tester's; for others one plans."""
    if owner != actor.user_id:
        require(actor, "tester.edit")


def accesses_of(user: User) -> Sequence[CollectAccess]:
    """A tester's accesses, the newest first."""
    query = select(CollectAccess).where(CollectAccess.user_id == user.id).order_by(CollectAccess.id.desc())
    return reading().scalars(query).all()


def by_token(token: str) -> CollectAccess | None:
    return _found(CollectAccess.token_sha256 == _sha256(token))


def by_username(username: str) -> CollectAccess | None:
    return _found(CollectAccess.username == username)


def _found(condition: object) -> CollectAccess | None:
    query = select(CollectAccess).options(joinedload(CollectAccess.user))
    return reading().scalar(query.where(condition))  # type: ignore[arg-type]  # one of the two above


def is_live(access: CollectAccess) -> bool:
    """Whether it opens anything: not taken back, and its tester is still one."""
    return access.revoked_at is None and access.user.is_active and access.user.role is Role.TESTER


def has_password(access: CollectAccess, password: str) -> bool:
    return hmac.compare_digest(access.ha1, ha1_of(access.username, password))


def ha1_of(username: str, password: str) -> str:
    """What HTTP Digest computes with. MD5 is the protocol's; the password has 79 bits of its own."""
    return hashlib.md5(f"{username}:{REALM}:{password}".encode(), usedforsecurity=False).hexdigest()


def note_contact(access: CollectAccess, device: str, now: datetime) -> None:
    """When and from which device it was used last; not more often than anybody would look."""
    if access.seen_at is not None and now - access.seen_at < _SEEN_EVERY and access.seen_device == device:
        return
    with transaction():
        access.seen_at, access.seen_device = now, device[:200]


def note_failure(access: CollectAccess | None) -> None:
    """A wrong password or token, by access only: what was typed belongs into no log."""
    with transaction():
        audit.append("collect.failed", access or "collect_access:unknown")


def settings_text(issued: Issued, server_url: str, language: str) -> str:
    """What the QR code holds: Collect's settings as JSON, deflated, in base64."""
    document = {
        "general": {
            "server_url": server_url,
            "form_update_mode": "match_exactly",
            "periodic_form_updates_check": "every_fifteen_minutes",
            "autosend": "wifi_and_cellular",
            "hide_old_form_versions": False,  # two waves may be in the field with two versions
            "image_size": "large",
            "constraint_behavior": "on_swipe",
            "guidance_hint": "yes_collapsed",
            "analytics": False,
            "app_language": language,
        },
        "admin": {"change_server": False, "change_form_metadata": False},
        "project": {"name": f"{settings().agency_name} · {issued.access.username}", "color": "#2f5d8a"},
    }
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


def qr_picture(text: str) -> str:
    """The code as a picture in the page itself: it must lie on no disk and in no cache."""
    return str(segno.make(text, error="l", micro=False).png_data_uri(scale=5, border=4))


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
