"""Background Sync: what was handed in is sent although the page is closed."""

from __future__ import annotations

from tests.e2e import citizen
from tests.faults.conftest import Commune, NewPhone


def test_finishes_with_the_page_closed(new_phone: NewPhone, commune: Commune, number: str) -> None:
    """The link stands still when "gửi" is pressed; nothing but the worker is left when it flows.

    Seen failing without the worker's listener for `sync`.
    """
    phone = new_phone(permissions=["background-sync"])
    phone.sign_in(number, "Giàng A Thử")
    citizen.ask_for_help(phone, "Xin giấy khai sinh.", pictures=2)
    phone.link.stall()
    citizen.send(phone)
    phone.page.wait_for_url("**/ho-so/**")
    promised = phone.promised()
    elsewhere = phone.context.new_page()
    phone.page.close()
    phone.link.flow()
    commune.wait_until_received(*(filed.id for filed in promised))
    commune.must_have(*promised)
    phone.page = elsewhere
    phone.open("/ho-so")
    assert phone.queue() == []
