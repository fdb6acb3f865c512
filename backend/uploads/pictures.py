"""A verified file as people see it, whatever kind it is: a picture or a PDF.

What is made of files is kept under a name that says of which: asked for again it is only read, and
a page that is replaced has another hash and so another name.
"""

from __future__ import annotations

import fcntl
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

import structlog

from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.uploads import decoders, images, pdfs
from backend.uploads.blobs import derivative_key, original_key, paper_key
from backend.uploads.images import EDGES, Facts, Unusable
from backend.uploads.stores import blob_store

log = structlog.get_logger(__name__)

MEDIA_TYPES: Final = images.MEDIA_TYPES | {pdfs.MEDIA_TYPE}
"""What may be sent."""
_HOW_MADE: Final = "1"
"""To be changed when papers are made otherwise: those that are kept are made again."""


@dataclass(frozen=True, slots=True)
class Derivative:
    """A picture that is safe to show."""

    data: bytes
    media_type: str = "image/webp"


def inspect(data: bytes) -> Facts:
    """What these bytes really are; raises Unusable for anything that is no page."""
    return decoders.ours.inspect(data)


def original(sha256: str) -> bytes:
    """The received bytes, for making something of them; never for a browser."""
    data = blob_store().get(original_key(sha256))
    if data is None:
        raise Problem("not_found")
    return data


def check(sha256: str) -> dict[str, Any]:
    """Read an original again: `same` when it still has this hash, and its size in `bytes`."""
    data = blob_store().get(original_key(sha256))
    same = data is not None and hashlib.sha256(data).hexdigest() == sha256
    return {"same": same, "bytes": None if data is None else len(data)}


def derivative(sha256: str, kind: str, page: int = 1) -> Derivative:
    """A kept derivative, made now if nobody asked before."""
    if kind not in EDGES or page < 1:
        raise Problem("not_found")
    key = derivative_key(sha256, kind, page)
    return Derivative(_kept(key, lambda: decoders.ours.draw(original(sha256), kind, page)))


def jpeg(sha256: str) -> bytes:
    """A picture for print, upright and without metadata."""
    with _public():
        return decoders.ours.jpeg(original(sha256))


def paper_tag(hashes: Sequence[str]) -> str:
    """The name of the PDF of these files: other pages, another order, another name."""
    return hashlib.sha256(" ".join((_HOW_MADE, *hashes)).encode()).hexdigest()


def paper_pdf(hashes: Sequence[str]) -> bytes:
    """All pages of these files, in order, as one PDF; made once, whoever asks at the same time."""
    key = paper_key(paper_tag(hashes))
    return blob_store().get(key) or _made_alone(key, hashes)


def _made_alone(key: str, hashes: Sequence[str]) -> bytes:
    """Two officers who ask at once would make it twice: the second waits, then only reads."""
    with _only_one(key):
        return _kept(key, lambda: decoders.ours.paper(len(hashes), _originals(hashes)))


def _originals(hashes: Iterable[str]) -> Iterator[bytes]:
    return (original(sha256) for sha256 in hashes)


def _kept(key: str, make: Callable[[], bytes]) -> bytes:
    kept = blob_store().get(key)
    if kept is not None:
        return kept
    with _public():
        made = make()
    try:
        blob_store().put(key, made)
    except OSError:
        log.exception("derivative_not_kept")  # A full disk is no reason not to show it.
    return made


@contextmanager
def _public() -> Iterator[None]:
    try:
        yield
    except Unusable as refusal:
        raise Problem(refusal.code) from refusal


@contextmanager
def _only_one(key: str) -> Iterator[None]:
    """Among all threads and processes of this machine; the kernel lets go when a process dies."""
    folder = current_settings().data_folder / "locks"
    folder.mkdir(parents=True, exist_ok=True)
    # A few files for all keys: who waits in vain for another paper waits a second.
    with (folder / f"paper-{key[-6]}").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
