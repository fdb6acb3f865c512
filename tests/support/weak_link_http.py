"""Requests as they pass a weak link: where each begins and ends, and what its head says."""

from __future__ import annotations

from dataclasses import dataclass, field

_HEAD_ENDS = b"\r\n\r\n"


@dataclass(eq=False)
class Request:
    """One request that a phone began to send. `body_seen` grows while its body passes."""

    line: str
    """Method and path: "PATCH /api/uploads/…"."""
    headers: dict[str, str]
    """Names in lower case."""
    body_seen: int = 0

    @property
    def method(self) -> str:
        return self.line.split(" ")[0]

    @property
    def path(self) -> str:
        return self.line.split(" ")[1]

    @property
    def length(self) -> int:
        """Bytes of its body, as announced."""
        return int(self.headers.get("content-length", "0"))


@dataclass(frozen=True)
class Piece:
    """Some bytes of one request; `begins` and `ends` when its first or last byte is among them."""

    request: Request
    data: bytes
    begins: bool
    ends: bool


@dataclass
class RequestReader:
    """Cuts one connection's bytes into pieces of requests.

    A head is kept back until it is complete. Bodies need a Content-Length (browsers send one); a
    body in HTTP chunks would be taken for the next head, and ValueError says so.
    """

    _head: bytes = b""
    _request: Request | None = field(default=None)

    def feed(self, data: bytes) -> list[Piece]:
        """What these bytes are; a head that is still growing gives nothing yet."""
        pieces: list[Piece] = []
        while data:
            if self._request is None:
                self._head += data
                head, found, data = self._head.partition(_HEAD_ENDS)
                if not found:
                    break
                self._head = b""
                self._request = _read(head)
                pieces.append(self._piece(head + found, begins=True))
            else:
                size = self._request.length - self._request.body_seen
                mine, data = data[:size], data[size:]
                self._request.body_seen += len(mine)
                pieces.append(self._piece(mine, begins=False))
        return pieces

    def _piece(self, data: bytes, *, begins: bool) -> Piece:
        request = self._request
        assert request is not None
        ends = request.body_seen == request.length
        if ends:
            self._request = None
        return Piece(request, data, begins, ends)


def _read(head: bytes) -> Request:
    first, *rest = head.decode("latin-1").split("\r\n")
    method, path, _version = first.split(" ")
    headers = {name.lower(): value.strip() for name, _, value in (r.partition(":") for r in rest)}
    if "transfer-encoding" in headers:
        raise ValueError(f"A body of unknown length: {first}")
    return Request(f"{method} {path}", headers)


def answer(status: int, kind: str, body: bytes, headers: dict[str, str] | None = None) -> bytes:
    """A whole answer that closes its connection, as a gateway or a captive portal gives it."""
    lines = {
        "Content-Type": kind,
        "Content-Length": str(len(body)),
        "Connection": "close",
        **(headers or {}),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode() + body
