"""Our Blueprint and Api: unknown query arguments are refused, every error is a problem."""

from __future__ import annotations

from typing import Any

import flask_smorest
from flask import Flask
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser

from backend.core.schema import ProblemSchema

_PROBLEM_RESPONSE = {
    "description": "A problem from the catalogue of errors.",
    "content": {"application/problem+json": {"schema": ProblemSchema}},
}


class _StrictParser(FlaskParser):
    """webargs drops unknown query arguments by itself; here they are an error like any other."""

    def __init__(self) -> None:
        super().__init__()
        self.DEFAULT_UNKNOWN_BY_LOCATION = {**self.DEFAULT_UNKNOWN_BY_LOCATION, "query": RAISE}


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]  # flask-smorest ships no types.
    """A domain's routes; register it in `backend/blueprints.py`, where its audience stands."""

    ARGUMENTS_PARSER = _StrictParser()


class ProblemApi(flask_smorest.Api):  # type: ignore[misc]  # flask-smorest ships no types.
    """The OpenAPI side of flask-smorest without its error handlers: `core.problems` answers."""

    ERROR_SCHEMA = ProblemSchema

    def _register_error_handlers(self) -> None:
        """Leave errors to `core.problems`."""

    def init_app(self, app: Flask, **kwargs: Any) -> None:
        """Bind, and describe problems with their own media type (RFC 9457)."""
        super().init_app(app, **kwargs)
        self.spec.components.response("DEFAULT_ERROR", _PROBLEM_RESPONSE, lazy=False)
