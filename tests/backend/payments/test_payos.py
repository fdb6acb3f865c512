"""payOS notices: the vectors, and everything that is no signed notice."""

from __future__ import annotations

from typing import Any

import pytest

from backend.core import clock
from backend.payments.providers import payos
from tests.backend.payments.test_vnpay import VECTORS

KEY = VECTORS["payos"]["key"]
CASES = VECTORS["payos"]["cases"]
DATA: dict[str, Any] = CASES[1]["data"]


def notice(**changes: Any) -> dict[str, Any]:
    data = {**DATA, **changes}
    signature = payos.signature(KEY, data)
    return {"code": "00", "desc": "ok", "success": True, "data": data, "signature": signature}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_vectors(case: dict[str, Any]) -> None:
    assert payos.signature(KEY, case["data"]) == case["signature"]


def test_a_signed_notice_is_read() -> None:
    good = notice()
    assert good["signature"] == CASES[1]["signature"]
    assert payos.is_signed(KEY, good)
    found = payos.arrived(good)
    assert found is not None
    assert (found.amount, found.purpose) == (8000, "HS H569926112 0001")
    assert (found.reference, found.account) == ("TF230204212323", "12345678")
    assert found.at is not None
    assert clock.local(found.at).isoformat() == "2026-11-21T18:25:00+07:00"


@pytest.mark.parametrize(
    "change",
    [
        {"data": {**DATA, "amount": 9000}},
        {"data": {**DATA, "extra": 1}},
        {"data": {key: DATA[key] for key in DATA if key != "desc"}},
        {"data": None},
        {"data": []},
        {"signature": None},
        {"signature": ""},
        {"signature": 7},
        {"signature": "ký"},
        {"signature": CASES[0]["signature"]},
        {"data": {**DATA, "desc": "\ud800"}},
    ],
    ids=lambda change: str(change)[:40].encode("ascii", "replace").decode(),
)
def test_whatever_is_changed_is_not_signed(change: dict[str, Any]) -> None:
    assert not payos.is_signed(KEY, notice() | change)


def test_another_key_signs_nothing() -> None:
    assert not payos.is_signed("another", notice())


@pytest.mark.parametrize(
    "change",
    [{"amount": 0}, {"amount": -1}, {"amount": True}, {"amount": "8000"}, {"amount": None},
     {"currency": "USD"}, {"code": "01"}],
    ids=str,
)  # fmt: skip
def test_a_notice_that_tells_of_no_money(change: dict[str, Any]) -> None:
    assert payos.arrived(notice(**change)) is None


def test_a_strange_time_is_no_time() -> None:
    found = payos.arrived(notice(transactionDateTime="hôm qua"))
    assert found is not None
    assert found.at is None
