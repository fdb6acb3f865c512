"""The application's two places for bytes, each opened at its first use.

obstore starts threads of its own, which do not survive a fork: a store that was opened before the
server forked its workers would hang. So neither is opened while the application is made.
"""

from __future__ import annotations

from threading import Lock

from flask import current_app

from backend.core.configuration import current_settings
from backend.uploads.blobs import BlobStore
from backend.uploads.parts import PartFolder

_opening = Lock()


def blob_store() -> BlobStore:
    """Where whole files are kept."""
    with _opening:
        found: BlobStore | None = current_app.extensions.get("blob_store")
        if found is None:
            found = BlobStore(current_settings().blob_url)
            current_app.extensions["blob_store"] = found
        return found


def part_folder() -> PartFolder:
    """Where unfinished uploads grow; all server processes of the machine share it."""
    with _opening:
        found: PartFolder | None = current_app.extensions.get("part_folder")
        if found is None:
            found = PartFolder(current_settings().data_folder / "parts")
            current_app.extensions["part_folder"] = found
        return found
