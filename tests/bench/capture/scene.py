"""A photograph of a sheet: its table, shadows, light, fingers and the camera's own faults.

Everything comes from a seed. `conditions(rng)` draws what a photograph suffers from; a test that
wants a spoilt one replaces a part of it (`replace(conditions(rng), blur=6)`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.bench.capture import camera
from tests.bench.capture.camera import Corners
from tests.bench.capture.paper import Sheet, smooth
from tests.bench.capture.surface import SURFACES, surface

Size = tuple[int, int]
Light = np.ndarray
TWELVE: Size = (3000, 4000)
"""Twelve megapixels, upright."""
_SKIN = (196, 140, 108)
_MAP = 8
"""Light is reckoned at an eighth of the size: it has no detail."""


@dataclass(frozen=True)
class Shadow:
    """`depth` of the light is taken; `soft` is the width of its border, 1 is the whole picture."""

    x: float
    y: float
    angle: float | None
    """Of a straight border (a wall, a window frame); None is round (a head, a hand)."""
    radius: float
    soft: float
    depth: float


@dataclass(frozen=True)
class Conditions:
    """Lengths in parts of the picture's longer edge unless said otherwise."""

    back: str
    fall: tuple[float, float]
    """How much darker the far side is, and in which direction (radians)."""
    shadows: tuple[Shadow, ...]
    white: tuple[float, float, float]
    """Colour of the light."""
    gain: float
    blur: float
    """Standard deviation of a soft focus, in thousandths."""
    shake: float
    """Length of a camera's movement, in thousandths."""
    grain: float
    """Standard deviation of the sensor's noise, of 255."""
    fingers: int
    glare: tuple[float, float, float, float] | None = None
    """Where (x, y), how wide and how strong a lamp is mirrored."""
    under: bool = False
    """Whether another paper lies half under the sheet."""


@dataclass(frozen=True)
class Photo:
    """`quad` in pixels of `image`, clockwise from the sheet's top left."""

    image: Image.Image
    quad: Corners
    sheet: Sheet
    conditions: Conditions


def conditions(rng: np.random.Generator, *, hard: bool = False) -> Conditions:
    """An everyday photograph; `hard` adds sharp shadows, glare, other papers and bad light."""
    names = list(SURFACES)
    most = (rng.uniform(0.05, 0.45), rng.uniform(0, 2 * math.pi))
    many = rng.integers(0, 3) if hard else int(rng.random() < 0.75)
    yellow = rng.random() < 0.7
    white = (1.0, rng.uniform(0.86, 1), rng.uniform(0.64, 1)) if yellow else (0.95, 0.98, 1.0)
    glare = (*rng.uniform(0.2, 0.8, 2), rng.uniform(0.03, 0.1), rng.uniform(0.4, 1))
    return Conditions(
        back=names[rng.integers(len(names))],
        fall=most,
        shadows=tuple(_shadow(rng, hard) for _ in range(many)),
        white=white,
        gain=rng.uniform(0.55, 1.08) if hard else rng.uniform(0.8, 1.02),
        blur=rng.uniform(0.1, 0.33),
        shake=0,
        grain=rng.uniform(1.5, 5),
        fingers=int(rng.integers(1, 4)) if rng.random() < 0.35 else 0,
        glare=glare if hard and rng.random() < 0.15 else None,
        under=bool(hard and rng.random() < 0.2),
    )


def _shadow(rng: np.random.Generator, hard: bool) -> Shadow:
    straight = hard and rng.random() < 0.5
    return Shadow(
        x=rng.uniform(0.1, 0.9),
        y=rng.uniform(0.1, 0.9),
        angle=rng.uniform(0, 2 * math.pi) if straight else None,
        radius=0 if straight else rng.uniform(0.2, 0.5),
        soft=10 ** rng.uniform(-2.6, -0.9) if hard else rng.uniform(0.03, 0.15),
        depth=rng.uniform(0.15, 0.5),
    )


def shoot(
    rng: np.random.Generator, sheet: Sheet, quad: Corners, seen: Conditions, size: Size = TWELVE
) -> Photo:
    """The photograph of `sheet` lying at `quad`."""
    width, height = size
    long = max(size)
    plain = surface(rng, seen.back, width, height, fine=long < 2000)
    if seen.under:
        plain = _another_paper(rng, plain, quad)
    picture = _laid(rng, plain, sheet.image, quad)
    light = _enlarged(_light(seen, size), size)[..., None] * np.array(seen.white, np.float32)
    picture *= light * seen.gain
    if seen.fingers:
        picture = _held(rng, picture, quad, light * seen.gain, seen.fingers)
    if seen.glare:
        picture += _enlarged(_mirrored(seen.glare, size), size)[..., None]
    seen_by_lens = Image.fromarray(np.clip(picture, 0, 255).astype(np.uint8))
    del picture
    image = _sensed(rng, _unsharp(seen_by_lens, seen, long), seen.grain)
    return Photo(image, quad, sheet, seen)


def _laid(rng: np.random.Generator, table: Light, paper: Image.Image, quad: Corners) -> Light:
    """Paper on a table that its shadow darkens."""
    height, width = table.shape[:2]
    wide, tall = paper.size
    numbers = camera.projection(quad, np.array([(0, 0), (wide, 0), (wide, tall), (0, tall)]))
    perspective = Image.Transform.PERSPECTIVE
    step = max(1.0, wide / float(np.linalg.norm(quad[1] - quad[0])))
    soft = paper.filter(ImageFilter.GaussianBlur(0.45 * step)) if step > 1.2 else paper
    seen = soft.transform((width, height), perspective, numbers, Image.Resampling.BICUBIC)
    whole = Image.new("L", paper.size, 255)
    mask = whole.transform((width, height), perspective, numbers, Image.Resampling.BILINEAR)
    small = mask.resize((width // _MAP, height // _MAP))
    shade = small.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 5) * max(width, height) / 4000))
    moved = np.roll(np.asarray(shade, np.float32) / 255, rng.integers(-3, 4, 2), (0, 1))
    table = table * (1 - rng.uniform(0.08, 0.45) * _enlarged(moved, (width, height)))[..., None]
    share = np.asarray(mask, np.float32)[..., None] / 255
    return np.asarray(table * (1 - share) + np.asarray(seen, np.float32) * share)


def _another_paper(rng: np.random.Generator, table: Light, quad: Corners) -> Light:
    height, width = table.shape[:2]
    away = quad + rng.uniform(-0.35, 0.35, 2) * [width, height]
    corners = camera.about_centre(away, turn=rng.uniform(-0.4, 0.4))
    mask = Image.new("L", (width, height))
    ImageDraw.Draw(mask).polygon([tuple(corner) for corner in corners], fill=255)
    share = np.asarray(mask.filter(ImageFilter.GaussianBlur(0.7)), np.float32)[..., None] / 255
    colour = rng.uniform(120, 240) * np.array([1, rng.uniform(0.9, 1), rng.uniform(0.8, 1)])
    return np.asarray(table * (1 - share) + colour * share)


def _light(seen: Conditions, size: Size) -> Light:
    """0..1 at an eighth of the size."""
    y, x = _places(size)
    depth, angle = seen.fall
    towards = (x - 0.5) * math.cos(angle) + (y - 0.5) * math.sin(angle)
    light = 1 - depth * (0.5 + 0.7 * towards)
    for shadow in seen.shadows:
        if shadow.angle is None:
            away = np.hypot(x - shadow.x, y - shadow.y) - shadow.radius
        else:
            away = (x - shadow.x) * math.cos(shadow.angle) + (y - shadow.y) * math.sin(shadow.angle)
        light *= 1 - shadow.depth / (1 + np.exp(np.clip(away / shadow.soft, -40, 40)))
    return np.clip(light, 0, 1)


def _mirrored(glare: tuple[float, float, float, float], size: Size) -> Light:
    y, x = _places(size)
    across, down, wide, strong = glare
    distance = ((x - across) ** 2 + (y - down) ** 2) / (2 * wide * wide)
    return np.asarray(255 * strong * np.exp(-distance), np.float32)


def _held(
    rng: np.random.Generator, picture: Light, quad: Corners, light: Light, many: int
) -> Light:
    """Fingers over one edge of the sheet."""
    height, width = picture.shape[:2]
    layer = Image.new("L", (width, height))
    draw = ImageDraw.Draw(layer)
    side = rng.integers(4)
    a, b = quad[side], quad[(side + 1) % 4]
    place = a + (b - a) * rng.uniform(0.15, 0.85)
    inward = (quad.mean(0) - place) / np.linalg.norm(quad.mean(0) - place)
    radius = rng.uniform(0.025, 0.042) * min(width, height)
    for finger in range(many):
        at = place + (b - a) / np.linalg.norm(b - a) * finger * 2.1 * radius
        x, y = at + inward * rng.uniform(0.02, 0.06) * max(width, height)
        root = at - inward * 0.6 * max(width, height)
        draw.line(((x, y), tuple(root)), fill=255, width=int(2 * radius))
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=255)
    soft = layer.filter(ImageFilter.GaussianBlur(max(width, height) / 1300))
    share = np.asarray(soft, np.float32)[..., None] / 255
    skin = np.array(_SKIN, np.float32) * rng.uniform(0.45, 1.05)
    texture = (0.9 + 0.2 * smooth(rng, height, width, 60))[..., None]
    return np.asarray(picture * (1 - share) + skin * light * texture * share)


def _unsharp(image: Image.Image, seen: Conditions, long: int) -> Image.Image:
    """A soft focus, then a movement of the hand to one side."""
    image = image.filter(ImageFilter.GaussianBlur(seen.blur * long / 1000))
    length = round(seen.shake * long / 1000)
    if length < 2:
        return image
    pixels = np.cumsum(np.pad(np.asarray(image, np.float32), ((0, 0), (length, 0), (0, 0))), 1)
    moved = (pixels[:, length:] - pixels[:, :-length]) / length
    return Image.fromarray(np.clip(moved, 0, 255).astype(np.uint8))


def _sensed(rng: np.random.Generator, image: Image.Image, grain: float) -> Image.Image:
    """Noise in single pixels and, as phones leave it, in patches of two."""
    width, height = image.size
    patches = rng.normal(0, grain * 0.6, ((height + 1) // 2, (width + 1) // 2)).astype(np.float32)
    noise = np.repeat(np.repeat(patches, 2, 0), 2, 1)[:height, :width]
    noise += rng.standard_normal((height, width), np.float32) * 2
    pixels = np.asarray(image, np.float32) + noise[..., None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _places(size: Size) -> np.ndarray:
    rows, columns = size[1] // _MAP, size[0] // _MAP
    y, x = np.mgrid[0:rows, 0:columns].astype(np.float32)
    return np.array([y / rows, x / columns])


def _enlarged(small: Light, size: Size) -> Light:
    image = Image.fromarray(np.asarray(small, np.float32))
    return np.asarray(image.resize(size, Image.Resampling.BILINEAR), np.float32)
