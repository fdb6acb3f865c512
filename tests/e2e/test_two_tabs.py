"""One draft in two tabs, sent from both: one dossier."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e import citizen
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen, press


def test_one_draft_sent_from_two_tabs(phone: Device, browser: Browser) -> None:
    """Both tabs stand on the last page before the first of them sends."""
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 201", "Giàng A Thử")
    citizen.ask_for_help(phone, "Xin bản sao giấy khai sinh của con tôi.", pictures=1)
    phone.page.get_by_role("checkbox", name="Cho xã dùng thông tin này").check()
    other = phone.context.new_page()
    other.goto(phone.page.url)
    on_screen(other, "Kiểm tra lại")
    expect(other.get_by_role("checkbox", name="Cho xã dùng thông tin này")).to_be_checked()
    phone.lose_link()
    press(phone.page, "Gửi hồ sơ")
    expect(phone.page.get_by_role("heading", name="Chờ để gửi")).to_be_visible()
    again = other.get_by_role("button", name="Gửi hồ sơ")
    if again.is_visible():
        again.click()
    phone.find_link()
    citizen.slip_number(phone)
    mine = phone.context.request.get(f"{phone.address}/api/dossiers").json()
    assert mine["total"] == 1
