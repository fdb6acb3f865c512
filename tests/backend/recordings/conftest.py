"""An administrator of a commune with two small procedures."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.core.access import Actor, Role
from tests.support.factories.accounts import officer_in
from tests.support.factories.catalogue import COPY, imported

LIST = "/api/desk/recordings"


@dataclass(frozen=True)
class Commune:
    """Its administrator's browser, and a phone."""

    app: Flask
    administrator: Actor
    desk: FlaskClient
    phone: FlaskClient
    folder: Path

    def listed(self, language: str = "vi", **query: str) -> Any:
        answer = self.desk.get(LIST, query_string={"language": language, **query})
        assert answer.status_code == 200, answer.json
        return answer.json

    def id_of(self, text: str) -> str:
        return next(row["id"] for row in self.listed()["sentences"] if row["text"] == text)

    def send(self, sentence: str, data: bytes, language: str = "vi") -> TestResponse:
        return self.desk.put(f"{LIST}/{language}/{sentence}", data=data)

    def heard(self, language: str = "vi", code: str = COPY, **query: str) -> Any:
        answer = self.phone.get(
            f"/api/catalogue/{code}/recordings", query_string={"language": language, **query}
        )
        assert answer.status_code == 200, answer.json
        return answer.json


@pytest.fixture
def commune(app: Flask, tmp_path: Path) -> Commune:
    imported(tmp_path)
    imported(tmp_path, "without_form")
    officer = officer_in(app, "Lường Thị Thử", role=Role.ADMINISTRATOR)
    desk = officer.client
    desk.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"
    return Commune(app, officer.actor, desk, app.test_client(), tmp_path)
