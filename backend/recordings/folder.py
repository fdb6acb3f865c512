"""Recordings made elsewhere, from a folder: FOLDER/<language>/<id>.<ending>, one file a sentence.

What follows the id in a file's name is the recorder's own business: "psmhepja-2.m4a" is psmhepja.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.core.problems import Problem
from backend.recordings import service
from backend.uploads.service import MAX_RECORDING_BYTES

_ID = 8


@dataclass(frozen=True, slots=True)
class Taken:
    """One file: what became of it, in words; `kept` when it is heard now."""

    path: Path
    kept: bool
    said: str


def take(agency: str, folder: Path) -> Iterator[Taken]:
    """Keep each file by itself; those that cannot be used are told, the others stay."""
    for path in sorted(folder.glob("*/*")):
        if path.is_file() and not path.name.startswith("."):
            yield _one(agency, path)


def _one(agency: str, path: Path) -> Taken:
    if path.stat().st_size > MAX_RECORDING_BYTES:
        return Taken(path, False, Problem("recording_too_large").type.vi)
    try:
        language, sentence = path.parent.name.lower(), path.name[:_ID].lower()
        made = service.record(agency, language, sentence, path.read_bytes(), by=None)
    except Problem as problem:
        why = [text for texts in (problem.errors or {}).values() for text in texts]
        return Taken(path, False, " ".join(map(str, why)) or problem.type.vi)
    return Taken(path, True, f"{made['seconds']} giây")
