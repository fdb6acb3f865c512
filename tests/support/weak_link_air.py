"""What happens on a weak link, in a thread and an event loop of its own."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.support.weak_link_http import Request
from tests.support.weak_link_relay import SEGMENT, Bucket, Relay, Rule, Tape

T = TypeVar("T")
_BUFFER = 4096
_PATIENCE = 30


@dataclass
class Counts:
    """TCP payload bytes towards the server and back, connections, and requests that began."""

    up: int = 0
    down: int = 0
    connections: int = 0
    requests: list[Request] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.up + self.down

    def of(self, method: str, path: str = "") -> list[Request]:
        """The requests of this method whose path begins so."""
        return [r for r in self.requests if r.method == method and r.path.startswith(path)]


@dataclass
class Mark:
    """A byte at which something happens; `done` tells when it did."""

    at: int
    happens: Callable[[], object]
    done: threading.Event


class Air:
    """The link itself. Only `start`, `do` and `end` may be called from another thread."""

    def __init__(self, port: int, up: float | None, down: float | None, round_trip: float) -> None:
        self.port = port
        self.up, self.down, self.round_trip = Bucket(up), Bucket(down), round_trip
        self.counts = Counts()
        self.whole_requests = False
        self.dead = False
        self.flowing = asyncio.Event()
        self.flowing.set()
        self.tapes: list[Tape] = []
        self.marks: list[Mark] = []
        self.rules: list[Rule] = []
        self._relays: dict[asyncio.Task[None], Relay] = {}
        self._troubles: set[asyncio.Task[None]] = set()
        self._faults: list[BaseException] = []

    def start(self) -> str:
        """Listen; the address."""
        self._listener = _listen()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._accepting = asyncio.run_coroutine_threadsafe(self._accept(), self._loop)
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def end(self) -> None:
        """Close everything; raises what went wrong in the link itself, such as a body in chunks."""
        self._accepting.cancel()
        self._wait_for(self._stop_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(_PATIENCE)
        self._loop.close()
        self._listener.close()
        if self._faults:
            raise self._faults[0]

    def do(self, work: Callable[[], object]) -> None:
        """Run it in the link's thread; connections that it broke are closed on return."""
        if threading.current_thread() is self._thread:
            work()
            return

        async def act() -> None:
            work()
            broken = [task for task in self._relays if task.cancelling()]
            if broken:
                await asyncio.wait(broken)

        self._wait_for(act())

    def _wait_for(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(_PATIENCE)

    async def _stop_all(self) -> None:
        tasks = [*self._troubles, *self._relays]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def recount(self) -> None:
        self.counts = Counts()
        self.tapes = [relay.tape for relay in self._relays.values()]

    def set_weather(self, up: float | None, down: float | None, round_trip: float) -> None:
        self.up, self.down, self.round_trip = Bucket(up), Bucket(down), round_trip

    def calm(self) -> None:
        for trouble in self._troubles:
            trouble.cancel()
        self.marks.clear()
        self.rules.clear()
        self.dead = False
        self.flowing.set()

    def reset(self) -> None:
        for task, relay in self._relays.items():
            if not relay.vanished.is_set():
                relay.break_off()
                task.cancel()

    def reset_each(self, size: int) -> None:
        """After so many bytes, and again."""

        def again() -> None:
            self.reset()
            self.reset_each(size)

        self.marks.append(Mark(self.counts.up + size, again, threading.Event()))

    def vanish(self) -> None:
        for relay in self._relays.values():
            relay.vanished.set()

    def cut(self) -> None:
        self.dead = True
        self.reset()

    def begin_trouble(self, work: Coroutine[Any, Any, None]) -> None:
        """Let it go on by itself until `calm`."""
        task = self._loop.create_task(work)
        self._troubles.add(task)
        task.add_done_callback(self._troubles.discard)

    async def repeat(self, wait: Callable[[], float], happens: Callable[[], None]) -> None:
        """Do it again and again, after so many seconds."""
        while True:
            await asyncio.sleep(wait())
            happens()

    async def misbehave(
        self,
        draw: random.Random,
        calm: tuple[float, float],
        lasting: tuple[float, float],
        kinds: tuple[str, ...],
    ) -> None:
        """One trouble after another."""
        while True:
            await asyncio.sleep(draw.uniform(*calm))
            await self.suffer(draw.choice(kinds), draw.uniform(*lasting))

    async def suffer(self, kind: str, seconds: float) -> None:
        """One trouble; those that last are over after so many seconds."""
        if kind == "reset":
            self.reset()
        elif kind == "vanish":
            self.vanish()
        elif kind == "stall":
            self.flowing.clear()
            await asyncio.sleep(seconds)
            self.flowing.set()
        else:
            self.cut()
            await asyncio.sleep(seconds)
            self.dead = False

    def began(self, request: Request) -> Rule | None:
        """For relays: note a request; the first rule that is for it."""
        self.counts.requests.append(request)
        for rule in self.rules:
            if rule.times != 0 and rule.matches(request):
                rule.times = rule.times and rule.times - 1
                return rule
        return None

    def room(self, wanted: int) -> int:
        """For relays: how many of these bytes may go before something happens."""
        return min([wanted, *(mark.at - self.counts.up for mark in self.marks)])

    def passed_up(self, size: int) -> None:
        """For relays: so many bytes went towards the server."""
        self.counts.up += size
        for mark in [mark for mark in self.marks if mark.at <= self.counts.up]:
            self.marks.remove(mark)
            mark.happens()
            mark.done.set()

    def passed_down(self, size: int) -> None:
        """For relays: so many bytes came back."""
        self.counts.down += size

    async def _accept(self) -> None:
        while True:
            phone, _ = await self._loop.sock_accept(self._listener)
            phone.setblocking(False)
            self.counts.connections += not self.dead
            relay = Relay(self, phone, dead=self.dead)
            self.tapes.append(relay.tape)
            task = self._loop.create_task(relay.run())
            self._relays[task] = relay
            task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._relays.pop(task).close()
        if not task.cancelled() and (fault := task.exception()):
            self._faults.append(fault)


def _listen() -> socket.socket:
    """Buffers and segments are small, so that the phone's bytes wait on the phone."""
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _BUFFER)
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG, SEGMENT)
    listener.bind(("127.0.0.1", 0))
    listener.listen(128)
    listener.setblocking(False)
    return listener
