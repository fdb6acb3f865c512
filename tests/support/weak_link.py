"""A TCP link that behaves as badly as a real one: slow, far, cut, half-open, dead, or a portal.

    with WeakLink(server.port, up=6_250, down=12_500, round_trip=0.6) as link:
        link.reset_every(sent=30_000)  # an RST to every connection, each so many bytes upwards
        browser.goto(link.address)
        assert link.counts.up < 1.05 * size

Rates are bytes a second for all connections together, smooth, over small buffers, so that nothing
is swallowed ahead; an RST loses what is under way. What happens at a byte (`sent=`) happens exactly
there and is the same on every machine; prefer it to what happens at a moment (`seconds=`).
"""

from __future__ import annotations

import random
import re
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from tests.support.weak_link_air import Air, Counts, Mark
from tests.support.weak_link_http import Request, answer
from tests.support.weak_link_relay import Rule, Tape

PORTAL = "<!doctype html><title>Wi-Fi</title><p>Chào mừng! Bấm để vào mạng.</p>".encode()

KINDS = ("reset", "stall", "vanish", "dead")
"""What `misbehave` chooses from."""


class WeakLink:
    """Listens on a free port of this machine and carries to `port`; use as a context manager.

    `up` and `down` are bytes a second (None: no limit), `round_trip` is in seconds. Every method
    may be called from the test's thread, and from what `once_sent` runs.
    """

    def __init__(
        self,
        port: int,
        *,
        up: float | None = None,
        down: float | None = None,
        round_trip: float = 0,
    ) -> None:
        self.port = port
        self._air = Air(port, up, down, round_trip)

    def __enter__(self) -> Self:
        self.address = self._air.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._air.end()

    # How the link is.

    @property
    def counts(self) -> Counts:
        """What passed since the beginning, or since `recount`."""
        return self._air.counts

    @property
    def tapes(self) -> list[Tape]:
        """What passed each connection, in the order of their opening; see tests/support/wire.py."""
        return list(self._air.tapes)

    def recount(self) -> None:
        """Count from zero again; the tapes of connections that are over go."""
        self._do(self._air.recount)

    def weather(
        self, *, up: float | None = None, down: float | None = None, round_trip: float = 0
    ) -> None:
        """Other rates and another distance from now on, also for open connections' rates."""
        self._do(lambda: self._air.set_weather(up, down, round_trip))

    def whole_requests_only(self, on: bool = True) -> None:
        """A middlebox that hands a request on when it is complete, and drops partial bodies."""
        self._do(lambda: setattr(self._air, "whole_requests", on))

    def calm(self) -> None:
        """No more troubles, marks or rules; the link is alive and flows. Rates stay."""
        self._do(self._air.calm)

    # What happens to it now.

    def reset(self) -> None:
        """An RST on every open connection, both ways; what is under way is lost."""
        self._do(self._air.reset)

    def stall(self) -> None:
        """Nothing moves; connections stay and go on after `flow`."""
        self._do(self._air.flowing.clear)

    def flow(self) -> None:
        """The end of a stall."""
        self._do(self._air.flowing.set)

    def vanish(self) -> None:
        """Open connections are half-open for good: packets vanish and nobody is told.

        New connections work: that is the phone on another network.
        """
        self._do(self._air.vanish)

    def cut(self) -> None:
        """No link: open connections break and new ones too."""
        self._do(self._air.cut)

    def mend(self) -> None:
        """The link is back."""
        self._do(lambda: setattr(self._air, "dead", False))

    # What happens to it by itself.

    def once_sent(self, size: int, happens: Callable[[], object]) -> threading.Event:
        """Do this when `size` more bytes have gone upwards, before the next; the event tells."""
        done = threading.Event()
        air = self._air
        self._do(lambda: air.marks.append(Mark(air.counts.up + size, happens, done)))
        return done

    def reset_every(self, *, sent: int | None = None, seconds: float | None = None) -> None:
        """Again and again, by bytes gone upwards or by time."""
        if sent is not None:
            self._do(lambda: self._air.reset_each(sent))
        if seconds is not None:
            self._repeat(lambda: seconds)

    def reset_at_random(self, seed: int, *, seconds: tuple[float, float]) -> None:
        """Again and again, after times drawn from the seed."""
        draw = random.Random(seed)  # noqa: S311 - Bad luck, not a secret.
        self._repeat(lambda: draw.uniform(*seconds))

    def die_for(self, seconds: float) -> None:
        """No link for so long."""
        self._do(lambda: self._air.begin_trouble(self._air.suffer("dead", seconds)))

    def misbehave(
        self,
        seed: int,
        *,
        calm: tuple[float, float],
        lasting: tuple[float, float],
        kinds: tuple[str, ...] = KINDS,
    ) -> None:
        """One trouble after another until `calm()`, drawn from the seed; bounds in seconds."""
        draw = random.Random(seed)  # noqa: S311 - Bad luck, not a secret.
        self._do(lambda: self._air.begin_trouble(self._air.misbehave(draw, calm, lasting, kinds)))

    # What happens to requests. `matching` is a pattern sought in "PUT /api/dossiers/…".

    def portal(self) -> None:
        """A captive portal: every request is answered 200 with a page of its own, until `calm`."""
        self.answer_instead("", 200, PORTAL, kind="text/html; charset=utf-8")

    def answer_instead(
        self,
        matching: str,
        status: int,
        body: bytes,
        *,
        kind: str = "text/html",
        headers: dict[str, str] | None = None,
        times: int | None = None,
    ) -> None:
        """A gateway answers in the server's place, which hears nothing."""
        made = answer(status, kind, body, headers)
        self._add(Rule(_matching(matching), times, answer=made))

    def lose_answer(self, matching: str, times: int = 1) -> None:
        """The server gets the request and works; the connection breaks when it answers."""
        self._add(Rule(_matching(matching), times, lose_answer=True))

    def alter(self, matching: str, at: int = 0, times: int = 1) -> None:
        """One bit of the body's byte `at` arrives changed."""
        self._add(Rule(_matching(matching), times, alter_at=at))

    def _add(self, rule: Rule) -> None:
        self._do(lambda: self._air.rules.append(rule))

    def _repeat(self, wait: Callable[[], float]) -> None:
        self._do(lambda: self._air.begin_trouble(self._air.repeat(wait, self._air.reset)))

    def _do(self, work: Callable[[], object]) -> None:
        self._air.do(work)


def _matching(pattern: str) -> Callable[[Request], bool]:
    return lambda request: re.search(pattern, request.line) is not None
