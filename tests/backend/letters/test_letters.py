"""Letters are real PDFs that say what they were told, whatever somebody typed."""

from __future__ import annotations

import io
import re
import time
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pypdfium2
import pytest

from backend.letters import service as letters
from tests.support.factories import letters as make

HOSTILE = (
    '#import "x": * #eval("1") #panic() $x^2$ <a> @b *đậm* _nghiêng_ \\ `mã` // hết /* ghi */ '
    "[x] {y} “q” \"q\" 's' -- ... https://example.vn = Đề mục - gạch + số"
)
MAKERS: dict[str, tuple[Callable[[], Any], Callable[[Any], bytes]]] = {
    "01": (make.acceptance_slip, letters.acceptance_slip),
    "02": (make.supplement_request, letters.supplement_request),
    "03": (make.refusal, letters.refusal),
    "04": (make.apology, letters.apology),
    "05": (make.stop_notice, letters.stop_notice),
    "form": (make.made_form, letters.made_form),
}


def words_of(pdf: bytes) -> str:
    """The text of all pages, its line breaks and break marks taken for what they are."""
    assert pdf.startswith(b"%PDF-")
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = []
    for page in document:
        text_page = page.get_textpage()
        pages.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return len(document)
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without any white space: where a line was broken does not matter."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("kind", MAKERS)
def test_every_letter_is_one_page_with_its_national_heading(kind: str) -> None:
    data, typeset = MAKERS[kind]
    pdf = typeset(data())
    words = words_of(pdf)
    assert page_count(pdf) == 1
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in words
    assert "Độc lập - Tự do - Hạnh phúc" in words
    assert "Lò Thị Mẫu" in words


@pytest.mark.parametrize("kind", ["01", "02", "03", "04", "05"])
def test_every_official_letter_names_office_code_and_date(kind: str) -> None:
    data, typeset = MAKERS[kind]
    words = words_of(typeset(data()))
    assert "ỦY BAN NHÂN DÂN XÃ LUẬN THÀNH" in words
    assert "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG XÃ LUẬN THÀNH" in words
    assert make.CODE in words
    assert make.PROCEDURE in words
    assert re.search(r"Luận Thành, ngày \d\d tháng 11 năm 2026", words)


def test_acceptance_slip_has_the_seven_points() -> None:
    words = words_of(letters.acceptance_slip(make.acceptance_slip()))
    for told in (
        "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ",
        "Tiếp nhận hồ sơ của: Lò Thị Mẫu",
        "Số định danh: 038199000001",
        "1 Tờ khai cấp bản sao trích lục hộ tịch bản điện tử 01",
        "2. Số lượng hồ sơ: 01 (bộ)",
        "3. Thời gian giải quyết theo quy định: 03 ngày làm việc",
        "4. Thời gian nhận hồ sơ: 09 giờ 05 phút, thứ Sáu ngày 20 tháng 11 năm 2026",
        "5. Thời gian trả kết quả: 17 giờ 30 phút, thứ Năm ngày 26 tháng 11 năm 2026",
        "6. Đăng ký nhận kết quả tại: Bộ phận tiếp nhận và trả kết quả",
        "7. Phí, lệ phí: 16.000 đồng (chưa thanh toán)",
        "Quyển số",
        "NGƯỜI NỘP HỒ SƠ",
        "NGƯỜI TIẾP NHẬN HỒ SƠ",
        "0237 000 0000",
    ):
        assert told in words


def test_the_qr_code_says_the_code_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    import segno

    told: list[str] = []
    real = segno.make

    def listening(content: str, **options: Any) -> Any:
        told.append(content)
        return real(content, **options)

    monkeypatch.setattr(segno, "make", listening)
    letters.acceptance_slip(make.acceptance_slip())
    assert told == [make.CODE]


def test_the_slip_draws_its_qr_code() -> None:
    document = pypdfium2.PdfDocument(letters.acceptance_slip(make.acceptance_slip()))
    image = document[0].render(scale=2).to_pil().convert("L")
    corner = image.crop((int(image.width * 0.14), int(image.height * 0.18), 300, 480))
    dark = sum(corner.histogram()[:64])
    assert dark > corner.width * corner.height // 10
    document.close()


def test_a_payment_is_told_only_when_it_is_known() -> None:
    slip = make.acceptance_slip()
    assert "(đã thanh toán)" in words_of(letters.acceptance_slip(replace(slip, fee_paid=True)))
    assert "thanh toán)" not in words_of(letters.acceptance_slip(replace(slip, fee_paid=None)))


def test_a_date_not_yet_known_is_left_to_the_pen() -> None:
    words = words_of(letters.acceptance_slip(replace(make.acceptance_slip(), due_at=None)))
    assert "5. Thời gian trả kết quả: …… giờ …… phút, ngày …… tháng" in words


def test_supplement_request_lists_every_paper_once() -> None:
    words = words_of(letters.supplement_request(make.supplement_request()))
    for told in (
        "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ",
        "Số: 12/HDHS",
        "Giấy chứng sinh",
        "không đọc được tên mẹ",
        "Giấy ủy quyền",
        "Lý do: Hồ sơ chưa đủ giấy tờ theo quy định",
        "17 giờ 30 phút, thứ Ba ngày 15 tháng 12 năm 2026",
        "0237 000 0001",
        "NGƯỜI HƯỚNG DẪN",
    ):
        assert told in words


def test_before_acceptance_the_slip_number_is_no_official_code() -> None:
    request = replace(make.supplement_request(), code="", slip="ABC-DEF-G")
    words = words_of(letters.supplement_request(request))
    assert "Số phiếu gửi: ABC-DEF-G" in words
    assert "Mã hồ sơ" not in words


def test_refusal_gives_its_reason() -> None:
    words = words_of(letters.refusal(make.refusal()))
    assert "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ" in words
    assert "Việc này thuộc thẩm quyền của cơ quan khác. Hãy nộp tại công an xã." in words


def test_apology_names_both_dates() -> None:
    words = words_of(letters.apology(make.apology()))
    assert "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT" in words
    assert "Kính gửi: Lò Thị Mẫu" in words
    assert "hẹn trả kết quả: 17 giờ 30 phút, thứ Năm ngày 26 tháng 11 năm 2026" in words
    assert "hẹn trả kết quả lại: 17 giờ 30 phút, thứ Ba ngày 01 tháng 12 năm 2026" in words
    assert "Xã khác chưa trả lời xác minh" in words
    assert "Lường Thị Thử" in words


def test_stop_notice_tells_who_asked_and_what_comes_back() -> None:
    words = words_of(letters.stop_notice(make.stop_notice()))
    assert "THÔNG BÁO DỪNG GIẢI QUYẾT HỒ SƠ" in words
    assert "Theo đề nghị của Lò Thị Mẫu lúc 09 giờ 00 phút" in words
    assert "01 Giấy chứng sinh (bản chính)" in words


def test_an_agency_may_stop_by_itself() -> None:
    notice = replace(make.stop_notice(), asked_by="", asked_at=None, recipients=("Lưu: văn thư",))
    words = words_of(letters.stop_notice(notice))
    assert "Theo đề nghị" not in words
    assert "- Lưu: văn thư;" in words


def test_made_form_says_what_it_is_and_leaves_gaps() -> None:
    words = words_of(letters.made_form(make.made_form()))
    assert "bản in từ câu trả lời" in words
    assert "Họ, chữ đệm, tên người yêu cầu: Lò Thị Mẫu" in words
    assert re.search(r"Giấy tờ tùy thân: \.{20,}", words)
    assert "1 Giàng A Thử 1990 Chồng" in words
    assert re.search(r"Giàng Thị Ví Dụ \.{5,} Con", words)
    assert "NGƯỜI YÊU CẦU" in words
    assert "Số phiếu gửi: ABC-DEF-G" in words


def test_a_form_without_any_answer_can_still_be_filled_by_hand() -> None:
    form = replace(
        make.made_form(),
        sections=(letters.FormSection("Bảng", (letters.FormTable("Con", ("Tên", "Tuổi"), ()),)),),
        signer="",
        place="",
    )
    assert re.search(r"1 \.{5,} \.{5,}", words_of(letters.made_form(form)))


@pytest.mark.parametrize("kind", MAKERS)
def test_markup_that_somebody_typed_is_only_text(kind: str) -> None:
    data, typeset = MAKERS[kind]
    letter = data()
    if kind == "form":
        row = letters.FormRow(HOSTILE, HOSTILE)
        letter = replace(letter, title=HOSTILE, sections=(letters.FormSection(HOSTILE, (row,)),))
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
    assert words.count("Thành phần hồ sơ") == pages - 1 or words.count("Thành phần hồ sơ") == pages
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
