"""Every quiet screen in both lights and at the three widths: axe, pictures, English."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.e2e import citizen
from tests.e2e.conftest import NewDevice
from tests.e2e.screens import too_small

SCREENS = {
    "tim": "/tim",
    "thu-tuc": "/thu-tuc/1-001193",
    "thu-tuc-nho-xa": "/thu-tuc/1-001776",
    "bat-dau": "/bat-dau/1-001193",
    "ho-so": "/ho-so",
    "toi-nay": "/toi-nay",
    "tro-giup": "/tro-giup",
    "dang-nhap": "/dang-nhap",
    "may-cua-toi": "/may-cua-toi",
    "cai-dat": "/cai-dat",
    "khong-co": "/khong-co-trang-nay",
}


@pytest.mark.parametrize(
    ("light", "width"), [("light", 360), ("dark", 360), ("light", 768), ("dark", 1366)]
)
def test_every_screen(new_phone: NewDevice, light: str, width: int) -> None:
    """No violation, whatever the light; on a phone a thumb hits whatever may be pressed.

    Seen failing with the links of banners as large as their words.
    """
    size = {"width": width, "height": 740}
    phone = new_phone(f"{light}-{width}", color_scheme=light, viewport=size)
    citizen.first_visit(phone)
    phone.shot("trang-dau")
    for name, path in SCREENS.items():
        phone.open(path)
        expect(phone.page.get_by_role("heading", level=1)).to_be_visible()
        phone.page.wait_for_load_state("networkidle")
        phone.shot(name)
        if width == 360:
            assert too_small(phone.page) == [], name


def test_english(new_phone: NewDevice) -> None:
    """The language is switched by hand, and stays."""
    phone = new_phone("english")
    citizen.first_visit(phone)
    phone.open("/cai-dat")
    phone.page.get_by_role("radio", name="English").or_(
        phone.page.get_by_role("button", name="English")
    ).first.click()
    expect(phone.page.get_by_role("heading", name="Settings", level=1)).to_be_visible()
    phone.shot("settings")
    phone.open("/")
    expect(phone.page.locator("html")).to_have_attribute("lang", "en")
    phone.page.wait_for_load_state("networkidle")
    phone.shot("home")
