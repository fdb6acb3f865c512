"""The protocol alone: headers in, commands out."""

from __future__ import annotations

import base64
import hashlib
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.uploads import tus

CHUNK = {"Content-Type": tus.CHUNK_TYPE, "Tus-Resumable": "1.0.0"}


def encoded(data: bytes | str) -> str:
    return base64.b64encode(data.encode() if isinstance(data, str) else data).decode()


def refusal(headers: dict[str, str], max_size: int = 1000) -> tuple[str, str]:
    with pytest.raises(tus.Refusal) as caught:
        tus.parse_creation(headers, max_size=max_size)
    return caught.value.code, caught.value.header


def test_a_creation_without_a_body() -> None:
    creation = tus.parse_creation({"Upload-Length": "1000"}, max_size=1000)
    assert creation == tus.Creation(size=1000, metadata=tus.Metadata(), first_chunk=None)


def test_a_creation_with_its_first_chunk() -> None:
    headers = {**CHUNK, "Upload-Length": "9", "Content-Length": "4"}
    creation = tus.parse_creation(headers, max_size=1000)
    assert creation.first_chunk == tus.Chunk(offset=0, length=4)


def test_metadata_that_means_something() -> None:
    digest = "AB" * 32
    raw = (
        f"filename {encoded('Giấy khai sinh.jpg')},filetype {encoded('image/jpeg')},"
        f"sha256 {encoded(digest)},purpose {encoded('result')},is_confidential"
    )
    metadata = tus.parse_creation(
        {"Upload-Length": "9", "Upload-Metadata": raw}, max_size=1000
    ).metadata
    assert metadata == tus.Metadata(raw, digest.lower(), "image/jpeg", "result")


@pytest.mark.parametrize("length", ["", "-1", "0", "1.5", "+4", "٤", "1" * 19, "0x10"])
def test_a_length_that_is_no_length(length: str) -> None:
    assert refusal({"Upload-Length": length}) == ("malformed", "Upload-Length")


def test_too_large_a_length() -> None:
    assert refusal({"Upload-Length": "1001"}) == ("too_large", "Upload-Length")


@pytest.mark.parametrize(
    "raw",
    [
        "filename not-base64!",
        ", ,",
        f"purpose {encoded(bytes([0xFF, 0xFE]))}",
        f"sha256 {encoded('abc')}",
        f"sha256 {encoded('g' * 64)}",
        "é x",
        f"k {encoded('x' * 1024)}",
    ],
)
def test_metadata_that_cannot_be_read(raw: str) -> None:
    headers = {"Upload-Length": "9", "Upload-Metadata": raw}
    assert refusal(headers) == ("malformed", "Upload-Metadata")


def test_a_chunk_and_its_checksum() -> None:
    digest = hashlib.sha1(b"abc", usedforsecurity=False).digest()
    headers = {**CHUNK, "Upload-Offset": "7", "Upload-Checksum": f"sha1 {encoded(digest)}"}
    chunk = tus.parse_chunk(headers)
    assert (chunk.offset, chunk.length) == (7, None)
    assert chunk.checksum is not None
    assert chunk.checksum.matches(digest)
    assert not chunk.checksum.matches(bytes(20))


@pytest.mark.parametrize(
    "checksum", ["", "md5 " + encoded(bytes(16)), "sha1 " + encoded(bytes(19)), "sha1", "sha1 %%%"]
)
def test_a_checksum_that_cannot_be_checked(checksum: str) -> None:
    with pytest.raises(tus.Refusal) as caught:
        tus.parse_chunk({**CHUNK, "Upload-Offset": "0", "Upload-Checksum": checksum})
    assert caught.value.header == "Upload-Checksum"


def test_a_chunk_under_another_media_type() -> None:
    with pytest.raises(tus.Refusal) as caught:
        tus.parse_chunk({"Content-Type": "image/jpeg", "Upload-Offset": "0"})
    assert caught.value.code == "upload_content_type"


@pytest.mark.parametrize("headers", [{}, {"Tus-Resumable": "0.2.2"}, {"Tus-Resumable": "1.0"}])
def test_another_version(headers: dict[str, str]) -> None:
    with pytest.raises(tus.Refusal) as caught:
        tus.check_version(headers)
    assert caught.value.code == "upload_protocol_version"


def test_where_an_upload_stands() -> None:
    headers = tus.state_headers(
        offset=3, size=9, expires_at=datetime(2026, 11, 29, 1, 2, 3, tzinfo=UTC), metadata="a YQ=="
    )
    assert headers == {
        "Upload-Offset": "3",
        "Upload-Length": "9",
        "Upload-Metadata": "a YQ==",
        "Upload-Expires": "Sun, 29 Nov 2026 01:02:03 GMT",
    }
    assert tus.state_headers(offset=9, expires_at=None) == {"Upload-Offset": "9"}


names = st.sampled_from(
    ["Upload-Length", "Upload-Offset", "Upload-Metadata", "Upload-Checksum", "Content-Length"]
)


@given(st.dictionaries(names, st.text(max_size=40)))
def test_whatever_a_client_writes_is_read_or_refused(headers: dict[str, str]) -> None:
    """Nothing but a Refusal leaves the parser: a header can never become a fault of ours."""
    for parse in (
        lambda: tus.parse_chunk({**headers, "Content-Type": tus.CHUNK_TYPE}),
        lambda: tus.parse_creation({**headers, "Content-Type": tus.CHUNK_TYPE}, max_size=100),
    ):
        with suppress(tus.Refusal):
            parse()
