"""Failure 12: 500, 413, 401, 422 and a captive portal's 200: none of them is "sent"."""

from __future__ import annotations

import json

from playwright.sync_api import expect

from tests.faults import papers
from tests.faults.conftest import Commune
from tests.faults.phones import Phone, Record
from tests.support.weak_link import PORTAL

PROBLEM = "application/problem+json"
HTML = "text/html"


def problem(code: str) -> bytes:
    return json.dumps({"code": code, "title": "Hồ sơ vẫn còn trên máy."}).encode()


ANSWERS: dict[str, tuple[int, bytes, str]] = {
    "Lỗi Năm Trăm": (500, b"<h1>Internal Server Error</h1>", HTML),
    "Lỗi Của Ta": (500, problem("internal"), PROBLEM),
    "Cổng Lớn Quá": (413, b"<h1>413 Request Entity Too Large</h1>", HTML),
    "Cổng Hỏi Tên": (401, b"<h1>Wi-Fi login</h1>", HTML),
    "Xã Không Hiểu": (422, problem("invalid"), PROBLEM),
    "Cổng Chào Mừng": (200, PORTAL, HTML),
    "Cổng Giả Làm": (200, b"{}", "application/json"),
    "Cổng Dẫn Đi": (302, b"", HTML),
}
REASONS = {
    "Lỗi Năm Trăm": "server_fault",
    "Lỗi Của Ta": "server_fault",
    "Cổng Lớn Quá": "too_large",
    "Cổng Hỏi Tên": "not_our_server",
    "Xã Không Hiểu": "invalid",
    "Cổng Chào Mừng": "not_our_server",
    "Cổng Giả Làm": "not_our_server",
    "Cổng Dẫn Đi": "not_our_server",
}
WANT_A_PERSON = ("Cổng Lớn Quá", "Xã Không Hiểu")


def reason(entry: Record) -> str | None:
    """Why it rests, else why it is being tried again; being without a link was before."""
    waiting = None if entry["waiting"] == "no_link" else entry["waiting"]
    found: str | None = entry["parked"] or waiting
    return found


def test_failure_12_no_other_answer_counts_as_sent(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Each stays with its reason, the others go on, and later those go that can.

    Seen failing with every 2xx taken for "sent" (policy.judgeSuccess).
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=1)
    phone.file_alike([(name, [papers.page(nth)]) for nth, name in enumerate(ANSWERS, start=100)])
    phone.file_alike([("Lò Thị Lành", [papers.page(99)])])
    promised = {filed.owner_name: filed for filed in phone.promised()}
    for name, (status, body, kind) in ANSWERS.items():
        phone.link.answer_instead(
            promised[name].id, status, body, kind=kind, headers={"Location": "/wifi"}
        )
    phone.find_link()
    waiting = phone.wait_for_queue(len(ANSWERS), lambda entry: reason(entry) is not None)
    assert {entry["owner_name"]: reason(entry) for entry in waiting} == REASONS
    commune.must_have(promised["Lò Thị Lành"])
    assert commune.count_of(*ANSWERS) == 0
    phone.open("/ho-so")
    sent = phone.page.get_by_role("link").filter(has_text="Đã gửi, chờ cán bộ nhận")
    expect(sent.filter(has_text="Lò Thị Lành")).to_be_visible()
    for name in ANSWERS:
        expect(sent.filter(has_text=name)).to_have_count(0)
        expect(phone.page.get_by_role("link").filter(has_text=name)).to_have_count(1)

    phone.link.calm()
    phone.wake()
    left = phone.wait_for_queue(2)
    assert {entry["owner_name"] for entry in left} == set(WANT_A_PERSON)
    commune.must_have(*(promised[name] for name in ANSWERS if name not in WANT_A_PERSON))


def test_failure_12_an_ended_token_waits_for_a_sign_in(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Our own 401, to an old queue: all wait, with everything, until somebody signs in.

    Seen failing without the new token that a sign-in brings.
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=1)
    phone.file_alike([("Lò Thị Mẫu", [papers.page(7)])])
    promised = phone.promised()
    (account,) = phone.kept("accounts")
    phone.keep("accounts", {**account, "send_token": "mc1_ended-long-ago"})
    phone.find_link()
    phone.wait_for_queue(2, lambda entry: entry["parked"] == "sign_in")
    assert phone.promised() == promised
    phone.open("/dang-nhap")
    phone.enter(number)
    phone.page.get_by_role("button", name="Giàng A Thử").click()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
