"""The import takes all files or none, never changes a version, and keeps ranges apart."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from backend import cli
from backend.app import create_app
from backend.catalogue import authoring, derived, queries, service
from backend.catalogue.models import StoredVersion
from backend.catalogue.service import ImportRefused, ImportResult
from backend.core import clock
from backend.core.problems import Problem
from backend.extensions import db
from backend.settings import load
from tests.backend.catalogue.editing import publish_content
from tests.support.factories.catalogue import COPY, HELP, content, write

pytestmark = pytest.mark.usefixtures("app")


def _stored() -> list[tuple[str, int, str, str | None]]:
    """What stands in the table: code, version, first and last day."""
    db.session.rollback()
    rows = db.session.query(StoredVersion).order_by(StoredVersion.code, StoredVersion.version)
    return [
        (
            row.code,
            row.version,
            row.effective_from.isoformat(),
            row.effective_to.isoformat() if row.effective_to else None,
        )
        for row in rows
    ]


def test_a_folder_is_imported(tmp_path: Path) -> None:
    result = service.import_procedures(write(tmp_path, content(), content("without_form")))
    assert result == ImportResult(added=2, unchanged=0, ended=0)
    assert _stored() == [(COPY, 1, "2026-07-01", None), (HELP, 1, "2026-07-01", None)]


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    folder = write(tmp_path, content(), content("without_form"))
    service.import_procedures(folder)
    before = _stored()
    assert service.import_procedures(folder) == ImportResult(added=0, unchanged=2, ended=0)
    assert _stored() == before


def test_the_order_of_words_in_a_file_is_no_change(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path / "a", content()))
    backwards = dict(reversed(content().items()))
    result = service.import_procedures(write(tmp_path / "b", backwards))
    assert result.unchanged == 1


def test_other_content_under_the_same_number_is_refused(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path, content()))
    folder = write(tmp_path / "changed", content(outcome="Bản sao có dấu và chữ ký."))
    with pytest.raises(ImportRefused) as refused:
        service.import_procedures(folder)
    (error,) = refused.value.errors
    assert (error.field, "tăng 'version'" in error.message) == ("version", True)
    assert service.procedure(COPY).content["outcome"] == "Bản sao có dấu."


def test_a_wrong_file_keeps_all_others_out(tmp_path: Path) -> None:
    folder = write(tmp_path, content(), content("without_form", days={"value": 3}))
    with pytest.raises(ImportRefused) as refused:
        service.import_procedures(folder)
    assert {Path(error.file).name for error in refused.value.errors} == {f"{HELP}.yaml"}
    assert _stored() == []


def test_an_import_that_breaks_off_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing when every version was committed by itself."""
    service.import_procedures(write(tmp_path / "before", content()))
    before = _stored()
    real = queries.add
    added: list[StoredVersion] = []

    def add_until_the_power_fails(row: StoredVersion) -> None:
        if added:
            raise OSError("power failure")
        real(row)
        db.session.flush()
        added.append(row)

    monkeypatch.setattr(queries, "add", add_until_the_power_fails)
    folder = write(
        tmp_path / "after",
        content(version=2, effective_from="2027-03-01"),
        content("without_form"),
    )
    with pytest.raises(OSError, match="power failure"):
        service.import_procedures(folder)
    assert len(added) == 1
    assert _stored() == before


def test_a_later_version_ends_the_open_one_the_day_before(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path / "1", content()))
    result = service.import_procedures(
        write(tmp_path / "2", content(version=2, effective_from="2027-03-01"))
    )
    assert result == ImportResult(added=1, unchanged=0, ended=1)
    assert _stored() == [(COPY, 1, "2026-07-01", "2027-02-28"), (COPY, 2, "2027-03-01", None)]


def test_the_old_file_again_does_not_open_the_old_version(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path / "1", content()))
    both = write(tmp_path / "2", content(), content(version=2, effective_from="2027-03-01"))
    service.import_procedures(both)
    before = _stored()
    assert service.import_procedures(tmp_path / "1") == ImportResult(0, 1, 0)
    assert service.import_procedures(both) == ImportResult(0, 2, 0)
    assert _stored() == before


def test_a_law_may_be_repealed_early(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path / "1", content()))
    result = service.import_procedures(write(tmp_path / "2", content(effective_to="2027-02-28")))
    assert result == ImportResult(added=0, unchanged=0, ended=1)
    assert _stored() == [(COPY, 1, "2026-07-01", "2027-02-28")]


def test_what_the_desk_has_ended_earlier_is_not_made_longer(tmp_path: Path) -> None:
    """Seen failing with the end of the file taken as it is: the version held on days of another."""
    folder = write(tmp_path, content(effective_to="2027-02-28"))
    service.import_procedures(folder)
    db.session.query(StoredVersion).update({"effective_to": date(2026, 12, 31)})
    db.session.commit()
    assert service.import_procedures(folder) == ImportResult(added=0, unchanged=1, ended=0)
    assert _stored() == [(COPY, 1, "2026-07-01", "2026-12-31")]


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2026-07-01", None),  # The same first day.
        ("2026-01-01", None),  # Before it, without an end.
        ("2026-01-01", "2026-07-01"),  # Its last day is the other's first.
        ("2026-08-01", "2026-09-01"),  # In the midst of a version with a fixed end.
    ],
)
def test_versions_never_hold_on_the_same_day(tmp_path: Path, start: str, end: str | None) -> None:
    service.import_procedures(write(tmp_path / "1", content(effective_to="2026-12-31")))
    before = _stored()
    wanted = content(version=2, effective_from=start, effective_to=end)
    with pytest.raises(ImportRefused) as refused:
        service.import_procedures(write(tmp_path / "2", wanted))
    assert "chồng lên phiên bản 1" in refused.value.errors[0].message
    assert _stored() == before


def test_an_earlier_version_may_be_added_behind(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path / "1", content(version=2)))
    earlier = content(effective_from="2025-07-01", effective_to="2026-06-30")
    service.import_procedures(write(tmp_path / "2", earlier))
    assert service.procedure(COPY, at=date(2026, 1, 1)).version == 1


def test_the_version_in_force_goes_by_the_day(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        content(effective_to="2026-12-31"),
        content(version=2, effective_from="2027-03-01"),
    )
    service.import_procedures(folder)
    assert service.procedure(COPY, at=date(2026, 7, 1)).version == 1
    assert service.procedure(COPY, at=date(2026, 12, 31)).version == 1
    assert service.procedure(COPY, at=date(2027, 3, 1)).version == 2
    assert service.procedure(COPY, 1, at=date(2030, 1, 1)).version == 1
    for day in (date(2026, 6, 30), date(2027, 1, 1), date(2027, 2, 28)):
        with pytest.raises(Problem, match="procedure_unknown"):
            service.procedure(COPY, at=day)


def test_a_new_program_brings_what_is_derived_up_to_date(tmp_path: Path) -> None:
    folder = write(tmp_path, content())
    service.import_procedures(folder)
    row = db.session.query(StoredVersion).one()
    right = (row.schema, row.index_row, row.detail)
    row.schema, row.index_row, row.detail = {"old": 1}, {"old": 1}, b"old"
    db.session.commit()
    assert service.import_procedures(folder).unchanged == 1
    row = db.session.query(StoredVersion).one()
    assert (row.schema, row.index_row, row.detail) == right


def test_a_detail_that_would_be_too_heavy_for_the_link_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived, "MAX_DETAIL_BYTES", 500)
    with pytest.raises(ImportRefused) as refused:
        service.import_procedures(write(tmp_path, content()))
    assert "tối đa 500" in refused.value.errors[0].message
    assert _stored() == []


def test_the_packaged_procedures_are_the_default() -> None:
    """41 procedures, 14 of which get a second version on the day of the new civil-status law. The
    one that was said better before that day has its ends written."""
    result = service.import_procedures()
    assert (result.added, result.ended) == (41 + 14 + 1, 13)


def test_a_better_wording_comes_between_and_old_drafts_keep_theirs(tmp_path: Path) -> None:
    """A machine has the first version and the law that waits; the release brings a third.

    Seen failing without the written end of the first: the ranges overlapped.
    """
    first, law = content(), content(version=2, effective_from="2027-03-01")
    service.import_procedures(write(tmp_path / "old", first, law))
    better = content(
        version=3,
        effective_from="2026-11-22",
        effective_to="2027-02-28",
        fee={**first["fee"], "text": "8.000 đồng một bản. Hỏi lại tại bộ phận một cửa."},
    )
    first["effective_to"] = "2026-11-21"
    result = service.import_procedures(write(tmp_path / "new", first, law, better))
    assert (result.added, result.ended, result.unchanged) == (1, 1, 1)
    assert _stored() == [
        (COPY, 1, "2026-07-01", "2026-11-21"),
        (COPY, 2, "2027-03-01", None),
        (COPY, 3, "2026-11-22", "2027-02-28"),
    ]
    with clock.frozen(datetime(2026, 11, 23, 3, tzinfo=UTC)):
        assert service.procedure(COPY).version == 3
        assert service.procedure(COPY, 1).content["fee"]["text"] == "8.000 đồng một bản."


def test_lines_of_the_communes_own_versions_are_drawn_again(tmp_path: Path) -> None:
    """Seen failing with only the rows of files looked at."""
    folder = write(tmp_path, content())
    service.import_procedures(folder)
    own = publish_content(content(short_name="Bản sao của xã"))
    line = dict(own.index_row)
    own.index_row = {key: part for key, part in line.items() if key != "unsure"}
    db.session.commit()
    service.import_procedures(folder)
    assert db.session.query(StoredVersion).filter_by(origin="desk").one().index_row == line


def test_the_command_says_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTCUA_DATA", str(tmp_path))
    monkeypatch.setenv("MOTCUA_MODE", "test")
    with create_app(load()).app_context():
        db.create_all()
    good = write(tmp_path / "good", content())
    bad = write(tmp_path / "bad", content(version=0))
    done = CliRunner().invoke(cli.main, ["import-procedures", str(good)])
    refused = CliRunner().invoke(cli.main, ["import-procedures", str(bad)])
    assert (done.exit_code, "thêm 1" in done.output) == (0, True)
    assert (refused.exit_code, "Chưa nhập gì: có 1 lỗi." in refused.output) == (1, True)
    assert f"{COPY}-v0.yaml:2: version: Phải là số nguyên" in refused.output


FIRST_FORMS = json.loads(Path(__file__).with_name("first_forms.json").read_text(encoding="utf-8"))
"""The forms of the first day, by code: the hash of what binds in version 1 of each."""


def test_what_was_imported_on_the_first_day_still_holds_under_its_number() -> None:
    """Else a commune's database would refuse today's files. Seen failing with a fee's text changed
    under the same number."""
    found, _ = authoring.read_folder(authoring.PROCEDURES_FOLDER)
    today = {one.code: derived.binding_hash(one.content) for one in found if one.version == 1}
    assert {code: today[code] for code in FIRST_FORMS} == FIRST_FORMS


def test_a_form_takes_the_number_of_a_version_that_asked_nothing(tmp_path: Path) -> None:
    """Seen failing without that exception: the second start of a commune's server was refused."""
    plea = content("without_form", code=COPY)
    service.import_procedures(write(tmp_path / "1", plea))
    assert service.procedure(COPY).mode == "assistance"
    result = service.import_procedures(write(tmp_path / "2", content()))
    assert result == ImportResult(added=0, unchanged=0, ended=0, replaced=1)
    version = service.procedure(COPY, 1)
    assert (version.mode, len(version.sections)) == ("form", 2)
    assert service.import_procedures(tmp_path / "2") == ImportResult(0, 1, 0)
    with pytest.raises(ImportRefused):
        service.import_procedures(tmp_path / "1")


def test_a_version_without_a_form_changes_only_by_a_form_of_the_same_day(tmp_path: Path) -> None:
    service.import_procedures(write(tmp_path / "1", content("without_form", code=COPY)))
    for n, changed in enumerate(
        (content(effective_from="2026-08-01"), content("without_form", code=COPY, outcome="Khác."))
    ):
        with pytest.raises(ImportRefused):
            service.import_procedures(write(tmp_path / f"2{n}", changed))


def test_better_words_for_finding_need_no_new_number(tmp_path: Path) -> None:
    """So do first values and the print: none changes what a dossier was made under."""
    service.import_procedures(write(tmp_path / "1", content()))
    before = service.procedure(COPY)
    better = content(keywords=["sao y"], life_events=["documents"], made_form={"title": "Tờ khai"})
    better["sections"][0]["fields"][1]["suggest"] = [{"value": "ban_than"}]
    assert service.import_procedures(write(tmp_path / "2", better)) == ImportResult(0, 1, 0)
    after = service.procedure(COPY)
    assert service.index()["procedures"][0][7] == "sao y"
    assert (before.made_form, after.made_form) == ({}, {"title": "Tờ khai"})
    assert after.sections[0]["fields"][1]["suggest"] == [{"value": "ban_than"}]
