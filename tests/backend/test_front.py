"""The front alone: bodies before threads, a bound on slow ones, silence, and what WSGI is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from backend import front
from backend.core.crowd import CROWDED
from backend.front import Front
from tests.support.factories.accounts import citizen_in

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


@dataclass
class Request:
    """As granian tells of one."""

    method: str = "GET"
    path: str = "/api/dossiers"
    headers: Headers = field(default_factory=Headers)
    proto: str = "http"
    query_string: str = "a=1"
    scheme: str = "http"
    server: str = "127.0.0.1:8000"
    client: str = "[::1]:5000"
    authority: str | None = None
    http_version: str = "1.1"


class Line:
    """A phone's line: pieces of a body, `None` for silence without end."""

    def __init__(self, *pieces: bytes | None) -> None:
        self._pieces = pieces
        self.taken = 0
        self.answers: list[tuple[int, list[tuple[str, str]], bytes]] = []

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self._pieces:
            if piece is None:
                await asyncio.Event().wait()
            assert piece is not None
            self.taken += len(piece)
            yield piece

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append((status, headers, body))


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """Answers with the body it read."""
    start("200 OK", [("X-Crowded", str(environ.get(CROWDED, False)))])
    return [environ["wsgi.input"].read()]


def answered(app: App, request: Request, line: Line, **kwargs: int) -> tuple[int, bytes]:
    asyncio.run(Front(app, small=1000, **kwargs).__rsgi__(request, line))
    ((status, _headers, body),) = line.answers
    return status, body


@pytest.mark.parametrize("path", ["/api/dossiers/1", "/api/uploads/1"])
def test_a_body_comes_through_whole(path: str) -> None:
    line = Line(b"abc", b"", b"d" * 500)
    assert answered(echo, Request("PUT", path), line) == (200, b"abc" + b"d" * 500)


def test_of_a_body_that_is_too_large_only_so_much_is_read() -> None:
    """Seen failing without the bound: everything was read into memory."""
    line = Line(*[b"x" * 600] * 100)
    assert answered(echo, Request("PUT"), line)[1] == b"x" * 1200
    assert line.taken == 1200


def test_of_a_small_body_that_was_cut_nothing_is_done() -> None:
    """Seen failing without the look at its length: half of a bank statement would pass for all."""

    def never(_environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        raise AssertionError("The application was asked.")

    request = Request("PUT", headers=Headers({"content-length": "900"}))
    assert answered(never, request, Line(b'{"a": 1}')) == (408, b"")


def test_what_is_larger_than_small_reaches_the_application_to_be_refused() -> None:
    request = Request("PUT", headers=Headers({"content-length": "5000"}))
    assert answered(echo, request, Line(b"x" * 1500)) == (200, b"x" * 1500)


@pytest.mark.parametrize("path", ["/api/dossiers/1", "/api/uploads/1"])
def test_silence_ends_a_body(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen failing without the limit: a half-open connection kept its thread for ever."""
    monkeypatch.setattr(front, "SILENCE_SECONDS", 0.05)
    assert answered(echo, Request("PATCH", path), Line(b"abc", None)) == (200, b"abc")


def test_a_slow_small_body_takes_no_thread() -> None:
    """Seen failing with bodies read by the thread: the second call waited for the first body."""

    async def both() -> None:
        served = Front(echo, small=1000)
        served._threads = front.ThreadPoolExecutor(1)
        slow, quick = Line(None), Line()
        waiting = asyncio.create_task(served.__rsgi__(Request("PUT"), slow))
        await asyncio.sleep(0)
        await served.__rsgi__(Request(), quick)
        assert (len(quick.answers), slow.answers) == (1, [])
        waiting.cancel()

    asyncio.run(asyncio.wait_for(both(), 20))


def test_one_slow_upload_too_many_is_sent_away_and_others_are_not() -> None:
    async def three() -> None:
        served = Front(echo, small=1000, uploads=1)
        slow, refused, other = Line(b"a", None), Line(b"a"), Line(b"a")
        waiting = asyncio.create_task(served.__rsgi__(Request("PATCH", "/api/uploads/1"), slow))
        await asyncio.sleep(0)
        await served.__rsgi__(Request("PATCH", "/api/uploads/2"), refused)
        await served.__rsgi__(Request("PUT"), other)
        crowded = [dict(line.answers[0][1])["X-Crowded"] for line in (refused, other)]
        assert crowded == ["True", "False"]
        waiting.cancel()

    asyncio.run(asyncio.wait_for(three(), 20))


@pytest.mark.parametrize("method", ["POST", "PATCH"])
def test_who_is_sent_away_is_told_when_to_come_again(app: Flask, method: str) -> None:
    answer = citizen_in(app).client.open(
        "/api/uploads" if method == "POST" else "/api/uploads/018f0000-0000-7000-8000-000000000001",
        method=method,
        environ_overrides={CROWDED: True},
    )
    assert (answer.status_code, answer.get_json()["code"]) == (503, "unavailable")
    assert answer.headers["Retry-After"] == "15"


def test_what_wsgi_is_told() -> None:
    told: dict[str, Any] = {}

    def note(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        told.update(environ)
        start("204 No Content", [])
        return []

    sent = Headers()
    for name, value in [
        ("content-length", "3"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
        ("x-a", "1"),
        ("x-a", "2"),
        ("content_type", "application/json"),
    ]:
        sent.add(name, value)
    request = Request("PUT", "/tìm", sent, authority="motcua.example")
    assert answered(note, request, Line(b"abc")) == (204, b"")
    assert told["PATH_INFO"].encode("latin-1").decode() == "/tìm"
    assert (told["HTTP_HOST"], told["REMOTE_ADDR"]) == ("motcua.example", "::1")
    assert (told["HTTP_COOKIE"], told["HTTP_X_A"]) == ("a=1; b=2", "1,2")
    assert told["CONTENT_LENGTH"] == "3"
    assert "CONTENT_TYPE" not in told, "A name with an underscore must not pass for another."


def test_a_fault_outside_of_flask_is_an_answer_too() -> None:
    def fault(_environ: dict[str, Any], _start: Callable[..., Any]) -> Iterable[bytes]:
        raise ValueError

    status, _body = answered(fault, Request(), Line())
    assert status == 500
