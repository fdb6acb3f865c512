"""Ends processes as a power cut, the system's hunger for memory or a crash does: without a word.

    with mortal(lambda port: demo_server(folder, port=port)) as server:
        server.kill()           # the main process and its workers, SIGKILL
        server.start()          # again, on the same data and the same port
        with server.dying(seed=7, alive=(0.5, 2), dead=(0.1, 0.5)):
            ...                 # killed and started, again and again

Only processes that the test itself started are touched, each by its id.
"""

from __future__ import annotations

import contextlib
import os
import random
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error, Page

from tests.support.server import Server, free_port, wait_until_ready

_PATIENCE = 60


@dataclass
class Mortal:
    """A server that may be killed and started on its data and port again."""

    begin: Callable[[int], AbstractContextManager[Server]]
    port: int = field(default_factory=free_port)
    deaths: int = 0

    def start(self) -> None:
        """Start it and wait until it answers."""
        self._life = ExitStack()
        self._now = self._life.enter_context(self.begin(self.port))

    @property
    def now(self) -> Server:
        """The process of this life."""
        return self._now

    def kill(self) -> None:
        """Main process and workers at once, as a power cut does."""
        self.deaths += 1
        end_group(self._now.process.pid)
        self._life.close()
        _wait_until_free(self.port)

    def kill_worker(self) -> None:
        """The workers alone; returns when the main process has another one that answers."""
        self.deaths += 1
        for worker in workers_of(self._now.process.pid):
            end(worker)
        wait_until_ready(self._now, _PATIENCE)

    def kill_main(self) -> None:
        """The main process alone: its workers serve on, and keep the port, until `kill`."""
        self.deaths += 1
        end(self._now.process.pid)
        self._now.process.wait(_PATIENCE)

    def restart(self) -> None:
        """A power cut, and the power is back."""
        self.kill()
        self.start()

    @contextmanager
    def dying(
        self, seed: int, *, alive: tuple[float, float], dead: tuple[float, float]
    ) -> Iterator[None]:
        """Killed after seconds drawn from the seed, started after others; alive in the end."""
        draw = random.Random(seed)  # noqa: S311 - Bad luck, not a secret.
        over = threading.Event()

        def die_again() -> None:
            while not over.wait(draw.uniform(*alive)):
                self.kill()
                over.wait(draw.uniform(*dead))
                self.start()

        fate = threading.Thread(target=die_again, daemon=True)
        fate.start()
        try:
            yield
        finally:
            over.set()
            fate.join(_PATIENCE)


@contextmanager
def mortal(begin: Callable[[int], AbstractContextManager[Server]]) -> Iterator[Mortal]:
    """A server made by `begin`, which is given the port to use in every life."""
    server = Mortal(begin)
    server.start()
    try:
        yield server
    finally:
        server.kill()


def crash(page: Page) -> None:
    """End the renderer of this tab, as the system does when memory is short; the tab stays."""
    with page.expect_event("crash"), contextlib.suppress(Error):
        page.goto("chrome://crash")


def kill_browser(profile: Path) -> None:
    """End the whole browser that has this profile folder; what it had not written is lost."""
    option = f"--user-data-dir={profile}".encode()
    for pid in _all():
        if option in _command(pid):
            end(pid)


def workers_of(main: int) -> list[int]:
    """Processes that this server's main process spawned to answer requests."""
    return [pid for pid in _all() if _parent(pid) == main and b"spawn_main" in _line(pid)]


def children_of(main: int, word: bytes) -> list[int]:
    """Processes that this one started with such a word in their command."""
    return [pid for pid in _all() if _parent(pid) == main and word in _command(pid)]


def is_alive(pid: int) -> bool:
    """Whether it still does anything: one that only waits to be buried does not."""
    state = _read(pid, "stat").rpartition(b")")[2].split()
    return bool(state) and state[0] != b"Z"


def _wait_until_free(port: int) -> None:
    """The last of the dead may hold the port for a moment."""
    for _ in range(_PATIENCE * 50):
        with contextlib.suppress(OSError):
            socket.create_server(("127.0.0.1", port)).close()
            return
        time.sleep(0.02)
    raise AssertionError(f"Port {port} is still taken after the kill.")


def end(pid: int) -> None:
    """SIGKILL; it may be gone already."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def end_group(leader: int) -> None:
    """SIGKILL to a process and all that it started, those too that outlived it."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _all() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal()]


def _command(pid: int) -> list[bytes]:
    return _line(pid).split(b"\0")


def _line(pid: int) -> bytes:
    return _read(pid, "cmdline")


def _parent(pid: int) -> int | None:
    after_name = _read(pid, "stat").rpartition(b")")[2].split()
    return int(after_name[1]) if after_name else None


def _read(pid: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{pid}/{name}").read_bytes()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return b""
