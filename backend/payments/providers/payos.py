"""payOS: its signed notice that a bank transfer has arrived, and the request it signs alike. Pure.

HMAC-SHA256 (hex) over `k=v&…`, keys sorted, values as they are (not URL-encoded), null as empty.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from backend.core import clock

PROBE_ORDER = 123
"""The order that `confirm-webhook` sends to see whether somebody answers."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """Money on the account: `amount` in đồng, `reference` the bank's number of the transfer."""

    amount: int
    purpose: str
    reference: str
    account: str
    at: datetime | None


def signature(key: str, data: Mapping[str, Any]) -> str:
    """What payOS signs `data` with."""
    text = "&".join(f"{name}={_text(data[name])}" for name in sorted(data))
    return hmac.new(key.encode(), text.encode(), hashlib.sha256).hexdigest()


def is_signed(key: str, notice: Mapping[str, Any]) -> bool:
    """Whether payOS signed this notice; compared in constant time."""
    data, given = notice.get("data"), notice.get("signature")
    if not isinstance(data, dict) or not isinstance(given, str):
        return False
    try:
        expected = signature(key, data)
    except (UnicodeEncodeError, TypeError):  # A lone surrogate has no bytes to sign.
        return False
    return hmac.compare_digest(expected.encode(), given.lower().encode("utf-8", "replace"))


def arrived(notice: Mapping[str, Any]) -> Arrived | None:
    """The transfer that a signed notice tells of; None when it tells of none."""
    data = notice["data"]
    amount = data.get("amount")
    done = data.get("code") == "00" and data.get("currency") == "VND"
    if not done or isinstance(amount, bool) or not isinstance(amount, int) or amount <= 0:
        return None
    return Arrived(
        amount=amount,
        purpose=str(data.get("description") or "")[:300],
        reference=str(data.get("reference") or "")[:60],
        account=str(data.get("accountNumber") or "")[:30],
        at=_moment(data.get("transactionDateTime")),
    )


def _text(value: Any) -> str:
    if value is None or value in ("null", "undefined"):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _moment(text: Any) -> datetime | None:
    try:
        wall = datetime.fromisoformat(str(text))
        return wall.replace(tzinfo=wall.tzinfo or clock.VIETNAM).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
