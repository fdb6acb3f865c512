"""Serving by granian: the port, the workers, and a word once requests are answered."""

from __future__ import annotations

import errno
import multiprocessing
import os
import resource
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import Final

from backend.front import Front
from backend.settings import Settings

CONNECTIONS: Final = 4096
"""Open ones of one worker, resting ones included; the next one waits to be let in."""
OPEN_FILES: Final = 16_384
"""Each connection is one, and each upload in progress two more."""
STOP_SECONDS: Final = 8
"""How long a stopping server waits for requests; a cut upload goes on where it stood."""
_PATIENCE: Final = 60.0
_PAUSE: Final = 0.1


class PortTaken(RuntimeError):
    """Another program listens where we should; the text says what to do."""


def check_port(settings: Settings) -> None:
    """Raise PortTaken unless the address can be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        if error.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        raise PortTaken(
            f"Cổng {settings.port} đang có chương trình khác dùng: hãy chọn cổng khác, ví dụ "
            f"PORT={settings.port + 1}. (Port {settings.port} is taken: choose another one.)"
        ) from error


def run_server(settings: Settings, workers: int = 1, *, said_when_ready: str = "") -> None:
    """Serve until stopped; raises PortTaken. The settings reach the workers by the environment."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    check_port(settings)
    allow_open_files(OPEN_FILES)
    # Libraries of this process have threads and connections that would not survive a fork.
    multiprocessing.set_start_method("spawn", force=True)
    os.environ["MOTCUA_SECRET_KEY"] = settings.secret_key
    os.environ["MOTCUA_PAYMENT_SANDBOX"] = settings.payments.sandbox_url
    server = Granian(
        "backend.serving:worker_front",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.RSGI,
        workers=workers,
        workers_kill_timeout=STOP_SECONDS,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        websockets=False,
        respawn_failed_workers=True,
        log_level=LogLevels.error,
    )
    if said_when_ready:
        server.on_startup(lambda: say_when_it_answers(settings, said_when_ready))
    server.serve()


def allow_open_files(wanted: int) -> None:
    """Raise this process's own limit of open files, as far as the machine allows: many systems
    begin with 1,024, which 340 uploads in progress would use up."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def worker_front() -> Front:
    """The application in a worker process.

    Ctrl+C in a terminal reaches the workers too, and then the server tells them to stop: the second
    signal can find the first one's handler holding a lock. So they hear the server alone.
    """
    from backend.app import create_app
    from backend.chores import keep_tidy

    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    app = create_app()
    keep_tidy(app)
    return Front(app, small=app.extensions["settings"].max_json_bytes)


def say_when_it_answers(settings: Settings, text: str) -> None:
    """Print `text` once the server, which is starting now, answers a request; returns at once."""
    threading.Thread(target=_wait_and_say, args=(settings, text), daemon=True).start()


def _wait_and_say(settings: Settings, text: str) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if _answers(settings):
            sys.stdout.write(f"{text}\n")
            sys.stdout.flush()
            return
        time.sleep(_PAUSE)


def _answers(settings: Settings) -> bool:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    address = f"http://{host}:{settings.port}/api/session"
    try:
        urllib.request.urlopen(address, timeout=5).close()
    except urllib.error.HTTPError as refused:
        refused.close()  # "Sign in first" is an answer.
        return True
    except OSError:
        return False
    return True
