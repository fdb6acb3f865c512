"""One request for more papers, and its answer."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
from click.testing import CliRunner
from werkzeug.test import TestResponse

from backend.cli import main
from backend.core import clock
from backend.core.clock import VIETNAM
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import history_queries, queries, service, supplements
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from backend.extensions import db
from tests.support.factories import dossiers as factory
from tests.support.factories import uploads
from tests.support.factories.dossiers import REASON, World, in_state, received

ONE, TWO, THREE = uploads.page(1), uploads.page(2), uploads.page(3)
MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def asked(world: World, dossier: Dossier | None = None, paper: str = "giay_cu") -> Dossier:
    """State 5: a paper of a dossier with photographs is asked for."""
    dossier = dossier or factory.with_photos(world, ONE, TWO)
    with writing():
        for page in queries.pages(dossier.id, "in_force"):
            service.review_page(world.officer.actor, dossier.id, page.id, verdict="good")
        service.request_supplement(
            world.officer.actor,
            dossier.id,
            dossier.version,
            items=[service.AskedPaper(paper, "Mờ, không đọc được số")],
            reason=REASON,
        )
    return factory.found(dossier.id)


def request_id(dossier: Dossier) -> uuid.UUID:
    request = history_queries.last_supplement(dossier.id)
    assert request is not None
    return request.id


def answer(world: World, dossier: Dossier, **changes: Any) -> TestResponse:
    body = {"payload": 1, "revision": 1, "manifest": [factory.line(THREE)], **changes}
    path = f"/api/dossiers/{dossier.id}/supplements/{request_id(dossier)}"
    return world.citizen.client.put(path, json=body)


def test_the_citizen_sees_what_is_asked_and_until_when(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = asked(world)
        shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    assert (shown["state"], shown["next"]) == ("5", "send_supplement")
    assert shown["supplement"]["items"] == [
        {"paper": "giay_cu", "name": "Giấy cũ", "reason": "Mờ, không đọc được số"}
    ]
    assert shown["supplement"]["due"] == "2026-12-15T10:30:00Z"
    assert shown["supplement"]["request_id"] == str(request_id(dossier))


def test_what_began_at_the_desk_is_supplemented_from_the_phone(world: World) -> None:
    """The last page of the answer once failed: it came in an officer's name, who may not answer."""
    dossier_id = new_id()
    with writing():
        begun = service.start_at_desk(
            world.officer.actor,
            dossier_id,
            factory.submission(factory.photo_body(ONE, TWO)),
            person_id=world.citizen.actor.person_id,
        )
    factory.send_missing(world.officer.client, begun.receipt, [ONE, TWO])
    dossier = asked(world, factory.found(dossier_id))
    done = factory.send_missing(world.citizen.client, answer(world, dossier).json, [THREE])
    assert (done.status_code, done.json["state"]) == (200, "1")


def test_the_asked_paper_alone_completes_it_and_replaces_the_old_one(world: World) -> None:
    dossier = asked(world)
    first = answer(world, dossier)
    assert first.status_code == 201
    assert first.json["state"] == "5"
    done = factory.send_missing(world.citizen.client, first.json, [THREE])
    assert (done.json["state"], done.json["supplement"]) == ("1", str(request_id(dossier)))
    pages = {page.paper: page.sha256 for page in queries.pages(dossier.id, "in_force")}
    assert pages == {"giay_cu": uploads.sha256(THREE), "anh_the": uploads.sha256(ONE)}
    former = queries.pages(dossier.id, "replaced")
    assert [page.sha256 for page in former] == [uploads.sha256(TWO)]
    again = answer(world, dossier)
    assert again.status_code == 200
    assert again.json["pages"] == done.json["pages"]


def test_before_acceptance_the_eight_hours_start_again(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = asked(world)
    with clock.frozen(at("2026-12-01 09:00")):
        sent = answer(world, dossier).json
        factory.send_missing(world.citizen.client, sent, [THREE])
    back = factory.found(dossier.id)
    assert (back.state, back.answer_due) == ("1", at("2026-12-02 09:00"))
    assert back.supplement_due is None


def test_after_acceptance_the_full_term_starts_again(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = in_state(world, State.PROCESSING, factory.with_photos(world, ONE, TWO))
        assert dossier.binding_due == at("2026-11-27 17:30")
        dossier = asked(world, dossier)
    with clock.frozen(at("2026-12-01 09:00")):
        factory.send_missing(world.citizen.client, answer(world, dossier).json, [THREE])
    back = factory.found(dossier.id)
    assert (back.state, back.binding_due) == ("4", at("2026-12-04 17:30"))


def test_only_the_asked_papers(world: World) -> None:
    dossier = asked(world)
    wrong = answer(world, dossier, manifest=[factory.line(THREE, "anh_the")])
    assert wrong.status_code == 422
    assert {"manifest.0.paper", "papers.giay_cu"} == set(wrong.json["errors"])
    nothing = answer(world, dossier, manifest=[])
    assert set(nothing.json["errors"]) == {"papers.giay_cu"}


def test_words_alone_may_answer(world: World) -> None:
    dossier = asked(world)
    done = answer(world, dossier, manifest=[], text="Giấy cũ đã cháy năm 1998.")
    assert done.json["state"] == "1"


def test_changed_answers_are_checked_and_shown(world: World) -> None:
    dossier = asked(world)
    wrong = answer(world, dossier, manifest=[], answers={"so_luong": 0})
    assert set(wrong.json["errors"]) == {"answers.so_luong"}
    assert answer(world, dossier, manifest=[], answers={"so_luong": 5}).json["state"] == "1"
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    assert shown["answers"]["so_luong"] == 5


def test_revisions_of_an_answer(world: World) -> None:
    dossier = asked(world)
    answer(world, dossier)
    conflict = answer(world, dossier, text="khác")
    assert conflict.json["code"] == "revision_conflict"
    second = answer(world, dossier, revision=2, manifest=[factory.line(TWO)])
    assert second.json["state"] == "1"  # These bytes were here already.
    assert answer(world, dossier).json["code"] == "superseded"
    late = answer(world, dossier, revision=3)
    assert (late.status_code, late.json["code"]) == (409, "already_accepted")
    assert late.json["receipt"]["state"] == "1"


def test_words_in_time_hold_the_window_open_for_the_pages(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = asked(world)
    with clock.frozen(at("2026-12-15 17:00")):
        first = answer(world, dossier).json
    assert factory.found(dossier.id).supplement_due == at("2026-12-18 17:30")
    with clock.frozen(at("2026-12-16 09:00")):
        answer(world, dossier, revision=2, text="Ảnh khác")
    assert factory.found(dossier.id).supplement_due == at("2026-12-18 17:30")
    with clock.frozen(at("2026-12-18 17:00")):
        assert factory.send_missing(world.citizen.client, first, [THREE]).json["state"] == "1"


def test_after_the_window_the_door_is_shut(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = asked(world)
    with clock.frozen(at("2026-12-15 17:31")):
        shut = answer(world, dossier)
    assert (shut.status_code, shut.json["code"]) == (409, "supplement_closed")


@pytest.mark.parametrize(
    ("accepted", "state", "letter"), [(False, "3", "refusal"), (True, "8", "stop")]
)
def test_what_was_not_answered_is_closed(
    world: World, accepted: bool, state: str, letter: str
) -> None:
    with clock.frozen(MONDAY):
        dossier = factory.with_photos(world, ONE, TWO)
        if accepted:
            dossier = in_state(world, State.PROCESSING, dossier)
        asked(world, dossier)
    with clock.frozen(at("2026-12-15 17:30")), writing():
        assert service.close_expired_supplements() == 0
    with clock.frozen(at("2026-12-15 17:31")), writing():
        assert service.close_expired_supplements() == 1
        assert service.close_expired_supplements() == 0
    closed = factory.found(dossier.id)
    assert closed.state == state
    assert letter in service.letter_kinds(closed)
    assert answer(world, dossier).json["code"] == "supplement_closed"


def test_the_operators_command_closes_them_all(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clock.frozen(MONDAY):
        ids = [asked(world, factory.with_photos(world, uploads.page(n))).id for n in range(7, 10)]
    with clock.frozen(at("2026-12-20 09:00")):
        monkeypatch.setattr(supplements.close_expired, "__defaults__", (2,))
        monkeypatch.setattr("backend.app.create_app", lambda _settings: world.app)
        monkeypatch.setattr(db.engine, "dispose", lambda: None)
        result = CliRunner().invoke(main, ["close-expired"])
    assert result.output == "Đã đóng 3 hồ sơ quá hạn bổ sung.\n"
    assert {factory.found(dossier_id).state for dossier_id in ids} == {"3"}


def test_an_officer_closes_only_when_the_window_is_over(world: World) -> None:
    with clock.frozen(MONDAY):
        dossier = asked(world)
        assert service.actions(dossier) == []
    with clock.frozen(at("2026-12-20 09:00")):
        assert service.actions(dossier) == ["close"]
        with writing():
            service.close(world.officer.actor, dossier.id, dossier.version, reason=REASON)
    assert factory.found(dossier.id).state == "3"


def test_withdrawing_ends_the_request(world: World) -> None:
    dossier = asked(world)
    sent = answer(world, dossier).json
    withdraw = {"kind": "withdraw", "dossier": str(dossier.id)}
    assert world.citizen.client.put(f"/api/commands/{uuid.uuid4()}", json=withdraw).json[
        "state"
    ] == ("7")
    factory.send_missing(world.citizen.client, sent, [THREE])
    assert factory.found(dossier.id).state == "7"
    assert answer(world, dossier).json["state"] == "7"  # A replay learns how it stands.
    assert answer(world, dossier, revision=2).json["code"] == "supplement_closed"


def test_the_old_dossier_is_not_reopened_by_a_supplement(world: World) -> None:
    """After the answer the dossier stands in state 1 again, but the desk has it open."""
    dossier = asked(world)
    answer(world, dossier, manifest=[factory.line(TWO)])
    put = factory.put(world.citizen.client, dossier.id, factory.photo_body(ONE, revision=2))
    assert put.json["code"] == "already_accepted"


def test_a_gap_is_closed_by_its_paper(world: World) -> None:
    dossier = asked(world, factory.with_photos(world, ONE))
    assert dossier.gaps == ["paper:giay_cu"]
    factory.send_missing(world.citizen.client, answer(world, dossier).json, [THREE])
    closed = factory.found(dossier.id)
    assert (closed.gaps, closed.page_count) == ([], 2)


def test_an_unknown_request(world: World) -> None:
    dossier = received(world)
    path = f"/api/dossiers/{dossier.id}/supplements/{uuid.uuid4()}"
    body = {"payload": 1, "revision": 1, "text": "Đây"}
    assert world.citizen.client.put(path, json=body).json["code"] == "not_found"
