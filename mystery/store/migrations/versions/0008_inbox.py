"""What the inbox needs: whose record it is and of which visit, and what a person has set aside"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("intake") as batch_op:
        batch_op.add_column(sa.Column("user_id", KEY, nullable=False))
        batch_op.add_column(sa.Column("assignment_id", KEY, nullable=True))
        batch_op.add_column(sa.Column("decision_reason", sa.Text(), nullable=False))
        batch_op.create_foreign_key(op.f("fk_intake_user_id"), "user", ["user_id"], ["id"])
        batch_op.create_foreign_key(op.f("fk_intake_assignment_id"), "assignment", ["assignment_id"], ["id"])
        batch_op.create_index(op.f("ix_intake_assignment_id"), ["assignment_id"])
    with op.batch_alter_table("interview") as batch_op:
        batch_op.add_column(sa.Column("set_aside_at", MOMENT, nullable=True))
    with op.batch_alter_table("journal_conflict") as batch_op:
        batch_op.add_column(sa.Column("settled_at", MOMENT, nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("journal_conflict") as batch_op:
        batch_op.drop_column("settled_at")
    with op.batch_alter_table("interview") as batch_op:
        batch_op.drop_column("set_aside_at")
    with op.batch_alter_table("intake") as batch_op:
        batch_op.drop_index(op.f("ix_intake_assignment_id"))
        batch_op.drop_constraint(op.f("fk_intake_assignment_id"), type_="foreignkey")
        batch_op.drop_constraint(op.f("fk_intake_user_id"), type_="foreignkey")
        batch_op.drop_column("decision_reason")
        batch_op.drop_column("assignment_id")
        batch_op.drop_column("user_id")
