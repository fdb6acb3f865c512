"""Keyed digests: what is compared later is kept as an HMAC under the installation's secret.

A copy of the database without the secret therefore opens nothing: six digits or four pictures
alone could be guessed from a plain hash within seconds.
"""

from __future__ import annotations

import hashlib
import hmac

from backend.core.configuration import current_settings


def keyed(purpose: str, *parts: str) -> bytes:
    """32 bytes bound to `purpose`; equal parts give equal bytes."""
    message = "\x00".join((purpose, *parts)).encode()
    return hmac.digest(current_settings().secret_key.encode(), message, hashlib.sha256)


def digest(purpose: str, *parts: str) -> str:
    """The same as 64 hexadecimal digits, for a column."""
    return keyed(purpose, *parts).hex()


def matches(kept: str, purpose: str, *parts: str) -> bool:
    """Whether `parts` give the kept digest, in constant time."""
    return hmac.compare_digest(kept, digest(purpose, *parts))
