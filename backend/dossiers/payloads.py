"""Versions of what phones send, and how an older one reads today. Pure.

A queue may wait a whole winter on a phone without a link, and its bytes froze at "gửi". So an older
payload is never refused: it is carried, one version at a time, to the present shape, which alone
is checked and kept. What decides a replay is the fingerprint of the bytes as they were sent.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Body = dict[str, Any]

PRESENT = 2


def _to_2(body: Body) -> Body:
    """2 also tells where a draft stopped (`eligibility`, `step`); both may be missing."""
    return {**body, "payload": 2}


_STEPS: Mapping[int, Callable[[Body], Body]] = {1: _to_2}
"""By the version a step begins at; it leads to the next."""


def is_from_the_future(body: object) -> bool:
    """Whether a newer app made it than this server knows."""
    version = body.get("payload") if isinstance(body, dict) else None
    return isinstance(version, int) and version > PRESENT


def upgraded(body: Mapping[str, Any]) -> Body:
    """The same content in the present shape; the given one stays as it is.

    What names no known version comes back unchanged, for the schema to say so.
    """
    shape = dict(body)
    while (step := _STEPS.get(_version(shape))) is not None:
        shape = step(shape)
    return shape


def _version(body: Body) -> int:
    version = body.get("payload")
    return version if isinstance(version, int) and not isinstance(version, bool) else 0
