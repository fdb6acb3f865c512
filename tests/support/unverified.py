"""A phone that was never signed in: its device token, and what it sends with it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.core.model import new_id
from tests.support.factories.accounts import sender_headers


def ask(
    client: FlaskClient,
    full_name: str = "Giàng A Thử",
    phone: str | None = "0912 345 678",
    device_id: uuid.UUID | None = None,
    **environ: Any,
) -> TestResponse:
    """Ask for a device token."""
    device = {"id": str(device_id or new_id()), "name": "Điện thoại thử"}
    body = {"device": device, "full_name": full_name, "phone": phone}
    return client.post("/api/accounts/device-token", json=body, environ_overrides=environ)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone's queue of one unverified person."""

    client: FlaskClient
    device_id: uuid.UUID
    account: str
    send_token: str

    @property
    def headers(self) -> dict[str, str]:
        """What each request of the queue carries."""
        return sender_headers(self.send_token)


def unverified_phone(
    app: Flask,
    full_name: str = "Giàng A Thử",
    phone: str | None = "0912 345 678",
    device_id: uuid.UUID | None = None,
) -> Phone:
    """The same, ready to send."""
    device_id = device_id or new_id()
    client = app.test_client()
    answer = ask(client, full_name, phone, device_id)
    assert answer.status_code == 201, answer.text
    return Phone(client, device_id, answer.json["account"]["id"], answer.json["send_token"])
