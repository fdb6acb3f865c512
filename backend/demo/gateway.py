"""The demo's payment gateway beside the server: a process of its own that ends with it."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from backend.settings import Settings

_APART = 100
"""From the server's port: the next ones are what somebody takes for a second demo."""
_TRIED = 20
_LAST_PORT = 65_535
_PATIENCE = 5.0


@contextmanager
def gateway_beside(settings: Settings) -> Iterator[Settings]:
    """Run `motcua sandbox` for the server that these settings are for; yields the ones to use.

    Beside real credentials, and where another gateway was named, nothing is started. However this
    process ends, even killed, the gateway goes too: it reads a pipe that nobody else writes to.
    """
    given = settings.payments
    if given.vnpay_code or given.payos_key or given.sandbox_url:
        yield settings
        return
    with _listening(settings.port + _APART) as listener:
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        process = _started(settings, listener)
    try:
        yield replace(settings, payments=replace(given, sandbox_url=url))
    finally:
        stop(process)


def _listening(first: int) -> socket.socket:
    """A port of this machine that is ours from now on, near `first` if one is free."""
    for port in range(first, first + _TRIED):
        if port <= _LAST_PORT:
            try:
                return socket.create_server(("127.0.0.1", port))
            except OSError:
                continue
    return socket.create_server(("127.0.0.1", 0))


def _started(settings: Settings, listener: socket.socket) -> subprocess.Popen[bytes]:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    told = ["--app-url", f"http://{host}:{settings.port}", "--listening", str(listener.fileno())]
    return subprocess.Popen(  # noqa: S603 # Our own command.
        [sys.executable, "-m", "backend.cli", "sandbox", *told],
        stdin=subprocess.PIPE,
        pass_fds=[listener.fileno()],
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that was started beside the server."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    finally:
        if process.stdin is not None:
            process.stdin.close()
