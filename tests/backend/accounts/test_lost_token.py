"""A phone whose browser threw its storage away: the cookie is left, the queue's token is not."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from backend.accounts.models import SendToken
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import (
    citizen_in,
    make_citizen,
    officer_in,
    sender_headers,
    sign_in,
)


def test_a_phone_that_lost_its_token_gets_another_for_itself_only(app: Flask) -> None:
    """Seen failing with the token made for another device than the session's."""
    with writing():
        person = make_citizen("Lò Thị Mẫu")
    phone = sign_in(app, person)
    answer = phone.client.post("/api/session/send-token")
    assert answer.status_code == 201
    assert answer.json["person"]["full_name"] == "Lò Thị Mẫu"
    token = answer.json["send_token"]
    assert token.startswith("mc1_")
    assert token != phone.send_token
    made = db.session.scalars(db.select(SendToken).where(SendToken.person_id == person.id)).all()
    assert {row.device_id for row in made} == {phone.device_id}
    # The queue of an answer that was lost still goes; neither token gives a further one.
    for each in (token, phone.send_token):
        refused = app.test_client().post("/api/session/send-token", headers=sender_headers(each))
        assert refused.status_code in (401, 403)


def test_nobody_and_no_computer_gets_a_token(app: Flask, client: FlaskClient) -> None:
    assert client.post("/api/session/send-token").status_code == 204
    citizen_in(app)
    desk = officer_in(app)
    assert desk.client.post("/api/session/send-token").json["code"] == "forbidden"
