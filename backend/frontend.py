"""Serves the built PWA: precompressed files, immutable assets, one page for every address.

An address inside the app (`/tim`, `/ho-so/...`) is answered with the app's page; the router in the
page takes it from there. WhiteNoise negotiates brotli and gzip from the files beside each asset.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask
from whitenoise import WhiteNoise

from backend.settings import Settings, shipped

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; "
    "img-src 'self' blob: data:; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)

SECURITY_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""For every answer."""

DOCUMENT_HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=()",
}
"""For what a browser may open as a page. Data, scripts and styles obey the page that loads them."""

INDEX_AT_ONCE = ("Link", "</api/catalogue/index>; rel=preload; as=fetch; crossorigin")
"""The first visit needs the index of procedures as soon as its page. The copy of the page that a
phone keeps (`/index.html`) does not say so: that phone asks only for what changed."""

STAY_ON_TLS = "max-age=31536000"
"""Where people reach it by https they shall never be led to http again (RFC 6797)."""

_NOT_THE_APP = ("/api", "/demo")
_LOADED_BY_PAGES = re.compile(r"/assets/(?!worker-)[^/]+\.(?:css|js)")
"""Half a kilobyte of headers on each would say nothing; a worker's script brings its own rules."""

_FILE = re.compile(r"\.(?=[0-9]*[a-z])[a-z0-9]{1,12}$")
"""An ending has a letter: the code of a procedure, as in `/desk/thu-tuc/2.000635`, is none."""

WsgiApp = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def init_app(app: Flask) -> None:
    """Put the built app before Flask; a checkout that was not built serves the API alone."""
    folder = shipped("pwa")
    if not (folder / "index.html").is_file():
        return
    files = WhiteNoise(
        app.wsgi_app,
        root=folder,
        max_age=0,
        allow_all_origins=False,
        immutable_file_test=lambda _path, url: url.startswith("/assets/"),
        add_headers_function=_headers_for(app.extensions["settings"]),
    )
    app.wsgi_app = _one_page(files)  # type: ignore[assignment, method-assign]  # WSGI by hand.


def _headers_for(settings: Settings) -> Callable[[Any, str, str], None]:
    documents = {**DOCUMENT_HEADERS, "Content-Security-Policy": CONTENT_SECURITY_POLICY}
    if settings.secure_cookies:
        documents["Strict-Transport-Security"] = STAY_ON_TLS

    def add(headers: Any, _path: str, url: str) -> None:
        loaded = _LOADED_BY_PAGES.fullmatch(url)
        for name, value in {**SECURITY_HEADERS, **({} if loaded else documents)}.items():
            headers[name] = value

    return add


def _one_page(files: WsgiApp) -> WsgiApp:
    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        path: str = environ.get("PATH_INFO", "/")
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or not _is_page(path):
            return files(environ, start_response)
        if path == "/desk" or path.startswith("/desk/"):
            environ["PATH_INFO"] = "/desk.html"
            return files(environ, start_response)
        environ["PATH_INFO"] = "/index.html"

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            return start_response(status, [*headers, INDEX_AT_ONCE], *rest)

        return files(environ, start)

    return serve


def _is_page(path: str) -> bool:
    """An address of the app: not the API, not the demo console, not a file."""
    if path.startswith(tuple(f"{prefix}/" for prefix in _NOT_THE_APP)) or path in _NOT_THE_APP:
        return False
    return _FILE.search(Path(path).name) is None
