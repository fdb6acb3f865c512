"""Calls of one address are bounded, whatever they ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from backend import app as application
from backend.app import create_app
from backend.extensions import db
from backend.settings import Settings


def production(folder: Path) -> Flask:
    """An application as it is served, with a database of its own."""
    return create_app(
        Settings(
            data_folder=folder,
            database_url=f"sqlite:///{folder / 'test.db'}",
            blob_url=f"file://{folder / 'blobs'}",
            rate_limit_url="memory://",
            secret_key="not-a-secret-of-anything-real",
            mode="production",
        )
    )


def test_a_flood_is_held_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the limit of the application that answers. Seen failing where the first application of a
    process set the limit of all."""
    before = production(tmp_path)
    monkeypatch.setattr(application, "FLOOD_LIMIT", "3 per year")  # No window ends midway.
    app = production(tmp_path)
    client = app.test_client()
    answers = [client.get("/api/places/communes") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert (answers[3].json or {})["code"] == "too_many_requests"
    assert int(answers[3].headers["Retry-After"]) > 0
    for one in (before, app):
        with one.app_context():
            db.engine.dispose()
