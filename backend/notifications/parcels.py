"""What a worker has in its hands: a delivery as plain data, and what became of it.

Nothing here holds a database connection: a parcel is read in one short transaction, sent outside of
any, and its outcome is written in another.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol

from backend.notifications.models import DeliveryState

UNKNOWN: Final = "unknown"
"""The error of what may have left already: a gateway is asked before it is sent again."""


@dataclass(frozen=True, slots=True)
class Browser:
    """A subscription, as much of it as sending needs."""

    id: uuid.UUID
    endpoint: str
    p256dh: str
    auth: str
    detail: str
    vapid_key_id: str


@dataclass(frozen=True, slots=True)
class Parcel:
    """A delivery that a worker claimed.

    `tries` counts this one. `error` is what the last try ended with. `interrupted`: the last worker
    died (or slept past its lease) with it in its hands, so it may have left already. `number`
    (E.164) and `text` are opened; `text` None: words are made from the facts.
    """

    id: uuid.UUID
    message_id: uuid.UUID
    channel: str
    tries: int
    error: str | None
    interrupted: bool
    lease_until: datetime
    person_id: uuid.UUID | None
    dossier_id: uuid.UUID | None
    agency_code: str | None
    kind: str
    urgency: str
    language: str
    facts: Mapping[str, Any]
    seq: int
    created_at: datetime
    expires_at: datetime | None
    number: str | None
    text: str | None
    browser: Browser | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a parcel.

    `waiting` means again: after `wait` seconds, or after the growing pause of its tries when that
    is None. `counted` False: the try was none (the service asked for a pause). `gone`: nobody is
    at this browser's address any more.
    """

    state: DeliveryState
    error: str | None = None
    wait: float | None = None
    counted: bool = True
    gone: bool = False
    gateway_id: str | None = None


def sent(gateway_id: str | None = None) -> Outcome:
    """Whoever carries it on has taken it."""
    return Outcome(DeliveryState.SENT, gateway_id=gateway_id)


def again(error: str, *, wait: float | None = None, counted: bool = True) -> Outcome:
    """Not taken, or not known to be taken: it will be tried again."""
    return Outcome(DeliveryState.WAITING, error, wait=wait, counted=counted)


def dead(error: str, *, gone: bool = False) -> Outcome:
    """This address will never take this message."""
    return Outcome(DeliveryState.DEAD, error, gone=gone)


def unknown(error: str, gateway_id: str | None = None) -> Outcome:
    """It left, nobody knows whether it arrived, and sending it twice would cost or annoy."""
    return Outcome(DeliveryState.UNKNOWN, error, gateway_id=gateway_id)


class Channel(Protocol):
    """A way out. `parallel` is how many parcels may be under way at once in one worker, `silence`
    what became of one whose `send` did not end in time (`worker.SEND_SECONDS`).

    `send` never raises for what the other side does.
    """

    name: str
    parallel: int
    silence: Outcome

    async def send(self, parcel: Parcel) -> Outcome:
        """Hand one parcel over."""
        ...

    async def close(self) -> None:
        """Give connections back; nothing is sent any more."""
        ...
