"""What tables are made of: ids ordered by time, moments in UTC, JSON."""

from __future__ import annotations

import secrets
import time
import uuid
from datetime import UTC, datetime

from sqlalchemy import BigInteger, DateTime, Integer
from sqlalchemy.engine.interfaces import Dialect
from sqlalchemy.types import JSON, TypeDecorator

from backend.extensions import Base

__all__ = ["Base", "BigId", "Json", "UtcDateTime", "new_id"]


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment. Both databases keep UTC; a naive value is refused at the door."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A naive time would be ambiguous; give an aware one.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[object]):
    """JSON that is None in the database when it is None in Python."""

    impl = JSON(none_as_null=True)
    cache_ok = True


BigId = BigInteger().with_variant(Integer(), "sqlite")
"""A counter's type: SQLite only counts up by itself on INTEGER."""


def new_id() -> uuid.UUID:
    """A UUIDv7 (RFC 9562): ordered by time, as the phone makes them too."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & ((1 << 48) - 1)) << 80
    value |= 0x7 << 76 | secrets.randbits(12) << 64 | 0b10 << 62 | secrets.randbits(62)
    return uuid.UUID(int=value)
