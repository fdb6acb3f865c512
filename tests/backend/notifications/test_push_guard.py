"""The look at a push service's address when a message leaves, not only when a phone subscribes."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backend.core.model import new_id
from backend.notifications.endpoints import Services
from backend.notifications.models import DeliveryState
from backend.notifications.parcels import Browser, Outcome, Parcel
from backend.notifications.push import PushChannel
from backend.notifications.vapid import Keys
from tests.support.push_browsers import PushBrowser

NAME = "push.example.vn"
Answers = Callable[[], list[str]]


@pytest.fixture
def send(tmp_path: Path) -> Callable[..., Outcome]:
    """One message through a channel of its own."""
    keys = Keys(tmp_path / "vapid")
    phone = PushBrowser(f"https://{NAME}/push/x")
    now = datetime.now(UTC)
    browser = Browser(new_id(), phone.endpoint, phone.p256dh, phone.auth, "private", keys.current())
    parcel = Parcel(
        id=new_id(),
        message_id=new_id(),
        channel="push",
        tries=1,
        error=None,
        interrupted=False,
        lease_until=now,
        person_id=new_id(),
        dossier_id=None,
        agency_code=None,
        kind="ready",
        urgency="normal",
        language="vi",
        facts={"commune": "xã Luận Thành"},
        seq=1,
        created_at=now,
        expires_at=None,
        number=None,
        text=None,
        browser=browser,
    )

    def go(*services: str, **other: Any) -> Outcome:
        async def one() -> Outcome:
            channel = PushChannel(
                keys=keys, contact="mailto:a@example.vn", secret="s", services=Services(services)
            )
            try:
                return await channel.send(replace(parcel, browser=replace(browser, **other)))
            finally:
                await channel.close()

        return asyncio.run(one())

    return go


@pytest.fixture
def dns(monkeypatch: pytest.MonkeyPatch) -> Callable[[list[str]], None]:
    """Let the push service's name lead to these addresses, one a question."""

    def answer(addresses: list[str]) -> None:
        left = iter(addresses)

        def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
            assert host == NAME
            return [
                (socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", (next(left), port))
            ]

        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)

    return answer


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where connections are opened to; none of them comes about."""
    opened: list[str] = []

    async def connect(_loop: Any, _socket: socket.socket, address: tuple[str, int]) -> None:
        opened.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(asyncio.selector_events.BaseSelectorEventLoop, "sock_connect", connect)
    return opened


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "169.254.169.254", "100.64.1.1"])
def test_a_name_that_leads_home_is_not_followed(
    send: Callable[..., Outcome],
    dns: Callable[[list[str]], None],
    connections: list[str],
    address: str,
) -> None:
    """Seen failing without `public_socket`: the connection was opened."""
    dns([address])
    outcome = send(NAME)
    assert (outcome.state, outcome.error) == (DeliveryState.WAITING, "address_refused")
    assert connections == []


def test_the_address_that_was_looked_at_is_the_one_that_is_called(
    send: Callable[..., Outcome], dns: Callable[[list[str]], None], connections: list[str]
) -> None:
    """A name that answers differently the second time is asked only once."""
    dns(["142.250.4.95", "127.0.0.1"])
    assert send(NAME).error == "connection"
    assert connections == ["142.250.4.95"]


def test_a_service_that_the_operator_took_off_the_list_is_not_called(
    send: Callable[..., Outcome], connections: list[str]
) -> None:
    outcome = send()
    assert (outcome.state, outcome.error, outcome.gone) == (
        DeliveryState.DEAD,
        "endpoint_refused",
        True,
    )
    assert connections == []


def test_an_address_instead_of_a_name_is_no_way_around(
    send: Callable[..., Outcome], connections: list[str]
) -> None:
    """Were it ever on the list without its port, the socket still would not open."""
    outcome = send("127.0.0.1", endpoint="https://127.0.0.1/x")
    assert (outcome.state, outcome.error) == (DeliveryState.WAITING, "address_refused")
    assert connections == []


def test_a_key_that_is_gone_ends_the_browser(send: Callable[..., Outcome]) -> None:
    outcome = send(NAME, vapid_key_id="0" * 16)
    assert (outcome.state, outcome.error, outcome.gone) == (DeliveryState.DEAD, "key_gone", True)


def test_keys_that_are_none_end_the_message(send: Callable[..., Outcome]) -> None:
    assert send(NAME, p256dh="AAAA").error == "not_made"
