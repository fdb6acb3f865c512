"""Alembic's entry: the application's own engine and metadata, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from alembic import context
from flask import current_app

config = context.config


def run_migrations() -> None:
    """Run in one transaction; SQLite rebuilds a table where it cannot alter it (batch mode)."""
    migrate = current_app.extensions["migrate"]
    engine = migrate.db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            process_revision_directives=drop_empty_revision,
            render_item=plain_types,
            **migrate.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()


def plain_types(kind: str, item: object, _context: object) -> str | bool:
    """Our own column types by what the database keeps: an old migration needs no code of ours."""
    if kind != "type":
        return False
    return {"UtcDateTime": "sa.DateTime(timezone=True)", "Json": "sa.JSON()"}.get(
        type(item).__name__, False
    )


def drop_empty_revision(_context: object, _revision: object, directives: list) -> None:
    """`flask db migrate` with nothing to do writes no file."""
    if getattr(config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


if context.is_offline_mode():
    raise SystemExit("Migrations run against a database; an offline script is not supported.")
run_migrations()
