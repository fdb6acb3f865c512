"""Logs: one JSON object a line, on standard error, with ids and never with what people said.

An exception is logged as its types and the places in the code it passed. Its message and the
values around it stay out: a database's message quotes the row, and a row holds names and numbers.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator

import structlog
from structlog.typing import EventDict, WrappedLogger


def configure() -> None:
    """Set up structlog for the process."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _types_and_places,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )


def _types_and_places(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    info = event.pop("exc_info", None)
    error = sys.exc_info()[1] if info is True else info
    if isinstance(error, tuple):
        error = error[1]
    if isinstance(error, BaseException):
        event["exceptions"] = [
            {"type": type(found).__qualname__, "at": list(_places(found))}
            for found in _chain(error)
        ]
    return event


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, then what caused it, and so on."""
    found: BaseException | None = error
    while found is not None:
        yield found
        found = found.__cause__ or found.__context__


def _places(error: BaseException) -> Iterator[str]:
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"{frame.filename}:{frame.lineno} {frame.name}"
