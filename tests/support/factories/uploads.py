"""Files as phones and scanners make them, and the uploads that carry them."""

from __future__ import annotations

import hashlib
import io
import random
import uuid
from typing import Literal

import pypdfium2
from PIL import Image, ImageDraw

from backend.core import clock
from backend.core.transaction import writing
from backend.uploads import queries
from backend.uploads.lifecycle import LIFETIME
from backend.uploads.models import Upload

MEDIA_TYPE = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
TURNED_LEFT = 6
"""The EXIF orientation of a picture that must be turned clockwise by 90 degrees to be seen."""

HEIC = b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
"""How a picture begins that some phones keep by themselves, and that is not taken yet."""


def sha256(data: bytes) -> str:
    """The file's hash as manifests write it."""
    return hashlib.sha256(data).hexdigest()


def picture(size: tuple[int, int] = (240, 320), *, mode: str = "RGB", seed: int = 1) -> Image.Image:
    """A page: white, a red corner top left, and lines that differ with the seed."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    chance = random.Random(seed)  # noqa: S311 - Not a secret: the same seed draws the same page.
    for _ in range(12):
        y = chance.randrange(size[1])
        draw.line((0, y, chance.randrange(size[0]), y), fill="black", width=2)
    draw.rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(220, 30, 30))
    return image.convert(mode)


def noise(size: tuple[int, int], *, seed: int = 1) -> Image.Image:
    """A picture that no format makes smaller, for files of a chosen weight."""
    chance = random.Random(seed)  # noqa: S311 - Not a secret: the same seed, the same picture.
    return Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3))


def encoded(
    image: Image.Image,
    kind: Literal["JPEG", "PNG", "WEBP"] = "JPEG",
    *,
    orientation: int | None = None,
    place: bool = False,
) -> bytes:
    """The picture as a file; `place` adds the GPS position that a camera would."""
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    if place:
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (19.0, 55.0, 0.0)
        exif[0x010F] = "Mau-May-Anh"
    out = io.BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def page(seed: int = 1, size: tuple[int, int] = (240, 320)) -> bytes:
    """A sound JPEG of a few kilobytes; another seed, another hash."""
    return encoded(picture(size, seed=seed))


def pdf(pages: int = 1, size: tuple[float, float] = (595, 842)) -> bytes:
    """A sound PDF with empty pages."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(*size)
    out = io.BytesIO()
    document.save(out)
    document.close()
    return out.getvalue()


def open_upload(
    owner_id: uuid.UUID,
    data: bytes,
    *,
    media_type: str | None = "image/jpeg",
    declared: str | None = "",
    expires: bool = False,
    purpose: str = "page",
) -> uuid.UUID:
    """An upload that waits for `data`; `declared=None` leaves its hash unknown."""
    now = clock.now()
    upload = Upload(
        owner_id=owner_id,
        purpose=purpose,
        sha256=sha256(data) if declared == "" else declared,
        size=len(data),
        media_type=media_type,
        made_at=now,
        expires_at=now + LIFETIME if expires else None,
    )
    with writing():
        queries.add(upload)
    return upload.id
