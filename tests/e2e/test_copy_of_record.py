"""The whole journey for 2.000635, a copy of a civil record, filled and sent without a link."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from backend.demo.cast import CAN_BO
from tests.e2e import citizen, officer
from tests.e2e.devices import Device
from tests.e2e.forms import choose, live_at, next_step, on_screen, take_picture, write
from tests.e2e.papers import result_pdf

NAME = "Bản sao giấy hộ tịch"
RESULT = "Bản sao trích lục khai sinh"


def test_copy_of_a_civil_record(phone: Device, desk: Device, browser: Browser) -> None:
    """Sent without a link or an account, accepted, one paper asked for, the result downloaded."""
    slip = file_it(phone, browser)
    ask_for_one_more(desk, slip)

    citizen.answer_request(phone, NAME, "Giấy chứng minh quan hệ")
    finish(desk, slip)

    result = citizen.download_result(phone, NAME)
    assert result == result_pdf(RESULT)["buffer"]
    phone.page.get_by_text("Ai đã mở hồ sơ").click()
    expect(phone.page.get_by_text(CAN_BO.full_name).last).to_be_visible()
    officer.take_cash(desk)
    officer.act_at_once(desk, "Trả kết quả", "trả kết quả")
    desk.shot("da-tra")
    citizen.open_dossier(phone, NAME)
    expect(phone.page.get_by_text("Đã trả kết quả.")).to_be_visible()
    phone.shot("da-tra")


def file_it(phone: Device, browser: Browser) -> str:
    """The citizen's first half; the slip number."""
    citizen.first_visit(phone)
    phone.shot("trang-dau")
    citizen.find(phone, "trich luc", NAME)
    phone.shot("thu-tuc")
    phone.lose_link()
    citizen.begin(phone)
    fill(phone)
    citizen.send(phone)
    expect(phone.page.get_by_text("Hồ sơ vẫn trên máy. Đăng nhập xong")).to_be_visible()
    phone.shot("cho-dang-nhap")

    phone.find_link()
    phone.page.get_by_role("main").get_by_role("link", name="Đăng nhập").click()
    citizen.sign_in(phone, browser, "0912 000 635", "Lò Thị Mẫu")
    citizen.open_dossier(phone, NAME)
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    phone.shot("bien-nhan")
    return citizen.slip_number(phone)


def ask_for_one_more(desk: Device, slip: str) -> None:
    """The officer looks at every page, accepts, and asks for the one that cannot be read."""
    desk.shot("danh-sach")
    officer.find(desk, slip)
    desk.shot("ho-so")
    officer.judge(desk, "Enter", "Enter", "1")
    officer.act_at_once(desk, "Tiếp nhận", "tiếp nhận")
    expect(desk.page.get_by_role("main")).to_contain_text(re.compile(r"H56\.126-\d{6}-\d{4}"))
    officer.act_at_once(desk, "Bắt đầu giải quyết", "bắt đầu giải quyết")
    officer.act_at_once(desk, "Yêu cầu bổ sung", "gửi yêu cầu bổ sung")
    desk.shot("cho-bo-sung")


def finish(desk: Device, slip: str) -> None:
    """The new page is good; the result is a PDF."""
    officer.find(desk, slip)
    desk.page.keyboard.press("Enter")
    officer.start_act(desk, "Có kết quả")
    desk.page.get_by_label("Thêm tệp PDF hoặc ảnh").set_input_files(result_pdf(RESULT))
    expect(desk.page.get_by_role("button", name=f"Bỏ tệp {RESULT}.pdf")).to_be_visible()
    desk.shot("co-ket-qua")
    officer.do_act(desk, "Có kết quả", "báo có kết quả")


def fill(phone: Device) -> None:
    """Every page of the form, as the daughter of the person named in the record."""
    page = phone.page
    phone.shot("cho-ai")
    choose(page, "Hồ sơ này của ai?", "Cho tôi")
    write(page, "Họ và tên của bạn", "Lò Thị Mẫu")
    next_step(page)
    on_screen(page, "Xin bản sao giấy gì?")
    choose(page, "Loại giấy", "Khai sinh")
    write(page, "Cần mấy bản?", "2")
    choose(page, "Người đứng đơn là gì của người có tên trong giấy?", "Con")
    phone.shot("phan-yeu-cau")
    next_step(page)
    on_screen(page, "Người có tên trong giấy")
    write(page, "Họ và tên", "Lò Văn Mẫu")
    write(page, "Ngày sinh", "1961")
    choose(page, "Nam hay nữ?", "Nam")
    next_step(page)
    on_screen(page, "Giấy gốc làm ở đâu?")
    write(page, "Làm ở xã nào, tỉnh nào?", "Xã Luận Thành, tỉnh Thanh Hóa")
    write(page, "Ngày làm giấy", "15/03/2001")
    next_step(page)
    on_screen(page, "Thêm về người có tên trong giấy")
    phone.shot("phan-them")
    next_step(page)
    on_screen(page, "Ai đứng đơn?")
    write(page, "Ngày sinh", "20/11/1987")
    live_at(page, "Nơi ở", "luan thanh", "Bản Chiềng")
    write(page, "Số điện thoại", "0912000635")
    phone.shot("phan-nguoi-yeu-cau")
    next_step(page)
    on_screen(page, "Có giấy tờ gì?")
    choose(page, "Loại giấy tờ", "Thẻ căn cước")
    write(page, "Số trên giấy tờ", "038187000635")
    next_step(page)
    on_screen(page, "Giấy tờ cần có")
    phone.shot("giay-to-trong")
    take_picture(page, "Giấy hộ tịch cũ")
    take_picture(page, "Giấy chứng minh quan hệ")
    take_picture(page, "Giấy chứng minh quan hệ", 2)
    phone.shot("giay-to")
    next_step(page)
    on_screen(page, "Nhận kết quả thế nào?")
    choose(page, "Chọn một cách", "Nhận bản điện tử")
    phone.shot("nhan-ket-qua")
    next_step(page)
