"""Photographing on bad days: memory runs out, the worker is not here, the link goes too early.

The capture worker is the built one; a few lines before its own take memory from it, as a phone
of two gigabytes does in the middle of things.
"""

from __future__ import annotations

from playwright.sync_api import expect

from tests.e2e.conftest import NewDevice
from tests.e2e.devices import Device
from tests.e2e.forms import agree, card_of, next_step, on_screen, page_seen, press, take_picture
from tests.e2e.papers import photograph
from tests.e2e.test_capture import HAS_ALL, PAPER, STEP, to_need, to_photographs

_LITTLE = """(dying) => `{
  const make = self.createImageBitmap.bind(self);
  const words = 'The ImageBitmap could not be allocated.';
  const none = () => new DOMException(words, 'InvalidStateError');
  self.createImageBitmap = (source, options) => {
    const whole = !options.resizeWidth;
    if (source.size === ${dying} && whole) {
      setTimeout(() => { throw new Error('the system took the memory'); });
      return new Promise(() => undefined);
    }
    return whole || source.size === ${dying} ? Promise.reject(none()) : make(source, options);
  };
}`"""
"""A worker with room for smaller pictures only; over one of them (known by its bytes) it breaks
down. What begins anew begins with the same memory."""

_BEFORE = """
const before = (%s)(%d);
const Own = Worker;
window.Worker = class extends Own {
  constructor(address, options) {
    const words = `${before};import ${JSON.stringify(String(address))};`;
    super(URL.createObjectURL(new Blob([words], { type: 'text/javascript' })), options);
    this.addEventListener('error', () => (window.died = (window.died ?? 0) + 1));
  }
};"""

_GONE = """
const Own = Worker;
window.Worker = class extends Own {
  constructor(address, options) {
    super('here' in sessionStorage ? address : '/assets/worker-gone.js', options);
  }
};"""


def test_memory_runs_out_in_the_middle_of_three_pages(new_phone: NewDevice) -> None:
    """The first is made smaller, over the second the worker breaks down twice, the third goes on.

    What was typed, the page before and the picture after are there all the time, and the second
    is used as it came. Seen failing without the smaller second look (the first one failed already)
    and a worker begun anew: the screen waited for ever for the one that broke down.
    """
    pictures = [photograph(f"Trang {name}") for name in ("một", "hai", "ba")]
    # The lines before the worker's own are no file of the app's.
    phone = new_phone(bypass_csp=True)
    phone.context.add_init_script(_BEFORE % (_LITTLE, len(pictures[1]["buffer"])))
    page = to_photographs(phone)
    card_of(page, PAPER).get_by_label("Chọn ảnh có sẵn").set_input_files(pictures)
    expect(page.get_by_text("Còn 2 ảnh nữa sau ảnh này.")).to_be_visible()
    press(page, "Dùng ảnh này")
    kept = page.get_by_text("Chữ và các trang khác vẫn còn")
    anyway = page.get_by_role("button", name="Vẫn dùng ảnh này")
    expect(kept.or_(anyway)).to_be_visible()
    if anyway.is_visible():
        anyway.click()
    expect(kept).to_be_visible()
    expect(page.get_by_text("Máy hết bộ nhớ. Hãy đóng bớt ứng dụng rồi thử lại.")).to_be_visible()
    expect(page.get_by_text("Còn 1 ảnh nữa sau ảnh này.")).to_be_visible()
    phone.shot("het-bo-nho")
    press(page, "Thử lại")
    page.wait_for_function("() => window.died === 2")
    expect(kept).to_be_visible()
    press(page, "Dùng ảnh như đã chụp")
    expect(page.get_by_text("Còn 1 ảnh nữa sau ảnh này.")).to_be_hidden()
    agree(page)
    on_screen(page, STEP)
    for nth in (1, 2, 3):
        expect(page_seen(page, PAPER, nth)).to_be_visible()
    page.get_by_role("button", name="Quay lại").first.click()
    on_screen(page, "Nhờ xã hướng dẫn")
    typed = page.get_by_role("textbox", name="Cần làm việc gì?")
    expect(typed).to_have_value("Cháu mất giấy khai sinh.")


def test_the_worker_that_is_not_on_the_phone_is_no_want_of_memory(new_phone: NewDevice) -> None:
    """A plain page, and it is said; with the worker there again the corners can be corrected.

    Seen failing with every end of the worker told as want of memory.
    """
    phone = new_phone()
    phone.context.add_init_script(_GONE)
    page = to_need(phone)
    phone.guard.expect_lost_link()
    next_step(page)
    card_of(page, PAPER).get_by_label("Chọn ảnh có sẵn").set_input_files(photograph("Trang một"))
    on_screen(page, STEP)
    expect(page_seen(page, PAPER, 1)).to_be_visible()
    expect(page.get_by_text("1 ảnh được dùng như đã chụp")).to_be_visible()
    phone.shot("chua-co-phan-tim-mep")
    page.evaluate("sessionStorage.here = 1")
    page_seen(page, PAPER, 1).click()
    press(page, "Sửa góc")
    expect(page.get_by_role("button", name="Góc trên bên trái")).to_be_visible()
    agree(page)
    on_screen(page, STEP)
    expect(page.get_by_text("1 ảnh được dùng như đã chụp")).to_be_hidden()


def test_a_form_begun_with_a_link_brings_the_camera_along(phone: Device) -> None:
    """While the first questions are answered everything that makes pages is fetched; then no link.

    Seen failing without `fetchCamera` in Helper: nothing of it was kept.
    """
    page = to_need(phone)
    assert page.evaluate(HAS_ALL)
    phone.lose_link()
    next_step(page)
    take_picture(page, PAPER)
    page_seen(page, PAPER, 1).click()
    expect(page.get_by_role("button", name="Sửa góc")).to_be_visible()
