"""npm web-push-testing: a push service that others wrote. It checks our signature and decrypts."""

from __future__ import annotations

import json
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.support.clients import CLIENTS, node
from tests.support.server import free_port

_PATIENCE = 30.0


@dataclass(frozen=True)
class Subscribed:
    """A browser that the service invented: where it is called, its keys, its name there."""

    endpoint: str
    p256dh: str
    auth: str
    name: str


class NpmPushService:
    """Its own small API, on a port of this machine."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://localhost:{port}"

    def subscribe(self, public_key: str) -> Subscribed:
        """A browser that takes messages signed by this key alone."""
        made = self._ask("subscribe", {"applicationServerKey": public_key})["data"]
        keys = made["keys"]
        return Subscribed(made["endpoint"], keys["p256dh"], keys["auth"], made["clientHash"])

    def expire(self, browser: Subscribed) -> None:
        """From now on it answers 410 for this browser."""
        self._post(f"expire-subscription/{browser.name}", {})

    def decrypted(self, browser: Subscribed) -> list[dict[str, Any]]:
        """What it read for a browser."""
        told = self._ask("get-notifications", {"clientHash": browser.name})["data"]["messages"]
        return [json.loads(text) for text in told]

    def _ask(self, path: str, body: dict[str, Any]) -> Any:
        return json.loads(self._post(path, body))

    def _post(self, path: str, body: dict[str, Any]) -> bytes:
        request = urllib.request.Request(  # noqa: S310 - Our own machine.
            f"{self.origin}/{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - The same.
            read: bytes = answer.read()
            return read


@contextmanager
def npm_push_service() -> Iterator[NpmPushService]:
    """One that answers until the end of the block."""
    service = NpmPushService(free_port())
    process = subprocess.Popen(
        [node(), "push.mjs", str(service.port)],
        cwd=CLIENTS,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(service)
        yield service
    finally:
        process.kill()
        process.wait(_PATIENCE)
        assert process.stdin is not None
        process.stdin.close()


def _wait(service: NpmPushService) -> None:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            service._post("status", {})
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.05)
        else:
            return
    raise AssertionError("npm web-push-testing did not start.")
