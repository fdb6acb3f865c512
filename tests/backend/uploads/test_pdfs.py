"""PDF files, checked and drawn by a real parser."""

from __future__ import annotations

import pytest

from backend.uploads import images, pdfs
from backend.uploads.images import Facts, Unusable
from tests.support.factories import uploads as make


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
    assert refused(make.locked_pdf()) == "upload_locked_pdf"


def test_more_pages_than_a_paper_can_have() -> None:
    assert refused(make.pdf(images.MAX_PAGES + 1)) == "upload_too_many_pages"


def test_a_page_that_is_no_sheet() -> None:
    assert refused(make.pdf(1, size=(20_000, 100))) == "upload_unreadable"


def test_each_page_is_drawn_to_size() -> None:
    data = make.pdf(2, size=(842, 595))
    drawn = pdfs.draw(data, 2, 1600)
    assert max(drawn.size) == 1600
    assert drawn.width > drawn.height
    assert drawn.getpixel((10, 10)) == (255, 255, 255)
    for past in (0, 3):
        with pytest.raises(Unusable, match="not_found"):
            pdfs.draw(data, past, 1600)


def test_what_is_typed_into_a_form_is_seen() -> None:
    """Nothing of it may be lost on the way to the officer."""
    drawn = pdfs.draw(make.form_pdf("Lò Thị Mẫu"), 1, 800)
    assert drawn.convert("L").getextrema()[0] < 100
