"""A verified file as people see it, whatever kind it is: a picture or a PDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from threading import Lock
from typing import Final

import structlog

from backend.core.problems import Problem
from backend.uploads import images, pdfs
from backend.uploads.blobs import derivative_key, original_key
from backend.uploads.images import EDGES, PRINT_EDGE, Facts
from backend.uploads.stores import blob_store

log = structlog.get_logger(__name__)

MEDIA_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", pdfs.MEDIA_TYPE})
"""What may be sent."""


MAX_SHEETS: Final = 200
"""Of one printed paper: about 100 MB while it is made."""
_printing = Lock()


@dataclass(frozen=True, slots=True)
class Derivative:
    """A picture that is safe to show."""

    data: bytes
    media_type: str = "image/webp"


def inspect(data: bytes) -> Facts:
    """What these bytes really are; raises Unusable for anything that is no page."""
    return pdfs.inspect(data) if pdfs.looks_like(data) else images.inspect(data)


def original(sha256: str) -> bytes:
    """The received bytes, for making something of them; never for a browser."""
    data = blob_store().get(original_key(sha256))
    if data is None:
        raise Problem("not_found")
    return data


def derivative(sha256: str, kind: str, page: int = 1) -> Derivative:
    """A kept derivative, made now if nobody asked before."""
    if kind not in EDGES or page < 1:
        raise Problem("not_found")
    key = derivative_key(sha256, kind, page)
    kept = blob_store().get(key)
    if kept is None:
        kept = _made(original(sha256), kind, page)
        try:
            blob_store().put(key, kept)
        except OSError:
            log.exception("derivative_not_kept")  # A full disk is no reason not to show it.
    return Derivative(kept)


def paper_pdf(hashes: Iterable[str]) -> bytes:
    """All pages of these files, in order, as one upright A4 PDF without metadata.

    Pages are drawn, not copied: what a PDF may carry besides its looks stays outside. All of them
    stand in memory until the last is drawn, so there is an end (`paper_too_long`), and one at a
    time.
    """
    files = list(hashes)
    if sum(_sheets(original(sha256)) for sha256 in files) > MAX_SHEETS:
        raise Problem("paper_too_long", most=MAX_SHEETS)
    with _printing:
        return pdfs.from_pictures(page for sha256 in files for page in _printed(original(sha256)))


def _made(data: bytes, kind: str, page: int) -> bytes:
    if not pdfs.looks_like(data):
        if page != 1:
            raise Problem("not_found")
        return images.derivative(data, kind)
    drawn = pdfs.draw(data, page, EDGES[kind])
    if drawn is None:
        raise Problem("not_found")
    return images.encode(drawn, kind)


def _sheets(data: bytes) -> int:
    return pdfs.page_count(data) if pdfs.looks_like(data) else 1


def _printed(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    if not pdfs.looks_like(data):
        yield images.upright_jpeg(data, PRINT_EDGE)
        return
    for page in range(1, pdfs.page_count(data) + 1):
        drawn = pdfs.draw(data, page, PRINT_EDGE)
        if drawn is not None:
            yield images.jpeg(drawn)
