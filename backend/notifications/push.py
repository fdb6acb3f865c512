"""Web Push: one message to one browser, encrypted for it alone (RFC 8291) and signed (RFC 8292).

The encoder is pywebpush's; its own way of sending is not used: it blocks without a timeout, signs a
token for every message and resolves names that nobody looked at.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final

import structlog

from backend.core import clock
from backend.notifications import parcels
from backend.notifications.endpoints import (
    AddressRefused,
    EndpointRefused,
    Services,
    Target,
    public_socket,
)
from backend.notifications.parcels import Browser, Outcome, Parcel
from backend.notifications.payloads import payload, small_payload
from backend.notifications.vapid import KeyGone, Keys, Tokens
from backend.notifications.words import harmless_ask, render

if TYPE_CHECKING:
    from aiohttp import ClientResponse, ClientSession

log = structlog.get_logger(__name__)

Headers = dict[str, str]

PARALLEL: Final = 128
"""Messages under way at once in one worker: with 120 ms to the service about 1,000 a second."""
TOTAL_SECONDS: Final = 20.0
CONNECT_SECONDS: Final = 8.0
LONGEST_TTL: Final = 28 * 86_400
"""Seconds that a push service keeps a message for a phone that is off; the usual upper bound."""
_TOO_LARGE: Final = "too_large"
_PAUSE: Final = 60.0
"""Seconds of rest when a service says 429 without saying how long."""


class PushChannel:
    """Sends over connections that stay open, to push services of the allow-list."""

    name = "push"
    parallel = PARALLEL
    silence = parcels.again("timeout")

    def __init__(
        self,
        *,
        keys: Keys,
        contact: str,
        secret: str,
        services: Services,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._tokens = Tokens(keys, contact)
        self._secret = hashlib.sha256(b"push-topics\x00" + secret.encode()).digest()
        self._services = services
        self._monotonic = monotonic
        self._sessions: dict[bool, ClientSession] = {}
        self._resting: dict[str, float] = {}

    async def send(self, parcel: Parcel) -> Outcome:
        """Encrypt, sign, post; what the push service said becomes the outcome."""
        browser = parcel.browser
        if browser is None:
            return parcels.dead("gone")
        try:
            target = self._services.target(browser.endpoint)
        except EndpointRefused:
            return parcels.dead("endpoint_refused", gone=True)
        rest = self._resting.get(target.origin, 0.0) - self._monotonic()
        if rest > 0:
            return parcels.again("resting", wait=rest, counted=False)
        try:
            headers, body = self.envelope(parcel, browser, target.origin)
        except KeyGone:
            return parcels.dead("key_gone", gone=True)
        except (ValueError, LookupError, TypeError) as error:
            log.warning("push_not_made", kind=parcel.kind, error=type(error).__name__)
            return parcels.dead("not_made")
        return await self._post(parcel, browser, target, (headers, body))

    def envelope(self, parcel: Parcel, browser: Browser, origin: str) -> tuple[Headers, bytes]:
        """Headers and encrypted body. Raises KeyGone, and ValueError for keys that are none."""
        fields = fields_of(parcel, browser.detail)
        small = parcel.error == _TOO_LARGE
        body = encrypted(browser, small_payload(fields) if small else payload(fields))
        headers = {
            "Authorization": self._tokens.authorization(browser.vapid_key_id, origin),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(_ttl(parcel)),
            "Urgency": parcel.urgency,
            "Topic": self._topic(parcel),
        }
        return headers, body

    async def close(self) -> None:
        """Close the connections."""
        for session in self._sessions.values():
            await session.close()

    def _topic(self, parcel: Parcel) -> str:
        """The same for all messages of a dossier to a person, so that the newest takes the place of
        one that waits; without our secret it says nothing."""
        about = parcel.dossier_id or parcel.message_id
        digest = hmac.digest(self._secret, f"{parcel.person_id}\0{about}".encode(), "sha256")
        return base64.urlsafe_b64encode(digest[:24]).decode()

    async def _post(
        self, parcel: Parcel, browser: Browser, target: Target, envelope: tuple[Headers, bytes]
    ) -> Outcome:
        from aiohttp import ClientError

        headers, body = envelope
        try:
            async with self._session(target.named).post(
                browser.endpoint, data=body, headers=headers, allow_redirects=False
            ) as answer:
                await answer.content.read(1024)  # What was read to its end leaves the line open.
                return self._judge(answer, parcel, browser, target.origin)
        except TimeoutError:
            return parcels.again("timeout")
        except (ClientError, OSError) as error:
            return parcels.again(_reason(error))

    def _judge(
        self, answer: ClientResponse, parcel: Parcel, browser: Browser, origin: str
    ) -> Outcome:
        status = answer.status
        if status in (200, 201, 202, 204):
            return parcels.sent()
        if status in (404, 410):
            return parcels.dead("gone", gone=True)
        if status == 413:
            return self._too_large(parcel)
        asked = _retry_after(answer.headers.get("Retry-After"), clock.now())
        if status == 429:
            asked = _PAUSE if asked is None else asked
            self._resting[origin] = self._monotonic() + asked
            return parcels.again("resting", wait=asked, counted=False)
        if status in (401, 403):
            self._tokens.forget(browser.vapid_key_id, origin)
        if status == 400:
            return parcels.dead("refused_400")
        return parcels.again(f"answer_{status}", wait=asked)

    def _too_large(self, parcel: Parcel) -> Outcome:
        if parcel.error == _TOO_LARGE:
            return parcels.dead(_TOO_LARGE)
        return parcels.again(_TOO_LARGE, wait=0.0)

    def _session(self, named: bool) -> ClientSession:
        """One for services of the world, whose sockets refuse private addresses; one for origins
        that the operator wrote out."""
        found = self._sessions.get(named)
        if found is None:
            found = self._sessions[named] = _make_session(named)
        return found


def _make_session(named: bool) -> ClientSession:
    from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector

    connector = TCPConnector(
        limit=PARALLEL,
        keepalive_timeout=60,
        socket_factory=None if named else public_socket,
    )
    return ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        timeout=ClientTimeout(total=TOTAL_SECONDS, connect=CONNECT_SECONDS),
        headers={"User-Agent": "motcua"},
        auto_decompress=False,
    )


def fields_of(parcel: Parcel, detail: str) -> dict[str, Any]:
    """What the phone gets to know, in the order in which it is written."""
    words = render(parcel.kind, parcel.facts, parcel.language, detail)
    facts = parcel.facts
    return {
        "v": 1,
        "id": str(parcel.message_id),
        "who": None if parcel.person_id is None else str(parcel.person_id),
        "seq": parcel.seq,
        "kind": parcel.kind,
        "dossier": None if parcel.dossier_id is None else str(parcel.dossier_id),
        "slip": facts.get("slip"),
        "code": facts.get("code"),
        "state": facts.get("state"),
        "title": words.title,
        "body": words.body,
        "next": words.next,
        "at": parcel.created_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "tel": facts.get("tel"),
        "lang": None if parcel.language == "vi" else parcel.language,
        "level": detail if detail == "discreet" else None,
        "ask": harmless_ask(facts),
    }


def encrypted(browser: Browser, plain: bytes) -> bytes:
    """The body (aes128gcm), under a key of its own. Raises ValueError for keys that are none."""
    from pywebpush import WebPusher, WebPushException

    keys = {"p256dh": browser.p256dh, "auth": browser.auth}
    try:
        encoder = WebPusher({"endpoint": browser.endpoint, "keys": keys})
        body: bytes = encoder.encode(plain)["body"]
    except WebPushException as error:
        raise ValueError("keys") from error
    return body


def _ttl(parcel: Parcel) -> int:
    if parcel.expires_at is None:
        return LONGEST_TTL
    left = (parcel.expires_at - clock.now()).total_seconds()
    return int(max(0.0, min(left, LONGEST_TTL)))


def _retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds, from a number or a date (RFC 9110, 10.2.3); None for neither."""
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


def _reason(error: Exception) -> str:
    cause: object = getattr(error, "os_error", error)
    if isinstance(cause, AddressRefused) or "not a public address" in str(cause):
        return "address_refused"
    return "connection"
