"""Versions of the commune's own: numbered apart, each in its place, never rewritten."""

from __future__ import annotations

import json
from pathlib import Path

import brotli
import pytest

from backend.catalogue import queries, service
from backend.catalogue.editing import publishing
from backend.catalogue.editing.publishing import Publication, PublishRefused
from backend.core import clock
from backend.core.model import new_id
from backend.core.transaction import writing
from tests.backend.catalogue.editing import REASON, day, publish_content, ranges
from tests.support.factories.catalogue import COPY, HELP, content, imported, write
from tests.support.queries import count_queries

pytestmark = pytest.mark.usefixtures("app")

CHEAPER = {
    "confidence": "high",
    "text": "5.000 đồng một bản.",
    "rules": [{"kind": "per_copy", "amount": 5000, "copies_field": "so_luong"}],
}


def refused(*wanted: dict[str, object]) -> list[tuple[int, str, str]]:
    """What is wrong with each: its place, the path, the message."""
    with pytest.raises(PublishRefused) as caught:
        publishing.prepare([Publication(dict(one), day(), "desk", REASON) for one in wanted])
    return [(error.index, error.path, error.message) for error in caught.value.errors]


def test_a_version_of_our_own_takes_the_place_from_its_day_on(tmp_path: Path) -> None:
    """Its number stays clear of the package's. Seen failing with the next number after the file's:
    the version 2 of a later package was refused."""
    imported(tmp_path)
    made = publish_content(content(fee=CHEAPER), ahead=3)
    assert made.version == 1001
    assert ranges(COPY) == [
        (1, "2026-07-01", day(2).isoformat()),
        (1001, day(3).isoformat(), None),
    ]
    assert service.procedure(COPY).version == 1
    assert service.procedure(COPY, at=day(3)).version == 1001
    coming = content(version=2, effective_from=day(9).isoformat())
    service.import_procedures(write(tmp_path / "later", coming))
    assert ranges(COPY)[1:] == [
        (1001, day(3).isoformat(), day(8).isoformat()),
        (2, day(9).isoformat(), None),
    ]


def test_it_ends_before_a_version_that_comes_later(tmp_path: Path) -> None:
    """Seen failing with an open end: two versions were in force on one day."""
    imported(tmp_path)
    imported(tmp_path, version=2, effective_from=day(9).isoformat())
    publish_content(content(fee=CHEAPER), ahead=3)
    assert ranges(COPY)[1:] == [
        (1001, day(3).isoformat(), day(8).isoformat()),
        (2, day(9).isoformat(), None),
    ]


def test_the_same_files_at_the_next_start_change_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path / "files", content())
    service.import_procedures(folder)
    publish_content(content(fee=CHEAPER))
    before = ranges(COPY)
    assert service.import_procedures(folder).added == 0
    assert ranges(COPY) == before
    assert service.procedure(COPY).version == 1001


def test_a_file_of_an_earlier_day_ends_before_ours(tmp_path: Path) -> None:
    """Seen failing without giving way: the commune's server refused to start with new files."""
    service.import_procedures(write(tmp_path / "1", content()))
    publish_content(content(fee=CHEAPER), ahead=5)
    late = content(version=2, effective_from=day(2).isoformat())
    service.import_procedures(write(tmp_path / "2", late))
    assert ranges(COPY) == [
        (1, "2026-07-01", day(1).isoformat()),
        (2, day(2).isoformat(), day(4).isoformat()),
        (1001, day(5).isoformat(), None),
    ]


def test_a_second_change_of_the_same_day_replaces_the_first(tmp_path: Path) -> None:
    """The first is in force on no day any more; whoever filed under it keeps it."""
    imported(tmp_path)
    publish_content(content(fee=CHEAPER))
    publish_content(content(outcome="Bản sao có dấu đỏ."))
    assert [number for number, _, _ in ranges(COPY)] == [1, 1002]
    assert service.procedure(COPY).version == 1002
    assert service.procedure(COPY, 1001).content["fee"]["text"] == CHEAPER["text"]


def test_a_form_of_the_package_takes_the_place_of_a_line_of_the_list(tmp_path: Path) -> None:
    ready = publishing.prepare(
        [Publication(content("without_form", code=COPY), day(), "list", REASON)]
    )
    with writing():
        publishing.publish(ready, by=None)
    assert service.procedure(COPY).mode == "assistance"
    imported(tmp_path)
    assert (service.procedure(COPY).mode, service.procedure(COPY).version) == ("form", 1)
    assert service.procedure(COPY, 1001).mode == "assistance"


def test_a_retired_procedure_is_gone_and_stays_readable(tmp_path: Path) -> None:
    imported(tmp_path)
    imported(tmp_path, "without_form")
    publish_content(content(fee=CHEAPER), ahead=3)
    with writing():
        publishing.retire({COPY}, day(-1), by=None)
    assert [row[0] for row in service.index()["procedures"]] == [HELP]
    assert service.procedure(COPY, 1).version == 1
    assert ranges(COPY) == [(1, "2026-07-01", day(-1).isoformat())]


def withdraw_last() -> None:
    with writing():
        versions = queries.versions_of({COPY})
        last = max(versions, key=lambda row: row.version)
        publishing.withdraw(last, versions, by=new_id())


def test_what_was_retired_stays_so_when_its_return_is_withdrawn(tmp_path: Path) -> None:
    """Seen failing: the version that ended the day before went on for ever."""
    imported(tmp_path)
    with writing():
        publishing.retire({COPY}, day(2), by=None)
    publish_content(content(fee=CHEAPER), ahead=3)
    withdraw_last()
    assert ranges(COPY) == [(1, "2026-07-01", day(2).isoformat())]


def test_the_end_of_a_procedure_goes_from_version_to_version(tmp_path: Path) -> None:
    """Seen failing with the end alone handed on: the one in between did not know why it ended."""
    imported(tmp_path)
    with writing():
        publishing.retire({COPY}, day(4), by=None)
    end = day(4).isoformat()
    publish_content(content(fee=CHEAPER), ahead=2)
    publish_content(content(), ahead=5)
    withdraw_last()
    assert ranges(COPY) == [
        (1, "2026-07-01", day(1).isoformat()),
        (1001, day(2).isoformat(), end),
    ]
    with writing():
        versions = queries.versions_of({COPY})
        publishing.withdraw(next(r for r in versions if r.version == 1001), versions, by=new_id())
    assert ranges(COPY) == [(1, "2026-07-01", end)]
    publish_content(content(), ahead=5)
    withdraw_last()
    assert ranges(COPY) == [(1, "2026-07-01", end)]


def test_an_end_that_a_successor_made_becomes_the_procedures(tmp_path: Path) -> None:
    """Retired on the day that a version to come would have ended it. Seen failing with what is over
    by then passed by."""
    imported(tmp_path)
    publish_content(content(fee=CHEAPER), ahead=3)
    with writing():
        publishing.retire({COPY}, day(2), by=None)
    publish_content(content(), ahead=3)
    withdraw_last()
    assert ranges(COPY) == [(1, "2026-07-01", day(2).isoformat())]


def test_what_a_file_ends_is_not_made_longer(tmp_path: Path) -> None:
    """Seen failing with the mark of a retirement alone: a repealed procedure went on for ever."""
    imported(tmp_path, effective_to=day(2).isoformat())
    publish_content(content(fee=CHEAPER), ahead=3)
    withdraw_last()
    assert ranges(COPY) == [(1, "2026-07-01", day(2).isoformat())]


def test_a_circle_of_conditions_is_refused_and_named() -> None:
    one = content()
    first, second = one["sections"][0]["fields"][1:3]
    first["when"] = {"field": "quan_he_khac", "known": True}
    second["when"] = {"field": "quan_he", "is": "khac"}
    found = refused(one)
    assert found[0][:2] == (0, "sections.yeu_cau.fields.quan_he.when.field")
    assert "quan_he → quan_he_khac → quan_he" in found[0][2]


def test_all_problems_of_all_are_told_at_once() -> None:
    """Markup beside a condition on nothing, in two procedures and with a code that stands twice.

    Seen failing when a wrong word hid what does not agree.
    """
    papers = content()["papers"]
    papers[1]["note"] = "<b>Mang theo</b> khi đến."
    papers[2]["when"] = {"field": "khong_co", "is": True}
    found = refused(content(), content(summary="Xin **bản sao**.", papers=papers))
    assert [(index, path) for index, path, _ in found] == [
        (1, "summary"),
        (1, "papers.can_cuoc.note"),
        (1, "papers.uy_quyen.when.field"),
        (1, "code"),
    ]
    assert "'**'" in found[0][2]
    assert found[2][2] == "Mục 'khong_co' không có trong tờ khai."


def test_a_day_in_the_past_is_refused(tmp_path: Path) -> None:
    imported(tmp_path)
    with pytest.raises(PublishRefused) as caught:
        publish_content(content(fee=CHEAPER), ahead=-1)
    assert caught.value.errors[0].path == "effective_from"
    assert len(ranges(COPY)) == 1


def test_two_files_that_overlap_are_refused(tmp_path: Path) -> None:
    imported(tmp_path, effective_to="2026-12-31")
    with pytest.raises(service.ImportRefused) as caught:
        imported(tmp_path, version=2, effective_from="2026-12-01")
    assert "chồng lên phiên bản 1" in caught.value.errors[0].message


def test_many_at_once_take_few_queries() -> None:
    """A list of hundreds holds the database's one pen for a moment only."""
    codes = [f"3.{number:06}" for number in range(60)]
    wanted = [
        Publication(content("without_form", code=code), day(), "list", REASON) for code in codes
    ]
    ready = publishing.prepare(wanted)
    with count_queries() as statements, writing():
        publishing.publish(ready, by=None)
    assert len([one for one in statements if one.startswith("SELECT")]) <= 6
    assert len(service.index()["procedures"]) == 60


def test_the_present_version_tells_what_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And stops telling it when the day is there, or the version is withdrawn."""
    imported(tmp_path, days={"value": 3, "confidence": "high"})
    fee = {"confidence": "high", "text": "Một mức.", "rules": [{"kind": "fixed", "amount": 5000}]}
    publish_content(content(fee=fee, days={"value": 2, "confidence": "high"}), ahead=3)
    said = f"Từ ngày {day(3):%d/%m/%Y}: trả kết quả sau 2 ngày làm việc, lệ phí 5.000 đồng."
    assert _note(COPY) == said
    assert service.procedure(COPY).content.get("note") is None
    later = clock.now() + (day(3) - day())
    monkeypatch.setattr(clock, "now", lambda: later)
    assert _note(COPY) is None


def _note(code: str) -> str | None:
    found: str | None = json.loads(brotli.decompress(service.detail_bytes(code))).get("note")
    return found
