"""One's own account."""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime

import pytest
from flask import Flask

from backend.accounts import passwords, service
from backend.accounts.models import Person
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import citizen_in, make_citizen, officer_in, sign_in
from tests.support.queries import count_queries
from tests.support.sign_in import E164, enter, ticket


def test_a_person_corrects_name_and_year(app: Flask) -> None:
    here = citizen_in(app, "Lò Thị Mẫu")
    given = unicodedata.normalize("NFD", " Đèo Thị Mẫu ")
    answer = here.client.patch("/api/me", json={"full_name": given, "birth_year": 1990})
    assert answer.status_code == 200
    assert answer.json["person"]["full_name"] == "Đèo Thị Mẫu"
    assert here.client.get("/api/session").json == answer.json
    assert service.find_people_ids("deo thi") == [here.actor.person_id]
    assert (
        here.client.patch("/api/me", json={"birth_year": None}).json["person"]["birth_year"] is None
    )


def test_a_child_of_new_years_night_has_the_year_of_vietnam(app: Flask) -> None:
    """Half past midnight in Vietnam is still last year in UTC, where servers live."""
    with clock.frozen(datetime(2098, 12, 31, 17, 30, tzinfo=UTC)):
        client = citizen_in(app).client
        assert client.patch("/api/me", json={"birth_year": 2099}).status_code == 200
        assert client.patch("/api/me", json={"birth_year": 2100}).status_code == 422


def test_no_transaction_waits_for_argon2(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    held: list[bool] = []

    def hashed(_secret: str) -> str:
        held.append(db.session.registry().in_transaction())
        return "$argon2id$"

    citizen, desk = citizen_in(app), officer_in(app)
    person_id = citizen.actor.person_id
    monkeypatch.setattr(passwords, "hashed", hashed)
    assert citizen.client.put("/api/me/pin", json={"pin": [1, 2, 3, 4]}).status_code == 204
    assert desk.client.post(f"/api/desk/people/{person_id}/pin-reset").status_code == 200
    assert held == [False, False]


def test_an_empty_change_changes_nothing(app: Flask) -> None:
    here = citizen_in(app)
    assert here.client.patch("/api/me", json={}).json == here.client.get("/api/session").json


def test_a_member_of_staff_keeps_the_name_of_the_records(app: Flask) -> None:
    answer = officer_in(app).client.patch("/api/me", json={"full_name": "Tên Khác"})
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "body",
    [
        {"role": "leader"},
        {"phone": "0912345678"},
        {"full_name": None},
        {"full_name": "  "},
        {"full_name": "a\u0007b"},
        {"birth_year": 10**30},
        {"is_demo": True},
    ],
)
def test_other_changes_are_refused(app: Flask, body: dict[str, object]) -> None:
    answer = citizen_in(app).client.patch("/api/me", json=body)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_a_picture_pin_opens_the_profile_elsewhere(app: Flask) -> None:
    with writing():
        person = make_citizen(phone=E164, home=new_id())
    here = sign_in(app, person)
    assert here.client.put("/api/me/pin", json={"pin": [0, 5, 5, 11]}).status_code == 204
    assert here.client.get("/api/session").json["person"]["has_pin"] is True
    kept = db.session.scalar(db.select(Person.pin_hash))
    assert kept is not None
    assert kept.startswith("$argon2id$")
    client = app.test_client()
    answer = enter(client, ticket(client), profile_id=person.id, pin=[0, 5, 5, 11])
    assert answer.status_code == 201


def test_a_plain_pin_is_refused(app: Flask) -> None:
    answer = citizen_in(app).client.put("/api/me/pin", json={"pin": [7, 7, 7, 7]})
    assert (answer.status_code, answer.json["code"]) == (422, "pin_too_plain")


@pytest.mark.parametrize(
    "pin",
    [
        [],
        [1, 2, 3, 4, 5],
        [1, 2, 3, 12],
        [1, 2, 3, "4"],
        None,
        1234,
        [1, 2, 3, 4.5],
        [1, 2, 3, True],
    ],
)
def test_what_is_no_pin_is_refused(app: Flask, pin: object) -> None:
    answer = citizen_in(app).client.put("/api/me/pin", json={"pin": pin})
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


def test_me_takes_at_most_three_queries(app: Flask) -> None:
    for somebody in (citizen_in(app), officer_in(app)):
        with count_queries() as statements:
            somebody.client.get("/api/session")
        assert len(statements) <= 3
