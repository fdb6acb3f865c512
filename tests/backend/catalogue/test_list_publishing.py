"""A commune's list at the desk: looked at, published as looked at, all of it or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend import cli
from backend.app import create_app
from backend.catalogue import service
from backend.catalogue.editing import publishing
from backend.catalogue.listing import taking
from backend.core.access import Role
from backend.core.audit import AuditEntry
from backend.extensions import db
from backend.settings import load
from tests.backend.catalogue.editing import day, parts, publish, ranges, save
from tests.support.factories import accounts, procedure_list
from tests.support.factories.dossiers import COPY, World, make_world
from tests.support.tables import csv_of, workbook

LIST = "/api/desk/catalogue/list"
HEADING = ("Mã thủ tục", "Tên thủ tục", "Cơ quan thực hiện", "Giấy tờ", "Thời hạn", "Phí")
ONE = ("1.012345", "Cấp lại giấy ví dụ", "UBND xã", "Đơn", "5", "8.000")
TWO = ("1.012346.H56", "Đăng ký việc ví dụ", "UBND xã", "", "", "")


@pytest.fixture
def world(app: Any, tmp_path: Any) -> World:
    return make_world(app, tmp_path)


@pytest.fixture
def admin(world: World) -> FlaskClient:
    return accounts.officer_in(world.app, "Hà Văn Quản", role=Role.ADMINISTRATOR).client


def a_list(*rows: tuple[str, ...]) -> bytes:
    return csv_of((HEADING, *rows)).encode()


def look(client: FlaskClient, data: bytes, ahead: int = 1, whole: int = 0) -> TestResponse:
    return client.post(
        f"{LIST}/preview?from={day(ahead)}&whole={whole}",
        data=data,
        content_type="application/octet-stream",
    )


def go(client: FlaskClient, data: bytes, plan: str, ahead: int = 1, whole: int = 0) -> TestResponse:
    return client.post(
        f"{LIST}?from={day(ahead)}&whole={whole}&plan={plan}",
        data=data,
        content_type="application/octet-stream",
    )


def seen(client: FlaskClient, data: bytes, ahead: int = 1, whole: int = 0) -> dict[str, Any]:
    answer = look(client, data, ahead, whole)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def published(client: FlaskClient, data: bytes, ahead: int = 0, whole: int = 0) -> dict[str, Any]:
    """Looked at, and published as it was looked at."""
    plan = seen(client, data, ahead, whole)["plan"]
    answer = go(client, data, plan, ahead, whole)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def kinds(told: dict[str, Any]) -> list[tuple[str, str]]:
    return [(line["kind"], line["code"]) for line in told["lines"]]


def test_a_list_is_looked_at_and_then_published(admin: FlaskClient) -> None:
    """Nothing is other after the look; published, phones find it and offer the commune's help."""
    told = seen(admin, a_list(ONE, TWO), 0)
    assert kinds(told) == [("new", "1.012345"), ("new", "1.012346")]
    assert (told["counts"]["new"], told["counts"]["error"]) == (2, 0)
    assert "1.012345" not in service.names()
    published(admin, a_list(ONE, TWO))
    rows = {row[0]: row for row in admin.get("/api/catalogue/index").get_json()["procedures"]}
    assert rows["1.012345"][1:8] == ["Cấp lại giấy ví dụ", 1, 5, 0, 8000, 0, ""]
    assert rows["1.012346"][3:7] == [None, 0, "?", 0]
    detail = admin.get("/api/catalogue/procedures/1.012345").get_json()
    assert (detail["mode"], detail["note"]) == (
        "assistance", "Nơi giải quyết: Ủy ban nhân dân xã.",
    )  # fmt: skip


def test_a_row_that_is_the_same_makes_no_new_version(admin: FlaskClient) -> None:
    """Seen failing without the comparison: each list made a version of every procedure."""
    published(admin, a_list(ONE, TWO))
    longer = (*ONE[:4], "7", "8.000")
    told = published(admin, a_list(longer, TWO), ahead=10)
    assert kinds(told) == [("changed", "1.012345")]
    assert told["lines"][0]["changes"] == [
        {"part": "Thời hạn", "before": "5 ngày làm việc", "after": "7 ngày làm việc"}
    ]
    assert told["counts"]["unchanged"] == 1
    assert [number for number, _, _ in ranges("1.012346")] == [1001]
    assert ranges("1.012345") == [
        (1001, day(0).isoformat(), day(9).isoformat()),
        (1002, day(10).isoformat(), None),
    ]


def test_what_was_made_under_a_version_keeps_it(admin: FlaskClient) -> None:
    published(admin, a_list(ONE))
    published(admin, a_list((*ONE[:4], "7", "")), ahead=0)
    assert service.procedure("1.012345").days == 7
    assert service.procedure("1.012345", version=1001).days == 5


def test_a_procedure_with_a_form_stays_as_it_is(admin: FlaskClient) -> None:
    """Its other days and fee are told. Seen failing without the check: the list took its form."""
    mine = (COPY, "Cấp bản sao", "UBND xã", "", "9", "1.000")
    told = published(admin, a_list(ONE, mine))
    assert kinds(told) == [("new", "1.012345")]
    (left_out,) = [each for each in told["findings"] if each["level"] == "left_out"]
    assert left_out["code"] == COPY
    assert "danh mục ghi 9 ngày làm việc, máy ghi" in left_out["message"]
    assert service.procedure(COPY).mode == "form"


def test_what_a_whole_list_does_not_name_is_over(admin: FlaskClient) -> None:
    """Only what an earlier list brought; a row that is not taken still names its procedure."""
    published(admin, a_list(ONE, TWO))
    part = seen(admin, a_list(ONE), 5)
    assert part["counts"]["retired"] == 0
    told = published(admin, a_list(ONE), ahead=5, whole=1)
    assert kinds(told) == [("retired", "1.012346")]
    assert ranges("1.012346")[-1][2] == day(4).isoformat()
    assert ranges(COPY)[-1][2] is None
    spoilt = a_list((*ONE[:4], "<b>", ""), TWO)
    assert seen(admin, spoilt, 9, whole=1)["counts"]["retired"] == 0


def test_a_row_may_say_that_its_procedure_is_over_and_it_may_come_back(admin: FlaskClient) -> None:
    published(admin, a_list(ONE))
    over = csv_of([(*HEADING, "Tình trạng"), (*ONE, "Bãi bỏ")]).encode()
    assert kinds(published(admin, over, ahead=3)) == [("retired", "1.012345")]
    back = published(admin, a_list(ONE), ahead=8)
    assert kinds(back) == [("new", "1.012345")]
    assert "sẽ dùng lại" in back["findings"][0]["message"]
    assert [(first, last) for _, first, last in ranges("1.012345")] == [
        (day(0).isoformat(), day(2).isoformat()),
        (day(8).isoformat(), None),
    ]


def test_what_the_commune_edited_itself_stays_until_the_list_says_something_new(
    admin: FlaskClient,
) -> None:
    published(admin, a_list(ONE))
    wanted = parts(admin, "1.012345", 1001)
    wanted["days"]["value"] = 2
    assert save(admin, "1.012345", wanted, base=1001).status_code == 200
    assert publish(admin, "1.012345").status_code == 201
    again = seen(admin, a_list(ONE), 4)
    assert (again["counts"]["unchanged"], again["counts"]["changed"]) == (1, 0)
    assert "giữ bản xã sửa" in again["findings"][0]["message"]
    newer = seen(admin, a_list((*ONE[:4], "6", "")), 4)
    assert newer["counts"]["changed"] == 1
    assert "sẽ thay bản đó" in newer["findings"][0]["message"]


def test_a_list_with_faults_is_looked_at_and_not_published(admin: FlaskClient) -> None:
    data = a_list(ONE, ("", "Thiếu mã", "", "", "", ""))
    told = seen(admin, data)
    assert told["counts"]["error"] == 1
    assert told["findings"][0]["row"] == 3
    answer = go(admin, data, told["plan"])
    assert (answer.status_code, answer.get_json()["code"]) == (422, "list_has_faults")
    assert answer.get_json()["errors"]["file"] == [
        "Hàng 3, cột Mã thủ tục: Thiếu mã. Viết mã như 1.001193 hoặc 1.001193.H56."
    ]
    assert "1.012345" not in service.names()


def test_wrong_columns_are_told_in_the_look(admin: FlaskClient) -> None:
    told = seen(admin, csv_of([HEADING[:3], ONE[:3]]).encode())
    assert [each["column"] for each in told["findings"]] == [
        "Giấy tờ", "Thời hạn (ngày làm việc)", "Phí (đồng)",
    ]  # fmt: skip
    assert told["lines"] == []


def test_only_what_was_looked_at_is_published(admin: FlaskClient) -> None:
    """Seen failing without the plan's name: another file, day or catalogue was published."""
    plan = seen(admin, a_list(ONE))["plan"]
    for answer in (
        go(admin, a_list(ONE, TWO), plan),
        go(admin, a_list(ONE), plan, ahead=2),
        go(admin, a_list(ONE), "0" * 32),
    ):
        assert (answer.status_code, answer.get_json()["code"]) == (409, "list_changed")
    published(admin, a_list(ONE))
    assert go(admin, a_list(ONE), plan).get_json()["code"] == "list_changed"


def test_publishing_is_all_or_nothing(admin: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing with two transactions: the new ones stood there, the old ones too."""
    published(admin, a_list(ONE))
    plan = seen(admin, a_list(TWO), 3, whole=1)["plan"]

    def broken(*_of: Any, **_more: Any) -> None:
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr(publishing, "retire", broken)
    assert go(admin, a_list(TWO), plan, 3, whole=1).status_code == 500
    assert ranges("1.012346") == []


def test_files_that_are_no_lists_are_refused_with_a_reason(admin: FlaskClient) -> None:
    for data, said in (
        (b"\xd0\xcf\x11\xe0" + bytes(600), ".xls đời cũ"),
        (bytes(range(256)) * 30, "không phải bảng tính"),
        (a_list(*[(f"1.{n:06d}", "x", "", "", "", "") for n in range(3000)]), "quá 2.000 hàng"),
    ):
        answer = look(admin, data)
        assert (answer.status_code, answer.get_json()["code"]) == (422, "list_unreadable")
        assert said in answer.get_json()["errors"]["file"][0]
    assert look(admin, b"x" * (taking.MAX_BYTES + 1)).status_code == 413
    assert look(admin, a_list(ONE), ahead=-1).get_json()["code"] == "invalid"
    assert look(admin, a_list(ONE), ahead=2000).get_json()["code"] == "invalid"


def test_only_the_keeper_of_the_catalogue_may_even_look(world: World, admin: FlaskClient) -> None:
    for role in (Role.OFFICER, Role.LEADER):
        other = accounts.officer_in(world.app, "Lò Văn Khác", role=role).client
        assert look(other, a_list(ONE)).status_code == 403
    assert world.app.test_client().get(f"{LIST}/template.csv").status_code == 401


def test_a_publication_leaves_its_trace(admin: FlaskClient) -> None:
    published(admin, a_list(ONE, TWO))
    db.session.rollback()
    (entry,) = db.session.query(AuditEntry).filter_by(action="list_published").all()
    assert entry.actor_id is not None
    assert (entry.detail["new"], entry.detail["effective_from"]) == (2, day(0).isoformat())
    assert db.session.query(AuditEntry).filter_by(action="procedure_published").count() == 2


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_is_a_list_that_can_be_read(admin: FlaskClient, kind: str) -> None:
    answer = admin.get(f"{LIST}/template.{kind}")
    assert "attachment" in answer.headers["Content-Disposition"]
    told = seen(admin, answer.data)
    assert (told["counts"]["new"], told["counts"]["error"]) == (3, 0)
    assert told["findings"] == []


def test_a_commune_s_whole_list_comes_in_at_once(admin: FlaskClient) -> None:
    """427 procedures from a workbook; the same again changes nothing."""
    data = workbook([procedure_list.HEADINGS, *procedure_list.rows()])
    told = published(admin, data)
    assert told["counts"]["new"] == procedure_list.SIZE
    assert len(service.names()) > procedure_list.SIZE
    again = seen(admin, data, 3, whole=1)
    assert (again["counts"]["unchanged"], again["lines"]) == (procedure_list.SIZE, [])


def run(file: Path, *arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli.main, ["import-list", str(file), *arguments])
    return result.exit_code, result.output


def test_the_command_looks_and_publishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path / "instance"))
    monkeypatch.setenv("MOTCUA_DATABASE_URL", f"sqlite:///{tmp_path / 'command.db'}")
    app = create_app(load())
    with app.app_context():
        db.create_all()
    file, start = tmp_path / "danh-muc.csv", ("--from", day(1).isoformat())
    file.write_bytes(a_list(ONE, (*TWO[:4], "30 ngày", "")))
    code, said = run(file, *start)
    assert code == 0, said
    assert "Hàng 3, cột Thời hạn: Không phải một con số rõ ràng" in said
    assert "thêm 2, đổi 0, giữ nguyên 0, ngừng 0; không nhận 0 hàng." in said
    code, said = run(file, *start, "--publish")
    assert (code, "Đã công bố" in said) == (0, True), said
    assert "giữ nguyên 2" in run(file, *start)[1]
    file.write_bytes(a_list(("x", "y", "", "", "", "")))
    code, said = run(file, *start, "--publish")
    assert (code, "Chưa đổi gì: 1 chỗ phải sửa" in said) == (1, True)
