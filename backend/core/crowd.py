"""Too many slow bodies at once: the server lets no further one in for a while."""

from __future__ import annotations

from flask import request

from backend.core.problems import Problem

CROWDED = "motcua.crowded"
"""The server sets it in a request's environment when no thread is left to wait for its body."""


def refuse_when_crowded() -> None:
    """`unavailable`, before anything of the request is looked at: the phone comes again."""
    if request.environ.get(CROWDED):
        raise Problem("unavailable", headers={"Retry-After": "15"})
