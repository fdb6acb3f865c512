"""The test client: every call runs as in a server, in an application context of its own.

Tests hold an application context open. A call inside it would share its `g` and its database
session, so that one person's sign-in would stick to the next person's call.
"""

from __future__ import annotations

import contextvars
from typing import Any

from flask.globals import _cv_app
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.extensions import db


class Browser(FlaskClient):
    """A browser on our own pages: its calls carry the same-origin mark."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.environ_base["HTTP_SEC_FETCH_SITE"] = "same-origin"

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Call, and let the test read afresh what the call has changed."""
        if _cv_app.get(None) is not None:
            db.session.remove()
        return contextvars.copy_context().run(self._open_outside, *args, **kwargs)

    def _open_outside(self, *args: Any, **kwargs: Any) -> TestResponse:
        _cv_app.set(None)  # type: ignore[arg-type]  # Only Flask's own pop would unset it.
        return super().open(*args, **kwargs)
