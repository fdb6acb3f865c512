"""How well the page finder finds, alone: `python -m tests.bench.capture.finder SEED COUNT`.

The phone's own TypeScript, bundled for Node, looks at generated photographs (`samples.everyday`).
No browser and no worker, so that hundreds take minutes; `make bench capture` asks the built worker.
"""

from __future__ import annotations

import io
import json
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from tests.bench.capture import samples
from tests.bench.capture.bench import NEAR, distance, share
from tests.bench.figures import Figure, show

ROOT = Path(__file__).parents[3]
_SAME = 1e-9


@dataclass(frozen=True)
class Shape:
    """One that may be the sheet."""

    looks: dict[str, float]
    """What `looks.ts` measures, by its names there."""
    score: float
    """With the weights that the source holds."""
    raw: list[tuple[float, float]]
    """Corners before they are laid through their edges, in pixels of the 512 that are seen."""
    away: float
    """Its worst corner from the true one, of the longer edge."""


@dataclass(frozen=True)
class Told:
    """What the finder says of one photograph."""

    number: int
    scene: str
    """Kind of paper and table."""
    away: float
    sure: bool
    confidence: float
    milliseconds: float
    """Of processor time."""
    shapes: list[Shape] = field(repr=False)
    """The likeliest first; empty when they were not asked for."""

    @property
    def near(self) -> bool:
        """Whether every corner is where it should be."""
        return self.away <= NEAR


def main() -> int:
    """Print the figures and what was missed; 1 when a limit is broken."""
    seed, count = int(sys.argv[1]), int(sys.argv[2])
    told = list(tell(seed, range(count)))
    for one in told:
        if not one.near:
            where = f"missed {one.number}: {one.scene}, away {one.away:.3f}"
            print(f"{where}, {one.confidence:.3f}{' SURE' if one.sure else ''}")
    figures = _figures(told)
    show(figures)
    return 0 if all(figure.kept for figure in figures) else 1


def _figures(told: list[Told]) -> list[Figure]:
    count = len(told)
    away = sorted(one.away for one in told)
    wrong = sum(one.sure and not one.near for one in told)
    near = sum(one.near for one in told)
    return [
        *share(f"pages within 2 % of their corners, of {count}", near, count, 95, True),
        *share("wrong and confident", wrong, count, 1, False),
        Figure("said to be found", 100 * sum(one.sure for one in told) / count, "%"),
        Figure("worst corner, median", 100 * away[count // 2], "%"),
        Figure("worst corner, ninth of ten", 100 * away[count * 9 // 10], "%"),
        Figure("processor time", statistics.median(one.milliseconds for one in told), "ms"),
    ]


def tell(seed: int, numbers: Iterable[int], *, shapes: bool = False) -> Iterator[Told]:
    """What the finder says of these photographs of the seed, with all shapes when asked for."""
    with tempfile.TemporaryDirectory() as folder:
        script, file = Path(folder) / "shapes.mjs", Path(folder) / "picture"
        bundler = ROOT / "pwa" / "node_modules" / ".bin" / "rolldown"
        source = Path(__file__).with_name("shapes.ts")
        subprocess.run(
            [bundler, source, "--platform", "node", "-o", script],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        pipe = subprocess.PIPE
        with subprocess.Popen(["node", script], stdin=pipe, stdout=pipe, text=True) as finder:
            assert finder.stdin
            assert finder.stdout
            for number in numbers:
                photo = samples.everyday(seed, number)
                image = Image.open(io.BytesIO(samples.jpeg(photo))).convert("RGBA")
                file.write_bytes(image.tobytes())
                asked = {"file": str(file), "width": image.width, "height": image.height}
                finder.stdin.write(json.dumps({**asked, "shapes": shapes}) + "\n")
                finder.stdin.flush()
                answer = json.loads(finder.stdout.readline())
                scene = f"{photo.sheet.kind} on {photo.conditions.back}"
                yield _told(number, scene, answer, photo.quad, image.size)


def _told(
    number: int, scene: str, answer: dict[str, Any], true: np.ndarray, size: tuple[int, int]
) -> Told:
    def away(quad: list[dict[str, float]]) -> float:
        found = np.array([(corner["x"], corner["y"]) for corner in quad]) * size
        return distance(found, true) / max(size)

    shapes = [
        Shape(
            one["looks"],
            one["score"],
            [(corner["x"], corner["y"]) for corner in one["raw"]],
            away(one["quad"]),
        )
        for one in answer["shapes"]
    ]
    found = away(answer["quad"])
    if shapes and abs(shapes[0].away - found) > _SAME:
        raise RuntimeError(f"shapes.ts does not see picture {number} as find/index.ts does.")
    return Told(
        number,
        scene,
        found,
        answer["found"],
        answer["confidence"],
        answer["milliseconds"],
        shapes,
    )


if __name__ == "__main__":
    raise SystemExit(main())
