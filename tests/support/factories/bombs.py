"""Small files that are made to fill a server's memory or keep it busy for ever."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

from tests.support.factories import uploads


def png(width: int, height: int, *, whole: bool = False) -> bytes:
    """A PNG that claims so many pixels; `whole` brings them all, packed, else only a few rows."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = _packed(height * (1 + width * 3) if whole else 100_000)
    chunks = [(b"IHDR", header), (b"IDAT", pixels), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in chunks)


def webp(width: int, height: int) -> bytes:
    """A sound lossless WebP of one colour: 100 megapixels in a few hundred bytes."""
    out = io.BytesIO()
    Image.new("1", (width, height)).convert("L").save(out, "WEBP", lossless=True, method=0)
    return out.getvalue()


def tiff(width: int, height: int) -> bytes:
    """A packed TIFF of one colour."""
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "TIFF", compression="group4")
    return out.getvalue()


def heic(width: int, height: int) -> bytes:
    """A sound HEIC that says in its structure that it is larger than it is."""
    sound = uploads.heic(uploads.picture((64, 64)))
    small, large = struct.pack(">II", 64, 64), struct.pack(">II", width, height)
    assert b"ispe\0\0\0\0" + small in sound
    return sound.replace(b"ispe\0\0\0\0" + small, b"ispe\0\0\0\0" + large)


def nested_pdf(depth: int = 12, fan: int = 10, pages: int = 1) -> bytes:
    """A drawing that draws another ten times, which draws another ten times, …"""
    forms = []
    for level in range(depth):
        last = level == depth - 1
        inner = b"" if last else b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level)
        body = b"0 0 10 10 re f" if last else b"/F Do " * fan
        head = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]" + inner
        forms.append(uploads.stream(body, head))
    drawn = uploads.drawing_pdf(b"/F Do", *forms)
    return drawn.replace(b"[3 0 R]/Count 1", b"[%s]/Count %d" % (b"3 0 R " * pages, pages))


def content_pdf(megabytes: int = 300) -> bytes:
    """A page whose drawing orders unfold into so many megabytes."""
    orders = _packed(megabytes * 1_000_000, b"0 0 m 1 1 l S ")
    return uploads.drawing_pdf(orders, entries=b"/Filter/FlateDecode")


def image_pdf(side: int = 60_000) -> bytes:
    """A page with a picture of 3.6 gigapixels."""
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d" % (side, side)
    head += b"/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"
    pixels = uploads.stream(_packed(side * side // 4), head)
    return uploads.drawing_pdf(b"595 0 0 842 0 0 cm /F Do", pixels)


def object_stream_pdf(megabytes: int = 1000) -> bytes:
    """Its catalogue stands in a stream of objects that unfolds into a gigabyte."""
    packer = zlib.compressobj(9)
    packed = packer.compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>")
    packed += b"".join(packer.compress(b" " * 1_000_000) for _ in range(megabytes))
    packed += packer.flush()
    bodies = {
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        4: uploads.stream(packed, b"/Type/ObjStm/N 1/First 4/Filter/FlateDecode"),
    }
    out, rows = bytearray(b"%PDF-1.7\n"), struct.pack(">BIHBIH", 0, 0, 65535, 2, 4, 0)
    for number, body in bodies.items():
        rows += struct.pack(">BIH", 1, len(out), 0)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    rows += struct.pack(">BIH", 1, len(out), 0)
    table = uploads.stream(rows, b"/Type/XRef/Size 6/W[1 4 2]/Root 1 0 R")
    return bytes(out + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(out)))


def deep_pdf(depth: int = 500_000) -> bytes:
    """Arrays in arrays in arrays."""
    return uploads.drawing_pdf(b"", b"[" * depth + b"]" * depth)


def large_page_pdf(points: int) -> bytes:
    """A page as large as a field."""
    return uploads.pdf(1, (points, points))


def _packed(size: int, pattern: bytes = b"\0") -> bytes:
    packer = zlib.compressobj(9)
    piece = pattern * (1_000_000 // len(pattern))
    parts = [packer.compress(piece[: min(len(piece), left)]) for left in _downwards(size, piece)]
    return b"".join([*parts, packer.flush()])


def _downwards(size: int, piece: bytes) -> Iterator[int]:
    while size > 0:
        yield size
        size -= len(piece)


def _chunk(name: bytes, body: bytes) -> bytes:
    checked = name + body
    return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))
