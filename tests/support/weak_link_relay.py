"""One connection of a weak link: its two ways, its delay, and how it ends."""

from __future__ import annotations

import asyncio
import socket
import struct
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from tests.support.weak_link_http import Piece, Request, RequestReader

SEGMENT = 1400
"""Bytes of a piece on a link with a rate, as of a packet on the air."""
_UNLIMITED_PIECE = 65536
_IN_FLIGHT = 64
"""Pieces under way; more would mean that the link swallows bytes ahead of its rate."""
_CATCHING_UP = 0.05
"""Seconds that a late machine may make up for, so that the mean rate is kept."""


class Bucket:
    """A token bucket that holds nothing: bytes pass smoothly, `rate` a second (None: at once)."""

    def __init__(self, rate: float | None) -> None:
        self.rate = rate
        self._free_at = 0.0

    @property
    def piece(self) -> int:
        """Bytes to take at once, so that a slow link moves in small steps."""
        if self.rate is None:
            return _UNLIMITED_PIECE
        return max(64, min(SEGMENT, int(self.rate / 20)))

    async def take(self, size: int) -> None:
        """Return when so many bytes have passed; connections share the rate in their order."""
        if self.rate is None:
            return
        now = asyncio.get_running_loop().time()
        self._free_at = max(self._free_at, now - _CATCHING_UP) + size / self.rate
        await asyncio.sleep(self._free_at - now)


@dataclass
class Rule:
    """What happens to requests that match, so many times (None: always)."""

    matches: Callable[[Request], bool]
    times: int | None
    answer: bytes | None = None
    """Given instead of the server's answer; the server never hears of the request."""
    lose_answer: bool = False
    """The server does its work; the connection breaks when its answer comes."""
    alter_at: int | None = None
    """The byte of the body that arrives changed."""


@dataclass
class Tape:
    """What came out of the link on one connection: at the server, and at the phone."""

    up: bytearray = field(default_factory=bytearray)
    down: bytearray = field(default_factory=bytearray)


class Line(Protocol):
    """What a relay needs to know of its link."""

    port: int
    round_trip: float
    whole_requests: bool
    up: Bucket
    down: Bucket
    flowing: asyncio.Event

    def began(self, request: Request) -> Rule | None: ...
    def room(self, wanted: int) -> int: ...
    def passed_up(self, size: int) -> None: ...
    def passed_down(self, size: int) -> None: ...


class Relay:
    """Carries one connection until either side ends it or the link does something to it."""

    def __init__(self, line: Line, phone: socket.socket, *, dead: bool) -> None:
        self.line = line
        self._phone = phone
        self._server: socket.socket | None = None
        self._dead = dead
        self._rude = dead
        self._server_ended = False
        self._reader = RequestReader()
        self._rule: Rule | None = None
        self._kept_back: list[bytes] = []
        self.tape = Tape()
        self.vanished = asyncio.Event()

    async def run(self) -> None:
        """Carry bytes until it is over; then `close` is called."""
        if self._dead:
            return
        try:
            # The handshake's round trip, which the kernel has spared us.
            await asyncio.sleep(self.line.round_trip)
            self._server = await _connect(self.line.port)
            await self._carry()
        except OSError:
            self._rude = True  # A side went away, or nobody serves: the other one is told.

    async def _carry(self) -> None:
        ways = [asyncio.ensure_future(way()) for way in (self._carry_up, self._carry_down)]
        vanished = asyncio.ensure_future(self.vanished.wait())
        try:
            done, _ = await asyncio.wait([*ways, vanished], return_when=asyncio.FIRST_COMPLETED)
            if vanished in done:
                await _stop(*ways)
                await asyncio.Event().wait()  # Half-open until the link itself goes.
            for way in done:
                way.result()
        finally:
            await _stop(*ways, vanished)

    def break_off(self) -> None:
        """Called with the cancellation of `run`: both sides get an RST."""
        self._rude = True

    async def _carry_up(self) -> None:
        assert self._server is not None
        async with _Delay(self.line.round_trip / 2, self._server, self.tape.up) as delay:
            while data := await _receive(self._phone, self.line.up.piece):
                await self.line.up.take(len(data))
                while data:
                    await self._air_is_free()
                    size = self.line.room(len(data))
                    for piece in self._reader.feed(data[:size]):
                        if await self._pass(piece, delay):
                            return
                    self.line.passed_up(size)
                    data = data[size:]
                    await asyncio.sleep(0)  # What happens at this byte comes before the next.

    async def _air_is_free(self) -> None:
        await self.line.flowing.wait()
        if self.vanished.is_set():
            await asyncio.Event().wait()

    async def _pass(self, piece: Piece, delay: _Delay) -> bool:
        """Hand a piece on; True when the connection is over with it."""
        if piece.begins:
            self._rule = self.line.began(piece.request)
        if self._rule and self._rule.answer is not None:
            if piece.ends:
                await _send(self._phone, self._rule.answer)
            return piece.ends
        data = _altered(piece, self._rule)
        if self.line.whole_requests and not piece.ends:
            self._kept_back.append(data)
            return False
        data = b"".join([*self._kept_back, data])
        self._kept_back.clear()
        if self._server_ended:
            return False
        try:
            await delay.send(data)
        except OSError:
            # The server ended while the phone was sending: its last answer still reaches the phone.
            self._server_ended = True
        return False

    async def _carry_down(self) -> None:
        assert self._server is not None
        async with _Delay(self.line.round_trip / 2, self._phone, self.tape.down) as delay:
            while data := await self._hear_server():
                if self._rule and self._rule.lose_answer:
                    self._rude = True
                    return
                await self.line.down.take(len(data))
                await self._air_is_free()
                self.line.passed_down(len(data))
                await delay.send(data)

    async def _hear_server(self) -> bytes:
        """What it says; nothing when it ended, however rudely: that follows what is under way."""
        assert self._server is not None
        try:
            return await _receive(self._server, self.line.down.piece)
        except ConnectionResetError:
            self._rude = True
            return b""

    def close(self) -> None:
        """End both sides, with an RST when it was broken off."""
        for each in (self._phone, self._server):
            if each is None:
                continue
            if self._rude:
                each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            each.close()


class _Delay:
    """Bytes arrive so many seconds after they were sent, in their order; `tape` has what did."""

    def __init__(self, seconds: float, target: socket.socket, tape: bytearray) -> None:
        self._seconds = seconds
        self._target = target
        self._tape = tape
        self._under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(_IN_FLIGHT)
        self._delivery: asyncio.Task[None] | None = None

    async def __aenter__(self) -> _Delay:
        if self._seconds > 0:
            self._delivery = asyncio.ensure_future(self._deliver())
        return self

    async def __aexit__(self, kind: type[BaseException] | None, *_rest: object) -> None:
        if self._delivery is None:
            return
        arrival = asyncio.ensure_future(self._under_way.join())
        try:
            if kind is None:
                await asyncio.wait([arrival, self._delivery], return_when=asyncio.FIRST_COMPLETED)
        finally:
            await _stop(arrival, self._delivery)

    async def send(self, data: bytes) -> None:
        if self._delivery is None:
            await self._arrive(data)
            return
        if self._delivery.done():
            self._delivery.result()
        await self._under_way.put((asyncio.get_running_loop().time() + self._seconds, data))

    async def _deliver(self) -> None:
        while True:
            arrives, data = await self._under_way.get()
            await asyncio.sleep(arrives - asyncio.get_running_loop().time())
            await self._arrive(data)
            self._under_way.task_done()

    async def _arrive(self, data: bytes) -> None:
        self._tape += data
        await _send(self._target, data)


def _altered(piece: Piece, rule: Rule | None) -> bytes:
    if rule is None or rule.alter_at is None or piece.begins:
        return piece.data
    place = rule.alter_at - (piece.request.body_seen - len(piece.data))
    if not 0 <= place < len(piece.data):
        return piece.data
    return piece.data[:place] + bytes([piece.data[place] ^ 1]) + piece.data[place + 1 :]


async def _connect(port: int) -> socket.socket:
    server = socket.socket()
    server.setblocking(False)
    try:
        await asyncio.get_running_loop().sock_connect(server, ("127.0.0.1", port))
    except BaseException:
        server.close()
        raise
    return server


async def _receive(source: socket.socket, size: int) -> bytes:
    return await asyncio.get_running_loop().sock_recv(source, size)


async def _send(target: socket.socket, data: bytes) -> None:
    await asyncio.get_running_loop().sock_sendall(target, data)


async def _stop(*tasks: asyncio.Future[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
