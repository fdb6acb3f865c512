"""How often a spoilt picture is told, and a good one troubled: the warnings of `make bench`.

The phone's own worker in a Chromium looks at each picture and makes the page; tesseract then says
whether the page that would be sent can be read. Spoilt is what has more than 2 % of its letters
wrong, and what is wrong whatever can be read: blank, turned, cut, the wrong side. All others are
good.
"""

from __future__ import annotations

import argparse
import json
import math
import sys
from collections import Counter
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from PIL import Image
from playwright.sync_api import Browser

from tests.bench.capture import kept
from tests.bench.capture.lab import Lab, built_worker, lab
from tests.bench.capture.legible import wrong_letters
from tests.bench.capture.spoil import ADVICE, Photo, photograph
from tests.bench.figures import Figure

LEAST_CAUGHT, MOST_TROUBLED, LEAST_RIGHT = 95.0, 2.0, 90.0
"""Per cent."""
UNREADABLE = 2.0
_ALWAYS = frozenset({"blank", "turned", "cut", "wrong_side"})


@dataclass(frozen=True)
class Verdict:
    """What became of one picture."""

    number: int
    sort: str
    spoilt_by: str
    strength: float
    wrong: float | None
    """Per cent of the letters; None where nobody needs to read it."""
    faults: list[str]

    @property
    def spoilt(self) -> bool:
        """Whether the person should have been told."""
        if self.spoilt_by in _ALWAYS:
            return True
        return self.wrong is not None and self.wrong > UNREADABLE

    @property
    def right(self) -> bool:
        """Whether the first thing said is what is wrong with it."""
        said = ADVICE.get(self.spoilt_by, {"blurred", "far", "dark"})
        return bool(self.faults) and self.faults[0] in said


def figures(
    browser: Browser, seed: int, count: int, worker: Path | None = None, backwards: bool = False
) -> list[Figure]:
    """Caught, troubled and rightly advised, with their 95 % intervals printed beside."""
    numbers = range(count)[::-1] if backwards else range(count)
    verdicts = verdicts_of(browser, seed, numbers, worker)
    spoilt = [one for one in verdicts if one.spoilt]
    good = [one for one in verdicts if not one.spoilt]
    caught = [one for one in spoilt if one.faults]
    ordinary = [one for one in good if one.spoilt_by == "none"]
    _tell(verdicts)
    return [
        _share("warnings: spoilt pictures caught", len(caught), len(spoilt), LEAST_CAUGHT, True),
        _share(
            "warnings: good pictures troubled",
            sum(bool(one.faults) for one in good),
            len(good),
            MOST_TROUBLED,
        ),
        _share(
            "warnings: of them, ordinary ones",
            sum(bool(one.faults) for one in ordinary),
            len(ordinary),
        ),
        _share(
            "warnings: first advice is the right one",
            sum(one.right for one in caught),
            len(caught),
            LEAST_RIGHT,
            True,
        ),
    ]


def verdicts_of(
    browser: Browser,
    seed: int,
    numbers: range,
    worker: Path | None = None,
    folder: Path = kept.OUTPUT,
) -> list[Verdict]:
    """What was kept, and what is missing taken now; what tesseract reads is read beside.

    A second process with the numbers reversed shares the work: each looks again before each picture
    whether the other one has been there.
    """
    file = kept.named("warnings", seed, worker or built_worker(), folder)
    waiting: list[Future[Verdict]] = []
    with lab(browser, worker=worker) as phone, ThreadPoolExecutor(2) as readers:
        for number in numbers:
            if number in file.rows():
                continue
            photo = photograph(seed, number)
            faults, page = _taken(phone, photo)
            waiting.append(readers.submit(_judged, number, photo, faults, page))
            while len(waiting) > 4:
                file.add(asdict(waiting.pop(0).result()))
        for one in waiting:
            file.add(asdict(one.result()))
    rows = file.rows()
    return [Verdict(**rows[number]) for number in sorted(numbers)]


def _taken(phone: Lab, photo: Photo) -> tuple[list[str], Image.Image]:
    """At the true corners, where a person would drag them: how they are found is measured apart."""
    looked = phone.look(photo.jpeg)
    quad = as_seen(np.array(photo.quad), looked.size)
    kind = "card" if photo.sheet.sort.startswith("card") else "auto"
    side = {"side": photo.side} if photo.side else {}
    made = phone.make(looked.handle, quad, kind=kind, **side)
    phone.forget(looked.handle)
    return made.faults, made.image


def as_seen(quad: np.ndarray, size: tuple[int, int]) -> np.ndarray:
    """The corners from the one that looks like the top left: nobody has told which way is up."""
    first = int((quad * size).sum(1).argmin())
    return np.roll(quad, -first, 0)


def _judged(number: int, photo: Photo, faults: list[str], page: Image.Image) -> Verdict:
    sheet = photo.sheet
    wrong = None
    if sheet.text and photo.spoilt_by not in _ALWAYS:
        wrong = wrong_letters(page, sheet)
    return Verdict(number, sheet.sort, photo.spoilt_by, photo.strength, wrong, faults)


def interval(part: int, whole: int) -> tuple[float, float]:
    """Wilson's, 95 %, in per cent."""
    if not whole:
        return 0.0, 100.0
    z, share = 1.96, part / whole
    middle = (share + z * z / (2 * whole)) / (1 + z * z / whole)
    reach = (
        z
        * math.sqrt(share * (1 - share) / whole + z * z / (4 * whole * whole))
        / (1 + z * z / whole)
    )
    return 100 * (middle - reach), 100 * (middle + reach)


def _share(
    what: str, part: int, whole: int, limit: float | None = None, at_least: bool = False
) -> Figure:
    low, high = interval(part, whole)
    named = f"{what}, {part} of {whole} ({low:.1f} to {high:.1f})"
    return Figure(named, 100 * part / max(1, whole), "%", limit, at_least)


def _tell(verdicts: list[Verdict]) -> None:
    print(
        f"{'spoilt by':<12}{'spoilt':>7}{'caught':>7}{'advised':>8}{'good':>6}{'troubled':>9}  said"
    )
    for how in sorted({one.spoilt_by for one in verdicts}):
        here = [one for one in verdicts if one.spoilt_by == how]
        spoilt = [one for one in here if one.spoilt]
        good = [one for one in here if not one.spoilt]
        said = Counter(one.faults[0] for one in here if one.faults)
        print(
            f"{how:<12}{len(spoilt):>7}{sum(bool(one.faults) for one in spoilt):>7}"
            f"{sum(one.right for one in spoilt):>8}{len(good):>6}"
            f"{sum(bool(one.faults) for one in good):>9}  {dict(said)}"
        )
    for one in verdicts:
        if one.spoilt != bool(one.faults):
            print(
                "  ",
                "missed" if one.spoilt else "troubled",
                json.dumps(asdict(one), ensure_ascii=False),
            )


def main() -> int:
    """`python -m tests.bench.capture.warnings SEED COUNT [--worker FILE] [--backwards]`."""
    from playwright.sync_api import sync_playwright

    from tests.bench.figures import show
    from tests.support import chromium

    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("seed", type=int)
    asked.add_argument("count", type=int)
    asked.add_argument("--worker", type=Path, help="its script, where it is not the built one")
    asked.add_argument("--backwards", action="store_true", help="beside one that goes forwards")
    wish = asked.parse_args()
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)
        rows = figures(browser, wish.seed, wish.count, wish.worker, wish.backwards)
        browser.close()
    show(rows)
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
