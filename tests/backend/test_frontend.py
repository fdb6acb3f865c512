"""The built app as the server hands it out: which headers each kind of file carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

from backend import frontend
from backend.settings import load

_FILES = {
    "index.html": "<!doctype html>",
    "desk.html": "<!doctype html><title>desk</title>",
    "sw.js": "1",
    "icons/icon.svg": "<svg/>",
    "assets/index-abc12345.js": "1",
    "assets/index-abc12345.css": "*{}",
    "assets/worker-abc12345.js": "1",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A server of a small built app."""
    for name, text in _FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    monkeypatch.setattr(frontend, "shipped", lambda _what: tmp_path)
    return Client(_site("http://localhost"))


def _site(public_url: str) -> Flask:
    app = Flask("site", static_folder=None)
    app.extensions["settings"] = load({"MOTCUA_PUBLIC_URL": public_url, "MOTCUA_SECRET_KEY": "x"})
    frontend.init_app(app)
    return app


_DOCUMENTS = ["/", "/tim", "/ho-so/0197", "/desk/hs/1", "/icons/icon.svg"]
_WORKERS = ["/sw.js", "/assets/worker-abc12345.js"]


@pytest.mark.parametrize("address", [*_DOCUMENTS, *_WORKERS])
def test_what_can_be_opened_or_runs_alone_is_bound_by_the_policy(
    site: Client, address: str
) -> None:
    answer = site.get(address, buffered=True)
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == frontend.CONTENT_SECURITY_POLICY
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("address", ["/assets/index-abc12345.js", "/assets/index-abc12345.css"])
def test_what_a_page_loads_is_small_and_lasts(site: Client, address: str) -> None:
    answer = site.get(address, buffered=True)
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert sum(len(f"{name}: {value}") + 2 for name, value in answer.headers) < 400


@pytest.mark.parametrize("address", ["/desk/hs/1", "/desk/thu-tuc/2.000908"])
def test_the_desk_has_a_page_of_its_own(site: Client, address: str) -> None:
    """Also when a procedure's page is opened anew. Seen failing with its code taken for a file's
    name: 404 after every reload."""
    assert "desk" in site.get(address, buffered=True).text
    assert "desk" not in site.get("/desktop", buffered=True).text


def test_https_is_stayed_with(site: Client) -> None:
    with site.get("/") as plain:
        assert "Strict-Transport-Security" not in plain.headers
    with Client(_site("https://motcua.example.vn")).get("/") as secure:
        assert secure.headers["Strict-Transport-Security"] == frontend.STAY_ON_TLS


def test_only_a_page_that_is_opened_brings_the_index_along(site: Client) -> None:
    """The page that a phone keeps asks for what changed only. Seen failing with the header on every
    page; with the link in the page itself each start fetched the whole index beside that."""
    for address in ("/", "/tim", "/ho-so/0197"):
        assert site.get(address, buffered=True).headers["Link"] == frontend.INDEX_AT_ONCE[1]
    for address in ("/index.html", "/desk", "/desk/hs/1", "/sw.js"):
        assert "Link" not in site.get(address, buffered=True).headers
