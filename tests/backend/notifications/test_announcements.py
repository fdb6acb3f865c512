"""One alert to the residents of hamlets who asked for it: previewed, confirmed, once each."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from backend.core import clock
from backend.core.access import Role
from backend.core.model import new_id
from backend.core.transaction import writing
from backend.extensions import db
from backend.notifications import announcements
from backend.notifications.ladder_models import MessagePreference
from backend.notifications.models import Message
from backend.notifications.sealing import unseal
from tests.support.factories import messages as told
from tests.support.factories.accounts import make_citizen, officer_in
from tests.support.factories.dossiers import World
from tests.support.factories.places import MUONG_MAU

TEXT = "Sạt lở ở dốc Thử, xe không qua được đến hết ngày 24/11."


@pytest.fixture
def leader(world: World) -> FlaskClient:
    return officer_in(world.app, "Lục Văn Mẫu", role=Role.LEADER).client


def listeners(hamlet: uuid.UUID, number: int, **wishes: object) -> list[uuid.UUID]:
    """Residents of a hamlet who asked for announcements."""
    with writing():
        people = [make_citizen(f"Người Thử {n}").id for n in range(number)]
        db.session.add_all(
            MessagePreference(
                person_id=person,
                hamlet_id=hamlet,
                updated_at=clock.now(),
                **{"announcements": True, **wishes},
            )
            for person in people
        )
    return people


def draft(*hamlets: uuid.UUID, **changes: object) -> dict[str, object]:
    return {"kind": "alert", "text": TEXT, "hamlets": [str(one) for one in hamlets], **changes}


def test_a_preview_says_who_gets_it_and_what_it_says(leader: FlaskClient) -> None:
    hamlet, other = told.make_hamlet(), told.make_hamlet("Thôn Mẫu")
    people = listeners(hamlet, 3)
    listeners(other, 2)
    told.give_browser(people[0])
    shown = leader.post("/api/desk/announcements/preview", json=draft(hamlet)).json
    assert (shown["recipients"], shown["by_push"], shown["by_text"]) == (3, 1, 2)
    assert shown["title"] == "Xã Luận Thành báo tin gấp"
    assert shown["body"] == TEXT
    assert shown["sms"].startswith("Xa Luan Thanh: Sat lo o doc Thu")
    assert shown["sms_whole"] is True
    assert shown["loudspeaker"] == (
        f"Thông báo của Xã Luận Thành. {TEXT} Xin nhắc lại. {TEXT} "
        "Ai chưa rõ, xin gọi xã theo số 02370000000."
    )
    assert shown["left_today"] == 2
    long = {"text": "Rất nhiều chữ. " * 20}
    shown = leader.post("/api/desk/announcements/preview", json=draft(hamlet, **long)).json
    assert shown["sms_whole"] is False
    assert told.messages() == []


def test_it_is_confirmed_once_for_its_id(leader: FlaskClient) -> None:
    hamlet = told.make_hamlet()
    people = listeners(hamlet, 3)
    announcement = new_id()
    for _ in range(2):
        answer = leader.put(f"/api/desk/announcements/{announcement}", json=draft(hamlet))
        assert (answer.status_code, answer.json["recipients"]) == (200, 3)
    assert announcements.make_messages() == 3
    assert announcements.make_messages() == 0
    said = told.messages()
    assert {message.person_id for message in said} == set(people)
    assert {(m.kind, m.urgency, m.rung) for m in said} == {("alert", "high", "sms")}
    text = unseal(told.deliveries(said[0].id)[0].text or b"")
    assert text.endswith("Goi so in tren phieu.")
    (line,) = leader.get("/api/desk/announcements").json["items"]
    assert (line["state"], line["made"], line["by"]) == ("done", 3, "Lục Văn Mẫu")


def test_only_who_asked_hears_of_it(leader: FlaskClient) -> None:
    hamlet, other = told.make_hamlet(), told.make_hamlet("Thôn Mẫu")
    asked = listeners(hamlet, 2)
    listeners(hamlet, 2, announcements=False)
    listeners(hamlet, 2, stopped_at=clock.now())
    listeners(other, 2)
    leader.put(f"/api/desk/announcements/{new_id()}", json=draft(hamlet))
    announcements.make_messages()
    assert {message.person_id for message in told.messages()} == set(asked)


def test_an_alert_rings_at_night_and_other_news_in_the_morning(leader: FlaskClient) -> None:
    hamlet = told.make_hamlet()
    told.give_browser(listeners(hamlet, 1)[0])
    night = told.at("2026-11-23 23:00")
    for kind in ("alert", "announcement"):
        leader.put(f"/api/desk/announcements/{new_id()}", json=draft(hamlet, kind=kind))
    with clock.frozen(night):
        announcements.make_messages()
    due = {m.kind: told.deliveries(m.id)[0].due_at for m in told.messages()}
    assert due == {"alert": night, "announcement": told.at("2026-11-24 06:30")}


def test_who_was_killed_in_the_middle_goes_on_without_repeats(
    leader: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch stands or falls whole, and the next begins behind it. Seen failing without
    `reached_id`: the first batch was made again and again."""
    monkeypatch.setattr(announcements, "BATCH", 4)
    hamlet = told.make_hamlet()
    people = listeners(hamlet, 10)
    leader.put(f"/api/desk/announcements/{new_id()}", json=draft(hamlet))
    real, calls = announcements._write, []

    def dying(*arguments: object) -> None:
        calls.append(1)
        real(*arguments)  # type: ignore[arg-type]
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(announcements, "_write", dying)
    with pytest.raises(KeyboardInterrupt):
        announcements.make_messages()
    assert len(told.messages()) == 4
    assert announcements.make_messages() == 6
    counted = Counter(message.person_id for message in told.messages())
    assert counted == Counter(people)


def test_a_commune_sends_so_much_a_day(leader: FlaskClient) -> None:
    hamlet = told.make_hamlet()
    for _ in range(2):
        answer = leader.put(f"/api/desk/announcements/{new_id()}", json=draft(hamlet))
        assert answer.status_code == 200
    answer = leader.put(f"/api/desk/announcements/{new_id()}", json=draft(hamlet))
    assert (answer.status_code, answer.json["code"]) == (429, "announcements_enough")
    assert answer.headers["Retry-After"] == "3600"


@pytest.mark.parametrize(
    ("wrong", "path"),
    [
        ({"text": "Vào www.xa-thu.vn để nhận trợ cấp."}, "text"),
        ({"text": "Chuyển khoản phí vào 0123456789012."}, "text"),
        ({"text": "Ngắn"}, "text"),
        ({"text": "x" * 301}, "text"),
        ({"hamlets": []}, "hamlets"),
        ({"hamlets": [str(new_id())]}, "hamlets"),
        ({"kind": "ready"}, "kind"),
    ],
)
def test_what_must_not_be_sent_is_refused(
    leader: FlaskClient, wrong: dict[str, object], path: str
) -> None:
    hamlet = told.make_hamlet()
    for method, address in (
        (leader.post, "/api/desk/announcements/preview"),
        (leader.put, f"/api/desk/announcements/{new_id()}"),
    ):
        answer = method(address, json=draft(hamlet, **wrong))
        assert (answer.status_code, answer.json["code"]) == (422, "invalid")
        assert path in answer.json["errors"]


def test_officers_and_other_communes_send_nothing(world: World, leader: FlaskClient) -> None:
    hamlet, announcement = told.make_hamlet(), new_id()
    answer = world.officer.client.put(f"/api/desk/announcements/{announcement}", json=draft(hamlet))
    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    stranger = officer_in(world.app, agency=MUONG_MAU, role=Role.LEADER).client
    assert stranger.put(f"/api/desk/announcements/{announcement}", json=draft(hamlet)).json[
        "errors"
    ] == {"hamlets": ["Có thôn, bản không phải của xã này."]}
    leader.put(f"/api/desk/announcements/{announcement}", json=draft(hamlet))
    taken = stranger.put(f"/api/desk/announcements/{announcement}", json=draft(hamlet))
    assert taken.json["code"] == "id_taken"


def test_the_commune_keeps_its_list_of_hamlets(world: World) -> None:
    administrator = officer_in(world.app, role=Role.ADMINISTRATOR).client
    with writing():
        volunteer = make_citizen("Giàng A Thử", role=Role.VOLUNTEER).id
        citizen = make_citizen("Lò Văn Mẫu").id
    wanted = [{"name": "Bản Thử", "volunteer": str(volunteer)}, {"name": "Thôn Mẫu"}]
    answer = administrator.put("/api/desk/hamlets", json={"hamlets": wanted})
    assert [one["name"] for one in answer.json] == ["Bản Thử", "Thôn Mẫu"]
    assert answer.json[0]["volunteer_name"] == "Giàng A Thử"
    listeners(uuid.UUID(answer.json[0]["id"]), 2)
    administrator.put("/api/desk/hamlets", json={"hamlets": wanted[:1]})
    shown = world.officer.client.get("/api/desk/hamlets").json
    assert [(one["name"], one["listeners"]) for one in shown] == [("Bản Thử", 2)]
    open_to_all = world.app.test_client().get("/api/hamlets?agency=H56.126").json
    assert open_to_all == [{"id": shown[0]["id"], "agency": "H56.126", "name": "Bản Thử"}]
    for wrong in ([{"name": "Thử"}, {"name": "thử"}], [{"name": "A", "volunteer": str(citizen)}]):
        answer = administrator.put("/api/desk/hamlets", json={"hamlets": wrong})
        assert answer.json["code"] == "invalid"
    answer = world.officer.client.put("/api/desk/hamlets", json={"hamlets": []})
    assert answer.json["code"] == "forbidden"


def test_a_message_of_an_announcement_is_unique(world: World) -> None:
    """The database itself holds it."""

    def twice() -> None:
        with writing():
            now = clock.now()
            for _ in range(2):
                facts = {"rung_since": now, "created_at": now, "not_before": now}
                db.session.add(Message(kind="alert", dedupe="announcement:1:1", **facts))

    with pytest.raises(IntegrityError):
        twice()
