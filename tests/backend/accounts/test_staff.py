"""Officers: password and second factor, idle sessions, roles."""

from __future__ import annotations

import time
import unicodedata
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import passwords, service, staff
from backend.accounts.models import StaffLogin
from backend.core import clock
from backend.core.access import Role
from backend.core.audit import AuditEntry
from backend.core.transaction import writing
from backend.extensions import db
from tests.support.factories.accounts import (
    MUONG_MAU,
    PASSWORD,
    make_agency,
    make_citizen,
    make_officer,
    make_volunteer,
    officer_in,
    sign_in,
)
from tests.support.queries import count_queries
from tests.support.sign_in import login_of, officer_enters, totp_of

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def _after(**time_: float) -> datetime:
    return NOW + timedelta(**time_)


def test_an_officer_enters_with_both_factors(client: FlaskClient) -> None:
    with writing():
        officer = make_officer("Vàng Thị Ví Dụ", login="canbo")
    with clock.frozen(NOW):
        answer = officer_enters(client, " CanBo ", totp_of(officer))
        assert answer.status_code == 201
        assert answer.json["person"]["role"] == "officer"
        assert answer.json["agency"] == {
            "code": "H56.126",
            "name": "Trung tâm Phục vụ hành chính công xã Luận Thành",
        }
        assert "send_token" not in answer.json
        assert client.get("/api/session").status_code == 200
    cookie = client.get_cookie("motcua")
    assert cookie is not None
    assert cookie.expires is None, "It ends with the browser, or after eight idle hours."
    trail = db.session.scalars(db.select(AuditEntry.action)).all()
    assert "staff_signed_in" in trail


@pytest.mark.parametrize("wrong", ["login", "password", "code", "everything"])
def test_whatever_is_wrong_the_answer_is_one(client: FlaskClient, wrong: str) -> None:
    with writing():
        officer = make_officer(login="canbo")
    with clock.frozen(NOW):
        code = totp_of(officer)
        other = f"{(int(code) + 1) % 10**6:06d}"
        answer = officer_enters(
            client,
            "nobody" if wrong in ("login", "everything") else "canbo",
            other if wrong in ("code", "everything") else code,
            "not this one" if wrong in ("password", "everything") else PASSWORD,
        )
    assert (answer.status_code, answer.json["code"]) == (422, "officer_sign_in_wrong")
    assert set(answer.json) == {"code", "status", "title"}
    assert client.get("/api/session").status_code == 401


def test_an_unknown_login_costs_the_same_work(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One password hash, three codes, the same statements: nothing to tell the two apart by."""
    with writing():
        make_officer(login="canbo")
    hashes: list[str | None] = []
    real = passwords.is_right
    monkeypatch.setattr(
        passwords, "is_right", lambda kept, secret: hashes.append(kept) or real(kept, secret)
    )
    with clock.frozen(NOW):
        for login in ("canbo", "nobody"):
            officer_enters(client, login, "000000", "not this one")
    hashes.clear()
    with clock.frozen(_after(seconds=1)), count_queries() as for_known:
        officer_enters(client, "canbo", "000000", "not this one")
    with clock.frozen(_after(seconds=2)), count_queries() as for_unknown:
        officer_enters(client, "nobody", "000000", "not this one")
    assert for_known == for_unknown
    assert len(hashes) == 2
    assert hashes[1] is None


def test_a_password_hash_is_argon2id_and_takes_the_time_it_should() -> None:
    hashed = passwords.hashed(PASSWORD)
    assert hashed.startswith("$argon2id$v=19$m=19456,t=7,p=1$")
    before = time.process_time()
    assert not passwords.is_right(None, PASSWORD)
    nobody = time.process_time() - before
    before = time.process_time()
    assert passwords.is_right(hashed, PASSWORD)
    somebody = time.process_time() - before
    assert nobody > somebody / 4


def test_a_password_typed_on_another_keyboard_is_the_same() -> None:
    composed, decomposed = (unicodedata.normalize(form, "mật khẩu thử") for form in ("NFC", "NFD"))
    assert composed != decomposed
    assert passwords.is_right(passwords.hashed(composed), decomposed)


def test_a_used_code_cannot_be_replayed(app: Flask) -> None:
    with writing():
        officer = make_officer(login="canbo")
    with clock.frozen(NOW):
        code = totp_of(officer)
        assert officer_enters(app.test_client(), "canbo", code).status_code == 201
        for seconds in (0, 15, 30):
            with clock.frozen(_after(seconds=seconds)):
                replay = officer_enters(app.test_client(), "canbo", code)
                assert replay.json["code"] == "officer_sign_in_wrong"
    with clock.frozen(_after(seconds=60)):
        assert officer_enters(app.test_client(), "canbo", totp_of(officer)).status_code == 201


def test_a_login_renewed_meanwhile_lets_the_old_password_out(app: Flask) -> None:
    """Fails without the second look: the attempt was judged by what the login had before."""
    with writing():
        officer = make_officer("Vàng Thị Ví Dụ", login="canbo")
    with clock.frozen(NOW):
        with writing():
            attempt = staff.begin("canbo", "203.0.113.5")
        step = staff.proven_step(attempt, PASSWORD, totp_of(officer))
        assert step is not None
        with writing():
            service.renew_staff_login("canbo", password="mat-khau-moi-cua-toi")
        with writing():
            assert staff.finish(attempt, step, "Máy thử", None) is None


def test_an_earlier_code_is_dead_once_a_later_one_was_used(client: FlaskClient) -> None:
    with writing():
        officer = make_officer(login="canbo")
    with clock.frozen(_after(seconds=-30)):
        earlier = totp_of(officer)
    with clock.frozen(NOW):
        assert officer_enters(client, "canbo", totp_of(officer)).status_code == 201
        assert officer_enters(client, "canbo", earlier).json["code"] == "officer_sign_in_wrong"


@pytest.mark.parametrize(("drift", "status"), [(-60, 422), (-30, 201), (30, 201), (60, 422)])
def test_a_clock_may_be_half_a_minute_off(client: FlaskClient, drift: int, status: int) -> None:
    with writing():
        officer = make_officer(login="canbo")
    with clock.frozen(_after(seconds=drift)):
        code = totp_of(officer)
    with clock.frozen(NOW):
        assert officer_enters(client, "canbo", code).status_code == status


@pytest.mark.parametrize("login", ["canbo", "nobody"])
def test_failures_wait_longer_and_longer(client: FlaskClient, login: str) -> None:
    """Known or not: a wait for known logins only would tell which are known."""
    with writing():
        make_officer(login="canbo")
    with clock.frozen(NOW):
        for _ in range(5):
            assert officer_enters(client, login, "000000", "wrong").status_code == 422
        stopped = officer_enters(client, login, "000000", "wrong")
        assert (stopped.status_code, stopped.json["code"]) == (429, "too_many_tries")
        assert stopped.headers["Retry-After"] == "61"
    with clock.frozen(_after(seconds=61)):
        assert officer_enters(client, login, "000000", "wrong").status_code == 422
        assert officer_enters(client, login, "000000", "wrong").headers["Retry-After"] == "121"


def test_guessing_elsewhere_does_not_lock_the_desk_out(client: FlaskClient) -> None:
    with writing():
        officer = make_officer(login="canbo")
    with clock.frozen(NOW):
        for _ in range(8):
            client.post(
                "/api/session/officer",
                json={"login": "canbo", "password": "wrong", "code": "000000"},
                environ_base={"REMOTE_ADDR": "203.0.113.9"},
            )
        assert officer_enters(client, "canbo", totp_of(officer)).status_code == 201


def test_an_address_that_tries_many_logins_is_stopped(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passwords, "is_right", lambda _kept, _secret: False)
    with clock.frozen(NOW):
        statuses = [officer_enters(client, f"a{n}", "000000").status_code for n in range(31)]
    assert statuses == [422] * 30 + [429]


def test_a_network_of_many_addresses_is_one_address(client: FlaskClient) -> None:
    """A subscriber with IPv6 has 2^64 addresses; each would have five tries of its own."""
    with writing():
        make_officer(login="canbo")
    with clock.frozen(NOW):
        statuses = [
            client.post(
                "/api/session/officer",
                json={"login": "canbo", "password": "wrong", "code": "000000"},
                environ_base={"REMOTE_ADDR": f"2001:db8:0:7::{number:x}"},
            ).status_code
            for number in range(6)
        ]
    assert statuses == [422] * 5 + [429]


def test_a_staff_session_ends_after_eight_idle_hours(app: Flask) -> None:
    with clock.frozen(NOW):
        desk = officer_in(app)
    with clock.frozen(_after(hours=7, minutes=59)):
        assert desk.client.get("/api/session").status_code == 200
    with clock.frozen(_after(hours=15, minutes=58)):
        assert desk.client.get("/api/session").status_code == 200
    with clock.frozen(_after(hours=23, minutes=58, seconds=1)):
        assert desk.client.get("/api/session").json["code"] == "sign_in_required"


def test_staff_cannot_enter_as_citizens_do(app: Flask) -> None:
    """A phone session never carries staff powers, even if its person was made staff since."""
    with writing():
        person = make_citizen()
    here = sign_in(app, person)
    with writing():
        found = db.session.merge(person)
        found.role = Role.LEADER.value
        found.agency_code = make_agency()
    assert here.client.get("/api/session").status_code == 401


def test_creating_staff_tells_the_secret_once(client: FlaskClient) -> None:
    with writing():
        made = service.create_staff(
            "Vàng Thị Ví Dụ",
            login=" VangThi ",
            password=PASSWORD,
            role=Role.LEADER,
            agency_code=make_agency(),
        )
    assert made.login == "vangthi"
    assert made.totp_uri.startswith("otpauth://totp/")
    assert made.totp_secret in made.totp_uri
    kept = db.session.execute(db.select(StaffLogin.__table__)).one()
    assert made.totp_secret not in str(kept)
    with clock.frozen(NOW):
        code = pyotp.TOTP(made.totp_secret).at(NOW)
        assert officer_enters(client, "vangthi", code).json["person"]["role"] == "leader"


@pytest.mark.parametrize(
    "change", [{"role": Role.CITIZEN}, {"password": "ngan"}, {"login": " CANBO "}]
)
def test_staff_need_a_role_a_password_and_a_login_of_their_own(
    app: Flask, change: dict[str, object]
) -> None:
    given = {"login": "khac", "password": PASSWORD, "role": Role.OFFICER, **change}
    with writing():
        make_officer(login="canbo")
    with pytest.raises(ValueError, match=r"."), writing():
        service.create_staff("Hà Văn Mẫu", agency_code=make_agency(), **given)  # type: ignore[arg-type]


def test_a_lost_second_factor_is_made_anew(app: Flask) -> None:
    with writing():
        officer = make_officer(login="canbo")
    desk = sign_in(app, officer)
    with writing():
        made = service.renew_staff_login("canbo", password="mat khau moi cua canbo")
    assert desk.client.get("/api/session").status_code == 401
    with clock.frozen(NOW):
        code = pyotp.TOTP(made.totp_secret).at(NOW)
        client = app.test_client()
        assert officer_enters(client, "canbo", code).status_code == 422
        answer = officer_enters(client, "canbo", code, "mat khau moi cua canbo")
        assert answer.status_code == 201
    with pytest.raises(ValueError, match="login"), writing():
        service.renew_staff_login("nobody", password=PASSWORD)


def test_staff_of_an_agency_by_name(app: Flask) -> None:
    with writing():
        late = make_officer("Vàng Thị Ví Dụ")
        early = make_officer("Đặng Văn Mẫu", role=Role.LEADER)
        make_officer("Hà Văn Thử", agency=MUONG_MAU)
        make_citizen()
    with count_queries() as statements:
        assert list(service.staff_members("H56.126").items()) == [
            (early.id, "Đặng Văn Mẫu"),
            (late.id, "Vàng Thị Ví Dụ"),
        ]
    assert len(statements) == 1


def _give_role(client: FlaskClient, person_id: object, role: str) -> tuple[int, str]:
    answer = client.put(f"/api/desk/people/{person_id}/role", json={"role": role})
    return answer.status_code, answer.json.get("role") or answer.json.get("code")


def test_an_administrator_makes_a_volunteer(app: Flask) -> None:
    admin = officer_in(app, role=Role.ADMINISTRATOR)
    with writing():
        person = make_citizen("Giàng A Thử")
    here = sign_in(app, person)
    assert _give_role(admin.client, person.id, "volunteer") == (200, "volunteer")
    assert here.client.get("/api/session").json["person"]["role"] == "volunteer"
    entry = db.session.scalars(db.select(AuditEntry).filter_by(action="role_changed")).one()
    assert entry.actor_id == admin.actor.person_id
    assert entry.subject == f"person:{person.id}"
    assert entry.detail == {"before": "citizen", "after": "volunteer"}


def test_nobody_else_gives_roles(app: Flask) -> None:
    with writing():
        person = make_citizen()
        volunteer = make_volunteer()
    for role in (Role.OFFICER, Role.LEADER):
        desk = officer_in(app, role=role)
        assert _give_role(desk.client, person.id, "volunteer") == (403, "forbidden")
    assert _give_role(sign_in(app, volunteer).client, person.id, "volunteer")[0] == 403
    assert _give_role(app.test_client(), person.id, "volunteer") == (401, "sign_in_required")


def test_becoming_staff_needs_a_staff_login(app: Flask) -> None:
    admin = officer_in(app, role=Role.ADMINISTRATOR)
    with writing():
        person = make_citizen()
    assert _give_role(admin.client, person.id, "officer") == (409, "staff_login_needed")


def test_a_dismissed_officer_is_signed_out_and_stays_out(app: Flask) -> None:
    admin = officer_in(app, role=Role.ADMINISTRATOR)
    with writing():
        officer = make_officer(login="canbo")
    desk = sign_in(app, officer)
    assert _give_role(admin.client, officer.id, "citizen") == (200, "citizen")
    assert desk.client.get("/api/session").status_code == 401
    with clock.frozen(NOW):
        refused = officer_enters(app.test_client(), "canbo", totp_of(officer))
        assert refused.json["code"] == "officer_sign_in_wrong"
    assert _give_role(admin.client, officer.id, "leader") == (200, "leader")
    assert login_of(officer) == "canbo"


def test_an_administrator_reaches_the_own_agency_only(app: Flask) -> None:
    admin = officer_in(app, role=Role.ADMINISTRATOR)
    with writing():
        elsewhere = make_officer(agency=MUONG_MAU)
    assert _give_role(admin.client, elsewhere.id, "citizen") == (404, "not_found")
    assert _give_role(admin.client, admin.actor.person_id, "officer") == (403, "forbidden")
    assert _give_role(admin.client, admin.actor.person_id, "king")[0] == 422
