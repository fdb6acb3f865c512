"""Between granian and Flask: the event loop waits for phones, threads of our own run the app.

A small body is read here, before a thread is taken, so a slow phone costs memory for what arrived
and nothing else. An upload's body is handed on piece by piece as it arrives, and its request keeps
a thread until the body ends. So many may do that at once; the next one is told to come again
(`crowded`), and threads always remain for everybody else. Decision 0026 has the rivals and figures.
"""

from __future__ import annotations

import asyncio
import io
import sys
from collections.abc import Callable, Iterable
from concurrent.futures import CancelledError, ThreadPoolExecutor
from typing import Any, Final, Protocol

import structlog

from backend.core.crowd import CROWDED

log = structlog.get_logger(__name__)

UPLOADS_AT_ONCE: Final = 1000
"""Bodies of uploads that may be on their way; each waits in a thread of about 150 kB."""
OTHER_THREADS: Final = 48
SILENCE_SECONDS: Final = 120.0
"""A body that brings nothing for so long counts as cut: half-open connections end some day."""

_UPLOADS = ("/api/uploads", "/api/desk/recordings/", "/api/desk/catalogue/list")
"""Addresses that take large bodies; their blueprints refuse when it is crowded."""
_BODIES = frozenset({"POST", "PUT", "PATCH"})

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Answer = tuple[int, list[tuple[str, str]], bytes]

_CUT: Final[Answer] = (408, [], b"")
"""To a request whose body did not come whole, should anybody still listen: try again."""


class Scope(Protocol):
    """What granian tells of a request (RSGI)."""

    proto: str
    method: str
    path: str
    query_string: str
    scheme: str
    server: str
    client: str
    authority: str | None
    http_version: str
    headers: Any


class Front:
    """An RSGI application around a WSGI one. `small` is the size up to which bodies are read
    before a thread is taken, in bytes; the application refuses larger ones."""

    def __init__(self, app: WsgiApp, *, small: int, uploads: int = UPLOADS_AT_ONCE) -> None:
        self._app = app
        self._small = small
        self._free = uploads
        self._threads = ThreadPoolExecutor(uploads + OTHER_THREADS, "request")

    async def __rsgi__(self, scope: Scope, protocol: Any) -> None:
        """One request. A phone that went away meanwhile gets nothing, and nothing else happens."""
        if scope.proto != "http":
            return
        if scope.method in _BODIES and scope.path.startswith(_UPLOADS):
            answer = await self._upload(scope, protocol)
        else:
            body = await self._read(scope, protocol)
            answer = _CUT if body is None else await self._run(scope, io.BytesIO(body))
        protocol.response_bytes(*answer)

    async def _upload(self, scope: Scope, protocol: Any) -> Answer:
        if self._free == 0:
            log.warning("crowded")
            return await self._run(scope, io.BytesIO(), crowded=True)
        self._free -= 1  # Counted by the event loop alone: no lock is needed.
        try:
            return await self._run(scope, _Arriving(protocol, asyncio.get_running_loop()))
        finally:
            self._free += 1

    async def _read(self, scope: Scope, protocol: Any) -> bytes | None:
        """A small body whole; None when it was cut. Of a larger one no more than it takes to see
        that it is too large."""
        if scope.method not in _BODIES:
            return b""
        arrived = bytearray()
        pieces = aiter(protocol)
        while len(arrived) <= self._small and (piece := await _next(pieces)):
            arrived += piece
        promised = scope.headers.get("content-length") or "0"
        whole = len(arrived) > self._small or len(arrived) >= int(promised)
        return bytes(arrived) if whole else None

    async def _run(self, scope: Scope, body: io.IOBase, *, crowded: bool = False) -> Answer:
        environ = _environ(scope, body)
        if crowded:
            environ[CROWDED] = True
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, _answer, self._app, environ)


class _Arriving(io.RawIOBase):
    """A body as it arrives, for the thread that reads it: a read waits for something, not for all
    that was asked for. A cut or silent link ends it early."""

    def __init__(self, protocol: Any, loop: asyncio.AbstractEventLoop) -> None:
        self._pieces = aiter(protocol)
        self._loop = loop
        self._rest = memoryview(b"")
        self._over = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._rest and not self._over:
            self._rest = memoryview(self._wait())
            self._over = not self._rest
        taken = self._rest[: len(buffer)]
        buffer[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)

    def _wait(self) -> bytes:
        coming = _next(self._pieces)
        try:
            return asyncio.run_coroutine_threadsafe(coming, self._loop).result()
        except (CancelledError, RuntimeError):
            coming.close()
            return b""  # The server stops; what arrived is kept like that of any cut link.


async def _next(pieces: Any) -> bytes:
    """The next piece that holds something; nothing once the body is over, cut, or silent."""
    while True:
        try:
            piece: bytes = await asyncio.wait_for(anext(pieces), SILENCE_SECONDS)
        except (StopAsyncIteration, TimeoutError, OSError, RuntimeError):
            return b""
        if piece:
            return piece


def _answer(app: WsgiApp, environ: dict[str, Any]) -> Answer:
    """Run the application to its end, in a thread. Its own faults are answers already; what fails
    around it becomes one here."""
    try:
        return _ran(app, environ)
    except Exception:
        log.exception("fault_outside_of_the_application")
        return 500, [], b""


def _ran(app: WsgiApp, environ: dict[str, Any]) -> Answer:
    status = 500
    headers: list[tuple[str, str]] = []

    def start(line: str, fields: list[tuple[str, str]], _failed: Any = None) -> None:
        nonlocal status, headers
        status, headers = int(line[:3]), fields

    pieces = app(environ, start)
    try:
        body = b"".join(pieces)
    finally:
        close = getattr(pieces, "close", None)
        if close is not None:
            close()
    return status, headers, body


def _environ(scope: Scope, body: io.IOBase) -> dict[str, Any]:
    """The request as WSGI (PEP 3333) tells it."""
    host, _, port = scope.server.rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue  # It would pass for the same name written with a hyphen.
        key = name.upper().replace("-", "_")
        if key not in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            key = f"HTTP_{key}"
        separator = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    if scope.authority:
        environ.setdefault("HTTP_HOST", scope.authority)
    return environ
