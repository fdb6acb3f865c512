"""What people read: lists in a constant number of queries, ETags, changes, letters."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote

import pytest

from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers import queries, reading, service
from backend.dossiers.states import State
from backend.extensions import db
from tests.support.factories import dossiers as factory
from tests.support.factories import uploads
from tests.support.factories.accounts import make_volunteer, sign_in
from tests.support.factories.dossiers import World, body, in_state, put, received
from tests.support.pdf import words_of
from tests.support.queries import count_queries

ONE = uploads.page(1)
NEIGHBOUR = {
    "people": {"owner": {"full_name": "Vàng Thị Ví Dụ", "phone": "0912 000 123"}},
    "relation": "neighbour",
}


def test_my_dossiers_whatever_their_number_in_three_queries(world: World) -> None:
    counted = []
    for _ in range(2):
        for _ in range(3):
            received(world)
        with count_queries() as statements:
            found = reading.listed(world.citizen.actor, page=1, per_page=50)
        counted.append(len(statements))
    assert found["total"] == len(found["items"]) == 6
    assert counted[0] == counted[1] <= 3


def test_a_dossier_and_its_changes_in_a_constant_number_of_queries(world: World) -> None:
    few = factory.with_photos(world, ONE)
    many = factory.with_photos(world, *(uploads.page(n) for n in range(2, 8)))
    counted = []
    for dossier in (few, many):
        with count_queries() as statements:
            reading.full(reading.seen(world.citizen.actor, dossier.id))
        counted.append(len(statements))
    assert counted[0] == counted[1] <= 12
    with count_queries() as statements:
        assert len(reading.changes(world.citizen.actor, 0)["dossiers"]) == 2
    assert len(statements) <= 3


def test_pages_of_the_list(world: World) -> None:
    ids = [str(received(world).id) for _ in range(5)]
    client = world.citizen.client
    first = client.get("/api/dossiers?per_page=2").json
    assert (first["pages"], first["total"], len(first["items"])) == (3, 5, 2)
    assert first["items"][0]["id"] == ids[-1]
    assert client.get("/api/dossiers?page=9&per_page=2").json["items"] == []
    for query in ("page=0", "page=99999999999999999999", "per_page=1000", "page=x", "la=1"):
        assert client.get(f"/api/dossiers?{query}").status_code == 422


def test_a_dossier_has_an_etag_that_follows_its_version(world: World) -> None:
    dossier = received(world)
    client = world.citizen.client
    first = client.get(f"/api/dossiers/{dossier.id}")
    assert first.headers["ETag"] == f'"{dossier.version}.0"'
    known = {"If-None-Match": first.headers["ETag"]}
    assert client.get(f"/api/dossiers/{dossier.id}", headers=known).status_code == 304
    in_state(world, State.ACCEPTED, dossier)
    changed = client.get(f"/api/dossiers/{dossier.id}", headers=known)
    assert (changed.status_code, changed.json["state"]) == (200, "2")
    assert changed.json["answer_due"] is None
    assert changed.json["binding_due"] is not None


def test_a_later_opening_is_news_to_its_citizen(world: World) -> None:
    dossier = received(world)
    for count in (1, 2):
        known = {
            "If-None-Match": world.citizen.client.get(f"/api/dossiers/{dossier.id}").headers["ETag"]
        }
        world.officer.client.get(f"/api/desk/dossiers/{dossier.id}")
        seen = world.citizen.client.get(f"/api/dossiers/{dossier.id}", headers=known)
        assert seen.status_code == 200
        assert len(seen.json["openings"]) == count


def test_the_timeline_names_who_handled_it(world: World) -> None:
    dossier = in_state(world, State.RETURNED)
    with writing():
        service.assign(world.officer.actor, dossier.id, dossier.version, None)
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    assert [(event["state"], event["actor_name"]) for event in shown["events"]] == [
        ("1", "Lò Thị Mẫu"),
        ("2", "Vàng Thị Ví Dụ"),
        ("2", "Vàng Thị Ví Dụ"),  # The fee was paid.
        ("9", "Vàng Thị Ví Dụ"),
        ("10", "Vàng Thị Ví Dụ"),
    ]


def test_pictures_are_shown_as_derivatives(world: World) -> None:
    dossier = factory.with_photos(world, ONE)
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    for kind in ("thumbnail_url", "page_url"):
        answer = world.citizen.client.get(shown["pages"][0][kind])
        assert (answer.status_code, answer.mimetype) == (200, "image/webp")
        assert answer.data != ONE
        known = {"If-None-Match": answer.headers["ETag"]}
        again = world.citizen.client.get(shown["pages"][0][kind], headers=known)
        assert again.status_code == 304


def test_a_page_that_is_not_here_yet_is_not_found(world: World) -> None:
    dossier_id = new_id()
    put(world.citizen.client, dossier_id, factory.photo_body(ONE))
    page = queries.pages(dossier_id)[0].id
    path = f"/api/dossiers/{dossier_id}/pages/{page}/thumbnail"
    assert world.citizen.client.get(path).status_code == 404


def test_changes_since(world: World) -> None:
    client = world.citizen.client
    assert client.get("/api/changes").json == {"cursor": 0, "more": False, "dossiers": []}
    one, two = received(world), received(world)
    first = client.get("/api/changes?since=0")
    assert [change["id"] for change in first.json["dossiers"]] == [str(one.id), str(two.id)]
    cursor = first.json["cursor"]
    nothing = client.get(f"/api/changes?since={cursor}")
    assert nothing.json["dossiers"] == []
    known = {"If-None-Match": nothing.headers["ETag"]}
    assert client.get(f"/api/changes?since={cursor}", headers=known).status_code == 304
    in_state(world, State.ACCEPTED, one)
    news = client.get(f"/api/changes?since={cursor}", headers=known).json
    assert [(change["id"], change["state"]) for change in news["dossiers"]] == [(str(one.id), "2")]
    from_the_future = client.get("/api/changes?since=999999").json
    assert len(from_the_future["dossiers"]) == 2


def test_changes_come_in_portions(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "CHANGES_AT_ONCE", 2)
    ids = [received(world).id for _ in range(5)]
    seen, cursor, more = [], 0, True
    while more:
        found = reading.changes(world.citizen.actor, cursor)
        seen += [change["id"] for change in found["dossiers"]]
        cursor, more = found["cursor"], found["more"]
    assert seen == ids


def test_a_volunteer_sees_what_they_filed_for_thirty_days(world: World) -> None:
    with writing():
        person = make_volunteer()
    volunteer = sign_in(world.app, person).client
    dossier_id = new_id()
    answer = put(volunteer, dossier_id, body(**NEIGHBOUR))
    assert answer.status_code == 201
    dossier = factory.found(dossier_id)
    assert (dossier.owner_id, dossier.owner_phone) == (None, "+84912000123")
    assert volunteer.get(f"/api/dossiers/{dossier_id}").status_code == 200
    later = clock.now() + timedelta(days=30, minutes=1)
    with clock.frozen(later):
        assert volunteer.get(f"/api/dossiers/{dossier_id}").status_code == 404
        assert volunteer.get("/api/dossiers").json["total"] == 0
        assert volunteer.get("/api/changes?since=0").json["dossiers"] == []


def test_a_dossier_that_becomes_a_neighbours_is_seen_for_thirty_days(world: World) -> None:
    dossier = received(world)
    assert dossier.submitter_sees_until is None
    put(world.citizen.client, dossier.id, body(revision=2, **NEIGHBOUR))
    changed = factory.found(dossier.id)
    assert changed.owner_id is None
    with clock.frozen(clock.now() + timedelta(days=30, minutes=1)):
        assert world.citizen.client.get(f"/api/dossiers/{dossier.id}").status_code == 404


def test_a_daughter_who_files_for_her_mother_keeps_seeing_it(world: World) -> None:
    mother = {"people": {"owner": {"full_name": "Lò Thị Già Mẫu"}}, "relation": "family"}
    dossier = received(world, body(**mother))
    assert dossier.owner_id is None
    assert dossier.submitter_sees_until is None


@pytest.mark.parametrize(
    ("state", "kinds"),
    [
        (State.RECEIVED, []),
        (State.ACCEPTED, ["acceptance"]),
        (State.REFUSED, ["refusal"]),
        (State.SUPPLEMENT_ASKED, ["acceptance", "supplement"]),
        (State.WITHDRAWN, ["stop"]),
        (State.STOPPED, ["acceptance", "stop"]),
    ],
)
def test_letters_that_are_due_by_now(world: World, state: State, kinds: list[str]) -> None:
    dossier = in_state(world, state)
    client = world.citizen.client
    links = client.get(f"/api/dossiers/{dossier.id}").json["letters"]
    assert [link["kind"] for link in links] == [*kinds, "form"]
    for link in links:
        pdf = client.get(link["url"])
        assert (pdf.status_code, pdf.mimetype, pdf.data[:5]) == (200, "application/pdf", b"%PDF-")
        known = {"If-None-Match": pdf.headers["ETag"]}
        assert client.get(link["url"], headers=known).status_code == 304
    for kind in {"acceptance", "supplement", "refusal", "stop", "la"} - set(kinds):
        assert client.get(f"/api/dossiers/{dossier.id}/letters/{kind}").status_code == 404


def test_a_citizen_prints_the_form_at_home(world: World) -> None:
    """The answers as they stand, under a name that tells two people's forms apart."""
    dossier = received(world)
    pdf = world.citizen.client.get(f"/api/dossiers/{dossier.id}/form.pdf")
    assert (pdf.status_code, pdf.mimetype) == (200, "application/pdf")
    words = words_of(pdf.data)
    assert "Mẫu chính thức chưa có trong máy" in words
    assert "Số phiếu gửi:" in words
    assert "Tờ khai.pdf" in unquote(pdf.headers["Content-Disposition"])
    letters = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json["letters"]
    assert letters == [{"kind": "form", "url": f"/api/dossiers/{dossier.id}/form.pdf"}]


def test_what_has_no_form_has_none_to_print(world: World) -> None:
    helped = received(world, body(factory.HELP))
    answer = world.citizen.client.get(f"/api/dossiers/{helped.id}/form.pdf")
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert world.citizen.client.get(f"/api/dossiers/{helped.id}").json["letters"] == []


def test_commands_are_done_once(world: World) -> None:
    client, dossier = world.citizen.client, received(world)
    path = f"/api/commands/{uuid.uuid4()}"
    withdraw = {"kind": "withdraw", "dossier": str(dossier.id), "data": {"reason": "Đổi ý"}}
    first = client.put(path, json=withdraw)
    assert first.json["state"] == "7"
    assert client.put(path, json=withdraw).json == first.json
    other = client.put(path, json={**withdraw, "kind": "seen"})
    assert (other.status_code, other.json["code"]) == (409, "command_conflict")
    again = client.put(f"/api/commands/{uuid.uuid4()}", json=withdraw)
    assert (again.status_code, again.json["code"]) == (409, "transition_not_allowed")


def test_what_is_still_being_sent_is_taken_back(world: World) -> None:
    dossier_id = new_id()
    client = world.citizen.client
    receipt = put(client, dossier_id, factory.photo_body(ONE)).json
    withdraw = {"kind": "withdraw", "dossier": str(dossier_id)}
    assert client.put(f"/api/commands/{uuid.uuid4()}", json=withdraw).json["state"] == "draft"
    # A page that lands late does not send it after all; pressing "gửi" anew does.
    factory.send_missing(client, receipt, [ONE])
    assert factory.found(dossier_id).state == "draft"
    assert put(client, dossier_id, factory.photo_body(ONE, revision=2)).json["state"] == "1"


def test_a_queue_that_comes_after_the_taking_back_keeps_its_pages(world: World) -> None:
    """Another phone withdrew it. Seen failing with the receipt as the answer: nothing was missing
    in it, so the first phone threw away the photographs that it had not sent."""
    dossier_id = new_id()
    client = world.citizen.client
    sent = factory.photo_body(ONE)
    put(client, dossier_id, sent)
    withdraw = {"kind": "withdraw", "dossier": str(dossier_id)}
    client.put(f"/api/commands/{uuid.uuid4()}", json=withdraw)
    late = put(client, dossier_id, sent)
    assert (late.status_code, late.json["code"]) == (410, "taken_back")
    anew = put(client, dossier_id, {**sent, "revision": 2}).json
    assert (anew["state"], len(anew["missing"])) == ("awaiting_pages", 1)


def test_a_failed_command_may_be_tried_again(world: World) -> None:
    dossier = in_state(world, State.FINISHED)
    path = f"/api/commands/{uuid.uuid4()}"
    withdraw = {"kind": "withdraw", "dossier": str(dossier.id)}
    refused = world.citizen.client.put(path, json=withdraw)
    assert (refused.status_code, refused.json["code"]) == (409, "decision_made")
    with writing():
        version = factory.found(dossier.id).version
        service.correct(world.officer.actor, dossier.id, version, reason=factory.REASON)
    assert world.citizen.client.put(path, json=withdraw).json["state"] == "7"


def test_a_finished_dossier_says_how_to_fetch_it(world: World) -> None:
    dossier = in_state(world, State.FINISHED)
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").json
    assert shown["next"] == "fetch_result"
    assert shown["pickup"]["hours"]
    seen = {"kind": "seen", "dossier": str(dossier.id)}
    assert world.citizen.client.put(f"/api/commands/{uuid.uuid4()}", json=seen).json["state"] == "9"


def test_dates_are_of_the_server_whatever_the_phone_says(world: World) -> None:
    """Failure 13: the phone's clock is years off."""
    with clock.frozen(datetime(2026, 11, 20, 2, tzinfo=UTC)):
        receipt = put(world.citizen.client, new_id(), body(made_at="2011-01-01T00:00:00Z")).json
    assert receipt["received_at"] == "2026-11-20T02:00:00Z"
    assert receipt["answer_due"] == "2026-11-23T02:00:00Z"
    db.session.rollback()
