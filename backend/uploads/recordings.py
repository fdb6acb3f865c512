"""Recorded sentences as files: made of what was sent, kept under the hash of what was made."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Final

from backend.core.problems import Problem
from backend.uploads import decoders
from backend.uploads.blobs import recording_key
from backend.uploads.images import Unusable
from backend.uploads.stores import blob_store

MAX_RECORDING_BYTES: Final = 6_000_000
"""Half a minute as the plainest WAV (stereo, 44,100 times a second) has 5.3 million."""
SOUND_TYPES: Final = {"ogg": "audio/ogg", "mp3": "audio/mpeg"}


@dataclass(frozen=True, slots=True)
class SoundFile:
    """One file for phones, by the SHA-256 of its bytes."""

    sha256: str
    size: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeptRecording:
    """A sentence that is kept, as Ogg Opus and as MP3."""

    milliseconds: int
    ogg: SoundFile
    mp3: SoundFile


def keep_recording(data: bytes) -> KeptRecording:
    """Check what was sent by decoding it, and keep what phones get; outside of any transaction.

    Raises `recording_too_large`, `recording_too_long`, `recording_silent`, and
    `recording_unreadable` for whatever is no recorded voice.
    """
    if len(data) > MAX_RECORDING_BYTES:
        raise Problem("recording_too_large")
    try:
        milliseconds, ogg, mp3 = decoders.ours.voice(data)
    except Unusable as refusal:
        # A file that ended its decoder is none that a phone has recorded.
        known = refusal.code.startswith("recording_")
        raise Problem(refusal.code if known else "recording_unreadable") from refusal
    return KeptRecording(milliseconds, _kept(ogg, "ogg"), _kept(mp3, "mp3"))


def keep_still(kept: KeptRecording) -> None:
    """Put a file back that was removed since `keep_recording`: another recording had the same."""
    for file, kind in ((kept.ogg, "ogg"), (kept.mp3, "mp3")):
        if recording_file(file.sha256, kind) is None:
            _kept(file.data, kind)


def recording_file(sha256: str, kind: str) -> bytes | None:
    """The bytes of a kept file; None when it was removed."""
    return blob_store().get(recording_key(f"{sha256}.{kind}"))


def drop_recording(sha256: str, kind: str) -> None:
    """Remove a file that nothing names any more."""
    blob_store().remove(recording_key(f"{sha256}.{kind}"))


def _kept(data: bytes, kind: str) -> SoundFile:
    sha256 = hashlib.sha256(data).hexdigest()
    blob_store().put(recording_key(f"{sha256}.{kind}"), data)
    return SoundFile(sha256, len(data), data)
