"""Drafts may be discarded, and brought back"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("discarded_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("discarded_by_id", KEY, nullable=True))
        batch_op.create_foreign_key(op.f("fk_draft_discarded_by_id"), "user", ["discarded_by_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_constraint(op.f("fk_draft_discarded_by_id"), type_="foreignkey")
        batch_op.drop_column("discarded_by_id")
        batch_op.drop_column("discarded_at")
