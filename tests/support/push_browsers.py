"""Browsers that subscribe: their keys, and what they read from a push message."""

from __future__ import annotations

import base64
import json
import os
from dataclasses import dataclass, field
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


@dataclass(frozen=True)
class PushBrowser:
    """One browser with its own keys, at `endpoint`."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    secret: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def p256dh(self) -> str:
        return _text(
            self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        )

    @property
    def auth(self) -> str:
        return _text(self.secret)

    def offer(self, key_id: str, **wishes: Any) -> dict[str, Any]:
        """What its page posts to us."""
        keys = {"p256dh": self.p256dh, "auth": self.auth}
        return {"endpoint": self.endpoint, "keys": keys, "key_id": key_id, **wishes}

    def opened(self, body: bytes) -> bytes:
        """The plain bytes of an encrypted message."""
        plain: bytes = http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        )
        return plain

    def read(self, body: bytes) -> dict[str, Any]:
        """What its service worker gets."""
        told: dict[str, Any] = json.loads(self.opened(body))
        return told
