"""One transaction a write request: returning commits, raising rolls back. Nothing else commits.

A write begins only when its body has been read and the caller is known, so that no lock waits for
a slow phone. On SQLite it begins with BEGIN IMMEDIATE, one at a time: a second writer waits at the
door instead of failing in the middle. On PostgreSQL rows are locked by the queries that say so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from threading import RLock
from typing import Any, ParamSpec, TypeVar

from flask import Flask
from sqlalchemy import Connection, Engine, event

from backend.core.problems import Problem
from backend.extensions import db

P = ParamSpec("P")
R = TypeVar("R")

_WRITE = "motcua_write"
_TURN_SECONDS = 10.0
_writer = RLock()
KIND = "__motcua_transaction__"


@contextmanager
def writing() -> Iterator[None]:
    """A short write transaction of its own; whatever was only being read before is ended first.

    Objects loaded before it are detached from the truth: load again (FOR UPDATE) inside.
    """
    session = db.session
    session.rollback()
    session.expunge_all()
    with _turn():
        session.connection(execution_options={_WRITE: True})
        try:
            yield
            session.commit()
        except BaseException:
            session.rollback()
            raise


@contextmanager
def _turn() -> Iterator[None]:
    """On SQLite one writes at a time: the others wait here, each woken in turn, with no connection
    in their hands. Waiting inside SQLite is asking again and again, and some never get a turn."""
    if db.session.get_bind().dialect.name != "sqlite":
        yield
        return
    if not _writer.acquire(timeout=_TURN_SECONDS):
        raise Problem("unavailable", headers={"Retry-After": "5"})
    try:
        yield
    finally:
        _writer.release()


def end_reading() -> None:
    """Give the connection back; call it before waiting for a phone or another service."""
    db.session.rollback()


def writes(view: Callable[P, R]) -> Callable[P, R]:
    """A view that changes something: its whole body is one transaction."""

    @wraps(view)
    def in_transaction(*args: P.args, **kwargs: P.kwargs) -> R:
        with writing():
            return view(*args, **kwargs)

    setattr(in_transaction, KIND, "writes")
    return in_transaction


def is_write(view: object) -> bool:
    """Whether a view was marked with `writes`."""
    return getattr(view, KIND, None) == "writes"


def streams(view: Callable[P, R]) -> Callable[P, R]:
    """A view that reads its body as it arrives and opens its own short `writing()` blocks."""
    setattr(view, KIND, "streams")
    return view


def changes_nothing(view: Callable[P, R]) -> Callable[P, R]:
    """An unsafe method that writes no row (a preview, a check)."""
    setattr(view, KIND, "changes_nothing")
    return view


def init_engine(app: Flask, engine: Engine) -> None:
    """Prepare SQLite for use by many threads; PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: we say BEGIN or BEGIN IMMEDIATE.
        connection.isolation_level = None
        cursor = connection.cursor()
        # For other processes: who waits longer hears it, and comes again.
        cursor.execute("PRAGMA busy_timeout = 5000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        immediate = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
