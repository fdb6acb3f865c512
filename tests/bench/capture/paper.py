"""Sheets that never were, as a scanner would see them: dense pages, forms, identity-like cards."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from tests.bench.capture import texts

_OURS = Path(__file__).parents[3] / "backend" / "letters" / "fonts"
_DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
_FACES = (
    (_OURS / "LiberationSerif-Regular.ttf", _OURS / "LiberationSerif-Bold.ttf"),
    (_DEJAVU / "DejaVuSerif.ttf", _DEJAVU / "DejaVuSerif-Bold.ttf"),
    (_DEJAVU / "DejaVuSans.ttf", _DEJAVU / "DejaVuSans-Bold.ttf"),
)
A4 = (210.0, 297.0)
CARD = (85.6, 54.0)
_INCH = 25.4
STAMP = (205, 40, 45)
PEN = (30, 50, 150)

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Sheet:
    """`text` is what can be read on it, line by line; empty when legibility is not measured."""

    image: Image.Image
    text: str
    kind: str
    """`page`, `form` or `card`."""


def faces() -> list[tuple[Path, Path]]:
    """Regular and bold of each typeface that this machine has."""
    return [face for face in _FACES if all(path.is_file() for path in face)]


def page(
    rng: np.random.Generator, *, dpi: int = 250, points: tuple[float, float] = (9.5, 13)
) -> Sheet:
    """A dense A4 page with a red stamp and a blue signature; letters of `points` size."""
    width, height = (int(side / _INCH * dpi) for side in A4)
    paper = _paper_colour(rng)
    image = Image.new("RGB", (width, height), paper)
    size = rng.uniform(*points) / 72 * dpi
    regular, bold = _fonts(rng, size)
    margin = int(rng.uniform(18, 26) / _INCH * dpi)
    limit = height - margin - int(30 / _INCH * dpi)
    column = _Column(image, margin, limit, int(size * 1.22), int(rng.uniform(10, 60)))
    for heading in texts.HEADING:
        column.centred(heading, bold)
    column.skip(int(size))
    while column.room:
        column.paragraph(texts.sentence(rng), regular)
    centre = (
        width - margin - int(rng.uniform(20, 45) / _INCH * dpi),
        height - margin - int(8 / _INCH * dpi),
    )
    sign(image, rng, centre, int(16 / _INCH * dpi))
    return Sheet(image, "\n".join(column.lines), "page")


def form(rng: np.random.Generator, *, dpi: int = 110) -> Sheet:
    """An A4 form with few words and dotted lines, or old yellow paper."""
    width, height = (int(side / _INCH * dpi) for side in A4)
    paper = _paper_colour(rng) if rng.random() < 0.5 else (228, 214, 176)
    image = Image.new("RGB", (width, height), paper)
    draw = ImageDraw.Draw(image)
    regular, _ = _fonts(rng, 11 / 72 * dpi)
    for _ in range(rng.integers(1, 14)):
        y = int(rng.uniform(0.08, 0.92) * height)
        draw.text((width * 0.1, y), texts.sentence(rng)[:24], font=regular, fill=(60, 60, 60))
        draw.line((width * 0.42, y + 14, width * 0.9, y + 14), fill=(120, 120, 120), width=1)
    return Sheet(image, "", "form")


def card(rng: np.random.Generator, *, dpi: int = 300) -> Sheet:
    """The size of an identity card, with colours running over it, a portrait and a few lines."""
    width, height = (int(side / _INCH * dpi) for side in CARD)
    left, right = rng.integers(150, 250, 3), rng.integers(150, 250, 3)
    across = np.linspace(0, 1, width)[None, :, None]
    ground = (left * (1 - across) + right * across) * np.ones((height, 1, 1))
    ground *= (0.92 + 0.12 * smooth(rng, height, width, dpi / 8))[..., None]
    image = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    unit = dpi / 300
    face = tuple(int(part) for part in rng.integers(60, 160, 3))
    draw.rectangle([int(side * unit) for side in (40, 200, 270, 500)], fill=face)
    regular, _ = _fonts(rng, 26 * unit)
    for row in range(8):
        words = texts.name(rng) if row % 2 else texts.sentence(rng)[:34]
        draw.text((320 * unit, (150 + row * 55) * unit), words, font=regular, fill=(40, 20, 20))
    return Sheet(image, "", "card")


def sign(
    image: Image.Image, rng: np.random.Generator, centre: tuple[int, int], radius: int
) -> None:
    """A round red stamp with a blue signature through it."""
    layer = Image.new("RGBA", image.size)
    draw = ImageDraw.Draw(layer)
    x, y = centre
    thin = max(1, radius // 50)
    for part, thick in ((1.0, 2.3), (0.82, 1.0), (0.6, 1.0)):
        reach = int(radius * part)
        box = (x - reach, y - reach, x + reach, y + reach)
        draw.ellipse(box, outline=(*STAMP, 215), width=max(1, int(thin * thick)))
    dot = radius * 0.05
    for step in range(30):
        angle = step / 30 * 2 * math.pi
        a, b = x + 0.71 * radius * math.cos(angle), y + 0.71 * radius * math.sin(angle)
        draw.ellipse((a - dot, b - dot, a + dot, b + dot), outline=(*STAMP, 215), width=thin)
    stroke = [
        (x - radius + step * radius * 0.25, y + rng.uniform(-0.4, 0.4) * radius)
        for step in range(10)
    ]
    draw.line(stroke, fill=(*PEN, 235), width=max(2, thin * 2), joint="curve")
    image.paste(layer, (0, 0), layer)


def smooth(rng: np.random.Generator, height: int, width: int, scale: float) -> np.ndarray:
    """Soft noise 0..1 whose features are about `scale` pixels wide."""
    rows, columns = max(2, int(height / scale) + 2), max(2, int(width / scale) + 2)
    small = Image.fromarray((rng.random((rows, columns)) * 255).astype(np.uint8))
    large = small.resize((width, height), Image.Resampling.BICUBIC)
    return np.asarray(large, np.float32) / 255


class _Column:
    """Writes lines under one another and remembers them."""

    def __init__(self, image: Image.Image, margin: int, limit: int, pitch: int, ink: int) -> None:
        self._draw = ImageDraw.Draw(image)
        self._width, self._margin, self._limit = image.width, margin, limit
        self._y, self._pitch, self._ink = margin, pitch, ink
        self.lines: list[str] = []

    @property
    def room(self) -> bool:
        return self._y < self._limit

    def skip(self, pixels: int) -> None:
        self._y += pixels

    def centred(self, line: str, font: ImageFont.FreeTypeFont) -> None:
        self._put(line, (self._width - self._draw.textlength(line, font)) / 2, font)

    def paragraph(self, words: str, font: ImageFont.FreeTypeFont) -> None:
        """Breaks at the right margin; stops where the page is full."""
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if self._draw.textlength(longer, font) <= self._width - 2 * self._margin:
                line = longer
                continue
            self._put(line, self._margin, font)
            line = word
            if not self.room:
                return
        self._put(line, self._margin, font)
        self.skip(self._pitch // 6)

    def _put(self, line: str, x: float, font: ImageFont.FreeTypeFont) -> None:
        self._draw.text((x, self._y), line, font=font, fill=(self._ink,) * 3)
        self.lines.append(line)
        self._y += self._pitch


def _paper_colour(rng: np.random.Generator) -> Colour:
    tint = rng.uniform(0.94, 1, 3)
    red, green, blue = (int(250 * part) for part in tint / tint.max())
    return red, green, blue


def _fonts(
    rng: np.random.Generator, size: float
) -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    known = faces()
    regular, bold = known[rng.integers(len(known))]
    return ImageFont.truetype(regular, int(size)), ImageFont.truetype(bold, int(size))
