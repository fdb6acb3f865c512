"""Databases for tests: a SQLite file, or a real PostgreSQL server that the tests start."""

from __future__ import annotations

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
    raise NotImplementedError(kind)


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
