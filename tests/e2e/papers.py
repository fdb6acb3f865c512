"""Pictures of papers that nobody ever signed: A4 pages as a cheap phone's camera makes them.

They are invented and say so in large letters. Like a camera's, each carries where it was taken;
the product must take that out before anything leaves the phone.
"""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import ExifTags, Image, ImageDraw, ImageFilter, ImageFont
from playwright.sync_api import FilePayload

_FONT = Path(__file__).parents[2] / "backend" / "letters" / "fonts" / "LiberationSerif-Regular.ttf"
_SIZE = (1500, 2000)
_DESK = (96, 82, 66)
_SHEET = (240, 236, 226)
_INK = (38, 40, 60)
LATITUDE_TAG = ExifTags.GPS.GPSLatitude


@cache
def result_pdf(title: str) -> FilePayload:
    """A result as an officer's system would print it: a PDF of one page, the same at every call."""
    picture = Image.open(io.BytesIO(_jpeg(title)))
    file = io.BytesIO()
    picture.save(file, "PDF", resolution=150, title=title)
    return {"name": f"{title}.pdf", "mimeType": "application/pdf", "buffer": file.getvalue()}


def photograph(title: str) -> FilePayload:
    """A JPEG of a sheet on a wooden table with this title, ready for a file input."""
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": _jpeg(title)}


def png_head(width: int, height: int) -> bytes:
    """A PNG of few pixels whose header claims this many."""
    file = io.BytesIO()
    Image.new("L", (8, 8)).save(file, "PNG")
    data = bytearray(file.getvalue())
    data[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    return bytes(data)


@cache
def _jpeg(title: str) -> bytes:
    picture = Image.new("RGB", _SIZE, _DESK)
    sheet = Image.new("RGB", (1240, 1754), _SHEET)
    draw = ImageDraw.Draw(sheet)
    draw.text((620, 130), "MẪU BỊA - KHÔNG CÓ GIÁ TRỊ", _INK, _font(54), anchor="mm")
    draw.text((620, 260), title.upper(), _INK, _font(62), anchor="mm")
    for line in range(16):
        text = f"{line + 1}. Dòng chữ thử số {line + 1}, không phải của người nào có thật."
        draw.text((90, 400 + line * 72), text, _INK, _font(34))
    draw.ellipse((800, 1470, 1080, 1720), outline=(176, 32, 40), width=9)
    draw.text((940, 1595), "DẤU THỬ", (176, 32, 40), _font(40), anchor="mm")
    turned = sheet.rotate(1.5, expand=True, fillcolor=_DESK, resample=Image.Resampling.BICUBIC)
    picture.paste(turned, (115, 90))
    file = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(file, "JPEG", quality=84, exif=_place())
    return file.getvalue()


def _place() -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Máy thử"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    place[LATITUDE_TAG] = (19.0, 55.0, 12.0)
    place[ExifTags.GPS.GPSLongitudeRef] = "E"
    place[ExifTags.GPS.GPSLongitude] = (105.0, 21.0, 30.0)
    return exif


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONT, size)
