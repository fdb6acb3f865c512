"""Errors that a person or another program sees: `application/problem+json` (RFC 9457).

A domain raises `Problem("code")`; the sentence, the status and the translations stand in the
catalogue. Nothing else ever reaches the wire: an unexpected exception becomes `internal`, and its
trace goes to the log.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from flask import Flask, Response, json, request
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from backend.core.problem_catalogue import CATALOGUE, ProblemType

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"

_BY_STATUS = {
    400: "malformed",
    401: "sign_in_required",
    403: "forbidden",
    404: "not_found",
    405: "method_not_allowed",
    406: "not_acceptable",
    412: "stale",
    413: "too_large",
    415: "unsupported_media_type",
    422: "invalid",
    428: "precondition_required",
    429: "too_many_requests",
    503: "unavailable",
}


class Problem(Exception):
    """A public error by its code in the catalogue.

    `errors` maps a field's path to what is wrong with it; `members` are further members of the
    answer (a slip number, a receipt); `headers` go out with it (Retry-After, Tus-Resumable).
    """

    def __init__(
        self,
        code: str,
        *,
        errors: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        **members: Any,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.type: ProblemType = CATALOGUE[code]
        self.errors = errors
        self.headers = dict(headers or {})
        self.members = members

    def response(self) -> Response:
        """The answer in the language that the client prefers, Vietnamese unless it asks."""
        return _answer(self.code, self.type, self.errors, self.members, self.headers)


def _answer(
    code: str,
    kind: ProblemType,
    errors: Mapping[str, Any] | None = None,
    members: Mapping[str, Any] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    english = request.accept_languages.best_match(["vi", "en"], "vi") == "en"
    body: dict[str, Any] = {
        "code": code,
        "status": kind.status,
        "title": kind.en if english else kind.vi,
        **(members or {}),
    }
    if errors:
        body["errors"] = errors
    # An error names a field as it was sent; a lone surrogate has no bytes, only an escape.
    text = json.dumps(body, separators=(",", ":")).encode("utf-8", "backslashreplace")
    response = Response(text, status=kind.status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = "en" if english else "vi"
    response.headers["Vary"] = "Accept-Language"
    for name, value in (headers or {}).items():
        response.headers[name] = value
    return response


def from_http_exception(error: HTTPException) -> Response:
    """Werkzeug's and webargs' exceptions in our own words; their details stay, their prose goes."""
    if error.response is not None and isinstance(error.response, Response):
        return error.response
    code = _BY_STATUS.get(
        error.code or 500, "internal" if (error.code or 500) >= 500 else "malformed"
    )
    errors = getattr(error, "data", None) or {}
    messages = errors.get("messages") or errors.get("errors")
    if isinstance(messages, dict) and len(messages) == 1 and {*messages} <= {"json", "query"}:
        messages = next(iter(messages.values()))
        messages = messages if isinstance(messages, dict) else {"_": messages}
    headers = dict(errors.get("headers") or {})
    retry_after = getattr(error, "retry_after", None)
    if code == "too_many_requests":
        headers["Retry-After"] = str(retry_after or 60)
    allowed = getattr(error, "valid_methods", None)
    if allowed:
        headers["Allow"] = ", ".join(allowed)
    kind = CATALOGUE[code]
    return _answer(code, kind, messages, None, headers)


def _from_database(error: DBAPIError) -> Response:
    """A database that is away, full, or locked for too long: the phone keeps everything and comes
    again. What the database holds against the statement itself is a fault of ours."""
    away = isinstance(error, OperationalError | InterfaceError) or error.connection_invalidated
    if not away:
        return _from_unexpected(error)
    log.error("database_unavailable", error=type(error.orig).__name__)
    return _answer("unavailable", CATALOGUE["unavailable"], headers={"Retry-After": "5"})


def _from_crowd(_error: PoolTimeout) -> Response:
    """Every connection was in use for too long: the same to the phone as a database away."""
    log.error("database_crowded")
    return _answer("unavailable", CATALOGUE["unavailable"], headers={"Retry-After": "5"})


def _from_unexpected(error: Exception) -> Response:
    log.exception("unexpected_error", route=request.url_rule.rule if request.url_rule else None)
    return _answer("internal", CATALOGUE["internal"])


def init_app(app: Flask) -> None:
    """Let every error of every route leave through the catalogue."""
    app.register_error_handler(Problem, lambda problem: problem.response())
    app.register_error_handler(HTTPException, from_http_exception)
    app.register_error_handler(DBAPIError, _from_database)
    app.register_error_handler(PoolTimeout, _from_crowd)
    app.register_error_handler(Exception, _from_unexpected)
