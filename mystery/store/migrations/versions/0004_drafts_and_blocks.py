"""Drafts of questionnaires, their revisions, and reusable blocks"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("questionnaire_version") as batch_op:
        batch_op.add_column(sa.Column("content", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("scheme_version_id", KEY, nullable=True))
        batch_op.create_foreign_key(
            op.f("fk_questionnaire_version_scheme_version_id"),
            "scheme_version",
            ["scheme_version_id"],
            ["id"],
        )
    op.create_table(
        "draft",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("title_de", sa.String(200), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("base_version_id", KEY, nullable=True),
        sa.Column("base_revision", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by_id", KEY, nullable=True),
        *_row(),
        sa.ForeignKeyConstraint(
            ["base_version_id"], ["questionnaire_version.id"], name=op.f("fk_draft_base_version_id")
        ),
        sa.ForeignKeyConstraint(["changed_by_id"], ["user.id"], name=op.f("fk_draft_changed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("public_id", name=op.f("uq_draft_public_id")),
    )
    op.create_index(op.f("ix_draft_changed_at"), "draft", ["changed_at"])
    op.create_table(
        "draft_revision",
        sa.Column("draft_id", KEY, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", KEY, nullable=True),
        *_row(),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_draft_revision_draft_id")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_draft_revision_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_revision")),
        sa.UniqueConstraint("public_id", name=op.f("uq_draft_revision_public_id")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_draft_revision_draft_id_number")),
    )
    op.create_table(
        "block",
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("node", sa.JSON(), nullable=False),
        sa.Column("created_by_id", KEY, nullable=True),
        *_row(),
        sa.ForeignKeyConstraint(["created_by_id"], ["user.id"], name=op.f("fk_block_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_block")),
        sa.UniqueConstraint("public_id", name=op.f("uq_block_public_id")),
    )


def _row() -> list[sa.Column[object]]:
    """The columns that every table has."""
    return [
        sa.Column("id", KEY, nullable=False),
        sa.Column("public_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
    ]


def downgrade() -> None:
    op.drop_table("block")
    op.drop_table("draft_revision")
    op.drop_table("draft")
    with op.batch_alter_table("questionnaire_version") as batch_op:
        batch_op.drop_constraint(op.f("fk_questionnaire_version_scheme_version_id"), type_="foreignkey")
        batch_op.drop_column("scheme_version_id")
        batch_op.drop_column("content")
