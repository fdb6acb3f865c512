"""PDF files, checked and drawn by a real parser, from many threads at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pypdfium2
import pytest
from PIL import Image

from backend.uploads import images, pdfs
from backend.uploads.images import Facts, Unusable
from tests.support.factories import uploads as make

# The smallest file that PDFium asks a password for: its `Encrypt` entry names the standard handler.
_OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
    b"<</Filter/Standard/V 1/R 2/P -4/O<" + b"41" * 32 + b">/U<" + b"42" * 32 + b">>>",
)


def locked_pdf() -> bytes:
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, body in enumerate(_OBJECTS, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 5\n0000000000 65535 f \n"
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size 5/Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n"
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def refused(data: bytes) -> str:
    assert pdfs.looks_like(data)
    with pytest.raises(Unusable) as caught:
        pdfs.inspect(data)
    return caught.value.code


def test_a_sound_file() -> None:
    assert pdfs.inspect(make.pdf(3)) == Facts("application/pdf", 595, 842, 3)
    assert pdfs.page_count(make.pdf(3)) == 3


def test_what_only_says_that_it_is_a_pdf() -> None:
    assert refused(b"%PDF-1.7\n" + b"nothing of the kind " * 50) == "upload_unreadable"


def test_a_locked_file_is_named_as_such() -> None:
    assert refused(locked_pdf()) == "upload_locked_pdf"


def test_more_pages_than_a_paper_can_have() -> None:
    assert refused(make.pdf(pdfs.MAX_PAGES + 1)) == "upload_unreadable"


def test_a_page_that_is_no_sheet() -> None:
    assert refused(make.pdf(1, size=(20_000, 100))) == "upload_unreadable"


def test_each_page_is_drawn_to_size() -> None:
    data = make.pdf(2, size=(842, 595))
    drawn = pdfs.draw(data, 2, 1600)
    assert drawn is not None
    assert max(drawn.size) == 1600
    assert drawn.width > drawn.height
    assert drawn.getpixel((10, 10)) == (255, 255, 255)
    assert pdfs.draw(data, 3, 1600) is None
    assert pdfs.draw(data, 0, 1600) is None


def test_pictures_become_upright_a4_pages() -> None:
    upright = images.upright_jpeg(make.page(size=(600, 800)), 2200)
    lying = images.upright_jpeg(make.page(size=(800, 600)), 2200)
    data = pdfs.from_pictures([upright, lying])
    document = pypdfium2.PdfDocument(data)
    sizes = [tuple(round(side) for side in page.get_size()) for page in document]
    document.close()
    assert sizes == [(595, 842), (842, 595)]
    shown = pdfs.draw(data, 1, 842)
    assert shown is not None
    _assert_red_corner_inside_margin(shown)


def _assert_red_corner_inside_margin(shown: Image.Image) -> None:
    assert shown.getpixel((5, 5)) == (255, 255, 255)
    red, green, _blue = shown.getpixel((60, 80))  # type: ignore[misc]
    assert red > 180
    assert green < 90


def test_many_threads_at_once() -> None:
    """PDFium is not made for threads. What it does without our lock is left to chance, so this
    shows only that the lock lets everybody through."""
    data = make.pdf(2)
    with ThreadPoolExecutor(8) as pool:
        drawn = list(pool.map(lambda n: pdfs.draw(data, n % 2 + 1, 200), range(64)))
    assert all(image is not None and max(image.size) == 200 for image in drawn)
