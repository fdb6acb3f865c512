"""The desk and a dossier from a phone that was never signed in."""

from __future__ import annotations

import json
import urllib.request
import uuid
from typing import Any

from playwright.sync_api import expect

from tests.backend.dossiers.test_payloads import recorded
from tests.e2e import officer
from tests.e2e.devices import Device
from tests.e2e.forms import press, write
from tests.support.server import Server


def sent_without_signing_in(product: Server) -> str:
    """A dossier by a device token, as a phone's queue sends it; its slip number."""
    device = {"id": str(uuid.uuid4()), "name": "Điện thoại thử"}
    said = {"device": device, "full_name": "Giàng A Thử", "phone": "0912 345 678"}
    token = _call(product, "POST", "/api/accounts/device-token", said)["send_token"]
    body = json.loads(recorded("tro_cap")["body"])
    receipt = _call(product, "PUT", f"/api/dossiers/{uuid.uuid4()}", body, token)
    assert receipt["unverified"] is True
    slip: str = receipt["slip"]
    return slip


def _call(product: Server, method: str, path: str, body: Any, token: str = "") -> Any:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    asked = urllib.request.Request(  # noqa: S310 - The server of this very test.
        product.base_url + path, json.dumps(body).encode(), headers, method=method
    )
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def test_the_officer_sees_the_mark_calls_and_says_who_it_is(product: Server, desk: Device) -> None:
    """The mark stands in the list, at the head and beside the number to call, until it is gone."""
    page = desk.page
    slip = sent_without_signing_in(product)
    row = officer.row_of(desk, slip)
    expect(row).to_contain_text("Chưa xác thực")
    desk.shot("danh-sach")
    row.click()
    expect(page.locator("header").get_by_text("Chưa xác thực")).to_be_visible()
    call = page.get_by_role("link", name="0912 345 678")
    expect(call).to_have_attribute("href", "tel:+84912345678")
    desk.shot("ho-so")
    press(page, "Xác thực người gửi")
    sheet = page.get_by_role("dialog", name="Xác thực người gửi")
    write(sheet, "Ghi chú", "Nói chuyện với con gái bà.")
    desk.shot("xac-thuc")
    press(sheet, "Đã gọi, đúng người gửi")
    expect(sheet).to_be_hidden()
    expect(page.get_by_text("Chưa xác thực")).to_have_count(0)
    expect(page.get_by_text("Nói chuyện với con gái bà.")).to_be_visible()
    officer.find(desk, slip)
    expect(page.get_by_text("Đã gọi điện")).to_be_visible()


def test_a_lost_phone_is_shut_from_the_desk(product: Server, desk: Device) -> None:
    """For somebody who has no other phone to say it on."""
    page = desk.page
    officer.find(desk, sent_without_signing_in(product))
    press(page, "Báo mất điện thoại")
    sheet = page.get_by_role("dialog", name="Báo mất điện thoại")
    expect(sheet).to_contain_text("Xem căn cước trước.")
    desk.shot("bao-mat-may")
    press(sheet, "Đã xem, khóa các máy")
    expect(sheet).to_contain_text("Đã khóa 1 máy.")
    press(sheet, "Xong")
    expect(sheet).to_be_hidden()
