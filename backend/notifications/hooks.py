"""What the worker does beside sending; `create_app` and the domain itself fill it in."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

beside: list[Callable[[datetime], object]] = []
"""Called by every worker every few seconds, one after the other, with the present moment. Each
opens its own short transactions, and must bear that another worker does the same at that time."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A dossier as a text may ask for it: the number it carries (E.164), and plain facts."""

    dossier_id: uuid.UUID
    agency_code: str
    number: str
    facts: Mapping[str, Any]


def _nobody_knows(_slip: str) -> Carried | None:
    raise RuntimeError("No domain knows slip numbers; create_app has to name one.")


carried: Callable[[str], Carried | None] = _nobody_knows
"""The dossier whose slip number somebody wrote; None for what is none, or has no number."""
