"""After the first visit, not the second, the app lives without a link."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen


def test_opens_without_a_link_after_the_first_visit(phone: Device) -> None:
    """Home, search, whom to call, settings: a new tab, no link, and nothing is asked of it."""
    citizen.first_visit(phone)
    phone.page.close()
    phone.lose_link()
    phone.proxy.reset()
    phone.page = phone.context.new_page()
    phone.open()
    page = phone.page
    on_screen(page, "Bạn cần giấy tờ gì?")
    expect(page.get_by_text("Không có mạng. Mọi thứ đã nhập vẫn được giữ.")).to_be_visible()
    phone.shot("trang-dau")
    page.get_by_role("searchbox", name="Tìm thủ tục").fill("ket hon")
    page.get_by_role("searchbox", name="Tìm thủ tục").press("Enter")
    on_screen(page, "Tìm thủ tục")
    expect(page.get_by_role("link", name="Đăng ký kết hôn")).to_be_visible()
    phone.shot("tim")
    page.get_by_role("navigation").get_by_role("link", name="Trợ giúp").click()
    on_screen(page, "Trợ giúp")
    expect(page.get_by_role("link", name="Gọi 0237 000 0000")).to_be_visible()
    phone.shot("tro-giup")
    page.get_by_role("link", name="Cài đặt và ngôn ngữ").click()
    on_screen(page, "Cài đặt")
    assert phone.proxy.counts.connections == 0


def test_a_procedure_once_opened_stays_on_the_phone(phone: Device) -> None:
    """What was read with a link is there without; what was not says where to go."""
    citizen.first_visit(phone)
    citizen.find(phone, "tro cap nguoi cao tuoi", "Trợ cấp hưu trí xã hội")
    expect(phone.page.get_by_role("link", name="Bắt đầu", exact=True)).to_be_visible()
    phone.lose_link()
    phone.open("/thu-tuc/1-014027")
    on_screen(phone.page, "Trợ cấp hưu trí xã hội")
    expect(phone.page.get_by_role("link", name="Bắt đầu", exact=True)).to_be_visible()
    phone.open("/thu-tuc/1-000894")
    expect(phone.page.get_by_text("Thủ tục này chưa tải được")).to_be_visible()
    phone.shot("chua-tai")
