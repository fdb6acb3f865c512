"""`make bench capture`: pages found, bytes, legibility and seconds, in the app's own worker.

SEED, PICTURES (for finding, the warnings and cards) and PAGES (twelve megapixels, read by
tesseract) come from the command line: `make bench capture SEED=7 PICTURES=300 PAGES=12`. Without
PART all of it is measured; `PART=reading` or `PART="warnings cards"` measures that alone. Each
part's rows are printed as soon as it is done. Seconds are printed, never asserted.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.bench import phone
from tests.bench.capture import cards, cer, samples, warnings
from tests.bench.capture.lab import NO_WEBP, Lab, Looked, built_worker, lab
from tests.bench.figures import Figure, show

SEED, PICTURES, PAGES = 1, 300, 12
PARTS = ("finding", "reading", "seconds", "warnings", "cards")
_MOST_CARDS = 200
NEAR = 0.02
"""Of the longer edge: how far a found corner may be from the true one."""
_SLOWER = 6
_MOST_WRONG = 0.55
_TIMED = 5
"""Pages whose seconds are taken on a throttled page; the first finds nothing compiled."""


def figures() -> list[Figure]:
    """Rows for the table."""
    seed, pictures, pages = (
        int(os.environ.get(name) or usual)
        for name, usual in (("SEED", SEED), ("PICTURES", PICTURES), ("PAGES", PAGES))
    )
    cer.prepare()
    size = len(brotli_of(built_worker().read_bytes())) / 1000
    rows = [Figure("capture worker, brotli", size, "kB")]
    with sync_playwright() as tools:
        browser = phone.launch(tools)
        measure: dict[str, Callable[[], list[Figure]]] = {
            "finding": lambda: _finding(browser, seed, pictures),
            "reading": lambda: _reading(browser, seed, pages),
            "seconds": lambda: _hurrying(browser, seed, min(pages, _TIMED)),
            "warnings": lambda: warnings.figures(browser, seed, pictures),
            "cards": lambda: cards.figures(browser, seed, min(pictures, _MOST_CARDS)),
        }
        for part in parts_named(os.environ.get("PART", "")):
            begun = time.monotonic()
            found = measure[part]()
            print(f"{part}: {time.monotonic() - begun:.0f} seconds", flush=True)
            show(found)
            rows += found
        browser.close()
    return rows


def parts_named(wish: str) -> list[str]:
    """All of them where none is named; SystemExit with their names when one is unknown."""
    named = wish.split()
    if unknown := set(named) - set(PARTS):
        raise SystemExit(f"No part {' '.join(sorted(unknown))}: PART is any of {' '.join(PARTS)}.")
    return named or list(PARTS)


def brotli_of(data: bytes) -> bytes:
    """As the server sends it."""
    import brotli

    packed: bytes = brotli.compress(data)
    return packed


@dataclass(frozen=True)
class _Seen:
    near: bool
    sure: bool


def _finding(browser: Browser, seed: int, pictures: int) -> list[Figure]:
    seen: list[_Seen] = []
    with lab(browser) as worker:
        for number in range(pictures):
            photo = samples.everyday(seed, number)
            looked = worker.look(samples.jpeg(photo))
            worker.forget(looked.handle)
            away = distance(looked.quad * photo.image.size, photo.quad) / max(photo.image.size)
            seen.append(_Seen(away <= NEAR, looked.found))
    near, sure = sum(one.near for one in seen), sum(one.sure for one in seen)
    wrong = sum(one.sure and not one.near for one in seen)
    return [
        *share(f"pages within 2 % of their corners, of {pictures}", near, pictures, 95, True),
        *share("wrong and confident", wrong, pictures, 1, False),
        Figure("said to be found", 100 * sure / pictures, "%"),
    ]


def distance(found: np.ndarray, true: np.ndarray) -> float:
    """Pixels of the worst corner, whichever corner comes first."""
    turns = (np.roll(found, turn, 0) - true for turn in range(4))
    return float(min(np.hypot(*(turn.T)).max() for turn in turns))


def share(what: str, hits: int, of: int, limit: float, at_least: bool) -> list[Figure]:
    """A share in per cent and its 95 % interval, one row each."""
    low, high = warnings.interval(hits, of)
    return [
        Figure(what, 100 * hits / of, "%", limit, at_least),
        Figure("  95 % interval from", low, "%"),
        Figure("  95 % interval to", high, "%"),
    ]


@dataclass(frozen=True)
class _Page:
    kilobytes: float
    wrong: float
    red: bool
    blue: bool
    seconds: float
    """Of `look` and `make` together."""
    sure: bool
    """Whether its corners were said to be found; where not, the screen asks for them."""


def _reading(browser: Browser, seed: int, pages: int) -> list[Figure]:
    rows: list[Figure] = []
    for name, prelude, limit in (("", "", 45), (" (no WebP in the canvas)", NO_WEBP, 95)):
        with lab(browser, prelude=prelude) as worker:
            made = [_page(worker, seed, number) for number in range(pages)]
        rows += [
            Figure(f"dense A4 page, mean{name}", _mean([p.kilobytes for p in made]), "kB", limit),
            Figure(f"  largest{name}", max(page.kilobytes for page in made), "kB"),
            Figure(
                f"  letters wrong, worst page{name}",
                max(page.wrong for page in made),
                "%",
                _MOST_WRONG,
            ),
            Figure(f"  letters wrong, mean{name}", _mean([p.wrong for p in made]), "%"),
            Figure(f"  corners put right by hand{name}", sum(not p.sure for p in made), "pages"),
            Figure(f"  stamps red{name}", 100 * _mean([p.red for p in made]), "%", 100, True),
            Figure(f"  signatures blue{name}", 100 * _mean([p.blue for p in made]), "%", 100, True),
            Figure(
                f"  look + make, {_SLOWER} × the seconds{name}",
                _SLOWER * statistics.median(page.seconds for page in made),
                "s",
            ),
        ]
    return rows


def _hurrying(browser: Browser, seed: int, pages: int) -> list[Figure]:
    """The picture is decoded on a thread that Chromium does not slow down, the rest on the page."""
    with lab(browser, slower=_SLOWER) as slow:
        taken: list[tuple[float, float]] = []
        for number in range(pages):
            looked = slow.look(_dense(seed, number)[0])
            taken.append((looked.seconds, slow.make(looked.handle, looked.quad).seconds))
            slow.forget(looked.handle)
    looks, makes = zip(*taken, strict=True)
    name = f"on a page throttled {_SLOWER} times"
    return [
        Figure(f"look, {name}", statistics.median(looks), "s"),
        Figure(f"make, {name}", statistics.median(makes), "s"),
        Figure("  the first look and make", sum(taken[0]), "s"),
    ]


def _mean(values: list[float] | list[bool]) -> float:
    return statistics.fmean(values)


@cache
def _dense(seed: int, number: int) -> tuple[bytes, str, np.ndarray]:
    """The photograph, its text and its corners in parts of it.

    Drawn once (some seconds), asked for by each of the parts.
    """
    photo = samples.dense(seed, number)
    return samples.jpeg(photo), photo.sheet.text, photo.quad / photo.image.size


def _page(worker: Lab, seed: int, number: int) -> _Page:
    picture, text, corners = _dense(seed, number)
    looked = worker.look(picture)
    made = worker.make(looked.handle, corners_of(looked, corners))
    worker.forget(looked.handle)
    red, blue = inks(made.image)
    return _Page(
        len(made.data) / 1000,
        cer.error_rate(text, cer.read(made.image)),
        red,
        blue,
        looked.seconds + made.seconds,
        looked.found,
    )


def corners_of(looked: Looked, true: np.ndarray) -> np.ndarray:
    """As they were found; where the worker is not sure the person is asked for the true ones."""
    return looked.quad if looked.found else warnings.as_seen(true, looked.size)


def inks(image: Image.Image) -> tuple[bool, bool]:
    """Whether a stamp's red and a pen's blue can be recognised: one pixel in four thousand each."""
    pixels = np.asarray(image.convert("RGB"), np.int16).reshape(-1, 3)
    red, green, blue = pixels.T
    reds = (red - np.maximum(green, blue) > 60).mean()
    blues = ((blue - red > 50) & (blue >= green)).mean()
    return bool(reds > 1 / 4000), bool(blues > 1 / 4000)
