"""A commune with its account, its merchant and a citizen who owes 16.000 đồng."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from backend.settings import PaymentSettings
from tests.support.factories import payments
from tests.support.factories.dossiers import World, make_world


@pytest.fixture
def world(app: Flask, tmp_path: Path) -> Iterator[World]:
    before = app.extensions["settings"]
    app.extensions["settings"] = replace(before, payments=payments.SETTINGS)
    made = make_world(app, tmp_path)
    payments.make_payee()
    yield made
    app.extensions["settings"] = before


@pytest.fixture
def without_providers(world: World) -> Iterator[World]:
    """The same commune without a contract with anybody."""
    before = world.app.extensions["settings"]
    world.app.extensions["settings"] = replace(before, payments=PaymentSettings())
    yield world
    world.app.extensions["settings"] = before
