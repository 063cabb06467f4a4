"""When the bytes of a file were deleted because nothing keeps them any longer"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import MOMENT

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("media") as batch_op:
        batch_op.add_column(sa.Column("forgotten_at", MOMENT, nullable=True))
    # recordings are one class among others of the job `purge`
    op.execute("DELETE FROM job_request WHERE key = 'recording-forget:always'")


def downgrade() -> None:
    with op.batch_alter_table("media") as batch_op:
        batch_op.drop_column("forgotten_at")
