"""What the office tells a tablet, and the room it has"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("device") as batch_op:
        batch_op.add_column(sa.Column("message", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("used_bytes", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("room_bytes", sa.BigInteger(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("device") as batch_op:
        for column in ("room_bytes", "used_bytes", "message"):
            batch_op.drop_column(column)
