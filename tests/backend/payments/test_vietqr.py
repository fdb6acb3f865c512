"""VietQR: the vectors, npm vietnam-qr-pay as the other side, and purposes that banks mangle."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.payments.providers import vietqr
from backend.payments.providers.vietqr import Transfer
from tests.backend.payments.test_vnpay import VECTORS
from tests.support.clients import ask

REFERENCE = re.compile(r"HS[0-9A-Z]{9}")
DRAWN = [case for case in VECTORS["vietqr"] if "transfer" in case]


@pytest.mark.parametrize("case", VECTORS["vietqr"], ids=lambda case: case["name"])
def test_vectors_are_whole(case: dict[str, Any]) -> None:
    assert vietqr.is_whole(case["payload"])
    assert not vietqr.is_whole(case["payload"].replace("5802VN", "5802VM"))
    read = vietqr.fields(case["payload"])
    assert read is not None
    assert (read["53"], read["58"]) == ("704", "VN")


@pytest.mark.parametrize("case", DRAWN, ids=lambda case: case["name"])
def test_vectors_are_drawn(case: dict[str, Any]) -> None:
    assert vietqr.payload(Transfer(**case["transfer"])) == case["payload"]


@pytest.mark.parametrize(("text", "crc"), VECTORS["crc"])
def test_the_checksum_is_ccitt_false(text: str, crc: str) -> None:
    assert f"{vietqr.checksum(text):04X}" == crc


def test_each_side_reads_what_the_other_draws() -> None:
    told: list[tuple[str, Any]] = []
    for case in DRAWN:
        given = case["transfer"]
        named = {"bankBin": given["bin"], "bankNumber": given["account"]}
        if "amount" in given:
            named |= {"amount": str(given["amount"]), "purpose": given["purpose"]}
        told += [("build", named), ("read", vietqr.payload(Transfer(**given)))]
    changed = DRAWN[1]["payload"].replace("54048000", "54049000")
    *answers, broken = ask("vietqr.mjs", [*told, ("read", changed)])
    for case, drawn, read in zip(DRAWN, answers[::2], answers[1::2], strict=True):
        given = case["transfer"]
        assert drawn == case["payload"]
        assert vietqr.is_whole(drawn)
        assert read["isValid"] is True
        assert (read["bin"], read["account"]) == (given["bin"], given["account"])
        assert (read["amount"] or None) == (str(given["amount"]) if "amount" in given else None)
    assert broken["isValid"] is False
    assert not vietqr.is_whole(changed)


@pytest.mark.parametrize(
    "transfer",
    [
        Transfer("97042", "1"),
        Transfer("97042x", "1"),
        Transfer("970422", ""),
        Transfer("970422", "1" * 20),
        Transfer("970422", "12-34"),
        Transfer("970422", "1", 0),
        Transfer("970422", "1", -5),
        Transfer("970422", "1", 10**13),
        Transfer("970422", "1", 1, "lệ phí"),
        Transfer("970422", "1", 1, "x" * 26),
    ],
    ids=str,
)
def test_what_no_bank_could_read_is_not_drawn(transfer: Transfer) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        vietqr.payload(transfer)


@pytest.mark.parametrize("text", ["0", "00", "0002", "00020", "000201019", "00xx01", "00٠٢01"])
def test_what_is_no_code(text: str) -> None:
    assert vietqr.fields(text) is None


@pytest.mark.parametrize(
    "purpose",
    [
        "HSK7XM4PA01",
        "hsk7xm4pa01",
        "HS K7XM4PA 01",
        "HS-K7X-M4P-A-01",
        "MBVCB.3278907687.HSK7XM4PA01.CT tu 0123456789 LO THI MAU toi 113366668888",
        "LO THI MAU chuyen tien hsk7xm4pa01-211126-18:25:00 FT26325",
        "CT DEN:0123 HSK7XM4PA01; tai Napas",
        "Nộp lệ phí HSK7XM4PA01",
    ],
)
def test_the_purpose_survives_what_banks_do_to_it(purpose: str) -> None:
    assert "HSK7XM4PA01" in vietqr.references(purpose, REFERENCE)


def test_each_reference_is_found_once() -> None:
    assert vietqr.references("HSK7XM4PA01 HSK7XM4PA01", REFERENCE) == ["HSK7XM4PA01"]
    assert vietqr.references("HSK7XM4PA01 va HSK7XM4PA02", REFERENCE) == [
        "HSK7XM4PA01",
        "HSK7XM4PA02",
    ]
    assert vietqr.references("", REFERENCE) == []


@given(st.text(max_size=60))
def test_any_purpose_can_be_looked_through(purpose: str) -> None:
    assert all(REFERENCE.fullmatch(found) for found in vietqr.references(purpose, REFERENCE))
