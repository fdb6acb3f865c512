"""Text that only this installation can read again (Fernet: AES-128-CBC with HMAC)."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from backend.core.configuration import current_settings

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


def seal(text: str) -> bytes:
    """What is kept in a column."""
    return _box().encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again; raises InvalidToken when the installation's secret was changed since."""
    return _box().decrypt(sealed).decode()


def _box() -> Fernet:
    from cryptography.fernet import Fernet

    key = hashlib.sha256(b"outgoing-messages\x00" + current_settings().secret_key.encode())
    return Fernet(base64.urlsafe_b64encode(key.digest()))
