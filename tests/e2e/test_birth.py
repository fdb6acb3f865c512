"""The whole journey for 1.001193, registering a birth: a mother files for her child."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import citizen
from tests.e2e.devices import Device
from tests.e2e.forms import (
    choose,
    dont_know,
    live_at,
    next_step,
    on_screen,
    pick,
    take_picture,
    write,
)

NAME = "Đăng ký khai sinh"


def test_birth(phone: Device, browser: Browser) -> None:
    """Signed in first, then everything without a link; the child's name stays on every screen."""
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
    citizen.slip_number(phone)
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    phone.shot("bien-nhan")


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
    page.get_by_role("button", name="Xem trang 2 của Giấy chứng sinh").click()
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
