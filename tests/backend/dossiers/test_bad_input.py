"""Whatever is sent: an answer of the catalogue, and nothing left behind."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from backend.core.model import new_id
from backend.dossiers.models import Dossier, Page
from backend.extensions import db
from tests.support.factories import dossiers as factory
from tests.support.factories import uploads
from tests.support.factories.accounts import citizen_in
from tests.support.factories.dossiers import World, body, line, photo_body, put
from tests.support.queries import count_queries

ONE = uploads.page(1)


def lines(count: int, paper: str = "giay_cu") -> list[dict[str, Any]]:
    return [
        {**line(ONE, paper, number % 200 + 1), "sha256": f"{number:064x}"}
        for number in range(count)
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"payload": 0},
        {"payload": -1},
        {"payload": True},
        {"payload": "1"},
        {"step": "x" * 100},
        {"eligibility": []},
        {"revision": 0},
        {"revision": True},
        {"revision": 1.5},
        {"revision": 10**30},
        {"procedure": "abc"},
        {"version": -1},
        {"agency": ""},
        {"agency": "H56\u0000"},
        {"kind": "khac"},
        {"people": {}},
        {"people": {"owner": {"full_name": ""}}},
        {"people": {"owner": {"full_name": "Lò\u0007Thị"}}},
        {"people": {"owner": {"full_name": "x" * 5000}}},
        {"people": {"owner": {"full_name": "Lò Thị Mẫu", "id_number": "123"}}},
        {"people": {"owner": {"full_name": "Lò Thị Mẫu", "birth": "2001-02-30"}}},
        {"made_at": "0001-01-01T00:00:00+07:00"},
        {"made_at": "9999-12-31T23:59:59-07:00"},
        {"\ud800": 1},
        {"people": {"owner": {"full_name": "Lò Thị Mẫu", "submitter_id": str(uuid.uuid4())}}},
        {"relation": "nobody"},
        {"answers": []},
        {"answers": {"so_luong": float("nan")}},
        {"answers": {"so_luong": 10**400}},
        {"answers": {"ho_ten": "\ud800"}},
        {"answers": {"ho_ten": [[[[[[["sâu"]]]]]]]}},
        {"fee_quote": {"amount": -1, "rules_version": "1"}},
        {"result": {"how": "bird"}},
        {"result": {"how": "fetcher"}},
        {"result": {"how": "post"}},
        {"consents": "process"},
        {"gaps": ["paper:../../etc"]},
        {"manifest": {}},
        {"manifest": [1]},
        {"manifest": [{**line(ONE), "sha256": "x"}]},
        {"manifest": [{**line(ONE), "sha256": uploads.sha256(ONE).upper()}]},
        {"manifest": [{**line(ONE), "bytes": 0}]},
        {"manifest": [{**line(ONE), "bytes": -5}]},
        {"manifest": [{**line(ONE), "bytes": 10**12}]},
        {"manifest": [{**line(ONE), "page": 0}]},
        {"manifest": [{**line(ONE), "page": 201}]},
        {"manifest": [{**line(ONE), "media_type": "text/html"}]},
        {"manifest": [{**line(ONE), "la": 1}]},
        {"submit": "yes, please"},
        {"made_at": "hôm qua"},
        {"made_at": "2026-11-20T02:00:00"},
        {"owner_id": str(uuid.uuid4())},
        {"state": "9"},
    ],
)
def test_wrong_shapes_are_named_and_leave_nothing(world: World, changes: dict[str, Any]) -> None:
    answer = put_raw(world, {**photo_body(ONE), **changes})
    assert answer.status_code == 422, answer.text
    assert answer.json["code"] == "invalid"
    assert set(answer.json["errors"]) & set(changes), answer.json
    assert db.session.query(Dossier).count() == 0


def put_raw(world: World, sent: Any) -> Any:
    """Also what Flask's own encoder would not write (NaN, lone surrogates)."""
    return world.citizen.client.put(
        f"/api/dossiers/{new_id()}", data=json.dumps(sent), content_type="application/json"
    )


@pytest.mark.parametrize("version", [3, 99, 10**12])
def test_a_payload_of_a_newer_app_is_told_apart(world: World, version: int) -> None:
    """The phone keeps it and asks for an update; it is no mistake of the person's to correct."""
    for sent in (body(payload=version), body(payload=version, submit=False, la=[])):
        answer = put(world.citizen.client, new_id(), sent)
        assert (answer.status_code, answer.json["code"]) == (400, "payload_unknown")
        assert answer.json["newest"] == 2
        assert answer.json["title"].startswith("Hồ sơ vẫn còn trên máy.")
    assert db.session.query(Dossier).count() == 0


def test_a_manifest_of_ten_thousand_pages(world: World) -> None:
    answer = put(world.citizen.client, new_id(), body(factory.PHOTO, manifest=lines(10_000)))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


@pytest.mark.parametrize("changes", [{}, {"submit": False}, {"payload": 2}])
def test_ten_thousand_lines_that_fit_into_a_body(world: World, changes: dict[str, Any]) -> None:
    """Refused by their number alone, in a few words: no line is looked at, none is answered."""
    sent = body(factory.PHOTO, manifest=[0] * 10_000, **changes)
    with count_queries() as statements:
        answer = put(world.citizen.client, new_id(), sent)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert answer.json["errors"] == {"manifest": ["Một hồ sơ có nhiều nhất 200 trang."]}
    assert len(answer.data) < 500
    assert len(statements) == 1, "Who is calling, and nothing else."


def test_a_supplement_of_ten_thousand_lines(world: World) -> None:
    path = f"/api/dossiers/{new_id()}/supplements/{new_id()}"
    sent = {"payload": 1, "revision": 1, "manifest": [0] * 10_000}
    answer = world.citizen.client.put(path, json=sent)
    assert (answer.status_code, list(answer.json["errors"])) == (422, ["manifest"])


def test_a_manifest_of_201_pages(world: World) -> None:
    answer = put(world.citizen.client, new_id(), body(factory.PHOTO, manifest=lines(201)))
    assert answer.json["errors"] == {"manifest": ["Một hồ sơ có nhiều nhất 200 trang."]}


def test_too_many_pages_of_one_paper(world: World) -> None:
    answer = put(world.citizen.client, new_id(), body(factory.PHOTO, manifest=lines(61)))
    assert set(answer.json["errors"]) == {"manifest.60.paper"}


def test_two_pages_in_one_place(world: World) -> None:
    two = uploads.page(2)
    answer = put(
        world.citizen.client, new_id(), body(factory.PHOTO, manifest=[line(ONE), line(two)])
    )
    assert "manifest.1.page" in answer.json["errors"]


def test_one_hash_with_two_sizes(world: World) -> None:
    lie = {**line(ONE, page=2), "bytes": 5}
    answer = put(world.citizen.client, new_id(), body(factory.PHOTO, manifest=[line(ONE), lie]))
    assert "manifest.1.sha256" in answer.json["errors"]


def test_a_hash_that_is_not_the_pages(world: World) -> None:
    """The bytes that arrive are not those that were announced: refused, the dossier waits."""
    dossier_id = new_id()
    lie = {**line(ONE, "anh_the"), "sha256": "0" * 64}
    sent = body(factory.PHOTO, manifest=[lie], gaps=["paper:giay_cu"])
    receipt = put(world.citizen.client, dossier_id, sent).json
    answer = factory.send_page(world.citizen.client, receipt["missing"][0]["upload"], ONE)
    assert (answer.status_code, answer.json["code"]) == (422, "upload_hash_mismatch")
    again = put(world.citizen.client, dossier_id, sent).json
    assert again["state"] == "awaiting_pages"
    assert len(again["missing"]) == 1


@pytest.mark.parametrize(
    ("lie", "status", "code"),
    [
        ({"bytes": len(ONE) - 1}, 413, "upload_beyond_length"),
        ({"media_type": "application/pdf"}, 415, "upload_wrong_type"),
    ],
)
def test_a_size_or_type_that_is_not_the_pages(
    world: World, lie: dict[str, Any], status: int, code: str
) -> None:
    dossier_id = new_id()
    told = {**line(ONE, "anh_the"), **lie}
    sent = body(factory.PHOTO, manifest=[told], gaps=["paper:giay_cu"])
    receipt = put(world.citizen.client, dossier_id, sent).json
    answer = factory.send_page(world.citizen.client, receipt["missing"][0]["upload"], ONE)
    assert (answer.status_code, answer.json["code"]) == (status, code)
    _mended(world, dossier_id)


def test_a_page_said_to_be_longer_than_it_is_never_completes(world: World) -> None:
    dossier_id = new_id()
    told = {**line(ONE, "anh_the"), "bytes": len(ONE) + 1}
    sent = body(factory.PHOTO, manifest=[told], gaps=["paper:giay_cu"])
    upload = put(world.citizen.client, dossier_id, sent).json["missing"][0]["upload"]
    answer = factory.send_page(world.citizen.client, upload, ONE)
    assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(len(ONE)))
    filled = factory.send_page(
        world.citizen.client, upload, b"x", **{"Upload-Offset": str(len(ONE))}
    )
    assert (filled.status_code, filled.json["code"]) == (422, "upload_hash_mismatch")
    _mended(world, dossier_id)


def _mended(world: World, dossier_id: uuid.UUID) -> None:
    """The dossier still waits, and a true manifest of a higher revision completes it."""
    assert factory.found(dossier_id).state == "awaiting_pages"
    receipt = put(world.citizen.client, dossier_id, photo_body(ONE, revision=2)).json
    done = factory.send_missing(world.citizen.client, receipt, [ONE])
    assert (done.status_code, done.json["state"]) == (200, "1")


def test_nothing_reaches_someone_elses_dossier(world: World) -> None:
    """An id of another account is taken, without a word about what lies under it."""
    receipt = put(world.citizen.client, new_id(), photo_body(ONE)).json
    theirs, upload = uuid.UUID(receipt["id"]), receipt["missing"][0]["upload"]
    before = factory.found(theirs)
    stranger = citizen_in(world.app, "Vàng A Khác")
    command = {"kind": "withdraw", "dossier": str(theirs), "data": {}}
    asked = f"/api/dossiers/{theirs}/supplements/{new_id()}"
    tries = [
        put(stranger.client, theirs, body(revision=2)),
        put(stranger.client, theirs, photo_body(ONE)),
        put(stranger.client, theirs, body(revision=2, submit=False)),
        stranger.client.put(asked, json={"payload": 1, "revision": 1, "text": "Của ai?"}),
        stranger.client.put(f"/api/commands/{new_id()}", json=command),
        factory.send_page(stranger.client, upload, ONE),
    ]
    codes = [(answer.status_code, answer.json["code"]) for answer in tries]
    assert codes == [(409, "id_taken")] * 3 + [(404, "not_found")] * 3
    assert all(set(answer.json) == {"code", "status", "title"} for answer in tries)
    after = factory.found(theirs)
    assert (after.version, after.state) == (before.version, before.state)


def test_a_known_hash_with_another_size(world: World) -> None:
    factory.with_photos(world, ONE)
    lie = {**line(ONE, "anh_the"), "bytes": len(ONE) + 1}
    sent = body(factory.PHOTO, manifest=[lie], gaps=["paper:giay_cu"])
    answer = put(world.citizen.client, new_id(), sent)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert db.session.query(Page).count() == 1


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe"])
def test_bodies_that_are_no_dossier(world: World, data: bytes) -> None:
    answer = world.citizen.client.put(
        f"/api/dossiers/{new_id()}", data=data, content_type="application/json"
    )
    assert answer.status_code in (400, 422), answer.text
    assert answer.json["code"] in ("malformed", "invalid")


@pytest.mark.parametrize(
    ("result", "path"), [(None, "result"), ({"how": "post", "address": "Bản Chiềng"}, "result.how")]
)
def test_every_dossier_says_how_its_result_comes(
    world: World, result: dict[str, str] | None, path: str
) -> None:
    answer = put(world.citizen.client, new_id(), photo_body(ONE, result=result))
    assert (answer.status_code, list(answer.json["errors"])) == (422, [path])


def test_a_huge_body(world: World) -> None:
    answer = put(world.citizen.client, new_id(), body(answers={"x": "x" * 300_000}))
    assert (answer.status_code, answer.json["code"]) == (413, "too_large")


def test_nobody_unknown_sends_or_reads(world: World) -> None:
    client = world.app.test_client()
    for answer in (
        put(client, new_id(), body()),
        client.get("/api/dossiers"),
        client.get("/api/changes"),
        client.get(f"/api/dossiers/{new_id()}"),
    ):
        assert (answer.status_code, answer.json["code"]) == (401, "sign_in_required")


@pytest.mark.parametrize("id_text", ["1", "x", "0" * 36, "%00"])
def test_ids_that_are_none(world: World, id_text: str) -> None:
    answer = world.citizen.client.put(f"/api/dossiers/{id_text}", json=body())
    assert answer.status_code in (404, 405)


@pytest.mark.parametrize(
    "command",
    [
        {},
        {"kind": "rob", "dossier": str(uuid.uuid4())},
        {"kind": "withdraw", "dossier": "x"},
        {"kind": "withdraw", "dossier": str(uuid.uuid4()), "data": [1]},
        {"kind": "withdraw", "dossier": str(uuid.uuid4()), "state": "7"},
    ],
)
def test_commands_that_are_none(world: World, command: dict[str, Any]) -> None:
    answer = world.citizen.client.put(f"/api/commands/{new_id()}", json=command)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
