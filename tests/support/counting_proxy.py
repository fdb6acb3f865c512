"""A TCP proxy that counts payload bytes both ways, and can cut the line or hold it up.

Bytes of a budget are counted here: plain HTTP/1.1, headers included, TCP payload only.
"""

from __future__ import annotations

import select
import socket
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass
class Counts:
    """Payload bytes towards the server and back, and connections opened."""

    up: int = 0
    down: int = 0
    connections: int = 0
    passed: list[tuple[float, int]] = field(default_factory=list)
    """When (seconds of the epoch) how many bytes went through, either way."""

    @property
    def total(self) -> int:
        return self.up + self.down

    def total_until(self, moment: float) -> int:
        """Bytes both ways until this second of the epoch."""
        return sum(size for when, size in self.passed if when <= moment)


@dataclass
class CountingProxy:
    """Listens on `listen` (or a free port) of this machine and forwards to `port`."""

    port: int
    listen: int = 0
    counts: Counts = field(default_factory=Counts)

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", self.listen))
        self.address = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._cut = False
        self._hold_at: int | None = None
        self._holding: socket.socket | None = None
        self._held = threading.Event()
        self._released = threading.Event()
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._listener.close()
        self.release()
        self.drop_all()

    def cut(self) -> None:
        """The link is gone: present connections break and new ones are refused."""
        self._cut = True
        self.drop_all()
        self.release()

    def mend(self) -> None:
        """The link is back."""
        self._cut = False

    def hold_after(self, sent: int) -> None:
        """Let so many further bytes towards the server, then let nothing more through that way."""
        self._held.clear()
        self._released.clear()
        self._hold_at = self.counts.up + sent

    def wait_until_held(self, patience: float = 20) -> None:
        """Until the line is held up; AssertionError when nothing came that far."""
        assert self._held.wait(patience), "So many bytes were never sent."

    def wait_until_left(self, patience: float = 20) -> None:
        """Until the phone has given up the connection that is held up; AssertionError if it stays.

        Its request may outlive the page that made it, and Chromium sends a request again whose warm
        connection broke: what is cut before this may still be sent whole.
        """
        assert self._holding is not None
        poll = select.poll()
        poll.register(self._holding, select.POLLRDHUP)
        assert poll.poll(patience * 1000), "The phone holds on to its connection."

    def release(self) -> None:
        """What was held up goes on its way, if its connection still stands."""
        self._hold_at = None
        self._released.set()

    def drop_all(self) -> None:
        """Break every connection that is open now."""
        with self._lock:
            for connection in self._open:
                _close(connection)
            self._open.clear()

    def reset(self) -> None:
        """Count from zero again."""
        self.counts = Counts()

    def _accept(self) -> None:
        while True:
            try:
                phone, _ = self._listener.accept()
            except OSError:
                return
            if self._cut:
                _close(phone)
                continue
            try:
                server = socket.create_connection(("127.0.0.1", self.port))
            except OSError:  # No server: the phone's connection breaks, as on any network.
                _close(phone)
                continue
            with self._lock:
                self._open |= {phone, server}
                self.counts.connections += 1
            threading.Thread(target=self._pump, args=(phone, server, "up"), daemon=True).start()
            threading.Thread(target=self._pump, args=(server, phone, "down"), daemon=True).start()

    def _pump(self, source: socket.socket, target: socket.socket, way: str) -> None:
        try:
            while chunk := source.recv(65536):
                with self._lock:
                    setattr(self.counts, way, getattr(self.counts, way) + len(chunk))
                    self.counts.passed.append((time.time(), len(chunk)))
                if way == "up" and self._hold_at is not None and self.counts.up > self._hold_at:
                    first = len(chunk) - (self.counts.up - self._hold_at)
                    target.sendall(chunk[: max(0, first)])
                    chunk = chunk[max(0, first) :]
                    self._holding = source
                    self._held.set()
                    self._released.wait()
                target.sendall(chunk)
        except OSError:
            pass  # Either side went away; the other one is told below.
        finally:
            _close(source)
            _close(target)
            with self._lock:
                self._open -= {source, target}


def _close(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # It was closed already.
    finally:
        connection.close()
