"""What an older app froze in its queue is accepted for ever, and answered as it was then.

The requests are recorded (`payloads/README.md`): made by that release's app, answered by that
release's server. Seen failing with each step of `payloads.py` taken away (422), and with a
fingerprint of the upgraded body instead of the sent one (409 revision_conflict).
"""

from __future__ import annotations

import base64
import json
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.catalogue import service as catalogue
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import payloads
from backend.dossiers.models import Dossier, DossierRevision
from backend.dossiers.revisions import fingerprint
from backend.extensions import db
from tests.support.factories import accounts, dossiers, places
from tests.support.factories.accounts import SignedIn, sender_headers

RECORDED = Path(__file__).parent / "payloads" / "v0.1"
NOW = datetime(2026, 11, 20, 2, 0, 5, tzinfo=UTC)
"""The moment at which the old server answered."""
DOSSIERS = ["ban_sao", "khai_sinh", "tro_cap", "nho_huong_dan", "nhap"]


@dataclass(frozen=True, slots=True)
class Office:
    """A commune whose database was made by the old release, with a citizen and an officer."""

    app: Flask
    citizen: SignedIn
    officer: SignedIn

    def put(self, name: str, path: str | None = None) -> TestResponse:
        """The recorded bytes, sent by the queue."""
        kept = recorded(name)
        return self.app.test_client().put(
            path or kept["path"],
            data=kept["body"].encode(),
            content_type="application/json",
            headers=sender_headers(self.citizen.send_token),
        )

    def send_pages(self, receipt: dict[str, Any]) -> dict[str, Any] | None:
        """Every page that is missing; the last receipt."""
        answer = None
        for missing in receipt["missing"]:
            answer = dossiers.send_page(
                self.app.test_client(),
                missing["upload"],
                photographs()[missing["sha256"]],
                **sender_headers(self.citizen.send_token),
            ).json
        return answer


@pytest.fixture
def office(app: Flask) -> Iterator[Office]:
    with clock.frozen(NOW):
        with writing():
            places.agency()
        catalogue.import_procedures(RECORDED / "procedures")
        yield Office(app, accounts.citizen_in(app), accounts.officer_in(app))


@cache
def recorded(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((RECORDED / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def photographs() -> dict[str, bytes]:
    kept = json.loads((RECORDED / "pages.json").read_text(encoding="utf-8"))
    return {sha256: base64.b64decode(text) for sha256, text in kept.items()}


def plain(receipt: dict[str, Any]) -> dict[str, Any]:
    """A receipt without what chance gave it: slip number, addresses of uploads."""
    kept = {key: value for key, value in receipt.items() if key not in ("slip", "supplement")}
    kept["has_slip"] = receipt["slip"] is not None
    kept["missing"] = sorted((m["sha256"], m["offset"]) for m in receipt["missing"])
    return kept


@pytest.mark.parametrize("name", DOSSIERS)
def test_a_dossier_of_the_old_app_is_received_as_then(office: Office, name: str) -> None:
    answer, then = office.put(name), recorded(name)
    assert (answer.status_code, plain(answer.json)) == (then["status"], plain(then["answer"]))
    done = office.send_pages(answer.json)
    assert (done is None) == ("completed" not in then)
    if done is not None:
        assert plain(done) == plain(then["completed"])
    last = done or answer.json
    for _ in range(2):
        replay = office.put(name)
        assert (replay.status_code, replay.json) == (200, last)
    assert db.session.query(Dossier).count() == 1


@pytest.mark.parametrize("name", DOSSIERS)
def test_what_the_old_server_kept_answers_the_old_apps_replay(office: Office, name: str) -> None:
    """Sent before the upgrade, its answer lost, sent again after it."""
    then = recorded(name)
    assert fingerprint(json.loads(then["body"])) == then["kept"]["body_sha256"]
    last = office.send_pages(office.put(name).json) or office.put(name).json
    with writing():  # The row as the old release wrote it.
        row = db.session.query(DossierRevision).one()
        row.body, row.body_sha256 = then["kept"]["body"], then["kept"]["body_sha256"]
    replay = office.put(name)
    assert (replay.status_code, replay.json) == (200, last)
    shown = office.citizen.client.get(then["path"])
    assert shown.status_code == 200
    assert shown.json["answers"] == json.loads(then["body"])["answers"]
    assert (shown.json["eligibility"], shown.json["step"]) == ({}, "")


@pytest.mark.parametrize("name", ["ban_sao", "nhap"])
def test_the_new_app_goes_on_with_what_the_old_one_sent(office: Office, name: str) -> None:
    office.send_pages(office.put(name).json)
    then = json.loads(recorded(name)["body"])
    newer = {**then, "payload": 2, "revision": 2, "submit": False, "step": "papers"}
    answer = office.citizen.client.put(recorded(name)["path"], json=newer)
    if name == "nhap":
        assert (answer.status_code, answer.json["revision"]) == (200, 2)
        late = office.put(name)
        assert (late.status_code, late.json["code"]) == (409, "superseded")
    else:
        assert (answer.status_code, answer.json["code"]) == (409, "already_accepted")


def test_the_old_apps_answer_to_a_request_for_papers(office: Office) -> None:
    office.send_pages(office.put("ban_sao").json)
    path = recorded("ban_sao")["path"]
    request_id = _ask_for_papers(office, path)
    answer = office.put("bo_sung", f"{path}/supplements/{request_id}")
    then = recorded("bo_sung")
    assert (answer.status_code, plain(answer.json)) == (201, plain(then["answer"]))
    done = office.send_pages(answer.json)
    assert done is not None
    assert plain(done) == plain(then["completed"])
    replay = office.put("bo_sung", f"{path}/supplements/{request_id}")
    assert (replay.status_code, replay.json) == (200, done)


def _ask_for_papers(office: Office, path: str) -> str:
    desk = path.replace("/api/", "/api/desk/")
    officer = office.officer.client
    shown = officer.get(desk).json
    for page in shown["pages"]:
        officer.put(f"{desk}/reviews/{page['id']}", json={"verdict": "wrong", "text": "Mờ."})
    asked = officer.post(
        f"{desk}/actions",
        json={
            "id": str(new_id()),
            "action": "request_supplement",
            "reason": dossiers.REASON,
            "items": [{"paper": "giay_ho_tich_cu", "reason": "Ảnh bị mờ"}],
        },
        headers={"If-Match": f'"{shown["version"]}"'},
    )
    assert asked.status_code == 200, asked.text
    request_id: str = asked.json["supplement"]["request_id"]
    return request_id


def test_the_old_apps_withdrawal(office: Office) -> None:
    office.put("tro_cap")
    for _ in range(2):
        answer = office.put("rut")
        assert (answer.status_code, answer.json) == (200, recorded("rut")["answer"])


# --- the steps themselves -----------------------------------------------------------------------


def test_a_step_changes_nothing_it_was_given() -> None:
    old = {"payload": 1, "answers": {"a": [1]}}
    assert payloads.upgraded(old) == {"payload": payloads.PRESENT, "answers": {"a": [1]}}
    assert old == {"payload": 1, "answers": {"a": [1]}}


def test_every_older_version_leads_to_the_present_one() -> None:
    for version in range(1, payloads.PRESENT + 1):
        once = payloads.upgraded({"payload": version})
        assert once["payload"] == payloads.PRESENT
        assert payloads.upgraded(once) == once


@pytest.mark.parametrize("version", [None, 0, -1, "1", True, 1.5, [], 99])
def test_what_is_no_version_is_left_to_the_schema(version: object) -> None:
    assert payloads.upgraded({"payload": version}) == {"payload": version}


def test_a_dossier_id_belongs_to_one_account(office: Office) -> None:
    """The recorded bytes from another phone: taken, and not a word more."""
    office.put("ban_sao")
    stranger = accounts.citizen_in(office.app, "Vàng A Khác")
    answer = stranger.client.put(
        recorded("ban_sao")["path"],
        data=recorded("ban_sao")["body"].encode(),
        content_type="application/json",
    )
    assert (answer.status_code, answer.json["code"]) == (409, "id_taken")
    assert set(answer.json) == {"code", "status", "title"}
    row = db.session.get(Dossier, uuid.UUID(recorded("ban_sao")["path"].rpartition("/")[2]))
    assert row is not None
    assert row.submitter_id == office.citizen.actor.person_id
