"""The server's clock. Times from phones are evidence only; this one decides."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

_frozen: ContextVar[datetime | None] = ContextVar("frozen_clock", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _frozen.get() or datetime.now(UTC)


def local(moment: datetime) -> datetime:
    """The same moment on a wall clock in Vietnam (UTC+7, no summer time)."""
    return moment.astimezone(VIETNAM)


@contextmanager
def frozen(moment: datetime) -> Iterator[None]:
    """Hold the clock still, for tests and for the demo data's invented past."""
    if moment.tzinfo is None:
        raise ValueError("A frozen moment must be aware.")
    token = _frozen.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _frozen.reset(token)
