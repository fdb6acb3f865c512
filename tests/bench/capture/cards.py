"""How many photographed identity cards the phone reads: `python -m tests.bench.capture.cards`.

The built worker is asked as `pwa/src/capture/card/scan.ts` asks it, in a Chromium without a reader
of its own. The photographs are drawn from the seed: tilted up to 30 degrees, a third in bad light,
a third with a lamp mirrored at the code. What cannot be read is told, never guessed.
"""

from __future__ import annotations

import argparse
import base64
import io
import statistics
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from playwright.sync_api import Browser, Page, Route, sync_playwright

from tests.bench.capture import id_cards
from tests.bench.capture.id_cards import IdPhoto
from tests.bench.capture.warnings import interval
from tests.bench.figures import Figure, show
from tests.support import chromium

ASSETS = Path(__file__).parents[3] / "pwa" / "dist" / "assets"
LEAST_READ = 90.0
"""Percent, of a photograph; far below what is measured, to see a reader that broke."""
FRAMES = 8
"""So many looks at the moving camera's picture: less than two seconds on a phone."""
_FRAME_WIDTH = 1920
_HOST = "http://localhost:1"

_ASK = """async ({ picture, count, width }) => {
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  const blob = new Blob([bytes], { type: 'image/jpeg' });
  const size = width ? { resizeWidth: width, resizeQuality: 'high' } : {};
  const begun = performance.now();
  const ask = async (frame) => {
    const bitmap = await createImageBitmap(blob, size);
    return new Promise((done, fail) => {
      window.reader.onmessage = ({ data }) => done(data);
      window.reader.onerror = (event) => fail(new Error(event.message));
      window.reader.postMessage({ id: 1, picture: bitmap, count: frame }, [bitmap]);
    });
  };
  if (count === null) return [await ask(null), performance.now() - begun, 1];
  for (let frame = 1; frame < count; frame += 1) {
    const answer = await ask(frame);
    if (answer.text) return [answer, performance.now() - begun, frame];
  }
  return [await ask(count), performance.now() - begun, count];
}"""


@dataclass(frozen=True)
class Read:
    """`right`: the very text; None: nothing was read; `frames`: looks until then."""

    right: bool | None
    milliseconds: float
    frames: int


def figures(browser: Browser, seed: int, photographs: int = 200) -> list[Figure]:
    """Rates in percent with 95 % intervals (Wilson), by condition, and times in milliseconds."""
    page = _page(browser)
    rng = np.random.default_rng(seed)
    stills: dict[str, list[Read]] = {}
    films: list[Read] = []
    for _ in range(photographs):
        seen = id_cards.photograph(rng)
        stills.setdefault(_condition(seen), []).append(_read(page, seen, None))
        films.append(_read(page, seen, FRAMES))
    page.context.close()
    every = [read for reads in stills.values() for read in reads]
    rows = [_rate("card read from a photograph", every, LEAST_READ)]
    rows += [_rate(f"  {condition}", reads) for condition, reads in sorted(stills.items())]
    rows.append(_rate(f"card read by the camera within {FRAMES} looks", films, LEAST_READ))
    wrong = sum(read.right is False for read in every + films)
    times = sorted(read.milliseconds for read in every)
    return [
        *rows,
        Figure("cards read wrongly", wrong, "", 0),
        Figure("looks at the camera's picture, mean", _mean_frames(films), ""),
        Figure("photograph of a card, median", statistics.median(times), "ms"),
        Figure("photograph of a card, 95 %", times[int(len(times) * 0.95)], "ms"),
    ]


def _condition(seen: IdPhoto) -> str:
    if seen.photo.conditions.glare:
        return "with a lamp mirrored"
    return "in bad light" if seen.photo.conditions.gain < 0.55 else "in everyday light"


def _read(page: Page, seen: IdPhoto, count: int | None) -> Read:
    written = io.BytesIO()
    seen.photo.image.save(written, "JPEG", quality=88)
    asked = {
        "picture": base64.b64encode(written.getvalue()).decode(),
        "count": count,
        "width": _FRAME_WIDTH if count else None,
    }
    answer, milliseconds, frames = page.evaluate(_ASK, asked)
    text: str | None = answer["text"]
    return Read(None if text is None else text == seen.text, milliseconds, frames)


def _rate(what: str, reads: list[Read], least: float | None = None) -> Figure:
    right, many = sum(read.right is True for read in reads), len(reads)
    low, high = interval(right, many)
    name = f"{what} ({right} of {many}, {low:.1f} to {high:.1f})"
    return Figure(name, 100 * right / many, "%", least, at_least=True)


def _mean_frames(films: list[Read]) -> float:
    return statistics.fmean(read.frames for read in films if read.right)


def _page(browser: Browser) -> Page:
    """An empty page with the built reader beside it."""
    (script,) = ASSETS.glob("worker-card-*.js")

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(f"{_HOST}/")
        file = ASSETS / Path(name).name
        kinds = {".js": "text/javascript", ".wasm": "application/wasm"}
        more: dict[str, Any] = {"path": file} if name else {"body": "<!doctype html>"}
        route.fulfill(content_type=kinds.get(file.suffix, "text/html"), **more)

    context = browser.new_context()
    context.route(f"{_HOST}/**", serve)
    page = context.new_page()
    page.goto(f"{_HOST}/")
    page.evaluate(
        "(name) => { window.reader = new Worker(name, { type: 'module' }); }",
        f"/assets/{script.name}",
    )
    return page


def main() -> int:
    """Measure with the seed of the command line; 1 when a limit is broken."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, default=2026)
    asked.add_argument("--photographs", type=int, default=200)
    wish = asked.parse_args()
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=chromium.executable(), args=chromium.FLAGS)
        rows = figures(browser, wish.seed, wish.photographs)
        browser.close()
    show(rows)
    return 0 if all(row.kept for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
