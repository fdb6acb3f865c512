"""A push service that answers as it is told: taken, gone, too large, later, never, or a cut line.

It speaks as little HTTP/1.1 as our worker needs and is cheap, so that the bench measures the
worker. What it takes is not decrypted here: npm web-push-testing does that, which others wrote.
"""

from __future__ import annotations

import asyncio
import http.client
import json
import sys
import threading
import time
from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

_PATIENCE = 60.0


@dataclass(frozen=True)
class Answer:
    """What one request gets. `cut`: the connection is reset instead; `after`: seconds of silence;
    `gate`: silence until it is set."""

    status: int = 201
    headers: Mapping[str, str] = field(default_factory=dict)
    after: float = 0.0
    gate: threading.Event | None = None
    cut: bool = False


@dataclass(frozen=True)
class Received:
    """A request, and when it had arrived (time.time)."""

    path: str
    headers: Mapping[str, str]
    body: bytes
    at: float
    line: int
    """Which connection it came by."""


class PushService:
    """Listens on this machine. `will` scripts the next answers of a path; then 201 again."""

    def __init__(self) -> None:
        self.received: list[Received] = []
        self.port = 0
        self.keep = True
        self.count = 0
        self.topics: dict[str, int] = {}
        self.usual = Answer()
        self.behind = 0
        """The port of another push service of this machine, which answers what is not scripted."""
        self._answers: dict[str, deque[Answer]] = defaultdict(deque)
        self._changed = threading.Condition()
        self._lines = 0
        self._first = 0.0
        self._last = 0.0

    @property
    def origin(self) -> str:
        """As an operator would name it."""
        return f"http://127.0.0.1:{self.port}"

    def endpoint(self, name: str) -> str:
        """Where the browser of this name is called."""
        return f"{self.origin}/push/{name}"

    def will(self, name: str, *answers: Answer) -> None:
        """The next answers at a browser's endpoint (or at a path)."""
        self._answers[name if name.startswith("/") else f"/push/{name}"].extend(answers)

    def to(self, name: str) -> list[Received]:
        """What came for a browser."""
        return [one for one in self.received if one.path == f"/push/{name}"]

    def wait_for(self, number: int) -> None:
        """Until so many requests have come; AssertionError after a minute."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.count >= number, _PATIENCE):
                raise AssertionError(f"{self.count} of {number} messages came.")

    async def serve(self, port: int = 0) -> asyncio.Server:
        """Begin to listen in the running loop."""
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: _Line(self), "127.0.0.1", port, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        return server

    def next_line(self) -> int:
        """The number of a new connection."""
        self._lines += 1
        return self._lines

    def take(self, path: str, headers: Mapping[str, str], body: bytes, line: int) -> Answer:
        """Note a request; what it gets."""
        with self._changed:
            self.count += 1
            self._last = time.perf_counter()
            self._first = self._first or self._last
            if self.keep:
                self.received.append(Received(path, headers, body, time.time(), line))
            topic = headers.get("topic", "")
            self.topics[topic] = self.topics.get(topic, 0) + 1
            self._changed.notify_all()
        waiting = self._answers.get(path)
        return waiting.popleft() if waiting else self.usual

    def counted(self) -> dict[str, float]:
        """How many came in how many seconds (from the first to the last), about how much."""
        seconds = self._last - self._first
        return {"count": self.count, "topics": len(self.topics), "seconds": seconds}

    def forget(self) -> None:
        """Count from nothing again."""
        self.count, self._first, self._last = 0, 0.0, 0.0
        self.topics.clear()

    def scripted(self, path: str) -> bool:
        """Whether the next request to a path gets an answer that a test wrote."""
        return bool(self._answers.get(path))

    def ask_behind(self, path: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """What the service behind this one says."""
        line = http.client.HTTPConnection("localhost", self.behind, timeout=_PATIENCE)
        try:
            line.request("POST", path, body, dict(headers))
            return Answer(line.getresponse().status)
        finally:
            line.close()


class _Line(asyncio.Protocol):
    def __init__(self, service: PushService) -> None:
        self._service = service
        self._number = service.next_line()
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            first, *lines = self._buffer[:end].decode("latin-1").split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (x.partition(":") for x in lines)
            }
            whole = end + 4 + int(headers.get("content-length", "0"))
            if len(self._buffer) < whole:
                return
            body, self._buffer = self._buffer[end + 4 : whole], self._buffer[whole:]
            self._answer(first.split(" ")[1], headers, body)

    def _answer(self, path: str, headers: Mapping[str, str], body: bytes) -> None:
        if path in ("/count", "/forget"):  # For a bench that runs this as a process of its own.
            told = self._service.counted()
            if path == "/forget":
                self._service.forget()
            self._say(Answer(200), json.dumps(told).encode())
            return
        forwarded = self._service.behind and not self._service.scripted(path)
        answer = self._service.take(path, headers, body, self._number)
        if forwarded:
            asyncio.get_running_loop().create_task(self._forward(path, headers, body))
        elif answer.after or answer.gate is not None:
            asyncio.get_running_loop().create_task(self._later(answer))
        elif answer.cut:
            self._transport.abort()
        else:
            self._say(answer)

    async def _forward(self, path: str, headers: Mapping[str, str], body: bytes) -> None:
        self._say(await asyncio.to_thread(self._service.ask_behind, path, headers, body))

    async def _later(self, answer: Answer) -> None:
        await asyncio.sleep(answer.after)
        if answer.gate is not None:
            await asyncio.to_thread(answer.gate.wait, _PATIENCE)
        if answer.cut:
            self._transport.abort()
        else:
            self._say(answer)

    def _say(self, answer: Answer, body: bytes = b"") -> None:
        more = "".join(f"{name}: {value}\r\n" for name, value in answer.headers.items())
        head = f"HTTP/1.1 {answer.status} Said\r\nContent-Length: {len(body)}\r\n{more}\r\n"
        if not self._transport.is_closing():
            self._transport.write(head.encode() + body)


@contextmanager
def push_service() -> Iterator[PushService]:
    """One that answers until the end of the block, in a thread."""
    service = PushService()
    ready = threading.Event()
    loop = asyncio.new_event_loop()

    async def run() -> None:
        server = await service.serve()
        ready.set()
        try:
            await asyncio.Event().wait()
        finally:
            server.close()

    def serve() -> None:
        asyncio.set_event_loop(loop)
        task = loop.create_task(run())
        loop.call_soon(holder.append, task)
        try:
            loop.run_until_complete(task)
        except asyncio.CancelledError:
            rest = asyncio.all_tasks(loop)
            for one in rest:
                one.cancel()
            loop.run_until_complete(asyncio.gather(*rest, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()

    holder: list[asyncio.Task[None]] = []
    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    assert ready.wait(_PATIENCE)
    try:
        yield service
    finally:
        loop.call_soon_threadsafe(holder[0].cancel)
        thread.join(_PATIENCE)


async def _alone(port: int) -> None:
    service = PushService()
    service.keep = False
    await service.serve(port)
    print(service.port, flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(_alone(int(sys.argv[1]) if len(sys.argv) > 1 else 0))
