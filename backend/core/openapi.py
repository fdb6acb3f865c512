"""Our Blueprint and Api: unknown query arguments are refused, every error is a problem."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

import flask_smorest
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser

from backend.core.problems import Problem
from backend.core.schema import ProblemSchema

_PROBLEM_CONTENT = {"application/problem+json": {"schema": ProblemSchema}}


class _StrictParser(FlaskParser):
    """webargs drops unknown query arguments by itself; here they are an error like any other."""

    def __init__(self) -> None:
        super().__init__()
        self.DEFAULT_UNKNOWN_BY_LOCATION = {**self.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}

    def load_json(self, req: Any, schema: Any) -> Any:
        """JSON nested deeper than Python can follow is no request of ours."""
        try:
            return super().load_json(req, schema)
        except RecursionError as error:
            raise Problem("malformed") from error


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # flask-smorest ships no types.
    """A domain's routes; register it in `backend/blueprints.py`, where its audience stands."""

    ARGUMENTS_PARSER = _StrictParser()


class ProblemApi(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest ships no types.
    """The OpenAPI side of flask-smorest without its error handlers: `core.problems` answers."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to `core.problems`."""

    def _register_responses(self) -> None:
        """Every answer that is an error is a problem, with a problem's media type (RFC 9457)."""
        for status in HTTPStatus:
            answer: dict[str, Any] = {"description": status.phrase}
            if status >= HTTPStatus.BAD_REQUEST:
                answer["content"] = _PROBLEM_CONTENT
            self.spec.components.response(status.name, answer, lazy=True)
        default = {"description": "A problem of the catalogue.", "content": _PROBLEM_CONTENT}
        self.spec.components.response("DEFAULT_ERROR", default, lazy=True)
