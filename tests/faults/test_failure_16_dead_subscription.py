"""Failure 16: a phone's subscription is dead. Its message goes down the ladder to SMS at once, and
the phone subscribes anew when the app is opened. (That every push shows a notification is the
phone's half: `tests/e2e`.)"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import quiet
from backend.notifications import service as notifications
from backend.notifications.models import Delivery, Message
from backend.notifications.policy import Kind
from backend.notifications.service import News, Recipient
from tests.faults.messages import Post, post_office
from tests.support import databases
from tests.support.factories.accounts import make_agency, make_citizen, sign_in
from tests.support.push_browsers import PushBrowser
from tests.support.push_service import Answer, push_service
from tests.support.push_workers import until, working

NUMBER = "+84912345678"


@pytest.fixture(params=["sqlite", "postgres"])
def post(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Post]:
    with (
        push_service() as service,
        databases.empty_database(request.param, tmp_path) as url,
        post_office(tmp_path, url, service) as made,
    ):
        yield made


@pytest.mark.parametrize("status", [404, 410])
def test_failure_16_a_dead_subscription_goes_down_the_ladder(
    post: Post, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without `gone` in the outcome (it waited for the push's time to pass)."""
    monkeypatch.setattr(quiet, "not_before", lambda now, _urgency: now)  # At night too.
    with writing():
        person = make_citizen(phone=NUMBER)
        agency = make_agency()
    phone = sign_in(post.app, person)
    key = phone.client.get("/api/notifications/key").get_json()["key_id"]

    def subscribe(name: str) -> PushBrowser:
        browser = PushBrowser(post.service.endpoint(name))
        answer = phone.client.post("/api/notifications/subscriptions", json=browser.offer(key))
        assert answer.status_code == 200, answer.text
        return browser

    def news(seq: int) -> None:
        facts = {"commune": "xã Luận Thành", "state": "9", "slip": "K7M2PQX"}
        to = Recipient(person.id, phone=NUMBER)
        with writing():
            notifications.tell(News(Kind.READY, agency, [to], facts, seq=seq))

    subscribe("before")
    post.service.will("before", Answer(status))
    news(1)
    with working(post.app, post.settings, [notifications.advance], beside_seconds=0.1):
        until(lambda: channels() == [("console", "sent"), ("push", "dead")])
        assert post.service.count == 1
        fresh = subscribe("after")
        news(2)
        until(lambda: channels()[1:] == [("push", "dead"), ("push", "sent")])
    assert fresh.read(post.service.to("after")[0].body)["seq"] == 2
    rungs = db.session.scalars(select(Message.rung).order_by(Message.seq)).all()
    assert rungs == ["sms", "push"]


def channels() -> list[tuple[str, str]]:
    """Of all deliveries, by name."""
    db.session.rollback()
    rows = db.session.execute(select(Delivery.channel, Delivery.state))
    return sorted((channel, state) for channel, state in rows)
