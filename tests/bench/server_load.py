"""Load for the server's budgets: plain sockets and bytes made beforehand, so that the caller costs
as little of the machine as can be."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

_CONNECTIONS = 4
_PATIENCE = 60.0

Line = socket.socket
Task = Callable[[Line], None]


@dataclass(frozen=True)
class Visitor:
    """A citizen's browser (cookie) and phone queue (token) at a server; `waiting` are addresses of
    uploads that nobody has begun."""

    port: int
    cookie: str
    token: str
    waiting: Sequence[str]

    def at(self, port: int) -> Visitor:
        """The same at another server."""
        return replace(self, port=port)

    def list_call(self, line: Line) -> None:
        """One page of "my dossiers"."""
        line.sendall(self._head("GET", "/api/dossiers"))
        _expect(line, b"200")

    def send_page(self, page: bytes, path: str = "/api/uploads") -> Task:
        """Create an upload, then send it whole."""
        announce = self._head("POST", path, Upload_Length=len(page), Content_Length=0)

        def task(line: Line) -> None:
            line.sendall(announce)
            location = _expect(line, b"201")[b"location"].decode()
            line.sendall(
                self._head(
                    "PATCH",
                    location,
                    Upload_Offset=0,
                    Content_Type="application/offset+octet-stream",
                    Content_Length=len(page),
                )
                + page
            )
            _expect(line, b"204")

        return task

    def begin_slowly(self, url: str, size: int) -> bytes:
        """The head of a PATCH whose body is to follow."""
        return (
            f"PATCH {url} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nTus-Resumable: 1.0.0\r\n"
            f"Authorization: Bearer {self.token}\r\nUpload-Offset: 0\r\n"
            f"Content-Type: application/offset+octet-stream\r\nContent-Length: {size}\r\n\r\n"
        ).encode()

    def _head(self, method: str, path: str, **headers: object) -> bytes:
        address = f"127.0.0.1:{self.port}"
        lines = [f"{method} {path} HTTP/1.1", f"Host: {address}", f"Origin: http://{address}"]
        lines += [f"Cookie: motcua={self.cookie}", "Tus-Resumable: 1.0.0"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        return "\r\n".join([*lines, "", ""]).encode()


def calls_per_second(visitor: Visitor, tasks: Sequence[Task]) -> float:
    """All tasks over a few connections that stay open."""
    shares = [tasks[n::_CONNECTIONS] for n in range(_CONNECTIONS)]

    def work(share: Sequence[Task]) -> None:
        with closing(_connected(visitor.port)) as line:
            for task in share:
                task(line)

    begun = time.perf_counter()
    with ThreadPoolExecutor(_CONNECTIONS) as pool:
        list(pool.map(work, shares))
    return len(tasks) / (time.perf_counter() - begun)


def percentile_95(visitor: Visitor, calls: int) -> float:
    """Seconds within which 95 of 100 list calls are answered, one after the other."""
    with closing(_connected(visitor.port)) as line:
        for _ in range(10):
            visitor.list_call(line)
        seconds = []
        for _ in range(calls):
            begun = time.perf_counter()
            visitor.list_call(line)
            seconds.append(time.perf_counter() - begun)
            time.sleep(0.005)
    return sorted(seconds)[int(calls * 0.95)]


@dataclass
class Dripping:
    """So many phones that send a little at a time."""

    urls: Sequence[str]

    def wait_until_all_are_read(self, parts: Path) -> None:
        """Until the server has bytes of every one; AssertionError when some are not let in."""
        files = [parts / f"{url.rsplit('/', 1)[1]}.part" for url in self.urls]
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            late = [file for file in files if not file.exists() or file.stat().st_size == 0]
            if not late:
                return
            time.sleep(0.1)
        raise AssertionError(f"{len(late)} of {len(files)} uploads were not let in.")


@contextmanager
def dripping(visitor: Visitor, urls: Sequence[str], *, bytes_per_second: int) -> Iterator[Dripping]:
    """Each of these uploads on a connection of its own, at this rate."""
    over = threading.Event()
    with ExitStack() as lines:
        phones = []
        for url in urls:
            phones.append(lines.enter_context(closing(_connected(visitor.port))))
            phones[-1].sendall(visitor.begin_slowly(url, 1_000_000))
        piece = bytes(bytes_per_second // 2)

        def drip() -> None:
            begun, sent = time.monotonic(), 0
            while not over.is_set():
                phones[sent % len(phones)].sendall(piece)
                sent += 1
                ahead = begun + sent / (2 * len(phones)) - time.monotonic()
                over.wait(max(0.0, ahead))

        sender = threading.Thread(target=drip, daemon=True)
        sender.start()
        try:
            yield Dripping(urls)
        finally:
            over.set()
            sender.join()


def _connected(port: int) -> Line:
    line = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


def _expect(line: Line, status: bytes) -> dict[bytes, bytes]:
    """Read one answer to its end; its headers."""
    arrived = b""
    while b"\r\n\r\n" not in arrived:
        piece = line.recv(65536)
        assert piece, arrived
        arrived += piece
    head, _, body = arrived.partition(b"\r\n\r\n")
    first, *rest = head.split(b"\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (r.partition(b":") for r in rest)}
    assert first.split()[1] == status, arrived
    left = int(headers.get(b"content-length", b"0")) - len(body)
    while left > 0:
        left -= len(line.recv(65536))
    return headers
