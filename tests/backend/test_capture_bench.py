"""What `make bench capture` makes of the words it is given, and keeps of what was read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw

from tests.bench.capture import card_sides, kept, sheets
from tests.bench.capture.bench import PARTS, corners_of, parts_named
from tests.bench.capture.fit import crossed
from tests.bench.capture.lab import Looked
from tests.bench.capture.legible import (
    ground_of,
    set_again,
    unruled,
    without_what_is_no_print,
)
from tests.bench.capture.lens import held
from tests.bench.capture.pen import Shape, Sheet, shape_of
from tests.bench.capture.spoil import seen_from
from tests.bench.capture.warnings import Verdict, interval


def test_all_parts_are_measured_where_none_is_named() -> None:
    assert parts_named("") == list(PARTS)
    assert parts_named("warnings cards") == ["warnings", "cards"]


def test_an_unknown_part_is_refused_with_the_names_of_all() -> None:
    """Seen failing without the refusal: half an hour later somebody would read an empty table."""
    with pytest.raises(SystemExit, match=r"No part wanings: PART is any of finding reading"):
        parts_named("wanings")


def test_only_corners_that_the_worker_is_not_sure_of_are_put_right() -> None:
    """Seen failing with all as they were found: a page of 140.7 kB that nobody would have sent."""
    found = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]])
    true = np.array([[0.8, 0.1], [0.9, 0.8], [0.2, 0.9], [0.1, 0.2]])
    sure = Looked(1, found, True, 0.9, 0.5, (1800, 2400))
    unsure = Looked(1, found, False, 0.1, 0.5, (1800, 2400))
    assert corners_of(sure, true).tolist() == found.tolist()
    assert corners_of(unsure, true).tolist() == np.roll(true, 1, 0).tolist()


def test_verdicts_are_kept_as_they_come_and_a_line_that_was_cut_costs_only_itself(
    tmp_path: Path,
) -> None:
    """Seen failing without the line break before the next one: two verdicts were lost, not one."""
    file = tmp_path / "rows.jsonl"
    kept.Kept(file).add({"number": 1, "said": "mờ"})
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"number": 2, "sa')
    kept.Kept(file).add({"number": 3})
    kept.Kept(file).add({"number": 1, "said": "another process was slower"})
    assert kept.Kept(file).rows() == {1: {"number": 1, "said": "mờ"}, 3: {"number": 3}}


def test_another_worker_or_another_way_of_reading_is_another_file(tmp_path: Path) -> None:
    """Seen failing with the seed alone in the name: figures of an older worker were shown."""
    worker, script = tmp_path / "worker.js", tmp_path / "legible.py"
    worker.write_bytes(b"1")
    script.write_bytes(b"1")
    before = kept.mark(worker, [script])
    kept.named("warnings", 1, worker, tmp_path).add({"number": 1})
    assert kept.named("warnings", 1, worker, tmp_path).rows()
    assert kept.mark(worker, [script]) == before
    script.write_bytes(b"2")
    assert kept.mark(worker, [script]) != before
    script.write_bytes(b"1")
    worker.write_bytes(b"2")
    assert kept.mark(worker, [script]) != before
    assert not kept.named("warnings", 1, worker, tmp_path).rows()


def test_spoilt_is_above_two_per_cent_and_whatever_no_reading_can_mend() -> None:
    def spoilt(how: str, wrong: float | None) -> bool:
        return Verdict(0, "dense", how, 0.0, wrong, []).spoilt

    assert [spoilt("motion", 2.0), spoilt("none", 2.01), spoilt("cut", None)] == [False, True, True]
    assert not spoilt("none", None)


def test_the_interval_is_wilsons() -> None:
    """95 of 100, as it stands in the literature; nothing measured says nothing."""
    low, high = interval(95, 100)
    assert (round(low, 1), round(high, 1)) == (88.8, 97.8)
    assert interval(0, 0) == (0.0, 100.0)


def test_a_picture_is_judged_by_weights_that_were_fitted_without_it() -> None:
    """Seen failing with weights fitted to all: labels thrown by chance seemed to be known."""
    chance = np.random.default_rng(4)
    values, spoilt = chance.normal(size=(80, 15)), chance.random(80) < 0.5
    told = crossed(values, spoilt) > 0.5
    assert 0.3 < (told == spoilt).mean() < 0.7


def test_a_cards_ground_is_not_its_lightest_grain() -> None:
    """Seen failing with the lightest grain as the ground: it came out a fifth too light."""
    grain = np.random.default_rng(1).normal(190, 14, (120, 160)).clip(0, 255).astype(np.uint8)
    ground = np.asarray(ground_of(Image.fromarray(grain), 1.5), float)[30:90, 30:130]
    assert abs(ground.mean() - 190) < 16


def test_the_lines_of_a_table_go_and_its_letters_stay() -> None:
    """A line that leans goes as well. Seen failing with lines looked for in one row of pixels only,
    and with strokes as short as a letter's taken for lines."""
    page = Image.new("L", (900, 400), "white")
    pen = ImageDraw.Draw(page)
    pen.text((120, 150), "Sùng A Tủa 1961", fill=20, font_size=26)
    letters = np.asarray(page.copy())
    for line in ((60, 60, 840, 104), (60, 100, 62, 300), (60, 300, 840, 297)):
        pen.line(line, fill=40, width=2)
    read = np.asarray(unruled(page))
    assert (np.asarray(page) != letters).sum() > 1500
    assert (read != letters).sum() < 60
    assert (read[140:190] == letters[140:190])[:, 100:].all()


def test_what_is_no_print_lies_where_a_sheet_over_the_border_shows_it() -> None:
    """Seen failing with the sheet's own fractions: a table's lines were painted over its letters,
    and a page whose every word is plain had 26.9 % wrong letters."""
    shape = shape_of((0.45, 0.2, 0.9, 0.4))
    sheet = np.array([(0, 0), (1000, 0), (1000, 1500), (0, 1500)], float)
    assert np.array(seen_from(sheet, sheet, shape)) == pytest.approx(np.array(shape))
    over = sheet + np.array([100.0, 0.0])
    seen = np.clip(over, 0, [1000, 1500])
    assert np.array(seen_from(seen, over, shape)) == pytest.approx(
        np.array(shape_of((0.5, 0.2, 1.0, 0.4)))
    )


def test_a_line_that_lies_aslant_hides_no_letters() -> None:
    """Seen failing with the upright box around it: half the rows of a table were painted over."""
    sheet = np.array([(0, 0), (1000, 0), (1000, 1500), (0, 1500)], float)
    seen = np.array([(0, 0), (1000, 60), (1000, 1500), (0, 1500)], float)
    (_, left), (_, right), *_ = seen_from(seen, sheet, shape_of((0.1, 0.2, 0.9, 0.202)))
    assert abs(right - left) > 0.015
    page = Image.new("L", (1000, 1500), 0)
    drawn = Sheet("table", page, "x", [seen_from(seen, sheet, shape_of((0.1, 0.2, 0.9, 0.202)))])
    painted = np.asarray(without_what_is_no_print(page, drawn)) > 0
    assert painted.any(0).sum() > 780
    assert painted.sum() < 6 * painted.any(0).sum()


def test_fingers_hold_a_card_where_nothing_is_printed() -> None:
    """Seen failing with fingers as deep as on a large sheet: of two ordinary cards among 300 they
    covered words that no warning is about."""
    white = np.full((1800, 2400, 3), 255, np.float32)
    light = np.ones((1800, 2400, 1), np.float32)
    card = np.array([(600, 500), (1800, 500), (1800, 1256), (600, 1256)], float)
    for seed in range(40):
        seen = held(np.random.default_rng(seed), white, light, card)
        inside = seen[500:1256, 600:1800].min(2) < 250
        assert inside.any()
        rows, columns = np.nonzero(inside[44:-44, 66:-66])
        assert rows.size == 0, (seed, rows, columns)


def test_lines_are_set_again_without_what_lies_between_and_beside_them() -> None:
    """Seen failing with a row cut out in one piece: the speck between its cells came along."""
    page = Image.new("L", (200, 100), 255)
    pen = ImageDraw.Draw(page)
    for box in ((20, 20, 40, 30), (150, 20, 180, 30), (20, 60, 50, 70)):
        pen.rectangle(box, fill=0)
    pen.point((100, 25), fill=0)
    pen.point((100, 65), fill=0)

    def at(left: int, top: int, right: int, bottom: int) -> Shape:
        return shape_of((left / 200, top / 100, right / 200, bottom / 100))

    rows = [[at(20, 20, 41, 31), at(150, 20, 181, 31)], [at(20, 60, 51, 71)]]
    again, length = set_again(page, rows, 400)
    ink = np.asarray(again) < 128
    assert ink.sum() == 21 * 11 + 31 * 11 + 31 * 11
    lines = np.flatnonzero(np.diff(ink.any(1).astype(int)) == 1)
    assert len(lines) == 2
    assert length == round(400 * max(again.size) / 200)


def test_each_line_of_a_sheet_has_its_place() -> None:
    """Seen failing with a table's numbers among the cells: a row had a cell too many."""
    rng = np.random.default_rng(5)
    papers = [make(rng) for make in sheets.SHEETS.values()]
    papers += [card_sides.card(rng, side, True) for side in ("front", "back")]
    for sheet in papers:
        lines = sheet.text.splitlines()
        assert len(sheet.places) == len(lines), sheet.sort
        grey = np.asarray(sheet.picture.convert("L"), float)
        for shapes in sheet.places:
            for shape in shapes:
                (left, top), _, (right, bottom), _ = shape
                rows = slice(int(top * grey.shape[0]), int(bottom * grey.shape[0]) + 1)
                columns = slice(int(left * grey.shape[1]), int(right * grey.shape[1]) + 1)
                assert np.ptp(grey[rows, columns]) > 80, sheet.sort
    assert all(len(cells) == 3 for cells in papers[3].places[2:])
