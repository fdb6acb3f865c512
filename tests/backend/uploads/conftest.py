"""People with a phone, and a tus client of a few lines."""

from __future__ import annotations

import base64
import io
import uuid
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from backend.uploads.hooks import CompletionAnswer, StoredUpload, hooks
from backend.uploads.lifecycle import sweep
from tests.support.factories.accounts import SignedIn, citizen_in, sender_headers
from tests.support.server import Server, running_server

CHUNK = "application/offset+octet-stream"


def problem(answer: TestResponse, status: int, code: str) -> None:
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert answer.headers["Tus-Resumable"] == "1.0.0"


class Phone:
    """A citizen's phone that speaks tus; `by_token` as its queue does, else with the cookie."""

    def __init__(self, app: Flask, signed: SignedIn, *, by_token: bool = False) -> None:
        self.person_id = signed.actor.person_id
        self.client = app.test_client() if by_token else signed.client
        self._headers = {"Tus-Resumable": "1.0.0"}
        if by_token:
            self._headers |= sender_headers(signed.send_token)

    def call(self, method: str, path: str, body: bytes = b"", **headers: str) -> TestResponse:
        """Any request; underscores in names of headers stand for hyphens."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(path, method=method, data=body, headers=self._headers | named)

    def create(self, size: int, **metadata: str) -> TestResponse:
        pairs = (f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in metadata.items())
        headers = {"Upload_Metadata": ",".join(pairs)} if metadata else {}
        return self.call("POST", "/api/uploads", Upload_Length=str(size), **headers)

    def send(
        self, upload: uuid.UUID | str, offset: int, body: bytes, **headers: str
    ) -> TestResponse:
        return self.call(
            "PATCH",
            f"/api/uploads/{upload}",
            body,
            Content_Type=CHUNK,
            Upload_Offset=str(offset),
            **headers,
        )

    def send_cut(
        self, upload: uuid.UUID | str, offset: int, arrives: bytes, announced: int, **headers: str
    ) -> TestResponse:
        """A body of which only the first bytes arrive."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.client.open(
            f"/api/uploads/{upload}",
            method="PATCH",
            input_stream=io.BytesIO(arrives),
            environ_overrides={"CONTENT_LENGTH": str(announced)},
            content_type=CHUNK,
            headers={**self._headers, "Upload-Offset": str(offset), **named},
        )

    def offset(self, upload: uuid.UUID | str) -> int:
        answer = self.call("HEAD", f"/api/uploads/{upload}")
        assert answer.status_code == 200
        return int(answer.headers["Upload-Offset"])


@pytest.fixture(autouse=True)
def _no_parts_of_earlier_tests(request: pytest.FixtureRequest) -> None:
    """The tables are emptied between tests; part files without a row are swept."""
    if "app" in request.fixturenames:
        request.getfixturevalue("app")
        sweep()


@pytest.fixture(scope="session")
def server(session_app: Flask, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """`motcua serve` on the database and the data folder of the tests' application."""
    log = tmp_path_factory.mktemp("server") / "log.txt"
    with running_server(session_app.extensions["settings"], log=log) as running:
        yield running


@pytest.fixture
def signed_in(app: Flask) -> SignedIn:
    return citizen_in(app)


@pytest.fixture
def phone(app: Flask, signed_in: SignedIn) -> Phone:
    """Lò Thị Mẫu's browser."""
    return Phone(app, signed_in)


@pytest.fixture
def queue(app: Flask, signed_in: SignedIn) -> Phone:
    """The queue of her phone: the send-only token, no cookie."""
    return Phone(app, signed_in, by_token=True)


@pytest.fixture
def stranger(app: Flask) -> Phone:
    """Somebody else's browser."""
    return Phone(app, citizen_in(app, "Giàng A Thử"))


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[StoredUpload]]:
    """What the domain above was told; it answers with a receipt."""
    heard: list[StoredUpload] = []

    def note(stored: StoredUpload) -> CompletionAnswer:
        heard.append(stored)
        return CompletionAnswer({"id": "receipt", "pages": [stored.sha256]}, slip="ABC-DEF-G")

    monkeypatch.setattr(hooks, "on_stored", note)
    return heard
