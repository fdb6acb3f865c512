"""PDF files, through PDFium: checked, and drawn as pictures.

PDFium is not made for threads, and can be kept busy for ever: it runs in `decoder.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import pypdfium2
from PIL import Image
from pypdfium2 import PdfiumError
from pypdfium2.raw import FPDF_ERR_PASSWORD

from backend.uploads.images import MAX_PAGES, Facts, Unusable

MEDIA_TYPE: Final = "application/pdf"
_MAX_POINTS: Final = 14_400.0
"""The largest side that the PDF format allows a page."""

_LOOK: Final = 160
"""Longest side, in pixels, at which each page is drawn to see that it can be."""


def looks_like(data: bytes) -> bool:
    """Whether the bytes claim to be a PDF; readers accept the mark within the first kilobyte."""
    return b"%PDF-" in data[:1024]


def inspect(data: bytes) -> Facts:
    """Draw every page; raise Unusable for a damaged, locked, empty or endless file."""
    with _opened(data) as document:
        count = len(document)
        if count == 0:
            raise Unusable("upload_unreadable")
        if count > MAX_PAGES:
            raise Unusable("upload_too_many_pages")
        sizes = [_size(document, index) for index in range(count)]
        document.init_forms()  # What was typed into a form's fields belongs to the page.
        for index in range(count):
            _drawn(document, index, _LOOK)
        return Facts(MEDIA_TYPE, round(sizes[0][0]), round(sizes[0][1]), count)


def draw(data: bytes, page: int, edge: int) -> Image.Image:
    """Page `page` (from 1) as a picture with its longest side at `edge`; `not_found` past it."""
    with _opened(data) as document:
        if not 1 <= page <= len(document):
            raise Unusable("not_found")
        document.init_forms()
        return _drawn(document, page - 1, edge)


def page_count(data: bytes) -> int:
    """How many pages a sound PDF has."""
    with _opened(data) as document:
        return len(document)


def _drawn(document: Any, index: int, edge: int) -> Image.Image:
    scale = edge / max(_size(document, index))
    page = document[index]
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")
    page.close()
    return drawn


@contextmanager
def _opened(data: bytes) -> Iterator[Any]:
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
