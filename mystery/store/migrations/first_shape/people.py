"""People, what they may see, and their sessions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from mystery.store.migrations.columns import KEY, MOMENT, row, to

TABLES = (
    "user",
    "tester_profile",
    "tester_identity",
    "user_scope",
    "user_session",
)


def create() -> None:
    op.create_table(
        "user",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("password_hash", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("theme", sa.String(80), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("logged_in_at", MOMENT, nullable=True),
        *row("user"),
        sa.UniqueConstraint("email", name=op.f("uq_user_email")),
    )
    op.create_index(op.f("ix_user_role"), "user", ["role"])
    op.create_table(
        "tester_profile",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("pseudonym", sa.String(80), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("country", sa.String(80), nullable=False),
        sa.Column("postcode", sa.String(80), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("radius_km", sa.Double(), nullable=False),
        sa.Column("can_visit", sa.Boolean(), nullable=False),
        sa.Column("can_call", sa.Boolean(), nullable=False),
        sa.Column("is_available", sa.Boolean(), nullable=False),
        *row("tester_profile"),
        to("tester_profile", "user_id", "user"),
        sa.UniqueConstraint("pseudonym", name=op.f("uq_tester_profile_pseudonym")),
        sa.UniqueConstraint("user_id", name=op.f("uq_tester_profile_user_id")),
    )
    op.create_table(
        "tester_identity",
        sa.Column("tester_profile_id", KEY, nullable=False),
        sa.Column("phone", sa.String(80), nullable=False),
        sa.Column("street", sa.String(200), nullable=False),
        sa.Column("city", sa.String(200), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("bank_account", sa.String(80), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *row("tester_identity"),
        to("tester_identity", "tester_profile_id", "tester_profile"),
        sa.UniqueConstraint("tester_profile_id", name=op.f("uq_tester_identity_tester_profile_id")),
    )
    op.create_table(
        "user_scope",
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("client_id", KEY, nullable=False),
        sa.Column("org_unit_id", KEY, nullable=True),
        *row("user_scope"),
        to("user_scope", "client_id", "client"),
        to("user_scope", "org_unit_id", "org_unit"),
        to("user_scope", "user_id", "user"),
        sa.UniqueConstraint(
            "user_id", "client_id", "org_unit_id", name=op.f("uq_user_scope_user_id_client_id_org_unit_id")
        ),
    )
    op.create_index(op.f("ix_user_scope_client_id"), "user_scope", ["client_id"])
    op.create_index(op.f("ix_user_scope_org_unit_id"), "user_scope", ["org_unit_id"])
    op.create_table(
        "user_session",
        sa.Column("token_sha256", sa.String(64), nullable=False),
        sa.Column("user_id", KEY, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("idle_minutes", sa.Integer(), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("user_agent", sa.String(200), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        *row("user_session"),
        to("user_session", "user_id", "user"),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_user_session_token_sha256")),
    )
    op.create_index(op.f("ix_user_session_expires_at"), "user_session", ["expires_at"])
    op.create_index(op.f("ix_user_session_user_id_revoked_at"), "user_session", ["user_id", "revoked_at"])
