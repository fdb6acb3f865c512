"""From a ticket to a session: profiles that share a number, PINs, lost answers."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeSerializer

from backend.accounts import service
from backend.accounts.models import Person, SendToken, SignInSession
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import make_citizen, make_officer, sender_headers, sign_in
from tests.support.sign_in import E164, ask, enter, last_code, ticket, verify

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PIN = (3, 0, 11, 3)
WRONG_PIN = [1, 2, 3, 4]


def _after(**time: float) -> datetime:
    return NOW + timedelta(**time)


def _count(table: type[Person] | type[SignInSession] | type[SendToken]) -> int:
    db.session.rollback()
    return db.session.scalar(db.select(db.func.count()).select_from(table)) or 0


def test_a_new_profile_is_made_and_signed_in(client: FlaskClient) -> None:
    device = new_id()
    made = enter(
        client, ticket(client), device, new_profile={"full_name": "Lò Thị Mẫu", "birth_year": 2001}
    )
    assert made.status_code == 201
    me = made.json
    assert me["person"] == {
        "id": me["person"]["id"],
        "full_name": "Lò Thị Mẫu",
        "birth_year": 2001,
        "phone_masked": "09•• ••• 678",
        "role": "citizen",
        "has_pin": False,
    }
    assert me["agency"] is None
    assert me["device_id"] == str(device)
    assert me["send_token"].startswith("mc1_")
    assert client.get("/api/session").json["person"]["id"] == me["person"]["id"]


def test_the_cookie_stays_180_days_and_out_of_scripts_reach(client: FlaskClient) -> None:
    made = enter(client, ticket(client), new_profile={"full_name": "Lò Thị Mẫu"})
    cookie = made.headers["Set-Cookie"]
    assert cookie.startswith("motcua=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    kept = client.get_cookie("motcua")
    assert kept is not None
    assert kept.expires is not None
    days = (kept.expires - datetime.now(UTC)).total_seconds() / 86400
    assert days == pytest.approx(180, abs=0.1)


def test_several_people_share_a_number(client: FlaskClient) -> None:
    device = new_id()
    for name in ("Lò Thị Mẫu", "Lò Văn Thử"):
        with clock.frozen(_after(hours=2 if name == "Lò Văn Thử" else 0)):
            answer = enter(client, ticket(client), device, new_profile={"full_name": name})
            assert answer.status_code == 201
    with clock.frozen(_after(hours=6)):
        ask(client)
        shown = verify(client, last_code(), device_id=device).json["profiles"]
    assert [(p["display_name"], p["here"], p["needs_pin"]) for p in shown] == [
        ("Lò Thị Mẫu", True, False),
        ("Lò Văn Thử", True, False),
    ]


def test_strangers_on_another_device_see_shortened_names(client: FlaskClient) -> None:
    with writing():
        make_citizen("Lò Thị Mẫu", phone=E164, home=new_id())
    ask(client)
    shown = verify(client, last_code(), device_id=new_id()).json["profiles"]
    assert [(p["display_name"], p["here"], p["needs_pin"]) for p in shown] == [
        ("L. T. Mẫu", False, True)
    ]
    assert verify(client, last_code()).json["profiles"] == shown


def test_staff_are_no_profiles_of_a_number(client: FlaskClient) -> None:
    with writing():
        officer = make_officer()
        officer.phone = E164
    with_ticket = ticket(client)
    assert verify(client, last_code()).json["profiles"] == []
    assert enter(client, with_ticket, profile_id=officer.id).json["code"] == "not_found"


def test_a_profile_made_here_is_entered_freely(client: FlaskClient) -> None:
    device = new_id()
    with writing():
        person = make_citizen(phone=E164, home=device, pin=PIN)
    answer = enter(client, ticket(client), device, profile_id=person.id)
    assert answer.status_code == 201
    assert answer.json["person"]["has_pin"] is True


def test_a_profile_of_another_device_needs_its_pin(client: FlaskClient) -> None:
    with writing():
        person = make_citizen(phone=E164, home=new_id(), pin=PIN)
    with_ticket = ticket(client)
    asked = enter(client, with_ticket, profile_id=person.id)
    assert (asked.status_code, asked.json["code"]) == (422, "pin_needed")
    wrong = enter(client, with_ticket, profile_id=person.id, pin=WRONG_PIN)
    assert (wrong.status_code, wrong.json["code"]) == (422, "pin_wrong")
    assert client.get("/api/session").status_code == 401
    assert enter(client, with_ticket, profile_id=person.id, pin=list(PIN)).status_code == 201


def test_the_order_of_the_pictures_matters(client: FlaskClient) -> None:
    with writing():
        person = make_citizen(phone=E164, pin=PIN)
    answer = enter(client, ticket(client), profile_id=person.id, pin=sorted(PIN))
    assert answer.json["code"] == "pin_wrong"


def test_a_profile_without_a_pin_answers_like_a_wrong_pin(client: FlaskClient) -> None:
    with writing():
        person = make_citizen(phone=E164)
    answer = enter(client, ticket(client), profile_id=person.id, pin=WRONG_PIN)
    assert answer.json["code"] == "pin_wrong"


def test_entering_by_pin_makes_no_home(client: FlaskClient) -> None:
    """A shared phone stays the others': the next time the PIN is asked again."""
    device = new_id()
    with writing():
        person = make_citizen(phone=E164, pin=PIN)
    with clock.frozen(NOW):
        enter(client, ticket(client), device, profile_id=person.id, pin=list(PIN))
    with clock.frozen(_after(hours=1)):
        assert enter(client, ticket(client), device, profile_id=person.id).json["code"] == (
            "pin_needed"
        )


def test_five_wrong_pins_then_a_wait_that_grows(client: FlaskClient) -> None:
    with writing():
        person = make_citizen(phone=E164, pin=PIN)
    with clock.frozen(NOW):
        first = ticket(client)
        for _ in range(5):
            assert enter(client, first, profile_id=person.id, pin=WRONG_PIN).status_code == 422
        stopped = enter(client, first, profile_id=person.id, pin=list(PIN))
        assert (stopped.status_code, stopped.headers["Retry-After"]) == (429, "61")
    with clock.frozen(_after(seconds=62)):
        assert enter(client, first, profile_id=person.id, pin=WRONG_PIN).status_code == 422
        assert enter(client, first, profile_id=person.id, pin=list(PIN)).json["retry_after"] == 301
    with clock.frozen(_after(seconds=62 + 301)):
        assert enter(client, first, profile_id=person.id, pin=list(PIN)).status_code == 201


def test_the_desk_helps_who_forgot_the_pictures(client: FlaskClient) -> None:
    device = new_id()
    with writing():
        person = make_citizen(phone=E164, pin=PIN)
        officer = make_officer()
    with clock.frozen(NOW):
        with_ticket = ticket(client)
        for _ in range(5):
            enter(client, with_ticket, device, profile_id=person.id, pin=WRONG_PIN)
        with writing():
            told = service.reset_picture_pin(person.id, service.fresh_pin(), by=officer.id)
        old = enter(client, with_ticket, device, profile_id=person.id, pin=list(PIN))
        assert old.json["code"] == "pin_wrong"
        answer = enter(client, with_ticket, device, profile_id=person.id, pin=list(told.pictures))
        assert answer.status_code == 201
        assert answer.json["person"]["has_pin"] is False
    with clock.frozen(_after(hours=2)):
        # The desk saw the person with this device: it is theirs now, elsewhere the PIN is used up.
        assert enter(client, ticket(client), device, profile_id=person.id).status_code == 201
    with clock.frozen(_after(hours=6)):
        elsewhere = enter(client, ticket(client), profile_id=person.id, pin=list(told.pictures))
        assert elsewhere.json["code"] == "pin_wrong"


def test_the_desks_pin_is_good_for_a_day(client: FlaskClient) -> None:
    with writing():
        person = make_citizen(phone=E164)
        officer = make_officer()
    with clock.frozen(NOW), writing():
        told = service.reset_picture_pin(person.id, service.fresh_pin(), by=officer.id)
    with clock.frozen(_after(hours=24, seconds=1)):
        answer = enter(client, ticket(client), profile_id=person.id, pin=list(told.pictures))
    assert answer.json["code"] == "pin_wrong"


def test_another_numbers_profile_does_not_exist(client: FlaskClient) -> None:
    with writing():
        stranger = make_citizen(phone="+84987000001", pin=PIN)
    for person_id in (stranger.id, uuid.uuid4()):
        answer = enter(client, ticket_once(client), profile_id=person_id, pin=list(PIN))
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def ticket_once(client: FlaskClient) -> str:
    """The same code again: a second one is not sent so soon."""
    ask(client)
    text: str = verify(client, last_code()).json["ticket"]
    return text


def test_a_lost_answer_makes_no_second_profile(client: FlaskClient, app: Flask) -> None:
    device, with_ticket = new_id(), ticket(client)
    first = enter(client, with_ticket, device, new_profile={"full_name": "Lò Thị Mẫu"})
    again = enter(app.test_client(), with_ticket, device, new_profile={"full_name": "Lò Thị Mẫu"})
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json["person"] == again.json["person"]
    assert first.json["send_token"] != again.json["send_token"]
    assert _count(Person) == 1
    assert _count(SignInSession) == 1


def test_a_lost_answer_asks_for_no_second_pin(client: FlaskClient) -> None:
    device = new_id()
    with writing():
        person = make_citizen(phone=E164)
        officer = make_officer()
    with writing():
        told = service.reset_picture_pin(person.id, service.fresh_pin(), by=officer.id)
    with_ticket = ticket(client)
    for _ in range(2):
        answer = enter(client, with_ticket, device, profile_id=person.id, pin=list(told.pictures))
        assert answer.status_code == 201


def test_a_ticket_serves_one_device_and_one_person(client: FlaskClient) -> None:
    device = new_id()
    with writing():
        other = make_citizen("Lò Văn Thử", phone=E164, home=device)
    with_ticket = ticket(client)
    assert enter(client, with_ticket, device, new_profile={"full_name": "Lò Thị Mẫu"}).status_code
    for who in ({"new_profile": {"full_name": "Lò Thị Mẫu"}}, {"profile_id": other.id}):
        elsewhere = enter(client, with_ticket, new_id(), **who)
        assert (elsewhere.status_code, elsewhere.json["code"]) == (422, "ticket_expired")
    assert enter(client, with_ticket, device, profile_id=other.id).json["code"] == "ticket_expired"


def test_a_used_ticket_makes_no_new_profile(client: FlaskClient) -> None:
    device = new_id()
    with writing():
        person = make_citizen(phone=E164, home=device)
    with_ticket = ticket(client)
    assert enter(client, with_ticket, device, profile_id=person.id).status_code == 201
    again = enter(client, with_ticket, device, new_profile={"full_name": "Lò Thị Mẫu"})
    assert again.json["code"] == "ticket_expired"


def test_a_ticket_is_good_for_half_an_hour(client: FlaskClient) -> None:
    with clock.frozen(NOW):
        with_ticket = ticket(client)
    with clock.frozen(_after(minutes=30, seconds=1)):
        answer = enter(client, with_ticket, new_profile={"full_name": "Lò Thị Mẫu"})
    assert (answer.status_code, answer.json["code"]) == (422, "ticket_expired")


@pytest.mark.parametrize("forged", ["x", "x.y", "ư", "InVuc2lnbmVkIg.AAAA"])
def test_a_forged_ticket_opens_nothing(client: FlaskClient, forged: str) -> None:
    answer = enter(client, forged, new_profile={"full_name": "Lò Thị Mẫu"})
    assert answer.json["code"] == "ticket_expired"


def test_a_ticket_signed_elsewhere_opens_nothing(client: FlaskClient) -> None:
    ours = URLSafeSerializer("not-a-secret-of-anything-real", salt="sign-in-ticket")
    theirs = URLSafeSerializer("another", salt="sign-in-ticket")
    real = ours.loads(ticket(client))
    for forged in (
        theirs.dumps(real),
        ours.dumps("no id"),
        ours.dumps(str(new_id())),
    ):
        answer = enter(client, forged, new_profile={"full_name": "Lò Thị Mẫu"})
        assert answer.json["code"] == "ticket_expired"


def test_an_unshown_code_opens_nothing(client: FlaskClient) -> None:
    from backend.accounts.models import SignInCode

    ask(client)
    code_id = db.session.scalar(db.select(SignInCode.id))
    forged = URLSafeSerializer("not-a-secret-of-anything-real", salt="sign-in-ticket").dumps(
        str(code_id)
    )
    answer = enter(client, forged, new_profile={"full_name": "Lò Thị Mẫu"})
    assert answer.json["code"] == "ticket_expired"


def test_signing_in_replaces_whoever_was_signed_in(app: Flask) -> None:
    """The ticket is another one, and the session it replaced is gone from its person's list."""
    with writing():
        somebody = make_citizen("Giàng A Thử")
    before = sign_in(app, somebody)
    old = before.client.get_cookie("motcua")
    made = enter(before.client, ticket(before.client), new_profile={"full_name": "Lò Thị Mẫu"})
    assert made.status_code == 201
    new = before.client.get_cookie("motcua")
    assert old is not None
    assert new is not None
    assert new.value != old.value
    thief = app.test_client()
    thief.set_cookie("motcua", old.value)
    assert thief.get("/api/session").status_code == 401
    # What the first person's queue still holds goes out as the first person.
    queue = app.test_client()
    answer = queue.get("/api/session", headers=sender_headers(before.send_token))
    assert answer.json["code"] == "forbidden"


@pytest.mark.parametrize(
    "who",
    [
        {},
        {"profile_id": "x"},
        {"profile_id": str(uuid.uuid4()), "new_profile": {"full_name": "Lò Thị Mẫu"}},
        {"new_profile": {"full_name": ""}},
        {"new_profile": {"full_name": "Lò\u0000Mẫu"}},
        {"new_profile": {"full_name": "M" * 121}},
        {"new_profile": {"full_name": "Lò Thị Mẫu", "role": "administrator"}},
        {"new_profile": {"full_name": "Lò Thị Mẫu", "birth_year": 1815}},
        {"new_profile": {"full_name": "Lò Thị Mẫu", "birth_year": 2099}},
        {"new_profile": {"full_name": "Lò Thị Mẫu", "birth_year": "2001"}},
        {"profile_id": str(uuid.uuid4()), "pin": [1, 2, 3]},
        {"profile_id": str(uuid.uuid4()), "pin": [1, 2, 3, 12]},
        {"profile_id": str(uuid.uuid4()), "pin": [1, 2, 3, -1]},
        {"profile_id": str(uuid.uuid4()), "pin": "1234"},
    ],
)
def test_bad_bodies_are_refused(client: FlaskClient, who: dict[str, object]) -> None:
    answer = enter(client, "x", **who)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_the_same_picture_four_times_is_no_pin(client: FlaskClient) -> None:
    with writing():
        person = make_citizen(phone=E164, pin=PIN)
    answer = enter(client, ticket(client), profile_id=person.id, pin=[5, 5, 5, 5])
    assert (answer.status_code, answer.json["code"]) == (422, "pin_too_plain")
