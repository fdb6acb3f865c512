"""A demo installation on a database of its own, prepared once for the tests that only look."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask

from backend import demo
from backend.app import create_app
from backend.core import clock
from backend.core.clock import VIETNAM
from backend.extensions import db
from backend.settings import Settings
from tests.support import databases
from tests.support.browser import Browser

WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=VIETNAM)
"""An ordinary working day."""


@dataclass(frozen=True, slots=True)
class Installation:
    """An application in demo mode, and the moment at which its data were made."""

    app: Flask
    settings: Settings
    now: datetime


@contextmanager
def installed(kind: str, folder: Path, now: datetime = WEDNESDAY) -> Iterator[Installation]:
    """On an empty database, not yet migrated."""
    with databases.empty_database(kind, folder) as url:
        settings = Settings(
            data_folder=folder,
            database_url=url,
            blob_url=f"file://{folder / 'blobs'}",
            rate_limit_url="memory://",
            secret_key="not-a-secret-of-anything-real",
            mode="demo",
        )
        app = create_app(settings)
        app.test_client_class = Browser
        with app.app_context():
            yield Installation(app, settings, now)
            db.session.remove()
            db.engine.dispose()


@pytest.fixture(scope="module")
def _prepared(
    database_kind: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    with installed(database_kind, tmp_path_factory.mktemp("demo")) as made:
        with clock.frozen(made.now):
            demo.prepare()
        yield made


@pytest.fixture
def prepared(_prepared: Installation) -> Iterator[Installation]:
    """The prepared installation at its own moment."""
    with _prepared.app.app_context(), clock.frozen(_prepared.now):
        yield _prepared
        db.session.remove()


@pytest.fixture
def empty(database_kind: str, tmp_path: Path) -> Iterator[Installation]:
    """An installation that nobody has prepared yet, at its own moment."""
    with installed(database_kind, tmp_path) as made, clock.frozen(made.now):
        yield made
