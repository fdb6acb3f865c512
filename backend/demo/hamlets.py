"""The hamlets of the demo's commune, who wants to hear its news, and how far its messages got."""

from __future__ import annotations

import uuid
from datetime import timedelta

from backend.core import clock
from backend.core.transaction import writing
from backend.demo.cast import LANH_DAO, LUAN_THANH, MAU, QUAN_TRI, THU, TINH_NGUYEN, Cast
from backend.notifications import service as notifications

_NEWS = "Sạt lở ở dốc Bản Thử, xe không qua được đến hết ngày mai."
_HOURS_AGO = 5


def set_up(people: Cast) -> None:
    """Two hamlets with a volunteer; two residents asked for the commune's news."""
    volunteer = people.id_of(TINH_NGUYEN)
    wanted = [{"name": name, "volunteer": volunteer} for name in ("Bản Thử", "Thôn Mẫu")]
    made = notifications.set_hamlets(LUAN_THANH, wanted, changed_by=people.id_of(QUAN_TRI))
    by_name = {hamlet["name"]: hamlet["id"] for hamlet in made}
    for who in (MAU, THU):
        wishes = {"hamlet": by_name[who.home], "announcements": True}
        notifications.change_wishes(people.actor(who), wishes)


def let_climb(people: Cast) -> None:
    """One alert, and every message of the invented past where the ladder has it by now: by text,
    on the volunteer's list, on the desk's call list."""
    ids = [hamlet["id"] for hamlet in notifications.hamlets(LUAN_THANH)]
    alert = {"kind": "alert", "text": _NEWS, "hamlets": ids}
    past = clock.now() - timedelta(hours=_HOURS_AGO)
    with clock.frozen(past):
        with writing():
            # One id for ever: an interrupted run does not send it again.
            number = uuid.uuid5(people.id_of(LANH_DAO), _NEWS)
            notifications.announce(people.actor(LANH_DAO), number, alert)
        notifications.make_announced()
    notifications.advance()
