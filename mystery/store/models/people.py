"""Accounts, how far they reach, who testers are, and the sessions people are logged in with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.access import Role
from mystery.store.models.base import Code, Json, Language, Name, Prose, Row, Sha256
from mystery.store.models.tenancy import Client, OrgUnit


class User(Row):
    __tablename__ = "user"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    password_hash: Mapped[Name]
    must_change_password: Mapped[bool] = mapped_column(default=False)
    name: Mapped[Name]
    language: Mapped[Language] = mapped_column(default="de")
    theme: Mapped[Code] = mapped_column(default="auto")
    role: Mapped[Role] = mapped_column(index=True)
    is_active: Mapped[bool] = mapped_column(default=True)
    logged_in_at: Mapped[datetime | None]

    scopes: Mapped[list[UserScope]] = relationship(back_populates="user", cascade="all, delete-orphan")
    tester_profile: Mapped[TesterProfile | None] = relationship(back_populates="user")

    # what Flask-Login asks of an account
    is_authenticated = True
    is_anonymous = False

    def get_id(self) -> str:
        return str(self.id)


class UserScope(Row):
    """A client, or one node of its tree, that a person's role is confined to."""

    __tablename__ = "user_scope"
    __table_args__ = (UniqueConstraint("user_id", "client_id", "org_unit_id"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"), index=True)
    org_unit_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)

    user: Mapped[User] = relationship(back_populates="scopes")
    client: Mapped[Client] = relationship()
    org_unit: Mapped[OrgUnit | None] = relationship()


class TesterProfile(Row):
    """What planning needs of a tester. The pseudonym is the only name results ever carry."""

    __tablename__ = "tester_profile"

    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), unique=True)
    pseudonym: Mapped[Code] = mapped_column(unique=True)
    languages: Mapped[list[Any]] = mapped_column(default=list)
    country: Mapped[Code] = mapped_column(default="DE")
    postcode: Mapped[Code] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    radius_km: Mapped[float] = mapped_column(default=30.0)
    can_visit: Mapped[bool] = mapped_column(default=True)
    can_call: Mapped[bool] = mapped_column(default=False)
    is_available: Mapped[bool] = mapped_column(default=True)
    calls_in_browser: Mapped[bool] = mapped_column(default=False)
    opens_dial_links: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship(back_populates="tester_profile")
    identity: Mapped[TesterIdentity | None] = relationship(
        back_populates="profile", cascade="all, delete-orphan"
    )


class TesterIdentity(Row):
    """Personal data of a tester, apart from everything else so that erasing it leaves results alone."""

    __tablename__ = "tester_identity"

    tester_profile_id: Mapped[int] = mapped_column(ForeignKey("tester_profile.id"), unique=True)
    phone: Mapped[Code] = mapped_column(default="")
    street: Mapped[Name] = mapped_column(default="")
    city: Mapped[Name] = mapped_column(default="")
    birth_year: Mapped[int | None]
    bank_account: Mapped[Code] = mapped_column(default="")
    note: Mapped[Prose] = mapped_column(default="")

    profile: Mapped[TesterProfile] = relationship(back_populates="identity")


class UserSession(Row):
    """A login. The cookie holds a random token, the table only its hash."""

    __tablename__ = "user_session"
    __table_args__ = (Index(None, "user_id", "revoked_at"),)

    token_sha256: Mapped[Sha256] = mapped_column(unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    seen_at: Mapped[datetime]
    idle_minutes: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    revoked_at: Mapped[datetime | None]
    user_agent: Mapped[Name] = mapped_column(default="")
    data: Mapped[Json] = mapped_column(default=dict)

    user: Mapped[User] = relationship()
