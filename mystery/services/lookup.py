"""Finding a row by its public id and asking, in the same breath, whether this person may do this to it."""

from __future__ import annotations

from typing import TypeVar
from uuid import UUID

from mystery.access import Actor, allowed
from mystery.problems import Forbidden, NotFound
from mystery.services.transaction import reading
from mystery.store.models import Row
from mystery.store.queries.scope import visible_row

R = TypeVar("R", bound=Row)


def find(actor: Actor, model: type[R], public_id: UUID, noun: str, to: str) -> R:
    """The row, if the person may see it and may do `noun.to`.

    Raises `NotFound` for what the person may not know of, `Forbidden` for what is not theirs to do.
    """
    if not allowed(actor, f"{noun}.view") and not allowed(actor, f"{noun}.{to}"):
        raise NotFound(noun)
    row = find_visible(actor, model, public_id)
    if not allowed(actor, f"{noun}.{to}"):
        raise Forbidden(f"{noun}.{to}")
    return row


def find_visible(actor: Actor, model: type[R], public_id: UUID) -> R:
    """The row, if it lies within the person's reach; for rows that everybody has of their own."""
    row = reading().scalar(visible_row(actor, model, public_id))
    if row is None:
        raise NotFound(model.__tablename__)
    return row
