"""What arrives is not what was sent, or is sent under a wrong name."""

from __future__ import annotations

from tests.faults.conftest import Commune, NewPhone
from tests.faults.phones import Phone


def test_a_page_altered_on_the_way(phone: Phone, commune: Commune, number: str) -> None:
    """The hash tells; the bytes on the phone are good, so they are sent again.

    Seen failing without the look at the phone's own bytes (pages.isSound): a person was asked.
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    phone.file("Xin giấy khai sinh.", pictures=2)
    promised = phone.promised()
    phone.link.alter(r"^PATCH", at=20_000)
    phone.find_link()
    phone.wait_for_queue(0)
    commune.must_have(*promised)


def test_an_id_that_belongs_to_somebody_else(
    new_phone: NewPhone, commune: Commune, number: str
) -> None:
    """The phone makes a new one, and both dossiers arrive.

    Seen failing with `id_taken` taken for any other conflict: the second waited for its person.
    """
    first = new_phone("first")
    first.sign_in(number, "Vàng Thị Nhất")
    first.lose_link()
    first.file("Xin giấy khai sinh.")
    (theirs,) = first.promised()
    first.find_link()
    first.wait_for_queue(0)
    second = new_phone("second")
    second.sign_in(number[:-3] + "998", "Quàng Văn Nhì")
    second.lose_link()
    second.file("Xin xác nhận độc thân.", pictures=1)
    second.take_id(theirs.id)
    (mine,) = second.promised()
    assert mine.id == theirs.id
    second.find_link()
    second.wait_for_queue(0)
    commune.must_have(theirs)
    found = [d for d in commune.kept().dossiers.values() if d.owner_name == "Quàng Văn Nhì"]
    assert [[sha for _, _, sha in dossier.pages] for dossier in found] == [list(mine.pages)]
