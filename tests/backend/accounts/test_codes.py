"""One-time codes: sending, showing, waiting, and what they do not tell."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import codes
from backend.accounts.models import SignInCode
from backend.accounts.throttling import network
from backend.core import clock
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import service as notifications
from tests.support.factories.accounts import make_citizen
from tests.support.queries import count_queries
from tests.support.sign_in import E164, PHONE, ask, enter, last_code, ticket, verify

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
DAY = 24 * 3600


def _after(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def _wrong(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06d}"


def test_a_code_opens_a_ticket(client: FlaskClient) -> None:
    answer = ask(client)
    assert (answer.status_code, answer.json) == (202, {"resend_after": 60})
    shown = verify(client, last_code())
    assert shown.status_code == 200
    assert shown.json["profiles"] == []


def test_spaces_in_a_typed_code_do_not_matter(client: FlaskClient) -> None:
    ask(client)
    code = last_code()
    assert verify(client, f"{code[:3]} {code[3:]}").status_code == 200


@pytest.mark.parametrize(
    ("phone", "problem"), [("02373 123 456", "phone_landline"), ("chín một", "phone_unreadable")]
)
def test_a_number_without_messages_is_refused_clearly(
    client: FlaskClient, phone: str, problem: str
) -> None:
    answer = ask(client, phone)
    assert (answer.status_code, answer.json["code"]) == (422, problem)


def test_asking_answers_and_works_alike_for_known_and_unknown_numbers(client: FlaskClient) -> None:
    with writing():
        make_citizen(phone="+84912000001")
    with count_queries() as for_known:
        known = ask(client, "0912000001")
    with count_queries() as for_unknown:
        unknown = ask(client, "0912000002")
    assert known.data == unknown.data
    assert known.status_code == unknown.status_code
    assert for_known == for_unknown


def test_a_wrong_code_answers_alike_for_known_and_unknown_numbers(client: FlaskClient) -> None:
    with writing():
        make_citizen(phone="+84912000001")
    answers = [verify(client, "000000", phone) for phone in ("0912000001", "0912000002")]
    assert [a.json["code"] for a in answers] == ["code_wrong", "code_wrong"]
    assert answers[0].data == answers[1].data


def test_a_code_is_good_for_fifteen_minutes(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        ask(client)
        code = last_code()
    with clock.frozen(_after(15 * 60)):
        assert verify(client, code).status_code == 200
    with clock.frozen(_after(15 * 60 + 1)):
        assert verify(client, code).json["code"] == "code_wrong"


def test_the_earlier_of_two_codes_is_still_good(client: FlaskClient) -> None:
    """A message may be overtaken by the next one where the signal comes and goes."""
    with clock.frozen(NOW):
        ask(client)
        first = last_code()
    with clock.frozen(_after(61)):
        assert ask(client).json == {"resend_after": 120}
        assert verify(client, first).status_code == 200


def test_asking_again_too_soon_sends_nothing_and_says_how_long(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        ask(client)
    with clock.frozen(_after(20)):
        assert (again := ask(client)).status_code == 202
        assert again.json == {"resend_after": 41}
    assert len(notifications.latest_messages()) == 1


def test_whoever_shares_a_number_does_not_wait_for_the_one_who_is_in(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        entered = enter(client, ticket(client), new_profile={"full_name": "Lò Thị Mẫu"})
        assert entered.status_code == 201
        ask(client)
    assert len(notifications.latest_messages()) == 2


def test_five_wrong_tries_then_a_wait_that_grows(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        ask(client)
        code = last_code()
        for _ in range(5):
            assert verify(client, _wrong(code)).json["code"] == "code_wrong"
        stopped = verify(client, code)
        assert (stopped.status_code, stopped.json["code"]) == (429, "too_many_tries")
        assert stopped.headers["Retry-After"] == "61"
    with clock.frozen(_after(61)):
        assert verify(client, _wrong(code)).json["code"] == "code_wrong"
        assert verify(client, code).json["retry_after"] == 121
    with clock.frozen(_after(61 + 121)):
        assert verify(client, code).status_code == 200


def test_a_new_code_brings_no_new_tries(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        ask(client)
        for _ in range(5):
            verify(client, _wrong(last_code()))
    with clock.frozen(_after(60.5)):
        ask(client)
        for _ in range(1):
            verify(client, _wrong(last_code()))
        assert verify(client, last_code()).json["code"] == "too_many_tries"


def test_nobody_can_lock_a_number_that_waits_for_no_code(client: FlaskClient) -> None:
    for _ in range(10):
        assert verify(client, "123456").json["code"] == "code_wrong"
    ask(client)
    assert verify(client, last_code()).status_code == 200


def test_an_address_that_guesses_at_many_numbers_is_stopped(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        answers = [verify(client, "123456", f"09120{n:05d}").status_code for n in range(61)]
    assert answers == [422] * 60 + [429]


def test_a_number_gets_so_many_codes_a_day(client: FlaskClient) -> None:
    second = 0.0
    with clock.frozen(NOW):
        for _ in range(codes.PER_PHONE_A_DAY):
            with clock.frozen(_after(second)):
                second += ask(client).json["resend_after"]
    with clock.frozen(_after(second)):
        refused = ask(client)
    assert (refused.status_code, refused.json["code"]) == (429, "too_many_codes")
    assert int(refused.headers["Retry-After"]) == refused.json["retry_after"]
    with clock.frozen(_after(second + refused.json["retry_after"])):
        assert ask(client).status_code == 202


def test_an_address_gets_so_many_codes_an_hour(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "PER_ADDRESS_AN_HOUR", 3)
    with clock.frozen(NOW):
        for n in range(3):
            assert ask(client, f"091200000{n}").status_code == 202
        assert ask(client, "0912000009").json["code"] == "too_many_codes"
        elsewhere = {"REMOTE_ADDR": "203.0.113.9"}
        answer = client.post(
            "/api/session/codes", json={"phone": "0912000009"}, environ_base=elsewhere
        )
        assert answer.status_code == 202
    with clock.frozen(_after(3601)):
        assert ask(client, "0912000008").status_code == 202


@pytest.mark.parametrize("cap", ["PER_ADDRESS_A_DAY", "ALTOGETHER_A_DAY"])
def test_a_day_has_its_caps(client: FlaskClient, monkeypatch: pytest.MonkeyPatch, cap: str) -> None:
    monkeypatch.setattr(codes, cap, 2)
    with clock.frozen(NOW):
        ask(client, "0912000001"), ask(client, "0912000002")
    with clock.frozen(_after(4000)):
        assert ask(client, "0912000003").json["code"] == "too_many_codes"
    with clock.frozen(_after(DAY + 1)):
        assert ask(client, "0912000003").status_code == 202


def test_an_ipv6_subscriber_is_one_address(app: Flask) -> None:
    assert network("2001:db8::1") == network("2001:db8::ffff:2")
    assert network("2001:db8::1") != network("2001:db8:0:1::1")
    assert network("fe80::1%eth0") == network("fe80::2")
    assert network("203.0.113.1") != network("203.0.113.2")
    assert network("") == ""


def test_codes_are_kept_as_keyed_digests_only(client: FlaskClient) -> None:
    ask(client)
    code = last_code()
    kept = db.session.execute(db.select(SignInCode.__table__)).one()
    assert not any(code in str(value) for value in kept)
    message = db.session.execute(db.text("SELECT text, recipient FROM deliveries")).one()
    assert code.encode() not in message.text
    assert E164.encode() not in message.recipient


def test_logs_hold_neither_numbers_nor_codes(client: FlaskClient) -> None:
    with structlog.testing.capture_logs() as lines:
        enter(client, ticket(client), new_profile={"full_name": "Lò Thị Mẫu"})
        verify(client, "000000")
    said = str(lines)
    assert "912345678" not in said
    assert "Mẫu" not in said
    assert last_code() not in said


def test_a_spent_code_opens_nothing_more(client: FlaskClient) -> None:
    first = ticket(client)
    assert enter(client, first, new_profile={"full_name": "Lò Thị Mẫu"}).status_code == 201
    assert verify(client, last_code()).json["code"] == "code_wrong"


def test_showing_a_code_twice_is_a_lost_answer(client: FlaskClient) -> None:
    ask(client)
    assert verify(client, last_code()).status_code == 200
    assert verify(client, last_code()).status_code == 200


def test_old_codes_are_forgotten_after_two_days(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        ask(client)
    with clock.frozen(_after(2 * DAY + 1)):
        ask(client, "0912000001")
    assert db.session.scalar(db.select(db.func.count()).select_from(SignInCode)) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"phone": 912345678},
        {"phone": None},
        {"phone": PHONE, "extra": 1},
        {"phone": "0" * 5000},
        {"phone": "09123\u000045678"},
        [],
        "x",
    ],
)
def test_bad_bodies_are_refused(client: FlaskClient, body: object) -> None:
    answer = client.post("/api/session/codes", json=body)
    assert answer.status_code == 422
    assert notifications.latest_messages() == []
    assert answer.mimetype == "application/problem+json"


def test_text_that_is_no_unicode_is_refused(client: FlaskClient) -> None:
    answer = client.post(
        "/api/session/codes", data=b'{"phone": "\\ud800"}', content_type="application/json"
    )
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


@pytest.mark.parametrize("code", ["12345", "1234567", "abcdef", "", "12345६", 123456, None])
def test_what_is_no_code_is_refused(client: FlaskClient, code: object) -> None:
    answer = client.post("/api/session/verify", json={"phone": PHONE, "code": code})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert "code" in answer.json["errors"]
