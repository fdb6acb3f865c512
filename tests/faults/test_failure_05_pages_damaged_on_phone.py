"""Failure 5, the phone's half: a page's bytes vanish, are cut short or change on the phone."""

from __future__ import annotations

import base64

from playwright.sync_api import expect

from tests.faults import papers
from tests.faults.conftest import Commune
from tests.faults.phones import Phone, Record


def test_failure_05_pages_vanish_shrink_or_change_on_the_phone(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Refused, naming the page; never a complete dossier; the one that is whole goes on.

    Seen failing without the comparison of sizes before a page is sent: the short one waited on.
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=1)
    names = ["Lò Thị Mất", "Lò Thị Cụt", "Lò Thị Khác", "Lò Thị Lành"]
    phone.file_alike(
        [(name, [papers.page(10 * n), papers.page(10 * n + 1)]) for n, name in enumerate(names)]
    )
    lost, cut, changed = ([*entry["pages"]][1]["id"] for entry in phone.queue()[1:4])
    promised = phone.promised()
    lying = {row["id"]: row for row in phone.kept("pages")}
    phone.keep("pages", _with(lying[cut], lambda data: data[:-1000]), gone=(lost,))
    phone.keep("pages", _with(lying[changed], lambda data: data[:-1] + bytes([data[-1] ^ 1])))
    phone.find_link()
    parked = phone.wait_for_queue(3, lambda entry: entry["parked"] is not None)
    assert {entry["owner_name"]: entry["parked"] for entry in parked} == {
        "Lò Thị Mất": "page_lost",
        "Lò Thị Cụt": "page_damaged",
        "Lò Thị Khác": "page_damaged",
    }
    for entry in parked:
        phone.open(f"/ho-so/{entry['dossier']}")
        expect(phone.page.get_by_text("Trang 2 cần chụp lại.")).to_be_visible()
    commune.must_have(promised[0], promised[4])
    dossiers = commune.kept().dossiers
    assert {dossiers[filed.id].state for filed in promised[1:4]} == {"awaiting_pages"}


def _with(row: Record, change: object) -> Record:
    assert callable(change)
    data = change(base64.b64decode(row["blob"]))
    return {**row, "blob": base64.b64encode(data).decode()}
