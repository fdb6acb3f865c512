"""Failure 1: three dossiers of five pages submitted offline, the app killed, the link back."""

from __future__ import annotations

from tests.faults.conftest import Commune
from tests.faults.phones import Phone


def test_failure_01_three_dossiers_offline_then_killed(
    phone: Phone, commune: Commune, number: str
) -> None:
    """Three dossiers and fifteen pages arrive, every hash equal to what lay on the phone.

    Seen failing without sending what waits when the app opens (keepSending): all three stayed.
    """
    phone.sign_in(number, "Giàng A Thử")
    phone.lose_link()
    for need in ("Xin giấy khai sinh.", "Xin xác nhận độc thân.", "Xin trích lục kết hôn."):
        phone.file(need, pictures=5)
    promised = phone.promised()
    assert [len(set(filed.pages)) for filed in promised] == [5, 5, 5]
    phone.die()
    phone.link.mend()
    phone.switch_on()
    phone.wait_for_queue(0)
    commune.must_have(*promised)
    assert len({sha for filed in promised for sha in filed.pages}) == 15
