"""Our keys towards push services (VAPID, RFC 8292): made at the first run, kept by their owner.

A browser subscribes with one public key, and its push service takes messages signed by that key
alone. So after a rotation the older keys stay and go on serving the older subscriptions, until
each phone has subscribed anew. Folder: one `<id>.pem` a key, and `current` that names the newest.
"""

from __future__ import annotations

import base64
import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

TOKEN_SECONDS: Final = 12 * 3600
"""How long a signed token is good; push services take at most 24 hours (RFC 8292, 2)."""
_FRESH_SECONDS: Final = 3600
"""A token with less time left is not used again: the service's clock is not ours."""
_OWNER_ONLY: Final = 0o600


class KeyGone(LookupError):
    """The operator took this key away: its subscriptions can no more be reached."""


class Keys:
    """The key pairs of an installation, in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._loaded: dict[str, EllipticCurvePrivateKey] = {}

    def current(self) -> str:
        """The id of the key that new subscriptions are made with; the first call makes one."""
        named = self._folder / "current"
        try:
            return named.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            made = self._make()
            self._name(made, replace=False)
            return named.read_text(encoding="ascii").strip()

    def rotate(self) -> str:
        """Make a new key and name it the current one; the older ones stay."""
        made = self._make()
        self._name(made, replace=True)
        return made

    def drop(self, key_id: str) -> None:
        """Take a key away, because somebody else has it. Raises KeyGone when it is not there, and
        ValueError for the current one, which is rotated first."""
        if key_id == self.current():
            raise ValueError("The current key is rotated before it is dropped.")
        if key_id not in self.known():
            raise KeyGone(key_id)
        self._file(key_id).unlink()
        self._loaded.pop(key_id, None)

    def known(self) -> list[str]:
        """The ids of all keys that are kept."""
        return sorted(file.stem for file in self._folder.glob("*.pem"))

    def public(self, key_id: str) -> str:
        """What a browser subscribes with: the uncompressed point, base64url. Raises KeyGone."""
        return _text(_point(self.private(key_id)))

    def private(self, key_id: str) -> EllipticCurvePrivateKey:
        """The key itself; raises KeyGone."""
        found = self._loaded.get(key_id)
        if found is None or not self._file(key_id).exists():
            found = self._loaded[key_id] = self._load(key_id)
        return found

    def _load(self, key_id: str) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        try:
            data = self._file(key_id).read_bytes()
        except FileNotFoundError as error:
            raise KeyGone(key_id) from error
        loaded = load_pem_private_key(data, password=None)
        if not isinstance(loaded, EllipticCurvePrivateKey):
            raise KeyGone(key_id)
        return loaded

    def _make(self) -> str:
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import (
            Encoding,
            NoEncryption,
            PrivateFormat,
        )

        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        key = ec.generate_private_key(ec.SECP256R1())
        key_id = hashlib.sha256(_point(key)).hexdigest()[:16]
        pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        _write(self._file(key_id), pem)
        return key_id

    def _name(self, key_id: str, *, replace: bool) -> None:
        """Write `current` whole or not at all. Two processes that start at once: the first one's
        key is current, and the other's stays unused."""
        beside = self._folder / f".{key_id}"
        _write(beside, key_id.encode())
        named = self._folder / "current"
        if replace:
            beside.replace(named)
            return
        try:
            os.link(beside, named)
        except FileExistsError:
            self._file(key_id).unlink()
        beside.unlink()

    def _file(self, key_id: str) -> Path:
        return self._folder / f"{key_id}.pem"


class Tokens:
    """Signed tokens, one a key and push service, used again for the hours they are good."""

    def __init__(self, keys: Keys, contact: str, clock: Callable[[], float] = time.time) -> None:
        self._keys = keys
        self._contact = contact
        self._clock = clock
        self._made: dict[tuple[str, str], tuple[float, str]] = {}

    def authorization(self, key_id: str, origin: str) -> str:
        """The header's value for a push service; raises KeyGone."""
        now = self._clock()
        until, header = self._made.get((key_id, origin), (0.0, ""))
        if until - now < _FRESH_SECONDS:
            until = now + TOKEN_SECONDS
            header = self._sign(key_id, origin, int(until))
            self._made[(key_id, origin)] = (until, header)
        return header

    def forget(self, key_id: str, origin: str) -> None:
        """The service did not take this token: the next message gets a fresh one."""
        self._made.pop((key_id, origin), None)

    def _sign(self, key_id: str, origin: str, until: int) -> str:
        from py_vapid import Vapid02

        claims = {"aud": origin, "exp": until, "sub": self._contact}
        signed: dict[str, str] = Vapid02(self._keys.private(key_id)).sign(claims)
        return signed["Authorization"]


def _point(key: EllipticCurvePrivateKey) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
