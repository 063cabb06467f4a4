"""Reminding testers of promises: once when one falls due, once when it is overdue, one letter for all."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urljoin
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select

from mystery.access import Role
from mystery.mail import Letter, post_of
from mystery.reporting import wording
from mystery.services import audit, job_requests, promises
from mystery.services.context import settings
from mystery.services.transaction import reading, transaction
from mystery.store.models import Promise, PromiseState, User
from mystery.store.models.base import Json

DUE, OVERDUE = "due", "overdue"
LETTER = "promise-letter"
"""Kind of the job that sends one."""
_AHEAD = timedelta(days=2)
_MOST = 20
"""Promises that one letter names."""
_RANK = {"": 0, DUE: 1, OVERDUE: 2}


def remind(now: datetime) -> Json:
    """Notes which promises reached a stage, and asks for a letter to each person. Doing it twice is once."""
    with transaction():
        found: dict[int, list[Promise]] = defaultdict(list)
        for promise in [*promises.overdue(now), *promises.due(now, now + _AHEAD)]:
            stage = stage_of(promise, now)
            if _RANK[stage] > _RANK[promise.reminded]:
                promise.reminded, promise.reminded_at = stage, now
                found[promise.interview.user_id].append(promise)
        for user_id, those in found.items():
            names = [str(each.public_id) for each in those]
            key = f"{LETTER}:{_print_of(those)}"
            job_requests.request(LETTER, key, {"user": user_id, "promises": names}, due_at=now)
    return {"people": len(found), "promises": sum(map(len, found.values()))}


def stage_of(promise: Promise, now: datetime) -> str:
    """Overdue; due on its last day by the clocks of the place; "" before that."""
    if promise.due_at < now:
        return OVERDUE
    zone = ZoneInfo(promise.interview.assignment.location.time_zone)
    is_today = promise.due_at.astimezone(zone).date() <= now.astimezone(zone).date()
    return DUE if is_today else ""


def send_letter(now: datetime, user: int, promises: Sequence[str]) -> Json:
    """Sends the letter about those promises that are still open. Raises `NotSent`; then it is tried again."""
    person = reading().get_one(User, user)
    is_open = Promise.public_id.in_(map(UUID, promises)) & (Promise.state == PromiseState.OPEN)
    rows = reading().scalars(select(Promise).where(is_open).order_by(Promise.due_at, Promise.id)).all()
    if not rows or not person.is_active or settings().mail == "null":
        return {"sent": 0}
    letter = letter_of(person, rows, now)
    post_of(settings())(letter)
    with transaction():
        audit.append("promise.remind", person, None, {"promises": len(rows), "letter": letter.name})
    return {"sent": len(rows)}


def letter_of(person: User, rows: Sequence[Promise], now: datetime) -> Letter:
    """What the letter says, in the person's language, with times by the clocks of each place."""
    words = wording("reminder", person.language)
    lines = [words.say("letter.greeting", name=person.name), "", words.say("letter.lead"), ""]
    for row in rows[:_MOST]:
        place = row.interview.assignment.location
        when = words.numerals.moment(row.due_at.astimezone(ZoneInfo(place.time_zone)))
        stage = OVERDUE if row.due_at < now else DUE
        lines.append(words.say(f"letter.{stage}", place=place.name, what=_short(row.what), when=when))
    if len(rows) > _MOST:
        lines.append(words.say("letter.more", number=len(rows) - _MOST))
    page = "/cati/promises" if person.role is Role.CALLER else "/capi/promises"
    link = urljoin(settings().base_url, page)
    lines += ["", words.say("letter.where", link=link), "", words.say("letter.why"), ""]
    lines.append(words.say("letter.sender", agency=settings().agency_name))
    return Letter(
        to=person.email,
        subject=words.count("subject", len(rows)),
        text="\n".join(lines) + "\n",
        name=f"promise-{_print_of(rows)}",
        written_at=now,
    )


def _print_of(rows: Sequence[Promise]) -> str:
    """Tells letters apart: about which promises, at which stage, and since when they are at it."""
    told = "".join(f"{each.public_id}{each.reminded}{each.reminded_at}" for each in rows)
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def _short(what: str) -> str:
    """In one line, without the full stop that the sentence has anyway."""
    text = " ".join(what.split())
    return f"{text[:117]}…" if len(text) > 118 else text.rstrip(".")
