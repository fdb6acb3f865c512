"""Exemptions have their papers, and both have their dates."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from backend.catalogue import practice
from backend.catalogue.authoring import PROCEDURES_FOLDER

FILES = sorted(PROCEDURES_FOLDER.glob("*.yaml"))
DAY = date(2026, 11, 23)
DIGITAL = "Công dân số trên VNeID nộp trực tuyến, đến hết 28/2/2027"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_exempt_group_has_a_paper_that_proves_it(file: object) -> None:
    """A wording that the practice does not know would be an exemption nobody can claim."""
    content = yaml.safe_load(file.read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    wordings = content["fee"].get("exempt", [])
    found = practice.exemptions(wordings, DAY, online=True)
    assert [each.text for each in found] == wordings
    assert all(each.proof for each in found)
    assert [group["key"] for group in practice.groups(wordings)] == [each.key for each in found]


@pytest.mark.parametrize(
    ("day", "online", "holds"),
    [
        (date(2026, 8, 14), True, False),
        (date(2026, 8, 15), True, True),
        (date(2027, 2, 28), True, True),
        (date(2027, 3, 1), True, False),
        (DAY, False, False),
    ],
)
def test_the_digital_citizens_exemption_has_an_end(day: date, online: bool, holds: bool) -> None:
    assert bool(practice.exemptions([DIGITAL], day, online=online)) is holds


def test_unknown_groups_are_not_invented() -> None:
    assert practice.exemptions(["Người vui tính"], DAY, online=True) == []


@pytest.mark.parametrize("code", ["2.000815", "2.000884", "2.001035"])
def test_certifications_are_paid_with_the_result(code: str) -> None:
    assert practice.collected_after(code, DAY)


def test_a_copy_of_a_record_is_paid_before() -> None:
    assert not practice.collected_after("2.000635", DAY)
