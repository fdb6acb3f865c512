"""Fits the weights in `pwa/src/capture/engine/find/weigh.ts`, from generated photographs alone.

`python -m tests.bench.capture.fit_finder SEED COUNT UNSEEN HOW_MANY` fits to COUNT photographs of
SEED, lays the new weights beside those of the source on HOW_MANY of the seed UNSEEN, and prints
them as the source holds them (decision 0117). Never fit on the seed that is reported.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from tests.bench.capture.bench import NEAR
from tests.bench.capture.finder import Shape, Told, tell
from tests.bench.capture.warnings import interval

KEPT = Path(__file__).parents[3] / "tests" / "output"
SURE = 0.975
"""As in weigh.ts, and the three that follow."""
_SEEN = 512
_ANOTHER = 0.025
_MOST_LEAD = 4.0
_AS_GOOD = 0.006
"""Of the longer edge: a shape this much worse than the true corners is wished for 1/e as much."""
_SOFT, _TURNS, _STEP = 2e-3, 250, 0.05
_FOLDS = 4
_SOFT_SURE = 0.3
Pictures = list[Told]


@dataclass(frozen=True)
class Weights:
    """What weigh.ts holds: for the sum of looks, and for how sure it is (constant first)."""

    looks: dict[str, float]
    sure: np.ndarray


def main() -> int:
    """Fit, compare, print."""
    seed, count, unseen, many = (int(word) for word in sys.argv[1:5])
    seen = _kept(seed, count)
    fitted = fit(seen)
    others = _kept(unseen, many)
    _compare(others, fitted)
    print(_as_in_the_source(fitted, seed, len(seen)))
    return 0


def _kept(seed: int, count: int) -> Pictures:
    """From `tests/output`, where they were put the first time: a new finder needs them removed."""
    file = KEPT / f"finder-{seed}-{count}.jsonl"
    if not file.exists():
        KEPT.mkdir(exist_ok=True)
        told = tell(seed, range(count), shapes=True)
        file.write_text("".join(json.dumps(asdict(one)) + "\n" for one in told))
    rows = map(json.loads, file.read_text().splitlines())
    return [Told(**{**row, "shapes": [Shape(**one) for one in row["shapes"]]}) for row in rows]


def fit(pictures: Pictures) -> Weights:
    """Weights of looks by all pictures; of sureness by picks of fits that had not seen them."""
    fold = [number % _FOLDS for number in range(len(pictures))]
    rows: list[list[float]] = []
    near: list[bool] = []
    for held in range(_FOLDS):
        others = zip(pictures, fold, strict=True)
        looks = _looks_weighed(one for one, part in others if part != held)
        for one in pictures[held::_FOLDS]:
            if one.shapes:
                order = _ranked(one.shapes, looks)
                rows.append([1.0, *_reasons(order)])
                near.append(order[0][0].away <= NEAR)
    return Weights(_looks_weighed(pictures), _likelihood(np.array(rows), np.array(near)))


def _looks_weighed(pictures: Iterable[Told]) -> dict[str, float]:
    """Softmax over the shapes of each picture: the nearer to the truth, the likelier it is."""
    useful = [one.shapes for one in pictures if any(each.away <= NEAR for each in one.shapes)]
    names = list(useful[0][0].looks)
    values = np.array([[each.looks[n] for n in names] for shapes in useful for each in shapes])
    away = np.array([each.away for shapes in useful for each in shapes])
    first = np.cumsum([0, *(len(shapes) for shapes in useful[:-1])])
    picture = np.repeat(np.arange(len(useful)), [len(shapes) for shapes in useful])
    wished = np.where(away <= NEAR, np.exp(-away / _AS_GOOD), 0)
    wished /= np.add.reduceat(wished, first)[picture]
    spread = values.std(0) + 1e-6
    known = (values - values.mean(0)) / spread
    weights = np.zeros(known.shape[1])
    mean, square = weights.copy(), weights.copy()
    for turn in range(1, _TURNS + 1):  # Adam: each weight has its own length of step.
        score = known @ weights
        chance = np.exp(score - np.maximum.reduceat(score, first)[picture])
        chance /= np.add.reduceat(chance, first)[picture]
        slope = known.T @ (chance - wished) / len(useful) + _SOFT * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.99 * square + 0.01 * slope**2
        length = np.sqrt(square / (1 - 0.99**turn)) + 1e-8
        weights = weights - _STEP * mean / (1 - 0.9**turn) / length
    return dict(zip(names, (weights / spread).tolist(), strict=True))


def _ranked(shapes: list[Shape], looks: dict[str, float]) -> list[tuple[Shape, float]]:
    """With their scores, the likeliest first."""
    scores = [sum(looks[name] * value for name, value in one.looks.items()) for one in shapes]
    return sorted(zip(shapes, scores, strict=True), key=lambda pair: -pair[1])


def _reasons(order: list[tuple[Shape, float]]) -> list[float]:
    """What `sureness` in weigh.ts weighs: lead, hole, rough, endless."""
    (best, most), *others = order
    away = _ANOTHER * _SEEN
    rivals = sum(
        math.exp(score - most)
        for shape, score in others
        if any(math.dist(a, b) > away for a, b in zip(shape.raw, best.raw, strict=True))
    )
    lead = max(-_MOST_LEAD, min(_MOST_LEAD, -math.log(1e-5 + rivals)))
    looks = best.looks
    hole = max(0.0, 0.4 - looks["area"]) * max(0.0, 0.3 - looks["lighter"])
    return [lead, hole, looks["rough"], max(0.0, 0.3 - looks["ends"])]


def _likelihood(rows: np.ndarray, near: np.ndarray) -> np.ndarray:
    """Logistic regression by Newton's steps, on values made alike in spread; the first is 1."""
    mean, spread = rows.mean(0), rows.std(0) + 1e-9
    mean[0], spread[0] = 0, 1
    known = (rows - mean) / spread
    weights = np.zeros(known.shape[1])
    shrink = np.full(known.shape[1], _SOFT_SURE)
    shrink[0] = 1e-9
    for _ in range(60):
        chance = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (chance - near) + shrink * weights
        bend = (known.T * (chance * (1 - chance))) @ known + np.diag(shrink)
        weights -= np.linalg.solve(bend, slope)
    plain: np.ndarray = weights / spread
    plain[0] -= plain[1:] @ mean[1:]
    return plain


def _compare(pictures: Pictures, fitted: Weights) -> None:
    """Found, sure, and wrong though sure: with the weights of the source and with the new ones."""
    source = [(one.near, one.sure) for one in pictures]
    new: list[tuple[bool, bool]] = []
    for one in pictures:
        if not one.shapes:
            new.append((False, False))
            continue
        order = _ranked(one.shapes, fitted.looks)
        chance = 1 / (1 + math.exp(-fitted.sure @ [1.0, *_reasons(order)]))
        new.append((order[0][0].away <= NEAR, bool(chance >= SURE)))
    possible = sum(any(shape.away <= NEAR for shape in one.shapes) for one in pictures)
    print(f"{len(pictures)} photographs; {possible} of them have a shape that is right")
    for name, verdicts in (("source", source), ("fitted", new)):
        near = sum(right for right, _ in verdicts)
        low, high = interval(near, len(verdicts))
        wrong = sum(sure and not right for right, sure in verdicts)
        sure = sum(sure for _, sure in verdicts)
        print(f"{name}: {near} near ({low:.1f} to {high:.1f} %), {sure} sure, ", end="")
        print(f"{wrong} wrong and sure")


def _as_in_the_source(fitted: Weights, seed: int, count: int) -> str:
    words = [f"{name}: {value:.2f}" for name, value in fitted.looks.items()]
    constant, lead, hole, rough, endless = (f"{value:.2f}" for value in fitted.sure)
    terms = [
        f"{constant} + {lead} * lead + {hole} * hole + {rough} * rough",
        f"{endless} * Math.max(0, 0.3 - ends)",
    ]
    return "\n".join(
        [
            "/** A fit (softmax over the shapes of each picture) to "
            f"{count} generated photographs, seed {seed}. */",
            "const WEIGHTS: Looks = {",
            f"  {', '.join(words[:7])},",
            f"  {', '.join(words[7:])},",
            "};",
            f"  return 1 / (1 + Math.exp(-({' + '.join(terms).replace('+ -', '- ')})));",
        ]
    )


if __name__ == "__main__":
    raise SystemExit(main())
