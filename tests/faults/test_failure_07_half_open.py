"""Failure 7: a half-open connection of which nobody is told, then another network."""

from __future__ import annotations

from tests.faults.conftest import Commune
from tests.faults.phones import Phone


def test_failure_07_half_open_then_another_network(
    phone: Phone, commune: Commune, number: str
) -> None:
    """The upload goes on at once from the server's offset, while the server still holds the old
    connection, which ends only with this test.

    Seen failing without giving up what hangs on the old network (queue.restart).
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=2)
    promised = phone.promised()
    pages = [page["bytes"] for page in phone.queue()[0]["pages"]]
    phone.link.recount()
    gone = phone.link.once_sent(pages[0] // 2 + 4_000, phone.link.vanish)
    phone.find_link()
    assert gone.wait(30)
    hanging = phone.link.counts.of("PATCH")[0]
    arrived = hanging.body_seen
    commune.wait_until_there(hanging.path.rsplit("/", 1)[1], arrived)
    patches = len(phone.link.counts.of("PATCH"))
    phone.wake()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
    # The other page may go first, while the server is asked how much it has of this one.
    after = [r for r in phone.link.counts.of("PATCH")[patches:] if r.path == hanging.path]
    assert int(after[0].headers["upload-offset"]) == arrived > 0
    assert sum(request.body_seen for request in phone.link.counts.of("PATCH")) == sum(pages)
