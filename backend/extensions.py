"""Flask extensions, unbound (`create_app` binds them), and the base class of all tables."""

from __future__ import annotations

from flask import current_app
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import LoginManager
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import MetaData
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    """One metadata with predictable constraint names: migrations can name what they drop."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(
    model_class=Base,
    # An acknowledged row is plain data after its commit: nothing is read again to answer.
    # Flushes are explicit or at commit, so that a query never writes by surprise.
    session_options={"expire_on_commit": False},
)
migrate = Migrate()
login_manager = LoginManager()


def _flood_limit() -> str:
    """Of the application that answers: the first one of a process does not set it for all."""
    return str(current_app.config["FLOOD_LIMIT"])


limiter = Limiter(key_func=get_remote_address, headers_enabled=False, default_limits=[_flood_limit])
