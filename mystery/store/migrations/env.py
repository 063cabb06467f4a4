"""What Alembic runs for every command; the engine comes from the app (store/schema.py)."""

from __future__ import annotations

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy import Enum

from mystery.store.database import WRITING
from mystery.store.models import Base, UtcDateTime


def render(kind: str, thing: object, _context: AutogenContext) -> str | Literal[False]:
    """A migration is frozen: it must not change its meaning when our own types or states do."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, Enum):
        return f"sa.String({thing.length})"
    return False


def run() -> None:
    engine = context.config.attributes["engine"]
    with engine.connect().execution_options(**WRITING) as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
