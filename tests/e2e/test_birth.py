"""The whole journey for 1.001193, registering a birth: a mother files for her child."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import citizen, officer
from tests.e2e.devices import Device
from tests.e2e.forms import (
    choose,
    dont_know,
    live_at,
    next_step,
    on_screen,
    page_seen,
    pick,
    take_picture,
    write,
)
from tests.e2e.papers import photograph

NAME = "Đăng ký khai sinh"
CERTIFICATE = "Giấy khai sinh"


def test_birth(phone: Device, desk: Device, browser: Browser) -> None:
    """One page to be taken again; the certificate lies ready at the desk, and is handed over."""
    slip = file_it(phone, browser)
    officer.find(desk, slip)
    desk.shot("ho-so")
    officer.judge(desk, "Enter", "2")
    officer.act_at_once(desk, "Tiếp nhận", "tiếp nhận")
    officer.act_at_once(desk, "Bắt đầu giải quyết", "bắt đầu giải quyết")
    officer.act_at_once(desk, "Yêu cầu bổ sung", "gửi yêu cầu bổ sung")

    citizen.answer_request(phone, NAME, "Giấy chứng sinh")
    finish(desk, slip)

    citizen.open_dossier(phone, NAME)
    expect(phone.page.get_by_role("heading", name="Nơi nhận kết quả")).to_be_visible()
    expect(phone.page.get_by_text("Thôn Mẫu, xã Luận Thành")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Tải về")).to_be_visible()
    phone.shot("co-ket-qua")
    hand_over(desk)
    citizen.open_dossier(phone, NAME)
    expect(phone.page.get_by_text("Đã trả kết quả.")).to_be_visible()


def file_it(phone: Device, browser: Browser) -> str:
    """Signed in first, then everything without a link; the slip number."""
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 193", "Lò Thị Mẫu")
    phone.open("/")
    citizen.find(phone, "lam giay cho con", NAME)
    phone.shot("thu-tuc")
    phone.lose_link()
    citizen.begin(phone)
    fill(phone)
    expect(phone.page.get_by_text("Hồ sơ còn thiếu 1 mục")).to_be_visible()
    citizen.send(phone)
    expect(phone.page.get_by_text("Chưa có mạng. Máy tự gửi khi có mạng.")).to_be_visible()
    phone.shot("cho-mang")
    phone.find_link()
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    phone.shot("bien-nhan")
    return citizen.slip_number(phone)


def finish(desk: Device, slip: str) -> None:
    """The certificate is photographed, as a desk without a scanner does."""
    officer.find(desk, slip)
    desk.page.keyboard.press("Enter")
    officer.start_act(desk, "Có kết quả")
    desk.page.get_by_label("Thêm tệp PDF hoặc ảnh").set_input_files(
        {**photograph(CERTIFICATE), "name": f"{CERTIFICATE}.jpg"}
    )
    expect(desk.page.get_by_role("button", name=f"Bỏ tệp {CERTIFICATE}.jpg")).to_be_visible()
    officer.do_act(desk, "Có kết quả", "báo có kết quả")


def hand_over(desk: Device) -> None:
    """To the child's grandmother, with her number."""
    officer.take_cash(desk)
    form = officer.start_act(desk, "Trả kết quả")
    write(form, "Họ và tên người nhận", "Lò Thị Ví Dụ")
    form.get_by_role("button", name="Người nhà").click()
    write(form, "Số căn cước người nhận", "038161000193")
    desk.shot("Trả kết quả")
    officer.do_act(desk, "Trả kết quả", "trả kết quả")
    expect(desk.page.get_by_text("Lò Thị Ví Dụ · Người nhà")).to_be_visible()


def fill(phone: Device) -> None:
    """Every page of the form."""
    page = phone.page
    choose(page, "Hồ sơ này của ai?", "Cho người nhà")
    write(page, "Họ và tên người đó", "Lò Văn Thử")
    phone.shot("cho-ai")
    next_step(page)
    _child(phone)
    _mother(phone)
    _father(phone)
    on_screen(page, "Có lấy thêm bản sao không?")
    choose(page, "Lấy bản sao", "Có")
    write(page, "Cần mấy bản sao?", "2")
    next_step(page)
    on_screen(page, "Giấy tờ cần có")
    expect(page.get_by_text("Đang làm giúp Lò Văn Thử")).to_be_visible()
    take_picture(page, "Giấy chứng sinh")
    take_picture(page, "Giấy chứng sinh", 2)
    phone.shot("giay-to")
    page_seen(page, "Giấy chứng sinh", 2).click()
    # Filled in without a link: the plain way, as the camera's files were never fetched.
    expect(page.get_by_role("dialog")).to_be_visible()
    phone.shot("xem-trang")
    page.get_by_role("dialog").get_by_role("button", name="Đóng").click()
    next_step(page)
    on_screen(page, "Nhận kết quả thế nào?")
    choose(page, "Chọn một cách", "Tôi đến bộ phận một cửa")
    next_step(page)


def _child(phone: Device) -> None:
    page = phone.page
    on_screen(page, "Làm giấy cho trẻ nào?")
    choose(page, "Người đứng đơn là gì của trẻ?", "Mẹ")
    choose(page, "Hoàn cảnh của trẻ", "Bình thường")
    choose(page, "Có giấy chứng sinh không?", "Có giấy chứng sinh")
    choose(page, "Trẻ sinh đã quá 60 ngày chưa?", "Không")
    phone.shot("phan-yeu-cau")
    next_step(page)
    on_screen(page, "Trẻ tên gì?")
    write(page, "Họ và tên của trẻ", "Lò Văn Thử")
    choose(page, "Trai hay gái?", "Nam")
    write(page, "Sinh ngày nào?", "01/11/2026")
    write(page, "Sinh lúc mấy giờ?", "07:30")
    pick(page, "Dân tộc của trẻ", "thai", "Thái")
    phone.shot("phan-tre")
    next_step(page)
    on_screen(page, "Trẻ sinh ở đâu?")
    live_at(page, "Nơi sinh", "luan thanh", "Trạm y tế xã Luận Thành")
    live_at(page, "Quê của trẻ", "luan thanh")
    pick(page, "Quốc tịch của trẻ", "viet", "Việt Nam")
    phone.shot("phan-noi-sinh")
    next_step(page)
    on_screen(page, "Trên giấy chứng sinh ghi gì?")
    write(page, "Số giấy", "00126/MẪU")
    next_step(page)


def _mother(phone: Device) -> None:
    page = phone.page
    on_screen(page, "Ai đứng đơn?")
    expect(page.get_by_role("textbox", name="Họ và tên", exact=True)).to_have_value("Lò Thị Mẫu")
    write(page, "Ngày sinh", "02/09/1999")
    live_at(page, "Nơi ở", "luan thanh", "Bản Chiềng")
    write(page, "Số điện thoại", "0912 000 193")
    next_step(page)
    on_screen(page, "Có giấy tờ gì?")
    choose(page, "Loại giấy tờ", "Thẻ căn cước")
    dont_know(page, "Số trên giấy tờ")
    next_step(page)


def _father(phone: Device) -> None:
    page = phone.page
    on_screen(page, "Về cha mẹ của trẻ")
    choose(page, "Có khai tên cha không?", "Có")
    choose(page, "Cha mẹ có đăng ký kết hôn không?", "Có")
    next_step(page)
    on_screen(page, "Cha của trẻ là ai?")
    write(page, "Họ và tên của cha", "Lò Văn Mẫu")
    phone.shot("phan-cha")
    next_step(page)
    on_screen(page, "Dân tộc, quốc tịch của cha mẹ")
    pick(page, "Dân tộc của mẹ", "thai", "Thái")
    expect(page.get_by_role("button", name="Quốc tịch của mẹ: Việt Nam")).to_be_visible()
    pick(page, "Dân tộc của cha", "muong", "Mường")
    next_step(page)
    on_screen(page, "Giấy kết hôn của cha mẹ")
    write(page, "Ngày đăng ký kết hôn", "12/02/2024")
    next_step(page)
