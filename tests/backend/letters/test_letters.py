"""What each letter says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pypdfium2
import pytest

from backend.letters import service as letters
from tests.support.factories import letters as make
from tests.support.factories.letters import MAKERS
from tests.support.pdf import page_count, words_of


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


def test_an_official_form_names_where_its_wording_comes_from() -> None:
    words = words_of(letters.made_form(make.made_form()))
    assert "(Nội dung theo Thông tư 04/2024/TT-BTP)" in words
    assert "Mẫu chính thức chưa có" not in words
    assert "(Ký, ghi rõ họ tên hoặc điểm chỉ)" in words


def test_a_form_whose_wording_is_not_known_is_a_plain_table_that_says_so() -> None:
    words = words_of(letters.made_form(replace(make.made_form(), official=False)))
    assert "Mẫu chính thức chưa có trong máy" in words
    assert "Nội dung theo" not in words
    assert "Họ, chữ đệm, tên người yêu cầu Lò Thị Mẫu" in words
    assert re.search(r"Giấy tờ tùy thân \.{20,}", words)
    assert "1 Giàng A Thử 1990 Chồng" in words


def test_two_people_sign_a_form_side_by_side() -> None:
    both = (letters.Signer("Bên nam", "Giàng A Thử"), letters.Signer("Bên nữ", "Lò Thị Mẫu"))
    words = words_of(letters.made_form(replace(make.made_form(), signers=both)))
    assert "BÊN NAM" in words
    assert "BÊN NỮ" in words
    assert words.count("hoặc điểm chỉ") == 2


def test_a_form_without_any_answer_can_still_be_filled_by_hand() -> None:
    form = replace(
        make.made_form(),
        sections=(letters.FormSection("Bảng", (letters.FormTable("Con", ("Tên", "Tuổi"), ()),)),),
        signers=(letters.Signer(),),
        place="",
    )
    assert re.search(r"1 \.{5,} \.{5,}", words_of(letters.made_form(form)))


def test_a_payment_is_confirmed_and_never_called_a_receipt() -> None:
    words = words_of(letters.payment_confirmation(make.payment_confirmation()))
    for told in (
        "PHIẾU XÁC NHẬN THANH TOÁN",
        "Số: H56.126/2026/000012",
        "Số tiền: 16.000 đồng",
        "Bằng chữ: Mười sáu nghìn đồng",
        "Cách trả: Tiền mặt tại bộ phận một cửa",
        "09 giờ 05 phút, thứ Sáu ngày 20 tháng 11 năm 2026",
        "không phải là biên lai",
    ):
        assert told in words
