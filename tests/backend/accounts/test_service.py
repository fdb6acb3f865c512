"""What other domains ask about people."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
from flask import Flask

from backend.accounts import service
from backend.core import clock
from backend.core.access import Role
from backend.core.audit import AuditEntry
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import make_citizen, make_officer, officer_in, sign_in
from tests.support.queries import count_queries

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


@pytest.fixture
def officer(app: Flask) -> uuid.UUID:
    """Somebody at the desk."""
    with writing():
        return make_officer().id


def test_one_person(app: Flask) -> None:
    with writing():
        made = make_citizen("Lò Thị Mẫu", phone="+84912000001", birth_year=2001)
    found = service.person(made.id)
    assert found is not None
    assert (found.full_name, found.phone, found.birth_year) == ("Lò Thị Mẫu", "+84912000001", 2001)
    assert (found.role, found.agency_code, found.is_demo) == (Role.CITIZEN, None, False)
    assert service.person(uuid.uuid4()) is None


def test_names_of_many_in_one_query(app: Flask) -> None:
    with writing():
        people = [make_citizen(f"Lò Thị Mẫu {n}") for n in range(5)]
    with count_queries() as statements:
        names = service.names({p.id for p in people} | {uuid.uuid4()})
        assert service.names([]) == {}
    assert names == {p.id: p.full_name for p in people}
    assert len(statements) == 1


@pytest.mark.parametrize(
    "q",
    [
        "dang thi",
        "ĐẶNG THỊ",
        "ung",
        "0912 000 001",
        "+84912000001",
        "038199000001",
        "038 199 000 001",
    ],
)
def test_the_desk_finds_a_person(app: Flask, q: str) -> None:
    with writing():
        found = make_citizen("Đặng Thị Ưng", phone="+84912000001", id_number="038199000001")
        make_citizen("Lò Văn Thử", phone="+84912000002", id_number="038199000002")
    with count_queries() as statements:
        assert service.find_people_ids(q) == [found.id]
    assert len(statements) == 1


@pytest.mark.parametrize("q", ["", "   ", "%", "_", "0912000", "099999999999", "\\"])
def test_the_desk_finds_nobody(app: Flask, q: str) -> None:
    with writing():
        make_citizen("Đặng Thị Ưng", phone="+84912000001", id_number="038199000001")
    assert service.find_people_ids(q) == []


def test_the_person_opposite_is_found_again(app: Flask, officer: uuid.UUID) -> None:
    with writing():
        first = service.find_or_make_person_at_desk(
            "Đặng Thị Ưng", by=officer, phone="0912 000 001", birth_year=1960
        )
    with writing():
        again = service.find_or_make_person_at_desk(
            "Dang thi ung", by=officer, phone="0912000001", id_number="038160000001"
        )
    assert again.id == first.id
    assert again.full_name == "Đặng Thị Ưng"
    assert again.id_number == "038160000001"
    with writing():
        by_number = service.find_or_make_person_at_desk(
            "Đặng Thị Ưng", by=officer, id_number="038160000001"
        )
    assert by_number.id == first.id
    made = db.session.scalars(db.select(AuditEntry).filter_by(action="person_made_at_desk")).all()
    assert [(e.actor_id, e.subject) for e in made] == [(officer, f"person:{first.id}")]


def test_namesakes_on_one_number_stay_two(app: Flask, officer: uuid.UUID) -> None:
    ids = set()
    for year in (1950, 2005):
        with writing():
            person = service.find_or_make_person_at_desk(
                "Lò Thị Mẫu", by=officer, phone="0912000001", birth_year=year
            )
            ids.add(person.id)
    assert len(ids) == 2


def test_without_number_and_id_nobody_is_confused_with_another(
    app: Flask, officer: uuid.UUID
) -> None:
    with writing():
        one = service.find_or_make_person_at_desk("Lò Thị Mẫu", by=officer)
        two = service.find_or_make_person_at_desk("Lò Thị Mẫu", by=officer)
    assert one.id != two.id


def test_an_id_number_with_another_name_needs_a_second_look(app: Flask, officer: uuid.UUID) -> None:
    with writing():
        make_citizen("Lò Thị Mẫu", id_number="038199000001")
    with pytest.raises(Problem) as caught, writing():
        service.find_or_make_person_at_desk("Lò Văn Thử", by=officer, id_number="038199000001")
    assert caught.value.code == "id_number_of_another"
    assert caught.value.type.status == 409


def test_the_desk_resets_a_pin(app: Flask) -> None:
    with writing():
        person = make_citizen()
    with clock.frozen(NOW):
        desk = officer_in(app)
        answer = desk.client.post(f"/api/desk/people/{person.id}/pin-reset")
    assert answer.status_code == 200
    assert len(set(answer.json["pictures"])) == 4
    assert all(0 <= picture < 12 for picture in answer.json["pictures"])
    assert answer.json["expires_at"] == "2026-11-21T02:00:00Z"
    entry = db.session.scalars(db.select(AuditEntry).filter_by(action="pin_reset")).one()
    assert (entry.actor_id, entry.subject) == (desk.actor.person_id, f"person:{person.id}")
    assert entry.detail == {}


def test_only_staff_reset_pins_and_not_each_others(app: Flask) -> None:
    with writing():
        person, officer = make_citizen(), make_officer()
    here = sign_in(app, person)
    assert here.client.post(f"/api/desk/people/{person.id}/pin-reset").status_code == 403
    nobody = app.test_client()
    assert nobody.post(f"/api/desk/people/{person.id}/pin-reset").status_code == 401
    desk = sign_in(app, officer)
    for person_id in (officer.id, uuid.uuid4()):
        answer = desk.client.post(f"/api/desk/people/{person_id}/pin-reset")
        assert (answer.status_code, answer.json["code"]) == (404, "not_found")


def test_demo_people_are_told_from_real_ones(app: Flask) -> None:
    with writing():
        demo = service.create_demo_person("Lò Thị Mẫu", phone="0912000001", role=Role.VOLUNTEER)
    assert demo.is_demo
    assert not service.has_non_demo_people()
    with writing():
        make_citizen()
    assert service.has_non_demo_people()


def test_an_empty_database_holds_nobody_real(app: Flask) -> None:
    assert not service.has_non_demo_people()
