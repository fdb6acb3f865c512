"""What stood on the wire: the bytes of an HTTP/1.1 connection, read back as questions and answers.

Pure. A connection that was cut leaves its last question or answer short; that much is still told,
because what reached the phone before a cut is what the server has acknowledged.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import brotli

_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Message:
    """A question or an answer: `first` is its first line; `head` and `wire` are counted in bytes.

    `wire` is the whole message as it was sent, `body` without the framing of HTTP chunks.
    `complete` is false when the connection ended inside it.
    """

    first: str
    headers: Mapping[str, str]
    head: int
    body: bytes
    wire: int
    complete: bool

    def json(self) -> Any:
        """The body as JSON; None when there is none, or only a part of it."""
        if not self.complete or "json" not in self.headers.get("content-type", ""):
            return None
        return json.loads(_decoded(self.body, self.headers.get("content-encoding", "")))


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with its answer, or without one when the connection went away before."""

    asked: Message
    answer: Message | None

    @property
    def method(self) -> str:
        return self.asked.first.split(" ")[0]

    @property
    def path(self) -> str:
        return self.asked.first.split(" ")[1]

    @property
    def status(self) -> int | None:
        """None when no whole head of an answer reached the phone."""
        return int(self.answer.first.split(" ")[1]) if self.answer else None

    @property
    def acknowledged_offset(self) -> int | None:
        """The offset of tus that the answer told; who read it need not send what lies before."""
        told = self.answer.headers.get("upload-offset") if self.answer else None
        return int(told) if told is not None else None


def exchanges(up: bytes, down: bytes) -> Iterator[Exchange]:
    """The questions of one connection in their order; a head that was cut is not told."""
    asked_at = answered_at = 0
    while asked := _message(up, asked_at, asks=True):
        asked_at += asked.wire
        bodiless = asked.first.startswith("HEAD ")
        answer = _message(down, answered_at, asks=False, bodiless=bodiless)
        while answer and answer.first.split(" ")[1].startswith("1"):  # 100 Continue announces only.
            answered_at += answer.wire
            answer = _message(down, answered_at, asks=False, bodiless=bodiless)
        answered_at += answer.wire if answer else 0
        yield Exchange(asked, answer)


def _message(data: bytes, start: int, *, asks: bool, bodiless: bool = False) -> Message | None:
    end = data.find(_END, start)
    if end < 0:
        return None
    first, *lines = data[start:end].decode("latin-1").split("\r\n")
    pairs = (line.partition(":") for line in lines)
    headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
    at = end + len(_END)
    head = at - start
    if headers.get("transfer-encoding", "").lower() == "chunked" and not bodiless:
        body, used, complete = _chunks(data, at)
    else:
        size = 0 if bodiless else _length(first, headers, asks, len(data) - at)
        body = data[at : at + size]
        used, complete = len(body), len(body) == size
    return Message(first, headers, head, body, head + used, complete)


def _length(first: str, headers: Mapping[str, str], asks: bool, rest: int) -> int:
    """An answer without a length lasts until the connection ends; 204 and 304 have no body."""
    if "content-length" in headers:
        return int(headers["content-length"])
    if asks or first.split(" ")[1] in ("204", "304"):
        return 0
    return 0 if first.split(" ")[1].startswith("1") else rest


def _chunks(data: bytes, at: int) -> tuple[bytes, int, bool]:
    """The body of HTTP chunks, the bytes it took, and whether its end was there."""
    body, begin = b"", at
    while (line_end := data.find(b"\r\n", at)) >= 0:
        size = int(data[at:line_end].partition(b";")[0], 16)
        piece = data[line_end + 2 : line_end + 2 + size]
        body += piece
        at = min(len(data), line_end + 2 + size + 2)
        if size == 0:
            return body, at - begin, True
        if len(piece) < size:
            break
    return body, len(data) - begin, False


def _decoded(body: bytes, encoding: str) -> bytes:
    if encoding == "br":
        return bytes(brotli.decompress(body))
    if encoding in ("gzip", "deflate"):
        return zlib.decompress(body, zlib.MAX_WBITS | 32)
    return body
