"""An identity card of nobody, as a picture and as what a camera sees that looks at it."""

from __future__ import annotations

import io
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFilter

TEXT = (
    "038149014027||Vàng Thị Ví Dụ|12031949|Nữ|Bản Thử, Luận Thành, Thường Xuân, Thanh Hóa|24062021"
)
"""An invented woman of 77, by her card of 2021 with the address of that time."""

_TABLE = (112, 86, 60)
_CARD = (206, 224, 214)
_SIZE = (1280, 960)


def picture(text: str = TEXT, *, turn: float = 7.0, blur: float = 1.2) -> Image.Image:
    """The card on a table, a little turned (degrees) and not quite sharp (pixels)."""
    card = Image.new("RGB", (1000, 630), _CARD)
    draw = ImageDraw.Draw(card)
    draw.rectangle((50, 230, 300, 560), fill=(120, 130, 150))
    for row in range(6):
        draw.rectangle((350, 260 + row * 50, 850 - row * 30, 280 + row * 50), fill=(70, 60, 60))
    drawn = io.BytesIO()
    segno.make(text, error="m", encoding="utf-8", micro=False).save(
        drawn, kind="png", scale=8, border=2
    )
    code = Image.open(drawn).convert("RGB").resize((240, 240), Image.Resampling.LANCZOS)
    card.paste(code, (720, 25))
    whole = Image.new("RGB", _SIZE, _TABLE)
    turned = card.convert("RGBA").rotate(turn, Image.Resampling.BICUBIC, expand=True)
    place = ((_SIZE[0] - turned.width) // 2, (_SIZE[1] - turned.height) // 2)
    whole.paste(turned, place, turned)
    return whole.filter(ImageFilter.GaussianBlur(blur))


def jpeg(text: str = TEXT) -> bytes:
    """A photograph of it."""
    written = io.BytesIO()
    picture(text).save(written, "JPEG", quality=88)
    return written.getvalue()


def no_card() -> bytes:
    """A photograph of the table alone."""
    written = io.BytesIO()
    Image.new("RGB", _SIZE, _TABLE).save(written, "JPEG")
    return written.getvalue()


def video(path: Path, text: str = TEXT) -> Path:
    """What Chromium shows as its camera (Motion JPEG): a table, then the card, unsteadily."""
    frames = [Image.new("RGB", _SIZE, _TABLE)] * 6
    frames += [picture(text, turn=turn, blur=1 + turn % 3) for turn in (12, 9, 7, 8, 10, 6)] * 3
    with path.open("wb") as file:
        for frame in frames:
            frame.save(file, "JPEG", quality=85)
    return path
