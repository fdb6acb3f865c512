"""One phone, two people: nobody sees the other's papers, and nobody's queue is lost."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import citizen
from tests.e2e.conftest import NewDevice
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen

FIRST = "Vàng Thị Ví Dụ"
NEED = "Cháu tôi mất giấy khai sinh, xin cấp lại."


def test_signed_out_nothing_of_a_person_is_shown(phone: Device, browser: Browser) -> None:
    """A sent dossier and a draft: neither the lists nor their own addresses show them."""
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 203", FIRST)
    citizen.ask_for_help(phone, NEED)
    citizen.send(phone)
    slip = citizen.slip_number(phone)
    dossier = phone.page.url
    citizen.ask_for_help(phone, NEED)
    draft = phone.page.url
    citizen.sign_out(phone)
    phone.shot("da-ra")
    for address in ("/", "/ho-so", "/lam", "/may-cua-toi"):
        phone.open(address)
        _shows_nothing_of(phone, FIRST, slip)
    phone.page.goto(dossier)
    on_screen(phone.page, "Không thấy hồ sơ này")
    phone.shot("khong-thay-ho-so")
    _shows_nothing_of(phone, FIRST, slip, NEED)
    phone.page.goto(draft)
    on_screen(phone.page, "Không thấy hồ sơ này trên máy")
    _shows_nothing_of(phone, FIRST, slip, NEED)


def test_the_first_persons_queue_goes_out_in_their_name(
    new_phone: NewDevice, browser: Browser
) -> None:
    """The second person sees only that something of somebody waits."""
    phone = new_phone(permissions=[])
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 204", FIRST)
    citizen.ask_for_help(phone, NEED, pictures=1)
    phone.guard.expect_lost_link()
    phone.context.route("**/api/dossiers/*", lambda route: route.abort())
    citizen.send(phone)
    expect(phone.page.get_by_text("Chưa có mạng. Máy tự gửi khi có mạng.")).to_be_visible()
    citizen.sign_out(phone)
    phone.open("/dang-nhap")
    citizen.sign_in(phone, browser, "0912 000 205", "Quàng Văn Mẫu")
    citizen.to_dossiers(phone)
    expect(phone.page.get_by_text("Còn 1 hồ sơ của người khác trên máy này.")).to_be_visible()
    phone.shot("cua-nguoi-khac")
    _shows_nothing_of(phone, FIRST, NEED)

    phone.context.unroute("**/api/dossiers/*")
    phone.open("/ho-so")
    expect(phone.page.get_by_text("Chưa có hồ sơ nào")).to_be_visible()
    expect(phone.page.get_by_text("hồ sơ của người khác")).to_be_hidden()
    mine = phone.context.request.get(f"{phone.address}/api/dossiers").json()
    assert mine["total"] == 0


def _shows_nothing_of(phone: Device, *private: str) -> None:
    expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
    phone.page.wait_for_load_state("networkidle")
    words = phone.page.locator("body").inner_text()
    assert not [text for text in private if text in words]
