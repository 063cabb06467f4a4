"""Tablets that the office takes although their browser promises no storage"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("device") as batch_op:
        batch_op.add_column(sa.Column("storage_accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("storage_accepted_by_id", KEY, nullable=True))
        batch_op.add_column(
            sa.Column("storage_accepted_reason", sa.Text(), nullable=False, server_default="")
        )
        batch_op.create_foreign_key(
            op.f("fk_device_storage_accepted_by_id"), "user", ["storage_accepted_by_id"], ["id"]
        )


def downgrade() -> None:
    with op.batch_alter_table("device") as batch_op:
        batch_op.drop_constraint(op.f("fk_device_storage_accepted_by_id"), type_="foreignkey")
        for column in ("storage_accepted_reason", "storage_accepted_by_id", "storage_accepted_at"):
            batch_op.drop_column(column)
