"""A wrong procedure file is refused with its file, line and field, and words that help."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from backend.catalogue import authoring
from backend.catalogue.authoring import AuthoringError, check_text
from backend.catalogue.check import main as check_command
from tests.support.factories.catalogue import COPY, content, write

Content = dict[str, Any]


def _text(one: Content) -> str:
    return yaml.safe_dump(one, allow_unicode=True, sort_keys=False)


def _errors(one: Content) -> list[AuthoringError]:
    return check_text(_text(one), f"{one['code']}.yaml")[1]


def _field(one: Content, key: str) -> Content:
    fields = [field for section in one["sections"] for field in section["fields"]]
    found: Content = next(field for field in fields if field["key"] == key)
    return found


def test_a_right_file_has_no_errors() -> None:
    authored, errors = check_text(_text(content()), f"{COPY}.yaml")
    assert errors == []
    assert authored is not None
    assert (authored.code, authored.version) == (COPY, 1)


def test_a_right_file_without_a_form_has_no_errors() -> None:
    assert _errors(content("without_form")) == []


def test_an_error_names_file_line_and_field() -> None:
    text = _text(content()).replace("type: cccd", "type: so_can_cuoc")
    line = next(n for n, row in enumerate(text.splitlines(), 1) if "so_can_cuoc" in row)
    (error,) = check_text(text, f"{COPY}.yaml")[1]
    assert str(error).startswith(
        f"{COPY}.yaml:{line}: sections.nguoi_yeu_cau.fields.so_dinh_danh.type: Phải là một trong:"
    )


def test_every_error_of_the_shape_is_told_at_once_in_the_order_of_lines() -> None:
    errors = _errors(content(version="một", short_name="x" * 91, days={"value": -1}))
    assert [error.field for error in errors] == [
        "version", "short_name", "days.confidence", "days.value",
    ]  # fmt: skip
    assert [error.line for error in errors] == sorted(error.line for error in errors)


def test_what_has_a_form_fits_a_tile_and_is_found_by_words() -> None:
    """A procedure that a list merely names keeps its long name. Seen failing without the check."""
    long = {"short_name": "x" * 41, "keywords": []}
    assert [error.field for error in _errors(content(**long))] == ["short_name", "keywords"]
    assert _errors(content("without_form", **long)) == []


PARTS = sorted(set(content()) - {"sections"})


@pytest.mark.parametrize("part", PARTS)
def test_every_part_is_needed(part: str) -> None:
    one = content()
    del one[part]
    errors = check_text(_text(one), f"{COPY}.yaml")[1]
    assert [error.field for error in errors] == [part]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize(
    "value", [[], {}, "", pytest.param(10**900, id="huge"), {"x": {"y": 1}}, [[[]]], True]
)
def test_no_part_takes_just_anything(part: str, value: Any) -> None:
    if (part, value) in [("papers", []), ("uncertain", [])]:
        value = None  # An empty list is right there; nothing at all is not.
    text = _text(content(**{part: value}))
    assert [e for e in check_text(text, f"{COPY}.yaml")[1] if e.field.startswith(part)]


def _change(make: Callable[[Content], None]) -> Content:
    one = content()
    make(one)
    return one


def _set(path: str, value: Any) -> Callable[[Content], None]:
    """Set a part by its path; a name finds the thing with that key in a list."""

    def make(one: Content) -> None:
        *steps, last = path.split(".")
        here: Any = one
        for step in steps:
            if isinstance(here, list):
                here = next(item for item in here if item["key"] == step)
            else:
                here = here[step]
        here[last] = value

    return make


F = "sections.nguoi_yeu_cau.fields"
R = "sections.yeu_cau.fields"
WRONG: list[tuple[str, Any, str, str]] = [
    # path, wrong value, the field that the error names, words in its message
    ("extra", 1, "extra", "Không có mục tên 'extra'"),
    ("code", "2.00001", "code", "Mã viết như"),
    ("effective_from", "2026-13-01", "effective_from", "ngày có thật"),
    ("effective_from", "1/7/2026", "effective_from", "ngày có thật"),
    ("effective_to", "2026-06-30", "effective_to", "trước ngày có hiệu lực"),
    ("summary", "Xin bản sao ở UBND xã.", "summary", "Không viết tắt 'UBND'"),
    ("summary", "một " * 20, "summary", "tách câu"),
    ("summary", "Xin ba\u0309n sao.", "summary", "NFC"),
    ("summary", "Xin\u0000bản sao.", "(tệp)", "không đọc được"),
    ("keywords", ["a", "a"], "keywords.1", "Lặp lại"),
    ("service_level", "toàn trình", "service_level", "toan_trinh, mot_phan"),
    ("presence.required", "sometimes", "presence.required", "at_result"),
    ("days.cutoff", "15h", "days.cutoff", "15:00"),
    ("days.value", 3, "days.cutoff", "trong ngày"),
    ("days.confidence", "medium", "uncertain", "'days' chưa chắc chắn"),
    ("uncertain", ["fee"], "fee.confidence", "lại ghi high"),
    ("uncertain", ["weather"], "uncertain.0", "một trong"),
    ("fee.rules", [], "fee.rules", "từ 1 đến 10"),
    ("fee.rules", [{"kind": "per_copy"}], "fee.rules.0.amount", "Thiếu 'amount'"),
    ("fee.rules", [{"kind": "fixed", "amount": None}], "fee.rules.0.amount", "hỏi lại"),
    ("fee.rules", [{"kind": "unknown", "amount": 5}], "fee.rules.0.amount", "để trống"),
    ("fee.rules", [{"kind": "unknown"}, {"kind": "unknown"}], "fee.rules", "key"),
    ("fee.rules", [{"kind": "free", "amount": 5}], "fee.rules.0.amount", "là 0"),
    ("fee.rules", [{"kind": "fixed", "amount": "8.000"}], "fee.rules.0.amount", "số nguyên"),
    ("fee.rules", [{"kind": "free", "cap": 5}], "fee.rules.0.cap", "không dùng"),
    (
        "fee.rules",
        [{"kind": "per_copy", "amount": 1, "copies_field": "ho_ten"}],
        "fee.rules.0.copies_field",
        "số (number)",
    ),
    (
        "fee.rules",
        [{"kind": "per_page", "amount": 1, "table_field": "ho_ten"}],
        "fee.rules.0.table_field",
        "bảng",
    ),
    ("fee.rules", [{"kind": "per_page", "amount": 1, "then": 2}], "fee.rules.0", "đi cùng nhau"),
    ("result.ways", ["pigeon"], "result.ways.0", "desk"),
    ("papers.can_cuoc.kind", "mang theo", "papers.can_cuoc.kind", "xuat_trinh"),
    ("papers.can_cuoc.key", "to_khai", "papers.to_khai.key", "đã dùng"),
    ("papers.can_cuoc.key", "khac", "papers.khac.key", "dành cho ảnh"),
    ("papers.can_cuoc.own_form", True, "papers.can_cuoc.own_form", "giấy nop"),
    ("papers.can_cuoc.indispensable", True, "papers.can_cuoc.indispensable", "nop"),
    ("papers.can_cuoc.picture", "cat", "papers.can_cuoc.picture", "id_card"),
    ("papers.uy_quyen.when", {"field": "khong_co", "is": "x"}, "papers.uy_quyen.when.field",
     "không có trong tờ khai"),
    ("sections.yeu_cau.about", "me", "sections.yeu_cau.about", "submitter"),
    ("sections.yeu_cau.key", "nguoi_yeu_cau", "sections.nguoi_yeu_cau.key", "đã dùng"),
    (f"{F}.ho_ten.key", "Họ tên", "sections.nguoi_yeu_cau.fields.Họ tên.key", "không dấu"),
    (f"{F}.ho_ten.key", "so_luong", "sections.nguoi_yeu_cau.fields.so_luong.key", "đã dùng"),
    (f"{F}.ho_ten.type", "group", f"{F}.ho_ten.type", "person_name"),
    (f"{F}.ho_ten.prefill", "card.blood", f"{F}.ho_ten.prefill", "card.full_name"),
    (f"{F}.ho_ten.prefill", "earlier.noi_o", f"{F}.ho_ten.prefill", "đứng trước"),
    (f"{F}.ho_ten.same_as", "ho_ten", f"{F}.ho_ten.same_as", "mục khác"),
    (f"{F}.ho_ten.paper", "khong_co", f"{F}.ho_ten.paper", "giấy nào"),
    (f"{F}.ho_ten.required", "yes", f"{F}.ho_ten.required", "true hoặc false"),
    (f"{F}.noi_o.indispensable", True, f"{F}.noi_o.indispensable", "required: true"),
    (f"{F}.cam_doan.indispensable", False, f"{F}.cam_doan.indispensable", "cam đoan"),
    (f"{F}.ngay_sinh.max", "2026-12-31", f"{F}.ngay_sinh.max", "max: today"),
    (f"{F}.ho_ten.max", 50, f"{F}.ho_ten.max", "không hợp"),
    (f"{R}.so_luong.min", 100, f"{R}.so_luong.min", "lớn hơn"),
    (f"{R}.so_luong.max", "today", f"{R}.so_luong.max", "không hợp"),
    (f"{R}.quan_he_khac.max", 301, f"{R}.quan_he_khac.max", "300"),
    (f"{F}.ho_ten.options", [["a", "A"], ["b", "B"]], f"{F}.ho_ten.options", "select"),
    (f"{F}.ho_ten.columns", [{"key": "a", "label": "A", "type": "text"}],
     f"{F}.ho_ten.columns", "table"),
    (f"{F}.ho_ten.compute", {"date_in_words": "ngay_sinh"}, f"{F}.ho_ten.compute", "tự tính"),
    (f"{R}.quan_he.options", [["ban_than", "A"], ["ban_than", "B"]],
     f"{R}.quan_he.options.1", "hai lần"),
    (f"{R}.quan_he.options", [["ban_than"], ["khac", "B"]], f"{R}.quan_he.options.0", "Mỗi lựa"),
    (f"{R}.quan_he.options", [["ban_than", "A"], ["nguoi_khac", "B"]],
     f"{R}.quan_he_khac.when.is", "không bao giờ có giá trị 'khac'"),
    (f"{R}.quan_he_khac.when", {"field": "quan_he"}, f"{R}.quan_he_khac.when", "đúng một"),
    (f"{R}.quan_he_khac.when", {"field": "quan_he", "is": "khac", "in": ["khac"]},
     f"{R}.quan_he_khac.when", "đúng một"),
    (f"{R}.quan_he_khac.when", {"field": "quan_he", "known": False},
     f"{R}.quan_he_khac.when.known", "known: true"),
    (f"{R}.quan_he_khac.when", {"field": "quan_he", "at_least": 2},
     f"{R}.quan_he_khac.when.at_least", "không phải là số"),
    (f"{R}.quan_he_khac.when", {"field": "so_luong", "is": "2"},
     f"{R}.quan_he_khac.when.is", "không bao giờ"),
    (f"{R}.quan_he_khac.when", {"all": []}, f"{R}.quan_he_khac.when.all", "từ 1"),
    (f"{R}.quan_he_khac.when", {"not": {"field": "ho_ten", "known": True}},
     f"{R}.quan_he_khac.when.not.field", "đứng trước"),
    (f"{R}.quan_he_khac.when", {"field": "quan_he_khac", "known": True},
     f"{R}.quan_he_khac.when.field", "đứng trước"),
    (f"{R}.quan_he_khac.when", "khi là người khác", f"{R}.quan_he_khac.when", "viết như"),
    ("mode", "assistance", "sections", "không có 'sections'"),
    ("made_form", {"source": "Mẫu 1"}, "made_form.title", "Thiếu"),
    ("made_form", {"title": "Tờ khai", "signers": [{"role": "Ký", "name": "noi_o"}]},
     "made_form.signers.0.name", "họ tên"),
    ("made_form", {"title": "Tờ khai", "groups": [{"fields": ["khong_co"]}]},
     "made_form.groups.0.fields.0", "official"),
    ("made_form", {"title": "Tờ khai", "groups": [{"fields": ["quan_he"]}]},
     "made_form.groups.0.fields.0", "official"),
    ("made_form", {"title": "Tờ khai", "groups": [{"fields": ["ho_ten"]}, {"fields": ["ho_ten"]}]},
     "made_form.groups.1.fields.0", "đã dùng"),
    ("made_form", {"title": "Tờ khai", "groups": [{"fields": ["quan_he"]}]},
     "made_form.groups", "'ho_ten' chưa có chỗ"),
    ("eligibility", [{"key": "tuoi"}], "eligibility.tuoi", "ask"),
    ("eligibility", [{"key": "tuoi", "ask": "Đủ 75 tuổi chưa?",
                      "stop_when": {"field": "tuoi", "is": False}}],
     "eligibility.tuoi.text", "đi cùng nhau"),
    ("eligibility", [{"key": "tuoi", "ask": "Đủ 75 tuổi chưa?",
                      "when": {"field": "ho_ten", "known": True}}],
     "eligibility.tuoi.when.field", "không có"),
    (f"{F}.cam_doan.suggest", [{"value": True}], f"{F}.cam_doan.suggest", "không gợi ý"),
    (f"{R}.quan_he.suggest", [], f"{R}.quan_he.suggest", "từ 1 đến 5"),
    (f"{R}.quan_he.suggest", [{"value": "ban"}], f"{R}.quan_he.suggest.0.value", "'ban'"),
    (f"{R}.so_luong.suggest", [{"value": 100}], f"{R}.so_luong.suggest.0.value", "'100'"),
    (f"{R}.quan_he.suggest", [{"value": "khac", "when": {"field": "ho_ten", "known": True}}],
     f"{R}.quan_he.suggest.0.when.field", "không có"),
    (f"{R}.quan_he.suggest", [{"value": "khac", "when": {"field": "relation", "is": "chau"}}],
     f"{R}.quan_he.suggest.0.when.is", "'chau'"),
    ("eligibility", [{"key": "ho_ten", "ask": "Đủ 75 tuổi chưa?"}], "eligibility.ho_ten.key",
     "đã dùng"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "named", "words"), WRONG)
def test_what_is_wrong_is_named(path: str, value: Any, named: str, words: str) -> None:
    one = _change(_set(path, value))
    errors = check_text(_text(one).replace("\\0", "\u0000"), f"{COPY}.yaml")[1]
    assert any(e.field == named and words in e.message for e in errors), list(map(str, errors))


def test_conditions_that_go_round_in_a_circle_cannot_be_written() -> None:
    """Each may only look at questions before it, so a circle needs one that looks ahead."""

    def circle(one: Content) -> None:
        _field(one, "quan_he")["when"] = {"field": "quan_he_khac", "known": True}

    errors = _errors(_change(circle))
    assert [error.field for error in errors] == ["sections.yeu_cau.fields.quan_he.when.field"]
    assert "đi vòng: quan_he → quan_he_khac → quan_he." in errors[0].message


def test_a_circle_over_the_conditions_of_sections_is_told_as_one() -> None:
    """A section waits for a question of the next one, which itself waits for the section.

    Seen failing without the sections' conditions among what a question waits for."""

    def circle(one: Content) -> None:
        one["sections"][0]["when"] = {"any": [{"field": "noi_o", "known": True}]}
        one["sections"][1]["when"] = {"not": {"field": "quan_he", "is": "khac"}}

    errors = _errors(_change(circle))
    assert [error.field for error in errors] == ["sections.yeu_cau.when.any.0.field"]
    assert "đi vòng: quan_he → noi_o → quan_he." in errors[0].message


def test_a_question_that_only_stands_too_late_is_no_circle() -> None:
    def late(one: Content) -> None:
        _field(one, "quan_he")["when"] = {"field": "ho_ten", "known": True}

    (error,) = _errors(_change(late))
    assert "phải đứng trước mục này." in error.message
    assert "đi vòng" not in error.message


def test_a_first_value_may_look_at_what_was_asked_before_the_form() -> None:
    def suggest(one: Content) -> None:
        one["eligibility"] = [{"key": "lan_dau", "ask": "Xin lần đầu?"}]
        _field(one, "quan_he")["suggest"] = [
            {"value": "ban_than", "when": {"field": "relation", "is": "self"}},
            {"value": "khac", "when": {"field": "lan_dau", "is": True}},
            {"value": "ban_than"},
        ]

    assert _errors(_change(suggest)) == []


MARKUP = ["<b>Xin</b> bản sao.", "Xin bản sao <script", "Xin bản&nbsp;sao.", "Xin **bản sao**.",
          "Xin [bản sao](https://vidu.vn).", "Xin `bản sao`.", "Xin {{ten}}.", "Xin &#60;b.",
          "Xin __bản sao__.", "Xin <!-- x", "Xin ${ten}."]  # fmt: skip


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("path", ["summary", "name", f"{F}.ho_ten.label", f"{F}.ho_ten.official"])
def test_a_text_with_markup_is_refused(path: str, text: str) -> None:
    """Seen failing without the search for markup: phones would show it letter by letter."""
    errors = _errors(_change(_set(path, text)))
    assert [error.field for error in errors] == [path]
    assert "không viết mã" in errors[0].message


@pytest.mark.parametrize("text", ["Từ 1 < 2 ngày & hơn.", "5 * 2 = 10 (mười).", "A & B; C."])
def test_ordinary_signs_are_no_markup(text: str) -> None:
    assert _errors(content(summary=text)) == []


def test_a_section_has_five_fields_at_most() -> None:
    def crowd(one: Content) -> None:
        fields = one["sections"][0]["fields"]
        fields += [{"key": f"them_{n}", "label": "Thêm", "type": "text"} for n in range(3)]

    assert [e.field for e in _errors(_change(crowd))] == ["sections.yeu_cau.fields"]


def test_a_form_is_needed_unless_the_commune_helps() -> None:
    one = content()
    del one["sections"]
    assert "sections" in [error.field for error in _errors(one)]


def test_the_file_is_named_after_its_code() -> None:
    (error,) = check_text(_text(content()), "khai-sinh.yaml")[1]
    assert (error.field, f"{COPY}.yaml" in error.message) == ("code", True)


def test_the_same_version_twice_in_a_folder_is_refused(tmp_path: Path) -> None:
    write(tmp_path, content())
    (tmp_path / f"{COPY}-copy.yaml").write_text(_text(content()), encoding="utf-8")
    _, errors = authoring.read_folder(tmp_path)
    assert [error.field for error in errors] == ["version"]


@pytest.mark.parametrize(
    ("first_end", "second_start", "words"),
    [
        ("2027-03-01", "2027-03-01", "chồng lên phiên bản 1"),
        (None, "2026-07-01", "phải bắt đầu sau phiên bản 1"),
        (None, "2026-01-01", "phải bắt đầu sau phiên bản 1"),
        ("2027-02-28", "2027-03-01", ""),
        (None, "2027-03-01", ""),
    ],
)
def test_versions_that_overlap_are_named_before_anything_is_imported(
    tmp_path: Path, first_end: str | None, second_start: str, words: str
) -> None:
    """Seen failing without the look at neighbouring versions: only the database told."""
    second = content(version=2, effective_from=second_start)
    write(tmp_path, content(effective_to=first_end), second)
    _, errors = authoring.read_folder(tmp_path)
    told = [(error.file, error.field) for error in errors]
    assert told == ([(f"{tmp_path}/{COPY}-v2.yaml", "effective_from")] if words else [])
    assert all(words in error.message for error in errors)


@pytest.mark.parametrize(
    ("first_end", "third_end", "told"),
    [
        ("2026-11-21", "2027-02-28", []),
        ("2026-11-21", None, [("-v3", "effective_from", "phải bắt đầu sau phiên bản 2")]),
        ("2026-11-21", "2027-03-01", [("-v2", "effective_from", "chồng lên phiên bản 3")]),
        (None, "2027-02-28", [("", "effective_to", "Phiên bản 3 chen vào")]),
    ],
)
def test_a_correction_may_come_before_a_law_that_waits_for_its_day(
    tmp_path: Path, first_end: str | None, third_end: str | None, told: list[tuple[str, str, str]]
) -> None:
    """The third version stands between the two there were: every end is written.

    Seen failing with the rule that a later number always begins last, and without the look at the
    end of the first (which the import would then find overlapping where the second had closed it).
    """
    second = content(version=2, effective_from="2027-03-01")
    third = content(version=3, effective_from="2026-11-22", effective_to=third_end)
    write(tmp_path, content(effective_to=first_end), second, third)
    _, errors = authoring.read_folder(tmp_path)
    found = [(error.file.removesuffix(".yaml")[-3:], error.field) for error in errors]
    assert found == [((f"{COPY}{name}")[-3:], field) for name, field, _ in told]
    for error, (_, _, words) in zip(errors, told, strict=True):
        assert words in error.message


COMING = {"like": 1, "version": 2, "effective_from": "2027-03-01", "effective_to": None,
          "code": COPY}  # fmt: skip


def test_a_coming_version_says_only_what_changes(tmp_path: Path) -> None:
    """Of a part with names only the given ones change; lists are given whole."""
    changed = {"days": {"value": None, "cutoff": None, "confidence": "low"}, "uncertain": ["days"]}
    folder = write(tmp_path, content(), {**COMING, **changed})
    found, errors = authoring.read_folder(folder)
    assert errors == []
    first, second = sorted((one.content for one in found), key=lambda one: one["version"])
    assert "like" not in second
    assert second["days"] == {"value": None, "cutoff": None, "confidence": "low"}
    assert {k for k in first if first[k] != second[k]} == {
        "version", "effective_from", "days", "uncertain",
    }  # fmt: skip
    alone, wrong = authoring.read_files([folder / f"{COPY}-v2.yaml"])
    assert ([one.content for one in alone], wrong) == ([second], [])


@pytest.mark.parametrize(
    ("changes", "named", "words"),
    [
        ({"like": 7}, "like", "Không có phiên bản 7"),
        ({"like": "một"}, "like", "Không có phiên bản một"),
        ({"like": 2}, "like", "Không có phiên bản 2"),
        ({"days": {"value": 3}}, "days.cutoff", "trong ngày"),
        ({"weather": "đẹp"}, "weather", "Không có mục tên"),
    ],
)
def test_what_is_wrong_in_a_coming_version_is_named(
    tmp_path: Path, changes: Content, named: str, words: str
) -> None:
    _, errors = authoring.read_folder(write(tmp_path, content(), {**COMING, **changes}))
    assert [error.field for error in errors] == [named]
    assert words in errors[0].message
    assert errors[0].file.endswith("-v2.yaml")


@pytest.mark.parametrize("part", ["version", "effective_from", "effective_to"])
def test_a_coming_version_says_for_itself_when_it_holds(tmp_path: Path, part: str) -> None:
    one = {key: value for key, value in COMING.items() if key != part}
    path = write(tmp_path, content()) / f"{COPY}-v2.yaml"
    path.write_text(_text(one), encoding="utf-8")
    _, errors = authoring.read_folder(tmp_path)
    assert part in [error.field for error in errors]


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / f"{COPY}.yaml").write_bytes("name: Bản".encode("utf-16"))
    _, errors = authoring.read_files([tmp_path / f"{COPY}.yaml", tmp_path / "none.yaml"])
    assert ["UTF-8" in errors[0].message, "Không mở được" in errors[1].message] == [True, True]


def test_a_folder_without_files(tmp_path: Path) -> None:
    assert authoring.read_folder(tmp_path)[1]
    assert authoring.read_folder(tmp_path / "none")[1]


def test_the_command_prints_errors_and_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = write(tmp_path / "good", content()) / f"{COPY}.yaml"
    bad = write(tmp_path / "bad", content(version=0)) / f"{COPY}-v0.yaml"
    assert check_command([str(good)]) == 0
    assert check_command([str(good), str(bad)]) == 1
    assert f"{bad}:2: version: Phải là số nguyên" in capsys.readouterr().out
