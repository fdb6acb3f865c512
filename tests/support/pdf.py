"""Reading a PDF back."""

from __future__ import annotations

import io
import re

import pypdfium2


def words_of(pdf: bytes) -> str:
    """The text of all pages, its line breaks and break marks taken for what they are."""
    assert pdf.startswith(b"%PDF-")
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    pages = []
    for page in document:
        text_page = page.get_textpage()
        pages.append(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))


def page_count(pdf: bytes) -> int:
    document = pypdfium2.PdfDocument(io.BytesIO(pdf))
    try:
        return len(document)
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Without any white space: where a line was broken does not matter."""
    return re.sub(r"\s+", "", text)
