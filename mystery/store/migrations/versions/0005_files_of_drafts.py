"""Pictures, sounds and films of drafts"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("draft") as batch_op:
        batch_op.add_column(sa.Column("files", sa.JSON(), nullable=False, server_default="{}"))
    with op.batch_alter_table("draft") as batch_op:
        batch_op.alter_column("files", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("draft") as batch_op:
        batch_op.drop_column("files")
