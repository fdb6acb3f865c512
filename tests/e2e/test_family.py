"""What one event in a house brings along, from three questions to one slip."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e import citizen, officer
from tests.e2e.devices import Device
from tests.e2e.forms import choose, live_at, next_step, on_screen, pick, press, write
from tests.e2e.screens import too_small

RESIDENCE = "Đăng ký thường trú"
PENSION = "Nhận tiền hưu trí xã hội ở nơi mới"
SET = "Chuyển đến ở nơi khác"
NUMBER = "038144000311"


def test_three_questions_lead_there_without_typing(phone: Device) -> None:
    """By pictures and big targets, back and forth, without a link once the files are here."""
    citizen.first_visit(phone)
    page = phone.page
    page.get_by_role("link", name="Trả lời ba câu hỏi").click()
    on_screen(page, "Làm giấy tờ cho ai?")
    phone.shot("cho-ai")
    _touch(page, "Cho cha mẹ, ông bà")
    on_screen(page, "Có việc gì?")
    expect(page.get_by_role("link", name="Người già")).to_be_visible()
    phone.shot("viec-gi")
    assert too_small(page) == []
    # From here on what was fetched must do.
    page.wait_for_load_state("networkidle")
    phone.lose_link()
    _touch(page, "Có người mất")
    on_screen(page, "Bạn muốn làm gì?")
    expect(page.get_by_role("link", name="Nhà có người mất")).to_be_visible()
    phone.shot("muon-gi")
    page.go_back()
    on_screen(page, "Có việc gì?")
    page.reload()
    _touch(page, "Người già")
    expect(page.get_by_role("link", name="Trợ cấp hưu trí xã hội")).to_be_visible()
    assert too_small(page) == []
    phone.find_link()
    _touch(page, "Trợ cấp hưu trí xã hội")
    on_screen(page, "Trợ cấp hưu trí xã hội")


def test_a_move_opens_as_one_set(phone: Device, desk: Device, browser: Browser) -> None:
    """The second asks only what is missing, after a reload; one slip, which the desk sees."""
    citizen.first_visit(phone)
    page = phone.page
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 311", "Vi Thị Mẫu")
    phone.open("/")
    citizen.find(phone, "thuong tru", RESIDENCE)
    page.get_by_role("link", name=SET).click()
    _choose_set(phone)
    _residence(phone)
    citizen.send(phone)
    expect(page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    slip = citizen.slip_number(phone)
    expect(page.get_by_role("button", name=f"Làm tiếp: {PENSION}")).to_be_visible()
    phone.shot("lam-tiep")
    page.get_by_role("link", name="Xem cả bộ").click()
    on_screen(page, SET)
    page.reload()
    phone.shot("ca-bo")
    press(page, f"Làm tiếp: {PENSION}")
    _pension(phone)
    citizen.send(phone)
    expect(page.get_by_text("Đã nộp đủ các việc của bộ này.")).to_be_visible()
    # Now both have a slip, and the first one's stands for the set.
    expect(page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    citizen.to_dossiers(phone)
    group = page.locator("section.card").filter(has_text="Số phiếu chung")
    expect(group).to_contain_text(slip)
    expect(group.get_by_role("link").filter(has_text="Vi Thị Mẫu")).to_have_count(2)
    phone.shot("ho-so-mot-bo")
    officer.find(desk, slip)
    expect(desk.page.get_by_text(f"2 hồ sơ nộp cùng một bộ, số phiếu chung {slip}")).to_be_visible()
    desk.shot("mot-bo")


def _touch(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name).first.click()


def _choose_set(phone: Device) -> None:
    page = phone.page
    on_screen(page, SET)
    page.get_by_role("checkbox", name=re.compile("^" + RESIDENCE)).check()
    page.get_by_role("checkbox", name=PENSION).check()
    page.get_by_role("checkbox", name="Dùng lại những gì đã ghi").check()
    page.get_by_role("radio", name="xã Luận Thành").check()
    phone.shot("chon-viec")
    press(page, "Bắt đầu")
    on_screen(page, "Làm cho ai?")


def _residence(phone: Device) -> None:
    """The first of the set, whole."""
    page = phone.page
    choose(page, "Hồ sơ này của ai?", "Cho tôi")
    next_step(page)
    on_screen(page, "Nhập hộ khẩu ở đâu?")
    write(page, "Xin nhập vào đâu?", "Bản Mẫu, xã Luận Thành")
    choose(page, "Chỗ ở là nhà của ai?", "Nhà của mình")
    choose(page, "Người đăng ký có là chủ hộ không?", "Có")
    choose(page, "Người đăng ký dưới 18 tuổi?", "Không")
    choose(page, "Có ai cùng nhập không?", "Không")
    next_step(page)
    on_screen(page, "Ai đăng ký?")
    write(page, "Họ và tên", "Vi Thị Mẫu")
    write(page, "Ngày sinh", "02/03/1944")
    choose(page, "Nam hay nữ?", "Nữ")
    write(page, "Số căn cước", NUMBER)
    next_step(page)
    on_screen(page, "Gọi số nào?")
    write(page, "Số điện thoại", "0912 000 311")
    next_step(page)
    on_screen(page, "Giấy tờ cần có")
    next_step(page)
    on_screen(page, "Nhận kết quả thế nào?")
    choose(page, "Chọn một cách", "Tôi đến bộ phận một cửa")
    next_step(page)


def _pension(phone: Device) -> None:
    """Who it is for, name, birth, number and how the result comes are not asked again."""
    page = phone.page
    on_screen(page, "Xem có đủ điều kiện không")
    choose(page, "Người này đã lĩnh rồi, nay chỉ đổi thông tin?", "Có")
    next_step(page)
    on_screen(page, "Muốn làm gì?")
    write(page, "Thay đổi điều gì?", "Nay ở bản Mẫu")
    choose(page, "Có người khác đứng đơn thay không?", "Không")
    next_step(page)
    on_screen(page, "Ai được lĩnh tiền?")
    expect(page.get_by_role("textbox", name="Số căn cước", exact=True)).to_have_value(NUMBER)
    expect(page.get_by_text("Lấy từ lần trước.").first).to_be_visible()
    phone.shot("chi-hoi-phan-thieu")
    pick(page, "Dân tộc", "thai", "Thái")
    next_step(page)
    on_screen(page, "Người hưởng ở đâu?")
    live_at(page, "Nơi ở", "luan thanh", "Bản Mẫu")
    next_step(page)
    on_screen(page, "Nhà thuộc diện nào?")
    choose(page, "Hộ nghèo hay cận nghèo?", "Hộ nghèo")
    choose(page, "Mỗi tháng có lĩnh khoản tiền nào không?", "Không")
    next_step(page)
    on_screen(page, "Nhận tiền ở đâu?")
    choose(page, "Cách nhận tiền", "Tiền mặt")
    next_step(page)
