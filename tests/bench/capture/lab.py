"""The app's own capture worker in a real Chromium, asked as the screens ask it.

The built worker is served beside an empty page; the questions are those of
`pwa/src/capture/protocol.ts`. What the worker itself does is not changed; a prelude may take
something from its browser first (WebP) or count what it uses (bitmaps).
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, Page

ASSETS = Path(__file__).parents[3] / "pwa" / "dist" / "assets"

NO_WEBP = """{
  const written = OffscreenCanvas.prototype.convertToBlob;
  OffscreenCanvas.prototype.convertToBlob = function (options) {
    const type = options?.type === 'image/webp' ? 'image/png' : options?.type;
    return written.call(this, { ...options, type });
  };
}"""
"""A browser that answers with a PNG when asked for WebP, as Safari does."""

_ASK = """async ({ question, picture }) => {
  if (picture) question.look = await (await fetch(picture)).blob();
  const begun = performance.now();
  const answer = await new Promise((done, fail) => {
    window.worker.onmessage = ({ data }) => done(data);
    window.worker.onerror = (event) => fail(new Error(event.message));
    window.worker.postMessage({ id: 1, ...question });
  });
  const seconds = (performance.now() - begun) / 1000;
  const blob = answer.made?.blob ?? answer.looked?.preview;
  if (!blob) return { answer, seconds };
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768)
    text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return { answer, seconds, data: btoa(text) };
}"""

_OPEN = """(address) => { window.worker = new Worker(address, { type: 'module' }); }"""
_ON_PAGE = """async (address) => {
  const worker = { postMessage: (data) => onmessage({ data }) };
  self.postMessage = (data) => worker.onmessage({ data });
  await import(address);
  window.worker = worker;
}"""
"""The same script on the page itself, its messages handed over by hand."""


@dataclass(frozen=True)
class Looked:
    """`quad` as four rows of x and y in parts of the picture."""

    handle: int
    quad: np.ndarray
    found: bool
    confidence: float
    seconds: float
    size: tuple[int, int]


@dataclass(frozen=True)
class Made:
    """A page as it would be sent."""

    data: bytes
    media_type: str
    kind: str
    colour: bool
    faults: list[str]
    seconds: float
    size: tuple[int, int]

    @property
    def image(self) -> Image.Image:
        return Image.open(io.BytesIO(self.data)).convert("RGB")


class Refused(Exception):
    """The worker's typed fault."""


class Lab:
    """One page with one worker; `look` keeps a picture there until `forget`."""

    def __init__(
        self, page: Page, address: str, files: dict[str, bytes], prelude: str, slower: int = 1
    ) -> None:
        self.page, self._address, self._files, self._prelude = page, address, files, prelude
        self._open = _OPEN if slower == 1 else _ON_PAGE
        self.restart()
        if slower > 1:
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})

    def restart(self) -> None:
        """A new worker, as after a crash."""
        self.page.goto(f"{self._address}/")
        self._files["/prelude.js"] = self._prelude.encode()
        self._files["/start.js"] = b"import '/prelude.js';import '/worker.js';"
        self.page.evaluate(self._open, "/start.js")

    def look(self, picture: bytes, small: bool = False) -> Looked:
        """`Refused` with the fault's name when it is no picture that the worker takes; `small` is
        what the app asks where memory ran out."""
        self._files["/picture"] = picture
        told = self._ask({"small": small}, picture="/picture")
        looked = told["answer"]["looked"]
        quad = np.array([[corner["x"], corner["y"]] for corner in looked["quad"]])
        return Looked(
            looked["handle"],
            quad,
            looked["found"],
            looked["confidence"],
            told["seconds"],
            (looked["width"], looked["height"]),
        )

    def make(
        self, handle: int, quad: np.ndarray, *, kind: str = "auto", turn: int = 0, **more: str
    ) -> Made:
        """The page at these corners."""
        corners = [{"x": float(x), "y": float(y)} for x, y in quad]
        options = {"quad": corners, "turn": turn, "kind": kind, **more}
        told = self._ask({"make": handle, "options": options})
        made = told["answer"]["made"]
        return Made(
            base64.b64decode(told["data"]),
            made["media_type"],
            made["kind"],
            made["colour"],
            [fault["kind"] for fault in made["faults"]],
            told["seconds"],
            (made["width"], made["height"]),
        )

    def forget(self, handle: int) -> None:
        """Give the picture's memory back."""
        self._ask({"forget": handle})

    def _ask(self, question: dict[str, Any], picture: str | None = None) -> dict[str, Any]:
        told: dict[str, Any] = self.page.evaluate(_ASK, {"question": question, "picture": picture})
        if "fault" in told["answer"]:
            raise Refused(told["answer"]["fault"])
        return told


@contextmanager
def lab(
    browser: Browser, *, prelude: str = "", worker: Path | None = None, slower: int = 1
) -> Iterator[Lab]:
    """A lab of its own; `prelude` is run in the worker before the worker's own script.

    Chromium throttles no workers ("Operation is only supported for pages, not workers"): with
    `slower` the script runs on the page, which is throttled that many times.
    """
    files = {"/": b"<!doctype html>", "/worker.js": (worker or built_worker()).read_bytes()}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Files, files))
    Thread(target=server.serve_forever, daemon=True).start()
    context = browser.new_context()
    try:
        address = f"http://localhost:{server.server_port}"
        yield Lab(context.new_page(), address, files, prelude, slower)
    finally:
        context.close()
        server.shutdown()
        server.server_close()


def built_worker() -> Path:
    """The worker's script as the phone gets it."""
    named = [
        path for path in ASSETS.glob("worker-*.js") if not path.name.startswith("worker-card-")
    ]
    if len(named) != 1:
        raise FileNotFoundError(f"One capture worker in {ASSETS}, not {json.dumps(len(named))}.")
    return named[0]


class _Files(BaseHTTPRequestHandler):
    def __init__(self, files: dict[str, bytes], *more: Any) -> None:
        self._files = files
        super().__init__(*more)

    def do_GET(self) -> None:
        """Scripts, and pictures of whatever kind."""
        body = self._files.get(self.path)
        self.send_response(200 if body is not None else 404)
        kind = "text/javascript" if self.path.endswith(".js") else "application/octet-stream"
        self.send_header("Content-Type", "text/html" if self.path == "/" else kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Nothing: the bench prints a table."""
