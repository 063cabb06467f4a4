"""What every table has in common: how names, times, states and identities are stored."""

from __future__ import annotations

import enum
import json
import zlib
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar
from uuid import UUID, uuid4

from sqlalchemy import JSON, BigInteger, DateTime, Enum, Integer, LargeBinary, MetaData, String, Text, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from mystery.clock import utcnow

Json = dict[str, Any]
Code = Annotated[str, mapped_column(String(80))]
Name = Annotated[str, mapped_column(String(200))]
Prose = Annotated[str, mapped_column(Text)]
Sha256 = Annotated[str, mapped_column(String(64))]
Language = Annotated[str, mapped_column(String(2))]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite forgets zones, so they are checked going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a moment without a zone cannot be stored: {value!r}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class PackedJson(TypeDecorator[Json]):
    """JSON that is kept in hundreds of nearly equal copies, so compressed; keys stay in their order."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Json | None, dialect: Dialect) -> bytes | None:
        if value is None:
            return None
        return zlib.compress(json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Json | None:
        return None if value is None else json.loads(zlib.decompress(value))


_BigKey = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up only an INTEGER primary key


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        UUID: Uuid(),
        # JSON and not JSONB: the text of a fingerprinted package must come back as it went in
        Json: JSON(),
        list[Any]: JSON(),
        enum.StrEnum: Enum(
            enum.StrEnum,
            native_enum=False,
            length=32,
            values_callable=lambda kind: [each.value for each in kind],
        ),
    }


class Row(Base):
    """A table with a small key for joins and a random one for everything outside the database."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(_BigKey, primary_key=True)
    public_id: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    created_at: Mapped[datetime] = mapped_column(default=utcnow)
