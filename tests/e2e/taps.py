"""Counts what a finger does on a phone: real events in the browser, not calls of the test."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Locator, Page

_LISTEN = """
(() => {
  const counts = (window.__counts = { taps: 0, keys: 0 });
  addEventListener('pointerdown', (event) => { counts.taps += event.isTrusted ? 1 : 0; }, true);
  // A letter with marks costs a key for each on a Vietnamese keyboard (Telex): "ậ" is a, a, j.
  const cost = (text) => text.normalize('NFD').length + (text.match(/đ/gi) ?? []).length;
  addEventListener('beforeinput', (event) => {
    counts.keys += event.data ? cost(event.data) : 1;
  }, true);
  addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === 'Tab') counts.keys += 1;
  }, true);
})()
"""


@dataclass(frozen=True)
class Count:
    """Taps on the glass and keys of the keyboard."""

    taps: int
    keys: int


def watch(page: Page) -> None:
    """Begin to count on this page; it must stay one document (links of the app do)."""
    page.evaluate(_LISTEN)


def counted(page: Page) -> Count:
    """So far; fails when the page was loaded anew, for then nobody listened."""
    seen = page.evaluate("() => window.__counts ?? null")
    assert seen is not None, "the page was loaded again while its taps were counted"
    return Count(seen["taps"], seen["keys"])


def typed(field: Locator, text: str) -> None:
    """Tap into a field and type, key by key."""
    field.tap()
    field.press_sequentially(text)
