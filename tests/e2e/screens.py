"""One look at a screen: a picture kept as test output, and axe's opinion."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.sync_api import Page

OUTPUT = Path(__file__).parents[1] / "output"

_RUN = "axe.run(document, {resultTypes: ['violations']}).then((found) => found.violations)"


@dataclass
class Album:
    """The pictures of one journey, numbered in the order of the journey."""

    name: str
    faults: list[str] = field(default_factory=list)
    _taken: int = 0

    def shot(self, page: Page, title: str) -> None:
        """Picture and check the screen as it stands; what is wrong is told at the end."""
        self._taken += 1
        name = f"{self._taken:02}-{_plain(title)}"
        with _whole(page):
            self.keep(page, name)
            self.faults += [f"{self.name}/{name}: {fault}" for fault in violations(page)]

    def keep(self, page: Page, name: str) -> None:
        """The picture alone."""
        folder = OUTPUT / self.name
        folder.mkdir(parents=True, exist_ok=True)
        page.screenshot(path=folder / f"{name}.png")

    def check(self) -> None:
        """Fail with every violation of every screen at once."""
        assert not self.faults, "\n".join(self.faults)


def _plain(title: str) -> str:
    """ "Tiếp nhận" as a file's name: tiep-nhan."""
    letters = unicodedata.normalize("NFD", title.lower().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", letters)).strip("-")


@contextmanager
def _whole(page: Page) -> Iterator[None]:
    """The window as tall as its content, so that bars stand at the edges and nothing is covered."""
    usual = page.viewport_size
    assert usual is not None
    tall: int = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({"width": usual["width"], "height": max(tall, usual["height"])})
    # What lies folded away is not fetched before somebody unfolds it.
    page.wait_for_function(
        "() => [...document.images].every((it) => it.complete || !it.checkVisibility())"
    )
    try:
        yield
    finally:
        page.set_viewport_size(usual)


def violations(page: Page) -> list[str]:
    """What axe finds, one line a node."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate(_RUN)
    return [
        f"{violation['id']} at {' '.join(map(str, node['target']))}: {_why(node)}"
        for violation in found
        for node in violation["nodes"]
    ]


_SMALL = """() => [...document.querySelectorAll('a[href], button, summary')].flatMap((target) => {
  const {width, height} = target.getBoundingClientRect();
  const seen = target.checkVisibility() && width > 1 && target.getAttribute('href') !== '#main';
  const fits = Math.min(width, height) >= 47.5;
  return seen && !fits ? [`${target.innerText} ${width} x ${height}`] : [];
})"""


def too_small(page: Page) -> list[str]:
    """What a thumb may miss: links, buttons and folds of less than 48 pixels either way."""
    found: list[str] = page.evaluate(_SMALL)
    return found


_WIDE = """() => {
  const root = document.documentElement;
  root.style.fontSize = '225%';
  const place = (target) => target.getBoundingClientRect();
  const out = [...document.querySelectorAll('body *')].filter((target) => {
    const { left, right, width } = place(target);
    return width > 1 && (left < -1 || right > root.clientWidth + 1) && target.checkVisibility();
  });
  const found = root.scrollWidth > root.clientWidth
    ? out.map((target) => `${target.tagName} ${target.className} ends at ${place(target).right}`)
    : [];
  root.style.fontSize = '';
  return found;
}"""


def too_wide(page: Page) -> list[str]:
    """What sticks out at the side when letters are twice as large as usual (112.5 %)."""
    found: list[str] = page.evaluate(_WIDE)
    return found


def _why(node: dict[str, Any]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return "; ".join(check["message"] for check in checks)
