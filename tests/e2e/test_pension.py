"""The whole journey for 1.014027, the social pension: a neighbour files for an old woman."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import citizen, officer
from tests.e2e.devices import Device
from tests.e2e.forms import choose, live_at, next_step, on_screen, pick, press, write

NAME = "Trợ cấp hưu trí xã hội"


def test_pension(phone: Device, desk: Device, browser: Browser) -> None:
    """Nothing to photograph at first; then one paper that the officer asks for by name."""
    slip = file_it(phone, browser)
    officer.find(desk, slip)
    desk.shot("ho-so")
    officer.act_at_once(desk, "Tiếp nhận", "tiếp nhận")
    officer.act_at_once(desk, "Bắt đầu giải quyết", "bắt đầu giải quyết")
    ask_for_a_paper(desk)

    citizen.answer_request(phone, NAME, "Giấy khác")
    officer.find(desk, slip)
    officer.judge(desk, "Enter")
    officer.act_at_once(desk, "Có kết quả", "báo có kết quả")

    citizen.open_dossier(phone, NAME)
    expect(phone.page.get_by_role("heading", name="Nơi nhận kết quả")).to_be_visible()
    phone.shot("co-ket-qua")
    form = officer.start_act(desk, "Trả kết quả")
    receiver = form.get_by_role("textbox", name="Họ và tên người nhận", exact=True)
    expect(receiver).to_have_value("Cầm Văn Mẫu")
    officer.do_act(desk, "Trả kết quả", "trả kết quả")


def file_it(phone: Device, browser: Browser) -> str:
    """A table, a bank account, somebody else's telephone; the slip number."""
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 014 027", "Cầm Văn Mẫu")
    phone.open("/")
    citizen.find(phone, "tien nguoi gia", NAME)
    phone.shot("thu-tuc")
    phone.lose_link()
    citizen.begin(phone)
    fill(phone)
    citizen.send(phone)
    expect(phone.page.get_by_text("Chưa có mạng. Máy tự gửi khi có mạng.")).to_be_visible()
    phone.find_link()
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    phone.shot("bien-nhan")
    return citizen.slip_number(phone)


def ask_for_a_paper(desk: Device) -> None:
    """No page was sent, so the officer names the paper."""
    form = officer.start_act(desk, "Yêu cầu bổ sung")
    form.get_by_role("combobox", name="Thêm một giấy").select_option("Giấy khác")
    write(form, "Giấy khác", "Chụp giấy xác nhận nơi ở của bà.")
    desk.shot("Yêu cầu bổ sung")
    officer.do_act(desk, "Yêu cầu bổ sung", "gửi yêu cầu bổ sung")


def fill(phone: Device) -> None:
    """Every page of the form."""
    page = phone.page
    choose(page, "Hồ sơ này của ai?", "Làm giúp bà con")
    write(page, "Họ và tên người đó", "Vàng Thị Ví Dụ")
    next_step(page)
    _may_she(phone)
    _who_she_is(phone)
    _what_she_has(phone)
    on_screen(page, "Nhận kết quả thế nào?")
    choose(page, "Chọn một cách", "Nhờ người khác nhận")
    write(page, "Họ và tên người nhận giúp", "Cầm Văn Mẫu")
    write(page, "Số điện thoại người nhận giúp", "0912 014 027")
    phone.shot("nhan-ket-qua")
    next_step(page)
    on_screen(page, "Kiểm tra lại")
    expect(page.get_by_text("Không cần chụp giấy nào.")).to_be_visible()


def _may_she(phone: Device) -> None:
    page = phone.page
    on_screen(page, "Xem có đủ điều kiện không")
    choose(page, "Người này đã lĩnh rồi, nay chỉ đổi thông tin?", "Không")
    choose(page, "Người này đã đủ 75 tuổi chưa?", "Có")
    pension = "Mỗi tháng có lương hưu, trợ cấp bảo hiểm xã hội từ 540.000 đồng?"
    choose(page, pension, "Có")
    expect(page.get_by_text("Chưa làm được thủ tục này")).to_be_visible()
    phone.shot("chua-du-dieu-kien")
    choose(page, pension, "Không")
    next_step(page)
    on_screen(page, "Muốn làm gì?")
    choose(page, "Việc cần làm", "Xin hưởng lần đầu")
    choose(page, "Có người khác đứng đơn thay không?", "Không")
    next_step(page)


def _who_she_is(phone: Device) -> None:
    page = phone.page
    on_screen(page, "Ai được lĩnh tiền?")
    expect(page.get_by_role("textbox", name="Họ và tên", exact=True)).to_have_value(
        "Vàng Thị Ví Dụ"
    )
    write(page, "Ngày sinh", "1949")
    choose(page, "Nam hay nữ?", "Nữ")
    next_step(page)
    expect(page.get_by_text("Còn 2 mục cần xem lại")).to_be_visible()
    phone.shot("con-thieu")
    write(page, "Số căn cước", "038149014027")
    pick(page, "Dân tộc", "mong", "Mông")
    next_step(page)
    on_screen(page, "Người hưởng ở đâu?")
    live_at(page, "Nơi ở", "luan thanh", "Bản Thử")
    page.get_by_role("checkbox", name="Không có điện thoại, báo qua người khác").check()
    write(page, "Báo qua ai?", "Trưởng bản, số 0912 000 002")
    phone.shot("phan-noi-o")
    next_step(page)


def _what_she_has(phone: Device) -> None:
    page = phone.page
    on_screen(page, "Nhà thuộc diện nào?")
    choose(page, "Hộ nghèo hay cận nghèo?", "Hộ nghèo")
    choose(page, "Mỗi tháng có lĩnh khoản tiền nào không?", "Có")
    press(page, "Thêm một dòng")
    row = page.get_by_role("dialog")
    choose(row, "Khoản tiền", "Trợ cấp xã hội")
    write(row, "Số tiền mỗi tháng", "360000")
    phone.shot("mot-dong")
    press(row, "Xong dòng này")
    expect(row).to_be_hidden()
    phone.shot("phan-hoan-canh")
    next_step(page)
    on_screen(page, "Nhận tiền ở đâu?")
    choose(page, "Cách nhận tiền", "Vào tài khoản ngân hàng")
    pick(page, "Ngân hàng", "agri", "Agribank")
    write(page, "Số tài khoản", "3600 205 000 123")
    write(page, "Tên chủ tài khoản", "VANG THI VI DU")
    phone.shot("phan-nhan-tien")
    next_step(page)
