"""Sessions, send-only tokens and devices."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.support.factories.accounts import citizen_in, officer_in, sender_headers
from tests.support.queries import count_queries


def test_nobody_is_signed_in_without_a_cookie(client: FlaskClient) -> None:
    answer = client.get("/api/session")
    assert answer.status_code == 401
    assert answer.json["code"] == "sign_in_required"


def test_me_tells_who_is_signed_in(app: Flask) -> None:
    here = citizen_in(app, "Lò Thị Mẫu")
    me = here.client.get("/api/session").json
    assert me["person"]["full_name"] == "Lò Thị Mẫu"
    assert me["person"]["role"] == "citizen"
    assert me["agency"] is None
    assert me["device_id"] == str(here.device_id)
    assert "send_token" not in me


def test_an_officer_belongs_to_an_agency(app: Flask) -> None:
    me = officer_in(app).client.get("/api/session").json
    assert me["agency"]["code"] == "H56.126"


def test_recognising_a_person_takes_one_query(app: Flask) -> None:
    here = citizen_in(app)
    with count_queries() as statements:
        assert here.client.post("/api/session/codes", json={}).status_code == 422
        assert here.client.put("/api/me/pin", json={}).status_code == 422
    assert len(statements) == 1


def test_a_send_token_opens_no_account(app: Flask) -> None:
    here = citizen_in(app)
    queue = app.test_client()
    answer = queue.get("/api/session", headers=sender_headers(here.send_token))
    assert answer.status_code == 403
