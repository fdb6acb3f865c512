"""Texts by a gateway over HTTP. Sent once: an unknown outcome is asked after, never sent again
before the gateway itself says that it does not know the message."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

from backend.core import clock
from backend.notifications import parcels, words
from backend.notifications.parcels import UNKNOWN, Outcome, Parcel
from backend.notifications.sms_template import Filled, Gateway, at_path

if TYPE_CHECKING:
    from aiohttp import ClientSession

PARALLEL: Final = 8
"""Gateways of communes are small; a flood of ours would only be refused."""
TOTAL_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 8.0
_ASK_AFTER: Final = 60.0
"""Seconds until the gateway is asked what became of a text."""
_MOST: Final = 64 * 1024
_LONGEST_ID: Final = 80


class SmsGateway:
    """The channel of texts."""

    name = "sms"
    parallel = PARALLEL
    silence = parcels.again(UNKNOWN, wait=_ASK_AFTER)

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._session: ClientSession | None = None

    async def send(self, parcel: Parcel) -> Outcome:
        """Send it; where it may have left already, ask first."""
        if parcel.number is None:
            return parcels.dead("no_number")
        values = {"to": parcel.number, "text": _text(parcel), "id": str(parcel.id)}
        if parcel.interrupted or parcel.error == UNKNOWN:
            known = await self._asked(values)
            if known is not None:
                return known
        return await self._send(values)

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _send(self, values: dict[str, str]) -> Outcome:
        from aiohttp import ClientConnectorError, ClientError

        try:
            status, told, pause = await self._call(self._gateway.send.fill(values))
        except ClientConnectorError:
            return parcels.again("connection")  # Nothing has left.
        except (TimeoutError, ClientError, OSError):
            return self._unknown()
        return self._judge(status, told, pause)

    def _judge(self, status: int, told: Any, pause: float | None) -> Outcome:
        if 200 <= status < 300:
            found = at_path(told, self._gateway.id_at)
            return parcels.sent(None if found is None else str(found)[:_LONGEST_ID])
        if status == 429 or (status == 503 and pause is not None):
            wait = _ASK_AFTER if pause is None else pause
            return parcels.again("resting", wait=wait, counted=False)
        if status in (401, 403, 407):
            return parcels.again(f"answer_{status}", wait=300.0)  # The operator must look.
        if 400 <= status < 500:
            return parcels.dead(f"refused_{status}")
        return self._unknown()

    def _unknown(self) -> Outcome:
        """It may have left. Without a way to ask nobody will ever know: it is not sent again."""
        if self._gateway.ask is None:
            return parcels.unknown("no_answer")
        return parcels.again(UNKNOWN, wait=_ASK_AFTER)

    async def _asked(self, values: dict[str, str]) -> Outcome | None:
        """What became of it; None when the gateway says that it never had it."""
        from aiohttp import ClientError

        if self._gateway.ask is None:
            return parcels.unknown("no_answer")
        try:
            status, told, _ = await self._call(self._gateway.ask.fill(values))
        except (TimeoutError, ClientError, OSError):
            return self._unknown()
        state = self._gateway.state(told) if 200 <= status < 300 else "unclear"
        if status == 404 or state == "missing":
            return None
        if state == "failed":
            return parcels.dead("failed")
        return parcels.sent() if state in ("taken", "delivered") else self._unknown()

    async def _call(self, request: Filled) -> tuple[int, Any, float | None]:
        """Status, answer as JSON (None where it is none), seconds of rest it asks for."""
        async with self._open().request(
            request.method,
            request.url,
            data=request.body,
            headers=dict(request.headers),
            allow_redirects=False,
        ) as answer:
            body = await answer.content.read(_MOST)
            pause = _seconds(answer.headers.get("Retry-After"), clock.now())
            return answer.status, _json(body), pause

    def _open(self) -> ClientSession:
        if self._session is None:
            from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

            self._session = ClientSession(
                connector=TCPConnector(limit=PARALLEL),
                cookie_jar=DummyCookieJar(),
                timeout=ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS),
                headers={"User-Agent": "motcua"},
            )
        return self._session


def _text(parcel: Parcel) -> str:
    if parcel.text is not None:
        return parcel.text
    return words.sms_text(parcel.kind, parcel.facts, parcel.language)


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None


def _seconds(value: str | None, now: datetime) -> float | None:
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value)
    try:
        until = parsedate_to_datetime(value)
    except ValueError:
        return None
    until = until.replace(tzinfo=UTC) if until.tzinfo is None else until
    return max(0.0, (until - now).total_seconds())
