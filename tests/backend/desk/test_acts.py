"""What officers do: once for each command, never over somebody else's change."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from werkzeug.test import TestResponse

from backend.core.model import new_id
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from tests.support.factories import dossiers, uploads
from tests.support.factories.accounts import MUONG_MAU, SignedIn, officer_in
from tests.support.factories.dossiers import REASON, World


def act(
    officer: SignedIn, dossier: Dossier, action: str, version: int | None = None, **data: Any
) -> TestResponse:
    seen = dossier.version if version is None else version
    return officer.client.post(
        f"/api/desk/dossiers/{dossier.id}/actions",
        json={"id": str(new_id()), "action": action, **data},
        headers={"If-Match": f'"{seen}"', "Sec-Fetch-Site": "same-origin"},
    )


def opened(officer: SignedIn, dossier: Dossier) -> dict[str, Any]:
    answer = officer.client.get(f"/api/desk/dossiers/{dossier.id}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.get_json()
    return shown


def test_the_whole_way_to_the_hand_over(world: World) -> None:
    dossier = dossiers.received(world)
    shown = opened(world.officer, dossier)
    receiver = {"full_name": "Lò Văn Thử", "relation": "Con"}
    steps: list[tuple[str, dict[str, Any], str]] = [
        ("accept", {}, "2"),
        ("require_payment", {"reason": "Lệ phí 16.000 đồng."}, "6"),
        ("confirm_payment", {}, "2"),
        ("start", {}, "4"),
        ("finish", {}, "9"),
        ("hand_over", {"receiver": receiver}, "10"),
    ]
    for action, data, state in steps:
        answer = act(world.officer, dossier, action, shown["version"], **data)
        assert answer.status_code == 200, answer.text
        shown = answer.get_json()
        assert shown["state"] == state
        assert answer.headers["ETag"] == f'"{shown["version"]}"'
    assert shown["handover"]["full_name"] == "Lò Văn Thử"
    assert shown["actions"] == []


def test_opening_is_seen_by_the_citizen(world: World) -> None:
    dossier = dossiers.received(world)
    opened(world.officer, dossier)
    seen = world.citizen.client.get(f"/api/dossiers/{dossier.id}").get_json()
    assert [opening["officer"] for opening in seen["openings"]] == ["Vàng Thị Ví Dụ"]
    assert not seen["editable"]


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_foreign_pages_link_opens_nothing(world: World, site: str) -> None:
    dossier = dossiers.received(world)
    answer = world.officer.client.get(
        f"/api/desk/dossiers/{dossier.id}", headers={"Sec-Fetch-Site": site}
    )
    assert (answer.status_code, answer.get_json()["code"]) == (403, "cross_site")
    assert dossiers.found(dossier.id).opened_at is None


@pytest.mark.parametrize("path", ["form.pdf", "papers/giay_cu.pdf", "letters/acceptance"])
def test_nothing_is_read_that_leaves_no_entry(world: World, path: str) -> None:
    dossier = dossiers.in_state(
        world, State.ACCEPTED, dossiers.with_photos(world, uploads.page(1), uploads.page(2))
    )
    second = officer_in(world.app, "Hờ A Thử")
    address = f"/api/desk/dossiers/{dossier.id}/{path}"
    refused = second.client.get(address)
    assert (refused.status_code, refused.get_json()["code"]) == (428, "precondition_required")
    opened(second, dossier)
    assert second.client.get(address).status_code == 200


def test_who_acts_unseen_is_seen_by_the_citizen(world: World) -> None:
    dossier = dossiers.received(world)
    answer = world.officer.client.put(
        f"/api/desk/dossiers/{dossier.id}/assignee",
        json={"officer_id": None},
        headers={"If-Match": f'"{dossier.version}"'},
    )
    assert answer.status_code == 200
    seen = world.citizen.client.get(f"/api/dossiers/{dossier.id}").get_json()
    assert [opening["officer"] for opening in seen["openings"]] == ["Vàng Thị Ví Dụ"]
    assert not seen["editable"]


def test_the_second_officer_gets_a_conflict_and_nothing_is_overwritten(world: World) -> None:
    dossier = dossiers.received(world)
    second = officer_in(world.app, "Hờ A Thử")
    version = opened(world.officer, dossier)["version"]
    assert opened(second, dossier)["version"] == version
    assert act(world.officer, dossier, "accept", version).status_code == 200
    late = act(second, dossier, "refuse", version, reason=REASON)
    assert (late.status_code, late.get_json()["code"]) == (412, "stale")
    assert dossiers.found(dossier.id).state == "2"


def test_the_same_act_sent_again_is_done_once(world: World) -> None:
    dossier = dossiers.received(world)
    version = opened(world.officer, dossier)["version"]
    sent = {"id": str(new_id()), "action": "accept"}
    answers = [
        world.officer.client.post(
            f"/api/desk/dossiers/{dossier.id}/actions",
            json=sent,
            headers={"If-Match": f'"{version}"', "Sec-Fetch-Site": "same-origin"},
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].get_json()["code"] == answers[1].get_json()["code"]
    other = world.officer.client.post(
        f"/api/desk/dossiers/{dossier.id}/actions",
        json={**sent, "action": "start"},
        headers={"If-Match": f'"{version}"', "Sec-Fetch-Site": "same-origin"},
    )
    assert (other.status_code, other.get_json()["code"]) == (409, "command_conflict")


def test_an_act_without_a_version_is_refused(world: World) -> None:
    dossier = dossiers.received(world)
    answer = world.officer.client.post(
        f"/api/desk/dossiers/{dossier.id}/actions",
        json={"id": str(new_id()), "action": "accept"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (428, "precondition_required")


@pytest.mark.parametrize("tag", ['"0"', '"x"', '"99999999999999999999999"', "*"])
def test_a_version_nobody_saw_is_stale(world: World, tag: str) -> None:
    dossier = dossiers.received(world)
    answer = world.officer.client.post(
        f"/api/desk/dossiers/{dossier.id}/actions",
        json={"id": str(new_id()), "action": "accept"},
        headers={"If-Match": tag, "Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (412, "stale")


def test_an_act_says_what_it_needs(world: World) -> None:
    dossier = dossiers.received(world)
    answer = act(world.officer, dossier, "refuse")
    assert answer.status_code == 422
    assert answer.get_json()["errors"] == {"reason": ["Thiếu mục này."]}


def test_a_supplement_request_waits_until_every_page_was_looked_at(world: World) -> None:
    pages = [uploads.page(1), uploads.page(2)]
    dossier = dossiers.with_photos(world, *pages)
    shown = opened(world.officer, dossier)
    items = [{"paper": "giay_cu", "reason": "Chụp lại cho rõ nét."}]
    early = act(
        world.officer, dossier, "request_supplement", shown["version"], items=items, reason=REASON
    )
    assert (early.status_code, early.get_json()["code"]) == (409, "pages_not_reviewed")
    for page in shown["pages"]:
        wrong = page["paper"] == "giay_cu"
        verdict = {"verdict": "wrong", "text": "Chụp lại."} if wrong else {"verdict": "good"}
        judged = world.officer.client.put(
            f"/api/desk/dossiers/{dossier.id}/reviews/{page['id']}",
            json=verdict,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        assert judged.status_code == 200
    asked = act(
        world.officer, dossier, "request_supplement", shown["version"], items=items, reason=REASON
    )
    assert asked.status_code == 200, asked.text
    assert asked.get_json()["supplement"]["items"][0]["paper"] == "giay_cu"


def test_a_wrong_page_says_what_to_do(world: World) -> None:
    dossier = dossiers.with_photos(world, uploads.page(1))
    page = opened(world.officer, dossier)["pages"][0]
    answer = world.officer.client.put(
        f"/api/desk/dossiers/{dossier.id}/reviews/{page['id']}",
        json={"verdict": "wrong"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (422, "invalid")


@pytest.mark.parametrize("path", ["", "/form.pdf", "/papers/giay_cu.pdf", "/letters/acceptance"])
def test_another_agencys_dossier_does_not_exist(world: World, path: str) -> None:
    dossier = dossiers.in_state(world, State.ACCEPTED)
    stranger = officer_in(world.app, "Hờ A Khác", agency=MUONG_MAU)
    answer = stranger.client.get(f"/api/desk/dossiers/{dossier.id}{path}")
    assert (answer.status_code, answer.get_json()["code"]) == (404, "not_found")
    done = act(stranger, dossier, "start")
    assert (done.status_code, done.get_json()["code"]) == (404, "not_found")


def test_a_dossier_goes_to_a_colleague_only(world: World) -> None:
    dossier = dossiers.in_state(world, State.ACCEPTED)
    colleague = officer_in(world.app, "Hờ A Thử")
    stranger = officer_in(world.app, "Hờ A Khác", agency=MUONG_MAU)

    def assign(officer_id: uuid.UUID | None, version: int) -> TestResponse:
        return world.officer.client.put(
            f"/api/desk/dossiers/{dossier.id}/assignee",
            json={"officer_id": str(officer_id) if officer_id else None},
            headers={"If-Match": f'"{version}"', "Sec-Fetch-Site": "same-origin"},
        )

    given = assign(colleague.actor.person_id, dossier.version)
    assert given.get_json()["officer_id"] == str(colleague.actor.person_id)
    refused = assign(stranger.actor.person_id, given.get_json()["version"])
    assert (refused.status_code, refused.get_json()["code"]) == (422, "invalid")
    listed = world.officer.client.get("/api/desk/colleagues").get_json()
    assert {person["name"] for person in listed} == {"Hờ A Thử", "Vàng Thị Ví Dụ"}
