"""How a caller is recognised: cookies, send-only tokens, and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import InterfaceError, OperationalError

from backend.accounts import queries, sessions
from backend.accounts.models import SignInSession
from backend.core import access, clock
from backend.core.access import Audience, guard_for
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.browser import Browser
from tests.support.factories.accounts import (
    SignedIn,
    citizen_in,
    make_officer,
    officer_in,
    sender_headers,
)
from tests.support.queries import count_queries

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _after(**time: float) -> datetime:
    return NOW + timedelta(**time)


@pytest.fixture
def here(app: Flask) -> Iterator[SignedIn]:
    """A citizen who signed in at NOW, while the clock stands there."""
    with clock.frozen(NOW):
        yield citizen_in(app, "Lò Thị Mẫu")


def _seen(phone: SignedIn) -> datetime:
    db.session.rollback()
    row = db.session.get(SignInSession, phone.actor.session_id)
    assert row is not None
    return row.last_seen_at


def test_nobody_is_signed_in_without_a_cookie(client: FlaskClient) -> None:
    answer = client.get("/api/session")
    assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")


def test_me_tells_who_is_signed_in(here: SignedIn) -> None:
    me = here.client.get("/api/session").json
    assert me["person"]["full_name"] == "Lò Thị Mẫu"
    assert me["person"]["role"] == "citizen"
    assert me["agency"] is None
    assert me["device_id"] == str(here.device_id)
    assert "send_token" not in me


def test_an_officer_belongs_to_an_agency(app: Flask) -> None:
    me = officer_in(app).client.get("/api/session").json
    assert me["agency"]["code"] == "H56.126"


def test_recognising_a_person_takes_one_query(here: SignedIn, app: Flask) -> None:
    with count_queries() as for_cookie:
        assert here.client.put("/api/me/pin", json={}).status_code == 422
    with count_queries() as for_token:
        app.test_client().get("/api/devices", headers=sender_headers(here.send_token))
    assert (len(for_cookie), len(for_token)) == (1, 1)


def test_a_phone_stays_signed_in_for_180_idle_days(here: SignedIn) -> None:
    for days in (179, 358):
        with clock.frozen(_after(days=days)):
            assert here.client.get("/api/session").status_code == 200
    with clock.frozen(_after(days=358 + 180, seconds=1)):
        assert here.client.get("/api/session").status_code == 401


def test_being_seen_is_written_once_an_hour(here: SignedIn) -> None:
    with clock.frozen(_after(minutes=59)), count_queries() as statements:
        answer = here.client.get("/api/session")
    assert not any(s.startswith("UPDATE") for s in statements)
    assert "Set-Cookie" not in answer.headers
    assert _seen(here) == NOW
    with clock.frozen(_after(minutes=60)):
        answer = here.client.get("/api/session")
    assert _seen(here) == _after(minutes=60)
    assert "Set-Cookie" in answer.headers, "The browser's 180 days begin anew as well."


def test_a_staff_computer_is_noted_every_five_minutes(app: Flask) -> None:
    with clock.frozen(NOW):
        desk = officer_in(app)
    for minutes, seen in ((4, 0), (5, 5), (9, 5), (10, 10)):
        with clock.frozen(_after(minutes=minutes)):
            assert desk.client.get("/api/session").status_code == 200
        assert _seen(desk) == _after(minutes=seen)


@pytest.mark.parametrize(
    "fault",
    [
        OperationalError("UPDATE", {}, Exception("database is locked")),
        InterfaceError("UPDATE", {}, Exception("connection already closed")),
        Problem("unavailable"),
    ],
)
def test_a_database_too_busy_for_the_note_costs_no_answer(
    here: SignedIn, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    """Seen failing for the wait for one's turn (`Problem`) and for a lost connection: the answer
    of a request that had been committed became a 500."""

    def busy(*_: object) -> None:
        raise fault

    monkeypatch.setattr(queries, "see_session", busy)
    with clock.frozen(_after(days=1)):
        assert here.client.get("/api/session").status_code == 200
    assert _seen(here) == NOW


def test_signing_out_ends_a_session_that_was_due_for_its_note(here: SignedIn) -> None:
    with clock.frozen(_after(days=1)):
        assert here.client.delete("/api/session").status_code == 204
        assert here.client.get("/api/session").status_code == 401


def test_a_changed_cookie_is_nobodys(here: SignedIn, app: Flask) -> None:
    cookie = here.client.get_cookie("motcua")
    assert cookie is not None
    for value in (cookie.value[:-2] + "xx", "x" + cookie.value, "", "x.y.z", cookie.value[1:]):
        thief = app.test_client()
        thief.set_cookie("motcua", value)
        assert thief.get("/api/session").status_code == 401


def test_a_guessed_ticket_is_nobodys(app: Flask, here: SignedIn) -> None:
    """Even with the signing secret one needs a ticket: no person's id opens anything."""
    row = db.session.get(SignInSession, here.actor.session_id)
    assert row is not None
    for guess in (str(here.actor.person_id), str(row.id), row.ticket_hash, ""):
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = guess
        assert client.get("/api/session").status_code == 401


def test_the_cookie_holds_no_person(here: SignedIn) -> None:
    with here.client.session_transaction() as cookie:
        assert set(cookie) <= {"_user_id", "_fresh", "_permanent"}
        assert str(here.actor.person_id) not in str(dict(cookie))


def test_stale_rows_go_at_the_next_sign_in(app: Flask, here: SignedIn) -> None:
    with clock.frozen(_after(days=181)):
        with writing():
            person = queries.person(here.actor.person_id)
            assert person is not None
            sessions.start(person, sessions.SessionKind.PHONE, None, "Máy khác")
        assert len(queries.sessions_of(here.actor.person_id)) == 1


# --- other sites --------------------------------------------------------------------------------


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_change_from_another_site_is_refused(here: SignedIn, site: str) -> None:
    answer = here.client.patch(
        "/api/me", json={"full_name": "Lò Thị Bịa"}, headers={"Sec-Fetch-Site": site}
    )
    assert (answer.status_code, answer.json["code"]) == (403, "cross_site")
    assert here.client.get("/api/session").json["person"]["full_name"] == "Lò Thị Mẫu"


@pytest.mark.parametrize(
    ("origin", "status"),
    [
        (None, 403),
        ("null", 403),
        ("http://localhost.evil.example", 403),
        ("http://evil.example", 403),
        ("http://localhost", 200),
    ],
)
def test_an_older_browser_tells_its_origin(here: SignedIn, origin: str | None, status: int) -> None:
    del here.client.environ_base["HTTP_SEC_FETCH_SITE"]
    headers = {} if origin is None else {"Origin": origin}
    answer = here.client.patch("/api/me", json={"full_name": "Lò Thị Mẫu"}, headers=headers)
    assert answer.status_code == status


def test_reading_from_elsewhere_is_left_to_the_browser(here: SignedIn) -> None:
    answer = here.client.get("/api/session", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200
    assert "Access-Control-Allow-Origin" not in answer.headers


# --- send-only tokens ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/session"),
        ("GET", "/api/devices"),
        ("PATCH", "/api/me"),
        ("PUT", "/api/me/pin"),
        ("DELETE", "/api/devices"),
    ],
)
def test_a_send_token_opens_no_account(app: Flask, here: SignedIn, method: str, path: str) -> None:
    queue = app.test_client()
    answer = queue.open(path, method=method, json={}, headers=sender_headers(here.send_token))
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_a_send_token_serves_senders_only(app: Flask, here: SignedIn) -> None:
    headers = sender_headers(here.send_token)
    with app.test_request_context("/", headers=headers):
        guard_for(Audience.SENDER)()
        found = access.actor()
        assert (found.person_id, found.device_id) == (here.actor.person_id, here.device_id)
        assert (found.via, found.agency_code, found.session_id) == ("send_token", None, None)
    for audience in (Audience.PERSON, Audience.STAFF, Audience.ADMINISTRATOR):
        with app.test_request_context("/", headers=headers):
            with pytest.raises(Problem) as caught:
                guard_for(audience)()
            assert caught.value.code == "forbidden"


def test_a_send_token_carries_no_staff_powers(app: Flask) -> None:
    with writing():
        officer = make_officer()
    with writing():
        token = sessions.issue_send_token(officer.id, officer.id)
    with app.test_request_context("/", headers=sender_headers(token)):
        with pytest.raises(Problem) as caught:
            access.staff()
        assert caught.value.code == "forbidden"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE"])
def test_a_send_token_together_with_a_cookie_is_refused(here: SignedIn, method: str) -> None:
    answer = here.client.open(
        "/api/session", method=method, headers=sender_headers(here.send_token)
    )
    assert answer.status_code == 400
    if method != "HEAD":
        assert answer.json["code"] == "malformed"


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer mc1_", "Bearer mc1_nobody", "Bearer x", "Basic bWMxXw==", "mc1_x", ""],
)
def test_an_unknown_token_is_nobody(client: FlaskClient, header: str) -> None:
    answer = client.get("/api/devices", headers={"Authorization": header})
    assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")


def test_the_scheme_of_a_token_is_written_in_any_case(app: Flask, here: SignedIn) -> None:
    headers = {"Authorization": f"bearer {here.send_token}"}
    assert app.test_client().get("/api/devices", headers=headers).status_code == 403


def test_one_persons_sign_in_never_sticks_to_the_next_call(app: Flask, here: SignedIn) -> None:
    assert isinstance(here.client, Browser)
    assert here.client.get("/api/session").status_code == 200
    assert app.test_client().get("/api/session").status_code == 401
