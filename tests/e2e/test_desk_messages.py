"""Messages at the desk: how far each went, whom to call, one announcement to the hamlets."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from backend.core import clock
from backend.demo.cast import CAN_BO, LANH_DAO, QUAN_TRI
from tests.e2e import officer
from tests.e2e.conftest import NewDesk
from tests.e2e.devices import Device
from tests.e2e.forms import press, write

APOLOGY = "Xin lỗi, hẹn ngày mới"
TEXT = "Ngày 25/11 xã nghỉ tiếp dân buổi sáng để phun thuốc chống muỗi."


@pytest.fixture
def officer_desk(new_desk: NewDesk) -> Device:
    """Where an officer works."""
    return new_desk(CAN_BO)


def shown(desk: Device, address: str, title: str) -> None:
    """Open a page of the desk by its address."""
    desk.open(address)
    expect(desk.page.get_by_role("heading", name=title, level=1)).to_be_visible()


def test_who_was_called_leaves_the_list(officer_desk: Device) -> None:
    """Seen failing without the answer taken into the list."""
    desk = officer_desk
    shown(desk, "/desk/can-goi", "Cần gọi điện")
    calls = (
        desk.page.get_by_role("main")
        .get_by_role("listitem")
        .filter(has=desk.page.get_by_role("button", name="Đã báo được"))
    )
    expect(calls.first).to_be_visible()
    before = calls.count()
    desk.shot("can-goi")
    expect(desk.page.get_by_role("link", name=f"Cần gọi điện {before}")).to_be_visible()
    press(calls.first, "Chưa gọi được")
    expect(calls.first).to_contain_text("Đã ghi. Gọi lại sau.")
    press(calls.first, "Đã báo được")
    expect(calls).to_have_count(before - 1)


def test_the_way_of_each_message_stands_in_the_dossier(officer_desk: Device) -> None:
    """Which rung, when, and what became of it."""
    desk = officer_desk
    shown(desk, "/desk/can-goi", "Cần gọi điện")
    desk.page.get_by_role("link", name="Mở hồ sơ").first.click()
    block = desk.page.get_by_role("region", name="Tin đã gửi")
    expect(block).to_contain_text("Chờ xã gọi điện")
    block.get_by_text("Tin đã đi thế nào").first.click()
    expect(block).to_contain_text("Xã gọi điện")
    desk.shot("tin-da-gui")


def test_an_announcement_is_looked_at_and_sent_once(new_desk: NewDesk) -> None:
    """The same press twice sends once: its id is made before it leaves."""
    desk = new_desk(LANH_DAO)
    page = desk.page
    shown(desk, "/desk/thong-bao", "Thông báo cho dân")
    page.get_by_role("radio", name="Thông báo").check()
    write(page, "Nội dung", TEXT)
    page.get_by_role("group", name="Gửi tới thôn, bản").get_by_role("checkbox").first.check()
    press(page, "Xem trước")
    expect(page.get_by_text("người sẽ nhận.")).to_be_visible()
    expect(page.locator(".loudspeaker__text")).to_contain_text(TEXT)
    desk.shot("xem-truoc")
    page.get_by_role("button", name="Gửi cho").dblclick()
    sent = page.get_by_role("region", name="Đã gửi")
    expect(sent.get_by_text(TEXT)).to_have_count(1)
    expect(sent).to_contain_text("Đã gửi xong")
    desk.shot("da-gui")
    again = page.request.get(f"{desk.address}/api/desk/announcements").json()["items"]
    assert [one["text"] for one in again].count(TEXT) == 1


def test_a_text_with_a_link_is_refused_in_words(new_desk: NewDesk) -> None:
    """Nobody learns to trust links in messages of the commune."""
    desk = new_desk(LANH_DAO)
    page = desk.page
    shown(desk, "/desk/thong-bao", "Thông báo cho dân")
    desk.guard.refusals = desk.guard.refusals | {422}
    write(page, "Nội dung", "Bấm http://xa.example/tien để nhận tiền ngay hôm nay.")
    page.get_by_role("group", name="Gửi tới thôn, bản").get_by_role("checkbox").first.check()
    press(page, "Xem trước")
    expect(page.get_by_role("alert").filter(has_text="đường dẫn")).to_be_visible()
    expect(page.get_by_role("button", name="Gửi cho")).to_be_hidden()


def test_an_alert_that_was_put_away_stays_away(officer_desk: Device) -> None:
    """Folded above the list; each leads to its dossier, and the press counts on the server.

    Seen failing with an alert that is put away on the screen alone.
    """
    desk = officer_desk
    page = desk.page
    fold = page.locator("summary", has_text="Nhắc việc: ")
    expect(fold).to_be_visible()
    fold.press("Enter")
    alerts = page.locator("details", has=fold).get_by_role("listitem")
    expect(alerts.first).to_be_visible()
    first = alerts.first.get_by_role("link", name="Mở hồ sơ").get_attribute("href")
    text = alerts.first.get_by_role("strong").inner_text()
    same = alerts.filter(has=page.locator(f'a[href="{first}"]')).filter(has_text=text)
    expect(same).to_have_count(1)
    with page.expect_response(lambda answer: answer.request.method == "PUT") as told:
        press(same, "Đã xem")
    assert told.value.status in (200, 204)
    expect(same).to_have_count(0)
    desk.open("/desk")
    officer.in_list(desk)
    expect(fold).to_be_visible()
    fold.press("Enter")
    expect(alerts.first).to_be_visible()
    expect(same).to_have_count(0)


def test_officers_announce_nothing(officer_desk: Device) -> None:
    """They see what was sent, and who may send."""
    desk = officer_desk
    shown(desk, "/desk/thong-bao", "Thông báo cho dân")
    expect(desk.page.get_by_text("Chỉ lãnh đạo và quản trị")).to_be_visible()
    expect(desk.page.get_by_role("button", name="Xem trước")).to_be_hidden()


def test_the_administrator_keeps_the_hamlets(new_desk: NewDesk) -> None:
    """A new hamlet stands in everybody's list at once."""
    desk = new_desk(QUAN_TRI)
    shown(desk, "/desk/cai-dat", "Cài đặt")
    block = desk.page.get_by_role("region", name="Thôn, bản")
    boxes: Callable[[], int] = block.get_by_role("textbox").count
    expect(block.get_by_role("textbox").first).to_be_visible()
    before = boxes()
    press(block, "Thêm thôn, bản")
    block.get_by_role("textbox").nth(before).fill("Bản Thử Mới")
    with desk.page.expect_response(lambda answer: answer.request.method == "PUT"):
        press(block, "Lưu danh sách")
    expect(block.get_by_role("textbox")).to_have_count(before + 1)
    names = desk.page.request.get(f"{desk.address}/api/hamlets").json()
    assert "Bản Thử Mới" in [one["name"] for one in names]
    desk.shot("thon-ban")


def test_late_with_an_apology_once(officer_desk: Device) -> None:
    """A new date and why: the letter is there, the person is told, and nobody apologises twice.

    Seen failing with an apology that the desk may always offer.
    """
    desk = officer_desk
    page = desk.page
    desk.open("/desk?view=working")
    page.get_by_role("main").get_by_role("listitem").get_by_role("link").filter(
        has_text="Đang giải quyết"
    ).first.click()
    form = officer.start_act(desk, APOLOGY)
    desk.shot("xin-loi")
    press(form, APOLOGY)
    expect(form.get_by_role("textbox", name="Ngày hẹn mới")).to_have_attribute(
        "aria-invalid", "true"
    )
    write(form, "Ngày hẹn mới", f"{clock.now() + timedelta(days=45):%d/%m/%Y}")
    write(form, "Lý do", "Phải chờ xã khác trả lời xác minh.")
    officer.do_act(desk, APOLOGY, "xin lỗi và hẹn ngày mới")
    letter = page.get_by_role("link", name="Mẫu 04 · Xin lỗi, hẹn lại")
    expect(letter).to_be_visible()
    made = page.request.get(f"{desk.address}{letter.get_attribute('href')}")
    assert (made.status, made.body()[:5]) == (200, b"%PDF-")
    told = page.get_by_role("region", name="Tin đã gửi")
    expect(told).to_contain_text("Xã xin lỗi vì trả chậm")
    expect(page.get_by_role("button", name=APOLOGY)).to_have_count(0)
    desk.shot("da-xin-loi")
