"""Money at the desk: cash, a bank's statement, what fits nowhere, the day's book, the fee table."""

from __future__ import annotations

import csv
import io
import uuid

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Locator, Page, Route, expect

from backend.core import clock
from backend.demo.cast import CAN_BO, LANH_DAO, LUAN_THANH, QUAN_TRI
from tests.e2e import money, officer
from tests.e2e.conftest import NewDesk
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen, press, write
from tests.support import pdf
from tests.support.server import Server

REASON = "Đã xem sổ phụ ngân hàng và gọi cho người chuyển."
PARTS = {
    "lines": "Cần xem lại",
    "statement": "Sao kê ngân hàng",
    "refunds": "Hoàn tiền",
    "day": "Sổ trong ngày",
}


def block_of(desk: Device) -> Locator:
    """The money of the dossier that lies open."""
    return desk.page.get_by_role("region", name="Tiền", exact=True)


def test_cash_is_recorded_once_though_its_answer_was_lost(
    desk: Device, browser: Browser, product: Server
) -> None:
    """The sum cannot be typed; the confirmation has a number, a PDF and room for the e-receipt.

    Seen failing when a second try took a new id: the server refused it (`nothing_owed`).
    """
    page = desk.page
    with money.payer(browser, product.base_url, "0912 000 601", "Lò Thị Mẫu") as citizen:
        sent = citizen.send()
        officer.find(desk, sent.slip)
        block = block_of(desk)
        expect(block).to_contain_text("Phải thu 16.000 đồng")
        expect(block).to_contain_text("mười sáu nghìn đồng. Người dân đã đồng ý.")
        expect(block).to_contain_text("2 × 8.000 đồng = 16.000 đồng")
        desk.shot("phai-thu")
        press(block, "Ghi đã thu tiền mặt")
        form = block.get_by_role("form", name="Ghi đã thu tiền mặt")
        expect(form.get_by_role("textbox")).to_have_count(1)
        desk.shot("thu-tien-mat")
        _lose_the_answer(desk, "**/payment/cash")
        press(form, "Đã cầm đủ 16.000 đồng")
        expect(form).to_contain_text("gửi lại không ghi hai lần")
        expect(form.get_by_role("textbox")).to_be_disabled()
        desk.shot("chua-biet")
        page.reload()
        press(block.get_by_role("form", name="Ghi đã thu tiền mặt"), "Gửi lại")
        expect(block).to_contain_text("Đã thu đủ")
        paid = citizen.payment(sent)
        assert (paid["paid"], paid["owed"], len(paid["confirmations"])) == (money.OWED, 0, 1)
    _print_and_note_the_receipt(desk, block, paid["confirmations"][0]["reference"])


def _print_and_note_the_receipt(desk: Device, block: Locator, reference: str) -> None:
    link = block.get_by_role("link", name=f"Phiếu số {reference}")
    answer = desk.page.request.get(desk.address + str(link.get_attribute("href")))
    assert "phiếu xác nhận thanh toán" in pdf.words_of(answer.body()).lower()
    for number in ("0000123", "0000124"):
        press(block, "Ghi số biên lai" if number == "0000123" else "Sửa số biên lai")
        write(block, "Số biên lai điện tử", number)
        block.get_by_role("textbox", name="Số biên lai điện tử").press("Enter")
        expect(block).to_contain_text(f"Biên lai điện tử số {number}")
    block.get_by_text("Sổ của hồ sơ (2)").click()
    expect(block.get_by_role("table")).to_contain_text("Tiền mặt")
    desk.shot("da-thu")


def _lose_the_answer(desk: Device, pattern: str) -> None:
    """The request arrives and is done; its answer never comes back. Once."""
    desk.guard.expect_lost_link()

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    desk.page.route(pattern, lose, times=1)


def test_an_officer_counts_the_sum_and_typed_words_outlive_a_reload(
    desk: Device, browser: Browser, product: Server
) -> None:
    """A lower sum counts at once, with its reason; half a reason is still there afterwards."""
    page = desk.page
    with money.payer(browser, product.base_url, "0912 000 602", "Lò Thị Mẫu") as citizen:
        sent = citizen.send()
        officer.find(desk, sent.slip)
        block = block_of(desk)
        press(block, "Tính lại số tiền")
        write(block, "Số tiền phải thu", "8.000 đồng")
        expect(block).to_contain_text("tám nghìn đồng")
        write(block, "Lý do", "Một bản")
        press(block, "Lưu số tiền")
        expect(block).to_contain_text("Viết rõ hơn")
        desk.shot("tinh-lai")
        page.reload()
        press(block, "Tính lại số tiền")
        expect(block.get_by_role("textbox", name="Lý do")).to_have_value("Một bản")
        write(block, "Lý do", "Chỉ cấp một bản trích lục.")
        block.get_by_role("textbox", name="Lý do").press("Enter")
        expect(block).to_contain_text("Phải thu 8.000 đồng")
        expect(block).to_contain_text("Cán bộ tính: Chỉ cấp một bản trích lục.")
        assert citizen.payment(sent)["owed"] == 8_000


def test_a_statement_settles_what_fits_and_the_rest_is_decided(
    desk: Device, new_desk: NewDesk, browser: Browser, product: Server
) -> None:
    """Preview changes nothing; the same file again brings nothing; a part is booked by hand."""
    _set_account(new_desk(QUAN_TRI))
    with money.payer(browser, product.base_url, "0912 000 603", "Lò Thị Mẫu") as citizen:
        whole, part = citizen.send(), citizen.send()
        file = money.statement(
            ("FT1", money.OWED, f"{citizen.choose(whole, 'vietqr')} LO THI MAU"),
            ("FT2", 10_000, f"{citizen.choose(part, 'vietqr')} LO THI MAU"),
            ("FT3", 500_000, "=HYPERLINK(1) mua trau"),
            fault="hôm qua,FT4,,8000,x",
        )
        _preview(desk, file)
        assert citizen.payment(whole)["paid"] == 0
        press(desk.page, "Nhập 3 khoản mới")
        told = desk.page.get_by_role("status").filter(has_text="Đã nhập sao kê")
        for count in ("Khớp, đã ghi thu: 1", "Thiếu tiền: 1", "Chưa rõ của ai: 1"):
            expect(told).to_contain_text(count)
        desk.shot("da-nhap")
        paid = citizen.payment(whole)
        assert (paid["paid"], paid["attempt"]["state"]) == (money.OWED, "paid")
        assert citizen.payment(part)["paid"] == 0

        _choose_file(desk.page, file)
        expect(desk.page.get_by_text("Tệp này đã nhập rồi.")).to_be_visible()
        expect(desk.page.get_by_role("button", name="Không có khoản mới")).to_be_disabled()
        _decide(desk)
        assert citizen.payment(part)["owed"] == money.OWED - 10_000


def _set_account(desk: Device) -> None:
    """The administrator names the account; without it nobody is offered a transfer."""
    desk.open("/desk/cai-dat")
    account = desk.page.get_by_role("region", name="Tài khoản nhận chuyển khoản")
    account.get_by_label("Ngân hàng").select_option("MB")
    write(account, "Số tài khoản", "1133 6666 8888")
    write(account, "Tên chính thức của tài khoản", "Trung tâm Phục vụ hành chính công Luận Thành")
    account.get_by_role("textbox", name="Tên chính thức của tài khoản").blur()
    press(account, "Lưu")
    expect(account.get_by_role("button", name="Lưu")).to_be_disabled()
    expect(account.get_by_role("textbox", name="Tên chính thức của tài khoản")).to_have_value(
        "TRUNG TAM PHUC VU HANH CHINH CONG LUAN THANH"
    )
    desk.shot("tai-khoan")


def _preview(desk: Device, file: object) -> None:
    desk.page.get_by_role("link", name="Tiền và đối soát").click()
    on_screen(desk.page, "Tiền và đối soát")
    desk.page.get_by_role("link", name="Sao kê ngân hàng").click()
    _choose_file(desk.page, file)
    main = desk.page.get_by_role("main")
    expect(main).to_contain_text("Xem trước: sao-ke.csv")
    expect(main).to_contain_text("3 · 526.000 đồng")
    expect(main).to_contain_text("Dòng 5: Không đọc được ngày")
    expect(main).to_contain_text("Chưa có gì được ghi.")
    desk.shot("xem-truoc")


def _choose_file(page: Page, file: object) -> None:
    page.locator("input[type=file]").set_input_files(file)  # type: ignore[arg-type]


def _decide(desk: Device) -> None:
    """Without a choice and a reason nothing is sent; one sum is a dossier's, one nobody's."""
    page = desk.page
    page.get_by_role("link", name="Cần xem lại").click()
    for text, choice in (("FT2", "Tiền của một hồ sơ"), ("FT3", "Không phải tiền của xã")):
        row = page.get_by_role("row").filter(has_text=text)
        press(row, "Xử lý")
        form = page.get_by_role("form", name="Khoản tiền này của ai?")
        press(form, "Ghi quyết định")
        expect(form).to_contain_text("Hãy chọn một trong hai.")
        form.get_by_role("radio", name=choice).check()
        write(form, "Lý do", REASON)
        desk.shot(f"quyet-dinh-{text}")
        press(form, "Ghi quyết định")
        expect(row).to_have_count(0)


def test_the_day_is_closed_and_exported(desk: Device, browser: Browser, product: Server) -> None:
    """Today's entries as CSV and XLSX; yesterday is closed once, today cannot be."""
    page = desk.page
    with money.payer(browser, product.base_url, "0912 000 604", "Lò Thị Mẫu") as citizen:
        sent = citizen.send()
        _take_cash(desk, sent)
    desk.open("/desk/tien?part=day")
    book = page.get_by_role("region", name="Sổ trong ngày")
    expect(book.get_by_role("table", name="Tổng trong ngày")).to_contain_text("Tiền mặt")
    expect(book).to_contain_text("Ngày chưa hết.")
    desk.shot("so-hom-nay")
    text = _download(page, "Tải CSV").decode("utf-8-sig")
    rows = [row for row in csv.reader(io.StringIO(text)) if row[2] == "Đã thu"]
    assert str(money.OWED) in {row[4] for row in rows}
    sheet = load_workbook(io.BytesIO(_download(page, "Tải XLSX"))).active
    assert sheet is not None
    assert money.OWED in {row[4].value for row in sheet.iter_rows()}

    press(book, "Ngày trước")
    press(book, "Khóa sổ ngày này")
    asked = page.get_by_role("dialog")
    expect(asked).to_contain_text("Không mở lại được.")
    desk.shot("khoa-so")
    press(asked, "Khóa sổ ngày này")
    expect(book).to_contain_text("Đã khóa sổ lúc")
    expect(book.get_by_role("button", name="Khóa sổ ngày này")).to_have_count(0)


def _take_cash(desk: Device, sent: money.Sent) -> None:
    """By HTTP: how it is done by hand is another test's."""
    request, at = desk.page.request, f"{desk.address}/api/desk/dossiers/{sent.id}"
    assert request.get(at).ok
    body = {"id": str(uuid.uuid4()), "quote": 1, "amount": money.OWED}
    headers = {"Origin": desk.address}
    money.told_by(request.post(f"{at}/payment/cash", data=body, headers=headers))


def test_what_was_paid_too_much_is_sent_back_with_a_voucher(
    desk: Device, browser: Browser, product: Server
) -> None:
    """Counted lower after it was paid: due back, listed, and noted by hand with its number."""
    page = desk.page
    with money.payer(browser, product.base_url, "0912 000 606", "Lò Thị Mẫu") as citizen:
        sent = citizen.send()
        _take_cash(desk, sent)
        officer.find(desk, sent.slip)
        block = block_of(desk)
        press(block, "Tính lại số tiền")
        write(block, "Số tiền phải thu", "8.000")
        write(block, "Lý do", "Chỉ cấp một bản trích lục.")
        press(block, "Lưu số tiền")
        expect(block).to_contain_text("Phải hoàn lại 8.000 đồng")
        desk.shot("phai-hoan")
        block.get_by_role("link", name="Sang trang hoàn tiền").click()
        due = (
            page.get_by_role("main")
            .get_by_role("listitem")
            .filter(has=page.locator(f'a[href$="{sent.id}"]'))
        )
        expect(due).to_contain_text("Phải hoàn · Tiền mặt")
        press(due, "Ghi đã hoàn xong")
        press(due, "Lưu")
        expect(due).to_contain_text("Hãy ghi số chứng từ.")
        write(due, "Số chứng từ hoàn tiền", "PC 12/2026")
        desk.shot("hoan-tien")
        press(due, "Lưu")
        expect(due).to_have_count(0)
        assert (citizen.payment(sent)["refunded"], citizen.payment(sent)["refund_due"]) == (
            8_000,
            0,
        )


def _download(page: Page, name: str) -> bytes:
    with page.expect_download() as coming:
        page.get_by_role("link", name=name).click()
    return coming.value.path().read_bytes()


def test_the_administrator_sets_a_rate_that_phones_are_told(
    desk: Device, new_desk: NewDesk
) -> None:
    """What has no rate stands first; a rate needs its basis; officers have no such table."""
    procedure = "1.013225"
    administrator = new_desk(QUAN_TRI)
    administrator.open("/desk/cai-dat")
    table = administrator.page.get_by_role("region", name="Bảng phí của xã")
    open_one = table.get_by_role("listitem").filter(has_text=procedure)
    press(open_one, "Đặt mức")
    form = table.get_by_role("form", name=f"Mức cho thủ tục {procedure}")
    write(form, "Mức nộp tại bàn", "75.000")
    write(form, "Mức nộp trực tuyến", "0")
    press(form, "Lưu")
    expect(form).to_contain_text("Ghi tên nghị quyết")
    administrator.shot("dat-muc")
    write(form, "Căn cứ", "Nghị quyết thử 01/2026 của hội đồng nhân dân tỉnh")
    press(form, "Lưu")
    expect(open_one).to_have_count(0)
    expect(table).to_contain_text("Đang áp dụng: 75.000 đồng · nộp trực tuyến 0 đồng")
    administrator.shot("bang-phi")
    told = money.told_by(desk.page.request.get(f"{desk.address}/api/fees/{LUAN_THANH}"))
    assert told["rates"][procedure]["fee"] == {"amount": 75_000, "online": 0}

    desk.open("/desk/cai-dat")
    table_there = desk.page.get_by_role("region", name="Bảng phí của xã")
    expect(desk.page.get_by_role("heading", name="Câu cho giấy cần sửa")).to_be_visible()
    expect(table_there).to_have_count(0)


@pytest.mark.parametrize("light", ["light", "dark"])
def test_every_part_in_any_light(new_desk: NewDesk, light: str) -> None:
    """axe finds nothing; VNPay's silence and the day's differences are told in words."""
    desk = new_desk(CAN_BO, name=f"tien-{light}", color_scheme=light)
    page = desk.page
    for part, name in PARTS.items():
        desk.open(f"/desk/tien?part={part}")
        on_screen(page, "Tiền và đối soát")
        expect(page.get_by_role("link", name=name, exact=True).first).to_have_attribute(
            "aria-current", "page"
        )
        expect(page.locator(".skeleton")).to_have_count(0)
        desk.shot(name)
    press(page, "Đối soát ngay")
    expect(page.get_by_role("status").filter(has_text="Đã hỏi")).to_be_visible()
    desk.shot("doi-soat")


def test_a_leader_looks_and_cannot_touch(
    new_desk: NewDesk, browser: Browser, product: Server
) -> None:
    """The dossier's money and the day are shown; nothing offers to record, import or close."""
    desk = new_desk(LANH_DAO)
    with money.payer(browser, product.base_url, "0912 000 605", "Lò Thị Mẫu") as citizen:
        officer.find(desk, citizen.send().slip)
    block = block_of(desk)
    expect(block).to_contain_text("Phải thu 16.000 đồng")
    expect(block).to_contain_text("Chỉ cán bộ ghi tiền.")
    expect(block.get_by_role("button")).to_have_count(0)
    desk.open("/desk/tien?part=statement")
    expect(desk.page.get_by_role("main")).to_contain_text("Chỉ cán bộ ghi tiền.")
    today = clock.local(clock.now()).strftime("%d/%m/%Y")
    desk.open("/desk/tien?part=day")
    expect(desk.page.get_by_role("heading", name=today)).to_be_visible()
    press(desk.page, "Ngày trước")
    expect(desk.page.get_by_role("button", name="Khóa sổ ngày này")).to_have_count(0)
    desk.shot("lanh-dao")
