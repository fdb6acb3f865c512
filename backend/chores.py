"""What a day leaves behind is tidied by the server itself: no operator has to think of it.

Each worker does it soon after it started and then once a day. Twice at once does no harm: both
look at the same rows, and what one removed the other does not find.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

import structlog
from flask import Flask

from backend.core.transaction import writing
from backend.dossiers.service import forget_stale_drafts
from backend.extensions import db
from backend.uploads.service import sweep

log = structlog.get_logger(__name__)

FIRST_SECONDS: Final = 60.0
"""After the start, when nobody waits for the server to come up any more."""
DAY_SECONDS: Final = 86_400.0
AGAIN_SECONDS: Final = 600.0
"""After a failure: the database may have been away."""


def tidy() -> tuple[int, int]:
    """Forget drafts nobody touched for long and sweep expired uploads; how many of each."""
    forgotten = 0
    while True:
        with writing():  # In batches, so that nobody waits long for the lock.
            batch = forget_stale_drafts()
        if batch == 0:
            return forgotten, sweep()
        forgotten += batch


def keep_tidy(app: Flask) -> None:
    """Tidy from now on, in a thread that ends with the process."""
    threading.Thread(target=_days, args=(app, threading.Event().wait), daemon=True).start()


def _days(app: Flask, rest: Callable[[float], object]) -> None:
    rest(FIRST_SECONDS)
    while True:
        rest(DAY_SECONDS if _tidied(app) else AGAIN_SECONDS)


def _tidied(app: Flask) -> bool:
    with app.app_context():
        try:
            forgotten, swept = tidy()
        except Exception:  # A day's tidying that fails must not end the days after it.
            log.exception("tidying_failed")
            return False
        finally:
            db.session.remove()
    if forgotten or swept:
        log.info("tidied", drafts=forgotten, uploads=swept)
    return True
