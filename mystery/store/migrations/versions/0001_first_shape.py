"""The first shape of the tables"""

from __future__ import annotations

from alembic import op

from mystery.store.migrations.first_shape import (
    evidence,
    field,
    instruments,
    people,
    review,
    tenancy,
    trust,
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_PARTS = (tenancy, people, instruments, field, evidence, review, trust)
"""In this order each finds what it refers to."""


def upgrade() -> None:
    for part in _PARTS:
        part.create()
    trust.guard()


def downgrade() -> None:
    for part in reversed(_PARTS):
        for table in reversed(part.TABLES):
            op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
