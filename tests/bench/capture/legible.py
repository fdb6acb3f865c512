"""Whether the print of a page can be read: wrong letters when every line is read its best.

`cer.py` reads a page once, as dense pages want it. Forms, tables and cards make tesseract guess
columns, and a guess gone wrong would spoil a page that everybody can read: so a page is read in
two or three ways, lines that came out wrong are read once more by themselves, and each line counts
as the best of these has it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.bench.capture.pen import Shape, Sheet

_LONG_EDGE = {"card": 1600, "page": 2400}
_CARD_GRAIN = 1.5
"""Pixels."""
_RULED = 150
"""A table's lines are darker than this."""
_RULE, _UNBROKEN = 0.045, 0.95
"""They are longer than this part of the page's width, and hardly broken over so much."""
_APART = 0.7
"""Lines that are set again stand so many of their heights from each other."""
_BESIDE = 1.5
"""Pixels of the page above and below a line's ink; thrice so many on its left and right."""
_FINE, _HOPELESS = 1.0, 8.0
"""Per cent; below and above nothing is gained by reading once more."""


def wrong_letters(made: Image.Image, sheet: Sheet) -> float:
    """Per cent of the sheet's letters; what is no print is painted over first."""
    return float(100 * wrong_by_line(made, sheet).sum() / sum(map(len, _lines(sheet))))


def wrong_by_line(made: Image.Image, sheet: Sheet) -> np.ndarray:
    """Letters of each line of the sheet that no reading has right."""
    page = _print_alone(made, sheet)
    edge = _LONG_EDGE["card" if sheet.sort.startswith("card") else "page"]
    lines = _lines(sheet)
    letters = sum(map(len, lines))
    (psm, scale), *others = _ways(sheet)
    wrong = _by_line(lines, _read(page, round(edge * scale), psm))
    for way in (None, *others):
        if 100 * wrong.sum() / letters <= _FINE:
            break
        if way:
            seen = _read(page, round(edge * way[1]), way[0])
        else:
            doubtful = [sheet.places[i] for i in np.flatnonzero(wrong)]
            seen = _read(*set_again(page, doubtful, edge), 6)
        wrong = np.minimum(wrong, _by_line(lines, seen))
        if 100 * wrong.sum() / letters > _HOPELESS:
            break
    return wrong


def _print_alone(made: Image.Image, sheet: Sheet) -> Image.Image:
    page = _whitened(made.convert("L"), _CARD_GRAIN if sheet.sort.startswith("card") else 0)
    if sheet.sort == "table":
        page = unruled(page)
    return without_what_is_no_print(page, sheet)


def _lines(sheet: Sheet) -> list[str]:
    return [" ".join(line.split()) for line in sheet.text.splitlines()]


def _ways(sheet: Sheet) -> tuple[tuple[int, float], ...]:
    """How tesseract divides the page, and at which part of its size. A table is read row by row:
    asked for columns it tells a row's words far apart, and no line is like the sheet's."""
    if sheet.sort.startswith("card"):
        return (6, 0.9), (11, 1.0), (6, 1.3)
    if sheet.sort == "table":
        return (6, 0.9), (6, 1.1), (6, 1.35)
    if sheet.in_one_block:
        return (6, 0.9), (3, 1.0), (3, 1.25)
    return (3, 1.0), (6, 0.9), (3, 1.25)


def without_what_is_no_print(page: Image.Image, sheet: Sheet) -> Image.Image:
    """Stamps, handwriting, codes and lines painted over."""
    cleared = page.copy()
    pen = ImageDraw.Draw(cleared)
    for shape in sheet.aside:
        pen.polygon([(x * page.width, y * page.height) for x, y in shape], fill=255)
    return cleared


def _whitened(page: Image.Image, grain: float) -> Image.Image:
    """A card keeps its ground; beside what is painted over it would look like print."""
    ground = np.asarray(ground_of(page, grain), np.float32)
    light = np.asarray(page, np.float32) * 255 / np.maximum(8, ground)
    return Image.fromarray(np.clip(light, 0, 255).astype(np.uint8))


def ground_of(page: Image.Image, grain: float) -> Image.Image:
    """What is printed on, its grain smoothed over so many pixels.

    The lightest grains taken for the ground left all of a card grey, and tesseract took the white
    patches for paper and the rest for ink.
    """
    smooth = page.filter(ImageFilter.GaussianBlur(grain))
    return smooth.filter(ImageFilter.MaxFilter(15)).filter(ImageFilter.GaussianBlur(12))


def unruled(page: Image.Image) -> Image.Image:
    """Without the lines of a table: tesseract takes them for letters where they lie a little
    otherwise than they were drawn."""
    grey = np.asarray(page).copy()
    dark = grey < _RULED
    length = round(_RULE * page.width)
    grey[_runs(dark, length) | _runs(dark.T, length).T] = 255
    return Image.fromarray(grey)


def _runs(dark: np.ndarray, length: int) -> np.ndarray:
    """What lies within a pixel of a row that is dark over nearly such a length: no letter does."""
    thick = _beside(dark)
    sums = np.cumsum(np.pad(thick.astype(np.int32), ((0, 0), (1, length))), 1)
    begins = sums[:, length:] - sums[:, :-length] >= _UNBROKEN * length
    ends = np.cumsum(np.pad(begins.astype(np.int32), ((0, 0), (length, 0))), 1)
    width = dark.shape[1]
    inside = ends[:, length : length + width] - np.pad(ends, ((0, 0), (1, 0)))[:, :width] > 0
    return _beside(inside & thick)


def _beside(rows: np.ndarray) -> np.ndarray:
    """Each pixel with those above and below it."""
    tall = np.pad(rows, ((1, 1), (0, 0)))
    return tall[:-2] | tall[1:-1] | tall[2:]


def _read(page: Image.Image, edge: int, psm: int) -> str:
    scale = edge / max(page.size)
    way = Image.Resampling.BICUBIC if scale > 1 else Image.Resampling.BOX
    size = round(page.width * scale), round(page.height * scale)
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        page.resize(size, way).save(file.name, compress_level=1)
        command = ["tesseract", file.name, "-", "-l", "vie", "--psm", str(psm)]
        alone = {**os.environ, "OMP_THREAD_LIMIT": "1"}
        return subprocess.run(command, capture_output=True, text=True, check=True, env=alone).stdout


def set_again(page: Image.Image, lines: list[list[Shape]], edge: int) -> tuple[Image.Image, int]:
    """These lines cut out where they stand and set under each other on white paper, a table's cells
    side by side; and its length that makes letters as high as the page's at a length of `edge`.

    Specks between columns and rules beside lines are read as letters otherwise, and people see
    that they are none.
    """
    strips = [_strip(page, line) for line in lines]
    gap = round(_APART * max(strip.height for strip in strips))
    wide = max(strip.width for strip in strips) + 4 * gap
    paper = Image.new("L", (wide, sum(strip.height + gap for strip in strips) + 3 * gap), 255)
    y = 2 * gap
    for strip in strips:
        paper.paste(strip, (2 * gap, y))
        y += strip.height + gap
    return paper, round(edge * max(paper.size) / max(page.size))


def _strip(page: Image.Image, line: list[Shape]) -> Image.Image:
    """A line's cells side by side, with a little of the page around their ink."""
    heights = [y * page.height for shape in line for _, y in shape]
    top, bottom = min(heights) - _BESIDE, max(heights) + _BESIDE
    gap = round(_APART * (bottom - top))
    cells = []
    for shape in line:
        across = [x * page.width for x, _ in shape]
        box = min(across) - 3 * _BESIDE, top, max(across) + 3 * _BESIDE, bottom
        cells.append(page.crop(tuple(round(side) for side in box)))
    strip = Image.new("L", (sum(cell.width + gap for cell in cells) - gap, cells[0].height), 255)
    x = 0
    for cell in cells:
        strip.paste(cell, (x, 0))
        x += cell.width + gap
    return strip


def _by_line(lines: list[str], reading: str) -> np.ndarray:
    seen = _codes(" ".join(reading.split()))
    return np.array([_edits(_codes(line), seen) for line in lines])


def _codes(text: str) -> np.ndarray:
    return np.frombuffer(text.encode("utf-32-le"), np.uint32)


def _edits(wanted: np.ndarray, found: np.ndarray) -> int:
    """Changed, missing and added letters of the best stretch of what was found."""
    places = np.arange(len(found) + 1, dtype=np.int32)
    costs = np.zeros(len(found) + 1, np.int32)
    for done, letter in enumerate(wanted, 1):
        best = np.empty_like(costs)
        best[0] = done
        np.minimum(costs[:-1] + (found != letter), costs[1:] + 1, out=best[1:])
        costs = np.minimum.accumulate(best - places) + places
    return int(costs.min())
