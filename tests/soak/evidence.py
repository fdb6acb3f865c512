"""The three witnesses of a run with broken links: the wire, the server's tables and its files.

What the phones believe is the fourth; it comes from the phones themselves (phones.py).
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from backend.dossiers.models import Dossier, DossierEvent, DossierRevision, Page
from backend.dossiers.slips import spoken
from backend.dossiers.states import State
from backend.settings import Settings
from backend.uploads.models import Blob, Upload
from tests.support import wire


@dataclass
class Told:
    """What the server has acknowledged in answers that reached a phone."""

    receipts: list[dict[str, Any]] = field(default_factory=list)
    """Whole receipts, in no order."""
    offsets: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """The highest offset told of each upload, by its id."""
    hashes: dict[str, str] = field(default_factory=dict)
    """What each upload is of, by its id, from receipts that asked for it."""

    def hear(self, exchanges: Iterable[wire.Exchange]) -> None:
        """Add what stands in these answers."""
        for exchange in exchanges:
            status = exchange.status or 0
            path = urlsplit(exchange.path).path
            if exchange.acknowledged_offset is not None and path.startswith("/api/uploads/"):
                upload = path.rsplit("/", 1)[1]
                self.offsets[upload] = max(self.offsets[upload], exchange.acknowledged_offset)
            if exchange.method in ("PUT", "PATCH") and 200 <= status < 300 and exchange.answer:
                self._read(exchange.answer.json())

    def _read(self, receipt: Any) -> None:
        if not isinstance(receipt, dict) or "missing" not in receipt:
            return
        self.receipts.append(receipt)
        for missing in receipt["missing"]:
            self.hashes[missing["upload"].rsplit("/", 1)[1]] = missing["sha256"]


@dataclass
class KeptDossier:
    """A row of the dossiers, with the hashes of its pages in force by paper and number."""

    id: str
    state: str
    slip: str | None
    owner_name: str
    texts: dict[int, str] = field(default_factory=dict)
    """SHA-256 of every text that was submitted, by its revision."""
    pages: list[tuple[str, int, str]] = field(default_factory=list)
    times_received: int = 0
    """How often it entered state 1."""


@dataclass
class Kept:
    """What the server has: its tables, the parts of unfinished uploads, its store of files."""

    dossiers: dict[str, KeptDossier] = field(default_factory=dict)
    uploads: dict[str, tuple[int, bool]] = field(default_factory=dict)
    """Bytes that are there, and whether the upload is complete."""
    blobs: dict[str, int] = field(default_factory=dict)
    """Size by SHA-256, as the table says."""
    files: dict[str, tuple[str, int]] = field(default_factory=dict)
    """SHA-256 and size of the bytes that really lie under each name."""


def kept_by(settings: Settings) -> Kept:
    """Read all of it. The server should be quiet; it may be dead."""
    kept = Kept(files=_files(Path(urlsplit(settings.blob_url).path) / "originals"))
    parts = settings.data_folder / "parts"
    engine = create_engine(settings.database_url)
    with Session(engine) as session:
        for dossier in session.scalars(select(Dossier)):
            kept.dossiers[str(dossier.id)] = KeptDossier(
                str(dossier.id),
                dossier.state,
                spoken(dossier.slip) if dossier.slip else None,
                dossier.owner_name,
            )
        for revision in session.scalars(select(DossierRevision).where(DossierRevision.submitted)):
            kept.dossiers[str(revision.dossier_id)].texts[revision.revision] = revision.body_sha256
        for page in session.scalars(select(Page).where(Page.standing == "in_force")):
            kept.dossiers[str(page.dossier_id)].pages.append((page.paper, page.page, page.sha256))
        entered = select(DossierEvent).where(DossierEvent.to_state == State.RECEIVED.value)
        for event in session.scalars(entered):
            kept.dossiers[str(event.dossier_id)].times_received += 1
        for upload in session.scalars(select(Upload)):
            part = parts / f"{upload.id}.part"
            there = part.stat().st_size if part.exists() else 0
            here = upload.size if upload.is_complete else there
            kept.uploads[str(upload.id)] = (here, upload.is_complete)
        kept.blobs = {blob.sha256: blob.size for blob in session.scalars(select(Blob))}
    engine.dispose()
    return kept


def _files(folder: Path) -> dict[str, tuple[str, int]]:
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            found[path.name] = (hashlib.sha256(data).hexdigest(), len(data))
    return found
