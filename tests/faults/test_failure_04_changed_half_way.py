"""Failure 4: the link fails after page 2 of 5; the person replaces a page and sends again."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.forms import card_of, on_screen, page_seen, press
from tests.e2e.papers import photograph
from tests.faults.conftest import Commune
from tests.faults.phones import Phone


def test_failure_04_a_page_is_replaced_half_way(
    phone: Phone, commune: Commune, number: str
) -> None:
    """The commune gets revision 2 whole: five pages, the new third one, nothing of a mixture.

    Seen failing without the next revision that a change after "gửi" begins (editDraft).
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=5)
    (first,) = phone.promised()
    first_pages = phone.queue()[0]["pages"]
    half = sum(page["bytes"] for page in first_pages[:2]) + first_pages[2]["bytes"] // 2
    cut = phone.link.once_sent(half, phone.link.cut)
    phone.find_link()
    assert cut.wait(30)
    phone.wait_for_queue(1, lambda entry: entry["waiting"] is not None)
    phone.open(f"/ho-so/{first.id}")
    press(phone.page, "Mở ra để sửa")
    replace_page(phone, 3)
    press(phone.page, "Gửi bản sửa")
    phone.wait_for_queue(1, lambda entry: entry["revision"] == 2)
    (second,) = phone.promised()
    phone.link.mend()
    phone.wake()
    phone.wait_for_queue(0)
    commune.must_have(second)
    assert commune.revision(first.id) == 2
    same = [one == other for one, other in zip(first.pages, second.pages, strict=True)]
    assert same == [True, True, False, True, True]


def replace_page(phone: Phone, number: int) -> None:
    """From the last look to the page, and back."""
    page = phone.page
    on_screen(page, "Kiểm tra lại")
    page.get_by_role("link", name="Sửa phần Giấy tờ").click()
    on_screen(page, "Chụp giấy tờ liên quan")
    card_of(page, "Ảnh khác")
    page_seen(page, "Ảnh khác", number).click()
    # The link was lost before the camera's files came: the plain way replaces pages, too.
    sheet = page.get_by_role("dialog")
    sheet.get_by_label("Chụp lại").set_input_files(photograph("Trang khác hẳn"))
    expect(sheet).to_be_hidden()
    press(page, "Xong, quay lại kiểm tra")
    on_screen(page, "Kiểm tra lại")
