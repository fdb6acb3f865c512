"""Failure 10: two people on one phone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.forms import press, write
from tests.faults.conftest import Commune
from tests.faults.phones import Phone

BUSY = b"<h1>503 Service Unavailable</h1>"


def test_failure_10_the_first_persons_queue_goes_in_their_name(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Under the second person's session, with the first person's token and no cookie.

    Seen failing with the token of whoever is signed in now: what was tried while nobody was, was
    stuck until a sign-in.
    """
    phone.sign_in(number, "Vàng Thị Nhất")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=1)
    phone.file_alike([("Vàng Thị Bà", []), ("Vàng Thị Cô", [])])
    promised = phone.promised()
    phone.link.answer_instead(r"^(PUT|PATCH) ", 503, BUSY)
    phone.find_link()
    sign_out_with_a_queue(phone)
    phone.open("/dang-nhap")
    phone.enter(number[:-3] + "999")
    write(phone.page, "Họ và tên", "Quàng Văn Nhì")
    press(phone.page, "Xong")
    citizen.to_dossiers(phone)
    expect(phone.page.get_by_text("Còn 3 hồ sơ của người khác trên máy này.")).to_be_visible()
    words = phone.page.locator("body").inner_text()
    assert not [name for name in ("Nhất", "Vàng Thị", "Bản sao") if name in words]
    tokens = {account["full_name"]: account["send_token"] for account in phone.kept("accounts")}
    phone.link.recount()
    phone.link.calm()
    phone.wake()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
    sent = [r for r in phone.link.counts.requests if r.method in ("PUT", "PATCH")]
    assert {r.headers.get("authorization") for r in sent} == {f"Bearer {tokens['Vàng Thị Nhất']}"}
    assert not [r for r in sent if "cookie" in r.headers]
    mine = phone.context.request.get(f"{phone.address}/api/dossiers").json()
    assert mine["total"] == 0


def sign_out_with_a_queue(phone: Phone) -> None:
    """Told what happens to what waits, and out all the same."""
    phone.open("/may-cua-toi")
    press(phone.page, "Đăng xuất trên máy này")
    expect(phone.page.get_by_text("Còn 3 hồ sơ chưa gửi xong")).to_be_visible()
    press(phone.page, "Đăng xuất, máy gửi tiếp")
    expect(phone.page.get_by_text("Bạn chưa đăng nhập")).to_be_visible()


def test_failure_10_a_lost_phones_queue_sends_nothing_and_keeps_all(
    phone: Phone, commune: Commune, number: str
) -> None:
    """ "Máy bị mất" ends the token. Found again and signed in, the phone sends what it kept.

    Seen failing where only the sessions were ended (devices.end_all): the finder's phone sent all.
    """
    phone.sign_in(number, "Vàng Thị Nhất")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=1)
    promised = phone.promised()
    phone.context.set_offline(False)
    ended = phone.context.request.delete(
        f"http://127.0.0.1:{phone.link.port}/api/devices?lost=true",
        headers={"Cookie": phone.cookies(), "Sec-Fetch-Site": "same-origin"},
    )
    assert ended.ok
    phone.link.mend()
    phone.wake()
    phone.wait_for_queue(1, lambda entry: entry["parked"] == "sign_in")
    assert promised[0].id not in commune.kept().dossiers
    phone.open("/dang-nhap")
    phone.enter(number)
    phone.page.get_by_role("button", name="Vàng Thị Nhất").click()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
