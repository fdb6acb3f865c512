"""Twenty households and a hundred pages filed offline on one volunteer's phone, in one evening."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.faults import papers
from tests.faults.conftest import Commune
from tests.faults.phones import Phone

HOUSEHOLDS = 20
PAGES = 5


def test_twenty_households_and_a_hundred_pages(phone: Phone, commune: Commune, number: str) -> None:
    """Resets all the while, the app killed once, the server killed once: each arrives, once.

    Seen failing without asking the server how much it has of a page that was cut (askOffset).
    """
    phone.sign_in(number, "Lò Văn Giúp")
    phone.lose_link()
    for nth in range(2):
        phone.file(f"Nhà {nth} xin giấy khai sinh.", PAGES)
    phone.file_alike(
        [
            (f"Hộ Thử {n}", [papers.page(1_000 + 10 * n + p) for p in range(PAGES)])
            for n in range(HOUSEHOLDS - 2)
        ]
    )
    promised = phone.promised()
    assert sum(len(set(filed.pages)) for filed in promised) == HOUSEHOLDS * PAGES
    phone.link.reset_every(sent=400_000)
    died = phone.link.once_sent(1_000_000, phone.link.stall)
    phone.find_link()
    assert died.wait(60)
    phone.die()
    commune.server.restart()
    phone.link.flow()
    phone.switch_on("/toi-nay")
    phone.wait_for_queue(0, patience=120_000)
    commune.must_have(*promised)
    expect(phone.page.get_by_text(f"Đã gửi {HOUSEHOLDS} trên {HOUSEHOLDS} hồ sơ")).to_be_visible()
