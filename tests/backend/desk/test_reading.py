"""What an officer reads: answers in words, papers with their pages, PDFs by name, the hand-off."""

from __future__ import annotations

import io
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import unquote

import pypdfium2
import pytest
import yaml
from PIL import Image, ImageChops, ImageStat

from backend.core.model import new_id
from backend.desk import answers_shown
from backend.dossiers.states import State
from backend.extensions import db
from backend.uploads.blobs import original_key
from tests.support.factories import dossiers, uploads
from tests.support.factories.accounts import citizen_in
from tests.support.factories.dossiers import World

PROCEDURES = Path(answers_shown.__file__).parents[1] / "catalogue" / "procedures"


def opened(world: World, dossier_id: Any) -> dict[str, Any]:
    answer = world.officer.client.get(f"/api/desk/dossiers/{dossier_id}")
    assert answer.status_code == 200, answer.text
    shown: dict[str, Any] = answer.get_json()
    return shown


def test_answers_are_said_in_words_with_their_official_labels(world: World) -> None:
    shown = opened(world, dossiers.received(world).id)
    answers = [answer for section in shown["sections"] for answer in section["answers"]]
    assert answers
    assert all(answer["official"] and answer["label"] for answer in answers)
    assert {answer["key"] for answer in answers} == set(shown["answers"])


def test_an_answer_knows_its_paper_and_is_read_where_it_was_given() -> None:
    """Who files for oneself is asked once; the official form names that person twice."""
    content = yaml.safe_load((PROCEDURES / "2.000635.yaml").read_text(encoding="utf-8"))
    version = SimpleNamespace(sections=content["sections"])
    answers = {"nyc_quan_he": "ban_than", "nyc_ho_ten": "Lò Thị Mẫu", "ht_so": "12"}
    shown = {
        answer.key: answer
        for section in answers_shown.shown(cast(Any, version), answers)
        for answer in section.answers
    }
    assert shown["ht_ho_ten"].text == "Lò Thị Mẫu"
    assert shown["ht_so"].paper == "giay_ho_tich_cu"
    assert shown["nyc_quan_he"].text == "Chính người đó"


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ({"type": "date"}, "2001-03-15", "15/03/2001"),
        ({"type": "date_or_year"}, "2001", "2001"),
        ({"type": "datetime"}, "2026-11-20T07:30", "07:30 20/11/2026"),
        ({"type": "bool"}, True, "Có"),
        ({"type": "money"}, 10800000, "10.800.000 đồng"),
        ({"type": "phone"}, "+84912345678", "0912345678"),
        ({"type": "phone"}, {"via": "trưởng bản"}, "Không có điện thoại; báo qua trưởng bản"),
        ({"type": "multi", "options": [["a", "Một"], ["b", "Hai"]]}, ["a", "b"], "Một, Hai"),
        ({"type": "text"}, None, None),
    ],
)
def test_values_are_said_as_people_write_them(
    field: dict[str, Any], value: Any, text: str | None
) -> None:
    section = {"key": "s", "title": "S", "about": "other"}
    asked = {"key": "k", "label": "K", **field}
    version = SimpleNamespace(sections=[{**section, "fields": [asked]}])
    [shown] = answers_shown.shown(cast(Any, version), {"k": value})
    assert shown.answers[0].text == text
    assert shown.answers[0].not_known is (value is None)


def test_papers_have_their_pages_and_gaps_are_marked(world: World) -> None:
    dossier = dossiers.with_photos(world, uploads.page(1))
    papers = {paper["key"]: paper for paper in opened(world, dossier.id)["papers"]}
    assert len(papers["anh_the"]["pages"]) == 1
    assert papers["giay_cu"]["missing"]
    assert papers["to_khai"]["made_from_form"]


def test_a_paper_is_one_named_pdf(world: World) -> None:
    dossier = dossiers.with_photos(world, uploads.page(1), uploads.page(2))
    opened(world, dossier.id)
    answer = world.officer.client.get(f"/api/desk/dossiers/{dossier.id}/papers/giay_cu.pdf")
    assert answer.status_code == 200
    assert "Giấy cũ.pdf" in unquote(answer.headers["Content-Disposition"])
    assert len(pypdfium2.PdfDocument(answer.data)) == 1
    missing = world.officer.client.get(f"/api/desk/dossiers/{dossier.id}/papers/khong_co.pdf")
    assert (missing.status_code, missing.get_json()["code"]) == (404, "not_found")


def test_a_paper_has_its_pages_in_order_and_is_not_sent_twice(world: World) -> None:
    """A4, upright, in the order of the paper. Seen failing without the ETag (200)."""
    pages = [uploads.page(nth, size=(900, 1200)) for nth in (1, 2, 3)]
    dossier = dossiers.with_photos(world, uploads.page(9), *pages)
    opened(world, dossier.id)
    address = f"/api/desk/dossiers/{dossier.id}/papers/giay_cu.pdf"
    answer = world.officer.client.get(address)
    document = pypdfium2.PdfDocument(answer.data)
    assert [tuple(map(round, page.get_size())) for page in document] == [(595, 842)] * 3
    for page, photo in zip(document, pages, strict=True):
        seen = page.render(scale=2).to_pil().convert("L").crop((60, 60, 1100, 1600))
        frame = Image.open(io.BytesIO(photo)).convert("L").resize((1134, 1512))
        expected = Image.new("L", (1190, 1684), 255)
        expected.paste(frame, (28, 86))
        difference = ImageChops.difference(seen, expected.crop((60, 60, 1100, 1600)))
        assert ImageStat.Stat(difference).mean[0] < 3
    tag = answer.headers["ETag"]
    again = world.officer.client.get(address, headers={"If-None-Match": tag})
    assert again.status_code == 304


def test_the_officer_sees_whether_a_page_is_what_was_sent(world: World) -> None:
    """The original is read again. Seen failing with the hash of the database compared with
    itself."""
    photo = uploads.page(8)
    dossier = dossiers.with_photos(world, photo)
    address = f"/api/desk/dossiers/{dossier.id}/pages/{{}}/check"
    [page] = opened(world, dossier.id)["pages"]
    told = world.officer.client.get(address.format(page["id"])).get_json()
    assert told == {"sha256": uploads.sha256(photo), "same": True, "bytes": len(photo)}
    store = Path(world.app.extensions["settings"].blob_url.removeprefix("file://"))
    kept = store / original_key(uploads.sha256(photo))
    kept.write_bytes(photo[:-1] + b"?")
    try:
        told = world.officer.client.get(address.format(page["id"])).get_json()
        assert not told["same"]
    finally:
        kept.write_bytes(photo)
    assert world.officer.client.get(address.format(new_id())).status_code == 404


@pytest.mark.parametrize("what", ["pages/{page}/check", "pages/{page}/page", "papers/anh_the.pdf"])
def test_nothing_is_read_of_a_dossier_that_was_not_opened(world: World, what: str) -> None:
    """Seen failing with the guard taken away."""
    dossier = dossiers.with_photos(world, uploads.page(1))
    shown = world.citizen.client.get(f"/api/dossiers/{dossier.id}").get_json()
    path = what.format(page=shown["pages"][0]["id"])
    answer = world.officer.client.get(f"/api/desk/dossiers/{dossier.id}/{path}")
    assert answer.get_json()["code"] == "precondition_required"


def test_the_form_is_made_from_the_answers(world: World) -> None:
    dossier = dossiers.received(world)
    opened(world, dossier.id)
    answer = world.officer.client.get(f"/api/desk/dossiers/{dossier.id}/form.pdf")
    assert answer.status_code == 200
    text = pypdfium2.PdfDocument(answer.data)[0].get_textpage().get_text_range()
    assert "Lò Thị Mẫu" in text
    assert f"{dossier.slip}".replace("-", "") in answer.headers["Content-Disposition"].replace(
        "-", ""
    )


def test_pages_and_letters_are_shown_to_staff(world: World) -> None:
    dossier = dossiers.with_photos(world, uploads.page(1))
    page = opened(world, dossier.id)["pages"][0]
    for kind in ("thumbnail", "page"):
        address = f"/api/desk/dossiers/{dossier.id}/pages/{page['id']}/{kind}"
        answer = world.officer.client.get(address)
        assert answer.status_code == 200
        assert answer.content_type.startswith("image/")
    accepted = dossiers.in_state(world, State.ACCEPTED)
    letter = world.officer.client.get(f"/api/desk/dossiers/{accepted.id}/letters/acceptance")
    assert letter.data.startswith(b"%PDF")


@pytest.mark.parametrize("path", ["form.pdf", "letters/acceptance", "papers/anh_the.pdf"])
def test_no_transaction_waits_while_a_pdf_is_made(
    world: World, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Fails without `end_reading`: a connection of the pool would wait for Typst or PDFium."""
    photographed = dossiers.with_photos(world, uploads.page(1))
    dossier = dossiers.in_state(world, State.ACCEPTED, photographed)
    opened(world, dossier.id)
    held: list[bool] = []

    def made(*_args: Any, **_kwargs: Any) -> bytes:
        held.append(db.session.registry().in_transaction())
        return b"%PDF-"

    monkeypatch.setattr("backend.letters.service.typeset", made)
    monkeypatch.setattr("backend.uploads.pictures.paper_pdf", made)
    answer = world.officer.client.get(f"/api/desk/dossiers/{dossier.id}/{path}")
    assert (answer.status_code, held) == (200, [False])
    assert answer.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize(
    "known_by", [{"phone": "0912 345 679", "birth_year": 1950}, {"id_number": "038150000001"}, {}]
)
def test_a_dossier_for_the_person_opposite(world: World, known_by: dict[str, Any]) -> None:
    dossier_id = new_id()
    sent = {
        "person": {"full_name": "Vừ Thị Ví Dụ", **known_by},
        "dossier": dossiers.body(people={"owner": {"full_name": "Vừ Thị Ví Dụ"}}),
    }
    answers = [
        world.officer.client.put(
            f"/api/desk/dossiers/{dossier_id}",
            json=sent,
            headers={"Sec-Fetch-Site": "same-origin"},
        )
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert answers[0].get_json()["slip"] == answers[1].get_json()["slip"]
    shown = opened(world, dossier_id)
    assert (shown["channel"], shown["state"]) == ("desk", "1")


def test_a_draft_from_home_fills_the_desks_form(world: World) -> None:
    dossier_id = new_id()
    dossiers.put(world.citizen.client, dossier_id, dossiers.body(submit=False))
    draft = world.officer.client.get(f"/api/desk/drafts/{dossier_id}")
    assert draft.status_code == 200
    assert draft.get_json()["answers"] == dossiers.body()["answers"]
    assert draft.get_json()["submitter"]["full_name"] == "Lò Thị Mẫu"
    picture = world.citizen.client.get(f"/api/dossiers/{dossier_id}/code.svg")
    assert (picture.status_code, picture.mimetype) == (200, "image/svg+xml")
    stranger = citizen_in(world.app, "Hờ Thị Khác").client
    assert stranger.get(f"/api/dossiers/{dossier_id}/code.svg").status_code == 404
    sent = dossiers.received(world)
    seen = world.citizen.client.get(f"/api/dossiers/{dossier_id}").get_json()
    assert [opening["officer"] for opening in seen["openings"]] == ["Vàng Thị Ví Dụ"]
    gone = world.officer.client.get(f"/api/desk/drafts/{sent.id}")
    assert (gone.status_code, gone.get_json()["code"]) == (404, "not_found")


def test_the_national_code_is_recorded(world: World) -> None:
    dossier = dossiers.in_state(world, State.ACCEPTED)
    answer = world.officer.client.put(
        f"/api/desk/dossiers/{dossier.id}/national-code",
        json={"code": "G09.20-20260609-0092637"},
        headers={"If-Match": f'"{dossier.version}"', "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code == 200, answer.text
    assert answer.get_json()["national_code"] == "G09.20-20260609-0092637"


def test_phrases_are_the_desks_own(world: World) -> None:
    first = world.officer.client.get("/api/desk/phrases").get_json()["phrases"]
    assert len(first) == 9
    changed = world.officer.client.put(
        "/api/desk/phrases",
        json={"phrases": ["Chụp lại cho rõ."]},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert changed.get_json() == {"phrases": ["Chụp lại cho rõ."]}
    assert world.officer.client.get("/api/desk/phrases").get_json() == changed.get_json()


def test_every_sheet_of_a_pdf_can_be_seen(world: World) -> None:
    """A page of the manifest may be a PDF of several sheets; none may stay unseen."""
    data = uploads.pdf(3)
    line = {**dossiers.line(data, "anh_the"), "media_type": "application/pdf"}
    sent = dossiers.body(dossiers.PHOTO, manifest=[line], gaps=["paper:giay_cu"])
    dossier_id = new_id()
    receipt = dossiers.put(world.citizen.client, dossier_id, sent).get_json()
    assert dossiers.send_missing(world.citizen.client, receipt, [data]).status_code == 200
    [page] = opened(world, dossier_id)["pages"]
    assert page["sheets"] == 3
    address = f"/api/desk/dossiers/{dossier_id}/pages/{page['id']}/page"
    seen = [world.officer.client.get(f"{address}?sheet={number}") for number in (1, 2, 3)]
    assert [answer.status_code for answer in seen] == [200, 200, 200]
    assert len({answer.headers["ETag"] for answer in seen}) == 3
    assert world.officer.client.get(f"{address}?sheet=4").status_code == 404
    assert world.officer.client.get(f"{address}?sheet=0").status_code == 422
    mine = world.citizen.client.get(f"/api/dossiers/{dossier_id}/pages/{page['id']}/page?sheet=3")
    assert mine.status_code == 200


def test_who_filed_for_another_is_named(world: World) -> None:
    dossier_id = new_id()
    people = {"owner": {"full_name": "Lò Thị Con"}}
    dossiers.put(world.citizen.client, dossier_id, dossiers.body(people=people, relation="family"))
    shown = opened(world, dossier_id)
    assert (shown["owner_name"], shown["submitter_name"]) == ("Lò Thị Con", "Lò Thị Mẫu")
