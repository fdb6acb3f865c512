"""Communes by code, agencies by code, addresses in words."""

from __future__ import annotations

import pytest
from flask import Flask

from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.places import service as places
from backend.places.divisions import divisions
from backend.places.opening_hours import DayHours
from tests.support.factories.places import LUAN_THANH, agency
from tests.support.queries import count_queries


def test_there_are_34_provinces_and_3321_communes() -> None:
    known = divisions()
    assert len(known.provinces) == 34
    assert len(known.communes) == 3321
    assert {commune.province_code for commune in known.communes.values()} == set(known.provinces)
    assert list(known.communes) == sorted(
        known.communes, key=lambda code: (known.communes[code].province_code, code)
    )


@pytest.mark.parametrize(
    ("province", "communes"),
    [("12", 38), ("11", 45), ("14", 75), ("15", 99), ("04", 56), ("38", 166), ("40", 130)],
)
def test_mountain_provinces_are_whole(province: str, communes: int) -> None:
    found = [c for c in divisions().communes.values() if c.province_code == province]
    assert len(found) == communes


def test_units_have_full_names() -> None:
    commune, province = places.commune("15634"), places.province("38")
    assert commune is not None
    assert province is not None
    assert (commune.full_name, province.full_name) == ("Xã Luận Thành", "Tỉnh Thanh Hóa")
    assert places.commune("99999") is None
    assert places.province("99") is None


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        (("38", "15634", "Bản Chiềng"), "Bản Chiềng, xã Luận Thành, tỉnh Thanh Hóa"),
        (("38", "15634"), "Xã Luận Thành, tỉnh Thanh Hóa"),
        (("01", "00004", "Số 1"), "Số 1, phường Ba Đình, thành phố Hà Nội"),
        (("??", "?????", "Bản cũ"), "Bản cũ"),
        (("??", "?????"), ""),
    ],
)
def test_an_address_in_words(parts: tuple[str, ...], text: str) -> None:
    assert places.address_text(*parts) == text


def test_an_agency_is_made_once(app: Flask) -> None:
    with writing():
        made = agency()
    with writing():
        again = agency(name="Tên khác")
    assert again == made == places.agency(LUAN_THANH)


def test_an_unknown_agency_is_a_problem(app: Flask) -> None:
    for ask in (places.agency, places.calendar):
        with pytest.raises(Problem) as caught:
            ask("H99.999")
        assert caught.value.code == "agency_unknown"


@pytest.mark.parametrize(
    "changes", [{"code": "h56"}, {"code": "H56.1.2.3.4"}, {"commune_code": "99999"}]
)
def test_an_agency_needs_real_codes(app: Flask, changes: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="identification code"), writing():
        agency(**changes)


def test_an_agency_needs_a_working_day(app: Flask) -> None:
    with pytest.raises(ValueError, match="working day"), writing():
        agency(week=tuple(DayHours((), counted=False) for _ in range(7)))


def test_a_calendar_takes_two_queries(app: Flask) -> None:
    with writing():
        agency()
    with count_queries() as statements:
        places.calendar(LUAN_THANH)
    assert len(statements) <= 2
