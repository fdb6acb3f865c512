"""Failure 11: one draft in two tabs, handed in from both."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.forms import on_screen
from tests.faults.conftest import Commune
from tests.faults.phones import Phone


def test_failure_11_one_draft_handed_in_from_two_tabs(
    phone: Phone, commune: Commune, number: str
) -> None:
    """One dossier, one slip number, although both tabs press before either hears of the other.

    Two protections, each seen away by itself. That a draft has its dossier's id from the beginning:
    with an id made when "gửi" is pressed there were two dossiers. That a second press finds the
    entry of the first (outbox.enqueue): without it the same was handed in again, as revision 2 of
    one dossier under one slip number.
    """
    phone.sign_in(number, "Giàng A Đôi")
    citizen.ask_for_help(phone, "Xin giấy khai sinh.", pictures=1)
    phone.page.get_by_role("checkbox", name="Cho xã dùng thông tin này").check()
    other = phone.context.new_page()
    other.goto(phone.page.url)
    on_screen(other, "Kiểm tra lại")
    phone.link.stall()
    for tab in (phone.page, other):
        tab.evaluate(
            """() => {
              const send = [...document.querySelectorAll('button')].find(
                (button) => button.textContent.includes('Gửi hồ sơ'));
              setTimeout(() => send.click(), 300);
            }"""
        )
    phone.page.wait_for_timeout(600)  # Both have pressed, in whatever order.
    promised = phone.promised()
    phone.link.flow()
    phone.wait_for_queue(0)
    assert commune.count_of("Giàng A Đôi") == 1
    for tab in (phone.page, other):
        expect(tab.locator(".slip__number")).to_be_visible()
    slips = {tab.locator(".slip__number").inner_text() for tab in (phone.page, other)}
    assert len(slips) == 1
    commune.must_have(*promised)
    assert commune.revision(promised[0].id) == 1
