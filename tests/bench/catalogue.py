"""`make bench ONLY=catalogue`: a commune with its whole list, 427 and 41 procedures.

What the index and a detail weigh, and how long a cheap phone (6 times slower than this machine)
needs for a letter typed into the search: the search by itself, and the screen with its cards drawn.
Bytes have their limits; milliseconds are the machine's and are printed. Every letter is typed four
times and its fastest counts, because other programs only ever add; the table has the median of all
letters and the slowest.
"""

from __future__ import annotations

import gzip
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from backend.catalogue import derived
from backend.core import clock
from tests.bench import phone
from tests.bench.figures import Figure
from tests.support import long_index
from tests.support.factories import procedure_list
from tests.support.factories.places import LUAN_THANH
from tests.support.packaged import PACKAGED
from tests.support.server import Server, demo_server
from tests.support.tables import workbook

ROOT = Path(__file__).parents[2]
SLOWER = 6
_TIMES = 4
LIMIT_BYTES = 20.0
_SHOWN = 24
"""Phrasings that are typed on the screen; the search by itself gets all of them."""

_LETTERS = """async (phrasings) => {
  const box = document.querySelector('input[type=search]');
  const put = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const spent = [];
  for (const phrasing of phrasings) {
    for (let end = 1; end <= phrasing.length; end += 1) {
      const before = performance.now();
      put.call(box, phrasing.slice(0, end));
      box.dispatchEvent(new Event('input', { bubbles: true }));
      await null; await null; await null;
      document.body.getBoundingClientRect();
      spent.push(performance.now() - before);
      await new Promise((done) => setTimeout(done));
    }
  }
  return spent;
}"""
"""A letter, what the page does about it, and where everything then stands; painting not counted."""


def figures() -> list[Figure]:
    """Rows for the table."""
    index = derived.compact(long_index.made())
    return [*_weights(index), *_search(json.loads(index))]


def _weights(index: bytes) -> list[Figure]:
    listed = [_detail(content) for content in long_index.listed_contents()]
    packaged = [_detail(one.content) for one in PACKAGED]
    heaviest = max(len(derived.packed_detail(json.loads(one))) for one in packaged) / 1000
    return [
        Figure("index of 427 + 41 procedures, brotli", _br(index), "kB", LIMIT_BYTES),
        Figure("… gzip", _gz(index), "kB", LIMIT_BYTES),
        Figure("… not packed", len(index) / 1000, "kB"),
        Figure("largest detail of a listed procedure, brotli", max(map(_br, listed)), "kB", 4),
        Figure("largest detail of all, brotli", heaviest, "kB", 4),
        Figure("… gzip", max(map(_gz, packaged)), "kB"),
    ]


def _detail(content: dict[str, Any]) -> bytes:
    return derived.compact(derived.detail_of(content, derived.schema_of(content)))


def _br(data: bytes) -> float:
    return len(derived.squeeze(data)) / 1000


def _gz(data: bytes) -> float:
    return len(gzip.compress(data, mtime=0)) / 1000


def _search(index: dict[str, Any]) -> list[Figure]:
    path = ROOT / "pwa/test/search/phrasings.json"
    phrasings = [one["q"] for one in json.loads(path.read_text(encoding="utf-8"))]
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        browser = phone.launch(tools)
        with phone.phone(browser) as context:
            page = context.new_page()
            page.add_script_tag(path=_bundled(Path(folder)))
            _throttle(page)
            alone = page.evaluate(
                "([file, all, times]) => typed(file, all, times)", [index, phrasings, _TIMES]
            )
        with demo_server(Path(folder)) as product:
            _publish(Path(folder))
            with phone.phone(browser) as context:
                drawn = _on_the_screen(context.new_page(), product, phrasings[:_SHOWN])
        browser.close()
    return [
        Figure("index made ready for searching", alone["ready"], "ms"),
        *_of("search, first letter", alone["first"]),
        *_of("search, later letters", alone["later"]),
        *_of("a letter with its cards laid out", drawn),
    ]


def _of(what: str, spent: list[float]) -> list[Figure]:
    return [
        Figure(f"{what}: median of {len(spent)}", statistics.median(spent), "ms"),
        Figure(f"{what}: slowest (aim 50)", max(spent), "ms"),
    ]


def _bundled(folder: Path) -> Path:
    made = folder / "search.js"
    bundler = ROOT / "pwa/node_modules/.bin/rolldown"
    source = Path(__file__).with_name("search.ts")
    command = [str(bundler), str(source), "--format", "iife", "--minify", "--file", str(made)]
    path = f"{ROOT / '.venv/bin'}:{os.environ['PATH']}"
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "PATH": path})
    return made


def _publish(data: Path) -> None:
    """The invented list, by the operator's command beside the running server."""
    file = data / "danh-muc.xlsx"
    file.write_bytes(workbook([procedure_list.HEADINGS, *procedure_list.rows()]))
    command = [str(ROOT / ".venv/bin/python"), "-m", "backend.cli", "import-list", str(file)]
    environment = {**os.environ, "MOTCUA_MODE": "demo", "MOTCUA_DATA": str(data)}
    today = clock.local(clock.now()).date().isoformat()
    subprocess.run(
        [*command, "--from", today, "--publish", "--agency", LUAN_THANH],
        check=True,
        capture_output=True,
        cwd=ROOT,
        env=environment,
    )


def _on_the_screen(page: Page, product: Server, phrasings: list[str]) -> list[float]:
    page.goto(f"{product.base_url}/tim")
    page.get_by_role("button", name="Xem thêm").first.wait_for()
    _throttle(page)
    rounds: list[list[float]] = [page.evaluate(_LETTERS, phrasings) for _ in range(_TIMES)]
    return [min(letter) for letter in zip(*rounds, strict=True)]


def _throttle(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
