"""The tus 1.0 protocol: request headers become commands, facts become answer headers.

Pure: neither Flask nor the database nor the disk is known here. A request that breaks the protocol
raises `Refusal` with a code of the catalogue of errors; the views turn it into a problem.

Extensions: creation, creation-with-upload, checksum, expiration, termination.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Literal

VERSION = "1.0.0"
EXTENSIONS = ("creation", "creation-with-upload", "checksum", "expiration", "termination")
CHECKSUM_ALGORITHMS = ("sha1", "sha256")
CHUNK_TYPE = "application/offset+octet-stream"
MAX_METADATA_LENGTH = 1024
_DIGEST_BYTES = {"sha1": 20, "sha256": 32}
_HEX_DIGITS = frozenset("0123456789abcdef")


class Refusal(Exception):
    """The request breaks the protocol; `code` is a code of the catalogue of errors."""

    def __init__(self, code: str, header: str = "") -> None:
        super().__init__(code, header)
        self.code = code
        self.header = header


@dataclass(frozen=True, slots=True)
class Checksum:
    """What a client declared about the chunk in this very request."""

    algorithm: Literal["sha1", "sha256"]
    digest: bytes

    def matches(self, digest: bytes) -> bool:
        """Whether the chunk that arrived is the chunk that was meant."""
        return hmac.compare_digest(self.digest, digest)


@dataclass(frozen=True, slots=True)
class Metadata:
    """`Upload-Metadata`: as it was sent (HEAD gives it back), and the keys that mean something."""

    raw: str = ""
    sha256: str | None = None
    media_type: str | None = None
    purpose: str | None = None


@dataclass(frozen=True, slots=True)
class Chunk:
    """A body to append at `offset`; `length` is None when the body is sent in HTTP chunks."""

    offset: int
    length: int | None
    checksum: Checksum | None = None


@dataclass(frozen=True, slots=True)
class Creation:
    """A new upload of `size` bytes, perhaps with its first chunk in the same request."""

    size: int
    metadata: Metadata
    first_chunk: Chunk | None


def discovery(max_size: int) -> dict[str, str]:
    """What OPTIONS tells a client that knows nothing yet."""
    return {
        "Tus-Version": VERSION,
        "Tus-Extension": ",".join(EXTENSIONS),
        "Tus-Max-Size": str(max_size),
        "Tus-Checksum-Algorithm": ",".join(CHECKSUM_ALGORITHMS),
    }


def check_version(headers: Mapping[str, str]) -> None:
    """Every request but OPTIONS names the version that it speaks."""
    if headers.get("Tus-Resumable") != VERSION:
        raise Refusal("upload_protocol_version", "Tus-Resumable")


def parse_creation(headers: Mapping[str, str], *, max_size: int) -> Creation:
    """Read a POST. A body counts as the first chunk only under the chunk's own media type."""
    size = _whole_number(headers, "Upload-Length")
    if size == 0:
        raise Refusal("malformed", "Upload-Length")  # An empty file is nobody's page.
    if size > max_size:
        raise Refusal("too_large", "Upload-Length")
    first = None
    if _media_type(headers) == CHUNK_TYPE:
        first = Chunk(offset=0, length=_body_length(headers), checksum=_checksum(headers))
    return Creation(size=size, metadata=_metadata(headers), first_chunk=first)


def parse_chunk(headers: Mapping[str, str]) -> Chunk:
    """Read a PATCH."""
    if _media_type(headers) != CHUNK_TYPE:
        raise Refusal("upload_content_type", "Content-Type")
    return Chunk(
        offset=_whole_number(headers, "Upload-Offset"),
        length=_body_length(headers),
        checksum=_checksum(headers),
    )


def state_headers(
    *, offset: int, expires_at: datetime | None, size: int | None = None, metadata: str = ""
) -> dict[str, str]:
    """Where an upload stands; HEAD adds the size and the metadata of its creation."""
    found = {"Upload-Offset": str(offset)}
    if size is not None:
        found["Upload-Length"] = str(size)
    if metadata:
        found["Upload-Metadata"] = metadata
    if expires_at is not None:
        found["Upload-Expires"] = format_datetime(expires_at.astimezone(UTC), usegmt=True)
    return found


def _whole_number(headers: Mapping[str, str], name: str) -> int:
    text = headers.get(name, "")
    # Eighteen digits fit every integer on the way; `isdecimal` alone also allows other scripts.
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise Refusal("malformed", name)
    return int(text)


def _body_length(headers: Mapping[str, str]) -> int | None:
    return _whole_number(headers, "Content-Length") if "Content-Length" in headers else None


def _media_type(headers: Mapping[str, str]) -> str:
    return headers.get("Content-Type", "").partition(";")[0].strip().lower()


def _checksum(headers: Mapping[str, str]) -> Checksum | None:
    text = headers.get("Upload-Checksum")
    if text is None:
        return None
    algorithm, _, encoded = text.partition(" ")
    digest = _decoded(encoded, "Upload-Checksum")
    if algorithm == "sha1" and len(digest) == _DIGEST_BYTES["sha1"]:
        return Checksum("sha1", digest)
    if algorithm == "sha256" and len(digest) == _DIGEST_BYTES["sha256"]:
        return Checksum("sha256", digest)
    raise Refusal("malformed", "Upload-Checksum")


def _metadata(headers: Mapping[str, str]) -> Metadata:
    raw = headers.get("Upload-Metadata", "").strip()
    if len(raw) > MAX_METADATA_LENGTH or not raw.isascii():
        raise Refusal("malformed", "Upload-Metadata")
    pairs = dict(_pair(part) for part in raw.split(",")) if raw else {}
    sha256 = _text(pairs, "sha256")
    if sha256 is not None:
        sha256 = sha256.lower()
        if not is_sha256(sha256):
            raise Refusal("malformed", "Upload-Metadata")
    return Metadata(
        raw=raw,
        sha256=sha256,
        media_type=_text(pairs, "filetype"),
        purpose=_text(pairs, "purpose"),
    )


def is_sha256(text: str) -> bool:
    """64 lower-case hexadecimal digits."""
    return len(text) == 2 * _DIGEST_BYTES["sha256"] and set(text) <= _HEX_DIGITS


def _pair(part: str) -> tuple[str, bytes]:
    key, _, encoded = part.strip().partition(" ")
    if not key:
        raise Refusal("malformed", "Upload-Metadata")
    return key, _decoded(encoded.strip(), "Upload-Metadata")


def _text(pairs: Mapping[str, bytes], key: str) -> str | None:
    """A value that means something to us; other keys may hold any bytes."""
    try:
        return pairs.get(key, b"").decode("utf-8") or None
    except UnicodeDecodeError as error:
        raise Refusal("malformed", "Upload-Metadata") from error


def _decoded(encoded: str, header: str) -> bytes:
    try:
        return base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Refusal("malformed", header) from error
