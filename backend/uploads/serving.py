"""Pages and results on their way to a browser.

A result is saved as a file and can do nothing on our pages: it may be the very bytes received.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from flask import Response, make_response

from backend.core.files import file_answer
from backend.core.transaction import end_reading
from backend.uploads import pdfs, pictures

_SAFE_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


def picture_answer(sha256: str, kind: str, sheet: int = 1) -> Response:
    """What people see of a page; the connection is given back before it is drawn."""
    end_reading()
    shown = pictures.derivative(sha256, kind, sheet)
    return file_answer(shown.data, shown.media_type, f"{sha256}.{kind}.{sheet}", kept=True)


def result_answer(sha256: str, name: str) -> Response:
    """`result_file` as an answer; the connection is given back before it is read."""
    end_reading()
    served = result_file(sha256, name)
    response = make_response(served.data)
    response.content_type = served.media_type
    response.headers.update(served.headers)
    return response


@dataclass(frozen=True, slots=True)
class ServedFile:
    """A file for a browser; `headers` go out with it as they are."""

    data: bytes
    media_type: str
    headers: dict[str, str]


def result_file(sha256: str, name: str) -> ServedFile:
    """A result: the officer's PDF bit for bit, for a signature covers its bytes; a picture drawn
    anew, upright and without metadata. `name` is the download's name without its ending."""
    data = pictures.original(sha256)
    if pdfs.looks_like(data):
        return ServedFile(data, pdfs.MEDIA_TYPE, safe_headers(f"{name}.pdf"))
    return ServedFile(pictures.jpeg(sha256), "image/jpeg", safe_headers(f"{name}.jpg"))


def safe_headers(filename: str) -> dict[str, str]:
    """Headers under which received bytes may leave: saved, not sniffed, not run (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in filename)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
    return {**_SAFE_HEADERS, "Content-Disposition": disposition}
