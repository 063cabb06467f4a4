"""What is asked and how it is valued."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

TABLES = (
    "questionnaire_version",
    "scheme_version",
)


def create() -> None:
    op.create_table(
        "questionnaire_version",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("title_de", sa.String(200), nullable=False),
        sa.Column("title_en", sa.String(200), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("package", sa.JSON(), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by_id", KEY, nullable=True),
        *row("questionnaire_version"),
        to("questionnaire_version", "published_by_id", "user"),
        sa.UniqueConstraint("fingerprint", name=op.f("uq_questionnaire_version_fingerprint")),
        sa.UniqueConstraint("name", "version", name=op.f("uq_questionnaire_version_name_version")),
    )
    op.create_table(
        "scheme_version",
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("version", sa.String(80), nullable=False),
        sa.Column("questionnaire", sa.String(80), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("published_by_id", KEY, nullable=True),
        *row("scheme_version"),
        to("scheme_version", "published_by_id", "user"),
        sa.UniqueConstraint("name", "version", name=op.f("uq_scheme_version_name_version")),
    )
    op.create_index(op.f("ix_scheme_version_questionnaire"), "scheme_version", ["questionnaire"])
