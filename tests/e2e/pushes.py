"""What a push service would deliver, handed to the real service worker by the browser itself."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from playwright.sync_api import CDPSession, Page

from backend.core.model import new_id
from backend.notifications.parcels import Parcel
from backend.notifications.payloads import payload
from backend.notifications.push import fields_of
from tests.e2e.devices import Device


def payload_of(
    who: str, dossier: str, kind: str, *, seq: int, at: datetime, facts: Mapping[str, Any]
) -> str:
    """The text that the worker gets once the browser has decrypted it: the backend's own bytes."""
    made = Parcel(
        id=new_id(),
        message_id=new_id(),
        channel="push",
        tries=1,
        error=None,
        interrupted=False,
        lease_until=at,
        person_id=uuid.UUID(who),
        dossier_id=uuid.UUID(dossier),
        agency_code=None,
        kind=kind,
        urgency="normal",
        language="vi",
        facts=facts,
        seq=seq,
        created_at=at.astimezone(UTC),
        expires_at=None,
        number=None,
        text=None,
        browser=None,
    )
    return payload(fields_of(made, "private")).decode()


class Pusher:
    """Delivers to one phone's worker, whether a page of the app is open or not."""

    def __init__(self, phone: Device) -> None:
        self.origin = phone.address
        self.beside: Page = phone.context.new_page()
        self.session: CDPSession = phone.context.new_cdp_session(self.beside)
        self.registrations: list[str] = []
        self.session.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self.session.send("ServiceWorker.enable")

    def _note(self, told: dict[str, Any]) -> None:
        for one in told["registrations"]:
            if one["scopeURL"].startswith(self.origin) and not one["isDeleted"]:
                self.registrations.append(one["registrationId"])

    def deliver(self, data: str) -> None:
        """One push, decrypted."""
        for _ in range(100):
            if self.registrations:
                break
            self.beside.wait_for_timeout(50)
        self.session.send(
            "ServiceWorker.deliverPushMessage",
            {"origin": self.origin, "registrationId": self.registrations[-1], "data": data},
        )
