"""The settings of the application that is running."""

from __future__ import annotations

from flask import current_app

from backend.settings import Settings


def current_settings() -> Settings:
    """The frozen settings that `create_app` was given."""
    settings: Settings = current_app.extensions["settings"]
    return settings
