"""A commune, its procedures, a citizen and an officer; a push service and a phone there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from backend.core.configuration import current_settings
from backend.settings import Settings
from tests.support.factories.dossiers import World, make_world
from tests.support.push_service import PushService, push_service
from tests.support.push_workers import CalledPerson, calling


@pytest.fixture
def world(app: Flask, tmp_path: Path) -> World:
    return make_world(app, tmp_path)


@pytest.fixture
def service() -> Iterator[PushService]:
    """A push service that answers as it is told."""
    with push_service() as made:
        yield made


@pytest.fixture
def settings(app: Flask, service: PushService) -> Settings:
    """The application's, with that push service allowed."""
    return calling(current_settings(), service.origin)


@pytest.fixture
def phone(app: Flask, settings: Settings, service: PushService) -> CalledPerson:
    """Somebody's phone there."""
    return CalledPerson(settings, service)
