"""Migrations go up, down and up again, and say the same as the models, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import check, downgrade, upgrade
from sqlalchemy import inspect, text

from backend import database
from backend.app import create_app
from backend.extensions import Base, db
from backend.settings import Settings, shipped
from tests.support import databases


@pytest.fixture
def fresh_app(database_kind: str, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database that nobody has touched."""
    with databases.empty_database(database_kind, tmp_path) as url:
        app = create_app(
            Settings(
                data_folder=tmp_path,
                database_url=url,
                blob_url=f"file://{tmp_path / 'blobs'}",
                rate_limit_url="memory://",
                secret_key="not-a-secret-of-anything-real",
                mode="test",
            )
        )
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_up_down_and_up_again(fresh_app: Flask) -> None:
    database.upgrade()
    assert tables() == set(Base.metadata.tables)
    downgrade(directory=str(shipped("migrations")), revision="base")
    assert tables() == set()
    database.upgrade()
    assert tables() == set(Base.metadata.tables)


def test_tokens_of_the_first_release_go_on_sending(fresh_app: Flask) -> None:
    """A phone's queue outlives the upgrade: its token was last used when it was made."""
    upgrade(directory=str(shipped("migrations")), revision="0007_dossiers")
    made, person, token = "2026-09-01 02:00:00+00:00", "1" * 32, "2" * 32
    with db.engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO people (id, full_name, search_name, role, is_demo, created_at)"
                " VALUES (:id, 'Lò Thị Mẫu', 'lo thi mau', 'citizen', :no, :at)"
            ),
            {"id": person, "no": False, "at": made},
        )
        connection.execute(
            text(
                "INSERT INTO send_tokens"
                " (id, person_id, device_id, device_name, token_hash, created_at)"
                " VALUES (:id, :person, :id, 'Máy', 'x', :at)"
            ),
            {"id": token, "person": person, "at": made},
        )
    database.upgrade()
    with db.engine.connect() as connection:
        kept = connection.execute(text("SELECT last_seen_at, created_at FROM send_tokens")).one()
    assert kept[0] == kept[1]


def test_the_models_say_nothing_that_no_migration_says(fresh_app: Flask) -> None:
    database.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    # The same by the operator's command, which raises where it finds a difference.
    check(directory=str(shipped("migrations")))
