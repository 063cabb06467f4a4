"""How a caller telephones: in the browser, and with a program for numbers dialled by hand"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_COLUMNS = ("calls_in_browser", "opens_dial_links")


def upgrade() -> None:
    with op.batch_alter_table("tester_profile") as batch_op:
        for column in _COLUMNS:
            batch_op.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade() -> None:
    with op.batch_alter_table("tester_profile") as batch_op:
        for column in reversed(_COLUMNS):
            batch_op.drop_column(column)
