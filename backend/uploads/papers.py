"""One PDF of all pages of a paper, to look at, to print and to file away.

A photograph lies upright on A4, inside a margin that printers need, with its pixels as they came: a
JPEG's bytes are embedded without being coded again, a page of few colours (as phones send text)
becomes an indexed picture without loss. Pages of a PDF are taken over as they are; what a PDF may
carry besides its looks (scripts, forms, links, attachments, notes about its making) stays outside,
and so does the place that a camera wrote into a picture. The same files make the same bytes.
"""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from typing import Any, Final

import pikepdf
from pikepdf import Name
from PIL import Image, ImageChops

from backend.uploads import images, pdfs
from backend.uploads.images import Unusable

MAX_SHEETS: Final = 200
_A4: Final = (595.276, 841.89)
"""Points: 1/72 inch."""
_MARGIN: Final = 14.0
_MOST_SCALE: Final = 1.0
"""Points for a pixel at most: what is small is not blown up to less than 72 dots an inch."""
_UPRIGHT: Final = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""By EXIF orientation: where the corners of the stored picture go, as a PDF matrix."""
_NOT_LOOKS: Final = ("/AA", "/Annots", "/Metadata", "/PieceInfo", "/Thumb", "/Tabs", "/Dur")


@dataclass(frozen=True, slots=True)
class _Picture:
    """A picture as it is embedded; width and height as stored, `orientation` as in EXIF."""

    data: bytes
    width: int
    height: int
    orientation: int = 1
    entries: dict[str, Any] = field(default_factory=dict)


def pdf_of(files: Iterator[bytes]) -> bytes:
    """All pages of these inspected files, in order; raises Unusable (`paper_too_long`)."""
    with ExitStack() as sources, pikepdf.new() as paper:
        for data in files:
            if pdfs.looks_like(data):
                _take_over(paper, data, sources)
            else:
                for page in images.pages_of(data):
                    _lay(paper, _embedded(page, data))
            if len(paper.pages) > MAX_SHEETS:
                raise Unusable("paper_too_long")
        out = io.BytesIO()
        paper.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
        return out.getvalue()


def _take_over(paper: pikepdf.Pdf, data: bytes, sources: ExitStack) -> None:
    try:
        source = sources.enter_context(pikepdf.open(io.BytesIO(data)))
        source.generate_appearance_streams()
        source.flatten_annotations("all")
        for page in source.pages:
            for key in _NOT_LOOKS:
                if key in page:
                    del page[key]
        paper.pages.extend(source.pages)
    except pikepdf.PdfError:  # PDFium reads more than qpdf does: then its pages are drawn.
        for number in range(1, pdfs.page_count(data) + 1):
            _lay(paper, _as_jpeg(pdfs.draw(data, number, images.PRINT_EDGE)))


def _lay(paper: pikepdf.Pdf, picture: _Picture) -> None:
    width, height = picture.width, picture.height
    a, b, c, d, e, f = _UPRIGHT[picture.orientation]
    if a == 0:
        width, height = height, width
    short, long = _A4
    across, down = (long, short) if width > height else (short, long)
    scale = min((across - 2 * _MARGIN) / width, (down - 2 * _MARGIN) / height, _MOST_SCALE)
    wide, high = width * scale, height * scale
    left, below = (across - wide) / 2, (down - high) / 2
    matrix = (a * wide, b * high, c * wide, d * high, e * wide + left, f * high + below)
    image = pikepdf.Stream(paper, picture.data)
    for key, value in (
        *(("/Type", Name.XObject), ("/Subtype", Name.Image)),
        *(("/Width", picture.width), ("/Height", picture.height)),
        *picture.entries.items(),
    ):
        image[key] = value
    page = paper.add_blank_page(page_size=(across, down))
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=image))
    placed = " ".join(f"{number:.4f}" for number in matrix)
    page.Contents = paper.make_stream(f"q {placed} cm /I Do Q".encode())


def _embedded(image: Image.Image, data: bytes) -> _Picture:
    if image.format in ("JPEG", "MPO") and image.mode in ("L", "RGB"):
        pixels = _without_notes(data)
        if pixels is not None:
            return _jpeg(pixels, image, images.orientation(image))
    lossless = image.format == "PNG"
    shown = images.drawn(image, images.PRINT_EDGE)
    indexed = _indexed(shown)
    if indexed is not None:
        return _flate(indexed)
    return _flate(shown) if lossless else _as_jpeg(shown)


def _as_jpeg(image: Image.Image) -> _Picture:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True)
    return _jpeg(out.getvalue(), image)


def _jpeg(data: bytes, image: Image.Image, orientation: int = 1) -> _Picture:
    space = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    entries = {"/Filter": Name.DCTDecode, "/ColorSpace": space, "/BitsPerComponent": 8}
    return _Picture(data, *image.size, orientation, entries)


def _indexed(image: Image.Image) -> Image.Image | None:
    """The same picture with a palette, if a small one holds every one of its colours."""
    plain = image.convert("RGB")
    if plain.getcolors(images.FEW_COLOURS) is None:
        return None
    # Pillow takes a given palette's near colours for each other; the one it finds itself is exact.
    found = plain.quantize(images.FEW_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    same = ImageChops.difference(found.convert("RGB"), plain).getbbox() is None
    return found if same else None


def _flate(image: Image.Image) -> _Picture:
    """Without loss: PDF packs pixels just as PNG does, so Pillow's PNG coder makes them."""
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    chunks = list(_chunks(out.getvalue()))
    depth = chunks[0][1][8]
    pixels = b"".join(body for name, body in chunks if name == b"IDAT")
    space: Any = Name.DeviceGray if image.mode == "L" else Name.DeviceRGB
    for name, body in chunks:
        if name == b"PLTE":
            space = pikepdf.Array([Name.Indexed, Name.DeviceRGB, len(body) // 3 - 1, body])
    parms = pikepdf.Dictionary(
        Predictor=15,
        Colors=3 if image.mode == "RGB" else 1,
        BitsPerComponent=depth,
        Columns=image.width,
    )
    entries = {
        "/Filter": Name.FlateDecode,
        "/DecodeParms": parms,
        "/ColorSpace": space,
        "/BitsPerComponent": depth,
    }
    return _Picture(pixels, *image.size, 1, entries)


def _chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    place = 8
    while place < len(png):
        length, name = struct.unpack_from(">I4s", png, place)
        yield name, png[place + 8 : place + 8 + length]
        place += 12 + length


_END, _START, _SCAN = 0xD9, 0xD8, 0xDA
_BARE = {_START, *range(0xD0, 0xD8), 0x01}
_NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]", re.DOTALL)


def _without_notes(jpeg: bytes) -> bytes | None:
    """The JPEG without EXIF, comments, profiles and whatever follows its end; not coded again.

    None for one that is not laid out as it should be: then its pixels are taken.
    """
    kept, place = bytearray(b"\xff\xd8"), 2
    with suppress(IndexError, struct.error):
        while True:
            if jpeg[place] != 0xFF:
                return None
            marker = jpeg[place + 1]
            if marker == 0xFF:
                place += 1
                continue
            if marker == _END:
                return bytes(kept + b"\xff\xd9")
            size = 2 if marker in _BARE else 2 + struct.unpack_from(">H", jpeg, place + 2)[0]
            segment, place = jpeg[place : place + size], place + size
            if marker == _SCAN:
                following = _NEXT_MARKER.search(jpeg, place)
                if following is None:
                    return None
                segment, place = segment + jpeg[place : following.end() - 2], following.end() - 2
            is_note = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker != 0xEE)
            if not is_note:
                kept += segment
    return None
