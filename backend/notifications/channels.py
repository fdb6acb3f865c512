"""How messages leave. A channel is chosen once a message, when it is written."""

from __future__ import annotations

from typing import Protocol

from backend.core.configuration import current_settings
from backend.notifications.models import DeliveryState


class Channel(Protocol):
    """A way to a person: its name in the outbox, and the state in which it takes a message."""

    name: str
    first_state: DeliveryState


class ConsoleChannel:
    """Sends nothing: the message can be read on the demo console."""

    name = "console"
    first_state = DeliveryState.SENT


class SmsChannel:
    """SMS: the message waits in the outbox until a worker hands it to the commune's gateway."""

    name = "sms"
    first_state = DeliveryState.WAITING


def for_phone() -> Channel:
    """Real messages leave a real installation only."""
    return SmsChannel() if current_settings().mode == "production" else ConsoleChannel()


def can_text() -> bool:
    """Whether a text would go anywhere: to the console, or to a gateway."""
    settings = current_settings()
    return settings.mode != "production" or settings.sms.gateway is not None
