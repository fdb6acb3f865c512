"""Texts through a real HTTP gateway: the request as it was written down, and each text once."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from backend.core.model import new_id
from backend.notifications.models import DeliveryState
from backend.notifications.parcels import Outcome, Parcel
from backend.notifications.sms_gateway import SmsGateway
from backend.notifications.sms_template import TemplateError, at_path, gateway_of
from backend.settings import SettingsError, load
from tests.support.sms_gateway import FakeGateway, fake_gateway

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
PARCEL = Parcel(
    id=new_id(),
    message_id=new_id(),
    channel="sms",
    tries=1,
    error=None,
    interrupted=False,
    lease_until=NOW,
    person_id=None,
    dossier_id=None,
    agency_code="H56.126",
    kind="ready",
    urgency="normal",
    language="vi",
    facts={"commune": "Xã Luận Thành", "slip": "K7X-M4P-A"},
    seq=3,
    created_at=NOW,
    expires_at=None,
    number="+84912345678",
    text=None,
    browser=None,
)


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with fake_gateway() as running:
        yield running


def send(gateway: FakeGateway, parcel: Parcel = PARCEL, **changes: Any) -> Outcome:
    """As the worker does."""

    async def run() -> Outcome:
        channel = SmsGateway(gateway_of(gateway.description(**changes)))
        try:
            return await channel.send(parcel)
        finally:
            await channel.close()

    return asyncio.run(run())


def test_the_request_is_what_the_operator_wrote_down(gateway: FakeGateway) -> None:
    outcome = send(gateway)
    assert (outcome.state, outcome.gateway_id) == (DeliveryState.SENT, "gw-1")
    method, path, headers, body = gateway.calls[0]
    assert (method, path, headers["Authorization"]) == ("POST", "/send", "Bearer thu")
    assert json.loads(body) == {
        "to": "+84912345678",
        "messages": [
            {
                "content": "Xa Luan Thanh: phieu K7X-M4P-A da co ket qua, moi den nhan. "
                "Goi so in tren phieu.",
                "clientId": str(PARCEL.id),
            }
        ],
    }


def test_a_form_and_an_address_escape_what_is_put_into_them(gateway: FakeGateway) -> None:
    url = f"http://127.0.0.1:{gateway.port}/send?to={{to}}&id={{id}}"
    template = gateway_of({"send": {"url": url, "form": {"t": "{text}", "n": "{to}"}}}).send
    filled = template.fill({"to": "+84 9&x=1", "text": "a&b={id}", "id": "1"})
    assert filled.url.endswith("/send?to=%2B84%209%26x%3D1&id=1")
    assert filled.body == b"t=a%26b%3D%7Bid%7D&n=%2B84+9%26x%3D1"


def test_a_text_changes_no_structure(gateway: FakeGateway) -> None:
    send(gateway, replace(PARCEL, text='"}], "to": "{to}"'))
    assert gateway.sent[str(PARCEL.id)]["text"] == '"}], "to": "{to}"'


def test_an_answer_that_was_lost_is_asked_after_and_not_sent_again(gateway: FakeGateway) -> None:
    """Seen failing with the text sent again after a lost answer: two texts on the phone."""
    gateway.behave = ["lost"]
    first = send(gateway)
    assert (first.state, first.error) == (DeliveryState.WAITING, "unknown")
    again = send(gateway, replace(PARCEL, error="unknown", tries=2))
    assert again.state is DeliveryState.SENT
    assert [call[0] for call in gateway.calls] == ["POST", "GET"]


def test_what_the_gateway_never_had_is_sent(gateway: FakeGateway) -> None:
    gateway.behave = ["cut"]
    assert send(gateway).error == "unknown"
    assert send(gateway, replace(PARCEL, error="unknown")).state is DeliveryState.SENT
    assert [call[0] for call in gateway.calls] == ["POST", "GET", "POST"]
    assert len(gateway.sent) == 1


def test_what_a_dead_worker_had_in_hand_is_asked_after_first(gateway: FakeGateway) -> None:
    send(gateway)
    assert send(gateway, replace(PARCEL, interrupted=True)).state is DeliveryState.SENT
    assert [call[0] for call in gateway.calls] == ["POST", "GET"]


def test_a_gateway_that_cannot_be_asked_gets_it_once_for_ever(gateway: FakeGateway) -> None:
    gateway.behave = ["lost"]
    outcome = send(gateway, ask=None)
    assert (outcome.state, outcome.error) == (DeliveryState.UNKNOWN, "no_answer")
    outcome = send(gateway, replace(PARCEL, interrupted=True), ask=None)
    assert outcome.state is DeliveryState.UNKNOWN
    assert len(gateway.calls) == 1


@pytest.mark.parametrize(
    ("status", "state", "error"),
    [
        ("429", DeliveryState.WAITING, "resting"),
        ("401", DeliveryState.WAITING, "answer_401"),
        ("400", DeliveryState.DEAD, "refused_400"),
        ("500", DeliveryState.WAITING, "unknown"),
    ],
)
def test_answers(gateway: FakeGateway, status: str, state: DeliveryState, error: str) -> None:
    gateway.behave = [status]
    outcome = send(gateway)
    assert (outcome.state, outcome.error) == (state, error)
    if status == "429":
        assert (outcome.wait, outcome.counted) == (7.0, False)


def test_asking_in_vain_is_still_unknown(gateway: FakeGateway) -> None:
    gateway.behave = ["500"]
    outcome = send(gateway, replace(PARCEL, error="unknown"))
    assert (outcome.state, outcome.error) == (DeliveryState.WAITING, "unknown")
    assert [call[0] for call in gateway.calls] == ["GET"]


def test_a_gateway_that_is_away_has_nothing() -> None:
    away = FakeGateway(port=1)
    assert send(away).error == "connection"
    assert send(away, replace(PARCEL, number=None)).state is DeliveryState.DEAD


@pytest.mark.parametrize(
    ("described", "says"),
    [
        ({}, "address"),
        ({"send": {"url": "http://sms.example/{id}"}}, "https"),
        ({"send": {"url": "https://{to}.example/{id}"}}, "name of the server"),
        ({"send": {"url": "https://sms.example/", "json": {"to": "{to}"}}}, "{id}"),
        ({"send": {"url": "https://sms.example/{id}", "method": "DELETE"}}, "method"),
        ({"send": {"url": "https://sms.example/{id}", "json": {}, "form": {}}}, "not both"),
        ({"send": {"url": "https://sms.example/{id}"}, "sendd": {}}, "sendd"),
    ],
)
def test_a_description_that_cannot_be_used_is_refused(described: dict[str, Any], says: str) -> None:
    with pytest.raises(TemplateError, match=says.replace("{", "\\{")):
        gateway_of(described)


def test_the_description_is_a_file(tmp_path: Any) -> None:
    path = tmp_path / "sms.json"
    described = FakeGateway(port=80).description()
    path.write_text(json.dumps(described), encoding="utf-8")
    env = {"MOTCUA_DATA": str(tmp_path), "MOTCUA_SMS_GATEWAY": str(path)}
    found = load(env).sms
    assert found.gateway == described
    assert "bi-mat" not in repr(found)
    for wrong in ("[]", "{"):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(SettingsError, match="MOTCUA_SMS_GATEWAY"):
            load(env)


def test_paths_into_answers() -> None:
    assert at_path({"a": [{"b": 7}]}, "a.0.b") == 7
    assert at_path({"a": 1}, "a.b") is None
    assert at_path({"a": 1}, "") is None
