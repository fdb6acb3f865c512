"""The product's own server as a process of its own, on a free port.

`running_server` is `motcua serve`: give it the settings of the test's application and both see one
database and one data folder. `demo_server` is `motcua demo`, exactly what `make run` starts.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from backend.settings import Settings

_START_SECONDS = 30
_FILL_SECONDS = 120
_STOP_SECONDS = 15
_HEALTH_PATH = "/api/openapi.json"
_CHECKOUT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that answers. `log` is where it and its workers write."""

    base_url: str
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def kill(self) -> None:
        """End it and its workers as a power cut would (SIGKILL to the process group)."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(_STOP_SECONDS)


@contextmanager
def running_server(
    settings: Settings,
    *,
    log: Path,
    extra_environment: Mapping[str, str] | None = None,
    port: int | None = None,
) -> Iterator[Server]:
    """Start on this or a free port, wait until it answers, stop at the end."""
    port = port or free_port()
    own = replace(settings, port=port, host="127.0.0.1", public_url=f"http://127.0.0.1:{port}")
    environment = {**environment_of(own), **(extra_environment or {})}
    with _started("serve", environment, port, log, _START_SECONDS) as server:
        yield server


@contextmanager
def demo_server(
    folder: Path | None = None,
    *,
    port: int | None = None,
    tree: Path = _CHECKOUT,
    extra_environment: Mapping[str, str] | None = None,
) -> Iterator[Server]:
    """The demo product with its invented people, filled in `folder` (or one that goes) once.

    `tree` is the checkout that it runs from, if not this one.
    """
    with tempfile.TemporaryDirectory(prefix="motcua-demo-") as passing:
        data = folder or Path(passing)
        port = port or free_port()
        environment = {
            "MOTCUA_MODE": "demo",
            "MOTCUA_DATA": str(data),
            "MOTCUA_PORT": str(port),
            **(extra_environment or {}),
        }
        log = data / "server.log"
        with _started("demo", environment, port, log, _FILL_SECONDS, tree=tree) as server:
            yield server


@contextmanager
def payment_sandbox(folder: Path, app_url: str, *, port: int) -> Iterator[str]:
    """The demo's payment gateway as a process of its own, telling `app_url`; its address."""
    environment = {"MOTCUA_MODE": "demo", "MOTCUA_DATA": str(folder)}
    more = ["--port", str(port), "--app-url", app_url]
    log = folder / "sandbox.log"
    with _started(
        "sandbox", environment, port, log, _START_SECONDS, more=more, health="/behaviour"
    ) as gateway:
        yield gateway.base_url


@contextmanager
def _started(
    command: str,
    environment: Mapping[str, str],
    port: int,
    log: Path,
    patience: float,
    *,
    tree: Path = _CHECKOUT,
    more: Sequence[str] = (),
    health: str = _HEALTH_PATH,
) -> Iterator[Server]:
    with log.open("ab") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "backend.cli", command, *more],
            cwd=tree,
            env={**_outside(), **environment},
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", port, process, log)
    try:
        wait_until_ready(server, patience, health)
        yield server
    finally:
        _stop(server)


def _outside() -> dict[str, str]:
    """The machine's environment without settings of a product that also runs here."""
    return {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment from which another process reads the same settings."""
    return {
        "MOTCUA_DATA": str(settings.data_folder),
        "MOTCUA_DATABASE_URL": settings.database_url,
        "MOTCUA_BLOB_URL": settings.blob_url,
        "MOTCUA_RATE_LIMIT_URL": settings.rate_limit_url,
        "MOTCUA_SECRET_KEY": settings.secret_key,
        "MOTCUA_MODE": settings.mode,
        "MOTCUA_PUBLIC_URL": settings.public_url,
        "MOTCUA_HOST": settings.host,
        "MOTCUA_PORT": str(settings.port),
    }


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def wait_until_ready(server: Server, patience: float, path: str = _HEALTH_PATH) -> None:
    """Until it answers; AssertionError with the end of its log after `patience` seconds."""
    for _ in range(int(patience * 20)):
        if _answers(server, path):
            return
        try:
            server.process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    written = server.log.read_text(encoding="utf-8", errors="replace")
    raise AssertionError(f"The server did not start:\n{written[-4000:]}")


def _answers(server: Server, path: str) -> bool:
    try:
        with urllib.request.urlopen(server.base_url + path, timeout=5):  # noqa: S310 - Our own server.
            return True
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _stop(server: Server) -> None:
    if server.process.poll() is None:
        server.process.terminate()
        try:
            server.process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            server.kill()
