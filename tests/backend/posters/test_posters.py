"""Every procedure's poster is one page that a passer-by can read, scan, and act on."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.catalogue import service as catalogue
from backend.core import clock
from backend.letters import service as letters
from backend.posters import printing
from backend.posters import service as posters
from tests.backend.catalogue.editing import publish_content
from tests.support.factories.accounts import citizen_in, officer_in
from tests.support.factories.catalogue import COPY, content, imported
from tests.support.pdf import page_count, squeezed, words_of

ALL = "/api/desk/posters.pdf"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the codes say, in the order in which they are drawn."""
    import segno

    said: list[str] = []
    real = segno.make

    def listening(content: str, **options: Any) -> Any:
        said.append(content)
        return real(content, **options)

    monkeypatch.setattr(segno, "make", listening)
    return said


@pytest.fixture
def app(app: Flask) -> Flask:
    """At an address as a commune would have it."""
    app.config["PUBLIC_URL"] = "https://motcua.vi-du.vn"
    return app


@pytest.fixture
def desk(app: Flask, tmp_path: Path) -> FlaskClient:
    imported(tmp_path)
    imported(tmp_path, "without_form")
    return officer_in(app, "Lường Thị Thử").client


def pdf(client: FlaskClient, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, answer.json
    assert answer.content_type == "application/pdf"
    return bytes(answer.data)


def sheet_with(app: Flask, tmp_path: Path, papers: list[dict[str, Any]], **traits: Any) -> Any:
    """What is set on the page of a procedure with these papers."""
    imported(tmp_path, papers=papers, **traits)
    detail = next(one for one in catalogue.details_in_force() if one["code"] == COPY)
    return posters._sheet(detail, {})


def test_a_procedure_on_one_page(desk: FlaskClient, told: list[str]) -> None:
    page = pdf(desk, f"/api/desk/posters/{COPY}.pdf")
    words = words_of(page)
    detail = next(one for one in catalogue.details_in_force() if one["code"] == COPY)
    assert page_count(page) == 1
    for seen in (
        detail["short_name"],
        detail["name"],
        "Bao lâu thì xong?",
        "Hết bao nhiêu tiền?",
        "Cần mang những gì?",
        detail["papers"][1]["name"],
        "XÃ LUẬN THÀNH",
        "Không đưa tiền cho tình nguyện viên.",
    ):
        assert seen in words
    assert f"motcua.vi-du.vn/thu-tuc/{COPY.replace('.', '-')}" in squeezed(words)
    assert told == [f"https://motcua.vi-du.vn/thu-tuc/{COPY.replace('.', '-')}"]


@pytest.mark.parametrize(("online", "said"), [(0, True), (8000, False)])
def test_free_online_stands_large_only_where_it_is_so(
    app: Flask, tmp_path: Path, online: int, said: bool
) -> None:
    """Seen failing with the words on every page."""
    fee = {**content()["fee"], "text": "8.000 đồng một bản tại xã."}
    fee["rules"] = [{**rule, "online": online} for rule in fee["rules"]]
    imported(tmp_path, fee=fee)
    page = pdf(officer_in(app, "Lường Thị Thử").client, f"/api/desk/posters/{COPY}.pdf")
    assert ("Miễn phí khi nộp trực tuyến" in words_of(page)) is said


def test_only_what_has_to_be_brought_has_a_box(app: Flask, tmp_path: Path) -> None:
    """The form is made of the answers, and what the office looks up nobody lays ready. Seen
    failing with every paper in the list."""
    papers = [
        {
            "key": "giay_a",
            "name": "Tờ khai của máy",
            "kind": "nop",
            "required": True,
            "own_form": True,
        },
        {"key": "giay_b", "name": "Giấy chứng sinh", "kind": "nop", "required": True},
        {"key": "giay_c", "name": "Giấy khai sinh của mẹ", "kind": "tra_cuu", "required": True},
        {"key": "giay_d", "name": "Giấy kết hôn", "kind": "tra_cuu", "required": True},
    ]
    sheet = sheet_with(app, tmp_path, papers)
    assert sheet.papers == ["Giấy chứng sinh"]
    assert sheet.papers_told == ["Xã tự tra cứu: Giấy khai sinh của mẹ; Giấy kết hôn."]
    page = pdf(officer_in(app, "Lường Thị Thử").client, f"/api/desk/posters/{COPY}.pdf")
    words = words_of(page)
    assert "Xã tự tra cứu: Giấy khai sinh của mẹ" in words
    assert "Tờ khai của máy" not in words


def test_nothing_to_bring_is_said_without_a_box(app: Flask, tmp_path: Path) -> None:
    """Seen failing without the sentence: only the form of the app stood in the list, and went."""
    form = {"key": "giay_a", "name": "Tờ khai", "kind": "nop", "required": True, "own_form": True}
    sheet = sheet_with(app, tmp_path, [form])
    assert sheet.papers == []
    assert sheet.papers_told == ["Không cần mang giấy gì."]


def test_papers_that_nobody_is_sure_of_are_asked_for(app: Flask, tmp_path: Path) -> None:
    """Seen failing without the sentence: the page promised that these papers are all."""
    paper = {"key": "giay", "name": "Giấy chứng sinh", "kind": "nop", "required": True}
    sheet = sheet_with(app, tmp_path, [paper], uncertain=["papers"])
    assert sheet.papers == ["Giấy chứng sinh"]
    assert sheet.papers_told == ["Hỏi lại tại bộ phận một cửa."]


def test_all_in_one_go_and_the_others_on_request(desk: FlaskClient) -> None:
    """Procedures without a form are told of when they are asked for."""
    assert page_count(pdf(desk, ALL)) == 1
    assert page_count(pdf(desk, f"{ALL}?listed=true")) == 2


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many pages were typeset, each time; with a press that has kept nothing yet."""
    counted: list[int] = []
    real = letters.posters

    def counting(pages: letters.Posters) -> bytes:
        counted.append(len(pages.sheets))
        return real(pages)

    monkeypatch.setattr(letters, "posters", counting)
    monkeypatch.setattr(posters, "press", printing.Press())
    return counted


def test_a_set_is_made_once_and_again_when_something_on_it_changes(
    desk: FlaskClient, made: list[int]
) -> None:
    """A set of all procedures takes seconds of a core. Seen failing without the keeping, and with
    the moment of the making in the name; kept by the number of pages it went on saying the old."""
    first = pdf(desk, f"{ALL}?listed=true")
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        assert pdf(desk, f"{ALL}?listed=true") == first
    assert made == [2]
    publish_content({**content("without_form"), "short_name": "Tên mới của việc"})
    changed = pdf(desk, f"{ALL}?listed=true")
    assert made == [2, 2]
    assert "Tên mới của việc" in words_of(changed)


def test_who_comes_while_enough_are_waiting_comes_again(
    desk: FlaskClient, made: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Threads stay free for phones. Seen failing without the places; one page is made beside."""
    press = printing.Press()
    for _ in range(printing.AT_ONCE):
        press._places.acquire()
    monkeypatch.setattr(posters, "press", press)
    answer = desk.get(ALL)
    assert (answer.status_code, answer.get_json()["code"]) == (503, "printing_busy")
    assert answer.headers["Retry-After"] == "30"
    assert pdf(desk, f"/api/desk/posters/{COPY}.pdf")
    press._places.release()
    assert page_count(pdf(desk, ALL)) == 1
    assert pdf(desk, ALL), "What it held is given back, and what is kept takes no place."
    assert made == [1, 1]


def test_the_page_of_the_commune_leads_to_the_app(desk: FlaskClient, told: list[str]) -> None:
    page = pdf(desk, "/api/desk/posters/commune.pdf")
    assert page_count(page) == 1
    assert "Làm giấy tờ của xã ngay trên điện thoại" in words_of(page)
    assert told == ["https://motcua.vi-du.vn/"]


def test_the_authored_procedures_fit_on_one_page_each(app: Flask, told: list[str]) -> None:
    """The one with the most papers as well. Seen failing with letters of one size."""
    catalogue.import_procedures()
    desk = officer_in(app, "Lường Thị Thử").client
    forms = [one for one in catalogue.details_in_force() if one["mode"] == "form"]
    pages = pdf(desk, ALL)
    assert len(forms) >= 41
    assert page_count(pages) == len(forms) == len(told)
    words = words_of(pages)
    for one in forms:
        assert one["short_name"] in words


def test_only_for_the_desk(app: Flask, tmp_path: Path) -> None:
    imported(tmp_path)
    assert app.test_client().get(ALL).status_code == 401
    assert citizen_in(app).client.get(ALL).status_code == 403
    assert officer_in(app).client.get("/api/desk/posters/9.999999.pdf").status_code == 404
