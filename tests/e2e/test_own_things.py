"""One's own things: a sent dossier corrected, four secret pictures, a profile on a new phone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import ExifTags, Image
from playwright.sync_api import Browser, Locator, expect

from backend.demo.cast import MAU
from tests.e2e import citizen
from tests.e2e.conftest import NewDevice
from tests.e2e.devices import Device
from tests.e2e.forms import next_step, on_screen, press, take_picture
from tests.support.server import Server

NAME = "Bản sao giấy hộ tịch"
PICTURES = ("Con trâu", "Mặt trăng", "Cái gùi", "Nhà sàn")
PICTURES_OF_THE_DEMO = ("Con trâu", "Con gà", "Con cá", "Bông hoa")


def test_a_sent_dossier_is_corrected(phone: Device, browser: Browser, product: Server) -> None:
    """Nobody opened it yet: the new version keeps the number. Then one thinks better of it."""
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.sign_in(phone, browser, "0912 000 207", "Giàng Thị Mẫu")
    citizen.ask_for_help(phone, "Xin hướng dẫn làm lại giấy khai sinh.", pictures=1)
    citizen.send(phone)
    expect(phone.page.get_by_text("Đã gửi tới xã. Chờ cán bộ nhận.")).to_be_visible()
    slip = citizen.slip_number(phone)
    change_pictures(phone)
    assert citizen.slip_number(phone) == slip
    assert not stored_with_a_place(product.log.parent / "blobs")
    phone.open("/")
    expect(phone.page.get_by_role("link", name=f"Số phiếu {slip}")).to_be_visible()
    phone.shot("trang-dau-co-ho-so")
    citizen.open_dossier(phone, NAME)
    withdraw(phone)
    choose_pictures(phone)


def test_a_profile_opens_with_its_pictures(new_phone: NewDevice, browser: Browser) -> None:
    """The code of a number opens nobody's profile, nor shows a whole name, on a new phone."""
    phone = new_phone("may-moi")
    page = phone.page
    citizen.first_visit(phone)
    citizen.ask_to_sign_in(phone)
    citizen.enter_code(phone, browser, MAU.phone)
    page.get_by_role("button", name="L. T. Mẫu").click()
    expect(page.get_by_role("heading", name="Bốn hình bí mật của L. T. Mẫu")).to_be_visible()
    phone.shot("bon-hinh")
    _tap_pictures(page.get_by_role("main"), PICTURES_OF_THE_DEMO)
    press(page, "Vào")
    citizen.to_dossiers(phone)
    expect(page.get_by_role("heading", name="Đã gửi", level=2)).to_be_visible()
    phone.shot("ho-so-cua-toi")


def change_pictures(phone: Device) -> None:
    """ "Đổi ảnh": one more page, sent as the next version."""
    page = phone.page
    press(page, "Đổi ảnh")
    on_screen(page, "Chụp giấy tờ liên quan")
    take_picture(page, "Ảnh khác", 2)
    next_step(page)
    on_screen(page, "Xã gọi lại cho ai?")
    next_step(page)
    on_screen(page, "Kiểm tra lại")
    press(page, "Gửi bản sửa")
    expect(page.get_by_text("Đã gửi bản sửa")).to_be_visible()
    phone.shot("ban-sua")


def stored_with_a_place(folder: Path) -> list[Path]:
    """Pictures among everything the server received that still say where they were taken."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    return [path for path in files if _has_place(path)]


def _has_place(path: Path) -> bool:
    try:
        with Image.open(path) as picture:
            return bool(picture.getexif().get_ifd(ExifTags.IFD.GPSInfo))
    except OSError:
        return False


def choose_pictures(phone: Device) -> None:
    """Four pictures, chosen twice."""
    phone.open("/may-cua-toi")
    expect(phone.page.get_by_text("Máy này", exact=True)).to_be_visible()
    phone.shot("may-cua-toi")
    press(phone.page, "Chọn bốn hình")
    sheet = phone.page.get_by_role("dialog")
    _tap_pictures(sheet, PICTURES)
    phone.shot("bon-hinh")
    press(sheet, "Tiếp tục")
    _tap_pictures(sheet, PICTURES)
    press(sheet, "Lưu bốn hình")
    expect(phone.page.get_by_text("Đã lưu bốn hình bí mật.")).to_be_visible()


def withdraw(phone: Device) -> None:
    """Think better of it."""
    page = phone.page
    press(page, "Rút hồ sơ")
    phone.shot("rut-ho-so")
    press(page.get_by_role("dialog"), "Rút hồ sơ")
    expect(page.get_by_text("Bạn đã rút hồ sơ này.")).to_be_visible()


def _tap_pictures(where: Locator, pictures: Sequence[str]) -> None:
    for name in pictures:
        where.get_by_role("button", name=name).click()
