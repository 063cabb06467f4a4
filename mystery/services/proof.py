"""What a works council may check: on which ground a study stands, how long it keeps what, what it shows."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mystery.access import Actor, require
from mystery.services.transaction import reading
from mystery.store.models import Study
from mystery.store.queries.scope import visible


def studies_to_check(actor: Actor) -> Sequence[Study]:
    """The studies this person may check, with their waves, the newest first."""
    require(actor, "settings.view")
    query = (
        select(Study)
        .where(visible(actor, Study))
        .options(joinedload(Study.client), joinedload(Study.waves))
        .order_by(Study.created_at.desc(), Study.id)
    )
    return reading().scalars(query).unique().all()
