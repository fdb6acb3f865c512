"""Writing on a sheet of paper that never was, and remembering what was written.

A sheet is a picture, its text in reading order, and the places that are not print (handwriting,
stamps, faces), which are painted over before the text is read back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

DPI = 200
MM = DPI / 25.4


Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Shape = tuple[tuple[float, float], ...]
"""Corners, one after the other."""


def shape_of(box: Box) -> Shape:
    """Its four corners, clockwise from the top left."""
    left, top, right, bottom = box
    return (left, top), (right, top), (right, bottom), (left, bottom)


def fractions(box: Box, size: tuple[int, int]) -> Shape:
    """Its corners in parts of a picture of this size."""
    left, top, right, bottom = box
    return shape_of((left / size[0], top / size[1], right / size[0], bottom / size[1]))


@dataclass
class Sheet:
    """A flat paper, seen from straight above."""

    sort: str
    picture: Image.Image
    text: str = ""
    aside: list[Shape] = field(default_factory=list)
    """What is not print, as fractions."""
    in_one_block: bool = False
    """Read it line by line across the whole width (tables, forms, cards)."""
    places: list[list[Shape]] = field(default_factory=list)
    """Where each line of the text stands, as fractions: one box, or one a cell of a table's row."""


_LIBERATION = str(
    Path(__file__).parents[3] / "backend" / "letters" / "fonts" / "LiberationSerif-{}.ttf"
)
_DEJAVU = "/usr/share/fonts/truetype/dejavu/{name}{{}}.ttf"
_FACES = [_LIBERATION, _LIBERATION] + [
    _DEJAVU.format(name=name)
    for name in ("DejaVuSerif", "DejaVuSans", "DejaVuSerifCondensed", "DejaVuSansCondensed")
]


class Pen:
    """Writes on a sheet from top to bottom and remembers what it wrote."""

    def __init__(self, rng: np.random.Generator, size: tuple[int, int], paper: tuple[int, ...]):
        self.rng, self.w, self.h = rng, *size
        self.picture = Image.new("RGB", size, paper)
        self.draw = ImageDraw.Draw(self.picture)
        self.face = _FACES[rng.integers(len(_FACES))]
        self.ink = (int(rng.uniform(10, 60)),) * 3
        self.lines: list[str] = []
        self.places: list[list[Shape]] = []
        self.aside: list[Shape] = []
        self.margin = int(rng.uniform(18, 26) * MM)
        self.y = self.margin

    def font(self, points: float, bold: bool = False) -> ImageFont.FreeTypeFont:
        """A font of the sheet's face."""
        serif = "Liberation" in self.face
        name = ("Bold" if bold else "Regular") if serif else ("-Bold" if bold else "")
        return ImageFont.truetype(self.face.format(name), max(6, round(points / 72 * DPI)))

    def line(
        self, text: str, font: ImageFont.FreeTypeFont, centred: bool = False, x: int | None = None
    ) -> None:
        """One line at the pen's height, which then goes down."""
        left = (self.w - self.draw.textlength(text, font)) / 2 if centred else (x or self.margin)
        self.lines.append(text)
        self.places.append([self.put(left, self.y, text, font)])
        self.y += int(font.size * self.leading)

    leading = 1.25

    def put(self, x: float, y: float, text: str, font: ImageFont.FreeTypeFont) -> Shape:
        """Some words anywhere; answers where their ink is."""
        self.draw.text((x, y), text, font=font, fill=self.ink)
        return fractions(self.draw.textbbox((x, y), text, font), self.picture.size)

    def paragraph(self, text: str, font: ImageFont.FreeTypeFont, limit: int) -> None:
        """Words broken into lines; what is below the limit is left out."""
        line = ""
        for word in text.split():
            if self.draw.textlength(f"{line} {word}", font) > self.w - 2 * self.margin:
                if self.y > limit:
                    return
                self.line(line.strip(), font)
                line = ""
            line += f" {word}"
        if line.strip() and self.y <= limit:
            self.line(line.strip(), font)
            self.y += int(font.size * 0.25)

    def heading(self, points: float) -> None:
        """The two lines that stand over every paper."""
        self.line("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", self.font(points, True), centred=True)
        self.line("Độc lập - Tự do - Hạnh phúc", self.font(points, True), centred=True)
        self.y += int(points / 72 * DPI)

    def set_aside(self, box: Box, pad: float = 8) -> None:
        """Remember that this is no print."""
        a, b, c, d = box
        wider = (a - pad) / self.w, (b - pad) / self.h, (c + pad) / self.w, (d + pad) / self.h
        self.aside.append(shape_of(wider))

    def scribble(self, x: float, y: float, length: float, height: float) -> None:
        """Handwriting that says nothing: loops along a line."""
        rng = self.rng
        t = np.linspace(0, length / height * 2.4, int(length / 2) + 8)
        wave = np.sin(t * 2.2 + rng.uniform(0, 6)) * 0.3 + np.sin(t * rng.uniform(3, 6)) * 0.22
        wave += np.repeat(rng.uniform(-0.25, 0.25, len(t) // 8 + 1), 8)[: len(t)]
        xs = x + np.linspace(0, length, len(t)) + np.cos(t * 2.4) * height * 0.25
        ink = [(30, 50, 150), (20, 30, 90), (40, 40, 45)][rng.integers(3)]
        points = list(zip(xs.tolist(), (y - height * (0.4 + wave)).tolist(), strict=True))
        self.draw.line(points, fill=ink, width=int(rng.integers(2, 5)), joint="curve")
        self.set_aside(
            (x - height / 2, y - height * 1.3, x + length + height / 2, y + height * 0.6)
        )

    def stamp(self) -> None:
        """A round red stamp and a signature at the lower right."""
        r = int(16 * MM)
        cx, cy = (
            self.w - self.margin - int(self.rng.uniform(20, 45) * MM),
            min(self.h - r - 20, self.y + r + 20),
        )
        layer = Image.new("RGBA", self.picture.size)
        draw = ImageDraw.Draw(layer)
        for share, width in ((1, 6), (0.82, 3), (0.6, 3)):
            draw.ellipse(
                (cx - r * share, cy - r * share, cx + r * share, cy + r * share),
                outline=(205, 40, 45, 215),
                width=width,
            )
        for i in range(30):
            a = i / 15 * math.pi
            x, y = cx + 0.71 * r * math.cos(a), cy + 0.71 * r * math.sin(a)
            draw.ellipse((x - 7, y - 7, x + 7, y + 7), outline=(205, 40, 45, 215), width=3)
        self.picture.paste(layer, (0, 0), layer)
        self.set_aside((cx - r, cy - r, cx + r, cy + r))
        self.scribble(cx - r, cy, r * 1.8, r * 0.5)

    def sheet(self, sort: str, in_one_block: bool = False) -> Sheet:
        """What was written."""
        text = "\n".join(self.lines)
        return Sheet(sort, self.picture, text, self.aside, in_one_block, self.places)
