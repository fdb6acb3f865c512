"""Whole forms: what is asked, what may be missing, and what nobody should send."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from backend.catalogue import service
from backend.catalogue.service import ProcedureVersion
from backend.core import clock
from tests.support.factories.catalogue import GOOD_ANSWERS, imported

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def version(tmp_path: Path) -> ProcedureVersion:
    return imported(tmp_path)


def _codes(version: ProcedureVersion, answers: Any, **options: Any) -> dict[str, str]:
    return {error.path: error.code for error in service.check_answers(version, answers, **options)}


def test_good_answers(version: ProcedureVersion) -> None:
    assert service.check_answers(version, GOOD_ANSWERS) == []


def test_unknown_is_an_answer_unless_the_field_is_indispensable(version: ProcedureVersion) -> None:
    nothing_known = dict.fromkeys(GOOD_ANSWERS)
    assert _codes(version, nothing_known) == {
        "so_luong": "needed", "ho_ten": "needed", "cam_doan": "needed",
    }  # fmt: skip
    answers = GOOD_ANSWERS | {"quan_he": None, "ngay_sinh": None, "noi_o": None}
    assert service.check_answers(version, answers) == []
    assert service.unknown_answers(version, answers) == ["quan_he", "ngay_sinh", "noi_o"]


def test_every_missing_answer_is_named_in_the_order_of_the_form(
    version: ProcedureVersion,
) -> None:
    errors = service.check_answers(version, {})
    assert [(e.path, e.code) for e in errors] == [
        ("so_luong", "missing"),
        ("quan_he", "missing"),
        ("ho_ten", "missing"),
        ("ngay_sinh", "missing"),
        ("cam_doan", "missing"),
    ]
    assert "không thể thiếu" in errors[0].message
    assert "chưa có / không biết" in errors[1].message


def test_a_question_is_required_only_where_it_is_asked(version: ProcedureVersion) -> None:
    other = GOOD_ANSWERS | {"quan_he": "khac"}
    assert _codes(version, other) == {"quan_he_khac": "missing"}
    assert _codes(version, other | {"quan_he_khac": None}) == {}
    assert _codes(version, other | {"quan_he_khac": "Cháu"}) == {}


@pytest.mark.parametrize("value", ["Cháu", None, "", 1])
def test_an_answer_to_a_question_that_is_not_asked_is_refused(
    version: ProcedureVersion, value: Any
) -> None:
    assert _codes(version, GOOD_ANSWERS | {"quan_he_khac": value})["quan_he_khac"] == "not_asked"


def test_a_draft_may_lack_anything_but_not_be_wrong(version: ProcedureVersion) -> None:
    assert _codes(version, {}, demand="none") == {}
    assert _codes(version, {"so_luong": "hai"}, demand="none") == {"so_luong": "wrong_form"}


def test_a_photographed_form_needs_only_the_indispensable_answers(
    version: ProcedureVersion,
) -> None:
    found = _codes(version, {}, demand="indispensable")
    assert found == {"so_luong": "missing", "ho_ten": "missing", "cam_doan": "missing"}


def test_unknown_fields_are_refused_by_name(version: ProcedureVersion) -> None:
    found = _codes(version, GOOD_ANSWERS | {"la": 1, "x" * 500: 2})
    assert found == {"la": "unknown_field", "x" * 60: "unknown_field"}


def test_consent_cannot_be_unknown_or_withheld(version: ProcedureVersion) -> None:
    for value in (None, False):
        errors = service.check_answers(version, GOOD_ANSWERS | {"cam_doan": value})
        assert [error.path for error in errors] == ["cam_doan"]


def test_messages_never_repeat_what_was_typed(version: ProcedureVersion) -> None:
    secret = "0912-not-a-number"
    wrong = GOOD_ANSWERS | {"so_dinh_danh": secret, "so_luong": secret, "noi_o": secret}
    errors = service.check_answers(version, wrong)
    assert len(errors) == 3
    assert all(secret not in error.message for error in errors)


def test_a_day_that_has_not_come_is_refused_by_the_calendar_of_vietnam(
    version: ProcedureVersion,
) -> None:
    """21:30 UTC is already the next day in Vietnam."""
    with clock.frozen(datetime(2026, 11, 20, 21, 30, tzinfo=UTC)):
        assert _codes(version, GOOD_ANSWERS | {"ngay_sinh": "2026-11-21"}) == {}
        wrong = GOOD_ANSWERS | {"ngay_sinh": "2026-11-22"}
        assert _codes(version, wrong) == {"ngay_sinh": "in_future"}


def _deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value]
    return value


HOSTILE: list[Any] = [
    None, [], "answers", 1, [[{}]],
    {"ho_ten": _deep(5000)},
    {"noi_o": {"text": _deep(6)}},
    {"ho_ten": "a" * 100_000},
    {"ho_ten": "\ud800"},
    {"ho_ten": "Lò\x00Mẫu"},
    {"\ud800": 1},
    {"so_luong": float("nan")},
    {"so_luong": float("inf")},
    {"so_luong": float("-inf")},
    {f"k{n}": n for n in range(5000)},
    {"noi_o": {f"k{n}": n for n in range(5000)}},
    {"ho_ten": ["x"] * 100_000},
]  # fmt: skip


@pytest.mark.parametrize("answers", HOSTILE, ids=range(len(HOSTILE)))
def test_what_no_form_sends_is_refused_at_once(version: ProcedureVersion, answers: Any) -> None:
    (error,) = service.check_answers(version, answers)
    assert error.path == ""
    assert error.code in ("unreadable", "wrong_form")
    json.dumps([error.path, error.message]).encode()


@pytest.mark.parametrize("value", [10**400, -(10**400), 1e300, 2.5, "2", "", True, [], {}])
def test_strange_numbers(version: ProcedureVersion, value: Any) -> None:
    assert set(_codes(version, GOOD_ANSWERS | {"so_luong": value})) == {"so_luong"}


def test_very_many_errors_are_cut_short(version: ProcedureVersion) -> None:
    errors = service.check_answers(version, {f"k{n}": n for n in range(190)})
    assert 100 <= len(errors) <= 200


def test_an_odd_id_number_is_a_warning_only(version: ProcedureVersion) -> None:
    for number, odd in [
        ("038301000123", False),  # Thanh Hoá, a woman born in 2001.
        ("101301000123", True),  # No province has this prefix; it may be right all the same.
        ("038999000123", True),  # Born in 2499.
        ("123456789", False),  # The old card has no structure to look at.
    ]:
        answers = GOOD_ANSWERS | {"so_dinh_danh": number}
        assert service.check_answers(version, answers) == []
        warned = [warning.path for warning in service.answer_warnings(version, answers)]
        assert warned == (["so_dinh_danh"] if odd else [])


def test_papers_follow_the_answers(version: ProcedureVersion) -> None:
    def keys(answers: dict[str, Any]) -> list[str]:
        return [need.key for need in service.required_papers(version, answers)]

    assert keys({"quan_he": "ban_than"}) == ["to_khai", "can_cuoc", "khac"]
    assert keys({"quan_he": "khac"}) == ["to_khai", "can_cuoc", "uy_quyen", "khac"]
    assert keys({}) == ["to_khai", "can_cuoc", "khac"]
    form, card, anything = service.required_papers(version, {})
    assert (form.made_from_form, form.kind, form.required) == (True, "nop", True)
    assert (card.kind, card.made_from_form) == ("xuat_trinh", False)
    assert (anything.required, anything.indispensable) == (False, False)


NEED = {
    "need": "Xin hỏi về trợ cấp cho mẹ già.",
    "caller_name": "Vàng Thị Ví Dụ",
    "caller_phone": {"via": "trưởng bản"},
}


def test_without_a_form_the_commune_is_asked_for_help(tmp_path: Path) -> None:
    version = imported(tmp_path, "without_form")
    assert (version.mode, version.days, version.sections) == ("assistance", None, [])
    assert service.check_answers(version, NEED) == []
    assert service.check_answers(version, NEED | {"call_when": "Buổi tối"}) == []
    assert _codes(version, {"need": None, "ho_ten": "x"}) == {
        "need": "needed",
        "caller_name": "missing",
        "caller_phone": "missing",
        "ho_ten": "unknown_field",
    }
    assert [need.key for need in service.required_papers(version, NEED)] == ["khac"]
    assert service.fee_quote(version, {}).amount is None


def test_help_may_be_asked_for_where_there_is_a_form(version: ProcedureVersion) -> None:
    assert service.check_answers(version, NEED, kind="assistance") == []
    assert [n.key for n in service.required_papers(version, {}, kind="assistance")] == ["khac"]


def test_the_fee_goes_by_the_answers(version: ProcedureVersion) -> None:
    quote = service.fee_quote(version, GOOD_ANSWERS)
    assert quote.amount == 16000
