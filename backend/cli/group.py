"""The command `motcua`, and what each of its parts needs: settings, and the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from backend.settings import Settings, SettingsError, load

P = ParamSpec("P")
R = TypeVar("R")


@click.group()
def main() -> None:
    """Một Cửa Vùng Cao: the commune's one-stop desk."""


def settings() -> Settings:
    """From the environment; what is wrong in it ends the command with a sentence."""
    try:
        return load()
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def with_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application made from the environment's settings."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        from backend.app import create_app
        from backend.extensions import db

        given = settings()
        given.data_folder.mkdir(parents=True, exist_ok=True)
        with create_app(given).app_context():
            try:
                return command(*args, **kwargs)
            finally:
                db.session.remove()
                db.engine.dispose()

    return inside
