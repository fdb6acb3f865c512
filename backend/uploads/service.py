"""Uploads: what other domains may ask of received files.

A dossier names the files it needs by their SHA-256; `ensure_uploads` says which are already here
and where the others are to be sent. Bytes arrive by tus (`receiving.py`). When a file is complete
and verified, `hooks.on_stored` runs inside the transaction that records it.

Ownership: `blobs`, `ensure_uploads` and `stored_upload` look at one person's files only.
The others trust their caller, who has already decided that this person may see the dossier.
`derivative`, `paper_pdf` and `result_file` use no database: call `end_reading()` before them, as
`picture_answer` and `result_answer` do.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from backend.core import clock
from backend.core.configuration import current_settings
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.uploads import lifecycle, pictures, queries, receiving, tus
from backend.uploads.hooks import CompletionAnswer, StoredUpload, hooks
from backend.uploads.images import EDGES
from backend.uploads.lifecycle import give_all, sweep
from backend.uploads.models import Blob, Upload
from backend.uploads.pictures import MEDIA_TYPES, Derivative, check, paper_tag
from backend.uploads.recordings import (
    MAX_RECORDING_BYTES,
    SOUND_TYPES,
    KeptRecording,
    SoundFile,
    drop_recording,
    keep_recording,
    keep_still,
    recording_file,
)
from backend.uploads.serving import ServedFile, picture_answer, result_answer, result_file
from backend.uploads.stores import part_folder
from backend.uploads.tables import read_table

__all__ = [
    "EDGES",
    "MAX_RECORDING_BYTES",
    "MEDIA_TYPES",
    "SOUND_TYPES",
    "BlobView",
    "CompletionAnswer",
    "Derivative",
    "KeptRecording",
    "ServedFile",
    "SoundFile",
    "StoredUpload",
    "UploadRef",
    "WantedFile",
    "blob",
    "blobs",
    "bytes_begun",
    "check",
    "derivative",
    "drop_recording",
    "ensure_upload",
    "ensure_uploads",
    "give_all",
    "hooks",
    "keep",
    "keep_recording",
    "keep_still",
    "paper_pdf",
    "paper_tag",
    "picture_answer",
    "read_table",
    "recording_file",
    "result_answer",
    "result_file",
    "stored_upload",
    "sweep",
]

Purpose = Literal["page", "result"]
MAX_KEPT_UPLOADS: Final = 2000
"""How many files one person's dossiers may wait for: a volunteer's month without a link."""


@dataclass(frozen=True, slots=True)
class WantedFile:
    """A file that somebody's manifest names; size in bytes."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class UploadRef:
    """Where a wanted file stands. A complete one needs no address; an open one has `id`, `url`
    (a path on this server) and `offset`, the bytes that are already here."""

    sha256: str
    offset: int
    complete: bool
    id: uuid.UUID | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class BlobView:
    """A verified file. Width and height: pixels of the upright picture, points of a PDF's page."""

    sha256: str
    size: int
    media_type: str
    width: int
    height: int
    page_count: int


def ensure_upload(
    owner_id: uuid.UUID, sha256: str, size: int, media_type: str, purpose: Purpose = "page"
) -> UploadRef:
    """One file of `ensure_uploads`."""
    return ensure_uploads(owner_id, [WantedFile(sha256, size, media_type)], purpose)[0]


def ensure_uploads(
    owner_id: uuid.UUID, wanted: Sequence[WantedFile], purpose: Purpose = "page"
) -> list[UploadRef]:
    """Where each wanted file stands, in the same order; call it inside a write transaction.

    A file that this person sent before is complete. An upload that waits for the same file is used
    again with what it already holds; else one is made, and it does not expire. Two queries, and
    for new uploads a third and an insert each. Raises `too_large`, `upload_wrong_type`, `invalid`
    for a size that contradicts the file which has this hash, and `upload_too_many`.
    """
    _check_wanted(wanted)
    hashes = {file.sha256 for file in wanted}
    stored = {row.sha256: row for row in queries.blobs(owner_id, hashes)}
    waiting = {
        (row.sha256, row.size, row.media_type): row
        for row in reversed(queries.kept_open_uploads(owner_id, hashes, purpose))
    }
    if any(_key(file) not in waiting and file.sha256 not in stored for file in wanted):
        lifecycle.refuse_beyond(queries.count_open_uploads(owner_id, kept=True), MAX_KEPT_UPLOADS)
    found = []
    for file in wanted:
        row = stored.get(file.sha256)
        if row is not None:
            _check_same(file, row)
            found.append(UploadRef(file.sha256, offset=row.size, complete=True))
            continue
        key = _key(file)
        upload = waiting.get(key) or _new_kept_upload(owner_id, file, purpose)
        waiting[key] = upload
        found.append(_reference(upload, file.sha256))
    return found


def bytes_begun(owner_id: uuid.UUID) -> int:
    """How many bytes this person has sent or announced; what expired unfinished is not counted."""
    return queries.bytes_begun(owner_id)


def blob(sha256: str, owner_id: uuid.UUID) -> BlobView | None:
    """This person's verified file with this hash."""
    return blobs([sha256], owner_id).get(sha256)


def blobs(hashes: Collection[str], owner_id: uuid.UUID) -> dict[str, BlobView]:
    """Those of these files that this person has sent whole, by hash; one query."""
    return {row.sha256: _view(row) for row in queries.blobs(owner_id, hashes)}


def stored_upload(upload_id: uuid.UUID, owner_id: uuid.UUID) -> StoredUpload:
    """A finished upload of this person's; `not_found`, or `upload_incomplete` while it is sent."""
    upload = queries.upload(upload_id, owner_id)
    if upload is None:
        raise Problem("not_found")
    if not upload.is_complete or upload.sha256 is None:
        raise Problem("upload_incomplete")
    row = queries.blobs(owner_id, [upload.sha256])[0]
    return StoredUpload.of(upload, row)


def derivative(sha256: str, kind: str, page: int = 1) -> Derivative:
    """What people see of a file: "thumbnail" or "page", upright and without metadata.

    `page` counts from 1 inside a PDF. Made at the first call and kept. Raises `not_found`.
    """
    return pictures.derivative(sha256, kind, page)


def keep(owner_id: uuid.UUID, data: bytes, media_type: str, purpose: Purpose) -> uuid.UUID:
    """A file that is whole already, sent on behalf of a person by the steps of every upload.

    Answers the finished upload's id. Its transactions are its own: call it outside of any.
    """
    metadata = tus.Metadata(raw="", media_type=media_type, purpose=purpose)
    with writing():
        creation = tus.Creation(len(data), metadata, None)
        upload = lifecycle.create(owner_id, creation, may_make_results=purpose == "result")
    receiving.receive(owner_id, upload.id, tus.Chunk(0, len(data)), [data])
    return upload.id


def paper_pdf(hashes: Sequence[str]) -> bytes:
    """One PDF of all pages of these files, in order and upright, for the officer to keep."""
    return pictures.paper_pdf(hashes)


def _key(file: WantedFile) -> tuple[str, int, str]:
    return file.sha256, file.size, file.media_type


def _check_wanted(wanted: Sequence[WantedFile]) -> None:
    for file in wanted:
        if file.media_type not in MEDIA_TYPES:
            raise Problem("upload_wrong_type", sha256=file.sha256)
        if file.size > current_settings().max_page_bytes:
            raise Problem("too_large", sha256=file.sha256)


def _check_same(file: WantedFile, row: Blob) -> None:
    if (file.size, file.media_type) != (row.size, row.media_type):
        raise Problem("invalid", errors={"manifest": {file.sha256: ["Khác với ảnh đã gửi."]}})


def _new_kept_upload(owner_id: uuid.UUID, file: WantedFile, purpose: Purpose) -> Upload:
    upload = Upload(
        owner_id=owner_id,
        purpose=purpose,
        sha256=file.sha256,
        size=file.size,
        media_type=file.media_type,
        made_at=clock.now(),
    )
    queries.add(upload)
    return upload


def _reference(upload: Upload, sha256: str) -> UploadRef:
    offset = part_folder().size(upload.id)
    return UploadRef(sha256, offset, complete=False, id=upload.id, url=url_of(upload.id))


def url_of(upload_id: uuid.UUID) -> str:
    """The path of an upload on this server; a path costs the phone fewer bytes than a URL."""
    return f"/api/uploads/{upload_id}"


def _view(row: Blob) -> BlobView:
    return BlobView(row.sha256, row.size, row.media_type, row.width, row.height, row.page_count)
