"""Failure 8: the system kills the app while the camera is open, as cheap phones do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.forms import card_of, next_step, on_screen, page_seen, press
from tests.faults.conftest import Commune
from tests.faults.phones import Phone
from tests.support import killer

NEED = "Cháu tôi mất giấy khai sinh, xin cấp lại."


def renderer(phone: Phone) -> None:
    """The tab's process alone; the system opens the tab anew when the camera gives back."""
    dead = phone.page
    address = dead.url
    killer.crash(dead)
    phone.page = phone.context.new_page()
    phone.page.goto(address)
    dead.close()


def browser(phone: Phone) -> None:
    """The whole browser."""
    phone.restart(phone.page.url.removeprefix(phone.address))


@pytest.mark.parametrize("kill", [renderer, browser])
def test_failure_08_killed_while_the_camera_is_open(
    phone: Phone, commune: Commune, number: str, kill: Callable[[Phone], None]
) -> None:
    """The text and the two pages taken before are still there, and are what arrives.

    Seen failing with the pages' bytes kept in the page's memory until they are sent.
    """
    phone.sign_in(number, "Giàng A Thử")
    citizen.ask_for_help(phone, NEED, pictures=2)
    phone.page.get_by_role("link", name="Sửa phần Giấy tờ").click()
    on_screen(phone.page, "Chụp giấy tờ liên quan")
    card = card_of(phone.page, "Ảnh khác")
    card.get_by_role("link", name="Chụp thêm trang").click()
    with phone.page.expect_file_chooser():
        phone.page.locator("label").filter(has_text="Mở máy ảnh của điện thoại").click()
    kill(phone)
    press(phone.page, "Quay lại")
    for nth in (1, 2):
        expect(page_seen(phone.page, "Ảnh khác", nth)).to_be_visible()
    next_step(phone.page)
    on_screen(phone.page, "Xã gọi lại cho ai?")
    next_step(phone.page)
    on_screen(phone.page, "Kiểm tra lại")
    expect(phone.page.get_by_text(NEED)).to_be_visible()
    phone.lose_link()
    citizen.send(phone)
    expect(phone.page.get_by_role("heading", name="Kiểm tra lại")).to_be_hidden()
    promised = phone.promised()
    phone.find_link()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
    assert len(promised[0].pages) == 2
