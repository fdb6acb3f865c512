"""The desk's other screens, and two officers on one dossier."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, expect

from backend.demo.cast import CAN_BO, CAN_BO_HAI
from tests.e2e import citizen, officer
from tests.e2e.conftest import NewDesk
from tests.e2e.devices import Device
from tests.e2e.forms import press, until, write

VIEWS = ("Của tôi", "Trễ hạn", "Chờ người dân", "Đã xong", "Tất cả")


def test_the_second_officer_sees_who_was_first(
    phone: Device, new_desk: NewDesk, browser: Browser
) -> None:
    """Both have it open; the second one's refusal is not sent, and its words are kept."""
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 206", "Giàng A Thử")
    citizen.ask_for_help(phone, "Xin hướng dẫn làm giấy khai sinh cho con.")
    citizen.send(phone)
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    slip = citizen.slip_number(phone)
    first, second = new_desk(CAN_BO), new_desk(CAN_BO_HAI)
    officer.find(first, slip)
    officer.find(second, slip)
    form = officer.start_act(first, "Từ chối")
    write(form, "Lý do", "Việc này làm ở xã khác, bà con đến xã đó.")
    officer.do_act(first, "Từ chối", "từ chối")

    form = officer.start_act(second, "Từ chối")
    write(form, "Lý do", "Chưa rõ yêu cầu, mời bà con đến gặp cán bộ.")
    press(form, "Từ chối")
    press(second.page.get_by_role("region", name="Việc đang gửi"), "Gửi ngay")
    conflict = second.page.get_by_role("dialog", name="Hồ sơ đã có người làm trước")
    expect(conflict).to_contain_text("Không có gì bị ghi đè.")
    expect(conflict).to_contain_text(CAN_BO.full_name)
    second.shot("nguoi-lam-truoc")
    press(conflict, "Xem bản mới")
    expect(conflict).to_be_hidden()
    expect(second.page.get_by_text("Đã từ chối").first).to_be_visible()


def test_typed_words_outlive_an_outage(desk: Device) -> None:
    """The line breaks under a written reason: it is kept, and goes when the line is back."""
    page = desk.page
    desk.open("/desk?view=answer_due")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").last.click()
    form = officer.start_act(desk, "Từ chối")
    reason = "Hồ sơ mẫu này không thuộc thẩm quyền của xã."
    write(form, "Lý do", reason)
    desk.lose_link()
    press(form, "Từ chối")
    undo = page.get_by_role("region", name="Việc đang gửi")
    press(undo, "Gửi ngay")
    expect(undo.get_by_text("Chưa gửi được, sẽ tự gửi lại khi có mạng.")).to_be_visible()
    desk.shot("mat-mang")
    desk.find_link()
    expect(page.get_by_role("link", name="Mẫu 03 · Từ chối tiếp nhận")).to_be_visible()
    page.get_by_text("Diễn biến").click()
    expect(page.get_by_text(reason)).to_be_visible()


@pytest.mark.parametrize("light", ["light", "dark"])
def test_every_list_and_screen(new_desk: NewDesk, light: str) -> None:
    """No violation, whatever the light; the demo brings a dossier in every state."""
    desk = new_desk(CAN_BO, name=light, color_scheme=light)
    page = desk.page
    desk.open("/desk")
    officer.in_list(desk)
    desk.shot("danh-sach")
    rail = page.get_by_role("navigation", name="Các danh sách")
    for view in VIEWS:
        rail.get_by_role("link", name=view).click()
        officer.list_stands(desk, view)
        desk.shot(view)
    _open_one_under_way(desk)
    expect(page.get_by_role("region", name="Các trang giấy")).to_be_visible()
    until(page, lambda: page.evaluate("() => [...document.images].every((one) => one.complete)"))
    desk.shot("ho-so")
    page.get_by_role("link", name="Chép sang hệ thống quốc gia").click()
    expect(page.get_by_role("table")).to_be_visible()
    desk.shot("chep-sang")
    for path, title in (("/desk/moi", "Lập hồ sơ tại bàn"), ("/desk/cai-dat", "Cài đặt")):
        desk.open(path)
        expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
        page.wait_for_load_state("networkidle")
        desk.shot(title)


def test_one_key_copies_the_next_value(desk: Device) -> None:
    """For typing into the state's own system: official order, one value a key."""
    page = desk.page
    desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desk.open("/desk?view=working")
    officer.list_stands(desk, "Đang giải quyết")
    _open_one_under_way(desk)
    page.get_by_role("link", name="Chép sang hệ thống quốc gia").click()
    row = page.get_by_role("table").get_by_role("row").filter(has=page.get_by_role("button"))
    expected = [row.nth(nth).get_by_role("cell").first.inner_text() for nth in range(3)]
    copied = []
    for nth in range(3):
        page.keyboard.press("c")
        expect(row.nth(nth)).to_have_class(re.compile("done"))
        copied.append(page.evaluate("() => navigator.clipboard.readText()"))
    assert copied == expected
    page.get_by_role("button", name="Chép lại từ đầu").click()
    for _ in expected:
        page.keyboard.press("c")
    expect(row.nth(2)).to_have_class(re.compile("done"))
    assert page.evaluate("() => navigator.clipboard.readText()") == expected[-1]


def _open_one_under_way(desk: Device) -> None:
    """From the list that stands: the oldest being handled, one of the demo's with a form."""
    rows = desk.page.get_by_role("main").get_by_role("listitem").get_by_role("link")
    rows.filter(has_text="Đang giải quyết").last.click()
