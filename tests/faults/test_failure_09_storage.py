"""Failure 9: the phone is full, or its browser has thrown everything away."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from tests.e2e import citizen
from tests.e2e.forms import card_of, on_screen, page_seen, press, take_picture
from tests.e2e.papers import photograph
from tests.faults.conftest import Commune
from tests.faults.phones import NAME, Phone

NEED = "Cháu tôi mất giấy khai sinh, xin cấp lại."


def test_failure_09_the_phone_is_full(phone: Phone, commune: Commune, number: str) -> None:
    """Warned before; what could not be kept is told; what was kept before is what arrives.

    Chromium's estimate says 10 GB all the while. Seen failing without the word that a page was not
    kept (NoticeBanner), and with the estimate alone (watchRoom): nobody was warned.
    """
    phone.sign_in(number, "Giàng A Thử")
    citizen.ask_for_help(phone, NEED, pictures=1)
    page = phone.page
    page.get_by_role("link", name="Sửa phần Giấy tờ").click()
    on_screen(page, "Chụp giấy tờ liên quan")
    expect(page.get_by_text("Máy sắp đầy.")).to_be_hidden()
    phone.limit_room(15_000_000)
    take_picture(page, "Ảnh khác", 2, "Trang khi máy sắp đầy")
    expect(page.get_by_text("Máy sắp đầy.")).to_be_visible()
    phone.fill_up()
    card = card_of(page, "Ảnh khác")
    card.get_by_label("Chọn ảnh có sẵn", exact=True).set_input_files(photograph("Không còn chỗ"))
    expect(page.get_by_text("Máy đã đầy nên chưa lưu được ảnh này.")).to_be_visible()
    expect(page_seen(page, "Ảnh khác", 2)).to_be_visible()
    expect(page_seen(page, "Ảnh khác", 3)).to_have_count(0)
    phone.restart(page.url.removeprefix(phone.address))  # Room was made.
    page = phone.page
    press(page, "Xong, quay lại kiểm tra")
    phone.lose_link()
    citizen.send(phone)
    expect(page.get_by_role("heading", name="Kiểm tra lại")).to_be_hidden()
    promised = phone.promised()
    phone.find_link()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
    assert len(promised[0].pages) == 2


def test_failure_09_the_browser_threw_everything_away(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Cookies outlive an eviction, and what the server holds comes back: what was handed in with
    its slip number, and the text of the draft that was saved to the account, ready to be sent.

    Seen failing without asking by the cookie who it was (restoreSession): nothing came back; and
    without restoreDrafts: the dossier came back, the draft did not.
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.file("Xin giấy khai sinh.", pictures=1)
    slip = citizen.slip_number(phone)
    citizen.ask_for_help(phone, NEED, pictures=1)
    draft = phone.page.url
    phone.wait_until_saved()
    phone.evict()
    phone.open("/ho-so")
    links = phone.page.get_by_role("main").get_by_role("link", name=NAME)
    expect(links).to_have_count(2)
    links.filter(has_text="Đã gửi").click()
    assert citizen.slip_number(phone) == slip
    phone.page.goto(draft)
    expect(phone.page.get_by_text(NEED)).to_be_visible()
    citizen.send(phone)
    assert citizen.slip_number(phone) != slip
    assert phone.queue() == []


def test_failure_09_a_draft_opened_before_it_is_back(phone: Phone, number: str) -> None:
    """Whoever opens a draft while it comes back reads that it is not here, and then has it.

    Seen failing while it was looked for once: it was said to be missing until a reload.
    """
    phone.sign_in(number, "Giàng A Thử")
    citizen.ask_for_help(phone, NEED, pictures=1)
    phone.wait_until_saved()
    draft = phone.kept("drafts")[0]["id"]
    address = phone.page.url
    phone.evict()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    phone.context.route(f"**/api/dossiers/{draft}", hold)
    with phone.page.expect_request(f"**/api/dossiers/{draft}"):
        phone.page.goto(address)
    expect(phone.page.get_by_text("Không thấy hồ sơ này trên máy").first).to_be_visible()
    held[-1].continue_()
    expect(phone.page.get_by_text(NEED)).to_be_visible()
