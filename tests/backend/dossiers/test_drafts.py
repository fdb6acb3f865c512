"""Drafts saved to the account (`submit` false): whole to fetch back, nothing to the desk."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from click.testing import CliRunner
from flask import Flask

from backend import cli
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import service
from backend.dossiers.models import Dossier, DossierEvent, DossierRevision, Page
from backend.extensions import db
from backend.settings import Settings, SettingsError, load
from tests.support.factories import dossiers, uploads
from tests.support.factories.accounts import citizen_in, sender_headers
from tests.support.factories.dossiers import World, body, found, line, photo_body, put
from tests.support.queries import count_queries
from tests.support.server import environment_of

ONE, TWO, THREE = uploads.page(1), uploads.page(2), uploads.page(3)
NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def draft(*photos: bytes, **changes: Any) -> dict[str, Any]:
    """As a phone saves it, while it is written."""
    sent = photo_body(*photos) if photos else body()
    written = {"eligibility": {"co_ho_khau": True}, "step": "papers"}
    return {**sent, "payload": 2, "submit": False, "made_at": None, **written, **changes}


def save(world: World, dossier_id: uuid.UUID, *photos: bytes, **changes: Any) -> dict[str, Any]:
    answer = put(world.citizen.client, dossier_id, draft(*photos, **changes))
    assert answer.status_code in (200, 201), answer.text
    receipt: dict[str, Any] = answer.json
    return receipt


# --- what is saved ------------------------------------------------------------------------------


def test_a_draft_comes_back_whole(world: World) -> None:
    dossier_id = new_id()
    owner = {"full_name": "Lò Văn Cha", "birth": "1950", "same_as_submitter": False}
    receipt = save(
        world, dossier_id, ONE, TWO, relation="family", people={"owner": owner, "subject": None}
    )
    dossiers.send_missing(world.citizen.client, receipt, (ONE, TWO))
    shown = world.citizen.client.get(f"/api/dossiers/{dossier_id}").json
    sent = draft(ONE, TWO)
    for key in ("answers", "eligibility", "step", "consents", "result", "gaps", "agency", "kind"):
        assert shown[key] == sent[key], key
    assert (shown["state"], shown["revision"], shown["relation"]) == ("draft", 1, "family")
    assert shown["people"]["owner"] == owner
    assert (shown["procedure"], shown["procedure_version"]) == (sent["procedure"], 1)
    pages = [(p["paper"], p["page"], p["sha256"], p["bytes"], p["stored"]) for p in shown["pages"]]
    assert pages == [
        ("anh_the", 1, uploads.sha256(ONE), len(ONE), True),
        ("giay_cu", 1, uploads.sha256(TWO), len(TWO), True),
    ]
    for page in shown["pages"]:
        assert world.citizen.client.get(page["thumbnail_url"]).status_code == 200
        assert world.citizen.client.get(page["page_url"]).status_code == 200


@pytest.mark.parametrize(
    "unfinished",
    [
        {"people": {"owner": {}}},
        {"people": {"owner": {"full_name": "", "id_number": "0381", "birth": "19"}}},
        {"people": {"owner": {"full_name": "Lò Thị Mẫu", "phone": ""}, "subject": {}}},
        {"relation": None},
        {"result": None},
        {"result": {"how": "post", "address": ""}},
        {"result": {"how": "fetcher", "fetcher": {"full_name": "", "phone": ""}}},
        {"result": {"how": "fetcher"}},
        {"consents": []},
        {"answers": {}},
        {"answers": {"ho_ten": None}},
        {"fee_quote": None},
    ],
)
def test_a_draft_may_be_unfinished_anywhere(world: World, unfinished: dict[str, Any]) -> None:
    """Seen failing (422) while a draft had to have the shape of a submission."""
    dossier_id = new_id()
    save(world, dossier_id, **unfinished)
    shown = world.citizen.client.get(f"/api/dossiers/{dossier_id}")
    assert (shown.status_code, shown.json["state"]) == (200, "draft")
    answer = put(world.citizen.client, dossier_id, {**body(), **unfinished, "revision": 2})
    assert answer.status_code in (200, 422)
    done = put(world.citizen.client, dossier_id, body(revision=3))
    assert (done.status_code, done.json["state"]) == (200, "1")


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": {}},
        {"people": {"owner": {"full_name": "x" * 500}}},
        {"people": {"owner": {"full_name": "Lò\u0007Thị"}}},
        {"people": {"owner": {"full_name": "Lò Thị Mẫu", "role": "officer"}}},
        {"relation": "nobody"},
        {"result": {"how": "bird"}},
        {"answers": []},
        {"eligibility": 1},
        {"step": "x" * 61},
        {"manifest": [{**line(ONE), "sha256": "x"}]},
        {"manifest": [line(ONE, "khong_co")]},
        {"la": 1},
    ],
)
def test_even_a_draft_has_its_bounds(world: World, wrong: dict[str, Any]) -> None:
    answer = put(world.citizen.client, new_id(), draft(**wrong))
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
    assert db.session.query(Dossier).count() == 0


def test_a_draft_saved_again_and_again_keeps_one_revision(world: World) -> None:
    """Seen failing without `drop_drafts`: a form of an hour left a revision for every pause."""
    dossier_id = new_id()
    for revision in range(1, 6):
        save(world, dossier_id, revision=revision, step=f"step-{revision}")
    assert db.session.query(DossierRevision).count() == 1
    assert world.citizen.client.get(f"/api/dossiers/{dossier_id}").json["step"] == "step-5"
    late = put(world.citizen.client, dossier_id, draft(revision=3))
    assert (late.status_code, late.json["code"]) == (409, "superseded")
    # A submission that comes after another phone's mere draft goes over it: its phone must know.
    assert late.json["state"] == "draft"
    same = put(world.citizen.client, dossier_id, draft(revision=5, step="step-5"))
    assert (same.status_code, same.json["revision"]) == (200, 5)


def test_the_queue_saves_drafts_with_its_token(world: World) -> None:
    answer = put(
        world.app.test_client(),
        new_id(),
        draft(ONE),
        headers=sender_headers(world.citizen.send_token),
    )
    assert (answer.status_code, answer.json["state"]) == (201, "draft")


# --- nothing to the desk ------------------------------------------------------------------------


def test_a_draft_is_the_citizens_own(world: World) -> None:
    """No slip, no clock, no event, no row at the desk, whatever pages have come."""
    dossier_id = new_id()
    receipt = save(world, dossier_id, ONE, TWO)
    last = dossiers.send_missing(world.citizen.client, receipt, (ONE, TWO)).json
    assert (last["state"], last["slip"], last["missing"]) == ("draft", None, [])
    row = found(dossier_id)
    clocks = (row.received_at, row.answer_due, row.provisional_due, row.binding_due)
    assert (row.state, row.slip, clocks) == ("draft", None, (None,) * 4)
    assert db.session.query(DossierEvent).count() == 0
    for view in ("answer_due", "incoming", "all", "mine", "late"):
        worklist = world.officer.client.get(f"/api/desk/worklist?view={view}").json
        assert (worklist["total"], set(worklist["counts"].values())) == (0, {0})
    sought = world.officer.client.post(
        "/api/desk/worklist/search", json={"q": "Lò Thị Mẫu", "view": "all"}
    )
    assert sought.json["total"] == 0
    assert world.officer.client.get(f"/api/desk/dossiers/{dossier_id}").status_code == 404


def test_an_unfinished_draft_is_read_at_the_desk_by_its_code(world: World) -> None:
    dossier_id = new_id()
    save(world, dossier_id, people={"owner": {"id_number": "0381"}}, relation=None, result=None)
    read = world.officer.client.get(f"/api/desk/drafts/{dossier_id}")
    assert (read.status_code, read.json["relation"], read.json["result"]) == (200, None, None)
    assert read.json["people"]["owner"]["full_name"] == ""
    assert read.json["submitter"]["full_name"] == "Lò Thị Mẫu"


def test_nobody_else_sees_a_draft(world: World) -> None:
    dossier_id = new_id()
    page = save(world, dossier_id, ONE)
    stranger = citizen_in(world.app, "Vàng A Khác").client
    shown = world.citizen.client.get(f"/api/dossiers/{dossier_id}").json
    for path in (f"/api/dossiers/{dossier_id}", shown["pages"][0]["thumbnail_url"]):
        assert stranger.get(path).status_code == 404
    assert put(stranger, dossier_id, draft(revision=2)).json["code"] == "id_taken"
    answer = dossiers.send_page(stranger, page["missing"][0]["upload"], ONE)
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")


# --- pages go once ------------------------------------------------------------------------------


def test_pages_sent_with_the_draft_are_not_sent_again(world: World) -> None:
    """Then "gửi" is one round trip: the receipt with its slip in the answer to the PUT."""
    dossier_id = new_id()
    receipt = save(world, dossier_id, ONE, TWO)
    dossiers.send_missing(world.citizen.client, receipt, (ONE, TWO))
    sent = put(world.citizen.client, dossier_id, photo_body(ONE, TWO, revision=2)).json
    assert (sent["state"], sent["missing"]) == ("1", [])
    assert sent["slip"]
    assert [page["stored"] for page in sent["pages"]] == [True, True]


def test_a_page_half_sent_with_the_draft_goes_on_where_it_stopped(world: World) -> None:
    dossier_id, cut = new_id(), len(ONE) // 2
    upload = save(world, dossier_id, ONE)["missing"][0]["upload"]
    dossiers.send_page(world.citizen.client, upload, ONE[:cut])
    missing = put(world.citizen.client, dossier_id, photo_body(ONE, revision=2)).json["missing"]
    assert [(m["upload"], m["offset"]) for m in missing] == [(upload, cut)]
    rest = {"Upload-Offset": str(cut)}
    done = dossiers.send_page(world.citizen.client, upload, ONE[cut:], **rest)
    assert (done.status_code, done.json["state"]) == (200, "1")


def test_a_page_replaced_before_sending_is_the_new_one(world: World) -> None:
    dossier_id = new_id()
    receipt = save(world, dossier_id, ONE, TWO)
    dossiers.send_missing(world.citizen.client, receipt, (ONE, TWO))
    receipt = put(world.citizen.client, dossier_id, photo_body(ONE, THREE, revision=2)).json
    assert [m["sha256"] for m in receipt["missing"]] == [uploads.sha256(THREE)]
    dossiers.send_missing(world.citizen.client, receipt, (THREE,))
    assert found(dossier_id).state == "1"
    in_force = {p.sha256 for p in db.session.query(Page).filter_by(standing="in_force")}
    assert in_force == {uploads.sha256(ONE), uploads.sha256(THREE)}


def test_a_saving_that_comes_late_changes_nothing(world: World) -> None:
    """The order on the wire is not the order of the hand: text of a form already submitted."""
    dossier_id = new_id()
    put(world.citizen.client, dossier_id, body(revision=4))
    for revision, code in ((3, "superseded"), (5, "already_accepted")):
        answer = put(world.citizen.client, dossier_id, draft(revision=revision))
        assert (answer.status_code, answer.json["code"]) == (409, code)
    assert found(dossier_id).state == "1"


# --- lists --------------------------------------------------------------------------------------


def test_the_list_shows_drafts_and_takes_as_many_queries_as_ever(world: World) -> None:
    counts = []
    for _ in range(3):
        save(world, new_id(), ONE)
        save(world, new_id())
        with count_queries() as statements:
            items = world.citizen.client.get("/api/dossiers").json["items"]
        counts.append(len(statements))
    assert (len(items), {item["state"] for item in items}) == (6, {"draft"})
    assert len(set(counts)) == 1
    assert counts[0] <= 3


# --- forgetting ---------------------------------------------------------------------------------


def _forget(moment: datetime) -> int:
    with clock.frozen(moment), writing():
        return service.forget_stale_drafts()


def test_a_draft_nobody_touches_is_forgotten(world: World) -> None:
    kept, gone = new_id(), new_id()
    with clock.frozen(NOW):
        save(world, gone, ONE)
        shown = world.citizen.client.get(f"/api/dossiers/{gone}").json
        assert shown["kept_until"] == "2027-02-18T02:00:00Z"
        world.citizen.client.put(
            f"/api/commands/{new_id()}", json={"kind": "seen", "dossier": str(gone), "data": {}}
        )
    with clock.frozen(NOW + timedelta(days=1)):
        save(world, kept, TWO)
    assert _forget(NOW + timedelta(days=90)) == 0
    assert _forget(NOW + timedelta(days=90, seconds=1)) == 1
    assert [row.id for row in db.session.query(Dossier)] == [kept]
    assert {row.dossier_id for row in db.session.query(Page)} == {kept}
    assert {row.dossier_id for row in db.session.query(DossierRevision)} == {kept}
    with clock.frozen(NOW + timedelta(days=91)):
        answer = put(world.citizen.client, gone, draft(ONE, revision=7))
        assert (answer.status_code, answer.json["revision"]) == (201, 7)


def test_what_was_ever_submitted_is_never_forgotten(world: World) -> None:
    """Also when it was taken back, or when its pages never came."""
    with clock.frozen(NOW):
        dossiers.received(world)
        waiting, back = new_id(), new_id()
        put(world.citizen.client, waiting, photo_body(ONE))
        put(world.citizen.client, back, photo_body(ONE))
        put(world.citizen.client, back, draft(ONE, revision=2))
    assert found(back).state == "draft"
    assert _forget(NOW + timedelta(days=4000)) == 0
    assert db.session.query(Dossier).count() == 3
    shown = world.citizen.client.get(f"/api/dossiers/{back}").json
    assert shown["kept_until"] is None


def test_the_operators_sweep_forgets_drafts(
    world: World, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.frozen(datetime.now(UTC) - timedelta(days=8)):
        save(world, new_id(), ONE)
    settings: Settings = app.extensions["settings"]
    for name, value in {**environment_of(settings), "MOTCUA_DRAFT_DAYS": "7"}.items():
        monkeypatch.setenv(name, value)
    answer = CliRunner().invoke(cli.main, ["sweep-uploads"])
    assert (answer.exit_code, answer.output[:20]) == (0, "Đã dọn 1 bản nháp để")
    assert db.session.query(Dossier).count() == 0


def throw_away(world: World, dossier_id: uuid.UUID, **headers: str) -> tuple[int, str]:
    command = {"kind": "forget", "dossier": str(dossier_id), "data": {}}
    client = world.app.test_client() if headers else world.citizen.client
    answer = client.put(f"/api/commands/{new_id()}", json=command, headers=headers)
    return answer.status_code, answer.json.get("state") or answer.json["code"]


def test_a_draft_thrown_away_on_the_phone_goes(world: World) -> None:
    dossier_id = new_id()
    save(world, dossier_id, ONE)
    queue = sender_headers(world.citizen.send_token)
    assert throw_away(world, dossier_id, **queue) == (200, "forgotten")
    assert throw_away(world, dossier_id) == (200, "forgotten"), "Said twice, or never saved."
    assert world.citizen.client.get("/api/dossiers").json["total"] == 0
    assert world.citizen.client.get("/api/changes").json["dossiers"] == []
    for table in (Dossier, DossierRevision, Page):
        assert db.session.query(table).count() == 0


def test_throwing_away_touches_no_dossier_of_others_and_none_at_the_desk(world: World) -> None:
    theirs, sent, waiting = new_id(), new_id(), new_id()
    save(world, theirs)
    stranger = citizen_in(world.app, "Vàng A Khác")
    headers = sender_headers(stranger.send_token)
    assert throw_away(world, theirs, **headers) == (200, "forgotten")
    assert found(theirs).state == "draft", "The stranger learns nothing, and nothing happens."
    put(world.citizen.client, sent, body())
    put(world.citizen.client, waiting, photo_body(ONE))
    for dossier_id, state in ((sent, "1"), (waiting, "awaiting_pages")):
        assert throw_away(world, dossier_id) == (409, state)
        assert found(dossier_id).state == state


def test_a_submission_taken_back_and_thrown_away_keeps_its_trail(world: World) -> None:
    dossier_id = new_id()
    put(world.citizen.client, dossier_id, photo_body(ONE))
    save(world, dossier_id, ONE, revision=2)
    assert throw_away(world, dossier_id) == (200, "forgotten")
    assert world.citizen.client.get("/api/dossiers").json["total"] == 0
    assert world.citizen.client.get(f"/api/dossiers/{dossier_id}").status_code == 404
    assert db.session.query(DossierEvent).count() > 0


@pytest.mark.parametrize("days", ["0", "x", "99999", "-1"])
def test_the_setting_is_a_number_of_days(days: str) -> None:
    with pytest.raises(SettingsError, match="MOTCUA_DRAFT_DAYS"):
        load({"MOTCUA_DRAFT_DAYS": days, "MOTCUA_SECRET_KEY": "thu"})
