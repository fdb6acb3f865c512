"""What uploads tell the domains above them. `create_app` fills the hook; it runs in our write."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from backend.uploads.models import Blob, Upload


@dataclass(frozen=True, slots=True)
class StoredUpload:
    """A file that is verified and durable. `width` and `height` as in `Blob`."""

    upload_id: uuid.UUID
    owner_id: uuid.UUID
    purpose: str
    sha256: str
    size: int
    media_type: str
    width: int
    height: int
    page_count: int

    @classmethod
    def of(cls, upload: Upload, blob: Blob) -> StoredUpload:
        """The upload and what it became."""
        return cls(
            upload_id=upload.id,
            owner_id=upload.owner_id,
            purpose=upload.purpose,
            sha256=blob.sha256,
            size=blob.size,
            media_type=blob.media_type,
            width=blob.width,
            height=blob.height,
            page_count=blob.page_count,
        )


@dataclass(frozen=True, slots=True)
class CompletionAnswer:
    """What the request that finished a file is told: the receipt of the dossier, its slip.

    No receipt while the dossier waits for further files: its bytes would be sent with each page.
    """

    receipt: dict[str, Any] | None
    slip: str | None = None


OnStored = Callable[[StoredUpload], CompletionAnswer | None]
Awaited = Callable[[], set[tuple[uuid.UUID, str]]]
"""Whose files (owner, SHA-256) somebody still waits for."""


def _nobody_waits(_stored: StoredUpload) -> CompletionAnswer | None:
    return None


def _nothing_awaited() -> set[tuple[uuid.UUID, str]]:
    return set()


@dataclass(slots=True)
class Hooks:
    """`on_stored` runs inside the final write transaction, and again when a finishing request is
    replayed: it must be idempotent. Its answer becomes the receipt of that request. `awaited` runs
    in the sweep's write transaction."""

    on_stored: OnStored = field(default=_nobody_waits)
    awaited: Awaited = field(default=_nothing_awaited)


hooks = Hooks()
