"""The port: is it free, and does our server answer on it yet?"""

from __future__ import annotations

import errno
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from typing import Final

from backend.settings import Settings

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
