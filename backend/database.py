"""Bringing a database to this version's tables."""

from __future__ import annotations

from backend.settings import shipped


def upgrade() -> None:
    """Alembic's upgrade to the newest migration, from the checkout or from the wheel."""
    from flask_migrate import upgrade as alembic_upgrade

    alembic_upgrade(directory=str(shipped("migrations")))
