"""The port through which whole files are kept and read: obstore, over a folder or an S3 store.

A key is written once and never changed: an original under its SHA-256, a derivative under the
SHA-256 of its original and its kind. `put` returns when the bytes would survive a power cut.

Unfinished uploads do not lie here (see `parts.py`): a local file can grow, an object of S3 cannot.
There each PATCH would put one object, and the last one would join them under the hash.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import LocalStore, from_url

from backend.uploads.parts import sync_folder


class BlobStore:
    """Whole files by key."""

    def __init__(self, url: str) -> None:
        # The folder is made on demand; the argument exists for folders only.
        options: dict[str, Any] = {"mkdir": True} if url.startswith("file://") else {}
        self._store = from_url(url, **options)
        prefix = self._store.prefix if isinstance(self._store, LocalStore) else None
        self._root = None if prefix is None else Path(prefix)
        self._durable: set[Path] = set()
        """Folders whose own names are on the disk, as far as this process knows."""

    def put(self, key: str, data: bytes) -> None:
        """Keep the bytes under the key, durably. The same key always means the same bytes.

        Raises OSError: the disk's own (no room), EIO for whatever else a store may have.
        """
        try:
            obstore.put(self._store, key, data)
        except BaseError as error:
            raise OSError(_number_of(error), "The store did not take the file.") from error
        if self._root is not None:
            self._make_durable(self._root / key, self._root)

    def _make_durable(self, path: Path, root: Path) -> None:
        """obstore writes a new file and renames it; neither is on the disk before these calls."""
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
        for folder in path.parents:
            sync_folder(folder)
            if folder == root or folder in self._durable:
                break
        self._durable.add(path.parent)

    def get(self, key: str) -> bytes | None:
        """The bytes, or None when nothing is kept under this key."""
        try:
            return bytes(obstore.get(self._store, key).bytes())
        except FileNotFoundError:
            return None

    def remove(self, key: str) -> None:
        """Forget what is kept under the key, if anything is."""
        with suppress(FileNotFoundError):
            obstore.delete(self._store, key)

    def has(self, key: str) -> bool:
        """Whether something is kept under this key."""
        try:
            obstore.head(self._store, key)
        except FileNotFoundError:
            return False
        return True


def original_key(sha256: str) -> str:
    """Received bytes, unchanged. Two digits a folder keep folders small."""
    return f"originals/{sha256[:2]}/{sha256}"


def derivative_key(sha256: str, kind: str, page: int) -> str:
    """A picture made from the original for people to see."""
    return f"derivatives/{sha256[:2]}/{sha256}/{kind}-{page}.webp"


def paper_key(tag: str) -> str:
    """The PDF made of a paper's pages; `tag` says of which."""
    return f"papers/{tag[:2]}/{tag}.pdf"


def recording_key(name: str) -> str:
    """A recorded sentence as phones get it; `name` is the file's own hash and its ending."""
    return f"recordings/{name[:2]}/{name}"


def _number_of(error: BaseError) -> int:
    """The system's number of an error, which obstore tells in words only."""
    told = re.search(r"\(os error (\d+)\)", str(error))
    return int(told[1]) if told else errno.EIO
