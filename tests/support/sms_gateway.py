"""An SMS gateway over real HTTP, as a commune might rent one; it can be told to misbehave."""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = "khong-phai-bi-mat-that"


@dataclass
class FakeGateway:
    """What it was asked, and how it answers next. `sent`: texts by the client's id."""

    port: int = 0
    sent: dict[str, dict[str, str]] = field(default_factory=dict)
    calls: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    behave: list[str] = field(default_factory=list)
    """Next answers: "ok", "lost" (takes it and cuts the line), "cut" (cuts it before), "500",
    "429", "400", "401"; "ok" once it is empty."""

    def description(self, **changes: Any) -> dict[str, Any]:
        """As an operator writes it down."""
        url = f"http://127.0.0.1:{self.port}"
        return {
            "send": {
                "url": f"{url}/send",
                "headers": {"Authorization": "Bearer thu"},
                "json": {"to": "{to}", "messages": [{"content": "{text}", "clientId": "{id}"}]},
            },
            "id_at": "data.id",
            "ask": {"method": "GET", "url": f"{url}/status?clientId={{id}}"},
            "secret": SECRET,
            **changes,
        }


def signed(body: bytes, *, secret: str = SECRET, at: int | None = None) -> dict[str, str]:
    """The headers of a notice, as the gateway's side makes them."""
    moment = str(int(time.time()) if at is None else at)
    mark = hmac.new(secret.encode(), moment.encode() + b"." + body, hashlib.sha256)
    return {
        "X-Motcua-Timestamp": moment,
        "X-Motcua-Signature": mark.hexdigest(),
        "Content-Type": "application/json",
    }


@contextmanager
def fake_gateway() -> Iterator[FakeGateway]:
    """A gateway on a port of its own."""
    state = FakeGateway()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            state.calls.append(("POST", self.path, dict(self.headers), body))
            how = state.behave.pop(0) if state.behave else "ok"
            if how in ("ok", "lost"):
                told = json.loads(body)
                one = told["messages"][0]
                state.sent[one["clientId"]] = {"to": told["to"], "text": one["content"]}
            if how in ("lost", "cut"):
                self.close_connection = True
                self.connection.shutdown(2)
                return
            self._answer(int(how) if how != "ok" else 202, {"data": {"id": "gw-1"}})

        def do_GET(self) -> None:
            state.calls.append(("GET", self.path, dict(self.headers), b""))
            how = state.behave.pop(0) if state.behave else "ok"
            if how != "ok":
                self._answer(int(how), {})
                return
            known = self.path.partition("clientId=")[2] in state.sent
            self._answer(200, {"state": "sent" if known else "not_found"})

        def _answer(self, status: int, told: object) -> None:
            packed = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(packed)))
            if status == 429:
                self.send_header("Retry-After", "7")
            self.end_headers()
            self.wfile.write(packed)

        def log_message(self, *_arguments: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    state.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
