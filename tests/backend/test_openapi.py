"""The API as its own description says: strangers' calls find no 5xx and no undocumented answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import checks

from backend.core.access import Role
from tests.support.factories.accounts import SignedIn, citizen_in, officer_in

EXAMPLES = 8
"""Calls tried for each operation and each caller; the seed is hypothesis's own."""

checks.load_all_checks()
CHECKS = checks.CHECKS.get_by_names(
    [
        "not_a_server_error",
        "status_code_conformance",
        "content_type_conformance",
        "response_schema_conformance",
        "response_headers_conformance",
    ]
)


@schemathesis.serializer("application/offset+octet-stream")
def piece_of_a_file(_context: object, value: object) -> bytes:
    """The body of an upload's PATCH: bytes as they are."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


CALLERS: dict[str, Callable[[Flask], SignedIn | None]] = {
    "stranger": lambda _app: None,
    "citizen": citizen_in,
    "officer": officer_in,
    "administrator": lambda app: officer_in(app, role=Role.ADMINISTRATOR),
}


def operations(app: Flask) -> list[tuple[str, str]]:
    """Every method and path that the description lists."""
    description = app.test_client().get("/api/openapi.json").get_json()
    return [
        (method, path)
        for path, item in description["paths"].items()
        for method in item
        if method in {"get", "put", "post", "patch", "delete"}
    ]


@pytest.mark.parametrize("caller", CALLERS)
def test_no_caller_finds_a_fault_or_an_undocumented_answer(app: Flask, caller: str) -> None:
    signed_in = CALLERS[caller](app)
    headers = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "identity"}
    if signed_in:
        cookie = signed_in.client.get_cookie("motcua")
        assert cookie is not None
        headers["Cookie"] = f"motcua={cookie.value}"
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", app)
    failures: list[str] = []
    for method, path in operations(app):
        _try(schema, method, path, headers, failures)
    assert not failures, "\n\n".join(failures)


def _try(
    schema: schemathesis.BaseSchema,
    method: str,
    path: str,
    headers: dict[str, str],
    failures: list[str],
) -> None:
    operation = schema[path][method.upper()]

    @given(data=st.data())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    def call(data: st.DataObject) -> None:
        case = data.draw(operation.as_strategy())
        case.call_and_validate(headers=headers, checks=CHECKS)

    try:
        call()
    except (Exception, BaseExceptionGroup) as error:  # Every fault is listed, not only the first.
        failures.append(f"{method.upper()} {path}: {str(error)[:600]}")
