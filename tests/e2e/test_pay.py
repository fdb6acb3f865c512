"""Paying from the phone: the sum before sending, VNPay by the demo's gateway, VietQR by bank."""

from __future__ import annotations

import json
import re
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import segno
from playwright.sync_api import Browser, Page, Route, expect

from backend.demo.cast import QUAN_TRI
from tests.e2e import citizen, devices, officer
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen, press
from tests.e2e.screens import OUTPUT
from tests.e2e.test_copy_of_record import NAME, fill
from tests.support.server import demo_server, free_port, payment_sandbox

SUM = "16.000 đồng"
WORDS = "mười sáu nghìn đồng"
PAYEE = {
    "bin": "970422",
    "bank": "MB",
    "account": "113366668888",
    "name": "TT PHUC VU HANH CHINH CONG XA LUAN THANH",
}


@dataclass(frozen=True)
class Product:
    """A demo that takes money. `front` is the port under which VNPay sends payers back."""

    port: int
    front: int
    gateway: str


@pytest.fixture(scope="module")
def paying(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Product]:
    """The demo with its gateway, each a process of its own, and the commune's account."""
    folder = tmp_path_factory.mktemp("paying")
    port, front, gateway = free_port(), free_port(), free_port()
    extra = {
        "MOTCUA_PUBLIC_URL": f"http://127.0.0.1:{front}",
        "MOTCUA_PAYMENT_SANDBOX": f"http://127.0.0.1:{gateway}",
    }
    with ExitStack() as stack:
        server = stack.enter_context(demo_server(folder, port=port, extra_environment=extra))
        address = stack.enter_context(payment_sandbox(folder, server.base_url, port=gateway))
        name_payee(browser, port)
        yield Product(port, front, address)


def name_payee(browser: Browser, port: int) -> None:
    """The administrator enters the commune's account, as the desk's page does."""
    with devices.desk(browser, port, "pay-quan-tri") as desk:
        officer.sign_in(desk, browser, QUAN_TRI)
        put = """async (payee) => (await fetch('/api/desk/payee', {method: 'PUT',
          headers: {'Content-Type': 'application/json'}, body: JSON.stringify(payee)})).status"""
        assert desk.page.evaluate(put, PAYEE) == 200


@pytest.fixture
def phone(browser: Browser, paying: Product, request: pytest.FixtureRequest) -> Iterator[Device]:
    """A phone; the one that VNPay sends back reaches the product under its public address."""
    listen = paying.front if "vnpay" in request.node.name else 0
    name = f"pay-{Path(request.node.name).name.removeprefix('test_')}"
    look = getattr(request, "param", {})
    with devices.phone(browser, paying.port, name, listen=listen, **look) as phone:
        phone.guard.friends.add(paying.gateway.removeprefix("http://"))
        yield phone
        phone.keep_last_screen()
        phone.check()


def test_vnpay(phone: Device, browser: Browser) -> None:
    """Sent, paid on the gateway's page, and told by the gateway's own notice; confirmation as PDF.

    Seen failing without the way back's question to our own server.
    """
    hand_in(phone, browser, "0912 000 711", "Lò Thị Trả")
    page = phone.page
    press(page, "Trả qua VNPay")
    expect(page.get_by_role("button", name="Trả tiền")).to_be_visible()
    expect(page.get_by_role("heading", name=SUM)).to_be_visible()
    press(page, "Tài khoản không đủ tiền")
    on_screen(page, "Kết quả thanh toán")
    expect(page.get_by_text("Chưa trả được")).to_be_visible()
    phone.shot("chua-tra-duoc")

    page.get_by_role("link", name="Đổi cách trả").click()
    on_screen(page, "Trả lệ phí")
    expect(page.get_by_text("Lần trả trước chưa thành")).to_be_visible()
    phone.shot("chua-thanh")
    press(page, "Trả qua VNPay")
    press(page, "Trả tiền")
    on_screen(page, "Kết quả thanh toán")
    expect(page.get_by_text("Đã nhận tiền")).to_be_visible()
    phone.shot("da-nhan-tien")
    page.get_by_role("main").get_by_role("link", name="Về hồ sơ").click()
    on_screen(page, NAME)
    expect(page.get_by_text(f"Đã trả {SUM}.")).to_be_visible()
    phone.shot("ho-so-da-tra")
    page.get_by_role("link", name="Xem phiếu và các lần trả").click()
    phone.shot("phieu-xac-nhan")
    confirmation = page.get_by_role("link", name="Mở phiếu số")
    pdf = page.context.request.get(phone.address + str(confirmation.get_attribute("href")))
    assert pdf.body().startswith(b"%PDF")


def test_vietqr(phone: Device, browser: Browser, paying: Product) -> None:
    """The code is shown without a link afterwards, sent on as a picture, and the transfer is found.

    Seen failing with the code shown only while there is a link.
    """
    hand_in(phone, browser, "0912 000 712", "Lò Thị Chuyển")
    page = phone.page
    press(page, "Chuyển khoản (VietQR)")
    on_screen(page, "Trả lệ phí")
    code = page.get_by_role("img", name=f"Mã VietQR: chuyển {SUM} cho {PAYEE['name']}")
    expect(code).to_be_visible()
    purpose = transfer_value(page, "Nội dung")
    assert purpose.startswith("HS")
    assert purpose.isalnum()
    assert transfer_value(page, "Số tài khoản") == PAYEE["account"]
    assert drawn(page) in codes_of(payload(page))
    phone.shot("ma-vietqr")

    phone.lose_link()
    page.reload()
    expect(code).to_be_visible()
    phone.shot("ma-khong-mang")
    with page.expect_download() as coming:
        press(page, "Gửi ảnh mã cho người thân")
    picture = coming.value.path().read_bytes()
    assert coming.value.suggested_filename == f"{purpose}.png"
    assert picture.startswith(b"\x89PNG")
    keep(phone, picture)

    phone.find_link()
    transfer(paying.gateway, purpose, 16_000)
    press(page, "Hỏi lại ngay")
    expect(page.get_by_text("Đã nhận tiền").first).to_be_visible()
    phone.shot("da-nhan-chuyen-khoan")


@pytest.mark.parametrize("phone", [{"color_scheme": "dark"}], indirect=True, ids=["dark"])
def test_chosen_without_a_link(phone: Device, browser: Browser) -> None:
    """A choice made without a link waits, twice tapped it is one; with the link the code is there.

    Seen failing without both guards: the button that is busy, and `keepIntent` looking for the same
    choice.
    """
    hand_in(phone, browser, "0912 000 713", "Lò Thị Chờ")
    page = phone.page
    page.evaluate("localStorage.setItem('motcua.text', 'largest')")
    page.reload()
    expect(page.get_by_role("button", name="Chuyển khoản (VietQR)")).to_be_visible()
    phone.shot("chu-to-nhat")
    phone.lose_link()
    button = page.get_by_role("button", name="Chuyển khoản (VietQR)")
    button.dblclick()
    expect(page.get_by_text("Lựa chọn của bạn vẫn trên máy.")).to_be_visible()
    phone.shot("cho-mang")
    assert intents(page) == 1
    phone.find_link()
    expect(page.get_by_role("img", name="Mã VietQR")).to_be_visible()
    expect(page.get_by_text("Đang chờ tiền")).to_have_count(1)
    assert intents(page) == 0
    phone.shot("ma-chu-to-nhat")


def test_a_higher_sum_is_asked_again(phone: Device, browser: Browser) -> None:
    """The server counts more than was shown: nothing goes before the person has agreed.

    Seen failing with "fee_higher" unknown to the phone's policy.
    """
    told = {
        "code": "fee_higher",
        "title": "Hồ sơ vẫn còn trên máy, chưa thu tiền.",
        "status": 409,
        "fee": {"amount": 24_000, "words": "hai mươi tư nghìn đồng", "shown": 16_000, "lines": []},
    }
    sent: list[dict[str, Any]] = []

    def answer(route: Route) -> None:
        sent.append(json.loads(route.request.post_data or "{}"))
        if len(sent) > 1:
            route.continue_()
            return
        route.fulfill(status=409, content_type="application/problem+json", body=json.dumps(told))

    phone.guard.refusals = frozenset({409})
    phone.context.route(re.compile(r"/api/dossiers/[^/]+$"), handler_of("PUT", answer))
    send(phone, browser, "0912 000 714", "Lò Thị Hơn")
    page = phone.page
    citizen.to_dossiers(phone)
    page.get_by_role("main").get_by_role("link", name=NAME).first.click()
    expect(page.get_by_text("Lệ phí mới: 24.000 đồng")).to_be_visible()
    phone.shot("le-phi-cao-hon")
    press(page, "Đồng ý và gửi lại")
    citizen.slip_number(phone)
    assert [body["fee_quote"]["amount"] for body in sent] == [16_000, 24_000]
    assert sent[1]["revision"] == sent[0]["revision"] + 1


def handler_of(method: str, answer: Callable[[Route], None]) -> Callable[[Route], None]:
    """Only requests of this method; the others go on."""
    return lambda route: answer(route) if route.request.method == method else route.fallback()


def hand_in(phone: Device, browser: Browser, number: str, name: str) -> None:
    """A dossier that costs 16.000 đồng, and its ways to pay."""
    send(phone, browser, number, name)
    page = phone.page
    citizen.open_dossier(phone, NAME)
    expect(page.get_by_text(f"Phải trả {SUM}")).to_be_visible()
    ways = page.locator(".card--ask").get_by_role("button")
    expect(ways).to_have_text(["Trả khi lấy kết quả", "Chuyển khoản (VietQR)", "Trả qua VNPay"])
    phone.shot("phai-tra")


def send(phone: Device, browser: Browser, number: str, name: str) -> None:
    """The sum and why before it is sent, then "Gửi", then the sign-in."""
    citizen.first_visit(phone)
    page = phone.page
    phone.open("/thu-tuc/2-000635")
    on_screen(page, NAME)
    phone.shot("thu-tuc")
    citizen.begin(phone)
    fill(phone)
    on_screen(page, "Kiểm tra lại")
    expect(page.get_by_text(f"8.000 đồng mỗi bản, 2 bản: {SUM}")).to_be_visible()
    expect(page.get_by_text(f"Bằng chữ: {WORDS}.")).to_be_visible()
    citizen.send(phone)
    page.get_by_role("main").get_by_role("link", name="Đăng nhập").click()
    citizen.sign_in(phone, browser, number, name)


def transfer_value(page: Page, label: str) -> str:
    """What stands beside a label of the transfer."""
    row = page.locator(".lines__one").filter(has=page.get_by_text(label, exact=True))
    return row.locator("strong").inner_text()


def payload(page: Page) -> str:
    """The text of the code, as the server tells it."""
    dossier = page.url.rsplit("/", 1)[-1]
    ask = "async (id) => (await (await fetch(`/api/dossiers/${id}/payment`)).json()).attempt"
    told: str = page.evaluate(ask, dossier)["transfer"]["payload"]
    assert PAYEE["account"] in told
    assert "540516000" in told
    return told


def drawn(page: Page) -> list[list[int]]:
    """The dots of the code on the screen."""
    size = int(str(page.locator(".vietqr").get_attribute("viewBox")).split()[-1])
    dots = [[0] * size for _ in range(size)]
    path = str(page.locator(".vietqr__dots").get_attribute("d"))
    for x, y, width in re.findall(r"M(\d+) (\d+)h(\d+)", path):
        dots[int(y)][int(x) : int(x) + int(width)] = [1] * int(width)
    return dots


def codes_of(text: str) -> list[list[list[int]]]:
    """Another encoder's code of the same text, in each of the eight masks that are allowed."""
    made = [segno.make(text, error="m", micro=False, mask=mask) for mask in range(8)]
    return [[list(row) for row in code.matrix_iter(border=4)] for code in made]


def transfer(gateway: str, purpose: str, amount: int) -> None:
    """A relative's transfer: the demo's bank tells the product of it, signed as payOS signs."""
    form = {"account": PAYEE["account"], "amount": str(amount), "purpose": purpose}
    data = urllib.parse.urlencode(form).encode()
    with urllib.request.urlopen(f"{gateway}/bank", data=data, timeout=20) as answer:  # noqa: S310
        assert "Đã chuyển tiền." in answer.read().decode()


def intents(page: Page) -> int:
    """Choices of a way to pay that wait in the phone's outbox."""
    count: Any = page.evaluate(
        """() => new Promise((done) => {
          indexedDB.open('motcua').onsuccess = ({ target: { result: open } }) => {
            open.transaction('outbox').objectStore('outbox').getAll().onsuccess =
              ({ target: { result } }) => {
                open.close();
                done(result.filter(({ kind }) => kind === 'pay_intent').length);
              };
          };
        })"""
    )
    return int(count)


def keep(phone: Device, picture: bytes) -> None:
    """The picture that a relative gets, beside the screens."""
    (OUTPUT / phone.album.name / "anh-gui-nguoi-than.png").write_bytes(picture)
