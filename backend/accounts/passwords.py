"""Passwords and picture PINs: argon2id at about 50 ms (docs/decisions/0021), a few at a time."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Sequence

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from backend.accounts.digests import digest
from backend.core.problems import Problem

PICTURES = 12
PIN_LENGTH = 4

_hasher = PasswordHasher(time_cost=7, memory_cost=19_456, parallelism=1)
# Each hash takes 19 MiB and a core: many sign-ins at once must not push uploads aside.
_turns = threading.BoundedSemaphore(2)
# Compared with when there is nothing to compare with, so that an unknown login costs the same.
_NOBODY = (
    "$argon2id$v=19$m=19456,t=7,p=1$"
    "v+NSGLqIqvFA0g8cwlIm4A$/RnQ4xv3i9CGU02m931Nhx/6XohdPsQiqpcQ5YC6o3o"
)


def hashed(secret: str) -> str:
    """What is kept of a password."""
    with _turns:
        return _hasher.hash(_one_form(secret))


def is_right(kept: str | None, secret: str) -> bool:
    """Whether this is the password; the same work is done when there is none (`kept` is None)."""
    with _turns:
        try:
            _hasher.verify(kept or _NOBODY, _one_form(secret))
        except VerifyMismatchError:
            return False
    return kept is not None


def pin_text(pictures: Sequence[int]) -> str:
    """What is hashed of a picture PIN: keyed, because 20,736 PINs are soon tried through.

    Raises `pin_too_plain` for the same picture four times.
    """
    if len(set(pictures)) == 1:
        raise Problem("pin_too_plain")
    return digest("picture-pin", *(str(picture) for picture in pictures))


def _one_form(secret: str) -> str:
    """Keyboards write "ế" in two ways; both are the same password."""
    return unicodedata.normalize("NFC", secret)
