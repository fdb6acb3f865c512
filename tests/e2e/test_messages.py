"""A result comes to the phone: the page closed, the link gone, and the app opens with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e import citizen
from tests.e2e.conftest import NewDevice
from tests.e2e.devices import Device
from tests.e2e.pushes import Pusher, payload_of

NAME = "Bản sao giấy hộ tịch"
FACTS = {
    "agency": "xã Luận Thành",
    "desk": "bộ phận một cửa xã Luận Thành",
    "officer": "Lò Thị Thử",
    "procedure": NAME,
    "tel": "02373000000",
}
NUMBERS = {
    "test_the_result_is_there_without_a_link": "0912 000 231",
    "test_a_push_for_somebody_who_signed_out_tells_nothing": "0912 000 232",
}
SHOWN = """async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  const shown = await registration.getNotifications();
  return shown.map(({ title, body, tag }) => ({ title, body, tag }));
}"""
STORED = """async () => {
  const open = await new Promise((done, fail) => {
    const asked = indexedDB.open('motcua');
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
  const all = (store) => new Promise((done) => {
    const asked = open.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  const [accounts, dossiers] = [await all('accounts'), await all('dossiers')];
  const outbox = await all('outbox');
  open.close();
  return { who: accounts.find((one) => one.current)?.id, dossiers, outbox };
}"""


@pytest.fixture
def filed(new_phone: NewDevice, browser: Browser, request: pytest.FixtureRequest) -> Device:
    """A phone from which its person has just filed something."""
    phone = new_phone(permissions=["notifications", "background-sync"])
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, NUMBERS[request.node.name], "Giàng A Thử")
    citizen.ask_for_help(phone, "Xin trích lục khai sinh.")
    citizen.send(phone)
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    return phone


def told(phone: Device, kind: str, state: str, *, seq: int, minutes: int = 0) -> str:
    """A push about the phone's one dossier, as the backend would fill it."""
    stored: dict[str, Any] = phone.page.evaluate(STORED)
    (dossier,) = stored["dossiers"]
    moment = datetime.now(UTC) + timedelta(minutes=minutes)
    facts = {**FACTS, "state": state, "slip": dossier["receipt"]["slip"], "at": moment.isoformat()}
    return payload_of(stored["who"], dossier["id"], kind, seq=seq, at=moment, facts=facts)


def test_the_result_is_there_without_a_link(filed: Device) -> None:
    """Closed page, no link: the push is shown, and the app opens with the new state and the inbox.

    Seen failing without the worker's listener for `push`, and with a push that is only shown.
    """
    phone = filed
    pusher = Pusher(phone)
    ready = told(phone, "ready", "9", seq=9, minutes=5)
    older = told(phone, "accepted", "2", seq=2, minutes=1)
    phone.lose_link()
    phone.page.close()
    pusher.deliver(ready)
    pusher.deliver(older)
    phone.page = phone.context.new_page()
    phone.open("/ho-so")
    link = phone.page.get_by_role("main").get_by_role("link", name=NAME)
    expect(link).to_be_visible()
    phone.page.wait_for_function(f"async () => (await ({SHOWN})()).length > 0")
    (shown,) = phone.page.evaluate(SHOWN)
    assert shown["tag"] in link.get_attribute("href", timeout=1000)
    assert NAME in shown["body"]
    link.click()
    expect(phone.page.get_by_text("Đã có kết quả.")).to_be_visible()
    phone.shot("co-ket-qua-khong-mang")
    phone.open("/tin-bao")
    letters = phone.page.get_by_role("listitem").filter(has_text=shown["title"])
    expect(letters.first).to_be_visible()
    phone.shot("tin-bao-khong-mang")
    kinds = [entry["body"] for entry in phone.page.evaluate(STORED)["outbox"]]
    assert any('"displayed"' in body for body in kinds)
    phone.find_link()
    phone.page.wait_for_function(f"async () => (await ({STORED})()).outbox.length === 0")


def test_a_push_for_somebody_who_signed_out_tells_nothing(filed: Device) -> None:
    """Something is shown, because every push must; nothing of whose it was or what it said."""
    phone = filed
    pusher = Pusher(phone)
    push = told(phone, "ready", "9", seq=9)
    citizen.sign_out(phone)
    pusher.deliver(push)
    phone.page.wait_for_function(f"async () => (await ({SHOWN})()).length > 0")
    (shown,) = phone.page.evaluate(SHOWN)
    assert shown == {"title": "Một Cửa: có tin mới", "body": "Mở ứng dụng để xem.", "tag": "tin"}
