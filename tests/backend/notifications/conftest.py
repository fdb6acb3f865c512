"""A commune, its procedures, a citizen and an officer."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.support.factories.dossiers import World, make_world


@pytest.fixture
def world(app: Flask, tmp_path: Path) -> World:
    return make_world(app, tmp_path)
