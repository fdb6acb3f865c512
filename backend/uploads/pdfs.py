"""PDF files, through PDFium: checked, drawn as pictures, and made from pages.

PDFium is not made for threads: every call stands under one lock of this process.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

import pypdfium2
from PIL import Image
from pypdfium2 import PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from backend.uploads.images import Facts, Unusable

MEDIA_TYPE: Final = "application/pdf"
MAX_PAGES: Final = 200
_A4: Final = (595.0, 842.0)
"""Points: 1/72 inch."""
_MARGIN: Final = 14.0
_MAX_POINTS: Final = 14_400.0
"""The largest side that the PDF format allows a page."""

_pdfium = Lock()


def looks_like(data: bytes) -> bool:
    """Whether the bytes claim to be a PDF; readers accept the mark within the first kilobyte."""
    return b"%PDF-" in data[:1024]


def inspect(data: bytes) -> Facts:
    """Parse every page; raise Unusable for a damaged, locked, empty or endless file."""
    with _opened(data) as document:
        count = len(document)
        if not 0 < count <= MAX_PAGES:
            raise Unusable("upload_unreadable")
        sizes = [_size(document, index) for index in range(count)]
        return Facts(MEDIA_TYPE, round(sizes[0][0]), round(sizes[0][1]), count)


def draw(data: bytes, page: int, edge: int) -> Image.Image | None:
    """Page `page` (from 1) as a picture with its longest side at `edge`; None past the end."""
    with _opened(data) as document:
        if not 1 <= page <= len(document):
            return None
        width, height = _size(document, page - 1)
        document.init_forms()  # What was typed into a form's fields belongs to the page.
        found: Image.Image = (
            document[page - 1].render(scale=edge / max(width, height), may_draw_forms=True).to_pil()
        )
        return found.convert("RGB")


def page_count(data: bytes) -> int:
    """How many pages a sound PDF has."""
    with _opened(data) as document:
        return len(document)


def from_pictures(pages: Iterable[tuple[bytes, int, int]]) -> bytes:
    """One PDF with each JPEG (bytes, width, height) filling an A4 page, turned as it needs."""
    pictures = list(pages)
    with _pdfium:
        document = pypdfium2.PdfDocument.new()
        try:
            for jpeg, width, height in pictures:
                _add_page(document, jpeg, width, height)
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()
        finally:
            document.close()


def _add_page(document: Any, jpeg: bytes, width: int, height: int) -> None:
    short, long = _A4
    paper_width, paper_height = (long, short) if width > height else (short, long)
    scale = min((paper_width - 2 * _MARGIN) / width, (paper_height - 2 * _MARGIN) / height)
    page = document.new_page(paper_width, paper_height)
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(io.BytesIO(jpeg), inline=True)
    image.set_matrix(
        pypdfium2.PdfMatrix()
        .scale(width * scale, height * scale)
        .translate((paper_width - width * scale) / 2, (paper_height - height * scale) / 2)
    )
    page.insert_obj(image)
    page.gen_content()


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
    with _pdfium:
        try:
            document = pypdfium2.PdfDocument(data)
        except PdfiumError as error:
            locked = error.err_code == FPDF_ERR_PASSWORD
            raise Unusable("upload_locked_pdf" if locked else "upload_unreadable") from error
        try:
            yield document
        except PdfiumError as error:
            raise Unusable("upload_unreadable") from error
        finally:
            document.close()


def _size(document: Any, index: int) -> tuple[float, float]:
    """Width and height in points as the page is seen; refuses what cannot be a sheet."""
    width, height = document[index].get_size()
    if not (0 < width <= _MAX_POINTS and 0 < height <= _MAX_POINTS):
        raise Unusable("upload_unreadable")
    return width, height
