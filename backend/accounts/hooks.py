"""What the accounts need of domains above them; `create_app` fills it in."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID


def _nobody_delivers(phone: str, code: str, agency_code: str | None) -> None:
    raise RuntimeError("No domain delivers sign-in codes; create_app has to name one.")


def _nothing_to_move(from_id: UUID, to_id: UUID) -> None:
    raise RuntimeError("No domain gives over what was sent; create_app has to name one.")


send_code: Callable[[str, str, str | None], None] = _nobody_delivers
"""Send `code` to an E.164 number in the name of an agency (None: which one is not known).

It runs in the transaction that made the code."""


def _nobody_else_cares(person_id: UUID, device_id: UUID | None) -> None:
    """Nothing above the accounts belongs to a phone."""


on_left: Callable[[UUID, UUID | None], None] = _nobody_else_cares
"""A person signed out of a phone or lost it (None: every phone of theirs), in that transaction."""

on_claimed: Callable[[UUID, UUID], None] = _nothing_to_move
"""What the first person (unverified) sent becomes the second one's, in the transaction of the
sign-in that claims it."""
