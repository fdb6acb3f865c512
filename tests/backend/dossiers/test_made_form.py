"""The made form of every packaged procedure: from any answers, with real blanks for the rest."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import pytest

from backend.catalogue.authoring import Authored
from backend.dossiers import made_form
from backend.dossiers.answer_words import answer_text
from backend.letters import service as letters
from tests.support.factories.letters import RECEIVED
from tests.support.packaged import PACKAGED, fills, named, version_of
from tests.support.pdf import words_of

ALL = pytest.mark.parametrize("one", PACKAGED, ids=named)
WITH_OWN_FORM = [one for one in PACKAGED if any(p.get("own_form") for p in one.content["papers"])]
BY_CODE = {(one.code, one.version): one for one in PACKAGED}


def form_of(one: Authored, answers: dict[str, Any]) -> letters.MadeForm:
    version = version_of(one)
    return letters.MadeForm(
        title=version.made_form.get("title", version.name),
        official=version.knows_official_form,
        source=version.made_form.get("source", ""),
        sections=made_form.form_sections(version, answers),
        signers=made_form.signers(version, answers, "Giàng A Thử"),
        made_at=RECEIVED,
    )


def lines(form: letters.MadeForm) -> list[letters.FormRow | letters.FormTable]:
    return [row for section in form.sections for row in section.rows]


@ALL
def test_a_form_is_made_from_any_answers(one: Authored) -> None:
    """Whoever knows all, most or nothing: a PDF in NFC with every answer in words."""
    fields = [f for s in one.content["sections"] for f in s["fields"] if "official" in f]
    for answers in fills(one.content, 3):
        form = form_of(one, answers)
        words = words_of(letters.made_form(form))
        assert form.title.split()[0].upper() in words
        assert unicodedata.is_normalized("NFC", words)
        shown = " ".join(
            str(line.value) if isinstance(line, letters.FormRow) else str(line.rows)
            for line in lines(form)
        )
        for field in fields:
            said = answers.get(field["key"])
            if said is not None and field["type"] != "table":
                assert str(answer_text(field, said)) in shown, field["key"]


@ALL
def test_nothing_said_leaves_a_blank_on_every_line(one: Authored) -> None:
    """Seen failing with the questions left out that were not answered."""
    form = form_of(one, {})
    assert lines(form)
    assert all(line.value is None for line in lines(form) if isinstance(line, letters.FormRow))
    words = words_of(letters.made_form(form))
    assert len(re.findall(r"\.{5,}", words)) >= len(lines(form))


@pytest.mark.parametrize("one", WITH_OWN_FORM, ids=named)
def test_a_form_of_its_own_has_its_own_title_and_says_what_it_is(one: Authored) -> None:
    """The state's wording only where it is certain; everything else says that it is not that."""
    form = form_of(one, {})
    assert form.title == one.content["made_form"]["title"] != one.content["name"]
    words = words_of(letters.made_form(form))
    unknown = "sections" in one.content["uncertain"]
    assert ("Mẫu chính thức chưa có trong máy" in words) is unknown
    assert form.official is not unknown


@pytest.mark.parametrize("one", PACKAGED, ids=named)
def test_no_line_stands_twice_under_one_heading(one: Authored) -> None:
    """A choice and what completes it share a line; so do the numbers of either paper."""
    for section in form_of(one, {}).sections:
        labels = [row.label for row in section.rows]
        assert len(labels) == len(set(labels)), labels
        assert not [label for label in labels if label.endswith(made_form.IN_DETAIL)]


def test_a_choice_is_completed_on_its_own_line() -> None:
    answers = {"nyc_quan_he": "khac", "nyc_quan_he_khac": "Cháu", "nyc_so_ho_chieu": "P0123456"}
    said = {
        row.label: row.value
        for row in lines(form_of(BY_CODE["2.000635", 1], answers))
        if isinstance(row, letters.FormRow)
    }
    assert said["Quan hệ với người được cấp bản sao"] == "Người khác: Cháu"
    assert said["Số định danh cá nhân/Số giấy tờ tùy thân"] == "P0123456"


def test_both_sign_a_marriage_and_the_mother_who_files_stands_as_mother() -> None:
    marriage = form_of(BY_CODE["1.000894", 1], {"nam_ho_ten": "Giàng A Thử"})
    assert [(s.role, s.name) for s in marriage.signers] == [
        ("Bên nam", "Giàng A Thử"),
        ("Bên nữ", ""),
    ]
    birth = form_of(BY_CODE["1.001193", 1], {"nyc_quan_he": "me", "nyc_ho_ten": "Lò Thị Mẫu"})
    mother = next(section for section in birth.sections if section.title == "Người mẹ")
    said = {row.label: row.value for row in mother.rows if isinstance(row, letters.FormRow)}
    assert said["Họ, chữ đệm, tên người mẹ"] == "Lò Thị Mẫu"


def test_questions_that_only_steer_are_not_on_the_form() -> None:
    labels = {row.label for row in lines(form_of(BY_CODE["1.001193", 1], {}))}
    assert "Có khai tên cha không?" not in labels
    assert "Trẻ sinh đã quá 60 ngày chưa?" not in labels
