"""Results on their way to a browser: as a download that can do nothing on our pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from backend.uploads import images, pdfs, pictures

_SAFE_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cache-Control": "private, no-store",
}


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
    drawn, _width, _height = images.upright_jpeg(data, images.PRINT_EDGE)
    return ServedFile(drawn, "image/jpeg", safe_headers(f"{name}.jpg"))


def safe_headers(filename: str) -> dict[str, str]:
    """Headers under which received bytes may leave: saved, not sniffed, not run (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_.") else "_" for c in filename)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(filename, safe='')}"
    return {**_SAFE_HEADERS, "Content-Disposition": disposition}
