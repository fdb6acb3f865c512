"""Recordings made elsewhere, from a folder: FOLDER/<language>/<id>.<ending>, one file a sentence.

What follows the id in a file's name is the recorder's own business: "psmhepja-2.m4a" is psmhepja.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from backend.core.problems import Problem
from backend.recordings import service
from backend.uploads.service import MAX_RECORDING_BYTES

_ID = re.compile(r"[2-9a-z]{8}")
_MISPLACED = "Chưa lưu gì. Hãy đặt tệp ngay trong thư mục của một thứ tiếng, như vi hoặc hmn."
_MISNAMED = "Chưa lưu gì. Tên tệp phải bắt đầu bằng tám chữ của câu trong danh sách."


@dataclass(frozen=True, slots=True)
class Taken:
    """One file: what became of it, in words; `kept` when it is heard now."""

    path: Path
    kept: bool
    said: str


def take(agency: str, folder: Path) -> Iterator[Taken]:
    """Keep each file by itself; those that cannot be used are told, the others stay.

    Nothing is passed over in silence but hidden files, which people never put there.
    """
    for path in sorted(folder.rglob("*")):
        if not path.is_file() or path.name.startswith("."):
            continue
        if path.parent.parent != folder:
            yield Taken(path, False, _MISPLACED)
        else:
            yield _one(agency, path)


def _one(agency: str, path: Path) -> Taken:
    name = _ID.match(path.name.lower())
    if name is None:
        return Taken(path, False, _MISNAMED)
    if path.stat().st_size > MAX_RECORDING_BYTES:
        return Taken(path, False, Problem("recording_too_large").type.vi)
    try:
        language = path.parent.name.lower()
        made = service.record(agency, language, name[0], path.read_bytes(), by=None)
    except Problem as problem:
        why = [text for texts in (problem.errors or {}).values() for text in texts]
        return Taken(path, False, " ".join(map(str, why)) or problem.type.vi)
    return Taken(path, True, f"{made['seconds']} giây")
