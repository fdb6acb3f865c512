"""What is printed opens the doors it names."""

from __future__ import annotations

from dataclasses import replace

import pytest

from backend import demo
from backend.accounts import service as accounts
from backend.core.access import Role
from backend.core.model import new_id
from backend.demo.cast import CITIZENS, MAU, OFFICERS, PASSWORD, PICTURES, TINH_NGUYEN, Citizen
from tests.backend.demo.conftest import Installation
from tests.support.sign_in import enter, officer_enters, ticket


def test_it_names_a_door_for_each_role(prepared: Installation) -> None:
    text = demo.greeting(prepared.settings)
    for role in ("citizen", "volunteer", "officer", "leader", "administrator"):
        assert role in text
    for sign_in in ("0912 000 101", "0912 000 105", "canbo", "lanhdao", "quantri", PASSWORD):
        assert sign_in in text
    assert "http://localhost:8000/demo/console" in text
    assert "http://localhost:8000/desk" in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_the_address_is_the_one_that_was_asked_for(prepared: Installation) -> None:
    settings = replace(prepared.settings, public_url="http://localhost:8123", port=8123)
    assert "localhost:8000" not in demo.greeting(settings)


@pytest.mark.parametrize("who", [MAU, TINH_NGUYEN], ids=["citizen", "volunteer"])
def test_a_number_a_code_and_four_pictures_let_a_person_in(
    prepared: Installation, who: Citizen
) -> None:
    client = prepared.app.test_client()
    e164 = f"+84{who.phone[1:]}"
    shown = ticket(client, who.phone, e164)
    profile = next(found for found in _people_of(e164) if found.full_name == who.full_name)
    entered = enter(client, shown, new_id(), profile_id=profile.id, pin=list(PICTURES))
    assert entered.status_code == 201
    assert entered.get_json()["person"]["full_name"] == who.full_name


@pytest.mark.parametrize("role", [Role.OFFICER, Role.LEADER, Role.ADMINISTRATOR])
def test_a_login_a_password_and_the_consoles_code_let_staff_in(
    prepared: Installation, role: Role
) -> None:
    client = prepared.app.test_client()
    login = next(officer.login for officer in OFFICERS if officer.role is role)
    code = next(factor.code for factor in accounts.demo_second_factors() if factor.login == login)
    entered = officer_enters(client, login, code, PASSWORD)
    assert entered.status_code == 201
    assert entered.get_json()["person"]["role"] == role.value
    assert client.get("/api/desk/worklist?view=all").status_code == 200


def test_two_people_share_a_number(prepared: Installation) -> None:
    shared = [who for who in CITIZENS if who.phone == "0912000102"]
    assert {found.full_name for found in _people_of("+84912000102")} == {
        who.full_name for who in shared
    }
    assert prepared.settings.is_demo


def _people_of(e164: str) -> list[accounts.PersonView]:
    found = [accounts.person(person_id) for person_id in accounts.find_people_ids(e164)]
    return [person for person in found if person is not None]
