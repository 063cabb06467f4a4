"""Sessions: who is logged in where, until when. The cookie's token is stored as a hash only."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import FIELD_ROLES, Actor
from mystery.services import audit
from mystery.services.accounts import actor_for
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import User, UserSession

_SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Opened:
    """A new session and the token that only the browser keeps."""

    session: UserSession
    token: str


def open_session(user: User, user_agent: str, now: datetime) -> Opened:
    """Starts a session after a successful login, always under a new token."""
    token = secrets.token_urlsafe(32)
    field = user.role in FIELD_ROLES
    chosen = settings()
    lasts = chosen.field_session_minutes if field else chosen.staff_session_minutes
    with transaction() as session:
        row = UserSession(
            token_sha256=_hash(token),
            user=user,
            created_at=now,
            seen_at=now,
            idle_minutes=chosen.field_idle_minutes if field else chosen.staff_idle_minutes,
            expires_at=now + timedelta(minutes=lasts),
            user_agent=user_agent[:200],
            data={},
        )
        session.add(row)
    return Opened(row, token)


def find_session(token: str, now: datetime) -> UserSession | None:
    """The live session of a token, with its user; None once it was revoked or is over."""
    query = (
        select(UserSession)
        .options(joinedload(UserSession.user))
        .where(UserSession.token_sha256 == _hash(token))
    )
    row = reading().scalar(query)
    if row is None or not is_live(row, now) or not row.user.is_active:
        return None
    return row


def is_live(row: UserSession, now: datetime) -> bool:
    idle_until = row.seen_at + timedelta(minutes=row.idle_minutes)
    return row.revoked_at is None and now < row.expires_at and now < idle_until


def keep(row: UserSession, data: dict[str, Any] | None, now: datetime) -> None:
    """Stores changed session data and, once a minute at most, that the session is in use."""
    if data is None and now - row.seen_at < _SEEN_EVERY:
        return
    with transaction():
        row.seen_at = max(row.seen_at, now)
        if data is not None:
            row.data = data


def revoke(row: UserSession, now: datetime, actor: Actor | None = None) -> None:
    """Ends one session at once, wherever it is open; `actor` if it is not the person's own doing."""
    with transaction():
        if row.revoked_at is None:
            row.revoked_at = now
            row.data = {}
            audit.append("session.revoke", row, actor or actor_for(row.user))


def revoke_others(user: User, kept: UserSession | None, now: datetime, actor: Actor | None = None) -> int:
    """Ends all sessions of a person but one; the number that ended."""
    others = [row for row in live_sessions(user, now) if kept is None or row.id != kept.id]
    with transaction():
        for row in others:
            revoke(row, now, actor)
    return len(others)


def live_sessions(user: User, now: datetime) -> Sequence[UserSession]:
    """A person's live sessions, the latest used first."""
    query = (
        select(UserSession)
        .options(joinedload(UserSession.user))
        .where(UserSession.user_id == user.id, UserSession.revoked_at.is_(None), UserSession.expires_at > now)
        .order_by(UserSession.seen_at.desc())
    )
    return [row for row in reading().scalars(query) if is_live(row, now)]


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
