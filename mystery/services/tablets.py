"""The office's view of tablets: whose, how they are, what they still hold, and what went missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from mystery.access import Actor, Role, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit, devices, holdings
from mystery.services.transaction import reading, transaction
from mystery.store.models import Device, TesterProfile, User

PAGE = 50
LONGEST_MESSAGE = 300
LONGEST_REASON = 500
SKEWED_MS = 120_000
"""From here on a clock is so wrong that times of answers have to be looked at."""
QUIET_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Line:
    """A tablet in a list. `silenced` is the code of what takes its word, "" while it may speak."""

    device: Device
    unsent: int
    silenced: str

    @property
    def is_skewed(self) -> bool:
        return abs(self.device.skew_ms or 0) > SKEWED_MS

    @property
    def waits_for_word(self) -> bool:
        """Its browser has refused to promise that it keeps the storage, and nobody has accepted that."""
        is_known = self.device.persisted is not False or self.device.storage_accepted_at is not None
        return not self.silenced and not is_known


@dataclass(frozen=True, slots=True)
class TabletPage:
    lines: Sequence[Line]
    total: int


def list_tablets(actor: Actor, now: datetime, *, text: str = "", page: int = 1) -> TabletPage:
    """Those not revoked first, the latest heard of ahead. `text` is part of a tester's or tablet's name."""
    require(actor, "device.view")
    query = select(Device).join(Device.user).outerjoin(TesterProfile, TesterProfile.user_id == User.id)
    if text:
        columns = (User.name, Device.name, TesterProfile.pseudonym)
        query = query.where(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    total = reading().scalar(select(func.count()).select_from(query.subquery())) or 0
    query = query.options(
        contains_eager(Device.user).contains_eager(User.tester_profile),
        joinedload(Device.storage_accepted_by),
    )
    order = (
        Device.revoked_at.is_not(None),
        Device.seen_at.is_(None),
        Device.seen_at.desc(),
        Device.id.desc(),
    )
    found = reading().scalars(query.order_by(*order).limit(PAGE).offset((page - 1) * PAGE)).all()
    return TabletPage(_lines(found, now), total)


def tablets_of(user: User, now: datetime) -> Sequence[Line]:
    """One tester's tablets, the latest enrolled first."""
    return _lines(devices.devices_of(user), now)


def say(user: User, text: str, actor: Actor) -> int:
    """Tells a tester something on all their tablets, until something else is told; "" takes it back.

    Returns how many tablets will show it. Raises `Rejected` MESSAGE_TOO_LONG.
    """
    require(actor, "device.edit")
    said = " ".join(text.split())
    if len(said) > LONGEST_MESSAGE:
        raise Rejected([Problem("MESSAGE_TOO_LONG", params={"limit": LONGEST_MESSAGE})])
    with transaction():
        told = [each for each in devices.devices_of(user) if each.revoked_at is None]
        for each in told:
            each.message = said
            audit.append("device.told", each, actor, {"length": len(said)})
        return len(told)


def accept_storage(device: Device, actor: Actor, reason: str, now: datetime | None = None) -> None:
    """Takes a tablet as it is, although its browser may clear the storage. Raises `Rejected` REASON_MISSING.

    Accepting it again gives another reason; the log keeps both.
    """
    require(actor, "device.accept")
    said = " ".join(reason.split())[:LONGEST_REASON]
    if not said:
        raise Rejected([Problem("REASON_MISSING")])
    with transaction():
        device.storage_accepted_at, device.storage_accepted_by_id = now or utcnow(), actor.user_id
        device.storage_accepted_reason = said
        audit.append("device.accept", device, actor, {"user": device.user.public_id, "reason": said})


def told(lines: Sequence[Line]) -> str:
    """What a tester's tablets show; those that are revoked show nothing."""
    return next((each.device.message for each in lines if each.device.revoked_at is None), "")


def _lines(found: Sequence[Device], now: datetime) -> list[Line]:
    unsent = holdings.unsent_of(found)
    return [Line(each, unsent.get(each.id, 0), devices.why_silenced(each, now)) for each in found]


def testers(actor: Actor) -> Sequence[TesterProfile]:
    """Whom a tablet can be set up for."""
    require(actor, "device.edit")
    query = (
        select(TesterProfile)
        .join(TesterProfile.user)
        .where(User.is_active, User.role == Role.TESTER)
        .options(joinedload(TesterProfile.user))
        .order_by(User.name)
    )
    return reading().scalars(query).all()
