"""Clients, the trees of their places, and the touchpoints they want tested."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mystery.store.models.base import Code, Json, Name, Row
from mystery.store.models.states import OrgKind


class Client(Row):
    __tablename__ = "client"

    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    brand: Mapped[Code] = mapped_column(default="")
    industry: Mapped[Name] = mapped_column(default="")
    is_active: Mapped[bool] = mapped_column(default=True)


class OrgUnit(Row):
    """A node of a client's tree: the client itself, a region, or a location that can be visited.

    `subdivision` is the part of the country (NW) whose public holidays count.
    """

    __tablename__ = "org_unit"
    __table_args__ = (
        UniqueConstraint("client_id", "code"),
        Index(None, "client_id", "kind"),
    )

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("org_unit.id"), index=True)
    kind: Mapped[OrgKind]
    code: Mapped[Code]
    name: Mapped[Name]
    street: Mapped[Name] = mapped_column(default="")
    postcode: Mapped[Code] = mapped_column(default="")
    city: Mapped[Name] = mapped_column(default="")
    country: Mapped[Code] = mapped_column(default="DE")
    subdivision: Mapped[Code] = mapped_column(default="")
    time_zone: Mapped[Code] = mapped_column(default="Europe/Berlin")
    phone: Mapped[Code] = mapped_column(default="")
    web: Mapped[Name] = mapped_column(default="")
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    headcount: Mapped[int | None]
    hours: Mapped[Json] = mapped_column(default=dict)
    is_active: Mapped[bool] = mapped_column(default=True)

    client: Mapped[Client] = relationship()
    parent: Mapped[OrgUnit | None] = relationship(remote_side="OrgUnit.id")


class Touchpoint(Row):
    """Where a customer meets the client. `value` weighs the customer segment it serves."""

    __tablename__ = "touchpoint"
    __table_args__ = (UniqueConstraint("client_id", "code"),)

    client_id: Mapped[int] = mapped_column(ForeignKey("client.id"))
    code: Mapped[Code]
    label_de: Mapped[Name]
    label_en: Mapped[Name]
    channel: Mapped[Code] = mapped_column(default="")
    process: Mapped[Code] = mapped_column(default="")
    phase: Mapped[Code] = mapped_column(default="")
    value: Mapped[float] = mapped_column(default=1.0)
    position: Mapped[int] = mapped_column(default=0)

    client: Mapped[Client] = relationship()
