"""Identity cards of people who do not exist, with the code that such a card bears, photographed.

The code's text is as long as on real cards; the drawing only resembles one (no arms, no portrait).
"""

from __future__ import annotations

import io
import math
from dataclasses import dataclass, replace

import numpy as np
import segno
from PIL import Image, ImageDraw

from tests.bench.capture import paper, scene, texts
from tests.bench.capture.camera import Corners
from tests.bench.capture.paper import CARD, Sheet, smooth
from tests.bench.capture.scene import Conditions, Photo

_INCH = 25.4
_DPI = 500
_CODE_MM = (16.0, 19.0)
_PLACES = (
    "Bản Chiềng, Luận Thành, Thường Xuân, Thanh Hóa",
    "Thôn Nà Lầu, Thượng Giáo, Ba Bể, Bắc Kạn",
    "Bản Huổi Khương, Chiềng Lương, Mai Sơn, Sơn La",
    "Tổ dân phố Séo Tủng, Thị trấn Phố Ràng, Bảo Yên, Lào Cai",
    "Xóm Lũng Rượu, Đồng Văn, Đồng Văn, Hà Giang",
)
_PROVINCES = ("038", "006", "014", "010", "002")


@dataclass(frozen=True)
class IdPhoto:
    """`text` is what the code says; `quad` are the card's corners in pixels."""

    photo: Photo
    text: str
    code_pixels: float
    """Side of one module in the photograph, before the tilt."""


def payload(rng: np.random.Generator, *, newer: bool) -> str:
    """The text of a code: 7 fields of the card of 2021, 8 to 11 of the one since 1/7/2024."""
    place = int(rng.integers(len(_PLACES)))
    born, woman = int(rng.integers(1940, 2010)), bool(rng.random() < 0.5)
    century = (2 if born >= 2000 else 0) + int(woman)
    number = f"{_PROVINCES[place]}{century}{born % 100:02d}{rng.integers(10**6):06d}"
    day = f"{rng.integers(1, 29):02d}{rng.integers(1, 13):02d}"
    issued = f"{rng.integers(1, 29):02d}{rng.integers(1, 13):02d}{rng.integers(2021, 2027)}"
    old = f"{rng.integers(10**8, 10**9)}" if rng.random() < 0.5 else ""
    sex = "Nữ" if woman else "Nam"
    fields = [number, old, texts.name(rng), f"{day}{born}", sex, _PLACES[place], issued]
    if newer:
        fields += ["", texts.name(rng), texts.name(rng), ""][: int(rng.integers(1, 5))]
    return "|".join(fields)


def card(rng: np.random.Generator, text: str, *, back: bool) -> tuple[Sheet, float]:
    """The card and how many millimetres one module of its code has; `back` as since 2024."""
    sheet = paper.card(rng, dpi=_DPI)
    width, height = sheet.image.size
    code = segno.make(text, error="m" if rng.random() < 0.5 else "l", encoding="utf-8", micro=False)
    drawn = io.BytesIO()
    code.save(drawn, kind="png", scale=12, border=2)
    side_mm = float(rng.uniform(*_CODE_MM))
    side = int(side_mm / _INCH * _DPI)
    small = Image.open(drawn).convert("RGB").resize((side, side), Image.Resampling.LANCZOS)
    margin = int(3.5 / _INCH * _DPI)
    place = (margin, margin) if back else (width - side - margin, margin)
    image = sheet.image.copy()
    image.paste(_printed(rng, small), place)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 3, height - 60, width - 40, height - 20), fill=(90, 60, 60))
    return replace(sheet, image=image), side_mm / (code.symbol_size(1, 2)[0])


def _printed(rng: np.random.Generator, code: Image.Image) -> Image.Image:
    """Ink that is not black on plastic that is not white, a little worn."""
    pixels = np.asarray(code, np.float32) / 255
    dark, bright = rng.uniform(20, 60), rng.uniform(205, 245)
    wear = 1 - 0.12 * smooth(rng, pixels.shape[0], pixels.shape[1], 25)[..., None]
    tint = np.array([1, rng.uniform(0.96, 1), rng.uniform(0.9, 1)])
    return Image.fromarray(((dark + pixels * (bright - dark)) * wear * tint).astype(np.uint8))


def tilted(rng: np.random.Generator, size: scene.Size, share: float, most: float) -> Corners:
    """A card that takes `share` of the width, tilted up to `most` degrees and turned anyhow."""
    width, _ = size
    wide = width * share
    tall = wide * CARD[1] / CARD[0]
    flat = np.array([[-1, -1, 0], [1, -1, 0], [1, 1, 0], [-1, 1, 0]]) * [wide / 2, tall / 2, 0]
    towards, tilt = rng.uniform(0, 2 * math.pi), math.radians(rng.uniform(0, most))
    axis = np.array([math.cos(towards), math.sin(towards), 0])
    spin = math.radians(rng.uniform(-25, 25))
    turned = (flat @ _about(axis, tilt).T) @ _about(np.array([0, 0, 1.0]), spin).T
    focal = 1.25 * max(size)
    seen = turned[:, :2] * (focal / (focal + turned[:, 2]))[:, None]
    seen *= min(1, *(0.96 * np.array(size) / (seen.max(0) - seen.min(0))))
    room = np.maximum(0, np.array(size) * 0.98 - (seen.max(0) - seen.min(0)))
    return np.asarray(seen - seen.min(0) + 0.01 * np.array(size) + room * rng.uniform(0.2, 0.8, 2))


def _about(axis: np.ndarray, angle: float) -> np.ndarray:
    x, y, z = axis
    cross = np.array([[0, -z, y], [z, 0, -x], [-y, x, 0]])
    return np.asarray(
        np.eye(3) + math.sin(angle) * cross + (1 - math.cos(angle)) * cross @ cross, float
    )


def conditions(
    rng: np.random.Generator, quad: Corners, size: scene.Size, *, back: bool
) -> Conditions:
    """Everyday light; one in three dark, one in three with a lamp mirrored at the code."""
    seen = scene.conditions(rng)
    fault = rng.integers(3)
    glare = None
    if fault == 1:
        corner, other = quad[0 if back else 1], quad[2 if back else 3]
        x, y = (corner + (other - corner) * 0.2) / size + rng.uniform(-0.13, 0.13, 2)
        glare = (float(x), float(y), float(rng.uniform(0.02, 0.05)), float(rng.uniform(0.5, 1)))
    dark = float(rng.uniform(0.22, 0.5)) if fault == 2 else seen.gain
    grain = float(rng.uniform(5, 10)) if fault == 2 else seen.grain
    blur = float(rng.uniform(0.2, 0.9))
    return replace(seen, glare=glare, gain=dark, grain=grain, blur=blur, fingers=0, under=False)


def photograph(rng: np.random.Generator, size: scene.Size = (2000, 1500)) -> IdPhoto:
    """One photograph of one card, as somebody in a hurry takes it."""
    newer = bool(rng.random() < 0.5)
    text = payload(rng, newer=newer)
    sheet, module_mm = card(rng, text, back=newer)
    share = float(rng.uniform(0.5, 0.95))
    quad = tilted(rng, size, share, 30)
    photo = scene.shoot(rng, sheet, quad, conditions(rng, quad, size, back=newer), size)
    wide = float(np.linalg.norm(quad[1] - quad[0]))
    return IdPhoto(photo, text, module_mm * wide / CARD[0])
