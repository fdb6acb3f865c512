"""What tests of editing share: days, an administrator's parts, a saving."""

from __future__ import annotations

from copy import deepcopy
from datetime import date, timedelta
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.catalogue.editing import publishing
from backend.catalogue.editing.publishing import Publication
from backend.catalogue.models import StoredVersion
from backend.core import clock
from backend.core.transaction import writing
from backend.extensions import db

REASON = "Quyết định 12/2026 của xã (thử)"


def day(ahead: int = 0) -> date:
    return clock.local(clock.now()).date() + timedelta(days=ahead)


def url(code: str, rest: str = "") -> str:
    return f"/api/desk/procedures/{code}{rest}"


def shown(client: FlaskClient, code: str) -> dict[str, Any]:
    answer = client.get(url(code))
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.get_json()
    return found


def parts(client: FlaskClient, code: str, version: int) -> dict[str, Any]:
    """What may be edited of a version."""
    one = next(v for v in shown(client, code)["versions"] if v["version"] == version)
    return deepcopy(one["parts"])


def save(
    client: FlaskClient,
    code: str,
    wanted: dict[str, Any],
    *,
    base: int = 1,
    revision: int = 0,
    ahead: int = 0,
    reason: str = REASON,
) -> TestResponse:
    body = {
        "base": base,
        "revision": revision,
        "parts": wanted,
        "effective_from": day(ahead).isoformat(),
        "reason": reason,
    }
    return client.put(url(code, "/edit"), json=body)


def publish(client: FlaskClient, code: str, revision: int = 1) -> TestResponse:
    return client.post(url(code, "/versions"), json={"revision": revision})


def publish_content(content: dict[str, Any], ahead: int = 0) -> StoredVersion:
    """The common function, as the desk and the list's import call it."""
    ready = publishing.prepare([Publication(content, day(ahead), "desk", REASON)])
    with writing():
        (made,) = publishing.publish(ready, by=None)
    return made


def ranges(code: str) -> list[tuple[int, str, str | None]]:
    """The versions in force on any day: number, first and last day."""
    db.session.rollback()
    rows = db.session.query(StoredVersion).filter_by(code=code, withdrawn_at=None)
    return [
        (
            row.version,
            row.effective_from.isoformat(),
            row.effective_to.isoformat() if row.effective_to else None,
        )
        for row in rows.order_by(StoredVersion.effective_from)
    ]
