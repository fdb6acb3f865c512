"""Files as phones and scanners make them, and the uploads that carry them."""

from __future__ import annotations

import hashlib
import io
import random
import uuid
from collections.abc import Sequence
from typing import Literal

import pillow_heif
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

_TURNED_BY_THE_CAMERA = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}

HEIC = b"\x00\x00\x00\x1cftypheic\x00\x00\x00\x00mif1heic" + bytes(200)
"""How a picture begins that some phones keep by themselves; nothing sensible follows."""


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


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """As a camera that was held so stores it (EXIF orientation 1 to 8)."""
    return image if orientation == 1 else image.transpose(_TURNED_BY_THE_CAMERA[orientation])


def heic(image: Image.Image, *, orientation: int | None = None) -> bytes:
    """The picture as some phones keep it."""
    pillow_heif.register_heif_opener(thumbnails=False)
    exif = Image.Exif()
    if orientation is not None:
        exif[0x0112] = orientation
    out = io.BytesIO()
    image.save(out, "HEIF", quality=80, exif=exif)
    return out.getvalue()


def heic_held(image: Image.Image, orientation: int) -> bytes:
    """As a phone keeps it that was held so (EXIF 1 to 8): the pixels as the sensor gave them, the
    turn in the structure of the file (`irot` and `imir`, ISO 23008-12)."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    kept = pillow_heif.from_pillow(turned(image, orientation))
    kept.info["exif"] = exif.tobytes()
    out = io.BytesIO()
    kept.save(out, quality=80)
    return out.getvalue()


def tiff(*pages: Image.Image) -> bytes:
    """As a scanner sends it: several pages in one file, packed without loss."""
    out = io.BytesIO()
    pages[0].save(out, "TIFF", compression="tiff_lzw", save_all=True, append_images=list(pages[1:]))
    return out.getvalue()


def text_page(size: tuple[int, int] = (1400, 1980), *, seed: int = 1) -> Image.Image:
    """A whitened page in eight colours: rows of words in grey, a red stamp, a blue signature."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    chance = random.Random(seed)  # noqa: S311 - Not a secret: the same seed draws the same page.
    greys = [(0, 0, 0), (70, 70, 70), (140, 140, 140), (200, 200, 200)]
    for y in range(100, size[1] - 300, 34):
        x = 100
        while x < size[0] - 140:
            wide = chance.randrange(8, 30)
            draw.line((x, y, x + wide, y + chance.randrange(-9, 9)), fill=chance.choice(greys))
            x += wide + chance.randrange(4, 14)
    draw.ellipse((900, size[1] - 280, 1120, size[1] - 60), outline=(200, 30, 40), width=6)
    draw.line((300, size[1] - 200, 600, size[1] - 150), fill=(30, 40, 170), width=5)
    return image


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


def written_pdf(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, numbered from 1; the first is its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\n" % (len(objects) + 1)
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def stream(body: bytes, entries: bytes = b"") -> bytes:
    """A PDF's stream with these entries in its dictionary."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(body), body)


def locked_pdf() -> bytes:
    """The smallest file that PDFium asks a password for: its `Encrypt` entry names the standard
    handler."""
    plain = written_pdf(
        [
            *_ONE_PAGE[:2],
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
            b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
        ]
    )
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]")


def form_pdf(typed: str) -> bytes:
    """A form with one field that was filled in, a script, a link, and a note of its making."""
    text = b"<FEFF" + typed.encode("utf-16-be").hex().encode() + b">"
    return written_pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/NeedAppearances true"
            b"/DA(/Helv 12 Tf 0 g)/DR<</Font<</Helv 5 0 R>>>>>>/OpenAction 6 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Annots[4 0 R 7 0 R]/AA<</O 6 0 R>>"
            b"/Metadata 8 0 R>>",
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(ten)/V " + text + b"/Rect[50 700 400 730]"
            b"/DA(/Helv 14 Tf 0 g)/F 4/P 3 0 R>>",
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
            b"<</S/JavaScript/JS(app.alert\\(1\\))>>",
            b"<</Type/Annot/Subtype/Link/Rect[0 0 595 100]/A<</S/URI/URI(https://evil.example)>>>>",
            stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"/Type/Metadata/Subtype/XML"),
        ]
    )


def drawing_pdf(content: bytes, *objects: bytes, entries: bytes = b"", xobject: int = 5) -> bytes:
    """One page that draws `content`; `/F` in it is object `xobject`, the first of `objects`."""
    return written_pdf(
        [
            *_ONE_PAGE[:2],
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</F %d 0 R>>>>>>" % xobject,
            stream(content, entries),
            *objects,
        ]
    )


_ONE_PAGE = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")


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
