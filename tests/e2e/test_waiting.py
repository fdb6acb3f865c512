"""What waits on the phone: in words, put off, sent without a sign-in, and warned of in Zalo."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import citizen
from tests.e2e.conftest import NewDevice
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen, press, write

NAME = "Bản sao giấy hộ tịch"
NEED = "Xin hướng dẫn làm lại giấy khai sinh."
NO_LINK = "Chưa có mạng. Máy tự gửi khi có mạng."
TEXT_AND_HEADS = 6_000
"""About what goes beside the pages' bytes: the form's text, and the heads of three requests."""
DOSSIERS = "**/api/dossiers/*"
ZALO = (
    "Mozilla/5.0 (Linux; Android 12; SM-A125F; wv) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Version/4.0 Chrome/131.0.0.0 Mobile Safari/537.36 "
    "Zalo android/12110644 ZaloTheme/light ZaloLanguage/vi"
)


def test_put_off_and_sent_when_asked(new_phone: NewDevice, browser: Browser) -> None:
    """The reason, the time, the bytes behind a tap; "Để sau" holds although the link is there.

    Seen failing without the test of `held` in the runner: it went at the next opening.
    """
    phone = new_phone(permissions=[])
    page = phone.page
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 231", "Giàng Thị Chờ")
    citizen.ask_for_help(phone, NEED, pictures=2)
    phone.guard.expect_lost_link()
    phone.context.route(DOSSIERS, lambda route: route.abort())
    citizen.send(phone)
    expect(page.get_by_text(NO_LINK)).to_be_visible()
    _shows_its_cost(phone)
    press(page, "Để sau")
    expect(page.get_by_text("Để gửi sau")).to_be_visible()
    phone.shot("de-sau")
    phone.open("/")
    page.get_by_role("link", name="Còn 1 việc chờ gửi").click()
    on_screen(page, "Hồ sơ của tôi")
    phone.context.unroute(DOSSIERS)
    phone.open("/ho-so")
    expect(page.get_by_text("Bạn chọn gửi sau.")).to_be_visible()
    page.wait_for_load_state("networkidle")
    phone.shot("danh-sach-cho")
    assert _dossiers_of(phone) == 0
    citizen.open_dossier(phone, NAME)
    press(page, "Gửi ngay")
    citizen.slip_number(phone)
    assert _dossiers_of(phone) == 1


def _shows_its_cost(phone: Device) -> None:
    page = phone.page
    expect(page.get_by_text("kB")).to_be_hidden()
    page.get_by_text("Gửi mất khoảng 1 phút").click()
    expect(page.get_by_text("kB")).to_be_visible()
    phone.shot("cho-gui")


def test_shows_how_far_each_page_got(new_phone: NewDevice, browser: Browser) -> None:
    """The line stands still in the middle of the second page: the first is told as received.

    Seen failing with the pages told from the text's answer alone.
    """
    phone = new_phone(permissions=[])
    page = phone.page
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 234", "Giàng Thị Trang")
    citizen.ask_for_help(phone, NEED, pictures=3)
    phone.guard.expect_lost_link()
    phone.guard.refusals = frozenset({409})
    first_page, second_page, _ = phone.page_sizes()
    phone.proxy.hold_after(TEXT_AND_HEADS + first_page + second_page // 2)
    citizen.send(phone)
    phone.proxy.wait_until_held()
    first = page.get_by_role("listitem").filter(has_text="Trang ảnh 1")
    expect(first).to_contain_text("Đã nhận")
    expect(page.get_by_role("listitem").filter(has_text="Trang ảnh 3")).to_contain_text("Chưa tới")
    expect(page.get_by_text("Đã gửi 1 trên 3 trang ảnh")).to_be_visible()
    phone.shot("tung-trang")
    phone.proxy.cut()
    phone.proxy.mend()
    citizen.slip_number(phone)


def test_sent_without_signing_in(phone: Device, browser: Browser) -> None:
    """Chosen without a link; it goes as "chưa xác thực", and is found by who signs in later.

    Seen failing without `claims` in `enter`: after the sign-in the account had no dossier.
    """
    page = phone.page
    citizen.first_visit(phone)
    citizen.ask_for_help(phone, NEED, pictures=1)
    phone.lose_link()
    citizen.send(phone)
    expect(page.get_by_text("Chờ đăng nhập")).to_be_visible()
    phone.shot("cho-dang-nhap")
    press(page, "Gửi không cần đăng nhập")
    sheet = page.get_by_role("dialog")
    press(sheet, "Gửi hồ sơ")
    expect(sheet.get_by_text("Số di động có 10 chữ số.")).to_be_visible()
    phone.shot("khong-dang-nhap")
    sheet.get_by_role("checkbox", name="Tôi không có điện thoại").check()
    phone.shot("khong-dien-thoai")
    sheet.get_by_role("checkbox", name="Tôi không có điện thoại").uncheck()
    write(sheet, "Số điện thoại để xã gọi lại", "0912 000 232")
    press(sheet, "Gửi hồ sơ")
    expect(sheet).to_be_hidden()
    expect(page.get_by_text("Gửi bằng tên Giàng A Thử, chưa xác thực.")).to_be_visible()
    phone.find_link()
    slip = citizen.slip_number(phone)
    expect(page.get_by_text("Chưa xác thực – xã sẽ gọi lại")).to_be_visible()
    phone.shot("chua-xac-thuc")
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 232", "Giàng A Thử")
    citizen.open_dossier(phone, NAME)
    assert citizen.slip_number(phone) == slip
    expect(page.get_by_text("Chưa xác thực")).to_be_hidden()
    assert _dossiers_of(phone) == 1


def test_warns_inside_zalo_before_the_first_field(new_phone: NewDevice) -> None:
    """No field stands before the choice; who stays is not asked again.

    Seen failing without `beforeForm`: the first question stood there at once.
    """
    phone = new_phone("zalo", user_agent=ZALO)
    page = phone.page
    citizen.first_visit(phone)
    phone.open("/bat-dau/2-000635?nho=1")
    on_screen(page, "Nên mở bằng trình duyệt")
    phone.shot("zalo")
    outside = page.get_by_role("link", name="Mở bằng trình duyệt").get_attribute("href")
    assert outside is not None
    assert outside.startswith(f"intent://{phone.guard.host}/bat-dau/2-000635?nho=1#Intent;")
    assert page.get_by_role("radio").count() == 0
    press(page, "Vẫn làm ở đây")
    citizen.choose_commune(phone)
    page.reload()
    on_screen(page, "Làm cho ai?")


def _dossiers_of(phone: Device) -> int:
    """How many dossiers the commune has of who is signed in."""
    answer = phone.context.request.get(f"{phone.address}/api/dossiers")
    return int(answer.json()["total"])
