"""What an officer does at the one-stop desk."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Locator, expect

from backend.demo.cast import PASSWORD, Officer
from tests.e2e.devices import Device
from tests.e2e.forms import press, write


def sign_in(desk: Device, browser: Browser, who: Officer) -> None:
    """Login, password, and the code that an authenticator app would show."""
    page = desk.page
    desk.open("/desk")
    expect(page.get_by_role("heading", name="Bộ phận một cửa", level=1)).to_be_visible()
    desk.shot("dang-nhap")
    write(page, "Tên đăng nhập", who.login)
    page.get_by_label("Mật khẩu", exact=True).fill(PASSWORD)
    write(page, "Mã trong ứng dụng xác thực", _code(desk, browser, who))
    press(page, "Đăng nhập")
    in_list(desk)


def in_list(desk: Device) -> None:
    """The list of what must be answered stands."""
    list_stands(desk, "Chờ trả lời")


def list_stands(desk: Device, name: str) -> None:
    """This list's own rows are there: what counts them comes with them."""
    expect(desk.page.get_by_role("heading", name=name, level=1)).to_be_visible()
    expect(desk.page.get_by_role("status").filter(has_text="hồ sơ · cập nhật")).to_be_visible()


def row_of(desk: Device, slip: str) -> Locator:
    """Search for a slip number by keyboard; its one row. A list shows only thirty at a time."""
    page = desk.page
    desk.open("/desk")
    in_list(desk)
    page.keyboard.press("/")
    page.keyboard.type(slip)
    expect(page.get_by_role("heading", name=f"Tìm: {slip}", level=1)).to_be_visible()
    row = page.get_by_role("link").filter(has_text=slip)
    expect(row).to_have_count(1)
    return row


def find(desk: Device, slip: str) -> None:
    """Open the one dossier that has this slip number, all by keyboard."""
    page = desk.page
    row_of(desk, slip).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1).filter(has_text=slip)).to_be_visible()


def judge(desk: Device, *keys: str) -> None:
    """Look at the pages in their order; Enter is good, a number says what is wrong."""
    viewer = desk.page.get_by_role("region", name="Các trang giấy")
    pages = viewer.get_by_role("list", name="Mọi trang").get_by_role("button")
    for nth, key in enumerate(keys):
        expect(pages.nth(nth)).to_have_attribute("aria-current", "true")
        desk.page.keyboard.press(key)
        verdict = "Dùng được" if key == "Enter" else "Cần sửa"
        expect(pages.nth(nth)).to_contain_text(verdict)
    expect(desk.page.get_by_text("Chưa xem", exact=True)).to_have_count(0)


def start_act(desk: Device, act: str) -> Locator:
    """Open the form of an act; the form."""
    press(desk.page.get_by_role("contentinfo").or_(desk.page.locator("footer")).last, act)
    expect(desk.page.get_by_role("heading", name=act, exact=True, level=2)).to_be_visible()
    return desk.page.locator("form").filter(has=desk.page.get_by_role("button", name=act))


def do_act(desk: Device, act: str, done: str) -> None:
    """Confirm the open form and do not wait for the seconds in which it could be undone."""
    form = desk.page.locator("form").filter(has=desk.page.get_by_role("button", name=act))
    press(form, act)
    undo = desk.page.get_by_role("region", name="Việc đang gửi")
    press(undo, "Gửi ngay")
    expect(undo.get_by_text(re.compile(f"Đã {done}: "))).to_be_visible()


def act_at_once(desk: Device, act: str, done: str) -> None:
    """An act whose form needs nothing more."""
    start_act(desk, act)
    desk.shot(act)
    do_act(desk, act, done)


def _code(desk: Device, browser: Browser, who: Officer) -> str:
    with browser.new_context(locale="vi-VN") as elsewhere:
        console = elsewhere.new_page()
        console.goto(f"{desk.address}/demo/console")
        row = console.get_by_role("row", name=re.compile(rf"^{re.escape(who.login)} \d{{6}}$"))
        return row.locator(".code").inner_text()


def take_cash(desk: Device) -> None:
    """What is owed, before the result is given: without it the hand-over is held back."""
    money = desk.page.get_by_role("region", name="Tiền", exact=True)
    press(money, "Ghi đã thu tiền mặt")
    desk.shot("thu-tien")
    money.get_by_role("button", name=re.compile(r"^Đã cầm đủ ")).click()
    expect(money).to_contain_text("Đã thu đủ")
