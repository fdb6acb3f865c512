"""What nobody vouches for says so wherever it is shown: every packaged procedure, every surface.

The phone's cards and its check before sending are held to the same in `pwa/test/screens/`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask

from backend.catalogue import derived, service
from backend.catalogue.authoring import Authored
from backend.catalogue.procedure import ProcedureVersion
from backend.core import clock
from backend.posters import service as posters
from tests.support.packaged import PACKAGED, named, version_of

ASKED = "hỏi lại"
MARK_DAYS, MARK_FEE = 2, 4
FIRST_DAY = "2026-11-22"
"""From here on; a version that had ended before keeps the words under which dossiers were made."""
DAYS = (datetime(2026, 11, 22, 3, tzinfo=UTC), datetime(2027, 3, 1, 3, tzinfo=UTC))
"""An ordinary day, and the first of the new law on civil status."""

SHOWN = [one for one in PACKAGED if (one.content["effective_to"] or FIRST_DAY) >= FIRST_DAY]
EACH = pytest.mark.parametrize("one", SHOWN, ids=named)
PARTS = (("days", "long"), ("fee", "money"))
"""Facts with a confidence of their own, and the part of the screen that tells them."""


def doubted(one: Authored, name: str) -> bool:
    return bool(one.content[name]["confidence"] != "high")


def told(version: ProcedureVersion, part: str) -> str:
    """What is read aloud of a part, as one text."""
    found = service.core_sentences(version.detail, {})
    return " ".join(sentence.text for sentence in found if sentence.part == part).lower()


def test_all_41_are_looked_at() -> None:
    assert len({one.code for one in SHOWN}) == 41
    assert sum(doubted(one, name) for one in SHOWN for name, _ in PARTS) > 41


@EACH
def test_the_page_says_where_to_ask_again(one: Authored) -> None:
    """Seen failing with the first wording of marriage, which named only whom it is free for."""
    version = version_of(one)
    for name, _ in PARTS:
        if doubted(one, name):
            assert ASKED in one.content[name]["text"].lower(), name
            assert name in version.detail["uncertain"]
    if one.content["days"]["confidence"] == "low":
        assert version.detail["days"].get("value") is None
    assert set(one.content["uncertain"]) == set(version.detail.get("uncertain", []))


@EACH
def test_the_voice_says_it(one: Authored) -> None:
    """Seen failing with the sentences of a fee cut after the first."""
    version = version_of(one)
    for name, part in PARTS:
        assert not doubted(one, name) or ASKED in told(version, part), name
    if "papers" in one.content["uncertain"]:
        assert ASKED in told(version, "bring")


@EACH
def test_the_poster_says_it(one: Authored, app: Flask) -> None:
    """Seen failing without the sentence below the papers."""
    version = version_of(one)
    sheet = posters._sheet(version.detail, {})
    if doubted(one, "days"):
        assert ASKED in " ".join(sheet.days).lower()
    if doubted(one, "fee"):
        assert ASKED in " ".join(sheet.money).lower()
    if "papers" in one.content["uncertain"]:
        assert ASKED in " ".join(sheet.papers_told).lower()


@EACH
def test_the_form_and_the_rest_say_it(one: Authored) -> None:
    """A form of which not every word is known calls itself none of the state's; what may change
    in who comes, what results and who may ask at all stands in the note."""
    unsure = set(one.content["uncertain"])
    if "sections" in unsure:
        assert not version_of(one).knows_official_form
    if unsure & {"presence", "result", "eligibility"}:
        assert one.content["note"]


@EACH
def test_the_line_of_the_index_carries_a_mark(one: Authored) -> None:
    """Where the card shows a value; one that is not shown reads "Hỏi … tại bộ phận một cửa"."""
    row: list[Any] = derived.index_of([derived.index_row(one.content)])["procedures"][0]
    days, marks, fee = row[3:6]
    assert bool(marks & MARK_DAYS) == (doubted(one, "days") and days is not None)
    assert bool(marks & MARK_FEE) == (doubted(one, "fee") and fee != "?")
    assert not doubted(one, "fee") or fee == "?" or marks & MARK_FEE
    assert marks & 1 == int(bool(one.content["days"].get("cutoff")))


@pytest.mark.parametrize("day", DAYS)
def test_what_is_served_is_what_was_looked_at(app: Flask, day: datetime) -> None:
    """Each procedure in force by the version that the tests above saw, with its marks."""
    with clock.frozen(day):
        service.import_procedures()
        index = service.index()
    seen = {(one.code, one.version): one for one in SHOWN}
    assert len(index["procedures"]) == 41
    for row in index["procedures"]:
        line = derived.index_row(seen[row[0], row[8]].content)
        assert row[4] == line["cutoff"] + 2 * line["unsure"]


def test_lines_kept_before_there_were_marks_have_none() -> None:
    """Rows that an older program wrote: the index is made of them all the same."""
    line = derived.index_row(SHOWN[0].content)
    old = {key: part for key, part in line.items() if key != "unsure"}
    assert derived.index_of([old])["procedures"][0][4] in (0, 1)
