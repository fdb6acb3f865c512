"""An administrator changes a procedure; a phone that had the old one gets what changed."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Request, expect

from backend.core import clock
from backend.demo.cast import QUAN_TRI
from tests.e2e import citizen
from tests.e2e.conftest import NewDesk
from tests.e2e.devices import Device
from tests.e2e.forms import choose, next_step, on_screen, press, until, write

CODE = "2.001035"
NAME = "Chứng thực hợp đồng mua bán, tặng cho"
PAPER = "Dự thảo hợp đồng"

_STORE = """async (store) => {
  const open = await new Promise((done) => {
    const asked = indexedDB.open('motcua');
    asked.onsuccess = () => done(asked.result);
  });
  const all = await new Promise((done) => {
    const asked = open.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => done(asked.result);
  });
  open.close();
  return all;
}"""


def _kept_version(page: Page) -> int | None:
    """Which version of the procedure would be shown without a link."""
    kept = page.evaluate(_STORE, "catalogue")
    found = [entry["data"]["version"] for entry in kept if entry["key"] == f"detail:{CODE}"]
    return found[0] if found else None


def _drafts(page: Page) -> list[list[object]]:
    return [[draft["procedure"], draft["version"]] for draft in page.evaluate(_STORE, "drafts")]


def _asked_of_the_catalogue(page: Page) -> list[str]:
    asked: list[str] = []

    def note(request: Request) -> None:
        found = re.search(r"/api/catalogue/(index.*|procedures/.*)", request.url)
        if found:
            asked.append(re.sub(r"=[0-9a-f]{16}$", "=v", found[1]))

    page.on("request", note)
    return asked


def _saved(desk: Device, changes: int) -> None:
    words = f"Đã lưu trên máy chủ · Đổi {changes} điều"
    expect(desk.page.get_by_role("status").filter(has_text=words)).to_be_visible()


def _edit(desk: Device) -> None:
    """Find it, shorten the term, lower the fee, call a paper by another name."""
    page = desk.page
    desk.open("/desk/thu-tuc")
    on_screen(page, "Thủ tục")
    page.get_by_role("searchbox", name="Tìm theo tên, mã hoặc lĩnh vực").fill("chung thuc hop dong")
    desk.shot("danh-sach")
    page.get_by_role("link", name=NAME).click()
    on_screen(page, NAME)
    desk.shot("dang-ap-dung")
    press(page, "Sửa bản này")
    write(page, "Số ngày làm việc", "1")
    write(page, "Mức nộp tại quầy", "40.000")
    write(page, "Mức nộp trực tuyến", "40.000")
    page.get_by_text(PAPER, exact=True).first.click()
    write(page, "Tên giấy", "Bản nháp hợp đồng")
    write(page, "Căn cứ hoặc lý do", "Quyết định 12/2026 của xã")
    _saved(desk, 4)
    desk.shot("dang-sua")


def test_a_phone_gets_only_what_an_administrator_changed(phone: Device, new_desk: NewDesk) -> None:
    """Fee, term and a paper's name from today on. The phone's next start asks for what changed in
    the index and for one detail; without a link it shows the new; what was begun keeps the old.
    Seen failing when nothing told the phone: its browser's cache answered instead of the server.
    """
    page = phone.page
    citizen.first_visit(phone)
    phone.open("/thu-tuc/2-001035")
    on_screen(page, NAME)
    expect(page.get_by_text("2 ngày làm việc").first).to_be_visible()
    page.get_by_role("link", name="Bắt đầu", exact=True).click()
    citizen.choose_commune(phone)
    choose(page, "Hồ sơ này của ai?", "Cho tôi")
    write(page, "Họ và tên của bạn", "Lò Thị Mẫu")
    next_step(page)
    until(page, lambda: _drafts(page) == [[CODE, 1]] and _kept_version(page) == 1)

    desk = new_desk(QUAN_TRI)
    _edit(desk)
    press(desk.page, "Xem điều sẽ đổi")
    expect(desk.page.get_by_role("heading", name="Cũ và mới", level=2)).to_be_visible()
    expect(desk.page.locator(".changes")).to_contain_text("50.000 đồng")
    expect(desk.page.locator(".changes")).to_contain_text("40.000 đồng")
    desk.shot("so-sanh")
    desk.page.set_viewport_size({"width": 360, "height": 740})
    desk.shot("so-sanh-tren-dien-thoai")
    press(desk.page, "Sửa tiếp")
    expect(desk.page.get_by_role("textbox", name="Tên gọi thường ngày")).to_be_visible()
    desk.shot("dang-sua-tren-dien-thoai")
    press(desk.page, "Xem điều sẽ đổi")
    desk.page.set_viewport_size({"width": 1366, "height": 768})
    today = clock.local(clock.now()).strftime("%d/%m/%Y")
    press(desk.page, f"Công bố từ {today}")
    expect(desk.page.get_by_text(f"Đã công bố. Áp dụng từ {today}.")).to_be_visible()
    expect(desk.page.get_by_text(f"{QUAN_TRI.full_name} công bố lúc")).to_be_visible()
    desk.shot("da-cong-bo")
    poster = desk.page.get_by_role("link", name="In áp phích").get_attribute("href")
    printed = desk.page.request.get(f"{desk.address}{poster}")
    assert (printed.status, printed.body()[:5]) == (200, b"%PDF-")

    # For five minutes a phone asks nobody again: its browser's cache answers. Now they are over.
    phone.context.new_cdp_session(page).send("Network.clearBrowserCache")
    asked = _asked_of_the_catalogue(page)
    phone.open()
    until(page, lambda: _kept_version(page) == 1001)
    assert asked == ["index?since=v", f"procedures/{CODE}"]
    phone.lose_link()
    phone.open("/thu-tuc/2-001035")
    on_screen(page, NAME)
    expect(page.get_by_text("1 ngày làm việc").first).to_be_visible()
    expect(page.get_by_text("40.000").first).to_be_visible()
    phone.shot("ban-moi")
    assert _drafts(page) == [[CODE, 1]]
    phone.find_link()


def test_papers_change_places_and_depend_on_several_answers(new_desk: NewDesk) -> None:
    """By keyboard: a paper goes up and the focus with it, one is removed and taken back, one is
    added that is needed by two answers. All of it stands in the comparison. Seen failing without
    the order in it."""
    desk = new_desk(QUAN_TRI)
    page = desk.page
    desk.open("/desk/thu-tuc/2.000908")
    press(page, "Sửa bản này")
    papers = page.locator("[data-paper]")
    names = [row.locator("summary").inner_text() for row in papers.all()]
    last = page.get_by_role("button", name=f"Đưa “{names[-1]}” lên")
    last.focus()
    page.keyboard.press("Enter")
    expect(papers.nth(len(names) - 2).locator("summary")).to_have_text(names[-1])
    expect(last).to_be_focused()
    press(page, "Thêm giấy")
    added = page.locator("[data-paper]").last
    write(page, "Tên giấy", "Giấy ủy quyền của người thân")
    added.get_by_label("Khi nào cần giấy này").select_option(
        label="Khi đúng một trong các điều sau"
    )
    added.get_by_role("button", name="Thêm điều kiện").click()
    expect(added.get_by_label("Câu hỏi")).to_have_count(2)
    added.get_by_label("So sánh").nth(1).select_option(label="không phải là")
    expect(added.get_by_text(re.compile("^Cần khi: .* hoặc không phải: ")).first).to_be_visible()
    desk.shot("dieu-kien")
    write(page, "Căn cứ hoặc lý do", "Quyết định 13/2026 của xã")
    _saved(desk, 2)
    press(page, "Xem điều sẽ đổi")
    expect(page.locator(".changes")).to_contain_text("Thứ tự giấy tờ")
    expect(page.locator(".changes")).to_contain_text("Giấy ủy quyền của người thân")
    desk.shot("thu-tu-giay-to")
    press(page, "Sửa tiếp")
    press(page, "Bỏ bản đang sửa")
    expect(page.get_by_role("button", name="Sửa bản này").first).to_be_visible()
