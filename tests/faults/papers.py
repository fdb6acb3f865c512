"""Pages whose bytes are made here, so that a test knows each by its hash."""

from __future__ import annotations

import hashlib
import io
import random

from PIL import Image
from playwright.sync_api import FilePayload

SIDE = 160
"""Pixels of a page's side: noise of 160 × 160 is a JPEG of about 20 kB."""


def page(seed: int) -> bytes:
    """A JPEG of grey noise that no other seed gives."""
    grey = random.Random(seed).randbytes(SIDE * SIDE)  # noqa: S311 - Noise, not a secret.
    file = io.BytesIO()
    Image.frombytes("L", (SIDE, SIDE), grey).save(file, "JPEG", quality=92)
    return file.getvalue()


def sha256(data: bytes) -> str:
    """As in manifests."""
    return hashlib.sha256(data).hexdigest()


def pdf(size: int, seed: int = 1) -> FilePayload:
    """A PDF of one empty page and about `size` bytes, for a file input."""
    noise = random.Random(seed).randbytes(size)  # noqa: S311 - Noise, not a secret.
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        b"<</Length %d>>stream\n" % size + noise + b"\nendstream",
    ]
    file = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(file))
        file += b"%d 0 obj" % number + body + b"endobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 5\n0000000000 65535 f \n"
    trailer = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(file)
    return {
        "name": "IMG.pdf",
        "mimeType": "application/pdf",
        "buffer": file + head + table + trailer,
    }
