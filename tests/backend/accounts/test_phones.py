"""Numbers of Vietnam, as people write them."""

from __future__ import annotations

import pytest

from backend.accounts import phones
from backend.core.problems import Problem


@pytest.mark.parametrize(
    "written",
    [
        "0912345678",
        "+84912345678",
        "84912345678",
        "0084912345678",
        "091 234 5678",
        "0912.345.678",
        "0912-345-678",
        "(+84) 912 345 678",
        "+84 (0) 912 345 678",
        " 0912\u00a0345\u00a0678 ",
    ],
)
def test_every_way_of_writing_is_one_number(written: str) -> None:
    assert phones.mobile(written) == "+84912345678"


@pytest.mark.parametrize(
    "prefix",
    [
        "032",
        "039",
        "052",
        "055",
        "059",
        "070",
        "079",
        "081",
        "087",
        "089",
        "090",
        "099",
        "051",
        "031",
        "071",
        "095",
    ],
)
def test_unknown_mobile_prefixes_are_not_refused(prefix: str) -> None:
    assert phones.mobile(f"{prefix}1234567") == f"+84{prefix[1:]}1234567"


@pytest.mark.parametrize(
    "landline", ["02373123456", "024 3825 1234", "+84 28 3822 1234", "842373123456"]
)
def test_a_landline_cannot_receive_a_code(landline: str) -> None:
    with pytest.raises(Problem) as caught:
        phones.mobile(landline)
    assert caught.value.code == "phone_landline"


@pytest.mark.parametrize(
    "nonsense",
    [
        "",
        "0",
        "091234567",
        "09123456789",
        "+1 212 555 0100",
        "0912 ABC DEF",
        "+84",
        "12345678901",
        "0112345678",
        "٠٩١٢٣٤٥٦٧٨",
        "0912345678x12",
        "+" * 20,
    ],
)
def test_what_is_no_number_is_unreadable(nonsense: str) -> None:
    with pytest.raises(Problem) as caught:
        phones.mobile(nonsense)
    assert caught.value.code == "phone_unreadable"


def test_the_owner_sees_the_ends_of_a_number() -> None:
    assert phones.masked("+84912345678") == "09•• ••• 678"
