"""The token a phone's queue sends with: one account, one device, sending and nothing else."""

from __future__ import annotations

import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from backend.accounts import sessions
from backend.accounts.models import HomeDevice, SendToken, SignInSession
from backend.blueprints import table
from backend.core import clock
from backend.core.access import Audience
from backend.core.audit import AuditEntry
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers.models import Dossier
from backend.extensions import db
from tests.support.factories import dossiers, uploads
from tests.support.factories.accounts import (
    SignedIn,
    citizen_in,
    make_citizen,
    officer_in,
    sender_headers,
    sign_in,
)
from tests.support.factories.dossiers import World, body, make_world, photo_body, put
from tests.support.queries import count_queries

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
ONE = uploads.page(1)


@pytest.fixture
def world(app: Flask, tmp_path: Path) -> World:
    return make_world(app, tmp_path)


def queue_of(phone: SignedIn) -> dict[str, str]:
    return sender_headers(phone.send_token)


def test_it_is_kept_as_a_keyed_digest(app: Flask) -> None:
    phone = citizen_in(app)
    row = db.session.query(SendToken).one()
    assert phone.send_token not in str(vars(row))
    assert re.fullmatch(r"[0-9a-f]{64}", row.token_hash)
    assert (row.person_id, row.device_id) == (phone.actor.person_id, phone.device_id)


def test_it_opens_these_routes_and_no_others(app: Flask) -> None:
    """Every route that is not public is tried. A new one must be thought of here."""
    phone = citizen_in(app)
    public = {p.blueprint.name for p in table() if p.audience is Audience.PUBLIC}
    opened = set()
    for rule in app.url_map.iter_rules():
        name = rule.endpoint.rpartition(".")[0]
        if not rule.rule.startswith("/api") or name in public or name.startswith("api-docs"):
            continue
        path = re.sub(r"<any\((\w+),\w+\):kind>", r"\1", rule.rule)
        path = re.sub(r"<uuid:\w+>", str(uuid.uuid4()), path)
        path = re.sub(r"<int:\w+>", "1", path)
        path = re.sub(r"<[^>]*>", "x", path)
        for method in sorted((rule.methods or set()) - {"OPTIONS"}):
            answer = app.test_client().open(path, method=method, headers=queue_of(phone))
            if answer.status_code != 403:
                opened.add((method, rule.rule))
    assert opened == {
        ("PUT", "/api/dossiers/<uuid:dossier_id>"),
        ("PUT", "/api/dossiers/<uuid:dossier_id>/supplements/<uuid:request_id>"),
        ("PUT", "/api/commands/<uuid:command_id>"),
        ("GET", "/api/changes"),
        ("HEAD", "/api/changes"),
        ("HEAD", "/api/uploads/<uuid:upload_id>"),
        ("PATCH", "/api/uploads/<uuid:upload_id>"),
        # These two refuse it themselves, once they know what is meant.
        ("POST", "/api/uploads"),
        ("POST", "/api/uploads/<uuid:upload_id>"),
        ("DELETE", "/api/uploads/<uuid:upload_id>"),
    }


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("DELETE", {}),
        ("POST", {"X-HTTP-Method-Override": "DELETE"}),
    ],
)
def test_it_gives_no_upload_up_and_makes_none(
    world: World, method: str, headers: dict[str, str]
) -> None:
    phone = world.citizen
    upload = put(phone.client, new_id(), photo_body(ONE)).json["missing"][0]["upload"]
    sent = {"Tus-Resumable": "1.0.0", **headers, **queue_of(phone)}
    answer = world.app.test_client().open(upload, method=method, headers=sent)
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    made = world.app.test_client().post(
        "/api/uploads", headers={"Upload-Length": "5", "Tus-Resumable": "1.0.0", **queue_of(phone)}
    )
    assert (made.status_code, made.json["code"]) == (403, "forbidden")


def test_it_reaches_the_own_ids_only(world: World) -> None:
    theirs = put(world.citizen.client, new_id(), photo_body(ONE)).json
    upload = theirs["missing"][0]["upload"]
    stranger = queue_of(citizen_in(world.app, "Vàng A Khác"))
    queue = world.app.test_client()
    tus = {"Tus-Resumable": "1.0.0"}
    assert queue.head(upload, headers={**tus, **stranger}).status_code == 404
    assert dossiers.send_page(queue, upload, ONE, **stranger).status_code == 404
    taken = put(queue, uuid.UUID(theirs["id"]), body(), headers=stranger)
    assert (taken.status_code, taken.json["code"]) == (409, "id_taken")
    assert queue.head(upload, headers={**tus, **queue_of(world.citizen)}).status_code == 200


def test_its_answers_hold_states_slips_and_hashes_only(world: World) -> None:
    """A finder of the phone learns from its queue no name and no answer."""
    queue, headers = world.app.test_client(), queue_of(world.citizen)
    receipt = put(queue, new_id(), photo_body(ONE), headers=headers)
    page = dossiers.send_page(queue, receipt.json["missing"][0]["upload"], ONE, **headers)
    changes = queue.get("/api/changes", headers=headers)
    for answer in (receipt, page, changes):
        assert "Mẫu" not in answer.text
        assert "nyc_" not in answer.text
        assert "Set-Cookie" not in answer.headers
    assert set(page.json) == {
        *("id", "revision", "state", "slip", "code", "missing", "pages", "supplement"),
        *("first_received_at", "received_at", "answer_due", "binding_due", "provisional_due"),
    }
    assert set(page.json["pages"][0]) == {"paper", "page", "sha256", "bytes", "stored"}


def test_two_people_on_one_phone(world: World) -> None:
    """A's queue goes out as A after B has signed in; B sees nothing of it."""
    device = new_id()
    with writing():
        one, other = make_citizen("Lò Thị A"), make_citizen("Vàng A B")
    first = sign_in(world.app, one, device_id=device)
    first.client.delete("/api/session")
    second = sign_in(world.app, other, device_id=device)
    queue = world.app.test_client()
    dossier_id = new_id()
    assert put(queue, dossier_id, body(), headers=queue_of(first)).status_code == 201
    row = db.session.get(Dossier, dossier_id)
    assert row is not None
    assert row.submitter_id == one.id
    assert second.client.get("/api/dossiers").json["items"] == []
    assert second.client.get(f"/api/dossiers/{dossier_id}").status_code == 404
    mine = put(queue, new_id(), body(), headers=queue_of(second))
    assert mine.status_code == 201
    assert [d["id"] for d in second.client.get("/api/dossiers").json["items"]] == [mine.json["id"]]


def test_a_revoked_token_in_an_old_queue_waits_for_sign_in(world: World) -> None:
    """401 and nothing kept: signed in again, the very same bytes arrive once."""
    lost, dossier_id = world.citizen, new_id()
    assert lost.client.delete("/api/devices?lost=true").status_code == 204
    answer = put(world.app.test_client(), dossier_id, body(), headers=queue_of(lost))
    assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")
    assert answer.json["title"].startswith("Những gì đã nhập vẫn còn trên máy.")
    assert db.session.query(Dossier).count() == 0
    with writing():
        fresh = sessions.issue_send_token(lost.actor.person_id, lost.device_id)
    headers = sender_headers(fresh)
    for status in (201, 200):
        answer = put(world.app.test_client(), dossier_id, body(), headers=headers)
        assert answer.status_code == status
    assert db.session.query(Dossier).count() == 1


def test_a_revoked_token_cannot_finish_a_page(world: World) -> None:
    queue, headers = world.app.test_client(), queue_of(world.citizen)
    upload = put(queue, new_id(), photo_body(ONE), headers=headers).json["missing"][0]["upload"]
    world.citizen.client.delete("/api/devices?lost=true")
    for answer in (
        dossiers.send_page(queue, upload, ONE, **headers),
        queue.get("/api/changes", headers=headers),
    ):
        assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")


def test_it_sleeps_a_year_and_no_longer(app: Flask) -> None:
    """Seen failing without the limit: a token found years later still sent."""
    with clock.frozen(NOW):
        phone = citizen_in(app)
    statuses = []
    for days in (365, 2 * 365, 3 * 365 + 1):
        with clock.frozen(NOW + timedelta(days=days)):
            answer = app.test_client().get("/api/changes", headers=queue_of(phone))
            statuses.append(answer.status_code)
    assert statuses == [200, 200, 401], "Each use begins the year anew; the last rested too long."


def test_its_use_is_written_once_a_day(app: Flask) -> None:
    with clock.frozen(NOW):
        phone = citizen_in(app)
    for hours, written in ((23, False), (24, True), (47, False), (48, True)):
        with clock.frozen(NOW + timedelta(hours=hours)), count_queries() as statements:
            answer = app.test_client().get("/api/changes", headers=queue_of(phone))
        assert answer.status_code == 200
        assert any(s.startswith("UPDATE send_tokens") for s in statements) is written, hours
        assert "Set-Cookie" not in answer.headers


# --- "máy bị mất" at the desk -------------------------------------------------------------------


def lost_at_desk(officer: SignedIn, person_id: uuid.UUID) -> tuple[int, object]:
    answer = officer.client.post(f"/api/desk/people/{person_id}/lost-devices")
    return answer.status_code, answer.json


def test_the_desk_shuts_the_phones_of_who_lost_them(app: Flask) -> None:
    """Sessions, tokens and the way in without a PIN; of this person only."""
    device, officer = new_id(), officer_in(app)
    with writing():
        person, neighbour = make_citizen("Lò Thị Mẫu", home=device), make_citizen("Vàng A Bạn")
    lost = sign_in(app, person, device_id=device)
    second = sign_in(app, person)
    other = sign_in(app, neighbour, device_id=device)
    assert lost_at_desk(officer, person.id) == (200, {"devices": 2})
    for phone in (lost, second):
        assert phone.client.get("/api/session").status_code == 401
        assert app.test_client().get("/api/changes", headers=queue_of(phone)).status_code == 401
    assert db.session.query(HomeDevice).filter_by(person_id=lost.actor.person_id).count() == 0
    assert other.client.get("/api/session").status_code == 200
    assert app.test_client().get("/api/changes", headers=queue_of(other)).status_code == 200
    entry = db.session.query(AuditEntry).filter_by(action="devices_lost").one()
    assert (entry.actor_id, entry.subject) == (
        officer.actor.person_id,
        f"person:{lost.actor.person_id}",
    )
    assert lost_at_desk(officer, lost.actor.person_id) == (200, {"devices": 0})


def test_the_desk_shuts_no_colleague_and_nobody_unknown(app: Flask) -> None:
    officer, colleague = officer_in(app), officer_in(app, "Hờ A Bạn")
    for person_id in (colleague.actor.person_id, officer.actor.person_id, uuid.uuid4()):
        status, problem = lost_at_desk(officer, person_id)
        assert (status, problem["code"]) == (404, "not_found")  # type: ignore[index]
    assert db.session.query(SignInSession).count() == 2


def test_only_the_desk_may(app: Flask) -> None:
    citizen, victim = citizen_in(app), citizen_in(app, "Vàng A Bạn")
    status, problem = lost_at_desk(citizen, victim.actor.person_id)
    assert (status, problem["code"]) == (403, "forbidden")  # type: ignore[index]
    assert victim.client.get("/api/session").status_code == 200
