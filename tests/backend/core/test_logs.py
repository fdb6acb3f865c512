"""Logs hold ids, never what people said."""

from __future__ import annotations

import json

import pytest
import structlog
from flask import Flask
from sqlalchemy.exc import IntegrityError

from backend.core import logs
from backend.core.transaction import writing
from tests.support.factories.accounts import make_citizen


def _collide() -> None:
    with writing():
        make_citizen("Lò Thị Mẫu", phone="+84912345678", id_number="038199000001")
        make_citizen("Lò Văn Thử", phone="+84987654321", id_number="038199000001")


def test_an_exception_is_logged_without_the_row_it_quotes(
    app: Flask, capsys: pytest.CaptureFixture[str]
) -> None:
    """Seen failing with structlog's own traceback: it prints the message and local values."""
    logs.configure()
    try:
        _collide()
    except IntegrityError:
        structlog.get_logger().exception("unexpected_error", route="/api/x")
    line = capsys.readouterr().err
    for said in ("912345678", "038199000001", "Mẫu", "Thử"):
        assert said not in line
    written = json.loads(line)
    assert (written["event"], written["route"], written["level"]) == (
        "unexpected_error",
        "/api/x",
        "error",
    )
    assert written["exceptions"][0]["type"] == "IntegrityError"
    assert any("_collide" in place for place in written["exceptions"][0]["at"])


def test_the_message_of_a_database_error_holds_no_values(app: Flask) -> None:
    """The statement's parameters stay out of it (PostgreSQL's own detail is cut by the log)."""
    with pytest.raises(IntegrityError) as caught:
        _collide()
    assert "Lò Văn Thử" not in str(caught.value)


@pytest.mark.parametrize("given", [None, False])
def test_a_line_without_an_exception(capsys: pytest.CaptureFixture[str], given: object) -> None:
    logs.configure()
    structlog.get_logger().info("stored", exc_info=given)
    assert "exceptions" not in json.loads(capsys.readouterr().err)
