"""A message climbs until somebody knows: push, text, chosen people, the desk's call list."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest

from backend.accounts.models import Person
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.dossiers.models import Dossier
from backend.dossiers.states import State
from backend.extensions import db
from backend.notifications import ladder, preferences
from backend.notifications.models import DeliveryState, Message
from backend.notifications.policy import RULES, Rung, Urgency
from backend.notifications.sealing import unseal
from tests.support.factories import messages as told
from tests.support.factories.accounts import (
    SignedIn,
    make_volunteer,
    officer_in,
    sender_headers,
    sign_in,
)
from tests.support.factories.dossiers import World, body, in_state, received
from tests.support.factories.places import MUONG_MAU

MORNING = told.at("2026-11-23 08:00")
WAITS = RULES[0].waits[Urgency.NORMAL]
RELATIVE = {"name": "Lò Văn Thử", "phone": "0912000555"}


@pytest.fixture
def helper(world: World) -> SignedIn:
    with writing():
        volunteer = make_volunteer()
    told.make_hamlet("Bản Thử", volunteer=volunteer.id)
    return sign_in(world.app, volunteer)


def ready(world: World, *, push: bool = True, **changes: object) -> tuple[Dossier, Message]:
    """A result that waits, told on a Monday morning."""
    if push:
        told.give_browser(world.citizen.actor.person_id)
    with clock.frozen(MORNING):
        dossier = in_state(world, State.FINISHED, received(world, body(**changes)))
    return dossier, told.newest(dossier.id)


def in_ban_thu(choice: object) -> dict[str, object]:
    home = {"province": "38", "commune": "15634", "detail": "Bản Thử"}
    return {"answers": {**body()["answers"], "noi_o": home}, "tell": choice}


def rung_of(message: Message) -> str:
    return next(m.rung for m in told.messages() if m.id == message.id)


def test_all_the_way_down_each_step_at_its_time(world: World, helper: SignedIn) -> None:
    choice = {"volunteer": True, "relative": RELATIVE}
    _, said = ready(world, **in_ban_thu(choice))
    told.record(said.id, DeliveryState.SENT)
    now = MORNING
    for rung, wait in ((Rung.SMS, WAITS.push), (Rung.PEOPLE, WAITS.sms)):
        assert ladder.advance(now + wait - timedelta(minutes=1)) == 0
        now += wait
        assert ladder.advance(now) == 1
        assert rung_of(said) == rung
    assert ladder.advance(now + WAITS.people) == 1
    assert told.steps(said.id) == [
        ("push", "start"),
        ("sms", "silence"),
        ("people", "silence"),
        ("call_list", "silence"),
    ]
    texts = [unseal(d.text or b"") for d in told.deliveries(said.id) if d.channel == "console"]
    assert "da co ket qua" in texts[0]
    assert "nho nhan Lo Thi Mau goi cho xa" in texts[1]
    assert ladder.advance(now + timedelta(days=90)) == 0


def test_a_phone_that_displayed_it_ends_the_climb(world: World) -> None:
    _, said = ready(world)
    report(world, "displayed", said.id)
    found = told.newest(said.dossier_id or new_id())
    assert (found.rung, found.confirmed_at is not None) == ("done", True)
    assert told.steps(said.id) == [("push", "start"), ("done", "reached")]
    assert ladder.advance(MORNING + timedelta(days=9)) == 0


def test_a_dead_subscription_goes_down_at_once(world: World) -> None:
    """Failure 16. Seen failing with dead deliveries taken for ones that may still arrive."""
    _, said = ready(world)
    told.record(said.id, DeliveryState.DEAD, error="gone")
    assert ladder.advance(MORNING + timedelta(seconds=5)) == 1
    assert told.steps(said.id) == [("push", "start"), ("sms", "failed")]


def test_one_dead_phone_of_two_changes_nothing(world: World) -> None:
    told.give_browser(world.citizen.actor.person_id)
    _, said = ready(world)
    told.record(said.id, DeliveryState.DEAD, most=1)
    assert ladder.advance(MORNING + timedelta(minutes=5)) == 0


def test_a_delivery_that_gave_way_to_a_newer_one_did_not_fail(world: World) -> None:
    _, said = ready(world)
    told.record(said.id, DeliveryState.DEAD, error="overtaken")
    assert ladder.advance(MORNING + timedelta(minutes=5)) == 0


def test_no_phone_no_number_nobody_chosen_is_for_the_desk_at_once(world: World) -> None:
    with writing():
        person = db.session.get(Person, world.citizen.actor.person_id)
        assert person is not None
        person.phone = None
    _, said = ready(world, push=False)
    assert told.steps(said.id) == [("push", "start"), ("call_list", "nobody")]


def test_a_text_made_at_night_waits_for_the_morning_and_so_does_its_wait(world: World) -> None:
    _, said = ready(world)
    told.record(said.id, DeliveryState.SENT)
    night = told.at("2026-11-23 23:00")
    assert ladder.advance(night) == 1
    morning = told.at("2026-11-24 06:30")
    text = told.deliveries(said.id)[-1]
    assert text.due_at == morning
    assert ladder.advance(night + WAITS.sms) == 0
    assert ladder.advance(morning + WAITS.sms) == 1


def test_two_workers_take_each_step_once(world: World) -> None:
    _, said = ready(world)
    later = MORNING + WAITS.push
    assert ladder.advance(later) + ladder.advance(later) == 1
    assert [d.channel for d in told.deliveries(said.id)] == ["push", "console"]


# --- reports of phones ---------------------------------------------------------------------------


def report(
    world: World, kind: str, *ids: uuid.UUID, command: uuid.UUID | None = None, by: object = None
) -> object:
    """As a phone's queue sends it: with the send-only token and no cookie."""
    sender = by if isinstance(by, SignedIn) else world.citizen
    return world.app.test_client().put(
        f"/api/commands/{command or new_id()}",
        json={"kind": kind, "messages": [str(one) for one in ids]},
        headers=sender_headers(sender.send_token),
    )


def test_reports_come_in_batches_and_any_number_of_times(world: World) -> None:
    dossier, _ = ready(world)
    ids = [message.id for message in told.messages(dossier.id)]
    command = new_id()
    for _ in range(2):
        answer = report(world, "opened", *ids, command=command)
        assert answer.status_code == 200
        assert answer.json == {"id": str(command), "dossier": None, "state": "noted"}
    for message in told.messages(dossier.id):
        assert message.opened_at is not None
        assert message.confirmed_at is not None
        assert message.read_at is None
    assert report(world, "read", *ids, command=command).json["code"] == "command_conflict"


def test_other_peoples_messages_are_passed_over(world: World, helper: SignedIn) -> None:
    _, said = ready(world)
    assert report(world, "read", said.id, new_id(), by=helper).status_code == 200
    assert told.messages(said.dossier_id)[-1].read_at is None


@pytest.mark.parametrize(
    "sent",
    [
        {"kind": "read"},
        {"kind": "read", "messages": []},
        {"kind": "read", "messages": ["x"]},
        {"kind": "read", "messages": [str(new_id()) for _ in range(101)]},
        {"kind": "read", "messages": [str(new_id())], "dossier": str(new_id())},
        {"kind": "seen", "messages": [str(new_id())]},
        {"kind": "seen"},
        {"kind": "delete", "messages": [str(new_id())]},
    ],
)
def test_a_report_that_says_nothing_is_refused(world: World, sent: dict[str, object]) -> None:
    answer = world.app.test_client().put(
        f"/api/commands/{new_id()}", json=sent, headers=sender_headers(world.citizen.send_token)
    )
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")


# --- helpers -------------------------------------------------------------------------------------


def asked(world: World, **changes: object) -> Message:
    """A message that has come to the helper's list."""
    _, said = ready(world, push=False, **changes)
    assert ladder.advance(MORNING + WAITS.sms) == 1
    return said


def test_a_helper_reads_a_name_a_house_and_nothing_of_the_matter(
    world: World, helper: SignedIn
) -> None:
    """Seen failing with `matter` filled without asking for the consent."""
    said = asked(world, **in_ban_thu({"volunteer": True}))
    answer = helper.client.get("/api/messages/helping")
    (line,) = answer.json["items"]
    assert line["messages"] == [str(said.id)]
    assert (line["name"], line["house"]) == ("Lò Thị Mẫu", "Bản Thử")
    assert line["say"] == "Nhờ Lò Thị Mẫu gọi số của xã."
    assert line["matter"] is None
    for secret in ("Bản sao", "kết quả", "16.000", "ready", said.facts["code"]):
        assert secret not in answer.text
    again = helper.client.get(
        "/api/messages/helping", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert again.status_code == 304


def test_with_consent_it_says_what_it_is_about(world: World, helper: SignedIn) -> None:
    asked(world, consents=["process", "share_volunteer"], **in_ban_thu({"volunteer": True}))
    (line,) = helper.client.get("/api/messages/helping").json["items"]
    assert line["matter"]["title"] == "Đã có kết quả"


def test_who_was_told_leaves_the_list_and_the_desk_sees_by_whom(
    world: World, helper: SignedIn
) -> None:
    said = asked(world, **in_ban_thu({"volunteer": True}))
    assert report(world, "told", said.id, by=helper).status_code == 200
    assert helper.client.get("/api/messages/helping").json["items"] == []
    found = told.messages(said.dossier_id)[-1]
    assert (found.rung, found.told_by) == ("done", helper.actor.person_id)
    assert told.steps(said.id)[-1] == ("done", "told")


def test_nobody_else_tells_in_the_helpers_name(world: World, helper: SignedIn) -> None:
    said = asked(world, **in_ban_thu({"volunteer": True}))
    report(world, "told", said.id)
    assert rung_of(said) == "people"
    assert world.citizen.client.get("/api/messages/helping").json["items"] == []


def test_who_chose_nobody_goes_to_the_desk(world: World, helper: SignedIn) -> None:
    _, said = ready(world, push=False, **in_ban_thu({"self": True}))
    assert ladder.advance(MORNING + WAITS.sms) == 1
    assert rung_of(said) == "call_list"
    assert helper.client.get("/api/messages/helping").json["items"] == []


# --- the desk ------------------------------------------------------------------------------------


def to_call(world: World) -> Message:
    _, said = ready(world, push=False)
    ladder.advance(MORNING + WAITS.sms)
    return said


def test_the_desk_calls_whom_nobody_reached(world: World) -> None:
    said = to_call(world)
    desk = world.officer.client
    (line,) = desk.get("/api/desk/calls").json["items"]
    assert line["id"] == str(said.id)
    assert line["phone"] == unseal(said.phone or b"")
    assert line["title"] == "Đã có kết quả"
    answer = desk.put(f"/api/desk/calls/{said.id}", json={"outcome": "not_reached"})
    assert answer.json == {"id": str(said.id), "rung": "call_list"}
    (line,) = desk.get("/api/desk/calls").json["items"]
    assert (line["calls"], line["last_call_at"] is not None) == (1, True)
    answer = desk.put(f"/api/desk/calls/{said.id}", json={"outcome": "reached"})
    assert answer.json["rung"] == "done"
    assert desk.get("/api/desk/calls").json["items"] == []
    assert told.steps(said.id)[-2:] == [
        ("call_list", "call_not_reached"),
        ("done", "call_reached"),
    ]


def test_another_agency_calls_its_own_people_only(world: World) -> None:
    said = to_call(world)
    other = officer_in(world.app, agency=MUONG_MAU)
    assert other.client.get("/api/desk/calls").json["items"] == []
    answer = other.client.put(f"/api/desk/calls/{said.id}", json={"outcome": "reached"})
    assert (answer.status_code, answer.json["code"]) == (404, "not_found")
    assert world.citizen.client.get("/api/desk/calls").status_code == 403


def test_the_desk_sees_which_rung_each_message_reached_and_when(world: World) -> None:
    said = to_call(world)
    address = f"/api/desk/dossiers/{said.dossier_id}/messages"
    desk = officer_in(world.app, "Hà Văn Ví Dụ").client
    assert desk.get(address).json["code"] == "precondition_required"
    desk.get(f"/api/desk/dossiers/{said.dossier_id}")
    shown = desk.get(address).json
    assert [one["kind"] for one in shown] == ["ready", "accepted", "received"]
    first = shown[0]
    assert (first["rung"], first["to"], first["account"]) == ("call_list", "Lò Thị Mẫu", True)
    assert [(step["rung"], step["why"]) for step in first["steps"]] == [
        ("push", "start"),
        ("sms", "nobody"),
        ("call_list", "silence"),
    ]
    assert first["steps"][-1]["at"] == "2026-11-24T01:00:00Z"
    assert first["deliveries"][0]["channel"] == "console"


# --- the inbox -----------------------------------------------------------------------------------


def test_the_inbox_is_paged_and_says_what_is_unread(world: World) -> None:
    dossier, said = ready(world, push=False)
    client = world.citizen.client
    first = client.get("/api/messages?limit=2")
    assert [one["kind"] for one in first.json["items"]] == ["ready", "accepted"]
    assert (first.json["more"], first.json["total"], first.json["unread"]) == (True, 3, 3)
    top = first.json["items"][0]
    assert (top["id"], top["dossier"], top["seq"]) == (
        str(said.id),
        str(dossier.id),
        dossier.version,
    )
    assert top["title"] == "Đã có kết quả"
    rest = client.get(f"/api/messages?limit=2&before={first.json['items'][1]['id']}").json
    assert [one["kind"] for one in rest["items"]] == ["received"]
    assert rest["more"] is False


def test_what_was_read_on_one_phone_is_read_on_the_other(world: World) -> None:
    _, said = ready(world, push=False)
    client = world.citizen.client
    before = client.get("/api/messages")
    known = {"If-None-Match": before.headers["ETag"]}
    assert client.get("/api/messages", headers=known).status_code == 304
    report(world, "read", said.id)
    after = client.get("/api/messages", headers=known)
    assert after.status_code == 200
    assert after.json["unread"] == before.json["unread"] - 1
    assert after.json["items"][0]["read_at"] is not None


def test_everybody_reads_their_own(world: World, helper: SignedIn) -> None:
    ready(world, push=False)
    assert helper.client.get("/api/messages").json["total"] == 0
    assert world.app.test_client().get("/api/messages").status_code == 401
    queue = sender_headers(world.citizen.send_token)
    assert world.app.test_client().get("/api/messages", headers=queue).status_code == 403
    for query in ("limit=0", "limit=101", "before=x", "la=1"):
        assert world.citizen.client.get(f"/api/messages?{query}").status_code == 422


# --- wishes --------------------------------------------------------------------------------------


def test_wishes_are_changed_one_by_one(world: World) -> None:
    client = world.citizen.client
    usual = client.get("/api/messages/preferences").json
    assert usual == {
        "language": "vi",
        "muted": [],
        "choosable": ["progress", "result", "reminders"],
        "kinds": preferences.kinds(),
        "announcements": False,
        "hamlet": None,
        "stopped": False,
    }
    hamlet = str(told.make_hamlet())
    put = client.put("/api/messages/preferences", json={"language": "en", "muted": ["progress"]})
    assert (put.json["language"], put.json["muted"]) == ("en", ["progress"])
    put = client.put("/api/messages/preferences", json={"announcements": True, "hamlet": hamlet})
    assert (put.json["announcements"], put.json["hamlet"]) == (True, hamlet)
    assert put.json["muted"] == ["progress"]
    put = client.put("/api/messages/preferences", json={"muted": ["accepted", "returned"]})
    assert put.json["muted"] == ["accepted", "returned"]
    put = client.put("/api/messages/preferences", json={"stopped": True})
    assert put.json["stopped"] is True
    assert client.get("/api/messages/preferences").json == put.json


@pytest.mark.parametrize(
    "wrong",
    [
        {"announcements": True},
        {"hamlet": str(new_id())},
        {"muted": ["to_do"]},
        {"muted": ["supplement_asked"]},
        {"muted": ["ready"]},
        {"language": "fr"},
        {"everything": True},
    ],
)
def test_wishes_that_cannot_be_are_refused(world: World, wrong: dict[str, object]) -> None:
    answer = world.citizen.client.put("/api/messages/preferences", json=wrong)
    assert (answer.status_code, answer.json["code"]) == (422, "invalid")
