"""What a procedure's screen says is recorded at the desk, heard on the phone, and kept for the
valley without a link."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from backend.demo.cast import QUAN_TRI
from tests.e2e import citizen
from tests.e2e.conftest import NewDesk
from tests.e2e.devices import Device
from tests.e2e.forms import on_screen, press
from tests.support.factories.sounds import tone

PROCEDURE = "1-001653"
NAME = "Cấp lại giấy xác nhận khuyết tật"
SENTENCES = ("Giấy xác nhận khuyết tật mới.", "Giấy đang hỏng hoặc sai.")
"""In the order in which they are read; nobody else says them."""

_WATCHED = """() => {
  const Plain = window.Audio;
  window.sounds = [];
  window.Audio = function () {
    const made = new Plain();
    made.addEventListener('ended', () => {
      document.documentElement.dataset.heard = window.sounds.push(made.currentTime);
    });
    return made;
  };
  window.read = [];
  new MutationObserver(() => {
    const now = document.querySelector('.listen__now')?.textContent ?? '';
    const row = document.querySelector('.facts .told')?.textContent ?? '';
    if (now && window.read.at(-1)?.[0] !== now) window.read.push([now, '']);
    if (now && row) window.read.at(-1)[1] = row;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
}"""


def test_recorded_at_the_desk_heard_on_the_phone_kept_for_the_valley(
    phone: Device, new_desk: NewDesk
) -> None:
    """Without a recording or a voice there is no button, and nothing of it is fetched. Seen failing
    with a list that the browser kept for minutes, with one of an agency that had recorded nothing,
    and with a screen that always asked."""
    citizen.first_visit(phone)
    phone.context.add_init_script(f"({_WATCHED})()")
    asked: list[str] = []
    phone.page.on("request", lambda request: asked.append(request.url))
    phone.open(f"/thu-tuc/{PROCEDURE}")
    expect(phone.page.get_by_text("Cán bộ trả lời trong 8 giờ làm việc.")).to_be_visible()
    phone.page.wait_for_load_state("networkidle")
    expect(button(phone)).to_have_count(0)
    assert not [url for url in asked if "/recordings" in url or "/assets/aloud" in url]
    phone.shot("thu-tuc")
    press(phone.page, "Xem từng bước")
    expect(phone.page.get_by_text("Trả lời câu hỏi và chụp giấy tờ.")).to_be_visible()
    phone.shot("tung-buoc")

    desk = new_desk(QUAN_TRI)
    desk.open("/desk/cai-dat")
    desk.page.get_by_role("link", name="Mở trang ghi âm").click()
    on_screen(desk.page, "Ghi âm cho bà con nghe")
    desk.page.get_by_role("combobox", name="Thủ tục").select_option(label=NAME)
    for sentence in SENTENCES:
        # A recorder's plain file, larger than any JSON that the server takes.
        sound = tone(2, rate=44_100, channels=2)
        row(desk, sentence).locator("input[type=file]").set_input_files(
            {"name": "Ghi am.wav", "mimeType": "audio/wav", "buffer": sound}
        )
        expect(row(desk, sentence).locator("audio")).to_have_count(1)
    desk.shot("ghi-am")

    opened(phone)
    listen(phone)
    press(phone.page, keep := phone.page.get_by_text("Giữ để nghe không cần mạng").inner_text())
    assert "kB" in keep
    expect(phone.page.get_by_text("Nghe được khi không có mạng.")).to_be_visible()
    phone.shot("da-giu")

    phone.lose_link()
    phone.page.close()
    phone.page = phone.context.new_page()
    opened(phone)
    listen(phone)
    phone.find_link()
    phone.open("/san-sang")
    card = phone.page.locator(".card").filter(has_text="Bản thu để nghe")
    expect(card).to_contain_text("Máy giữ tiếng đọc của 1 thủ tục.")
    phone.shot("san-sang")
    card.get_by_role("button").click()
    expect(card).to_have_count(0)

    for sentence in SENTENCES:
        row(desk, sentence).get_by_role("button", name="Xóa bản thu").click()
        press(desk.page.get_by_role("dialog"), "Xóa bản thu")
        expect(row(desk, sentence).locator("audio")).to_have_count(0)


def opened(phone: Device) -> None:
    """The procedure's screen with its steps drawn, once it knows what was recorded."""
    with phone.page.expect_event("request", lambda asked: "/recordings?" in asked.url) as asked:
        phone.open(f"/thu-tuc/{PROCEDURE}")
    expect(phone.page.get_by_text("Trả lời câu hỏi và chụp giấy tờ.")).to_be_visible()
    asked.value.response()


def button(phone: Device) -> Locator:
    return phone.page.get_by_role("button", name="Nghe đọc", exact=True)


def listen(phone: Device) -> None:
    """Every recorded sentence is heard to its end, named, and marked where it stands."""
    button(phone).click()
    expect(phone.page.locator("html")).to_have_attribute("data-heard", "2")
    expect(button(phone)).to_be_visible()
    heard: list[float] = phone.page.evaluate("window.sounds")
    assert all(seconds > 1.5 for seconds in heard)
    read: list[list[str]] = phone.page.evaluate("window.read")
    assert [text for text, _ in read] == list(SENTENCES)
    for text, where in read:
        assert text.rstrip(".") in where


def row(desk: Device, sentence: str) -> Locator:
    return desk.page.locator(".say").filter(has=desk.page.get_by_text(sentence, exact=True))
