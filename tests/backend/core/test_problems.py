"""Whatever goes wrong leaves as a problem of the catalogue, in the caller's language."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import (
    MethodNotAllowed,
    NotAcceptable,
    RequestEntityTooLarge,
    TooManyRequests,
    UnsupportedMediaType,
)

from backend.core import problems
from backend.core.problems import MEDIA_TYPE, Problem

FAULTS: dict[str, Exception] = {
    "method": MethodNotAllowed(valid_methods=["GET"]),
    "type": UnsupportedMediaType(),
    "accept": NotAcceptable(),
    "busy": TooManyRequests(),
    "large": RequestEntityTooLarge(),
    "database": OperationalError("SELECT secret", {}, Exception("password=secret")),
    "closed": InterfaceError("SELECT secret", {}, Exception("secret")),
    "dropped": DBAPIError("SELECT secret", {}, Exception("secret"), connection_invalidated=True),
    "statement": IntegrityError("SELECT secret", {}, Exception("secret")),
    "crowd": PoolTimeout("secret"),
    "name": Problem("invalid", errors={"\ud800": ["Mục này không có."]}),
    "bug": KeyError("secret"),
    "ours": Problem("stale", version=3),
}


@pytest.fixture
def faulty() -> FlaskClient:
    """An application in which everything fails."""
    app = Flask(__name__)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # As in `create_app`.
    problems.init_app(app)

    @app.get("/<name>")
    def fail(name: str) -> str:
        raise FAULTS[name]

    return app.test_client()


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("method", 405, "method_not_allowed"),
        ("type", 415, "unsupported_media_type"),
        ("accept", 406, "not_acceptable"),
        ("busy", 429, "too_many_requests"),
        ("large", 413, "too_large"),
        ("database", 503, "unavailable"),
        ("closed", 503, "unavailable"),
        ("dropped", 503, "unavailable"),
        ("crowd", 503, "unavailable"),
        ("statement", 500, "internal"),
        ("name", 422, "invalid"),
        ("bug", 500, "internal"),
        ("ours", 412, "stale"),
    ],
)
def test_every_fault_is_a_problem(faulty: FlaskClient, name: str, status: int, code: str) -> None:
    answer = faulty.get(f"/{name}")
    assert (answer.status_code, answer.content_type) == (status, MEDIA_TYPE)
    assert (answer.json or {})["code"] == code
    assert answer.headers["Cache-Control"] == "no-store"
    assert b"secret" not in answer.data


def test_waiting_is_told_in_the_header(faulty: FlaskClient) -> None:
    assert faulty.get("/busy").headers["Retry-After"] == "60"
    assert faulty.get("/database").headers["Retry-After"] == "5"
    assert faulty.get("/method").headers["Allow"] == "GET"


def test_vietnamese_unless_english_is_asked(faulty: FlaskClient) -> None:
    assert "Chưa ghi gì đè lên" in faulty.get("/ours").text
    english = faulty.get("/ours", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert "Nothing was overwritten" in english.text
    assert english.headers["Content-Language"] == "en"
    assert "Chưa ghi" in faulty.get("/ours", headers={"Accept-Language": "fr"}).text


def test_members_of_a_problem_reach_the_client(faulty: FlaskClient) -> None:
    assert (faulty.get("/ours").json or {})["version"] == 3
