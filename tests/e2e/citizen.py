"""What a citizen does with the phone, apart from the forms themselves."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, expect

from tests.e2e.devices import Device
from tests.e2e.forms import choose, next_step, on_screen, press, take_picture, write
from tests.support import demo_console

SLIP = re.compile(r"^[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]$")


def first_visit(phone: Device) -> None:
    """Open the app and wait until it can be used, and used again without a link."""
    phone.open()
    expect(phone.page.get_by_role("link", name="Xem tất cả")).to_be_visible()
    phone.page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    phone.page.wait_for_load_state("networkidle")


def find(phone: Device, typed: str, name: str) -> None:
    """Search as one types on a small keyboard, and open what was meant."""
    page = phone.page
    page.get_by_role("searchbox", name="Tìm thủ tục").fill(typed)
    page.get_by_role("searchbox", name="Tìm thủ tục").press("Enter")
    on_screen(page, "Tìm thủ tục")
    link = page.get_by_role("main").get_by_role("link", name=name).first
    expect(link).to_be_visible()
    phone.shot("tim")
    link.click()
    on_screen(page, name)
    # The heading stands at once, from the index; what is lost with the link is the rest.
    expect(page.locator(".procedure__summary")).to_be_visible()


def begin(phone: Device) -> None:
    """From the procedure's page to the first question, choosing the commune where one must."""
    phone.page.get_by_role("link", name="Bắt đầu", exact=True).click()
    choose_commune(phone)


def choose_commune(phone: Device) -> None:
    """Where several communes use the product, the person's own; the first question follows."""
    page = phone.page
    agency = page.get_by_role("radio", name="xã Luận Thành")
    who = page.get_by_role("heading", name="Làm cho ai?", level=1)
    expect(agency.or_(who)).to_be_visible()
    if agency.is_visible():
        agency.check()
        press(page, "Bắt đầu")
    on_screen(page, "Làm cho ai?")


def send(phone: Device) -> None:
    """Read it once more, agree, send."""
    page = phone.page
    on_screen(page, "Kiểm tra lại")
    page.get_by_role("checkbox", name="Cho xã dùng thông tin này").check()
    phone.shot("kiem-tra")
    press(page, "Gửi hồ sơ")


def answer_request(phone: Device, name: str, paper: str) -> None:
    """See what the officer asks for, and send that paper only."""
    page = phone.page
    open_dossier(phone, name)
    expect(page.get_by_role("heading", name="Cán bộ cần thêm giấy")).to_be_visible()
    phone.shot("can-bo-sung")
    press(page, "Gửi giấy bổ sung")
    on_screen(page, "Bổ sung giấy tờ")
    expect(page.get_by_role("main").get_by_role("heading", level=2)).to_have_text([paper])
    take_picture(page, paper)
    phone.shot("bo-sung")
    press(page, "Gửi phần bổ sung")
    on_screen(page, name)
    expect(page.get_by_text("Cán bộ đang giải quyết.")).to_be_visible()


def download_result(phone: Device, name: str) -> bytes:
    """The result's file, as the phone would keep it."""
    page = phone.page
    open_dossier(phone, name)
    expect(page.get_by_text("Đã có kết quả.")).to_be_visible()
    phone.shot("co-ket-qua")
    with page.expect_download() as coming:
        page.get_by_role("link", name="Tải về").click()
    assert coming.value.suggested_filename.endswith(".pdf")
    return coming.value.path().read_bytes()


def ask_to_sign_in(phone: Device) -> None:
    """The list of dossiers offers it to whoever is not signed in."""
    to_dossiers(phone)
    phone.page.get_by_role("main").get_by_role("link", name="Đăng nhập").click()


def to_dossiers(phone: Device) -> None:
    """The list of dossiers, from anywhere with the bar below."""
    phone.page.get_by_role("navigation").get_by_role("link", name="Hồ sơ").click()
    on_screen(phone.page, "Hồ sơ của tôi")


def open_dossier(phone: Device, name: str) -> None:
    """One dossier of the list."""
    to_dossiers(phone)
    phone.page.get_by_role("main").get_by_role("link", name=name).first.click()
    on_screen(phone.page, name)


def sign_out(phone: Device) -> None:
    """Out on this phone, from its own screen; what waits is sent in this person's name."""
    phone.open("/may-cua-toi")
    phone.page.wait_for_load_state("networkidle")
    press(phone.page, "Đăng xuất trên máy này")
    asked = phone.page.get_by_role("dialog")
    out = phone.page.get_by_text("Bạn chưa đăng nhập")
    expect(asked.or_(out)).to_be_visible()
    if asked.is_visible():
        phone.shot("dang-xuat")
        press(asked, "Đăng xuất, máy gửi tiếp")
    expect(out).to_be_visible()


def ask_for_help(phone: Device, need: str, pictures: int = 0, *, whose: str = "Cho tôi") -> None:
    """The shortest dossier, a need in one's own words, up to the last look at it."""
    page = phone.page
    phone.open("/bat-dau/2-000635?nho=1")
    choose_commune(phone)
    choose(page, "Hồ sơ này của ai?", whose)
    if whose == "Cho tôi":
        name = page.get_by_role("textbox", name="Họ và tên của bạn")
        if name.is_visible():
            name.fill("Giàng A Thử")
    else:
        write(page, "Họ và tên người đó", "Giàng Thị Mẫu")
    next_step(page)
    on_screen(page, "Nhờ xã hướng dẫn")
    write(page, "Cần làm việc gì?", need)
    next_step(page)
    on_screen(page, "Chụp giấy tờ liên quan")
    for nth in range(1, pictures + 1):
        take_picture(page, "Ảnh khác", nth, f"{need[:24]} {nth}")
    next_step(page)
    on_screen(page, "Xã gọi lại cho ai?")
    write(page, "Số điện thoại để xã gọi lại", "0912 000 102")
    next_step(page)
    on_screen(page, "Kiểm tra lại")


def sign_in(phone: Device, browser: Browser, number: str, name: str) -> None:
    """Number, code from the demo's console, a new name; the screen is the sign-in's first."""
    page = phone.page
    enter_code(phone, browser, number)
    write(page, "Họ và tên", name)
    phone.shot("dang-nhap-ten")
    press(page, "Xong")
    expect(page.get_by_role("heading", name="Đăng nhập", level=1)).to_be_hidden()


def enter_code(phone: Device, browser: Browser, number: str) -> None:
    """Ask for a code and type it; it is sent with its last digit."""
    page = phone.page
    on_screen(page, "Đăng nhập")
    write(page, "Số điện thoại của bạn", number)
    phone.shot("dang-nhap-so")
    press(page, "Gửi mã cho tôi")
    code_box = page.get_by_role("textbox", name="Mã trong tin nhắn")
    expect(code_box).to_be_visible()
    phone.shot("dang-nhap-ma")
    code_box.fill(read_code(phone, browser, number))


def read_code(phone: Device, browser: Browser, number: str) -> str:
    """Look at the demo's console, as one looks at the messages of a real phone."""
    return demo_console.code_sent_to(browser, phone.address, number)


def slip_number(phone: Device) -> str:
    """The number that the phone shows large, once it has one."""
    number = phone.page.locator(".slip__number")
    expect(number).to_have_text(SLIP)
    return number.inner_text()
