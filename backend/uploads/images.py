"""Pictures: is it really one, how large, and how people see it.

Received bytes are hostile until shown otherwise, and they are never what people look at. What they
see is drawn anew: upright (the camera's rotation applied), without metadata (a photograph may carry
the place where it was taken), never larger than needed.

Memory is bounded twice: the size is read from the header and refused before a pixel is decoded, and
only a few pictures are decoded at a time.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from PIL import Image, UnidentifiedImageError

MAX_PIXELS: Final = 36_000_000
"""An A4 page scanned at 600 dots an inch; a phone's photograph has 12 million."""
MAX_SIDE: Final = 20_000
EDGES: Final = {"thumbnail": 320, "page": 1600}
"""Longest side of each kind of derivative, in pixels."""
PRINT_EDGE: Final = 2200
"""The same for paper: an A4 sheet at about 190 dots an inch."""

# JPEG from some phones holds a second, small picture (MPO); it is read as the JPEG that it is.
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
}
_FORMATS = ("JPEG", "PNG", "WEBP")
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_QUALITY = {"thumbnail": 60, "page": 78}

_ORIENTATION = 0x0112
_TURNS: dict[object, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = frozenset(_TURNS[orientation] for orientation in (5, 6, 7, 8))

# Our own limit stands below, before anything is decoded; Pillow's would only warn.
Image.MAX_IMAGE_PIXELS = None

_decoding = BoundedSemaphore(2)

# What Pillow's decoders raise on damaged bytes, found by feeding them cut and altered pictures.
_DAMAGE = (OSError, SyntaxError, ValueError, EOFError, struct.error, IndexError, KeyError)


class Unusable(Exception):
    """The bytes are refused; `code` is a code of the catalogue of errors."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file really is. Width and height of a picture as seen upright, in pixels; of a PDF's
    first page in points."""

    media_type: str
    width: int
    height: int
    page_count: int = 1


def inspect(data: bytes) -> Facts:
    """Decode the whole picture once; raise Unusable unless it is a sound JPEG, PNG or WebP."""
    with _decoding, _open(data) as image:
        try:
            image.load()
        except _DAMAGE as error:
            raise Unusable("upload_unreadable") from error
        width, height = image.size
        if _turn(image) in _LYING:
            width, height = height, width
        return Facts(_MEDIA_TYPES[image.format or ""], width, height)


def derivative(data: bytes, kind: str) -> bytes:
    """An upright WebP without metadata, its longest side as `EDGES` says."""
    with _decoding, _open(data) as image:
        return encode(drawn(image, EDGES[kind]), kind)


def upright_jpeg(data: bytes, edge: int) -> tuple[bytes, int, int]:
    """An upright JPEG without metadata for a printed page, with its width and height."""
    with _decoding, _open(data) as image:
        return jpeg(drawn(image, edge))


def jpeg(image: Image.Image) -> tuple[bytes, int, int]:
    """The picture as JPEG bytes, with its width and height."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue(), image.width, image.height


def encode(image: Image.Image, kind: str) -> bytes:
    """The picture as WebP in the quality of its kind."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY[kind], method=4)
    return out.getvalue()


def drawn(image: Image.Image, edge: int) -> Image.Image:
    """Only the pixels: upright, on white, shrunk to `edge`, in grey or RGB."""
    image.draft(None, (edge, edge))  # A JPEG is decoded at a fraction of its size, if that does.
    turn = _turn(image)
    upright = image if turn is None else image.transpose(turn)
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        paper.alpha_composite(upright)
        upright = paper.convert("RGB")
    elif upright.mode not in ("L", "RGB"):
        upright = upright.convert("L" if upright.mode == "1" else "RGB")
    upright.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)  # A new picture has pixels only: no EXIF, no colour profile, no comment.
    return clean


def _turn(image: Image.Image) -> Image.Transpose | None:
    """How the camera was held, by the EXIF orientation; None for upright, or when nobody knows.

    Pillow's own helper also writes the EXIF data anew, and fails on data that cameras get wrong.
    """
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION))
    except (*_DAMAGE, TypeError):
        return None  # Damaged notes about a picture are no reason to refuse the picture.


def _is_heic(data: bytes) -> bool:
    """A picture as some phones keep it (ISO 23008-12): no mistake of the person who sent it."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def _open(data: bytes) -> Image.Image:
    try:
        image = Image.open(io.BytesIO(data), formats=_FORMATS)
    except UnidentifiedImageError as error:
        raise Unusable("upload_heic" if _is_heic(data) else "upload_wrong_type") from error
    except _DAMAGE as error:
        raise Unusable("upload_unreadable") from error
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        image.close()
        raise Unusable("upload_too_many_pixels")
    if image.format != "MPO" and getattr(image, "is_animated", False):
        image.close()
        raise Unusable("upload_wrong_type")  # A moving picture is no page of paper.
    return image
