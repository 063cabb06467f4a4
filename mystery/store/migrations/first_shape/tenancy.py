"""Clients and where they can be tested."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, row, to

TABLES = (
    "client",
    "org_unit",
    "touchpoint",
)


def create() -> None:
    op.create_table(
        "client",
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("brand", sa.String(80), nullable=False),
        sa.Column("industry", sa.String(200), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        *row("client"),
        sa.UniqueConstraint("code", name=op.f("uq_client_code")),
    )
    op.create_table(
        "org_unit",
        sa.Column("client_id", KEY, nullable=False),
        sa.Column("parent_id", KEY, nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("street", sa.String(200), nullable=False),
        sa.Column("postcode", sa.String(80), nullable=False),
        sa.Column("city", sa.String(200), nullable=False),
        sa.Column("country", sa.String(80), nullable=False),
        sa.Column("time_zone", sa.String(80), nullable=False),
        sa.Column("phone", sa.String(80), nullable=False),
        sa.Column("web", sa.String(200), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("headcount", sa.Integer(), nullable=True),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        *row("org_unit"),
        to("org_unit", "client_id", "client"),
        to("org_unit", "parent_id", "org_unit"),
        sa.UniqueConstraint("client_id", "code", name=op.f("uq_org_unit_client_id_code")),
    )
    op.create_index(op.f("ix_org_unit_client_id_kind"), "org_unit", ["client_id", "kind"])
    op.create_index(op.f("ix_org_unit_parent_id"), "org_unit", ["parent_id"])
    op.create_table(
        "touchpoint",
        sa.Column("client_id", KEY, nullable=False),
        sa.Column("code", sa.String(80), nullable=False),
        sa.Column("label_de", sa.String(200), nullable=False),
        sa.Column("label_en", sa.String(200), nullable=False),
        sa.Column("channel", sa.String(80), nullable=False),
        sa.Column("process", sa.String(80), nullable=False),
        sa.Column("phase", sa.String(80), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        *row("touchpoint"),
        to("touchpoint", "client_id", "client"),
        sa.UniqueConstraint("client_id", "code", name=op.f("uq_touchpoint_client_id_code")),
    )
