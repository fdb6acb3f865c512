"""A sentence is recorded once, heard wherever it is said, and silent when it changes."""

from __future__ import annotations

import hashlib
import io
from threading import Thread

import av
import pytest
from sqlalchemy import select

from backend.core.access import Role
from backend.core.audit import AuditEntry
from backend.core.transaction import writing
from backend.extensions import db
from backend.recordings import queries, service
from backend.recordings.models import Recording
from backend.uploads.service import KeptRecording, keep_recording, recording_file
from tests.backend.recordings.conftest import LIST, Commune
from tests.support.factories.accounts import citizen_in, officer_in
from tests.support.factories.catalogue import COPY, HELP, imported
from tests.support.factories.places import LUAN_THANH, MUONG_MAU, other_agency
from tests.support.factories.sounds import KINDS, tone, written

HEADING = "Cần mang những gì?"


def seconds_of(data: bytes) -> float:
    with av.open(io.BytesIO(data), "r") as file:
        return sum(frame.samples / frame.sample_rate for frame in file.decode(audio=0))


def test_one_recording_is_heard_in_every_procedure_that_says_it(commune: Commune) -> None:
    sentence = commune.id_of(HEADING)
    kept = commune.send(sentence, tone(2))
    assert kept.status_code == 200
    assert kept.json is not None
    assert kept.json["seconds"] == 2.0
    for code in (COPY, HELP):
        told = commune.heard(code=code)
        assert told["languages"] == [{"code": "vi", "name": "Tiếng Việt"}]
        found = [one for one in told["sentences"] if "url" in one]
        assert [(one["id"], one["text"], one["seconds"]) for one in found] == [
            (sentence, HEADING, 2.0)
        ]
        assert len({one["id"] for one in told["sentences"]}) == len(told["sentences"])


def test_phones_are_told_which_agency_has_recorded_anything(commune: Commune) -> None:
    """The others' phones never ask. Seen failing without the hook."""

    def known() -> dict[str, bool]:
        told = commune.phone.get("/api/places/agencies").json
        return {each["code"]: each.get("recorded", False) for each in told}

    with writing():
        other_agency()
    assert known() == {LUAN_THANH: False, MUONG_MAU: False}
    sentence = commune.id_of(HEADING)
    commune.send(sentence, tone(1))
    assert known() == {LUAN_THANH: True, MUONG_MAU: False}
    assert commune.desk.delete(f"{LIST}/vi/{sentence}").status_code == 204
    assert known() == {LUAN_THANH: False, MUONG_MAU: False}


@pytest.mark.parametrize("kind", [*KINDS, "wav"])
def test_what_phones_record_becomes_two_small_files(commune: Commune, kind: str) -> None:
    """Opus where it is played, MP3 elsewhere; each under the hash of its bytes, for ever."""
    sound = tone(3, rate=44_100, channels=2)
    sent = sound if kind == "wav" else written(kind, sound)
    assert commune.send(commune.id_of(HEADING), sent).status_code == 200
    for wanted, media_type, most in (("ogg", "audio/ogg", 8_000), ("mp3", "audio/mpeg", 15_000)):
        found = next(s for s in commune.heard(sound=wanted)["sentences"] if "url" in s)
        answer = commune.phone.get(found["url"])
        assert answer.content_type == media_type
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert found["url"] == f"/api/recordings/{hashlib.sha256(answer.data).hexdigest()}.{wanted}"
        assert len(answer.data) == found["bytes"] <= most
        assert abs(seconds_of(answer.data) - 3) < 0.2
        part = commune.phone.get(found["url"], headers={"Range": "bytes=0-9"})
        assert (part.status_code, part.data) == (206, answer.data[:10])


def test_recording_again_replaces_and_deletes(commune: Commune) -> None:
    """The former file is gone, unless another sentence has it. Seen failing without the look at
    who else names a file."""
    one, two = commune.id_of(HEADING), commune.id_of("Bấm gửi.")
    first = commune.send(one, tone(1)).json
    same = commune.send(two, tone(1)).json
    assert first is not None
    assert same is not None
    assert first["url"] == same["url"]
    assert commune.send(one, tone(2)).status_code == 200
    assert commune.phone.get(first["url"]).status_code == 200
    assert commune.desk.delete(f"{LIST}/vi/{two}").status_code == 204
    assert commune.phone.get(first["url"]).status_code == 404
    sha256 = first["url"].rsplit("/", 1)[1].removesuffix(".ogg")
    with commune.app.app_context():
        assert recording_file(sha256, "ogg") is None
    assert commune.desk.delete(f"{LIST}/vi/{two}").status_code == 404


def test_a_file_removed_while_the_same_is_recorded_is_there_again(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without `keep_still`: the sentence had a recording without a sound."""
    one, two = commune.id_of(HEADING), commune.id_of("Bấm gửi.")
    commune.send(one, tone(1))

    def keep_and_lose(data: bytes) -> KeptRecording:
        kept = keep_recording(data)
        service.remove(commune.administrator, "vi", one)
        return kept

    monkeypatch.setattr(service.uploads, "keep_recording", keep_and_lose)
    recorded = commune.send(two, tone(1)).json
    assert recorded is not None
    assert commune.phone.get(recorded["url"]).status_code == 200


def test_nobody_records_what_is_just_being_removed(
    commune: Commune, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing with the look and the removal in no transaction: the file of a recording that
    was made between them was removed."""
    one, two = commune.id_of(HEADING), commune.id_of("Bấm gửi.")
    commune.send(one, tone(1))
    recorded: list[str] = []
    other = Thread(target=lambda: recorded.append(commune.send(two, tone(1)).json["url"]))

    def look_slowly(sha256: str, kind: str) -> bool:
        named = names_file(sha256, kind)
        if other.ident is None:
            other.start()
            other.join(timeout=1.0)
        return named

    names_file = queries.names_file
    monkeypatch.setattr(queries, "names_file", look_slowly)
    with commune.app.app_context():
        service.remove(commune.administrator, "vi", one)
    other.join(timeout=30)
    assert [commune.phone.get(url).status_code for url in recorded] == [200]


def test_a_changed_sentence_is_to_be_recorded_again(commune: Commune) -> None:
    """It is silent on phones, and the list says what stood there. Seen failing without `places`."""
    old = commune.id_of("8.000 đồng một bản.")
    commune.send(old, tone())
    fee = {
        "confidence": "high",
        "text": "9.000 đồng một bản.",
        "rules": [{"kind": "per_copy", "amount": 9000, "copies_field": "so_luong"}],
    }
    with writing():
        for row in db.session.scalars(select(Recording)):
            assert row.places == [f"{COPY} money 1"]
    imported(commune.folder, fee=fee, version=2, effective_from="2026-07-02")
    listed = commune.listed()
    new = next(row for row in listed["sentences"] if row["text"] == "9.000 đồng một bản.")
    assert (new["state"], new["before"]) == ("changed", "8.000 đồng một bản.")
    assert [(row["id"], row["text"]) for row in listed["gone"]] == [(old, "8.000 đồng một bản.")]
    assert all("url" not in sentence for sentence in commune.heard()["sentences"])
    refused = commune.send(old, tone())
    assert (refused.status_code, refused.json and refused.json["code"]) == (409, "sentence_gone")


def test_a_phone_that_has_met_no_commune_hears_the_one_that_recorded(commune: Commune) -> None:
    """Seen failing with the first agency by its code, which had recorded nothing."""
    with writing():
        assert other_agency().code < LUAN_THANH
    commune.send(commune.id_of(HEADING), tone())
    assert commune.heard()["agency"] == LUAN_THANH
    assert sum("url" in one for one in commune.heard()["sentences"]) == 1
    assert not any("url" in one for one in commune.heard(agency=MUONG_MAU)["sentences"])


def test_languages_are_the_communes_choice(commune: Commune) -> None:
    sentence = commune.id_of(HEADING)
    refused = commune.send(sentence, tone(), "hmn")
    assert (refused.status_code, refused.json and refused.json["code"]) == (422, "invalid")
    chosen = commune.desk.put(f"{LIST}/languages", json={"languages": ["tyz", "hmn", "tyz"]})
    assert chosen.status_code == 200
    assert chosen.json is not None
    assert [one["code"] for one in chosen.json["languages"]] == ["vi", "tyz", "hmn"]
    assert commune.send(sentence, tone(), "hmn").status_code == 200
    told = commune.heard("hmn")
    assert told["languages"] == [{"code": "hmn", "name": "Tiếng Mông"}]
    assert sum("url" in one for one in told["sentences"]) == 1
    assert not any("url" in one for one in commune.heard("vi")["sentences"])
    wrong = commune.desk.put(f"{LIST}/languages", json={"languages": ["klingon"]})
    assert wrong.status_code == 422


def test_the_list_begins_with_what_most_procedures_say(commune: Commune) -> None:
    rows = commune.listed()["sentences"]
    counts = [row["procedures"] for row in rows]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] == 2
    assert {row["state"] for row in rows} == {"missing"}
    own = commune.listed(procedure=HELP)["sentences"]
    assert 0 < len(own) < len(rows)
    csv = commune.desk.get(f"{LIST}.csv").data.decode("utf-8-sig").splitlines()
    assert csv[0] == "Tên tệp,Câu,Số thủ tục,Đã thu"
    assert len(csv) == len(rows) + 1
    assert csv[1].startswith(rows[0]["id"])


def test_only_an_administrator_records(commune: Commune) -> None:
    sentence = commune.id_of(HEADING)
    officer = officer_in(commune.app, "Hà Thị Mẫu", role=Role.OFFICER).client
    citizen = citizen_in(commune.app).client
    for browser in (officer, citizen):
        browser.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
        assert browser.put(f"{LIST}/vi/{sentence}", data=tone()).status_code == 403
        assert browser.get(LIST).status_code == 403


def test_what_is_recorded_stands_in_the_trail(commune: Commune) -> None:
    sentence = commune.id_of(HEADING)
    commune.send(sentence, tone())
    commune.desk.delete(f"{LIST}/vi/{sentence}")
    found = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    told = [(e.action, e.detail["text"]) for e in found if e.action.startswith("recording_")]
    assert told == [("recording_kept", HEADING), ("recording_removed", HEADING)]


def test_the_phone_asks_again_for_nothing(commune: Commune) -> None:
    url = f"/api/catalogue/{COPY}/recordings"
    first = commune.phone.get(url, headers={"Accept-Encoding": "gzip"})
    assert first.headers["Content-Encoding"] == "gzip"
    again = commune.phone.get(
        url, headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    assert commune.phone.get("/api/catalogue/9.999999/recordings").status_code == 404
    unknown = commune.phone.get(f"{url}?agency=H1.1")
    assert unknown.json is not None
    assert unknown.json["code"] == "agency_unknown"
