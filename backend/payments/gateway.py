"""Calling VNPay's merchant API: one POST of JSON, with a limit on its time and its answer.

No transaction is open meanwhile; nothing that is sent or answered is logged.
"""

from __future__ import annotations

import json
import urllib.request
import uuid
from collections.abc import Mapping
from typing import Any

from backend.core import clock
from backend.payments.providers.vnpay import Merchant
from backend.payments.providers.vnpay_requests import Asking

_SECONDS = 15
_MOST = 64 * 1024
_OUR_ADDRESS = "127.0.0.1"
"""VNPay wants an address beside a call of ours; the server's own says nothing of anybody."""


class GatewayAway(RuntimeError):
    """VNPay did not answer, or not in its own language: nothing is known."""


def asking(request_id: str | None = None) -> Asking:
    """A call of ours, now."""
    return Asking(request_id or uuid.uuid4().hex, clock.now(), _OUR_ADDRESS)


def call(merchant: Merchant, body: Mapping[str, str]) -> dict[str, Any]:
    """The answer as JSON; raises GatewayAway."""
    request = urllib.request.Request(  # noqa: S310 # The address is the operator's own setting.
        merchant.api_url,
        data=json.dumps(body).encode(),
        headers={"Content-Type": "application/json"},
        method="POST",
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            found = json.loads(answer.read(_MOST))
    except (OSError, ValueError) as error:
        raise GatewayAway from error
    if not isinstance(found, dict):
        raise GatewayAway
    return found
