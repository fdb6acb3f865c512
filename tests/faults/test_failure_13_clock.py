"""Failure 13: the phone's clock is years off, and jumps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from playwright.sync_api import expect

from tests.faults.conftest import Commune
from tests.faults.phones import ZONE, Phone


def test_failure_13_the_clock_is_years_off_and_jumps(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Filed in 2035 and in 1996, sent in the order of filing, dated by the server.

    The first try fails while the clock is ahead: the waiting that follows does not last nine years.
    Seen failing without the look at the moment when a waiting was decided and without the trying
    of everything at an opening (policy.isDue).
    """
    phone.set_clock(+9)
    phone.restart("/")
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=1)
    phone.link.answer_instead("^PUT ", 503, b"busy", times=1)
    phone.find_link()
    phone.wait_for_queue(1, lambda entry: entry["attempts"] > 0)
    phone.link.cut()
    phone.set_clock(-30)
    phone.restart()
    phone.lose_link()
    phone.file("Xin xác nhận độc thân.", pictures=1)
    promised = phone.promised()
    phone.set_clock(0)
    phone.die()
    phone.link.calm()
    phone.link.recount()
    phone.switch_on()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
    assert [r.path for r in phone.link.counts.of("PUT")] == [
        f"/api/dossiers/{f.id}" for f in promised
    ]
    for filed in promised:
        assert abs(commune.received_at(filed.id) - datetime.now(UTC)) < timedelta(minutes=10)
    due = commune.answer_due(promised[0].id).astimezone(ZONE)
    phone.open(f"/ho-so/{promised[0].id}")
    expect(phone.page.get_by_text(f"{due:%d/%m/%Y}").first).to_be_visible()
