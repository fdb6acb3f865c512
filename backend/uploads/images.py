"""Pictures: is it really one, how large, and how people see it.

Received bytes are hostile until shown otherwise, and they are never what people look at. What they
see is drawn anew: upright (the camera's rotation applied), without metadata (a photograph may carry
the place where it was taken), never larger than needed.

The size is read from the header and refused before a pixel is decoded. What a decoder does beyond
that is bounded from outside: all of this runs in a process of its own (`decoder.py`).
"""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, UnidentifiedImageError

MAX_PIXELS: Final = 36_000_000
"""An A4 page scanned at 600 dots an inch; a phone's photograph has 12 million."""
MAX_SIDE: Final = 20_000
MAX_PAGES: Final = 200
"""Of one file (TIFF, PDF)."""
EDGES: Final = {"thumbnail": 320, "page": 1600}
"""Longest side of each kind of derivative, in pixels."""
SHARP_EDGE: Final = 2600
"""The same of a page of few colours: text stays as sharp as it was sent, in fewer bytes."""
PRINT_EDGE: Final = 3508
"""The same for paper: an A4 sheet at 300 dots an inch."""
FEW_COLOURS: Final = 32
"""Pages that phones have whitened have no more; a photograph, even in grey, has."""

# JPEG from some phones holds a second, small picture (MPO); it is read as the JPEG that it is.
_MEDIA_TYPES = {
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",
    "PNG": "image/png",
    "WEBP": "image/webp",
    "TIFF": "image/tiff",
    "HEIF": "image/heic",
}
MEDIA_TYPES: Final = frozenset(_MEDIA_TYPES.values())
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF")
_ONE_PAGE = frozenset({"MPO", "HEIF"})
"""Formats whose further pictures are the first one again: smaller, deeper, earlier."""
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"})
_TIFF = frozenset({b"II*\0", b"MM\0*", b"II+\0", b"MM\0+"})
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
    """Decode the whole file once, and draw it as people will see it; raise Unusable unless it is a
    sound JPEG, PNG, WebP, TIFF or HEIC."""
    with warnings.catch_warnings():
        # Of a scan that was cut off Pillow only warns, and shows the pages that are left.
        warnings.simplefilter("error" if data[:4] in _TIFF else "ignore")
        with _open(data) as image:
            width, height = image.size
            if _turn(image) in _LYING:
                width, height = height, width
            return Facts(_MEDIA_TYPES[image.format or ""], width, height, _count_drawn(image))


def _count_drawn(image: Image.Image) -> int:
    count = 0
    try:
        for page in _pages(image):
            page.load()
            drawn(page, EDGES["thumbnail"])
            count += 1
    except (*_DAMAGE, Warning) as error:
        raise Unusable("upload_unreadable") from error
    return count


def derivative(data: bytes, kind: str, page: int = 1) -> bytes:
    """Page `page` as an upright WebP without metadata, its longest side as `EDGES` says.

    A page of few colours, as phones make of text, is not made smaller and loses nothing.
    """
    with opened(data, page) as image:
        if kind == "page" and max(image.size) <= SHARP_EDGE and has_few_colours(image):
            out = io.BytesIO()
            drawn(image, SHARP_EDGE).save(out, "WEBP", lossless=True, method=4)
            return out.getvalue()
        return encode(drawn(image, EDGES[kind]), kind)


def upright_jpeg(data: bytes, edge: int) -> bytes:
    """An upright JPEG without metadata."""
    with opened(data) as image:
        out = io.BytesIO()
        drawn(image, edge).save(out, "JPEG", quality=85, optimize=True)
        return out.getvalue()


def encode(image: Image.Image, kind: str) -> bytes:
    """The picture as WebP in the quality of its kind."""
    out = io.BytesIO()
    image.save(out, "WEBP", quality=_QUALITY[kind], method=4)
    return out.getvalue()


def drawn(image: Image.Image, edge: int) -> Image.Image:
    """Only the pixels: upright, on white, shrunk to `edge`, in grey or RGB."""
    image.draft(None, (edge, edge))  # A JPEG is decoded at a fraction of its size, if that does.
    turn = _turn(image)
    shown = _plain(image)
    shown.thumbnail((edge, edge), Image.Resampling.LANCZOS, reducing_gap=2.0)
    if shown.mode == "RGBA":
        paper = Image.new("RGBA", shown.size, "white")
        paper.alpha_composite(shown)
        shown = paper.convert("RGB")
    if turn is not None:
        shown = shown.transpose(turn)
    clean = Image.new(shown.mode, shown.size)
    clean.paste(shown)  # A new picture has pixels only: no EXIF, no colour profile, no comment.
    return clean


def has_few_colours(image: Image.Image) -> bool:
    """Whether it is such a page as phones make of text."""
    return image.convert("RGBA").getcolors(FEW_COLOURS) is not None


def pages_of(data: bytes) -> Iterator[Image.Image]:
    """Every page of a file that was inspected; each is to be used before the next is asked for."""
    with _open(data) as image:
        yield from _pages(image)


def opened(data: bytes, page: int = 1) -> Image.Image:
    """One page of a file that was inspected; `not_found` past its end."""
    image = _open(data)
    if page > (1 if image.format in _ONE_PAGE else getattr(image, "n_frames", 1)):
        image.close()
        raise Unusable("not_found")
    if page > 1:
        image.seek(page - 1)
    return image


def _pages(image: Image.Image) -> Iterator[Image.Image]:
    count = 1 if image.format in _ONE_PAGE else getattr(image, "n_frames", 1)
    if count > MAX_PAGES:
        raise Unusable("upload_too_many_pages")
    for number in range(count):
        if number:
            image.seek(number)
            _refuse_too_large(image)
        yield image


def _plain(image: Image.Image) -> Image.Image:
    """In grey, RGB, or RGBA where something can be seen through."""
    if image.mode.startswith("I;16"):  # Pillow would cut off what is brighter than 255.
        image = image.point(lambda value: value / 257).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in ("L", "RGB"):
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def orientation(image: Image.Image) -> int:
    """How the camera was held, as EXIF says it (1 to 8); 1 for upright, or when nobody knows.

    Pillow's own helper also writes the EXIF data anew, and fails on data that cameras get wrong.
    """
    try:
        found: Any = image.getexif().get(_ORIENTATION)
    except (*_DAMAGE, TypeError):
        return 1  # Damaged notes about a picture are no reason to refuse the picture.
    return int(found) if found in _TURNS else 1


def _turn(image: Image.Image) -> Image.Transpose | None:
    return _TURNS.get(orientation(image))


def _is_heic(data: bytes) -> bool:
    """A picture as some phones keep it (ISO 23008-12)."""
    return data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS


def _open(data: bytes) -> Image.Image:
    heic = _is_heic(data)
    if heic:
        import pillow_heif  # Slow to import.

        pillow_heif.register_heif_opener(thumbnails=False)
    try:
        image = Image.open(io.BytesIO(data), formats=("HEIF",) if heic else _FORMATS)
    except UnidentifiedImageError as error:
        raise Unusable("upload_heic" if heic else "upload_wrong_type") from error
    except (*_DAMAGE, Warning) as error:
        raise Unusable("upload_heic" if heic else "upload_unreadable") from error
    try:
        _refuse_too_large(image)
        if image.format not in {*_ONE_PAGE, "TIFF"} and getattr(image, "is_animated", False):
            raise Unusable("upload_wrong_type")  # A moving picture is no page of paper.
    except Unusable:
        image.close()
        raise
    return image


def _refuse_too_large(image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS or max(image.size) > MAX_SIDE:
        raise Unusable("upload_too_many_pixels")
