"""Verdicts kept as they come, so that a bench that was cut goes on where it stood.

Half a minute of processor time lies in a few verdicts, an hour in all of them. They are kept under
`tests/output`, by seed and by what they hang on: the worker's bytes, and the scripts that draw,
ask and read. Whatever of it changes, all are taken anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
OUTPUT = HERE.parents[2] / "tests" / "output"
_ABOUT_IT = (
    "bench.py",
    "cards.py",
    "cer.py",
    "finder.py",
    "fit.py",
    "fit_finder.py",
    "id_cards.py",
    "kept.py",
    "samples.py",
    "scene.py",
)
"""Scripts of other measurements, and those that only count."""


class Kept:
    """Lines of a file, each with a `number`; several processes may add to it."""

    def __init__(self, file: Path) -> None:
        self._file = file
        file.parent.mkdir(parents=True, exist_ok=True)

    def rows(self) -> dict[int, dict[str, Any]]:
        """By number; a line that was cut is left out, of two alike the first one counts."""
        rows: dict[int, dict[str, Any]] = {}
        text = self._file.read_text(encoding="utf-8") if self._file.exists() else ""
        for line in text.splitlines():
            try:
                row = json.loads(line)
            except json.JSONDecodeError:
                continue
            rows.setdefault(row["number"], row)
        return rows

    def add(self, row: dict[str, Any]) -> None:
        """One line in one write, after whatever a cut one left."""
        before = self._file.read_bytes() if self._file.exists() else b""
        apart = "\n" if before and not before.endswith(b"\n") else ""
        with self._file.open("a", encoding="utf-8") as lines:
            lines.write(apart + json.dumps(row, ensure_ascii=False) + "\n")


def named(what: str, seed: int, worker: Path, folder: Path = OUTPUT) -> Kept:
    """The file for this seed, this worker and these scripts."""
    return Kept(folder / f"{what}-{seed}-{mark(worker, _scripts())}.jsonl")


def mark(worker: Path, scripts: Iterable[Path]) -> str:
    """Twelve letters that change with any of their bytes."""
    found = hashlib.sha256(worker.read_bytes())
    for script in sorted(scripts):
        found.update(script.read_bytes())
    return found.hexdigest()[:12]


def _scripts() -> list[Path]:
    drawn = [one for one in HERE.glob("*.py") if one.name not in _ABOUT_IT]
    return [*drawn, HERE / "sentences.txt"]
