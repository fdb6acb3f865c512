"""How bytes arrive: create, take in a chunk, finish.

While a body arrives neither a database connection nor a lock is held, for that may take ten
minutes on this link. A PATCH is three short steps with the long wait between the first two:

1. a transaction takes a new lease on the upload's row: older requests are fenced from now on;
2. the body is appended to the part file chunk by chunk and made durable. A cut body simply ends
   early: what arrived stays, and the file's size is where the next request goes on;
3. once the file is whole: hash, type and size are verified and the bytes are kept under their
   hash, all outside any transaction; then one transaction records it and runs `hooks.on_stored`.

A chunk that declared its own checksum waits in a nameless file and is appended only when it
arrived whole and matches; cut or altered it leaves no trace, as the protocol asks.
"""

from __future__ import annotations

import errno
import hashlib
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore
from typing import Final

import structlog

from backend.core import clock
from backend.core.problems import Problem
from backend.core.transaction import writing
from backend.uploads import pictures, queries, tus
from backend.uploads.blobs import original_key
from backend.uploads.hooks import CompletionAnswer, StoredUpload, hooks
from backend.uploads.images import Facts, Unusable
from backend.uploads.lifecycle import LIFETIME
from backend.uploads.parts import Fenced, Part
from backend.uploads.stores import blob_store, part_folder

log = structlog.get_logger(__name__)

_PIECE: Final = 64 * 1024
_verifying = BoundedSemaphore(4)
"""Whole files in memory at a time; the others wait as files."""
_NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@dataclass(frozen=True, slots=True)
class Position:
    """Where an upload stands after a request; `answer` once it is complete and somebody waited."""

    offset: int
    expires_at: datetime | None
    complete: bool = False
    answer: CompletionAnswer | None = None


@dataclass(frozen=True, slots=True)
class _Hold:
    """What step 1 read and the later steps need: plain data, no row."""

    upload_id: uuid.UUID
    lease: int
    size: int
    sha256: str | None
    media_type: str | None
    expires_at: datetime | None


def receive(
    owner_id: uuid.UUID, upload_id: uuid.UUID, chunk: tus.Chunk, body: Iterable[bytes]
) -> Position:
    """One PATCH, from lease to receipt. `body` ends early when the link is cut."""
    hold = _take_lease(owner_id, upload_id, chunk)
    if hold is None:
        return _replayed(owner_id, upload_id)
    with _open_part(hold) as part:
        _check_place(hold, part, chunk)
        if chunk.checksum is None:
            _append(part, body, hold.size)
        else:
            _append_verified(part, body, hold.size, chunk)
        if part.offset < hold.size:
            with _room():
                part.sync()
            return Position(part.offset, hold.expires_at)
        with _verifying:
            stored = _verify_and_keep(hold, part)
    answer = _record(hold, stored)
    part_folder().remove(upload_id)
    return Position(hold.size, None, complete=True, answer=answer)


def _take_lease(owner_id: uuid.UUID, upload_id: uuid.UUID, chunk: tus.Chunk) -> _Hold | None:
    """Step 1. None when the file is already complete and this request only asks again."""
    with writing():
        upload = queries.upload_to_change(upload_id, owner_id)
        if upload is None:
            raise Problem("not_found")
        now = clock.now()
        if upload.has_expired(now):
            raise Problem("upload_expired")
        if upload.is_complete:
            if chunk.offset != upload.size:
                raise _elsewhere(upload.size)
            if chunk.length:
                raise Problem("upload_beyond_length")
            return None
        upload.lease += 1
        if upload.expires_at is not None:
            upload.expires_at = now + LIFETIME
        return _Hold(
            upload_id=upload.id,
            lease=upload.lease,
            size=upload.size,
            sha256=upload.sha256,
            media_type=upload.media_type,
            expires_at=upload.expires_at,
        )


@contextmanager
def _open_part(hold: _Hold) -> Iterator[Part]:
    try:
        with _room(), part_folder().open(hold.upload_id, hold.lease) as part:
            yield part
    except Fenced:
        log.info("upload_superseded", upload=str(hold.upload_id), lease=hold.lease)
        raise Problem("upload_superseded") from None


@contextmanager
def _room() -> Iterator[None]:
    """A disk that is full, or fails, is a public problem: the phone keeps its bytes and comes
    again."""
    try:
        yield
    except OSError as error:
        code = "storage_full" if error.errno in _NO_ROOM else "unavailable"
        log.exception(code, error=errno.errorcode.get(error.errno or 0))
        raise Problem(code, headers={"Retry-After": "60"}) from error


def _check_place(hold: _Hold, part: Part, chunk: tus.Chunk) -> None:
    if chunk.offset != part.offset:
        raise _elsewhere(part.offset)
    if chunk.length is not None and chunk.offset + chunk.length > hold.size:
        raise Problem("upload_beyond_length")


def _elsewhere(offset: int) -> Problem:
    """The right place goes with the refusal, so that no HEAD is needed to go on."""
    return Problem("upload_offset_mismatch", headers={"Upload-Offset": str(offset)}, offset=offset)


def _append(part: Part, body: Iterable[bytes], size: int) -> None:
    for piece in body:
        if part.offset + len(piece) > size:
            raise Problem("upload_beyond_length")
        part.append(piece)


def _append_verified(part: Part, body: Iterable[bytes], size: int, chunk: tus.Chunk) -> None:
    assert chunk.checksum is not None  # noqa: S101 - The caller has just looked.
    digest = hashlib.new(chunk.checksum.algorithm, usedforsecurity=False)
    arrived = 0
    with part_folder().aside() as aside:
        for piece in body:
            arrived += len(piece)
            if part.offset + arrived > size:
                raise Problem("upload_beyond_length")
            digest.update(piece)
            aside.write(piece)
        cut = chunk.length is not None and arrived < chunk.length
        if cut or not chunk.checksum.matches(digest.digest()):
            raise Problem("upload_checksum_mismatch")
        aside.seek(0)
        while piece := aside.read(_PIECE):
            part.append(piece)


def _verify_and_keep(hold: _Hold, part: Part) -> tuple[str, Facts]:
    """Step 3 before its transaction: the bytes are what was promised, and durable as a blob."""
    data = part.read()
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        if hold.sha256 is not None and sha256 != hold.sha256:
            raise Unusable("upload_hash_mismatch")
        facts = pictures.inspect(data)
        if hold.media_type is not None and facts.media_type != hold.media_type:
            raise Unusable("upload_wrong_type")
    except Unusable as refusal:
        part.reset()
        raise Problem(
            refusal.code,
            headers={"Upload-Offset": "0"},
            upload=str(hold.upload_id),
            sha256=hold.sha256,
        ) from refusal
    with _room():
        blob_store().put(original_key(sha256), data)
    return sha256, facts


def _record(hold: _Hold, stored: tuple[str, Facts]) -> CompletionAnswer | None:
    sha256, facts = stored
    with writing():
        upload = queries.held_upload_to_change(hold.upload_id)
        if upload is None:
            raise Problem("not_found")
        # A newer lease does not matter any more: these bytes are whole, verified and kept, and a
        # newer request can only find the same. If each left it to the next, none might finish.
        now = clock.now()
        queries.add_blob_once(upload.owner_id, sha256, size=hold.size, facts=facts, stored_at=now)
        upload.state = "complete"
        upload.sha256 = sha256
        upload.completed_at = now
        return hooks.on_stored(
            StoredUpload(
                upload_id=upload.id,
                owner_id=upload.owner_id,
                purpose=upload.purpose,
                sha256=sha256,
                size=hold.size,
                media_type=facts.media_type,
                width=facts.width,
                height=facts.height,
                page_count=facts.page_count,
            )
        )


def _replayed(owner_id: uuid.UUID, upload_id: uuid.UUID) -> Position:
    """The answer to a finishing request was lost: the hook, which is idempotent, gives it again."""
    with writing():
        upload = queries.upload_to_change(upload_id, owner_id)
        if upload is None:
            raise Problem("not_found")
        assert upload.sha256 is not None  # noqa: S101 - A complete upload has its bytes' hash.
        blob = queries.blobs(upload.owner_id, [upload.sha256])[0]
        answer = hooks.on_stored(StoredUpload.of(upload, blob))
        return Position(upload.size, None, complete=True, answer=answer)
