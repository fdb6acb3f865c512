"""The PDF of a paper: every page, upright, in order, as it came; made once, whoever asks.

Read back by PDFium, which did not write it (qpdf did), and by poppler where that is installed.
"""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pikepdf
import pypdfium2
import pytest
from flask import Flask
from PIL import Image, ImageChops

from backend.core.problems import Problem
from backend.uploads import decoders, papers, pdfs, pictures
from backend.uploads.blobs import original_key
from backend.uploads.images import Unusable
from backend.uploads.stores import blob_store
from tests.backend.uploads.test_images import is_red
from tests.support.factories import uploads as make

A4 = (595, 842)


def made(*files: bytes) -> bytes:
    return papers.pdf_of(iter(files))


def shown(pdf: bytes, page: int = 1) -> Image.Image:
    """As PDFium draws it, one pixel a point."""
    sizes = sizes_of(pdf)
    return pdfs.draw(pdf, page, max(sizes[page - 1]))


def sizes_of(pdf: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    found = [tuple(round(side) for side in page.get_size()) for page in document]
    document.close()
    return found  # type: ignore[return-value]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photograph_lies_upright_with_its_own_pixels(orientation: int) -> None:
    """Not coded again, and without the place it was taken. Seen failing with the camera's turn
    left out of the matrix, and with the file embedded as it came (the place was in it)."""
    image = make.turned(make.picture((900, 1200)), orientation)
    photo = make.encoded(image, orientation=orientation, place=True)
    pdf = made(photo)
    assert sizes_of(pdf) == [A4]
    seen = shown(pdf)
    assert is_red(seen.getpixel((30, 60)))
    assert seen.getpixel((5, 5)) == (255, 255, 255)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        stream = document.pages[0].Resources.XObject.I
        raw = stream.read_raw_bytes()
    same = ImageChops.difference(Image.open(io.BytesIO(raw)), Image.open(io.BytesIO(photo)))
    assert same.getbbox() is None
    assert b"Mau-May-Anh" in photo
    assert b"Mau-May-Anh" not in raw


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_heic_photograph_lies_upright_however_the_phone_was_held(orientation: int) -> None:
    """Its turn stands in its structure and is applied by the decoder; EXIF says it again.
    Seen failing with EXIF's word applied after that, too: turned twice."""
    photo = make.heic_held(make.picture((900, 1200)), orientation)
    assert (b"irot" in photo, b"imir" in photo) == (
        orientation in (3, 5, 6, 7, 8),
        orientation in (2, 4, 5, 7),
    )
    pdf = made(photo)
    assert sizes_of(pdf) == [A4]
    seen = shown(pdf)
    assert is_red(seen.getpixel((30, 60)))
    for corner in ((560, 60), (30, 780), (560, 780)):
        assert min(seen.getpixel(corner)) > 200  # type: ignore[type-var]


def test_a_progressive_photograph_with_a_second_one_behind_it() -> None:
    out = io.BytesIO()
    make.noise((300, 200)).save(out, "JPEG", progressive=True, comment=b"secret words")
    pdf = made(out.getvalue() + make.page())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        raw = document.pages[0].Resources.XObject.I.read_raw_bytes()
    assert b"secret words" not in raw
    assert raw.count(b"\xff\xd8\xff") == 1
    difference = ImageChops.difference(Image.open(io.BytesIO(raw)), Image.open(out))
    assert difference.getbbox() is None


@pytest.mark.parametrize("kind", ["WEBP", "PNG"])
def test_a_page_of_few_colours_loses_nothing_and_stays_small(kind: str) -> None:
    """Seen failing with such a page coded as JPEG: 4 times the bytes, and letters with shadows.

    What the phone tints has two whites (decision 0130): seen failing with near colours taken for
    each other, so that such a page was written with three bytes a pixel.
    """
    page, out = make.text_page(), io.BytesIO()
    page.paste((253, 255, 255), (40, 40, 104, 104))
    page.save(out, kind, lossless=True) if kind == "WEBP" else page.save(out, kind)
    pdf = made(out.getvalue())
    print(f"{kind} {len(out.getvalue())} bytes, PDF {len(pdf)}")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        image = pikepdf.PdfImage(document.pages[0].Resources.XObject.I)
        assert image.colorspace == "/DeviceRGB"
        assert image.bits_per_component == 4
        back = image.as_pil_image().convert("RGB")
    assert ImageChops.difference(back, page).getbbox() is None
    lossy = io.BytesIO()
    page.save(lossy, "JPEG", quality=85, optimize=True)
    assert len(pdf) < len(lossy.getvalue()) / 2


@pytest.mark.parametrize(
    "data",
    [
        make.encoded(make.picture((600, 800), mode="CMYK")),
        make.heic(make.picture((600, 800))),
        make.tiff(make.picture((600, 800))),
        make.encoded(make.picture((600, 800)), "WEBP"),
        make.encoded(make.picture((600, 800), mode="P"), "PNG", orientation=1),
    ],
    ids=["CMYK", "HEIC", "TIFF", "lossy WebP", "palette"],
)
def test_every_format_becomes_a_page(data: bytes) -> None:
    seen = shown(made(data))
    assert is_red(seen.getpixel((40, 60)))
    assert min(seen.getpixel((560, 830))) > 240  # type: ignore[type-var]


def test_order_and_sizes() -> None:
    """A lying picture lies, a small one is not blown up, a PDF's pages keep their size."""
    lying, small = make.page(size=(1200, 900)), make.page(size=(150, 100))
    pdf = made(lying, make.pdf(2, size=(400, 500)), small, make.tiff(*[make.picture()] * 2))
    assert sizes_of(pdf) == [A4[::-1], (400, 500), (400, 500), A4[::-1], A4, A4]
    spread = ImageChops.invert(shown(pdf, 4).convert("L")).getbbox()
    assert spread is not None
    assert spread[2] - spread[0] <= 152
    assert made(lying) == made(lying)


def test_a_form_is_taken_over_with_what_was_typed_and_nothing_that_acts() -> None:
    """Seen failing without flattening (the typed name was gone) and without `_NOT_LOOKS`."""
    pdf = made(make.form_pdf("Lo Thi Mau"))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        unpacked = io.BytesIO()
        document.save(unpacked, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    for word in (b"JavaScript", b"/URI", b"/AcroForm", b"xmpmeta", b"OpenAction"):
        assert word not in unpacked.getvalue()
    assert shown(pdf).convert("L").getextrema()[0] < 100


def test_a_pdf_that_only_one_reader_understands_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise pikepdf.PdfError

    monkeypatch.setattr(pikepdf, "open", refuse)
    assert len(sizes_of(made(make.pdf(2)))) == 2


def test_more_pages_than_a_paper_can_have() -> None:
    with pytest.raises(Unusable, match="paper_too_long"):
        made(make.pdf(150), make.pdf(51))


@pytest.mark.skipif(shutil.which("pdfimages") is None, reason="poppler is not installed")
def test_poppler_reads_the_same(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    text, out = make.text_page(), io.BytesIO()
    text.save(out, "WEBP", lossless=True)
    file.write_bytes(made(make.page(size=(900, 1200)), out.getvalue(), make.pdf(1)))
    pages = subprocess.run(["pdfinfo", file], capture_output=True, check=True, text=True)
    assert "Pages:           3" in pages.stdout
    assert pages.stderr == ""
    subprocess.run(["pdfimages", "-png", file, tmp_path / "seen"], check=True)
    back = Image.open(tmp_path / "seen-001.png").convert("RGB")
    assert ImageChops.difference(back, text).getbbox() is None


@pytest.fixture
def kept(app: Flask) -> list[str]:
    """Two pages in the store, by hash."""
    pages = [make.page(31), make.page(32)]
    for data in pages:
        blob_store().put(original_key(make.sha256(data)), data)
    return [make.sha256(data) for data in pages]


def test_two_who_ask_at_once_make_it_once(
    app: Flask, kept: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seen failing without the lock: it was made twice."""
    made_of: list[int] = []
    both_ask = Event()

    def make_slowly(count: int, files: Iterator[bytes]) -> bytes:
        made_of.append(count)
        both_ask.wait(1)  # The second one has time to begin, too.
        return b"%PDF-" + b"".join(files)

    def ask() -> bytes:
        with app.app_context():
            return pictures.paper_pdf(kept[::-1])

    monkeypatch.setattr(decoders.ours, "paper", make_slowly)
    with ThreadPoolExecutor(2) as pool:
        first, second = (task.result() for task in [pool.submit(ask), pool.submit(ask)])
    assert first == second
    assert made_of == [2]


def test_made_again_only_when_pages_change(kept: list[str]) -> None:
    """Seen failing with a name that forgot the order of the pages."""
    asked: list[list[str]] = [kept, kept[::-1], kept[:1]]
    tags = {pictures.paper_tag(hashes) for hashes in asked}
    assert len(tags) == 3
    first = pictures.paper_pdf(kept)
    assert pictures.paper_pdf(kept) == first
    assert len({pictures.paper_pdf(hashes) for hashes in asked}) == 3


def test_a_page_that_is_gone_is_said_to_be(kept: list[str]) -> None:
    with pytest.raises(Problem, match="not_found"):
        pictures.paper_pdf([*kept, "0" * 64])
    assert pictures.paper_pdf(kept).startswith(b"%PDF-")
