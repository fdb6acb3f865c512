"""Failure 14: a new version of the app while a form is open offline and an old queue waits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from backend.settings import load
from tests.e2e import citizen
from tests.e2e.forms import choose, next_step, on_screen, press, write
from tests.faults import phones
from tests.faults.conftest import Commune
from tests.faults.phones import Phone
from tests.support.killer import Mortal, mortal
from tests.support.server import demo_server
from tests.support.versions import Deployment

_NEED = "Cháu tôi mất giấy khai sinh, xin cấp lại."
_OWN_FILES = """async () => {
  const files = [...document.querySelectorAll('script[src], link[rel=stylesheet]')]
    .flatMap((each) => each.src || (each.sheet ? each.href : []));
  const answers = await Promise.all(files.map((file) => fetch(file)));
  return answers.map(({ ok, url }) => (ok ? 'there' : url));
}"""
"""What the page runs on. A style sheet that is only asked for belongs to a part that was never
here: once its version is gone it is left out, and the page takes its mark away again."""
_RUNNING = "document.querySelector('script[src]').src"


@pytest.fixture
def deployment(tmp_path: Path) -> Deployment:
    made = Deployment(tmp_path / "tree")
    made.put_old()
    return made


@pytest.fixture
def own_commune(tmp_path: Path, deployment: Deployment) -> Iterator[Commune]:
    """A server of this test's own: its app is replaced."""
    data = tmp_path / "data"
    data.mkdir()
    settings = load({"MOTCUA_DATA": str(data), "MOTCUA_MODE": "demo"})
    with mortal(lambda port: demo_server(data, port=port, tree=deployment.tree)) as server:
        yield Commune(server, settings)


@pytest.fixture
def old_phone(tools: Playwright, own_commune: Commune, tmp_path: Path) -> Iterator[Phone]:
    port = own_commune.server.port
    with phones.phone(tools.chromium, port, tmp_path / "phone", "failure_14") as made:
        yield made
        made.keep_last_screen()
        made.check()


def test_failure_14_a_new_version_while_a_form_is_open(
    old_phone: Phone, own_commune: Commune, deployment: Deployment, number: str
) -> None:
    """The form goes on with the files it was built with, what waited and what is written are sent,
    and the new version comes when the person says so and no other page is open.

    Seen failing with a worker that takes over whenever it is asked.
    """
    phone = old_phone
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin xác nhận độc thân.", pictures=1)
    _begin_form(phone)
    promised, form = phone.promised(), phone.page.url.split("/")[-2]
    _deploy(own_commune.server, deployment)
    phone.find_link()
    _find_new_version(phone.page)

    second = phone.context.new_page()
    second.goto(phone.address)
    expect(second.get_by_text("Hãy đóng các tab khác của ứng dụng")).to_be_visible()
    assert set(phone.page.evaluate(_OWN_FILES)) == {"there"}
    second.close()

    expect(phone.page.get_by_label("Cần làm việc gì?")).to_have_value(_NEED)
    _finish_form(phone)
    phone.wait_for_queue(0)
    own_commune.must_have(*promised)
    own_commune.wait_until_received(form)
    assert set(phone.page.evaluate(_OWN_FILES)) == {"there"}

    old = phone.page.evaluate(_RUNNING)
    citizen.to_dossiers(phone)
    press(phone.page, "Cập nhật")
    phone.page.wait_for_function(f"() => {_RUNNING} !== '{old}'")
    expect(phone.page.get_by_role("heading", name="Hồ sơ của tôi", level=1)).to_be_visible()
    assert set(phone.page.evaluate(_OWN_FILES)) == {"there"}
    phone.lose_link()
    phone.page.reload()
    expect(phone.page.get_by_role("main").get_by_role("link", name=phones.NAME)).to_have_count(2)


def _begin_form(phone: Phone) -> None:
    page = phone.page
    phone.open("/bat-dau/2-000635?nho=1")
    citizen.choose_commune(phone)
    choose(page, "Hồ sơ này của ai?", "Cho tôi")
    name = page.get_by_role("textbox", name="Họ và tên của bạn")
    if name.is_visible():
        name.fill("Giàng A Thử")
    next_step(page)
    on_screen(page, "Nhờ xã hướng dẫn")
    write(page, "Cần làm việc gì?", _NEED)


def _finish_form(phone: Phone) -> None:
    page = phone.page
    next_step(page)
    on_screen(page, "Chụp giấy tờ liên quan")
    next_step(page)
    on_screen(page, "Xã gọi lại cho ai?")
    write(page, "Số điện thoại để xã gọi lại", "0912 000 102")
    next_step(page)
    citizen.send(phone)
    expect(page.get_by_role("heading", name="Kiểm tra lại")).to_be_hidden()


def _deploy(server: Mortal, deployment: Deployment) -> None:
    server.kill()
    deployment.put_new()
    server.start()


def _find_new_version(page: Page) -> None:
    """The browser looks for it by itself now and then, and at every opening."""
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.update())")
    page.wait_for_function(
        "() => navigator.serviceWorker.getRegistration().then((found) => Boolean(found.waiting))"
    )
