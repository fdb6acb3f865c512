"""Letters are real PDFs whatever somebody typed, and whoever else is making one."""

from __future__ import annotations

import re
import time
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pypdfium2
import pytest

from backend.letters import service as letters
from tests.support.factories import letters as make
from tests.support.factories.letters import MAKERS
from tests.support.pdf import page_count, squeezed, words_of

HOSTILE = (
    '#import "x": * #eval("1") #panic() $x^2$ <a> @b *đậm* _nghiêng_ \\ `mã` // hết /* ghi */ '
    "[x] {y} “q” \"q\" 's' -- ... https://example.vn = Đề mục - gạch + số"
)


@pytest.mark.parametrize("kind", MAKERS)
def test_markup_that_somebody_typed_is_only_text(kind: str) -> None:
    data, typeset = MAKERS[kind]
    letter = data()
    if kind == "form":
        row = letters.FormRow(HOSTILE, HOSTILE)
        letter = replace(letter, title=HOSTILE, sections=(letters.FormSection(HOSTILE, (row,)),))
    elif kind == "paid":
        letter = replace(letter, procedure=HOSTILE, payer=HOSTILE)
    else:
        letter = replace(
            letter, procedure=HOSTILE, person=replace(letter.person, full_name=HOSTILE)
        )
    assert squeezed(words_of(typeset(letter))).count(squeezed(HOSTILE)) >= 2


@pytest.mark.parametrize("kind", ["01", "02", "03", "04", "05"])
def test_very_long_words_stay_on_the_paper(kind: str) -> None:
    data, typeset = MAKERS[kind]
    name = "Nguyễn" * 80
    letter = data()
    letter = replace(letter, person=replace(letter.person, full_name=name))
    pdf = typeset(letter)
    assert name in squeezed(words_of(pdf))
    document = pypdfium2.PdfDocument(pdf)
    image = document[0].render(scale=1).to_pil().convert("L")
    margin = image.crop((image.width - 40, 0, image.width, image.height))
    assert margin.getextrema() == (255, 255)
    document.close()


def test_a_long_letter_goes_on_and_counts_its_pages() -> None:
    items = tuple(
        letters.SupplementItem(f"Giấy tờ số {n}", "Lý do " * 20, originals=n) for n in range(40)
    )
    pdf = letters.supplement_request(replace(make.supplement_request(), items=items))
    pages = page_count(pdf)
    assert pages > 2
    words = words_of(pdf)
    assert f"Trang {pages}/{pages}" in words
    assert words.count("Thành phần hồ sơ") >= pages - 1  # The head is repeated above every part.
    assert "Giấy tờ số 39" in words


def test_text_is_composed_and_free_of_tricks() -> None:
    """Decomposed letters are composed; a mark that reverses the line, or a control, is gone."""
    typed = unicodedata.normalize("NFD", "Lường Thị Thử") + "\u202e\u0000\u200f\ud800 dòng\nhai"
    words = words_of(letters.refusal(replace(make.refusal(), reason=typed)))
    assert "Lường Thị Thử dòng hai" in words


def test_signs_that_the_font_lacks_do_no_harm() -> None:
    letter = replace(make.refusal(), reason="Lý do 😀 漢字 ꪀ hết")
    assert "Lý do" in words_of(letters.refusal(letter))


def test_the_same_data_give_the_same_bytes() -> None:
    for data, typeset in MAKERS.values():
        assert typeset(data()) == typeset(data())


def test_letters_are_dated_by_the_wall_clock_in_vietnam() -> None:
    late = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)
    words = words_of(letters.refusal(replace(make.refusal(), issued_at=late)))
    assert "Luận Thành, ngày 21 tháng 11 năm 2026" in words


def test_days_and_first_months_have_two_digits() -> None:
    early = datetime(2027, 2, 3, 2, 0, tzinfo=UTC)
    words = words_of(letters.refusal(replace(make.refusal(), issued_at=early)))
    assert "ngày 03 tháng 02 năm 2027" in words
    march = datetime(2027, 3, 3, 2, 0, tzinfo=UTC)
    assert "ngày 03 tháng 3 năm 2027" in words_of(
        letters.refusal(replace(make.refusal(), issued_at=march))
    )


def test_many_threads_make_letters_at_once() -> None:
    def one(number: int) -> tuple[str, bytes]:
        name = f"Người Thử {number}"
        return name, letters.refusal(replace(make.refusal(), submitter=name))

    with ThreadPoolExecutor(8) as pool:
        for name, pdf in pool.map(one, range(48)):
            assert name in words_of(pdf)


def test_only_the_carried_font_is_used() -> None:
    document = pypdfium2.PdfDocument(letters.acceptance_slip(make.acceptance_slip()))
    document.close()
    pdf = letters.acceptance_slip(make.acceptance_slip())
    fonts = set(re.findall(rb"/BaseFont\s*/[A-Z]{6}\+([A-Za-z-]+)", pdf))
    assert fonts
    assert all(font.startswith(b"LiberationSerif") for font in fonts)


def test_a_letter_takes_milliseconds() -> None:
    """Printed, not asserted: a slow machine is no fault of the code."""
    for kind, (data, typeset) in MAKERS.items():
        typeset(data())
        began = time.perf_counter()
        for number in range(5):
            letter = data()
            stamp = "made_at" if kind == "form" else "issued_at"
            changed = replace(letter, **{stamp: datetime(2026, 11, 1 + number, tzinfo=UTC)})
            typeset(changed)
        print(f"letter {kind}: {(time.perf_counter() - began) * 200:.1f} ms")
