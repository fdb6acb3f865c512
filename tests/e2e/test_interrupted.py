"""The page dies in the middle of sending; what arrived stays, and the next opening goes on."""

from __future__ import annotations

from playwright.sync_api import Browser, Request, expect

from tests.e2e import citizen
from tests.e2e.conftest import NewDevice
from tests.support import killer

TEXT_AND_HEADS = 5_000
"""About what goes before the first page's bytes: the form's text, and the heads of two requests."""


def test_goes_on_after_the_page_was_killed(new_phone: NewDevice, browser: Browser) -> None:
    """Half a page is at the server when the tab dies: it is not sent a second time.

    Seen failing where the page was only closed (its request lived on and was sent whole again), and
    without writing down, before a page goes, that only the server knows how much of it came
    (nextPage): it was begun again at its first byte.
    """
    phone = new_phone(permissions=[])
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 202", "Giàng A Thử")
    citizen.ask_for_help(phone, "Xin hướng dẫn làm lại giấy khai sinh.", pictures=2)
    phone.guard.expect_lost_link()
    phone.proxy.hold_after(TEXT_AND_HEADS + phone.page_sizes()[0] // 2)
    citizen.send(phone)
    phone.proxy.wait_until_held()
    killer.crash(phone.page)
    phone.proxy.wait_until_left()
    phone.proxy.cut()
    phone.proxy.mend()

    offsets: dict[str, list[int]] = {}

    def note(request: Request) -> None:
        if request.method == "PATCH":
            offsets.setdefault(request.url, []).append(int(request.headers["upload-offset"]))

    phone.context.on("request", note)
    phone.page = phone.context.new_page()
    phone.open("/ho-so")
    citizen.open_dossier(phone, "Bản sao giấy hộ tịch")
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    phone.shot("da-gui")
    # The other page may go first, while the server is asked how much it has of this one.
    other, interrupted = sorted(offsets.values())
    assert other[0] == 0
    assert interrupted[0] > 0
