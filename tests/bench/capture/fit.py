"""Fits what `pwa/src/capture/judge/table.ts` holds: `python -m tests.bench.capture.fit SEED COUNT`,
or with several seeds, each followed by how many of its pictures.

Generated pictures are made into pages by the built worker and read by tesseract; what the phone
measures on them is weighed so that the unreadable ones are told from the others. Never fit on the
seed that is reported. Rows are kept in `tests/output/fit-SEED.jsonl` as they come and taken from
there again: take the file away when pages are made otherwise. How well it would do on pictures it
was not fitted to is printed: each eighth judged with weights fitted to the others. The table that
stands came from `fit 8004 COUNT …` with the seeds 8004 to 8009 and 9001, see docs/decisions/0127.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import textwrap
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import sync_playwright

from tests.bench.capture import kept
from tests.bench.capture.spoil import photograph
from tests.bench.capture.warnings import UNREADABLE, Verdict, as_seen, verdicts_of
from tests.support import chromium

ROOT = Path(__file__).parents[3]
TABLE = ROOT / "pwa" / "src" / "capture" / "judge" / "table.ts"
LIMIT = 0.65
_STEEP = 3.5
_TROUBLES = 2.0
"""A good picture that is troubled counts so many times a spoilt one that is missed."""
_BLURRED, _DARK, _FAR = range(3)
_CAUSES = {"motion": _BLURRED, "defocus": _BLURRED, "dark": _DARK, "far": _FAR}
_KINDS = frozenset({"none", "compressed", *_CAUSES})
_FEW_PIXELS = 2.3
"""Logarithm of a letter's pixels: a compressed picture of smaller ones was taken too small."""
_KNOWN = 3.5


@dataclass(frozen=True)
class Row:
    """What was measured on a picture, whether it is spoilt, and by what."""

    number: int
    values: list[float]
    spoilt: bool
    cause: int
    wrong: float | None = None
    """Per cent of the letters; not known of rows that were kept before it was asked."""

    @property
    def target(self) -> float:
        """How surely it is spoilt, 0 to 1: with 1.9 or 2.1 % wrong letters nobody can know."""
        if self.wrong is None:
            return float(self.spoilt)
        return float(1 / (1 + (UNREADABLE / max(0.05, self.wrong)) ** _STEEP))


def main() -> int:
    """Measure or read again, fit, and write the table."""
    asked = [int(word) for word in sys.argv[1:]]
    rows: list[Row] = []
    for seed, count in zip(asked[::2], asked[1::2], strict=True):
        file = kept.Kept(kept.OUTPUT / f"fit-{seed}.jsonl")
        if len(file.rows()) < count:
            _measure(file, seed, count)
        rows += [Row(**row) for row in file.rows().values() if row["values"]]
    values = np.array([row.values for row in rows])
    spoilt = np.array([row.spoilt for row in rows])
    target = np.array([row.target for row in rows])
    told = crossed(values, target) >= LIMIT
    print(f"caught {(told & spoilt).sum()} of {spoilt.sum()}", end=", ")
    print(f"troubled {(told & ~spoilt).sum()} of {(~spoilt).sum()}")
    TABLE.write_text(_table(values, target, np.array([row.cause for row in rows])))
    return 0


def _measure(file: kept.Kept, seed: int, count: int) -> None:
    with sync_playwright() as tools, tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "measure.mjs"
        bundler = ROOT / "pwa" / "node_modules" / ".bin" / "rolldown"
        source = Path(__file__).with_name("measure.ts")
        subprocess.run([bundler, source, "--platform", "node", "-o", script], check=True)
        browser = tools.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)
        verdicts = verdicts_of(browser, seed, range(count))
        browser.close()
        for verdict in verdicts:
            if verdict.number in file.rows():
                continue
            values: list[float] = []
            if verdict.spoilt_by in _KINDS and verdict.wrong is not None:
                values = _values(script, Path(folder) / "picture", seed, verdict.number)
            file.add(asdict(row_of(verdict, values)))


def row_of(verdict: Verdict, values: list[float]) -> Row:
    """No values: other rules decide about it."""
    fallback = _FAR if values and values[0] < _FEW_PIXELS else _BLURRED
    cause = _CAUSES.get(verdict.spoilt_by, fallback)
    return Row(verdict.number, values, verdict.spoilt, cause, verdict.wrong)


def _values(script: Path, file: Path, seed: int, number: int) -> list[float]:
    photo = photograph(seed, number)
    image = Image.open(io.BytesIO(photo.jpeg)).convert("RGBA")
    file.write_bytes(image.tobytes())
    quad = [{"x": x, "y": y} for x, y in as_seen(np.array(photo.quad), image.size).tolist()]
    asked = {"file": str(file), "width": image.width, "height": image.height, "quad": quad}
    done = subprocess.run(
        ["node", script], input=json.dumps(asked), capture_output=True, text=True, check=True
    )
    values: list[float] = json.loads(done.stdout)
    return values


def crossed(values: np.ndarray, target: np.ndarray, parts: int = 8) -> np.ndarray:
    """The doubt about each picture by weights that were fitted without it."""
    part, doubts = np.arange(len(values)) % parts, np.zeros(len(values))
    for one in range(parts):
        other = part != one
        usual, spread, weights = _weights(values[other], target[other])
        inside, _ = _products(_known(values[~other], usual, spread))
        doubts[~other] = 1 / (1 + np.exp(-inside @ weights))
    return doubts


def _known(values: np.ndarray, usual: np.ndarray, spread: np.ndarray) -> np.ndarray:
    known = np.clip((values - usual) / spread, -_KNOWN, _KNOWN)
    return np.c_[np.ones(len(known)), known]


def _products(known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each two, and how much each counts: products less than the values themselves."""
    pairs = [(i, j) for i in range(known.shape[1]) for j in range(i, known.shape[1])]
    counts = np.array([1.0 if i == 0 else 0.5 for i, _ in pairs])
    return np.stack([known[:, i] * known[:, j] for i, j in pairs], 1), counts


def _weights(values: np.ndarray, target: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The usual values, how far they spread, and the weights."""
    usual = values.mean(0).round(2)
    spread = np.maximum(0.01, values.std(0)).round(2)
    products, counts = _products(_known(values, usual, spread))
    often = target + (1 - target) * _TROUBLES
    return usual, spread, _fitted(products * counts, target, often, 1.0) * counts


def _table(values: np.ndarray, target: np.ndarray, cause: np.ndarray) -> str:
    usual, spread, weights = _weights(values, target)
    spoilt = target > 0.5
    known = _known(values, usual, spread)[spoilt]
    causes = [_fitted(known, cause[spoilt] == kind, np.ones(len(known)), 0.3) for kind in range(3)]
    blocks = [
        "/** Made by tests/bench/capture/fit.py; not edited by hand."
        " All numbers but the limit are hundredths. */\n",
        "/** The usual value of what `weighed` measures, and how far it spreads. */",
        _numbers("USUAL", usual) + "\n" + _numbers("SPREAD", spread) + "\n",
        "/** Weights of 1, of each value, of each product of two: row by row of the triangle. */",
        _numbers("SPOILT", weights) + "\n",
        "/** Blurred, dark, far: weights of 1 and of each value. */",
        "export const CAUSES: readonly (readonly number[])[] = [",
        *(textwrap.indent(textwrap.fill(f"[{_row(one)}],", 96), "  ") for one in causes),
        "];\n",
        "/** A doubt above this is a fault. */",
        f"export const LIMIT = {LIMIT:g};\n",
    ]
    return "\n".join(blocks)


def _fitted(values: np.ndarray, truth: np.ndarray, count: np.ndarray, soft: float) -> np.ndarray:
    """Logistic regression by Newton's steps; the first value is 1 and its weight is not shrunk."""
    weights = np.zeros(values.shape[1])
    shrink = np.full(values.shape[1], 1 / soft)
    shrink[0] = 1e-6
    for _ in range(60):
        chance = 1 / (1 + np.exp(-np.clip(values @ weights, -30, 30)))
        slope = values.T @ (count * (chance - truth)) + shrink * weights
        bend = (values.T * (count * chance * (1 - chance) + 1e-9)) @ values + np.diag(shrink)
        step = np.linalg.solve(bend, slope)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def _row(numbers: np.ndarray) -> str:
    """In hundredths: whole numbers take 70 bytes less on the phone."""
    return ", ".join(str(round(100 * value)) for value in numbers)


def _numbers(name: str, numbers: np.ndarray) -> str:
    inside = textwrap.fill(_row(numbers), 100, initial_indent="  ", subsequent_indent="  ")
    return f"export const {name}: readonly number[] = [\n{inside},\n];"


if __name__ == "__main__":
    raise SystemExit(main())
