"""From an officer's act to the text at the gateway, its report, and the end of the climb."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from backend.app import create_app
from backend.core.configuration import current_settings
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from backend.extensions import db
from backend.notifications import quiet
from backend.settings import SmsSettings
from tests.support.browser import Browser
from tests.support.factories import messages as told
from tests.support.factories.dossiers import World, body, in_state, received
from tests.support.push_workers import until, working
from tests.support.sms_gateway import FakeGateway, fake_gateway, signed

OWNER = {"full_name": "Lò Thị Mẫu", "same_as_submitter": True, "phone": "0912 000 321"}


@pytest.fixture
def gateway() -> Iterator[FakeGateway]:
    with fake_gateway() as running:
        yield running


@pytest.fixture
def commune(world: World, gateway: FakeGateway) -> Iterator[Flask]:
    """A real installation with a gateway, on the same tables."""
    sms = SmsSettings(gateway.description())
    app = create_app(replace(current_settings(), mode="production", sms=sms))
    app.test_client_class = Browser
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def told_by_text(world: World, commune: Flask) -> Dossier:
    """A result that its owner, who has no app, hears of by text."""
    sent = body(people={"owner": OWNER})
    return in_state(world, State.FINISHED, received(world, sent))


def test_a_text_leaves_once_and_its_report_ends_the_climb(
    world: World, commune: Flask, gateway: FakeGateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quiet, "not_before", lambda now, _urgency: now)  # At night too.
    gateway.behave = ["lost"]
    dossier = told_by_text(world, commune)
    said = told.newest(dossier.id)
    (waiting,) = told.deliveries(said.id)
    assert (waiting.channel, waiting.state, waiting.text) == ("sms", "waiting", None)
    settings = commune.extensions["settings"]
    with working(commune, settings):
        until(lambda: told.deliveries(said.id)[0].error == "unknown")
        told.hurry(said.id)
        until(lambda: told.deliveries(said.id)[0].state == "sent")
    own = str(waiting.id).encode()
    assert sum(own in call[3] for call in gateway.calls) == 1
    assert gateway.sent[str(waiting.id)]["to"] == "+84912000321"
    report = json.dumps({"id": "r1", "message": str(waiting.id), "state": "delivered"}).encode()
    answer = commune.test_client().post("/api/sms/reports", data=report, headers=signed(report))
    assert answer.status_code == 200
    assert told.steps(said.id)[-1] == ("done", "delivered")


def test_without_a_gateway_a_real_commune_goes_on_to_people(world: World) -> None:
    app = create_app(replace(current_settings(), mode="production"))
    with app.app_context():
        dossier = told_by_text(world, app)
        said = told.newest(dossier.id)
        assert told.steps(said.id)[-1] == ("call_list", "nobody")
        db.session.remove()
        db.engine.dispose()
