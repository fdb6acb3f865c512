"""Bodies that no phone of ours sends: refused clearly, whatever the route."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.factories.accounts import citizen_in

DEEP = b"[" * 100_000


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (DEEP, 400, "malformed"),
        (b'{"a":' * 50_000, 400, "malformed"),
        (b"{", 400, "malformed"),
        (b"\xff\xfe", 400, "malformed"),
        (b"[" + b"1," * 200_000 + b"1]", 413, "too_large"),
        (b"null", 422, "invalid"),
        (b"[]", 422, "invalid"),
        (b"{}", 422, "invalid"),
    ],
)
def test_a_strange_body_is_a_clear_problem(app: Flask, body: bytes, status: int, code: str) -> None:
    answer = citizen_in(app).client.put(
        "/api/dossiers/01a200e7-3d5b-73ab-902a-ae92ce20566c",
        data=body,
        content_type="application/json",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert (answer.status_code, (answer.json or {})["code"]) == (status, code)
