"""An upload's life around its bytes: made by POST, asked for, ended, swept away."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Final

from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import end_reading, writing
from backend.uploads import queries, tus
from backend.uploads.hooks import hooks
from backend.uploads.models import PURPOSES, Upload
from backend.uploads.pictures import MEDIA_TYPES
from backend.uploads.stores import part_folder

LIFETIME: Final = timedelta(days=7)
"""How long an upload that no dossier waits for is kept after its last request."""
MAX_OPEN_UPLOADS: Final = 100
"""How many files one person may have begun by POST; a dossier's own files are not counted."""


def create(owner_id: uuid.UUID, creation: tus.Creation, *, may_make_results: bool) -> Upload:
    """A new upload by POST; it expires unless it grows. Call it inside a write transaction."""
    metadata = creation.metadata
    if metadata.media_type is not None and metadata.media_type not in MEDIA_TYPES:
        raise Problem("upload_wrong_type")
    purpose = metadata.purpose or "page"
    if purpose not in PURPOSES:
        raise Problem("malformed")
    if purpose == "result" and not may_make_results:
        raise Problem("forbidden")
    refuse_beyond(queries.count_open_uploads(owner_id, kept=False), MAX_OPEN_UPLOADS)
    now = clock.now()
    upload = Upload(
        owner_id=owner_id,
        purpose=purpose,
        sha256=metadata.sha256,
        size=creation.size,
        media_type=metadata.media_type,
        metadata_sent=metadata.raw,
        made_at=now,
        expires_at=now + LIFETIME,
    )
    queries.add(upload)
    return upload


def refuse_beyond(count: int, most: int) -> None:
    """Disks are finite: `upload_too_many` until some of what was begun has arrived."""
    if count >= most:
        raise Problem("upload_too_many", headers={"Retry-After": "60"})


def found(upload_id: uuid.UUID, owner_id: uuid.UUID) -> tuple[Upload, int]:
    """This person's upload and its offset; `not_found` or `upload_expired`."""
    upload = queries.upload(upload_id, owner_id)
    if upload is None:
        raise Problem("not_found")
    if upload.has_expired(clock.now()):
        raise Problem("upload_expired")
    return upload, upload.size if upload.is_complete else part_folder().size(upload_id)


def terminate(upload_id: uuid.UUID, owner_id: uuid.UUID) -> None:
    """Forget an upload; a verified file that it became stays with its dossier."""
    with writing():
        upload = queries.upload_to_change(upload_id, owner_id)
        if upload is None:
            raise Problem("not_found")
        queries.remove(upload)
    part_folder().remove(upload_id)


def give_all(from_id: uuid.UUID, to_id: uuid.UUID) -> None:
    """One person's uploads and files become another's; call it inside a write transaction.

    Before any dossier's row is locked: whoever finishes a file locks its upload first, then the
    dossier. A body that is just arriving under the old owner finishes under the new one.
    """
    queries.give_uploads(from_id, to_id)
    queries.give_blobs(from_id, to_id)


def sweep() -> int:
    """Remove what expired or is awaited no more, and what a killed server left behind; how many.

    A dossier's upload lives as long as a manifest names it: one that was replaced or dropped does
    not. Should a manifest name it again at this very moment, its next PATCH finds nothing and the
    phone asks the dossier anew.
    """
    folder = part_folder()
    now = clock.now()
    with writing():
        queries.remove_expired(now)
        awaited = hooks.awaited()
        for upload in queries.kept_open_since_before(now - LIFETIME):
            if (upload.owner_id, upload.sha256) not in awaited:
                queries.remove(upload)
    orphans = folder.ids()  # Listed first: a file that appears later has its row by then.
    orphans -= queries.open_ids()
    end_reading()
    for upload_id in orphans:
        folder.remove(upload_id)
    return len(orphans)
