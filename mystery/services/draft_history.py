"""What became of a draft: its revisions in words, the way back to one of them, discarding, bringing back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.clock import utcnow
from mystery.problems import Problem, Rejected
from mystery.services import audit
from mystery.services.drafts import content_of, held, store
from mystery.services.transaction import reading, transaction
from mystery.services.version_changes import Group, between_contents
from mystery.store.models import Draft, DraftRevision


@dataclass(frozen=True, slots=True)
class Step:
    """One revision: who saved it when, and what it changed. Test cases and lists are not put into words."""

    number: int
    by: str
    at: datetime
    groups: Sequence[Group]


def steps_of(draft: Draft, language: str, *, page: int = 1, size: int = 10) -> list[Step]:
    """A page of the revisions, the newest first."""
    top = draft.revision - (page - 1) * size
    query = (
        select(DraftRevision)
        .where(
            DraftRevision.draft_id == draft.id,
            DraftRevision.number <= top,
            DraftRevision.number >= top - size,  # one more: the oldest is compared with it
        )
        .options(joinedload(DraftRevision.author))
    )
    rows = {row.number: row for row in reading().scalars(query)}
    numbers = [number for number in range(top, max(top - size, 0), -1) if number in rows]
    return [_step(rows[number], rows.get(number - 1), language) for number in numbers]


def _step(row: DraftRevision, before: DraftRevision | None, language: str) -> Step:
    groups = between_contents(before.content, row.content, language) if before else []
    return Step(row.number, row.author.name if row.author else "", row.created_at, groups)


def go_back(draft: Draft, number: int, actor: Actor) -> int:
    """Make an earlier revision's content the newest; what came after it stays among the revisions.

    Raises `Rejected` for a number that never was, and for a discarded draft.
    """
    require(actor, "questionnaire.edit")
    with transaction() as session:
        row = held(session, draft)
        revision = store(row, content_of(row, number), actor)
        audit.append("draft.back", row, actor, {"to": number, "revision": revision})
        return revision


def called(draft: Draft) -> str:
    """What a person types to confirm: the short name, where there is none the title."""
    return (draft.name or draft.title_en or draft.title_de).strip() or "draft"


def discard(draft: Draft, typed: str, actor: Actor) -> None:
    """Take a draft off the list. It stays, with all its revisions, and can be brought back."""
    require(actor, "questionnaire.edit")
    with transaction() as session:
        row = held(session, draft)
        if typed.strip() != called(row):
            raise Rejected([Problem("DRAFT_NAME_WRONG", params={"name": called(row)})])
        row.discarded_at, row.discarded_by_id = utcnow(), actor.user_id
        audit.append("draft.discard", row, actor, {"revision": row.revision})


def bring_back(draft: Draft, actor: Actor) -> None:
    """Put a discarded draft onto the list again, as it was."""
    require(actor, "questionnaire.edit")
    with transaction() as session:
        row = session.get_one(Draft, draft.id, with_for_update=True, populate_existing=True)
        if row.discarded_at is None:
            return
        row.discarded_at = row.discarded_by_id = None
        audit.append("draft.restore", row, actor)


def discarded() -> Sequence[Draft]:
    """The drafts that were discarded, the last one first."""
    query = select(Draft).where(Draft.discarded_at.is_not(None)).options(joinedload(Draft.discarded_by))
    return reading().scalars(query.order_by(Draft.discarded_at.desc(), Draft.id.desc())).all()
